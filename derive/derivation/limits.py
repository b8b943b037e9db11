"""A time limit for each piece of deciding, and what is said when something is given up.

Loops that may run long look at the limit (`derive.looks`, `derive.kernel.looks`), and nothing is
interrupted elsewhere: so it holds in every thread and on every system. `TimeUp` is a
`BaseException`, so that nothing on the way takes it for a failed attempt and goes on; once the time
is over, every look raises it. Caches take finished values only, so that nothing half done is left.
What does not look (a script's own loop, a long call of SymPy) goes on; `derive check` ends its
process from outside (`derive.cli.pool`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from derive.kernel.looks import on_look as its
from derive.looks import on_look as ours

T = TypeVar("T")


class TimeUp(BaseException):
    """The time for one step is over."""


GAVE_UP = (TimeUp, MemoryError, RecursionError)


def _nobody() -> None:
    """Nobody asks for signs of life."""


@dataclass(frozen=True)
class Limits:
    """seconds: for each step; None for no limit. started: called when a piece begins. clock: of
    the seconds; `time.thread_time` for a limit that a busy machine does not make shorter."""

    seconds: float | None = None
    started: Callable[[], None] = _nobody
    clock: Callable[[], float] = time.monotonic

    def run(self, action: Callable[[], T]) -> T:
        """The action's result. Inside another limited action the outer one's time counts.

        Raises:
            TimeUp: the time is over.
        """
        if limited():
            return action()
        self.started()
        if self.seconds is None:
            return action()
        with watched(_until(self.clock() + self.seconds, self.clock)):
            return action()

    def why(self, given_up: BaseException) -> str:
        """A note: what there was not enough of, and what to try."""
        if isinstance(given_up, TimeUp):
            return f"not decided within {self.seconds:g} s; try --step-timeout, or smaller steps"
        if isinstance(given_up, MemoryError):
            return "not decided with the memory there is; try smaller steps"
        return "nested too deeply to be decided; try a name for a part of it"


NO_LIMITS = Limits()


def limited() -> bool:
    """Whether a limited action is under way in this thread."""
    return ours.get() is not bool


@contextmanager
def watched(watch: Callable[[], object]) -> Iterator[None]:
    """Meanwhile every look calls `watch`, the kernel's looks too."""
    before = ours.set(watch), its.set(watch)
    try:
        yield
    finally:
        ours.reset(before[0])
        its.reset(before[1])


def _until(end: float, clock: Callable[[], float]) -> Callable[[], None]:
    def watch() -> None:
        if clock() > end:
            raise TimeUp

    return watch
