"""How far log, exp and their like reach: over what stands side by side."""

from __future__ import annotations

from derive.notes.chains import Sort
from derive.notes.parse import table
from derive.notes.parse.names import word_at
from derive.notes.parse.reader import Reader

_BRACKETS = ("(", "[", "\\{", "\\lvert", "\\lVert", "\\lceil", "\\lfloor", "\\langle")
_LOGS = ("\\log", "\\ln", "\\lg")
_PREFIXED = table.PREFIXED | table.FUNCTIONS | set(table.MEANS)


def closed(r: Reader) -> bool:
    """Whether something in brackets of its own stands here."""
    return r.text() in _BRACKETS or (r.at("|", "||") and not r.bar)


def stops(r: Reader) -> bool:
    """Whether an operator stands here that a log before it does not reach over: Σ, log, E."""
    if r.text() in table.BIGS or r.at("\\nabla"):
        return True
    if r.sort() is Sort.OPEN and r.text(1) in table.BIGS:  # of \\underbrace{\\sum_i p_i}
        return True
    if word_at(r)[0] in _PREFIXED:
        return True
    return at_mean(r)


def at_mean(r: Reader) -> bool:
    """Whether the E of an expectation stands here."""
    word, length = word_at(r)
    if word in table.MEANS or (length and word == "E" and r.sort() is not Sort.LETTER):
        return True
    if r.at("\\mathbb", "\\mathsf", "\\mathbf") and _letter_within(r) == "E":
        return True
    if r.at("\\mathbb") and _letter_within(r) == "V":
        return True
    token = r.peek()
    if token is None or token.sort is not Sort.LETTER or token.text != "E":
        return False
    if len(r.letters()) > 1:
        return _is_of_a_variable(r)
    return _plain_mean(r)


def _is_of_a_variable(r: Reader) -> bool:
    """EX, typed without brackets."""
    return r.letters() in ("EX", "EY", "EZ") and r.text(2) != "("


def _letter_within(r: Reader) -> str:
    token = r.peek(1)
    if token and token.sort is Sort.OPEN and r.sort(3) is Sort.CLOSE:
        token = r.peek(2)
    return token.text if token and token.sort is Sort.LETTER else ""


def _plain_mean(r: Reader) -> bool:
    """E as a letter: with [, with a law, or with a bracket around something random."""
    ahead = 1
    if r.sort(1) is Sort.SUB:
        ahead = 3
        if r.sort(2) is Sort.OPEN:
            depth, ahead = 1, 3
            while depth and r.peek(ahead):
                depth += (r.sort(ahead) is Sort.OPEN) - (r.sort(ahead) is Sort.CLOSE)
                if r.text(ahead) in ("\\sim", "("):
                    return True
                ahead += 1
        if r.sort(2) is Sort.NUMBER:
            return False
        here = r.i
        r.i += ahead
        follows = r.text() in ("[", "(", "\\{") or word_at(r)[0] in table.LOGS or at_mean(r)
        follows = follows or _is_made_of_random(r, 0)
        r.i = here
        return follows
    if r.text(1) in ("[", "\\{"):
        return True
    if r.text(1) == "(":
        return _random_within(r, 2) or r.text(2 + (r.text(2) == "-")) in _LOGS
    return _is_made_of_random(r, 1) or _log_of_random(r)


def _is_made_of_random(r: Reader, ahead: int) -> bool:
    """g(X): what is made of something random stands so far ahead."""
    token = r.peek(ahead)
    letter = token is not None and token.sort is Sort.LETTER and token.text.islower()
    return letter and r.text(ahead + 1) == "(" and _random_within(r, ahead + 2)


def _log_of_random(r: Reader) -> bool:
    """E log p(Y|X): a logarithm behind E of what is random."""
    here, found = r.i, False
    r.i += 1
    if word_at(r)[0] in table.LOGS:
        while not r.done and not found and r.text() not in ("+", "-", "=", ")", "]"):
            found = r.at("(") and _random_within(r, 1)
            r.i += 1
    r.i = here
    return found


def _random_within(r: Reader, ahead: int) -> bool:
    """Whether a capital letter stands in the bracket that opens before the token so far ahead."""
    depth = 1
    while depth and (token := r.peek(ahead)):
        depth += (token.text == "(") - (token.text == ")")
        if token.sort is Sort.LETTER and token.text.isupper() and r.text(ahead + 1) != "(":
            return True
        ahead += 1
    return False
