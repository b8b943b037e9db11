"""How deep each lexeme stands in brackets, groups and environments that are no rows."""

from __future__ import annotations

from itertools import accumulate

from derive.notes.chains import Sort
from derive.notes.tex.lexemes import Lexeme
from derive.notes.tex.relations import is_relation
from derive.notes.tex.symbols import WIDE, commands

OPENING = commands("{ lfloor lceil langle lvert lVert lgroup") | {"(", "["}
CLOSING = commands("} rfloor rceil rangle rvert rVert rgroup") | {")", "]"}


def begins(x: Lexeme) -> bool:
    return x.sort is Sort.COMMAND and x.text.startswith("\\begin{")


def ends(x: Lexeme) -> bool:
    return x.sort is Sort.COMMAND and x.text.startswith("\\end{")


def levels(lexemes: list[Lexeme], brackets: bool = True) -> list[int]:
    """0 for what stands at the top; brackets are one deeper than what they stand in.

    A bracket without its partner does not count, so that a slip hides no relation. brackets: False
    counts groups and environments alone.
    """
    change = [0] * (len(lexemes) + 1)
    for start, end in _pairs(lexemes):
        if not brackets and lexemes[start].text in OPENING:
            continue
        change[start] += 1
        change[end + 1] -= 1
    return list(accumulate(change[:-1]))


def _pairs(lexemes: list[Lexeme]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    hard: list[int] = []  # groups and environments that are open
    soft: list[list[int]] = [[]]  # brackets that are open in each of them
    for i, x in enumerate(lexemes):
        if x.sort is Sort.OPEN or begins(x):
            hard.append(i)
            soft.append([])
        elif x.sort is Sort.CLOSE or ends(x):
            if hard:
                found.append((hard.pop(), i))
                soft.pop()
        elif x.text in OPENING and x.sort in (Sort.SIGN, Sort.COMMAND):
            soft[-1].append(i)
        elif x.text in CLOSING and x.sort in (Sort.SIGN, Sort.COMMAND):
            if soft[-1]:
                found.append((soft[-1].pop(), i))
        elif x.text == "\\\\" and _relation_follows(lexemes, i + 1):
            soft[-1].clear()
    found.extend((start, len(lexemes) - 1) for start in hard)
    return found


def _relation_follows(lexemes: list[Lexeme], i: int) -> bool:
    while i < len(lexemes) and (lexemes[i].text == "&" or lexemes[i].text in WIDE):
        i += 1
    return i < len(lexemes) and is_relation(lexemes[i])
