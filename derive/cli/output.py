"""Standard output: its width and colours; and a progress line that waits before it shows."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from rich.console import Console
from rich.text import Text

_PIPED_WIDTH = 120
_PATIENCE = 1.0


class Output:
    """Where results go: a terminal, in colour, or a file, plain and without trailing blanks."""

    def __init__(self) -> None:
        self._file = sys.stdout
        with suppress(AttributeError, ValueError):
            self._file.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        self.console = Console(
            file=self._file, markup=False, highlight=False, emoji=False, width=_width(self._file)
        )

    @property
    def width(self) -> int:
        return self.console.width

    def show(self, things: Iterable[Any]) -> None:
        """Print renderables one below the other."""
        for thing in things:
            if self.console.is_terminal:
                self.console.print(thing, overflow="fold")
            else:
                self._plain(thing)

    def show_line(self, line: Text) -> None:
        """Print a line that other programs may look for: not broken, except by a terminal."""
        if self.console.is_terminal:
            self.console.print(line, overflow="fold")
        else:
            self.write(line.plain)

    def _plain(self, thing: Any) -> None:
        with self.console.capture() as captured:
            self.console.print(thing, overflow="fold")
        lines = captured.get().splitlines()
        self._file.write("".join(line.rstrip() + "\n" for line in lines))

    def write_rendered(self, text: str) -> None:
        """Write what has been laid out for this output already, at once."""
        self._file.write(text)
        self._file.flush()

    def write(self, line: str) -> None:
        """Print text as it is, for other programs to read."""
        self._file.write(line if line.endswith("\n") else line + "\n")


def _width(file: Any) -> int | None:
    """None on a terminal, which knows its own; elsewhere COLUMNS, or enough for most formulas."""
    if file.isatty():
        return None
    columns = os.environ.get("COLUMNS", "")
    return max(int(columns), 40) if columns.isdigit() and int(columns) else _PIPED_WIDTH


def complain(message: str) -> None:
    """One message for the user, on standard error."""
    print(f"derive: {message}", file=sys.stderr, flush=True)


class Progress:
    """A line on standard error, on a terminal, once the run has taken a second."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._start = time.monotonic()
        self._on = sys.stderr.isatty()

    @contextmanager
    def during(self, what: str) -> Iterator[None]:
        """Show `what` while the block runs; the line is gone when it ends."""
        self._done += 1
        if not self._on:
            yield
            return
        live: list[Any] = []
        lock = threading.Lock()
        wait = max(0.0, _PATIENCE - (time.monotonic() - self._start))
        timer = threading.Timer(wait, self._show, (what, live, lock))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            with lock:
                for shown in live:
                    shown.stop()
                live.append(None)

    def _show(self, what: str, live: list[Any], lock: threading.Lock) -> None:
        bar = _bar()
        with lock:
            if not live:
                bar.add_task(what, total=self._total, completed=self._done - 1)
                bar.start()
                live.append(bar)


class ScriptProgress:
    """How many scripts are done, on standard error, on a terminal, once the run has taken a second.

    Drawn by the thread that calls it only.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._start = time.monotonic()
        self._on = sys.stderr.isatty()
        self._bar: Any = None

    def show(self, done: int, what: str) -> None:
        if not self._on or time.monotonic() - self._start < _PATIENCE:
            return
        if self._bar is None:
            self._bar = _bar(auto_refresh=False)
            self._bar.add_task(what, total=self._total)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=done, description=what, refresh=True)

    def hide(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def followed(pool: Any) -> Iterator[tuple[Any, Any]]:
    """What is sent to a pool of jobs, each with its task; progress is shown between."""
    progress = ScriptProgress(len(pool.tasks))
    try:
        for task, event in pool.events():
            if event is None:
                progress.show(sum(t.done for t in pool.tasks), pool.doing)
                continue
            progress.hide()
            yield task, event
    finally:
        progress.hide()


def _bar(auto_refresh: bool = True) -> Any:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(20), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    return Bar(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        auto_refresh=auto_refresh,
    )
