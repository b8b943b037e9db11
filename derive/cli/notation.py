"""The notation chosen in `derive.toml`, the one place for it."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path

from derive.cli.finding import UsageError
from derive.language.names import DeriveError
from derive.language.notation import DEFAULT, Notation, choices

FILE = Path("derive.toml")


def chosen(path: Path = FILE) -> Notation:
    """What the table [latex] of the file says; without the file the defaults.

    Raises:
        UsageError: if it is no TOML, or has a key or a value that there is not.
    """
    if not path.exists():
        return DEFAULT
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("latex", {})
    except (OSError, ValueError) as wrong:
        raise UsageError(f'{path}: {wrong}. Try a table [latex] with sums = "x".') from wrong
    if not isinstance(table, dict):
        raise UsageError(f"{path}: latex: got {table!r}; expected a table. Try [latex].")
    strange = [key for key in table if key not in choices()]
    if strange:
        near = difflib.get_close_matches(strange[0], choices(), n=1)
        hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(choices())}."
        raise UsageError(f"{path}: latex: no setting is called {strange[0]!r}. {hint}")
    try:
        return Notation(**table)
    except DeriveError as wrong:
        raise UsageError(f"{path}: {wrong}") from wrong
