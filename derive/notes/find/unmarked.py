"""Formulas that stand in prose without dollars: X → Y → Z, and a_i where a display has a_i."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from derive.notes.find.found import Found
from derive.notes.source import Source

_CAPITAL = r"[A-Z](?:_\w|[₀-₉])?"
_CHAIN = rf"{_CAPITAL}(?: ?(?:→|->|⟶) ?{_CAPITAL}){{2,}}"
_INDEXED = r"[a-z]_[a-z0-9]"
_PLAIN = re.compile(
    rf"(?<![\w$\\{{}}/.`^|(→>-])(?:(?P<chain>{_CHAIN})|(?P<indexed>{_INDEXED}))(?![\w$(^{{\[`→])"
)
_SUBSCRIPT = re.compile(r"([a-z])_\{?\s*([a-z0-9])(?![\w])")


def indexed(text: str, found: Sequence[Found]) -> frozenset[str]:
    """The names with an index, as a_i, that stand in the formulas of a text."""
    inside = (text[f.inner : f.outer] for f in found if f.formula)
    return frozenset(f"{base}_{sub}" for part in inside for base, sub in _SUBSCRIPT.findall(part))


def unmarked(
    source: Source, start: int, end: int, found: Sequence[Found], names: Collection[str]
) -> list[Found]:
    """What a scan found in source.text[start:end], with such formulas, in their order."""
    taken = [(f.start, f.end) for f in found]
    plain = [
        Found("inline", m.start(), m.end(), m.start(), m.end())
        for m in _matches(source.text, start, end, names)
        if not any(a < m.end() and m.start() < b for a, b in taken)
    ]
    return sorted([*found, *plain], key=lambda f: f.start)


def _matches(text: str, start: int, end: int, names: Collection[str]) -> Iterator[re.Match[str]]:
    for m in _PLAIN.finditer(text, start, end):
        if m["chain"] or m["indexed"] in names:
            yield m
