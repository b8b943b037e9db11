"""Where something stands: a file, as short as it can be named from here, and a line."""

from __future__ import annotations

from pathlib import Path


def short_path(path: str) -> str:
    """The path from the current folder if it is below it, else as it is."""
    try:
        return str(Path(path).resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return path


def place(path: str, line: int | None) -> str:
    """`file:line`, or the file alone."""
    return f"{short_path(path)}:{line}" if line else short_path(path)
