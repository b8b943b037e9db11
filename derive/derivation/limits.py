"""A time limit for each piece of deciding, and what is said when something is given up.

The limit interrupts Python code on the main thread by a signal. It is a `BaseException`, so that
nothing on the way takes it for a failed attempt and goes on. Caches of the kernel and of the attack
are written only with finished values, so an interruption leaves nothing half done in them. Where
there is no such signal (Windows, other threads) nothing is interrupted; `derive check` ends the
process from outside instead (`derive.cli.pool`).
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")
_AGAIN = 1.0  # seconds; the first signal may fall where exceptions are ignored (`__del__`)
_armed = False
_rung = False


class TimeUp(BaseException):
    """The time for one step is over."""


GAVE_UP = (TimeUp, MemoryError, RecursionError)


def _nobody() -> None:
    """Nobody asks for signs of life."""


@dataclass(frozen=True)
class Limits:
    """seconds: for each step; None for no limit. started: called when a piece begins."""

    seconds: float | None = None
    started: Callable[[], None] = _nobody

    def run(self, action: Callable[[], T]) -> T:
        """The action's result. Inside another limited action the outer one's time counts.

        Raises:
            TimeUp: the time is over.
        """
        if _armed:
            return action()
        self.started()
        if self.seconds is None or not _can_interrupt():
            return action()
        before = signal.signal(signal.SIGALRM, _ring)
        try:
            try:
                _arm(self.seconds)
                return action()
            except Exception as swallowed:
                if _rung:  # mpmath's comparisons catch all, and say that they cannot compare
                    raise TimeUp from swallowed
                raise
            finally:
                _disarm()
        finally:  # again: the signal may have come just before the first
            _disarm()
            signal.signal(signal.SIGALRM, before)

    def why(self, given_up: BaseException) -> str:
        """A note: what there was not enough of, and what to try."""
        if isinstance(given_up, TimeUp):
            return f"not decided within {self.seconds:g} s; try --step-timeout, or smaller steps"
        if isinstance(given_up, MemoryError):
            return "not decided with the memory there is; try smaller steps"
        return "nested too deeply to be decided; try a name for a part of it"


NO_LIMITS = Limits()


def limited() -> bool:
    """Whether a limited action is under way."""
    return _armed


def _can_interrupt() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def _arm(seconds: float) -> None:
    global _armed, _rung
    _armed, _rung = True, False
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)


def _disarm() -> None:
    global _armed
    _armed = False
    signal.setitimer(signal.ITIMER_REAL, 0)


def _ring(number: int, frame: Any) -> None:
    global _rung
    if _armed:
        _rung = True
        raise TimeUp
