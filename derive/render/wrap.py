"""Break a long formula or sentence into lines, at the outermost operator that fits."""

from __future__ import annotations

import re

from rich.cells import cell_len, get_character_cell_size

_DIFFERENTIAL = re.compile(r"d\w['′]*(?=[ ,)\]}]|$)")
_OPERATORS = frozenset("+-−=≤≥≪⟹")
_OPEN, _CLOSE = "([{", ")]}"
_ANYWHERE, _ORPHAN = 100, 5
_LEAST_FILL = 0.45


def wrap(line: str, width: int, indent: int = 4) -> list[str]:
    """The line in pieces of at most `width` columns; later pieces stand `indent` to the right.

    Nothing is dropped but the blank at which a line is broken. Breaks are looked for before an
    operator between blanks, outside brackets first, then at any blank, then at · or /, then
    anywhere; never at a no-break space, which is printed as a plain one.
    """
    width = max(width, 8)
    indent = min(indent, width // 3)
    out: list[str] = []
    rest, room = line, width
    while cell_len(rest) > room:
        at = _break(rest, room)
        out.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
        room = width - indent
    out.append(rest)
    pieces = [piece.replace("\u00a0", " ") for piece in out]
    return [pieces[0], *(" " * indent + piece for piece in pieces[1:])]


def _break(line: str, room: int) -> int:
    """Where to break: the least bad place, the last one among equals."""
    best, best_badness = 0, float("inf")
    depth, used = 0, 0
    for k, c in enumerate(line):
        depth += (c in _OPEN) - (c in _CLOSE)
        if used > room:
            break
        if k:
            badness = _badness(line, k, depth) + _ORPHAN * max(0, 8 - len(line[k:].strip()))
            badness += 200 if used < room * _LEAST_FILL else 0
            if badness <= best_badness:
                best, best_badness = k, badness
        used += get_character_cell_size(c)
    return best or 1


def _badness(line: str, k: int, depth: int) -> int:
    """How bad a break before character k is; `depth` counts the brackets that are open there."""
    depth = min(depth, 9)
    if line[k] == " ":
        if line[k + 1 : k + 2] in _OPERATORS and line[k + 2 : k + 3] == " ":
            return depth
        word = line[:k].rpartition(" ")[2]
        after_operator = word in _OPERATORS
        opens = word.lstrip(_OPEN + "-").startswith(("Σ_", "∫"))
        closes = _DIFFERENTIAL.match(line, k + 1)  # ∫ f(x) dx
        return 60 if after_operator or opens or closes else 20 + depth
    if line[k] in "·/":
        return 40 + depth
    return _ANYWHERE
