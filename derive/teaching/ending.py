"""A script that ends its process ends nothing but itself when pytest loads it.

What it raises is caught whatever it is, and `os._exit` and `os.abort` raise while it runs. That is
for accidents: whoever means to end pytest can (a signal, a crash of C code), see docs/teaching.md.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from derive.derivation.limits import GAVE_UP

T = TypeVar("T")


class Ended(Exception):
    """A script has ended itself; the text says how."""


def surviving(action: Callable[[], T]) -> T:
    """What an action that runs a script's code returns.

    Raises:
        Ended: instead of whatever would end the process. Ctrl-C still does, as do limits.
    """
    with _ctrl_c() as pressed, _without_exits():
        try:
            return action()
        except (*GAVE_UP, Exception):
            raise
        except BaseException as wrong:
            if isinstance(wrong, KeyboardInterrupt) and pressed:
                raise
            raise Ended(_how(wrong)) from None


def _how(wrong: BaseException) -> str:
    name = type(wrong).__name__
    said = f"{name}: {wrong}" if str(wrong) else name
    return f'the script ends itself ({said}). Try `if __name__ == "__main__":`.'


@contextmanager
def _without_exits() -> Iterator[None]:
    """`os._exit` and `os.abort` raise, except in processes that the script has forked."""
    ours, exit_now, abort = os.getpid(), os._exit, os.abort

    def refuse(code: int = 134) -> None:
        if os.getpid() != ours:
            exit_now(code)
        raise SystemExit(code)

    os._exit = os.abort = refuse  # type: ignore[assignment]
    try:
        yield
    finally:
        if os.getpid() != ours:  # a child that the script let go on would be a second pytest
            exit_now(0)
        os._exit, os.abort = exit_now, abort


@contextmanager
def _ctrl_c() -> Iterator[list[int]]:
    """A list that is not empty once somebody has pressed Ctrl-C, where that can be told."""
    pressed: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield [0]
        return

    def press(number: int, frame: Any) -> None:
        pressed.append(number)
        before(number, frame)

    signal.signal(signal.SIGINT, press)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)
