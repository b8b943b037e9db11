"""Worker processes, one for each script, and what they send, in the order of the scripts.

A process for each script, not for several: nothing that one script does to the interpreter reaches
another, so the output does not depend on how many run side by side. Only a process can be ended
whatever it is doing, and only its own death leaves the others alone; executors
(`concurrent.futures`, loky) break as a whole when one of theirs dies, and so are not used.

    a worker dies              its script is tried once more from the derivation at hand, alone
    it dies there again        that derivation is an error, and the rest of its script is checked
    nothing for too long       the parent ends it: the same, without a second try

Of notes, what is at hand is a relation, and that is open then; or the chain that is being read.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from typing import Any

from derive.cli.files import is_notes
from derive.cli.parts import Job, Part
from derive.cli.wire import MOST_BYTES, Garbled, decode

GRACE = 5.0  # seconds beyond the limit in which a step can still end by itself
_STARTING = 60.0  # seconds for a process to start
_TWICE = 2
_DOING = {
    "text": "the notes were read",
    "read": "the notes were read",
    "show": "what is said of the notes was written",
}
_CHECKS = {"sympy", "numpy", "derive.language"}  # what a script imports, and the worker shall


@dataclass
class Task:
    """A script's job under way. events: what it sent; total, doc: its
    derivations and its own words, once known. at, decided: of notes, what is done, and what was
    said of the first relations."""

    job: Job
    events: list[Part | Said | Problem] = field(default_factory=list)
    total: int | None = None
    doc: str = ""
    done: bool = False
    parts: int = 0
    shown: list[Part | Said | Problem] = field(default_factory=list)
    deaths: int = 0
    doing: str = ""
    at: tuple[str, int] = ("", 0)
    decided: list[dict[str, Any]] = field(default_factory=list)
    process: Any = None
    parent: Connection | None = None
    deadline: float = 0.0
    expired: bool = False

    def take(self, kind: str, *what: Any) -> None:
        """A message of the process that does it."""
        if kind == "alive":
            (self.doing,) = what
        elif kind == "loaded":
            self.total, self.doc = what
        elif kind == "part":
            self.events += what
            self.parts, self.deaths = self.parts + 1, 0
        elif kind == "at":
            self.at = (what[0], what[1])
        elif kind == "decided":
            self.decided += what
            self.deaths = 0
        elif kind == "problem":
            self.events.append(Problem(*what))
        elif kind == "said" and (self.total is not None or not self.job.again):
            self.events.append(Said(*what))
        elif kind == "end":
            self.done = True

    def rest(self, lost: str = "") -> Job:
        """The job from where it stands. lost: why what is at hand is not to be tried again."""
        decided = tuple(self.decided)
        return replace(
            self.job, start=self.parts, decided=decided, lost=lost, again=True, cache=None
        )

    def without(self, why: str) -> Job | None:
        """The job from where it stands without what is at hand; None where it cannot be without."""
        kind, number = self.at
        if kind == "read" and number not in dict(self.job.unread):
            return replace(self.rest(), unread=(*self.job.unread, (number, why)))
        if kind == "show" and len(self.job.decided) < len(self.decided):
            return self.rest()  # less is shown of what another process has decided
        is_at_hand = kind == "decide" or (not kind and self.total is not None)
        return self.rest(why) if is_at_hand else None


@dataclass(frozen=True)
class Said:
    """Text for standard error: by the script, or about its process."""

    text: str


@dataclass(frozen=True)
class Problem:
    """Why the script was not loaded, and its line."""

    line: int | None
    text: str


class Early:
    """The worker of a single script, started before there is its job: it imports meanwhile.

    It is forked from this process, which is spared another start of Python, while nothing is there
    that could be handed on: no thread, and nothing that checks (`possible`).
    """

    def __init__(self) -> None:
        context = multiprocessing.get_context("fork")
        jobs, self._jobs = context.Pipe(duplex=False)
        self._parent, child = context.Pipe(duplex=False)
        ends = (jobs, child, self._jobs)
        self._process = context.Process(target=_work_early, args=ends, daemon=True)
        self._process.start()
        jobs.close()
        child.close()

    @staticmethod
    def possible() -> bool:
        """Whether this process is fresh, and can fork (the system's own libraries of macOS must
        not be, and Windows has no such thing)."""
        able = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
        return able and threading.active_count() == 1 and not _CHECKS & sys.modules.keys()

    def begin(self, job: Job) -> tuple[Any, Connection]:
        """Its process, and what is read of it."""
        self._jobs.send(job)
        self._jobs.close()
        return self._process, self._parent


def _work_early(jobs: Connection, parent: Connection, theirs: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    theirs.close()  # else no end of that process would be seen here
    import derive.cli.preload  # noqa: F401

    with suppress(EOFError):  # the parent has ended before there was a job
        _work(jobs.recv(), parent)


def prepare() -> Any:
    """Have the process started that forks the workers, where there is one (POSIX).

    It imports once what every worker needs, on a core of its own. This process imports none of it.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["derive.cli.preload"])
    with nothing_of_main():
        forkserver.ensure_running()
    return context


def _work(job: Job, parent: Connection) -> None:
    """In the new process, which alone imports what checks."""
    from derive.cli.worker import work

    work(job, parent)


