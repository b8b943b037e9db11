r"""|𝒳| written as \mid 𝒳 \mid, as people do whose Markdown takes | for the edge of a table; and
D(p // q) for D(p ‖ q)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from derive.notes.chains import Sort
from derive.notes.tex.levels import levels
from derive.notes.tex.lexemes import Lexeme
from derive.notes.tex.phrases import BINARY
from derive.notes.tex.relations import is_relation

_MID = "\\mid"
_BEFORE = frozenset({"\\log", "\\ln", "\\lg", "\\frac", "&", "\\\\", ","}) | BINARY
_BEHIND = frozenset({")", "]", ",", ".", ";", "&", "\\\\"}) | BINARY


def sized(lexemes: list[Lexeme]) -> list[Lexeme]:
    r"""The lexemes with \mid … \mid as \lvert … \rvert, where the first has nothing on its left
    that it may be a bar behind, and the second nothing on its right.
    """
    lexemes = _slashed(lexemes)
    at = [i for i, x in enumerate(lexemes) if x.text == _MID]
    if len(at) < 2:
        return lexemes
    out, depth = list(lexemes), levels(lexemes)
    for first, last in pairwise(at):
        inside = depth[first + 1 : last]
        whole = depth[first] == depth[last] and inside and min(inside) >= depth[first]
        if whole and out[first].text == _MID and _opens(out, first) and _closes(out, last):
            out[first] = replace(out[first], text="\\lvert")
            out[last] = replace(out[last], text="\\rvert")
    return out


def _slashed(lexemes: list[Lexeme]) -> list[Lexeme]:
    """The lexemes with p // q, in which nothing can be divided, as p ‖ q."""
    out: list[Lexeme] = []
    for x in lexemes:
        if x.text == "/" and out and out[-1].text == "/" and out[-1].end == x.start:
            out[-1] = replace(out[-1], sort=Sort.COMMAND, text="\\|", end=x.end)
        else:
            out.append(x)
    return out


def _opens(lexemes: Sequence[Lexeme], i: int) -> bool:
    if i == 0:
        return True
    before = lexemes[i - 1]
    return before.sort is Sort.OPEN or before.text in _BEFORE or is_relation(before)


def _closes(lexemes: Sequence[Lexeme], i: int) -> bool:
    if i + 1 == len(lexemes):
        return True
    behind = lexemes[i + 1]
    return behind.sort is Sort.CLOSE or behind.text in _BEHIND or is_relation(behind)
