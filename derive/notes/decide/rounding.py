"""Decimals: "true to rounding" where some numbers that round to those given make it true.

    0.9 log₂(1/0.9) + 0.1 log₂(1/0.1) = 0.469

A relation of numbers alone is evaluated with an interval for each decimal. Elsewhere, as in
H(X) = 1.36 for a law that is known, the side that is one decimal stands for its interval.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import sympy

from derive.language.relations import Relation
from derive.notes import tree as t
from derive.notes.decide import intervals
from derive.notes.decide.checking import Checking, things
from derive.notes.decide.claims import claimed
from derive.notes.decide.decision import Decision
from derive.notes.steps import Elaborated
from derive.numeric.closed import Undecided
from derive.numeric.judge import judge
from derive.numeric.model import Model

Sides = tuple[t.Node, t.Node]
_BASES: tuple[tuple[str, int | None], ...] = (("log₂", 2), ("ln", None), ("log₁₀", 10))


def has_decimals(sides: Sides) -> bool:
    return any(True for side in sides for _ in intervals.decimals(side))


def rounded(checking: Checking, step: Elaborated, r: Relation, sides: Sides) -> Decision | None:
    """What is said of an equation with decimals that is not exactly true; None where nothing is."""
    by_numbers = _of_numbers(step, sides)
    if by_numbers is not None:
        return by_numbers
    for number, value, rel in _single(r, sides):
        half = intervals.half_unit(number)
        verdict = _between(checking, step, value, number.value, half, rel)
        if verdict is not None:
            return verdict
    return None


def _of_numbers(step: Elaborated, sides: Sides) -> Decision | None:
    """By intervals; where a log has no base, by those that make it true."""
    true: list[str] = []
    for name, base in _BASES:
        try:
            one, other = map(intervals.Evaluator(base).interval, sides)
        except intervals.NoNumber:
            return None
        if intervals.meet(one, other):
            true.append(name)
    if len(true) == len(_BASES):
        return Decision("true to rounding")
    if step.base is None:
        return Decision("true to rounding") if "log₂" in true else Decision("wrong value")
    if not true:
        return Decision("wrong value", why="in no base of the logarithm")
    return Decision("true to rounding", (f"log is {' or '.join(true)}",))


def _single(r: Relation, sides: Sides) -> list[tuple[t.Num, sympy.Expr, str]]:
    """The side that is one decimal, with the other side."""
    pairs = zip(sides, (r.rhs, r.lhs), ("right", "left"), strict=True)
    found = ((intervals.alone(side), other, where) for side, other, where in pairs)
    return [(n, o, w) for n, o, w in found if n is not None and n.digits is not None]


def _between(
    checking: Checking,
    step: Elaborated,
    value: sympy.Expr,
    number: Fraction,
    half: Fraction,
    where: str,
) -> Decision | None:
    """Whether a value lies within half a unit of a decimal."""
    ends = [sympy.Rational(n.numerator, n.denominator) for n in (number - half, number + half)]
    parts = [_decided(checking, step, r) for r in _both(value, ends)]
    verdicts = {p.verdict for p in parts}
    if verdicts <= {"proved", "proved if"}:
        first = parts[0].under(parts[1].assumed, parts[1].rests)
        return replace(first, verdict="true to rounding", axioms=())
    wrong = next((p for p in parts if p.verdict in ("refuted", "refuted unless")), None)
    if wrong is None:
        return None
    verdict = "wrong value" if wrong.verdict == "refuted" and not _varies(value) else wrong.verdict
    return replace(wrong, verdict=verdict)


def _both(value: sympy.Expr, ends: list[sympy.Expr]) -> tuple[Relation, Relation]:
    return Relation(value, ">=", ends[0]), Relation(value, "<=", ends[1])


def _varies(value: sympy.Expr) -> bool:
    return bool(things((value,)))


def _decided(checking: Checking, step: Elaborated, r: Relation) -> Decision:
    made = claimed(checking, step, r)
    if made.verdict == "open" and not _varies(r.lhs):
        return _compared(r) or made
    return made


def _compared(r: Relation) -> Decision | None:
    """Two numbers, compared exactly."""
    try:
        found = judge(r, Model({}, {}, {}))
    except Undecided:
        return None
    return Decision("proved") if found is None else Decision("refuted")
