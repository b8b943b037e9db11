"""H of numbers: of a law that is written out, H(1/2, 1/4, 1/4), and of counts, H(9, 5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sympy import Expr, Integer, Rational

from derive.language.bases import logarithm
from derive.notes.facts.numbers import rational
from derive.notes.source import NotRead
from derive.notes.tree import Call


def shares(node: Call, suppose: Callable[[str], None]) -> list[Rational]:
    """The law that such a call is of; [] of other calls, and of one number. suppose: is told that
    numbers are taken for counts.

    Raises:
        NotRead: for fractions that do not add up to 1.
    """
    numbers = [rational(a) for a in node.args]
    if len(numbers) < 2 or set(node.separators) != {","}:
        return []
    found = [Rational(x.numerator, x.denominator) for x in numbers if x is not None and x >= 0]
    total = sum(found, Integer(0))
    if len(found) < len(numbers) or not total:
        return []
    if total == 1:
        return found
    if not all(x.is_Integer for x in found):
        raise NotRead(node.span, "H of numbers: they are no law, for their sum is not 1")
    shown = ", ".join(str(x / total) for x in found)
    suppose(f"the numbers in H are counts, of the shares {shown}")
    return [x / total for x in found]


def entropy(law: Sequence[Rational], base: Any) -> Expr:
    """Of a law of numbers; 0 log 0 is 0."""
    return sum((-x * logarithm(x, base) for x in law if x), Integer(0))
