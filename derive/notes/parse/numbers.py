"""Numbers, and the units behind them."""

from __future__ import annotations

from fractions import Fraction

from derive.notes import tree
from derive.notes.chains import Sort
from derive.notes.parse import table
from derive.notes.parse.ends import at_differential
from derive.notes.parse.reader import Reader
from derive.notes.tree import Node

_LONGEST = 400  # digits of a number


def number(r: Reader) -> Node:
    """1.75, 1\\,000, 1{,}000, 42.1 %."""
    start = r.i
    if r.split_digits():
        r.fail("digits behind a script of one digit: TeX ends the script there; put { }")
    digits = r.take().text
    while r.sort() is Sort.NUMBER or _comma_group(r):
        digits += _next_group(r, digits)
    if len(digits) > _LONGEST:
        r.fail(f"a number of more than {_LONGEST} digits", r.tokens[start])
    span = r.span(start)
    _guard(r, digits)
    try:
        value = Fraction(digits)
    except ValueError:
        r.fail(f"{digits} is no number", r.tokens[start])
    behind = digits.partition(".")[2]
    if r.at("\\%", "%"):
        r.take()
        return tree.Num(r.span(start), value / 100, len(behind) + 2)
    return tree.Num(span, value, len(behind) if behind else None)


def _comma_group(r: Reader) -> bool:
    """{,} between digits."""
    inside = [r.text(1)] if r.sort() is Sort.OPEN and r.sort(2) is Sort.CLOSE else []
    return inside == [","] and r.sort(3) is Sort.NUMBER


def _next_group(r: Reader, before: str) -> str:
    """The thousands that go on; or decimals behind a {,} of those who write so: not read."""
    if r.sort() is Sort.OPEN:
        r.group()
    token = r.take()
    three = len(token.text.partition(".")[0]) == 3
    if "." in before or not three or before.startswith("0"):
        r.fail(f"two numbers side by side, {before} and {token.text}: put \\cdot between", token)
    return token.text


def _guard(r: Reader, digits: str) -> None:
    """Raises NotRead where letters behind a number are a word or an exponent of ten."""
    letters = r.letters()
    if letters in table.UNITS or not letters or (r.integral and at_differential(r)):
        return
    glued = r.i and r.tokens[r.i - 1].span.end == r.tokens[r.i].span.start
    if letters in ("e", "E") and glued and _exponent(r):
        r.fail(f"{digits}{letters}{r.shown(1)}…: write a power of ten as 10^{{…}}")
    if len(letters) > 3 or ("." in digits and len(letters) > 1):
        r.fail(f"{digits} followed by {letters}: a unit? Only bits, nats and bans are read")


def _exponent(r: Reader) -> bool:
    """Digits right behind the letter, or behind its sign."""
    if not r.adjacent():
        return False
    return r.sort(1) is Sort.NUMBER or (r.text(1) == "-" and r.sort(2) is Sort.NUMBER)


def at_unit(r: Reader) -> bool:
    """Whether a unit stands here."""
    place = r.i
    found = unit(r) is not None
    r.i = place
    return found


def unit(r: Reader) -> tuple[str, str] | None:
    """A unit here, passed: bits, and what stands behind "per" or a slash."""
    token = r.peek()
    if token is None:
        return None
    if token.sort is Sort.TEXT:
        words = token.text.replace("/", " per ").strip(" .,").split()
        if words[:2] == ["b", "per"]:
            words[0] = "bits"
        if not words or words[0] not in table.UNITS:
            return None
        if len(words) > 1 and words[1] != "per":
            return None
        r.take()
        return table.UNITS[words[0]], " ".join(words[2:]) or _per(r)
    letters = r.letters()
    before = r.tokens[r.i - 1] if r.i else None
    if letters in table.UNITS and len(letters) > 2 and before and before.sort is Sort.NUMBER:
        r.i += len(letters)
        return table.UNITS[letters], _per(r)
    return None


def _per(r: Reader) -> str:
    """/\\text{symbol} behind a unit."""
    if not r.at("/"):
        return ""
    ahead = r.peek(1)
    if ahead is not None and ahead.sort is Sort.TEXT:
        r.take()
        r.take()
        return " ".join(ahead.text.split())
    r.fail("a unit with a slash behind it")
