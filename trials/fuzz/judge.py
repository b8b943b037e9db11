"""What the kernel has proved, judged at points: a contradiction is a fault of the kernel."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from derive.kernel import terms as t
from derive.kernel.theorem import Statement, Theorem
from trials.fuzz import numbers as x
from trials.fuzz.meeting import points
from trials.fuzz.points import Point, Projection
from trials.fuzz.values import Values, places

_HOLDS = {
    "=": lambda s: s == 0,
    "<=": lambda s: s >= 0,
    ">=": lambda s: s >= 0,
    "<": lambda s: s > 0,
    ">": lambda s: s > 0,
}


@dataclass(frozen=True)
class Judged:
    """points: evaluated. undecided: points where a sign was beyond reach. wrong: what is false."""

    points: int = 0
    undecided: int = 0
    equal: int = 0
    wrong: str = ""


def judge(
    theorem: Theorem, rng: random.Random, count: int, projections: Sequence[Projection] = ()
) -> Judged:
    """Whether the theorem, its zero conditions and its well-posedness hold at random points.

    An instance promises values only: what is put in may divide by 0, and PROVE looks at that where
    the instance is used.
    """
    sides = (theorem.statement.lhs, theorem.statement.rhs)
    conditions = (*theorem.zero, *(theorem.equality or ()))
    most = largest(sides)
    seen = undecided = equal = 0
    for point in points(theorem.context, rng, count, projections, (*sides, *conditions), most):
        try:
            wrong, is_equal = at_point(theorem, point)
        except x.Undecided:
            undecided += 1
            continue
        seen += 1
        equal += is_equal
        if wrong:
            return Judged(seen, undecided, equal, f"{wrong} at {point.describe()}")
    return Judged(seen, undecided, equal)


def largest(terms: Sequence[t.Term]) -> int:
    """Letters at most: few where sums over many indices would take long."""
    most = max((len(t.free_indices(s)) + _depth(s) for s in terms), default=0)
    return 3 if most <= 3 else 2 if most <= 6 else 1


def _depth(term: t.Term) -> int:
    inner = max((_depth(c) for c in t.children(term)), default=0)
    return inner + (len(term.indices) if isinstance(term, t.Sum) else 0)


def at_point(theorem: Theorem, point: Point) -> tuple[str, bool]:
    """What is wrong at the point, or ""; and whether both sides are equal at every letter."""
    wrong, equal = looked_at(theorem.statement, point, theorem.reason.rule != "instance")
    if wrong or theorem.statement.rel == "=":
        return wrong, equal
    values = Values(point)
    for name in ("zero", "equality"):
        conditions = getattr(theorem, name)
        if conditions is not None and all(vanishes(c, values) for c in conditions) != equal:
            return f"{name} conditions {conditions} do not tell whether the sides are equal", equal
    return "", equal


def vanishes(term: t.Term, values: Values) -> bool:
    """Whether the term is 0 at every letter."""
    free = t.free_indices(term)
    return all(not x.sign(values.at(term, env)) for env in places(free, values.point))


def looked_at(statement: Statement, point: Point, well_posed: bool = True) -> tuple[str, bool]:
    """Where the statement is ill-posed or false, or ""; whether its sides are equal everywhere.

    well_posed: whether x/0 and log 0 count as faults.
    """
    strict, equal = Values(point, strict=well_posed), True
    holds = _HOLDS[statement.rel]
    free = t.free_indices(statement.lhs) | t.free_indices(statement.rhs)
    for env in places(free, point):
        sides = [strict.at(side, env) for side in (statement.lhs, statement.rhs)]
        here = ", ".join(f"{i.name}={k}" for i, k in env.items())
        if any(v is None for v in sides):
            return f"ill-posed, at {here}", False
        greater, less = reversed(sides) if statement.is_below else sides
        gap = x.sign(x.minus(greater, less))
        if not holds(gap):
            return f"{x.shown(sides[0])} {statement.rel} {x.shown(sides[1])}, at {here}", False
        equal = equal and not gap
    return "", equal
