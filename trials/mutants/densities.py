"""Mistakes with densities: σ for σ², the logarithm's sign, ½, D(q‖p) for D(p‖q), ∫, h ≥ 0."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import sympy
from sympy import Rational

from derive.language.alphabets import Alphabet
from derive.language.expressions import Sum
from derive.language.families import Normal
from derive.language.laws import LawValue
from derive.language.measures import Measure
from derive.language.operations import Power
from derive.language.quantities import QuantityValue
from derive.language.relations import Relation
from trials.mutants.changes import OPENED, sides
from trials.mutants.judge import Statement


def _values(e: Any) -> set[Any]:
    while isinstance(e, OPENED):
        e = e.unfold()
    if isinstance(e, LawValue):
        return {e}
    return set().union(*(_values(a) for a in e.args if isinstance(a, sympy.Expr)), set())


def _has_spaces(s: Statement) -> bool:
    found = {v.law for e in s.expressions() for v in _values(e)}
    points = any(i.is_space for e in s.expressions() for i in e.atoms(Alphabet))
    return points or any(v.is_space for law in found for v in law.variables_and_inputs())


def deviation(s: Statement) -> Iterator[Statement]:
    """σ or σ⁴ for σ², at one place of a formula."""
    laws = {v.law for e in s.expressions() for v in _values(e) if isinstance(v.law, Normal)}
    spread = {a.quantity for law in laws for a in law.variance.atoms(QuantityValue)}

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if isinstance(e, QuantityValue) and e.quantity in spread:
            yield from (e**2, Power(e, Rational(1, 2)))

    yield from sides(s, change)


def logarithm(s: Statement) -> Iterator[Statement]:
    """ln t for ln 1/t."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if isinstance(e, sympy.log):
            yield -e

    yield from sides(s, change)


def half(s: Statement) -> Iterator[Statement]:
    """A fraction in front forgotten, or its square taken."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if e.is_Mul and e.args[0].is_Rational and not e.args[0].is_Integer:
            rest = sympy.Mul(*e.args[1:])
            yield from (rest, e.args[0] * e)

    yield from sides(s, change)


def reversed_divergence(s: Statement) -> Iterator[Statement]:
    """D(q‖p) for D(p‖q), the cross-entropy of q from p, in one measure."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if not isinstance(e, Measure):
            return
        found = sorted(_values(e), key=str)
        for k, one in enumerate(found):
            for other in found[k + 1 :]:
                if _points(one) == _points(other):
                    yield _exchanged(e, one, other)

    yield from sides(s, change)


def _points(v: Any) -> Any:
    inputs = {i.name for i in v.law.inputs}
    return {i for name, i in v.at if name not in inputs}


def _exchanged(e: Any, one: Any, other: Any) -> Any:
    while isinstance(e, OPENED):
        e = e.unfold()
    made: Any = e.xreplace({one: other, other: one})
    return made


def integral_forgotten(s: Statement) -> Iterator[Statement]:
    """What is under ∫ taken for the integral, or ∫ over one of several spaces left out."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if isinstance(e, Sum):
            for i in e.indices:
                if i.is_space and i not in scope:
                    rest = [j for j in e.indices if j != i]
                    yield Sum(e.body, *rest) if rest else e.body

    if _has_spaces(s):
        yield from sides(s, change)


def entropy_left_out(s: Statement) -> Iterator[Statement]:
    """An entropy, an information or a divergence among summands taken for something ≥ 0 that may
    be left out, or added."""
    if not _has_spaces(s):
        return

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if e.is_Add:
            for n, a in enumerate(e.args):
                if a.has(Measure):
                    yield e.func(*e.args[:n], *e.args[n + 1 :])

    yield from sides(s, change)
    r = s.relation
    found = {m for e in r.expressions() for m in e.atoms(Measure)}
    for m in sorted(found, key=str):
        yield replace(s, relation=Relation(r.lhs, r.rel, r.rhs + m))
        yield replace(s, relation=Relation(r.lhs + m, r.rel, r.rhs))


def bounded(s: Statement) -> Iterator[Statement]:
    """A density taken for a probability, which is at most 1: dropped as a factor, or its measure
    bounded by 0."""
    if not _has_spaces(s):
        return
    r = s.relation
    for e in r.expressions():
        if isinstance(e, Measure):
            yield replace(s, relation=Relation(e, ">=", 0))
            yield replace(s, relation=Relation(e, "<=", 0))


MISTAKES: dict[str, Callable[[Statement], Iterator[Statement]]] = {
    "σ for σ²": deviation,
    "ln t for ln 1/t": logarithm,
    "½ forgotten": half,
    "D(q‖p) for D(p‖q)": reversed_divergence,
    "an integral forgotten": integral_forgotten,
    "an entropy left out": entropy_left_out,
    "h ≥ 0": bounded,
}
