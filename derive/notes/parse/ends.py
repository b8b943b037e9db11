"""Where a product ends, and the dx of an integral."""

from __future__ import annotations

from derive.notes.chains import Sort
from derive.notes.parse import table
from derive.notes.parse.names import dressed, name, starts_name
from derive.notes.parse.reader import Reader
from derive.notes.tree import Name, Node

_ENDS = frozenset({"+", "-", ")", "]", ",", ";", ":", "\\}", "\\mid", "\\rceil", "\\rfloor"})
_ENDS |= {
    "\\rangle",
    "\\rvert",
    "\\rVert",
    "\\cdot",
    "\\times",
    "\\odot",
    "/",
    "\\div",
    "\\setminus",
    "\\cup",
    "\\cap",
    "\\not",
}
_ENDS |= {
    "\\overset",
    "\\stackrel",
    "\\over",
    "\\pm",
    "\\forall",
    "\\succ",
    ".",
    "&",
    "\\quad",
    "\\qquad",
} | set(table.RELATIONS)


def nothing(r: Reader) -> bool:
    """Whether nothing stands here that an operator could be of; | opens |x| here."""
    return not r.at("|", "||") and ends(r)


def ends(r: Reader) -> bool:
    """Whether no further factor starts here."""
    token = r.peek()
    if token is None or token.sort is Sort.CLOSE:
        return True
    if token.sort in (Sort.LETTER, Sort.NUMBER, Sort.OPEN):
        return bool(r.integral and at_differential(r))
    if token.sort is Sort.TEXT:
        if token.text in ("and", "or", *table.FOR_ALL):
            return True
        return bool(r.integral and at_differential(r))
    if token.text in ("|", "||"):
        return r.bar != ""
    if token.text == "\\mathrm" and r.integral:
        return at_differential(r)
    return token.text in _ENDS


def at_signed_group(r: Reader) -> bool:
    """Whether braces stand here that begin with a sign, {- b}: behind a factor they are set as
    its next term, a − b, as of \\underbrace{a}\\underbrace{- b}."""
    after = r.peek(1)
    return r.sort() is Sort.OPEN and after is not None and r.text(1) in ("+", "-")


def at_differential(r: Reader) -> bool:
    """Whether dx stands here: a d, upright or not, and a name that is no bracket's head."""
    length = _length_of_d(r)
    if not length:
        return False
    here = r.i
    r.i += length
    found = (starts_name(r) and r.sort() is not Sort.TEXT) or bool(_in_brackets(r))
    r.i = here
    return found


def _length_of_d(r: Reader) -> int:
    token = r.peek()
    if token is None:
        return 0
    if token.sort in (Sort.LETTER, Sort.TEXT) and token.text.strip() == "d":
        return 1
    if token.text in table.WORDY and r.sort(1) is Sort.OPEN and r.sort(3) is Sort.CLOSE:
        inside = r.peek(2)
        return 4 if inside and inside.text == "d" else 0
    ahead = r.peek(1)
    return 2 if token.text in table.WORDY and ahead and ahead.text == "d" else 0


def _in_brackets(r: Reader) -> int:
    """How many tokens the (x, y) of d(x, y) has, as many letters as the integral's range has
    factors; 0 where it is none, as a distortion d(x, y).
    """
    n = 0
    while r.at("(") and r.sort(n + 1) is Sort.LETTER and r.peek(n + 2) is not None:
        n += 2
        if r.text(n) == ")":
            return n + 1 if n // 2 == r.integral > 1 else 0
        if r.text(n) != ",":
            return 0
    return 0


def differentials(r: Reader) -> tuple[Node, ...]:
    """The x of dx, the x and y of d(x, y), which is passed.

    NotRead: dp(x), dx^2.
    """
    here = r.i
    r.i += _length_of_d(r)
    length = _in_brackets(r)
    if not length:
        r.i = here
        return (_differential(r),)
    letters = [r.tokens[n] for n in range(r.i + 1, r.i + length, 2)]
    r.i += length
    return tuple(Name(x.span, x.text) for x in letters)


def _differential(r: Reader) -> Node:
    """The x of dx, which is passed.

    NotRead: dp(x), dx^2.
    """
    r.i += _length_of_d(r)
    if r.sort() is Sort.LETTER:  # of dxdy the x alone
        token = r.take()
        named = dressed(r, r.i - 1, Name(token.span, token.text))
    else:
        named = name(r)
    if r.at("("):
        r.fail("a differential of a measure, dp(x): write p(x) dx")
    if named.power is not None:
        r.fail("a differential with an exponent")
    return named.node
