"""Several processes that work side by side, each at one submission; none can stop the others."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import derive
from derive.course.work import Data

_TWICE = 2
_PATIENCE = 0.5
_ENDING = 5.0  # seconds for a process to end what it has started
_SLACK = 120.0  # seconds beyond what a job's bounds come to
_ROOT = str(Path(derive.__file__).resolve().parents[1])


@dataclass(eq=False)
class _Slot:
    """A process, and the number of the job that it is at."""

    process: subprocess.Popen[bytes]
    number: int = 0
    deadline: float = 0.0
    late: bool = False


class Slots:
    """Does jobs on several processes. As a context manager it leaves none behind."""

    def __init__(self, jobs: Mapping[int, Data], workers: int) -> None:
        self._jobs = dict(jobs)
        self._waiting = list(jobs)
        self._workers = max(1, min(workers, len(jobs)))
        self._slots: list[_Slot] = []
        self._deaths: dict[int, int] = {}
        self._read: queue.Queue[tuple[_Slot, bytes]] = queue.Queue()

    def __enter__(self) -> Slots:
        return self

    def __exit__(self, *exception: object) -> None:
        for slot in self._slots:
            with suppress(OSError, ValueError):
                slot.process.send_signal(signal.SIGINT)
        for slot in self._slots:
            with suppress(subprocess.TimeoutExpired):
                slot.process.wait(_ENDING)
            _kill(slot)
        self._slots = []

    @property
    def doing(self) -> list[int]:
        """The numbers of the jobs under way."""
        return [slot.number for slot in self._slots]

    def results(self) -> Iterator[tuple[int, Data] | None]:
        """Each job's number and result as it comes; None now and then while nothing does.

        A job whose process dies is tried once more; then its result is `{"failed": why}`.
        """
        while self._waiting or self._slots:
            while self._waiting and len(self._slots) < self._workers:
                self._start(self._waiting.pop(0))
            try:
                yield from self._take(*self._read.get(timeout=_PATIENCE))
            except queue.Empty:
                yield None
            for slot in self._slots:
                if time.monotonic() > slot.deadline and not slot.late:
                    slot.late = True
                    _kill(slot)  # which its reader sees

    def _start(self, number: int) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "derive.course.slot"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": _with_ours(os.environ.get("PYTHONPATH", ""))},
            start_new_session=True,  # Ctrl-C is for this process, which then ends them
        )
        slot = _Slot(process)
        self._slots.append(slot)
        threading.Thread(target=self._listen, args=(slot,), daemon=True).start()
        self._give(slot, number)

    def _listen(self, slot: _Slot) -> None:
        with suppress(OSError, ValueError):
            for line in slot.process.stdout:  # type: ignore[union-attr]
                self._read.put((slot, line))
        self._read.put((slot, b""))

    def _give(self, slot: _Slot, number: int) -> None:
        job = self._jobs[number]
        slot.number, slot.deadline = number, time.monotonic() + _longest(job)
        with suppress(OSError, ValueError):  # its end is seen where its results are read
            slot.process.stdin.write(json.dumps(job).encode() + b"\n")  # type: ignore[union-attr]
            slot.process.stdin.flush()  # type: ignore[union-attr]

    def _take(self, slot: _Slot, line: bytes) -> Iterator[tuple[int, Data]]:
        if slot not in self._slots:  # the end of one that was told to
            return
        number = slot.number
        if not line.endswith(b"\n"):
            self._end(slot)
            yield from self._died(slot)
            return
        if self._waiting:
            self._give(slot, self._waiting.pop(0))
        else:
            self._end(slot)
        yield number, json.loads(line)

    def _died(self, slot: _Slot) -> Iterator[tuple[int, Data]]:
        """The job of a process that is over goes to another one, or is given up."""
        deaths = self._deaths[slot.number] = self._deaths.get(slot.number, 0) + 1
        if deaths < _TWICE and not slot.late:
            self._waiting.append(slot.number)
            return
        why = "it took too long." if slot.late else "the process that marked it died, twice."
        yield slot.number, {"failed": why}

    def _end(self, slot: _Slot) -> None:
        self._slots.remove(slot)
        _kill(slot)


def _kill(slot: _Slot) -> None:
    """The process, and what marks for it; what runs scripts ends with it."""
    if hasattr(os, "killpg"):
        with suppress(OSError):
            os.killpg(slot.process.pid, signal.SIGKILL)
    slot.process.kill()
    slot.process.wait()
    with suppress(OSError):
        slot.process.stdin.close()  # type: ignore[union-attr]


def _with_ours(path: str) -> str:
    """The search path with the folder of this very package first."""
    return os.pathsep.join(filter(None, [_ROOT, path]))


def _longest(job: Data) -> float:
    """Seconds that a job can take within its bounds."""
    bounds = job["bounds"]
    longest: float = _SLACK + len(job["files"]) * (bounds["seconds"] + _ENDING)
    return longest + len(job["exercises"]) * (float(bounds["marking"]) + _ENDING)
