"""What ≡ and =: define: Σ … =: Z, and Σ … ≡ Z, define Z; min … ≡ max …, two problems, nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from derive.notes.chains import Chain, Side, Sign, Sort, Term, Token, Unread

_ACCENTED = frozenset(
    ("\\mathcal", "\\mathbb", "\\mathrm", "\\mathsf", "\\hat", "\\tilde", "\\bar")
)


_PROBLEMS = {"=": ("\\argmin", "\\argmax"), "?": ("\\min", "\\max", "\\inf", "\\sup")}
_EQUIV = re.compile(r"\\equiv|≡").search


def turned(item: Chain | Term | Unread) -> tuple[Chain | Term | Unread, ...]:
    """A chain whose last relation defines its right side: the chain before that, and the
    definition with the name on its left.
    """
    if not isinstance(item, Chain):
        return (item,)
    item = replace(item, signs=tuple(map(_of_problems, item.sides, item.signs, item.sides[1:])))
    if not _defines_right(item):
        return (item,)
    value, name = item.sides[-2], item.sides[-1]
    sign = replace(item.signs[-1], rel=":=")
    if len(item.signs) == 1:
        return (replace(item, sides=(name, value), signs=(sign,)),)
    first = replace(item, sides=item.sides[:-1], signs=item.signs[:-1], joins="let")
    carried = replace(value, carried=True)
    then = replace(item, sides=(name, carried), signs=(sign,), joined="let", labels=())
    return (first, then)


def _of_problems(left: Side, sign: Sign, right: Side) -> Sign:
    """≡ between two minima or places of them, which have no name that could be defined."""
    first, last = (side.tokens[0].text if side.tokens else "" for side in (left, right))
    if sign.rel == ":=" and _EQUIV(sign.latex):
        for same, words in _PROBLEMS.items():
            if first in words and last in words:
                return replace(sign, rel=same)
    return sign


def _defines_right(item: Chain) -> bool:
    last = item.signs[-1]
    if last.rel == "=:":
        return True
    return last.rel == ":=" and _is_name(item.sides[-1]) and not _is_name(item.sides[-2])


def _is_name(side: Side) -> bool:
    """A letter or a word with its scripts, maybe with arguments in brackets behind it."""
    tokens = list(side.tokens)
    if tokens and tokens[0].text in _ACCENTED:
        tokens = tokens[1:]
    tokens = _behind(tokens, Sort.OPEN, Sort.CLOSE) if _opens(tokens) else _behind_head(tokens)
    while tokens and tokens[0].sort in (Sort.SUB, Sort.SUP):
        tokens = _behind(tokens[1:], Sort.OPEN, Sort.CLOSE)
    if tokens and tokens[0].text == "(":
        return tokens[-1].text == ")" and sum(t.text == "(" for t in tokens) == 1
    return not tokens


def _opens(tokens: list[Token]) -> bool:
    return bool(tokens) and tokens[0].sort is Sort.OPEN


def _behind_head(tokens: list[Token]) -> list[Token]:
    """Behind one letter or word; all of it where another thing stands first."""
    if not tokens:
        return tokens
    first = tokens[0]
    greek = first.sort is Sort.COMMAND and first.text[1:].isalpha()
    named = first.sort in (Sort.LETTER, Sort.TEXT) or greek
    return tokens[1:] if named else [first, first]


def _behind(tokens: list[Token], opening: Sort, closing: Sort) -> list[Token]:
    """Behind the group that begins here."""
    depth = 0
    for i, token in enumerate(tokens):
        depth += (token.sort is opening) - (token.sort is closing)
        if depth == 0:
            return tokens[i + 1 :]
    return []
