"""Changes of a point that make a hypothesis of the language hold."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from derive.kernel import terms as t
from derive.kernel.terms import Context, Support
from derive.language.relations import Structure
from trials.fuzz.points import Point, Projection
from trials.fuzz.values import Values, places


def projections(context: Context, given: Sequence[Any]) -> list[Projection]:
    """One for each hypothesis whose kind is known; the others are left to chance."""
    out: list[Projection] = []
    for s in context.supports:
        out.append(lambda point, rng, s=s: _support(point, s))
    for h in given:
        if isinstance(h, Structure):
            out.append(lambda point, rng, h=h: _structure(point, h))
        elif getattr(h, "name", "") == "Kraft's inequality":
            out.append(lambda point, rng, h=h: _lengths(point, rng, h))
    return out


def _support(point: Point, s: Support) -> None:
    """Put 0 for the premise where the conclusion is 0, and norm a law again."""
    if not isinstance(s.premise, (t.LawTerm, t.Quantity)):
        return
    values = Values(point)
    free = t.free_indices(s.premise) | t.free_indices(s.conclusion)
    broken = [env for env in places(free, point) if not values.at(s.conclusion, env)]
    for env in broken:
        if isinstance(s.premise, t.Quantity):
            at = tuple(env[i] for i in s.premise.at)
            if s.premise.name in point.quantities:
                point.quantities[s.premise.name][at] = Fraction(0)
        else:
            _clear(point, s.premise, env)


def _clear(point: Point, premise: t.LawTerm, env: Any) -> None:
    """No mass where the premise's variables have these letters; the rest is scaled up."""
    outputs, inputs = point.context.laws[premise.law]
    variables = [v for v, _ in (*outputs, *inputs)]
    at, table = {v: env[i] for v, i in premise.at}, point.laws[premise.law]
    if inputs:
        return
    for row in table:
        if all(at.get(v, k) == k for v, k in zip(variables, row, strict=True)):
            table[row] = Fraction(0)
    total = sum(table.values())
    if total:
        for row in table:
            table[row] /= total


def _structure(point: Point, h: Structure) -> None:
    """The product of the groups' marginals, or the Markov chain with the same pairs; what the law
    has besides is kept given these variables."""
    law, table = h.law.name, point.laws[h.law.name]
    variables = [v.name for v in h.law.outputs]
    groups = [[v for v in variables if v in g] for g in h.groups]
    inside = [v for g in groups for v in g]

    def marginal(row: tuple[int, ...], *names: list[str]) -> Fraction:
        wanted = {v for group in names for v in group}
        return point.law(law, {v: k for v, k in zip(variables, row, strict=True) if v in wanted})

    made: dict[tuple[int, ...], Fraction] = {}
    rest = [v for v in variables if v not in inside]
    count = Fraction(1)
    for v in rest:
        count *= point.sizes[dict(point.context.laws[law].outputs)[v]]
    for row in table:
        if h.kind == "independent":
            wanted = Fraction(1)
            for g in groups:
                wanted *= marginal(row, g)
        else:
            first, middle, last = groups
            below = marginal(row, middle)
            ends = marginal(row, first, middle) * marginal(row, middle, last)
            wanted = ends / below if below else Fraction(0)
        here = marginal(row, inside)
        made[row] = wanted * (table[row] / here if here else 1 / count)
    point.laws[law] = made


def _lengths(point: Point, rng: random.Random, h: Any) -> None:
    """Lengths of a prefix code, complete now and then."""
    for name, table in point.quantities.items():
        if any(getattr(q, "name", "") == name for q in _quantities(h.lhs)):
            lengths = [1, 2, 3, 4, 4, 5][: len(table)] if len(table) > 1 else [0]
            more = rng.choice((0, 0, 1))
            rng.shuffle(lengths)
            point.quantities[name] = {
                at: Fraction(length + more)
                for at, length in zip(table, lengths + [9] * len(table), strict=False)
            }


def _quantities(e: Any) -> list[Any]:
    found = [e.quantity] if hasattr(e, "quantity") else []
    for a in e.args:
        found += _quantities(a)
    return found
