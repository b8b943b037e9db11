"""Names that may be meant as several variables: XY beside X and Y.

`H(XY)` is the entropy of one variable XY for this program and of the pair (X, Y) in many a
textbook. Where both readings are near the program asks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from derive.language.looks import look

_CAPITALS = re.compile(r"[A-Z]{2,}")
_NUMBERED = re.compile(r"([^\W\d_]\w*?)_?([1-9]{2,9})")


def doubtful(names: Collection[str], settled: Collection[str] = ()) -> tuple[str, str] | None:
    """The first name that could be several others, and these, X,Y; None if there is none.

    settled: names said to be one variable.
    """
    for name in names:
        if name in settled or len(name) < 2:
            continue
        others = {n for n in names if n != name}
        parts = _joined(name, others) or _numbered(name, others) or _capitals(name, others)
        if parts:
            return name, ",".join(parts)
    return None


def alike(names: Iterable[str]) -> tuple[str, str] | None:
    """The first name that looks like an earlier one in LaTeX, after that one: X_1 and X1."""
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(look(name), name)
        if other != name:
            return other, name
    return None


def question(name: str, parts: str) -> str:
    """What is asked of the reader."""
    return f"{name}: one variable, or {parts}? Write H({parts}), or --variables {name}."


def _joined(name: str, others: Collection[str]) -> tuple[str, ...]:
    """The name as two or more different other names one after another."""
    ways: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(1, len(name) + 1):
        for start in range(end):
            if start in ways and name[start:end] in others:
                ways[end] = (*ways[start], name[start:end])
                break
    parts = ways.get(len(name), ())
    return parts if len(set(parts)) > 1 else ()


def _numbered(name: str, others: Collection[str]) -> tuple[str, ...]:
    """X12 beside X1 and X2, unless numbers run up to it: X10, X11."""
    found = _NUMBERED.fullmatch(name)
    if found is None or len(set(found[2])) < len(found[2]):
        return ()
    mark = "_" if f"{found[1]}_{found[2]}" == name else ""
    parts = tuple(f"{found[1]}{mark}{digit}" for digit in found[2])
    runs = any(
        (m := re.fullmatch(re.escape(found[1] + mark) + r"([0-9]{2,9})", other))
        and ("0" in m[1] or len(set(m[1])) < len(m[1]))
        for other in others
    )
    return parts if not runs and all(p in others for p in parts) else ()


def _capitals(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """XYZ, all capitals, beside a part of it: X, or YZ."""
    plain = _CAPITALS.fullmatch(name) and len(set(name)) == len(name)
    return tuple(name) if plain and any(n in name for n in others) else ()
