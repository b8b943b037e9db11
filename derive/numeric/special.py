"""Special cases: a problem with one equation more, met by construction where equations can be.

Mistakes often show only where two sides touch: one quantity equal to another, lengths that are
log 1/p, an inequality among the hypotheses that is tight, at one letter or at all, the claim
itself an equation. Every model
of a special case is a model of the problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, permutations
from typing import Any

import sympy
from sympy import Expr

from derive.language.expressions import Ceiling
from derive.language.laws import Law
from derive.language.maps import Map
from derive.language.operations import Max, Min
from derive.language.quantities import QuantityValue
from derive.language.relations import Relation, Structure
from derive.language.subsets import Subset
from derive.looks import look
from derive.numeric.nodes import sorted_letters, unfolded
from derive.numeric.problem import Hypothesis, Problem, problem

_MOST = 12


def special_cases(
    claim: Relation | None, expressions: tuple[Expr, ...], posed: Problem
) -> list[Problem]:
    """The problem itself, its equations solved in other ways, and with one equation more each.

    Equations that no value can be computed from are left out: draws would hardly ever meet them.
    """
    given, cases = posed.hypotheses, [posed]
    turned = tuple(_turned(h) for h in given)
    for other in (turned, turned[::-1], given[::-1]):
        case = problem(expressions, other)
        if case.assignments not in [c.assignments for c in cases]:
            cases.append(case)
    cases += _all_tight(expressions, posed)
    for equation in islice(_equations(claim, expressions, posed), 4 * _MOST):
        for more in ((*given, equation), (equation, *given)):
            case = problem(expressions, more)
            if len(case.assignments) > len(posed.assignments):
                cases.append(case)
                break
    return cases[:_MOST]


def _all_tight(expressions: tuple[Expr, ...], posed: Problem) -> list[Problem]:
    """With as many inequalities among the hypotheses tight as numbers can be found for, if several;
    a law that is tight at all letters hardly ever sums to one."""
    best, tight = posed, 0
    for h in filter(_may_be_tight, posed.hypotheses):
        for equation in (*_touching(h), Relation(h.lhs, "=", h.rhs)):
            case = problem(expressions, (*best.hypotheses, equation))
            if _numbers_met(case) > _numbers_met(best):
                best, tight = case, tight + 1
                break
    return [best] if tight > 1 else []


def _numbers_met(case: Problem) -> int:
    return sum(not isinstance(a.target, Law) for a in case.assignments)


def _may_be_tight(h: Hypothesis) -> bool:
    return isinstance(h, Relation) and h.rel in ("<=", ">=")


def _turned(h: Hypothesis) -> Hypothesis:
    equation = isinstance(h, Relation) and not isinstance(h, Structure) and h.rel == "="
    return Relation(h.rhs, "=", h.lhs) if equation else h


def _equations(
    claim: Relation | None, expressions: tuple[Expr, ...], posed: Problem
) -> Iterator[Relation]:
    tight = [h for h in posed.hypotheses if _may_be_tight(h)]
    for h in tight if claim is None else [claim, *tight]:
        yield from _touching(h)
        yield Relation(h.lhs, "=", h.rhs)
    things = [t for t in (*posed.laws, *posed.quantities) if not isinstance(t, (Map, Subset))]
    taken = {a.target for a in posed.assignments} | {k.lengths for k in posed.krafts}
    pairs = [(a, b) for a, b in permutations(things, 2) if a not in taken and _alike(a, b)]
    for a, b in pairs:
        if a.name < b.name or b in taken:
            yield Relation(_value(a), "=", _value(b))
    bases = _bases((*expressions, *(e for h in posed.hypotheses for e in h.expressions())))
    for a, b in pairs:
        if not isinstance(a, Law) and isinstance(b, Law):
            for base in bases:
                ideal = sympy.log(1 / _value(b)) / base
                yield Relation(_value(a), "=", ideal)
                yield Relation(_value(a), "=", Ceiling(ideal))


def _touching(h: Relation) -> Iterator[Relation]:
    """b ≤ f(x) tight at one letter, b = min_x f(x), where b does not speak of x; ≥ likewise."""
    small, big = (h.lhs, h.rhs) if h.rel in ("<=", "<") else (h.rhs, h.lhs)
    above, below = (
        sorted_letters(e.free_symbols - other.free_symbols)
        for e, other in ((big, small), (small, big))
    )
    spaces = any(i.is_measured for i in (*above, *below))  # no least value need be there
    if h.rel in ("<=", ">=") and bool(above) != bool(below) and not spaces:
        yield (
            Relation(small, "=", Min(big, *above))
            if above
            else Relation(big, "=", Max(small, *below))
        )


def _letters(thing: Any) -> tuple[Any, ...]:
    return thing.variables_and_inputs() if isinstance(thing, Law) else tuple(thing.over)


def _alike(a: Any, b: Any) -> bool:
    """Whether both are functions of as many letters of the same alphabets."""
    look()
    return bool(_letters(a)) and [v.alphabet for v in _letters(a)] == [
        v.alphabet for v in _letters(b)
    ]


def _value(thing: Any) -> Expr:
    value: Expr = thing(*_letters(thing))
    return value


def _bases(expressions: tuple[Expr, ...]) -> list[Expr]:
    """The logarithms of numbers and parameters that occur, D in Σ D^(−L); 1 if there are none."""
    opened = [unfolded(e) for e in expressions]
    found = {b for e in opened for b in e.atoms(sympy.log) if _plain(b.args[0])}
    found |= {sympy.log(b.base) for e in opened for b in e.atoms(sympy.Pow) if b.base.is_Integer}
    return sorted(found - {sympy.S.Zero}, key=str) or [sympy.S.One]


def _plain(e: Any) -> bool:
    return bool(e.is_Integer) or (isinstance(e, QuantityValue) and not e.at)
