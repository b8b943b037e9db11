"""Decimals: "true to rounding" where the side that is one decimal is the other side, rounded.

    0.9 log₂(1/0.9) + 0.1 log₂(1/0.1) = 0.469

The decimals of the other side are the numbers they are, as 0.9. Where only other numbers that round
to them make it true, as 0.33 · 3 = 1, that is said as a condition; 0.5 and 0.25 are never rounded.
In H(X) = 1.36 the law is known, and the side that is one decimal is compared as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from sympy import Expr, Rational

from derive.language.quantities import QuantityValue
from derive.language.relations import Relation
from derive.notes import tree as t
from derive.notes.decide import intervals
from derive.notes.decide.bases import BASES, at_base
from derive.notes.decide.checking import Checking
from derive.notes.decide.claims import claimed
from derive.notes.decide.decision import Decision
from derive.notes.decide.values import compared
from derive.notes.steps import Elaborated

Put = dict[intervals.Decimal, intervals.Ends]
Sides = tuple[t.Node, t.Node]
_MOST_INPUTS = 6
_GOOD = ("proved", "proved if", "true to rounding")
_BAD = ("refuted", "refuted unless", "wrong value")
_BASES: tuple[tuple[str, int | None], ...] = (("log₂", 2), ("ln", None), ("log₁₀", 10))


def has_decimals(sides: Sides) -> bool:
    return any(True for side in sides for _ in intervals.decimals(side))


def rounded(
    checking: Checking, step: Elaborated, r: Relation, sides: Sides, exact: Decision
) -> Decision | None:
    """What is said of an equation with decimals that is not exactly true; None where nothing is.
    exact: what is said of it where all numbers are what is written."""
    by_numbers = _of_numbers(step, sides)
    if by_numbers is not None:
        return by_numbers
    for number, value in _single(r, sides):
        made = _nearly(checking, step, value, intervals.ends(number), exact)
        if made is not None:
            return made
    return _of_terms(checking, step, r, sides, exact)


def _of_terms(
    checking: Checking, step: Elaborated, r: Relation, sides: Sides, exact: Decision
) -> Decision | None:
    """Of H(X) = 0.53 + 0.39, whose terms are rounded, where numbers that round to them make it so;
    None of any other, and where none do."""
    for side, value in zip(sides, (r.rhs, r.lhs), strict=True):
        inputs = [n for n in intervals.decimals(side) if _may_be_rounded(n)]
        ends = intervals.sum_of({(n.value, n.digits) for n in inputs}, side) if inputs else None
        made = _nearly(checking, step, value, ends, exact) if ends is not None else None
        if made is not None and made.verdict == "true to rounding":
            return made.under((_are_rounded(list(dict.fromkeys(inputs))),), ())
    return None


def _of_numbers(step: Elaborated, sides: Sides) -> Decision | None:
    """By their values; where a log has no base, by those that make it true."""
    try:
        true = [name for name, base in _BASES if _meets(base, sides, {})]
        condition: tuple[str, ...] = ()
        if not true:
            inputs = _inputs(sides)
            true = [name for name, base in _BASES if _may_meet(base, sides, inputs)]
            condition = (_are_rounded(inputs),) if true else ()
    except intervals.NoNumber:
        return None
    if len(true) == len(_BASES):
        return Decision("true to rounding", condition)
    if step.base is None:
        is_true = "log₂" in true
        return Decision("true to rounding", condition) if is_true else Decision("wrong value")
    if not true:
        return Decision("wrong value", why="in no base of the logarithm")
    return Decision("true to rounding", (f"log is {' or '.join(true)}", *condition))


def _meets(base: int | None, sides: Sides, put: Put) -> bool:
    """Whether the sides are equal, but for the rounding of the one that is a decimal alone."""
    return _apart(base, sides, put) == 0


def _apart(base: int | None, sides: Sides, put: Put) -> int:
    """0 where they are equal, else the sign of their difference."""
    evaluator, at = intervals.Evaluator(base, put), _rounded_side(sides)
    one, other = (
        evaluator.within(n) if k == at and n is not None else evaluator.interval(side)
        for k, (side, n) in enumerate(zip(sides, map(intervals.alone, sides), strict=True))
    )
    if intervals.meet(one, other):
        return 0
    return 1 if one.a > other.b else -1


def _rounded_side(sides: Sides) -> int | None:
    """The side that is one decimal; of two the one with fewer digits."""
    alone = ((intervals.alone(side), k) for k, side in enumerate(sides))
    found = [(n.digits, k) for n, k in alone if n is not None and n.digits is not None]
    return min(found)[1] if found else None


def _inputs(sides: Sides) -> list[t.Num]:
    """The decimals that may be rounded ones, each once, however often it is written."""
    given = _rounded_side(sides)
    found = {
        (n.value, n.digits): n
        for k, side in enumerate(sides)
        for n in intervals.decimals(side)
        if k != given and _may_be_rounded(n)
    }
    return list(found.values())


def _may_be_rounded(n: t.Num) -> bool:
    """Not 0.5, 0.25, or any other of one digit."""
    significant = str(abs(n.value.numerator * 10 ** (n.digits or 0) // n.value.denominator))
    return len(significant) > 1 and (4 * n.value).denominator != 1


def _may_meet(base: int | None, sides: Sides, inputs: list[t.Num]) -> bool:
    """Whether numbers that round to the inputs make the sides equal: at some ends they are, or one
    is greater here and the other there, and none has a pole between."""
    if not 0 < len(inputs) <= _MOST_INPUTS:
        return False
    keys = [(n.value, n.digits) for n in inputs]
    every = [intervals.ends(n) for n in inputs]
    try:
        _apart(base, sides, dict(zip(keys, every, strict=True)))
        found = {
            _apart(base, sides, {k: (x, x) for k, x in zip(keys, corner, strict=True)})
            for corner in product(*every)
        }
    except intervals.NoNumber:
        return False
    return 0 in found or len(found) > 1


def _are_rounded(inputs: list[t.Num]) -> str:
    shown = [f"{float(n.value):.{n.digits}f}" for n in inputs]
    return f"{' and '.join(shown)} {'is' if len(shown) == 1 else 'are'} rounded"


def _single(r: Relation, sides: Sides) -> list[tuple[t.Num, Expr]]:
    """The side that is one decimal, with the other side."""
    found = ((intervals.alone(side), e) for side, e in zip(sides, (r.rhs, r.lhs), strict=True))
    return [(n, e) for n, e in found if n is not None and n.digits is not None]


def _nearly(
    checking: Checking, step: Elaborated, value: Expr, within: intervals.Ends, exact: Decision
) -> Decision | None:
    """Whether a value lies where it is to be: in which base of the logarithm, where it has one
    without; None where that is not decided. exact: what is said of an equation."""
    low, high = (Rational(n.numerator, n.denominator) for n in within)
    found: dict[str, tuple[Decision, Decision]] = {}
    for name, at, e in _in_bases(step, value):
        ends = Relation(e, ">=", low), Relation(e, "<=", high)
        found[name] = _decided(checking, at, ends[0]), _decided(checking, at, ends[1])
    true = [name for name, parts in found.items() if all(p.verdict in _GOOD for p in parts)]
    if true:
        one, other = found[true[0]]
        condition = (f"log is {' or '.join(true)}",) if "" not in found else ()
        both = one.under((*other.assumed, *condition), other.rests)
        return replace(both, verdict="true to rounding", axioms=())
    wrong = [next((p for p in parts if p.verdict in _BAD), None) for parts in found.values()]
    if None in wrong or wrong[0] is None:
        return None
    shown = exact if exact.verdict in _BAD else wrong[0]
    why = "in no base of the logarithm" if len(found) > 1 else wrong[0].why
    return replace(wrong[0], counterexample=shown.counterexample, why=why)


def _in_bases(step: Elaborated, value: Expr) -> Iterator[tuple[str, Elaborated, Expr]]:
    """The value with each base that logarithms without one may have; another as it is."""
    if step.base is None or not value.has(QuantityValue(step.base, ())):
        yield "", step, value
        return
    for name, b in BASES:
        yield name, at_base(step, b), value.xreplace({QuantityValue(step.base, ()): b})


def _decided(checking: Checking, step: Elaborated, r: Relation) -> Decision:
    return compared(r) or claimed(checking, step, r)
