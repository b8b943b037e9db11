"""Points that meet the hypotheses of a context."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction

from derive.kernel import terms as t
from derive.kernel.terms import Context
from trials.fuzz import numbers as x
from trials.fuzz.points import Point, Projection, names_of, random_point, rows
from trials.fuzz.values import Values, places


def points(
    context: Context,
    rng: random.Random,
    count: int,
    projections: Sequence[Projection] = (),
    terms: Sequence[t.Term] = (),
    largest: int = 3,
) -> Iterator[Point]:
    """Up to `count` points that meet every hypothesis."""
    found, names = 0, names_of(context, terms)
    for _ in range(8 * count):
        point = random_point(context, rng, names, largest)
        for _ in range(2 if len(projections) > 1 else 1):
            for project in projections:
                project(point, rng)
                point.changed()
        point.spread()
        if declared(point) and meets(point):
            yield point
            found += 1
        if found == count:
            return


def meets(point: Point) -> bool:
    """Whether every hypothesis holds at every letter; not where a sign is beyond reach."""
    try:
        return met(point)
    except x.Undecided:
        return False


def met(point: Point) -> bool:
    """Whether every hypothesis holds at every letter, exactly.

    Raises:
        Undecided: a sign is beyond reach.
    """
    values = Values(point)
    for s in point.context.supports:
        free = t.free_indices(s.premise) | t.free_indices(s.conclusion)
        for env in places(free, point):
            if x.sign(values.at(s.premise, env)) and not x.sign(values.at(s.conclusion, env)):
                return False
    for h in point.context.hypotheses:
        for env in places(t.free_indices(h.term), point):
            found = x.sign(values.at(h.term, env))
            if found < 0 or (h.kind == "=" and found):
                return False
    return True


def declared(point: Point) -> bool:
    """Whether the laws are laws and the quantities have their signs: projections may break that."""
    for name, table in point.laws.items():
        decl = point.context.laws[name]
        for given in rows(point, (a for _, a in decl.inputs)):
            over = [a for _, a in decl.outputs]
            column = [
                table[*o, *given] * point.area(zip(over, o, strict=True)) for o in rows(point, over)
            ]
            if sum(column) != 1 or min(column) < 0:
                return False
    for name, table in point.quantities.items():
        sign, signs = point.context.quantities[name].sign, list(map(x.sign, table.values()))
        if sign != "real" and (min(signs) < 0 or (sign == "pos" and 0 in signs)):
            return False
        if sign == "unit" and any(x.sign(x.minus(v, Fraction(1))) > 0 for v in table.values()):
            return False
    return True
