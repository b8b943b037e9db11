"""Relations of a display that stand in no chain, as within words that give a reason: so that none
is lost without a word."""

from __future__ import annotations

from collections import Counter

from derive.notes.chains import Sort
from derive.notes.tex.environments import opened
from derive.notes.tex.growing import Growing
from derive.notes.tex.levels import begins, levels
from derive.notes.tex.lexemes import Lexeme
from derive.notes.tex.relations import ARROWS, JOINERS, is_relation
from derive.notes.tex.symbols import WIDE

_PARTS = WIDE | {"&", "\\\\"}


def untold(lexemes: list[Lexeme], chains: list[Growing]) -> list[list[Lexeme]]:
    """For each relation in no bracket that is in none of the display's chains: what stands with it
    between blanks, in its cell."""
    lexemes = opened(lexemes)
    told = Counter(_place(x) for c in chains for x in _of(c))
    found = []
    for i, (x, depth) in enumerate(zip(lexemes, levels(lexemes), strict=True)):
        if depth or not is_relation(x) or x.text in JOINERS:
            continue
        told[_place(x)] -= 1
        if told[_place(x)] < 0 and not _says_nothing(lexemes, i):
            found.append(_stretch(lexemes, i))
    return found


def framed(run: list[Lexeme]) -> bool:
    """Whether a formula is relations in brackets, (a ≤ b), or in the rows of a system."""
    run = [x for x in run if x.text not in WIDE]
    if run and run[-1].text in (".", ","):
        run = run[:-1]
    if len(run) > 1 and run[0].text == "\\{" and begins(run[1]):
        run = run[1:]
    depth = levels(run)
    opens = bool(run) and (run[0].text in ("(", "[") or begins(run[0]))
    inside = [x for x, d in zip(run, depth, strict=True) if d == 1]
    return opens and 0 not in depth and any(map(is_relation, inside))


def _place(x: Lexeme) -> tuple[int, int, str]:
    return x.start, x.end, x.text


def _of(chain: Growing) -> list[Lexeme]:
    after = chain.after if chain.signs else []  # a term is not judged, nor where it holds
    return [*(x for run in chain.sides for x in run), *chain.signs, *after]


def _says_nothing(lexemes: list[Lexeme], i: int) -> bool:
    """An arrow before all, or with words alone behind it; a sign that the next row repeats."""
    before, after = lexemes[:i], [x for x in lexemes[i + 1 :] if x.text not in WIDE]
    if lexemes[i].text in ARROWS:
        row = after[: next((n for n, x in enumerate(after) if x.text in _PARTS), len(after))]
        return not before or before[-1].text in _PARTS or all(x.sort is Sort.TEXT for x in row)
    follows = next((x for x in after if x.text not in _PARTS), None)
    return follows is not None and follows.text == lexemes[i].text


def _stretch(lexemes: list[Lexeme], i: int) -> list[Lexeme]:
    start, end = i, i + 1
    while start and lexemes[start - 1].text not in _PARTS and lexemes[start].sort is not Sort.TEXT:
        start -= 1
    while end < len(lexemes) and lexemes[end].text not in _PARTS:
        end += 1
    return lexemes[start:end]
