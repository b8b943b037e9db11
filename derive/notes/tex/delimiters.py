"""Brackets that grow: \\left( … \\right), \\bigl|, \\middle|."""

from __future__ import annotations

from derive.notes.chains import Sort
from derive.notes.source import NotRead
from derive.notes.tex.lexemes import Lexeme
from derive.notes.tex.symbols import SIZES

_BARS = {"|": ("\\lvert", "\\rvert"), "\\|": ("\\lVert", "\\rVert")}
_BAR_NAMES = {
    "|": "|", "\\vert": "|", "∣": "|", "\\|": "\\|", "\\Vert": "\\|", "‖": "\\|",
    "\\parallel": "\\|", "\\mid": "|", "\\lvert": "|", "\\rvert": "|", "\\lVert": "\\|",
    "\\rVert": "\\|",
}  # fmt: skip
GROWING = frozenset({"\\left", "\\right", "\\middle"}) | SIZES


def partners(lexemes: list[Lexeme]) -> dict[int, int]:
    """\\left with its \\right, by index, both ways; those without a partner are left out."""
    found: dict[int, int] = {}
    opened: list[int] = []
    depth = 0
    for i, x in enumerate(lexemes):
        depth += (x.sort is Sort.OPEN) - (x.sort is Sort.CLOSE)
        if depth or x.sort is not Sort.COMMAND:
            continue
        if x.text == "\\left":
            opened.append(i)
        elif x.text == "\\right" and opened:
            found[i] = opened.pop()
            found[found[i]] = i
    return found


def bracket(lexemes: list[Lexeme], i: int, pairs: dict[int, int]) -> tuple[Lexeme | None, int]:
    """The bracket that the command at `i` makes grow, as one lexeme, and the index behind it.

    A bar says whether it opens or closes, if that is known: \\lvert, \\rvert; else it is |.
    None for the empty bracket of \\left. and \\right.
    """
    size = lexemes[i]
    if i + 1 >= len(lexemes) or lexemes[i + 1].sort in (Sort.OPEN, Sort.CLOSE):
        raise NotRead(None, f"{size.text} without a bracket")
    mark = lexemes[i + 1]
    if mark.text == "." and size.text in ("\\left", "\\right"):
        return None, i + 2
    text = mark.text
    if text in _BAR_NAMES:
        text = _bar(_BAR_NAMES[text], size.text, lexemes, i, pairs)
    elif text in ("<", ">"):
        text = "\\langle" if text == "<" else "\\rangle"
    sort = Sort.COMMAND if text.startswith("\\") else mark.sort
    return Lexeme(sort, text, size.start, mark.end, size.spaced), i + 2


def _bar(kind: str, size: str, lexemes: list[Lexeme], i: int, pairs: dict[int, int]) -> str:
    opening, closing = _BARS[kind]
    if size == "\\middle":
        return "\\mid" if kind == "|" else kind
    if size in ("\\left", "\\right"):
        other = pairs.get(i)
        if other is None or _BAR_NAMES.get(lexemes[other + 1].text) != kind:
            return kind
        if abs(other - i) == 2:  # \left|\right|, which looks like ‖
            return kind
        return opening if size == "\\left" else closing
    if _beside(lexemes, i - 2) or _beside(lexemes, i + 2):  # \bigl|\bigl|, which looks like ‖
        return kind
    if size.endswith("l"):
        return opening
    if size.endswith("r"):
        return closing
    return "\\mid" if size.endswith("m") and kind == "|" else kind


def _beside(lexemes: list[Lexeme], i: int) -> bool:
    """A growing bar stands at `i`."""
    inside = 0 <= i < len(lexemes) - 1
    return inside and lexemes[i].text in SIZES and lexemes[i + 1].text in _BAR_NAMES
