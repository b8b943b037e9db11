"""The table [notes] of `derive.toml`: how notes are written, said once for a folder of files."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from derive.language.names import DeriveError
from derive.notes.blocks import Macro
from derive.notes.source import Source, Span

FILE = Path("derive.toml")
_LOGS = ("free", "2", "e", "10")
_KEYS = ("log", "macros", "names")


@dataclass(frozen=True)
class NotesSettings:
    """log: the base of a logarithm without one. macros: TeX, by name with backslash. names: TeX
    patterns with what they are. span: of the file, for what is said because of it.
    """

    log: str = ""
    macros: Mapping[str, Macro] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    span: Span = Span(Source("derive.toml", ""), 0, 0)  # noqa: RUF009  (frozen)


NOTHING = NotesSettings()


def load(path: Path = FILE) -> NotesSettings:
    """What the file says of notes; nothing where there is none.

    Raises:
        DeriveError: if it is no TOML, or has a key or a value that there is not.
    """
    if not path.exists():
        return NOTHING
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text).get("notes", {})
    except (OSError, ValueError) as wrong:
        raise DeriveError(f"{path}: {wrong}. Try a table [notes] with log = 2.") from wrong
    return settings_of(table, str(path), text)


def settings_of(table: Any, where: str, text: str = "") -> NotesSettings:
    """The settings that a table says. where: the name of its file, for messages.

    Raises:
        DeriveError: for a key or a value that there is not.
    """
    if not isinstance(table, dict):
        raise DeriveError(f"{where}: notes: got {table!r}; expected a table. Try [notes].")
    for key in table:
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(_KEYS)}."
            raise DeriveError(f"{where}: notes: no setting is called {key!r}. {hint}")
    log = str(table.get("log", ""))
    if log and log not in _LOGS:
        raise DeriveError(f"{where}: notes.log: got {log!r}; expected one of {', '.join(_LOGS)}.")
    macros = {_command(k): _macro(v) for k, v in _texts(table, "macros", where).items()}
    span = Span(Source(where, text), 0, 0)
    return NotesSettings(log, macros, _texts(table, "names", where), span)


def _texts(table: dict[str, Any], key: str, where: str) -> dict[str, str]:
    """A table of texts."""
    found = table.get(key, {})
    if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
        raise DeriveError(
            f'{where}: notes.{key}: got {found!r}; expected a table of texts. Try "x_i" = "sample".'
        )
    return found


def _command(name: str) -> str:
    return name if name.startswith("\\") else f"\\{name}"


def _macro(body: str) -> Macro:
    """As many arguments as it mentions."""
    arity = max((n for n in range(1, 10) if f"#{n}" in body), default=0)
    return Macro(arity, body)
