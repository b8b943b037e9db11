"""`--cluster ADDRESS`: the same work on the workers of a Dask scheduler that is running already.

A task is the name of a function and plain text for it, its answer plain text: nothing that a script
has made crosses, and what comes back is read as `derive.cli.wire` reads what a process of this
machine sends. Dask itself pickles what it sends: scheduler, workers and network must be trusted.

    a worker dies                 the scheduler starts it again, and gives its tasks to others
    a task has ended too many     it is done on this machine, in a process of its own as everywhere
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from derive.cli import served
from derive.cli.finding import UsageError

_PATIENCE: Final = 30.0  # seconds for the scheduler to answer, and for a first worker to be there
_TICK = "1s"


class Cluster:
    """A connection to the scheduler; as a context manager it leaves no task behind.

    Raises:
        UsageError: without the package, scheduler or worker; or if a worker would answer otherwise
            than this machine, because its derive is another.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        try:
            import distributed
        except ImportError:
            raise UsageError(
                "--cluster: distributed is not installed. Try pip install distributed."
            ) from None
        self._dask: Any = distributed
        try:
            self._client = distributed.Client(
                address, timeout=_PATIENCE, set_as_default=False, name="derive"
            )
        except (OSError, ValueError, TypeError) as wrong:
            raise UsageError(
                f"--cluster {address}: no scheduler answers ({_first_line(wrong)}). "
                "Try dask scheduler, and the address that it prints."
            ) from wrong
        self._pending: set[Any] = set()
        try:
            self._compare()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End what is still to be done, and the connection."""
        if self._pending:
            self._client.cancel(list(self._pending), force=True)
        self._client.close(timeout=2)

    @property
    def where(self) -> str:
        """On how many workers now, of which scheduler: for a line of progress."""
        n = len(self._client.scheduler_info(n_workers=-1)["workers"])
        return f"on {n} worker{'' if n == 1 else 's'} of {self.address}"

    def answers(self, function: str, tasks: Sequence[str]) -> Iterator[tuple[int, str] | None]:
        """Each task's number and answer, as they come, each once; None about once a second.

        function: `module:name`, of one text, on a worker.

        Raises:
            UsageError: the scheduler is gone.
        """
        made = self._client.map(served.run, [function] * len(tasks), tasks, pure=False)
        number = {future: k for k, future in enumerate(made)}
        self._pending = set(made)
        del made  # a future that nobody holds lets the scheduler forget its answer
        while self._pending:
            try:
                with self._client.as_current():
                    done, _ = self._dask.wait(self._pending, _TICK, "FIRST_COMPLETED")
            except self._dask.TimeoutError:
                self._still_there()
                yield None
                continue
            except (self._dask.CancelledError, OSError) as wrong:
                raise UsageError(f"--cluster {self.address}: the scheduler is gone.") from wrong
            for future in sorted(done, key=number.__getitem__):
                self._pending.discard(future)
                k = number.pop(future)
                yield k, self._answer(future, function, tasks[k])

    def _answer(self, future: Any, function: str, task: str) -> str:
        try:
            return str(future.result())
        except self._dask.KilledWorker:
            return served.run(function, task)
        except (self._dask.CancelledError, OSError) as wrong:
            raise UsageError(f"--cluster {self.address}: the scheduler is gone.") from wrong

    def _still_there(self) -> None:
        if self._client.status not in ("running", "connecting"):
            raise UsageError(f"--cluster {self.address}: the scheduler is gone.")

    def _compare(self) -> None:
        """Every worker answers as this machine would: it has the same derive, SymPy and so on."""
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except self._dask.TimeoutError:
            raise UsageError(
                f"--cluster {self.address}: no worker. Try dask worker {self.address}."
            ) from None
        own = served.versions()
        try:
            found = self._client.run(served.versions)
        except Exception as wrong:  # whatever a worker without derive says
            raise UsageError(
                f"--cluster {self.address}: a worker cannot run derive: {_first_line(wrong)}"
            ) from wrong
        for worker, versions in sorted(found.items()):
            for name in own:
                if versions.get(name) != own[name]:
                    raise UsageError(
                        f"--cluster {self.address}: {worker} has {name} {versions.get(name)}, "
                        f"this machine {own[name]}. Try the same environment on both."
                    )


def _first_line(wrong: BaseException) -> str:
    return (str(wrong).splitlines() or [type(wrong).__name__])[0]
