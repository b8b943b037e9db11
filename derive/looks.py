"""Where the program can be stopped: loops that may run long call `look()`.

It calls what `derive.derivation.limits` has set, which raises when the time is over. So nothing is
stopped elsewhere, and nothing in code of others: no look stands in what that calls. The kernel has
a twin of its own (`derive.kernel.looks`).
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
    """Meanwhile no look raises: for what is called by code of others."""
    before = on_look.set(bool)
    try:
        yield
    finally:
        on_look.reset(before)
