"""A bracket that is opened and not closed, as in −E(log(p(X)), and can end with its side alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derive.notes.chains import Sort, Token

_CLOSING = {"(": ")", "[": "]"}
_LOGS = ("\\log", "\\ln", "\\lg")


def unclosed(tokens: Sequence[Token]) -> int | None:
    """The place of the only such bracket, where it holds nothing but a function of one bracket, or
    logarithms of that: of log(x p(x) nobody knows whether log x is meant. None otherwise."""
    opened: list[int] = []
    depth = 0
    for i, token in enumerate(tokens):
        depth += (token.sort is Sort.OPEN) - (token.sort is Sort.CLOSE)
        if token.sort is not Sort.SIGN:
            continue
        if token.text in _CLOSING:
            if depth:
                return None
            opened.append(i)
        elif token.text in _CLOSING.values():
            if not opened:
                return None
            opened.pop()
    if len(opened) != 1:
        return None
    return opened[0] if _is_one_function(tokens[opened[0] + 1 :]) else None


def surplus(tokens: Sequence[Token]) -> bool:
    """Whether a bracket at the end of log(…)) closes nothing, behind a function of one bracket."""
    ends = bool(tokens) and tokens[-1].sort is Sort.SIGN and tokens[-1].text in _CLOSING.values()
    return ends and _is_one_function(tokens[:-1])


def closed(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with such a bracket closed at their end, and without one that closes nothing."""
    if surplus(tokens):
        return tokens[:-1]
    at = unclosed(tokens)
    if at is None:
        return tokens
    last = tokens[-1].span
    end = replace(tokens[at], text=_CLOSING[tokens[at].text], span=replace(last, start=last.end))
    return (*tokens, end)


def _is_one_function(inside: Sequence[Token]) -> bool:
    """log_2(…), p(…), log p(…), with nothing behind it."""
    at = 3 if [x.text for x in inside[:3]] == [*"log"] else 0
    while at < len(inside) and inside[at].text in _LOGS:
        at += 1
        if at + 1 < len(inside) and inside[at].sort is Sort.SUB:
            at += 4 if inside[at + 1].sort is Sort.OPEN else 2
    at += at < len(inside) and inside[at].sort is Sort.LETTER
    depth = 0
    for i, token in enumerate(inside[at:]):
        depth += token.text in _CLOSING and token.sort is Sort.SIGN
        depth -= token.text in _CLOSING.values() and token.sort is Sort.SIGN
        if depth == 0:
            return bool(i) and at + i + 1 == len(inside)
    return False
