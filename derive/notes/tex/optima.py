"""min_q D(q) ⇔ max_q L(q): one task and another, which have the same solutions."""

from __future__ import annotations

from dataclasses import replace

from derive.notes.chains import Sort
from derive.notes.tex.levels import levels
from derive.notes.tex.lexemes import Lexeme
from derive.notes.tex.relations import is_relation
from derive.notes.tex.symbols import WIDE

_ARGUMENTS = {
    "\\min": "\\argmin", "\\max": "\\argmax", "\\argmin": "\\argmin", "\\argmax": "\\argmax",
}  # fmt: skip
_SKIPPED = WIDE | {"&"}


def same_tasks(lexemes: list[Lexeme]) -> list[Lexeme]:
    """With = between the arguments, where all that ⇔ stands between are tasks."""
    top = [n for n, d in enumerate(levels(lexemes)) if d == 0]
    signs = [n for n in top if is_relation(lexemes[n])]
    if not signs or any(lexemes[n].text != "\\iff" for n in signs):
        return lexemes
    heads = [_head(lexemes, start) for start in (0, *(n + 1 for n in signs))]
    if any(lexemes[n].text not in _ARGUMENTS if n is not None else True for n in heads):
        return lexemes
    out = list(lexemes)
    for n in heads:
        if n is not None:
            out[n] = replace(out[n], text=_ARGUMENTS[out[n].text])
    for n in signs:
        out[n] = replace(out[n], sort=Sort.SIGN, text="=")
    return out


def _head(lexemes: list[Lexeme], start: int) -> int | None:
    """The first that is no blank, from there on."""
    while start < len(lexemes) and lexemes[start].text in _SKIPPED:
        start += 1
    return start if start < len(lexemes) else None