class Ordered:
    """Tasks whose events are handed on in the order of the scripts, whenever they come."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self.tasks = [Task(job) for job in jobs]

    def events(self) -> Iterator[tuple[Task, Part | Said | Problem | None]]:
        """Everything sent, script by script; None now and then while nothing comes."""
        for task in self.tasks:
            while True:
                yield from self._new(task)
                if task.done:
                    break
                self._turn()
                yield task, None

    def rest(self) -> Iterator[tuple[Task, Part | Said | Problem]]:
        """What has come and was not yet its turn, for a run that ends early."""
        for task in self.tasks:
            yield from self._new(task)

    def _new(self, task: Task) -> Iterator[tuple[Task, Part | Said | Problem]]:
        for event in task.events[len(task.shown) :]:
            task.shown.append(event)
            yield task, event

    def _turn(self) -> None:
        """Wait until something happens, not for long."""
        raise NotImplementedError


class Pool(Ordered):
    """Runs jobs on at most `workers` processes. As a context manager it leaves none behind.

    Several at a time begin with the longest: one that began last would be waited for alone.
    early: the process of the first that begins, where it is under way.
    """

    def __init__(self, jobs: Sequence[Job], workers: int, early: Early | None = None) -> None:
        super().__init__(jobs)
        self._early = early
        self._workers = workers
        self._waiting = longest_first(self.tasks) if workers > 1 else list(self.tasks)
        self._again: list[Task] = []
        self._running: list[Task] = []
        self._context = None if early else prepare()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *exception: object) -> None:
        for task in self._running:
            task.process.kill()
            task.process.join()
        self._running = []

    @property
    def doing(self) -> str:
        """What the first worker is at."""
        return self._running[0].doing if self._running else ""

    def _turn(self) -> None:
        """Start what can be started, and wait until something happens."""
        self._start_some()
        now = time.monotonic()
        patience = min(t.deadline for t in self._running) - now
        ready = wait([t.parent for t in self._running if t.parent], max(0.0, min(patience, 1.0)))
        for task in [t for t in self._running if t.parent in ready]:
            self._read(task)
        now = time.monotonic()
        for task in self._running:
            if now > task.deadline and not task.expired:
                task.expired = True
                task.process.kill()

    def _start_some(self) -> None:
        if self._again:
            if not self._running:
                self._start(self._again.pop(0))
            return
        while self._waiting and len(self._running) < self._workers:
            self._start(self._waiting.pop(0))

    def _start(self, task: Task) -> None:
        try:
            self._begin(task)
        except (OSError, EOFError):  # a script has ended the process that forks the workers
            self._context = multiprocessing.get_context("spawn")
            self._begin(task)
        task.deadline, task.expired = time.monotonic() + _STARTING, False
        task.doing, task.at, task.total = "", ("", 0), None
        self._running.append(task)

    def _begin(self, task: Task) -> None:
        if self._early is not None:
            early, self._early = self._early, None
            task.process, task.parent = early.begin(task.job)
            return
        self._context = self._context or prepare()
        task.parent, child = self._context.Pipe(duplex=False)
        task.process = self._context.Process(target=_work, args=(task.job, child), daemon=True)
        with nothing_of_main():
            task.process.start()
        child.close()

    def _read(self, task: Task) -> None:
        """All that has come: a process is not ended for what the parent did not read in time."""
        try:
            while task.parent is not None and task.parent.poll():
                self._take(task, *decode(task.parent.recv_bytes(MOST_BYTES)))
        except (EOFError, OSError):
            self._ended(task)
        except Garbled:  # a script has written where only its worker writes
            task.process.kill()
            self._ended(task)

    def _take(self, task: Task, kind: str, *what: Any) -> None:
        if kind != "said":
            task.deadline = time.monotonic() + task.job.step_timeout + GRACE
        task.take(kind, *what)

    def _ended(self, task: Task) -> None:
        """The process is over: because all is done, or it died."""
        if task.parent is not None:
            task.parent.close()
        task.process.join()
        self._running.remove(task)
        if task.done:
            return
        task.deaths += 1
        how = _how(task)
        kept = task.job.cache is not None and task.job.cache.holds(task.job.path)
        without = task.without(how)
        if task.deaths < _TWICE and (kept or not task.expired):  # what was kept may be at fault
            what = "It" if is_notes(task.job.path) else "Its script"
            said = f"derive: {task.job.path.name}: {how}. {what} is tried once more, alone.\n"
            task.events.append(Said(said))
            task.job = task.rest()
            self._again.append(task)
        elif without is None:
            doing = _DOING.get(task.at[0], "the script was loaded")
            task.events.append(Problem(None, f"{how}, while {doing}."))
            task.done = True
        else:
            task.job = without
            task.deaths = 0
            self._again.append(task)


def _how(task: Task) -> str:
    """How the process ended, as the beginning of a message."""
    seconds = f"within {task.job.step_timeout:g} s"
    if task.expired and task.at[0] in ("text", "read"):
        return f"not read {seconds}, and ended. Try a simpler formula, or a name for a part of it"
    if task.expired and task.at[0]:
        return f"not decided {seconds}, and ended. Try smaller steps"
    if task.expired:
        return (
            f"not decided {seconds}, in code that looks at no limit; its process was ended. Try "
            "smaller steps"
        )
    code = task.process.exitcode
    if code is not None and code < 0:
        with suppress(ValueError):
            return f"the process that checked it died ({signal.Signals(-code).name})"
    return f"the process that checked it died (exit status {code})"


def longest_first(tasks: Sequence[Task]) -> list[Task]:
    """By the size of the scripts, which is known before they are read; of one size in order."""
    return sorted(tasks, key=lambda task: -_size(task.job))


def _size(job: Job) -> int:
    try:
        return job.path.stat().st_size
    except OSError:
        return 0


@contextmanager
def nothing_of_main() -> Iterator[None]:
    """Meanwhile there is no main module to be run again by the new process: a script that calls
    `run()` at its end is the main module itself, and is loaded as a script anyway."""
    main = sys.modules["__main__"]
    hidden = {k: main.__dict__.pop(k) for k in ("__file__", "__spec__") if k in main.__dict__}
    main.__spec__ = None
    try:
        yield
    finally:
        main.__dict__.update(hidden)
