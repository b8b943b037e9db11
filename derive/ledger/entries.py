"""Which steps decide each claim: a TOML table for each id, naming steps of scripts.

    [S055]
    by = "source_coding:as_printed"             # script:derivation, or script:derivation:step
    nearest = "source_coding:source_coding:5"   # for a refuted claim: what is true instead
    [S119]
    by = "maximum_likelihood:logarithm"
    without = "maximum_likelihood:with_zeros"   # what happens without the condition
    unsaid = "every sample has q(x) > 0"        # the condition in words

A step is a number, "claim" or "equality"; without one it is the whole derivation.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from derive.language.names import DeriveError

_KEYS = frozenset({"by", "nearest", "without", "unsaid"})


@dataclass(frozen=True)
class Ref:
    """A step: script's stem, derivation's name, step ("" for the whole derivation)."""

    script: str
    derivation: str
    step: str = ""

    def __str__(self) -> str:
        return ":".join(part for part in (self.script, self.derivation, self.step) if part)


@dataclass(frozen=True)
class Entry:
    """What decides one claim."""

    id: str
    by: tuple[Ref, ...]
    nearest: tuple[Ref, ...] = ()
    without: tuple[Ref, ...] = ()
    unsaid: str = ""


def read_entries(path: Path) -> dict[str, Entry]:
    """The entries of a file, by id.

    Raises:
        DeriveError: if it is not TOML, or an entry has an unknown key or no `by`.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        raise DeriveError(f"ledger {path}: {type(wrong).__name__}: {wrong}.") from wrong
    return {name: _entry(name, table, path) for name, table in data.items()}


def _entry(name: str, table: Any, path: Path) -> Entry:
    if not isinstance(table, Mapping) or "by" not in table:
        raise DeriveError(f'ledger {path}: [{name}] has no `by`. Try by = "script:derivation".')
    if table["by"] == []:
        raise DeriveError(f'ledger {path}: [{name}] `by` is empty. Try by = "script:derivation".')
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise DeriveError(f"ledger {path}: [{name}] has {unknown}; expected {sorted(_KEYS)}.")
    return Entry(
        name,
        refs(table["by"], name, path),
        refs(table.get("nearest", []), name, path),
        refs(table.get("without", []), name, path),
        str(table.get("unsaid", "")),
    )


def refs(value: Any, name: str, path: Path) -> tuple[Ref, ...]:
    """The steps that a value names, one or a list of them.

    Raises:
        DeriveError: if one is not of the form script:derivation[:step].
    """
    several = value if isinstance(value, list) else [value]
    return tuple(_ref(v, name, path) for v in several)


def _ref(value: Any, name: str, path: Path) -> Ref:
    parts = str(value).split(":")
    if not isinstance(value, str) or not 2 <= len(parts) <= 3 or not all(parts):
        raise DeriveError(
            f"ledger {path}: [{name}]: got {value!r}; expected 'script:derivation' or "
            "'script:derivation:step'."
        )
    return Ref(*parts)
