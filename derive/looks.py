"""Where the program can be stopped: loops that may run long call `look()`.

It calls what `derive.derivation.limits` has set, which raises when the time is over; so nothing is stopped in code of
others, nor anywhere but at a look. The kernel has a twin of its own (`derive.kernel.looks`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

on_look: ContextVar[Callable[[], object]] = ContextVar("on_look", default=bool)


def look() -> None:
    """Raise if the time is over.

    Raises:
        TimeUp: where a limit is set, and its time is over.
    """
    on_look.get()()


@contextmanager
def unlooked() -> Iterator[None]:
    """Meanwhile no look raises: for what code of others calls, through which nothing is to be thrown."""
    before = on_look.set(bool)
    try:
        yield
    finally:
        on_look.reset(before)
