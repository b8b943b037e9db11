"""Environments that only set rows below each other, taken off; others stay one thing."""

from __future__ import annotations

from dataclasses import replace

from derive.notes.chains import Sort
from derive.notes.tex.levels import OPENING, begins, ends, levels
from derive.notes.tex.lexemes import Lexeme
from derive.notes.tex.relations import is_relation

_ALIGNING = frozenset((
    "align", "aligned", "alignat", "alignedat", "split", "gather", "gathered", "eqnarray",
    "multline", "multlined", "flalign", "xalignat", "equation", "math", "displaymath",
    "subequations", "dmath", "IEEEeqnarray", "dgroup", "darray", "small",
))  # fmt: skip
_TABLES = frozenset(("array", "matrix", "tabular", "smallmatrix"))


def name_of(x: Lexeme) -> str:
    """Of \\begin{align*} or \\end{align*}: align."""
    return x.text[x.text.index("{") + 1 : -1].rstrip("*")


def opened(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Without the environments of rows at the top, and without braces around the whole."""
    for _ in range(len(lexemes)):
        inner = _unwrapped(lexemes)
        if inner is None:
            return lexemes
        lexemes = inner
    return lexemes


def _unwrapped(lexemes: list[Lexeme]) -> list[Lexeme] | None:
    """One wrapping less, or None where there is none."""
    if len(lexemes) > 1 and lexemes[0].sort is Sort.OPEN:
        closing = _partner(lexemes, 0)
        rest = lexemes[closing + 1 :]
        if all(x.text in (".", ",", ";") or _marks(x) for x in rest):
            return [*lexemes[1:closing], *rest]
    for i in _at_top(lexemes):
        end = _partner(lexemes, i)
        inside = lexemes[i + 1 : end]
        if not _sets_rows(name_of(lexemes[i]), inside):
            continue
        before, after = lexemes[:i], lexemes[end + 1 :]
        if any(begins(x) for x in after) and not _has_row(after):
            inside = [*inside, replace(lexemes[i], text="\\\\")]
        return [*before, *inside, *after]
    return None


def unbraced(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Without braces around the whole."""
    while len(lexemes) > 2 and lexemes[0].sort is Sort.OPEN:
        if _partner(lexemes, 0) != len(lexemes) - 1:
            break
        lexemes = lexemes[1:-1]
    return lexemes


def _marks(x: Lexeme) -> bool:
    return x.text in ("\\label", "\\tag")


def _at_top(lexemes: list[Lexeme]) -> list[int]:
    """Where environments begin that stand in no bracket and behind none."""
    depth = levels(lexemes)
    return [
        i
        for i, x in enumerate(lexemes)
        if begins(x) and depth[i] == 1 and not (i and lexemes[i - 1].text in OPENING)
    ]


def _sets_rows(name: str, inside: list[Lexeme]) -> bool:
    if name in _ALIGNING:
        return True
    if name not in _TABLES:
        return False
    cells: list[list[Lexeme]] = [[]]
    for x, depth in zip(inside, levels(inside), strict=True):
        if depth == 0 and x.text in ("&", "\\\\"):
            cells.append([])
        else:
            cells[-1].append(x)
    return any(_has_relation(unbraced(cell)) or _begins_rows(cell) for cell in cells)


def _begins_rows(cell: list[Lexeme]) -> bool:
    return bool(cell) and begins(cell[0]) and name_of(cell[0]) in _ALIGNING


def _has_relation(lexemes: list[Lexeme]) -> bool:
    depth = levels(lexemes)
    return any(is_relation(x) and d == 0 for x, d in zip(lexemes, depth, strict=True))


def _has_row(lexemes: list[Lexeme]) -> bool:
    for x in lexemes:
        if begins(x):
            return False
        if x.text == "\\\\":
            return True
    return False


def _partner(lexemes: list[Lexeme], start: int) -> int:
    """Of a brace or \\begin at `start`; the last index where it is not closed."""
    depth = 0
    for i in range(start, len(lexemes)):
        x = lexemes[i]
        depth += x.sort is Sort.OPEN or begins(x)
        depth -= x.sort is Sort.CLOSE or ends(x)
        if depth == 0:
            return i
    return len(lexemes) - 1
