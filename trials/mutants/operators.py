"""The mistakes people make, one function each: from a statement to its mutants.

Each operator yields statements that differ from the given one by one mistake; what it yields may
happen to stay true. A named measure is opened where the mistake is inside its definition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import sympy
from sympy import Rational

from derive.language.alphabets import Alphabet, Cardinality, Given, Letter
from derive.language.events import AtEvent, Both, Event, Not
from derive.language.expressions import Inverse, Sum
from derive.language.laws import ConditionalValue, Law, LawValue, RandomVariable
from derive.language.measures import H, I, Measure
from derive.language.measures import differential_entropy as h
from derive.language.names import DeriveError
from derive.language.optimisers import Optimiser
from derive.language.quantities import QuantityValue
from derive.language.relations import Relation
from trials.mutants import densities, operations
from trials.mutants.changes import OPENED, sides
from trials.mutants.judge import Statement
from trials.mutants.slopes import has_slopes

Operator = Callable[[Statement], Iterator[Statement]]
MODEL = (LawValue, ConditionalValue, QuantityValue)


def _related(s: Statement, rels: dict[str, Any]) -> Iterator[Statement]:
    r = s.relation
    if r.rel in rels and not isinstance(r.lhs, Optimiser):
        yield replace(s, relation=Relation(r.lhs, rels[r.rel], r.rhs))


# ---------------------------------------------------------------- relations and numbers


def sign(s: Statement) -> Iterator[Statement]:
    """A summand, or a whole side, with the other sign."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if e.is_Add:
            for n, a in enumerate(e.args):
                yield e.func(*e.args[:n], -a, *e.args[n + 1 :])

    yield from sides(s, change)
    r = s.relation
    if not isinstance(r.rhs, Optimiser) and r.rhs != 0:
        yield replace(s, relation=Relation(r.lhs, r.rel, -r.rhs))


def direction(s: Statement) -> Iterator[Statement]:
    """≤ for ≥, < for >."""
    yield from _related(s, {"<=": ">=", ">=": "<=", "<": ">", ">": "<"})


def equality_for_inequality(s: Statement) -> Iterator[Statement]:
    """= where only ≤ or ≥ is right."""
    yield from _related(s, {"<=": "=", ">=": "=", "<": "=", ">": "="})


def strict_for_weak(s: Statement) -> Iterator[Statement]:
    """< for ≤, > for ≥."""
    yield from _related(s, {"<=": "<", ">=": ">"})


def small_constant(s: Statement) -> Iterator[Statement]:
    """A small number added to the side where it does harm, then to the other."""
    r = s.relation
    if isinstance(r.lhs, Optimiser):
        return
    for c in (Rational(1, 1000), Rational(-1, 1000), Rational(1, 10**6), Rational(1, 10)):
        harmful = c if r.rel in (">=", ">", "=") else -c
        yield replace(s, relation=Relation(r.lhs, r.rel, r.rhs + harmful))


def log_base(s: Statement) -> Iterator[Statement]:
    """Bits for nats or nats for bits, in one logarithm."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if isinstance(e, sympy.log) and e.args[0].has(*MODEL, Cardinality, Measure):
            yield e / sympy.log(2)
        if e.is_Mul:
            for a in e.args:
                if a.is_Pow and a.exp == -1 and isinstance(a.base, sympy.log) and a.base.is_number:
                    yield e / a
        if e.is_Pow and e.base == 2 and not e.exp.is_number:
            yield sympy.exp(e.exp)

    yield from sides(s, change)


# ---------------------------------------------------------------- laws and letters


def laws_exchanged(s: Statement) -> Iterator[Statement]:
    """p and q exchanged on one side."""
    r = s.relation
    leaves = set().union(*(_leaves(e) for e in r.expressions()))
    things = sorted({x.args[0] for x in leaves}, key=str)
    for k, one in enumerate(things):
        for other in things[k + 1 :]:
            if type(one) is type(other) and _signature(one) == _signature(other):
                for side in (1, 0):
                    e = r.expressions()[side]
                    swapped = _opened(e, lambda x: _exchanged(x, one, other))  # noqa: B023
                    sides = (r.lhs, swapped) if side else (swapped, r.rhs)
                    if swapped != e:
                        yield replace(s, relation=Relation(sides[0], r.rel, sides[1]))


def _leaves(e: Any) -> set[Any]:
    while isinstance(e, OPENED):
        e = e.unfold()
    if isinstance(e, (LawValue, QuantityValue)):
        return {e}
    return set().union(*(_leaves(a) for a in e.args if isinstance(a, sympy.Expr)), set())


def _signature(t: Any) -> Any:
    if isinstance(t, Law):
        return [(v.name, v.alphabet) for v in t.outputs], [(v.name, v.alphabet) for v in t.inputs]
    return [v.alphabet for v in t.over], t.sign


def _opened(e: Any, leaf: Callable[[Any], Any]) -> Any:
    """e with every leaf replaced, measures opened where something changes."""
    if isinstance(e, (LawValue, QuantityValue)):
        return leaf(e)
    if isinstance(e, OPENED):
        inner = _opened(e.unfold(), leaf)
        return e if inner == e.unfold() else inner
    args = [_opened(a, leaf) if isinstance(a, sympy.Expr) else a for a in e.args]
    return e if tuple(args) == e.args else e.func(*args)


def _exchanged(x: Any, one: Any, other: Any) -> Any:
    if x.args[0] not in (one, other):
        return x
    return x.func(other if x.args[0] == one else one, x.args[1])


def index_exchanged(s: Statement) -> Iterator[Statement]:
    """One value's letter replaced by another in scope, or a marginal taken of another variable."""

    def change(e: Any, scope: tuple[Any, ...]) -> Iterator[Any]:
        if isinstance(e, QuantityValue):
            for n, i in enumerate(e.at):
                for j in scope:
                    if j != i and j.alphabet == i.alphabet:
                        yield QuantityValue(e.quantity, (*e.at[:n], j, *e.at[n + 1 :]))
        if isinstance(e, LawValue):
            yield from _other_letters(e, scope)

    yield from sides(s, change)


def _other_letters(e: Any, scope: tuple[Any, ...]) -> Iterator[Any]:
    taken = {v for v, _ in e.at}
    inputs = {v.name for v in e.law.inputs}
    for n, (var, i) in enumerate(e.at):
        rest = (*e.at[:n], *e.at[n + 1 :])
        for j in scope:
            if isinstance(j, Alphabet) and j != i and j.alphabet == i.alphabet:
                yield LawValue(e.law, (*rest, (var, j)))
        if isinstance(i, Letter):  # two letters with names taken for one another
            for j in i.of.letters:
                if j != i:
                    yield LawValue(e.law, (*rest, (var, j)))
        for v in e.law.outputs:
            if var not in inputs and v.name not in taken and v in scope:
                yield LawValue(e.law, (*rest, (v.name, v)))


def event_exchanged(s: Statement) -> Iterator[Statement]:
    """An event for its complement, one event for another, the sides of a bar exchanged or the bar
    left out."""
    found = {a for e in s.expressions() for m in e.atoms(AtEvent) for a in _events(m)}

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if not isinstance(e, AtEvent):
            return
        head, law, groups, bar, event, given, base = e.args
        for other in (Not(event), *sorted(found - {event}, key=str)):
            if other.law == law:
                yield AtEvent(head, law, groups, bar, other, given, base)
        if isinstance(given, Event):
            yield AtEvent(head, law, groups, bar, given, event, base)
            yield AtEvent(head, law, groups, bar, Both(event, given), sympy.Integer(0), base)
            yield AtEvent(head, law, groups, bar, event, sympy.Integer(0), base)

    yield from sides(s, change)


def _events(e: Any) -> tuple[Event, ...]:
    return tuple(a for a in e.args if isinstance(a, Event))


def marginal_for_conditional(s: Statement) -> Iterator[Statement]:
    """p(x) for p(x | y), or for a joint value p(x, y) its marginal."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if isinstance(e, ConditionalValue):
            below = {v for v, _ in e.given.at}
            yield LawValue(e.law, tuple(p for p in e.joint.at if p[0] not in below))
        if isinstance(e, LawValue) and len(e.at) > 1:
            inputs = {v.name for v in e.law.inputs}
            for n, (var, _) in enumerate(e.at):
                if var not in inputs and any(v not in inputs for v, _ in e.at if v != var):
                    yield LawValue(e.law, (*e.at[:n], *e.at[n + 1 :]))

    yield from sides(s, change)


def conditioning_dropped(s: Statement) -> Iterator[Statement]:
    """H(X) for H(X | Y), I(X;Y) for I(X;Y | Z), r(x | y) for r(x | y, z)."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if isinstance(e, Measure):
            yield from _less_conditioned(e)
        if isinstance(e, ConditionalValue) and len(e.given.at) > 1:
            for var, _ in e.given.at:
                joint, given = (tuple(p for p in v.at if p[0] != var) for v in (e.joint, e.given))
                yield ConditionalValue(LawValue(e.law, joint), LawValue(e.law, given))

    yield from sides(s, change)


_MADE: dict[str, Any] = {"H": H, "h": h, "I": I}
_BASES = {"": None, "₂": 2, "₃": 3}


def _less_conditioned(e: Any) -> Iterator[Any]:
    """Read off the name: H₂(X|Y,Z) gives H₂(X|Z), H₂(X|Y) and H₂(X)."""
    name, _, inside = e.args[0].name.partition("(")
    left, bar, right = inside[:-1].partition("|")
    laws = {x.law for x in _leaves(e) if isinstance(x, LawValue)}
    if name[:1] not in _MADE or name[1:] not in _BASES or not bar or len(laws) != 1:
        return
    (law,) = laws
    variable = {v.name.upper(): RandomVariable(law, v.name) for v in law.outputs}
    try:
        groups = [tuple(variable[n] for n in g.split(",")) for g in left.split(";")]
        given = [variable[n] for n in right.split(",")]
    except KeyError:
        return
    for n in range(len(given)):
        yield _measure(name, groups, (*given[:n], *given[n + 1 :]))
    if len(given) > 1:
        yield _measure(name, groups, ())


def _measure(name: str, groups: list[Any], given: tuple[Any, ...]) -> Any:
    args = groups if name[0] == "I" else list(groups[0])
    if given:
        args = [*args[:-1], Given((args[-1],), given[0]), *given[1:]]
    return _MADE[name[0]](*args, base=_BASES[name[1:]])


# ---------------------------------------------------------------- factors, sums, hypotheses


def factor_dropped(s: Statement) -> Iterator[Statement]:
    """One factor of a product, or of a measure's weight, left out."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if e.is_Mul:
            for n, _ in enumerate(e.args):
                yield e.func(*e.args[:n], *e.args[n + 1 :])

    yield from sides(s, change)


def factor_doubled(s: Statement) -> Iterator[Statement]:
    """A factor counted twice, or a summand taken twice."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if e.is_Mul:
            for a in e.args:
                yield e * a
        if e.is_Add:
            for n, a in enumerate(e.args):
                yield e.func(*e.args[:n], 2 * a, *e.args[n + 1 :])

    yield from sides(s, change)
    r = s.relation
    if not isinstance(r.rhs, Optimiser) and r.rhs != 0:
        yield replace(s, relation=Relation(r.lhs, r.rel, 2 * r.rhs))


def log_of_sum(s: Statement) -> Iterator[Statement]:
    """log of a sum for a sum of logs, or the other way round."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if isinstance(e, Sum):
            yield from _log_outside(e)
        if isinstance(e, sympy.log) and isinstance(e.args[0], Sum):
            inner = e.args[0]
            yield Sum(sympy.log(inner.body), *inner.indices)
        if isinstance(e, sympy.log) and e.args[0].is_Add:
            yield sympy.Add(*(sympy.log(a) for a in e.args[0].args))
        if e.is_Add and sum(isinstance(a, sympy.log) for a in e.args) > 1:
            logs = [a for a in e.args if isinstance(a, sympy.log)]
            rest = [a for a in e.args if a not in logs]
            yield sympy.Add(*rest, sympy.log(sympy.Add(*(a.args[0] for a in logs))))

    yield from sides(s, change)


def _log_outside(e: Any) -> Iterator[Any]:
    factors = e.body.args if e.body.is_Mul else (e.body,)
    for f in factors:
        if isinstance(f, sympy.log) and f.args[0].has(*MODEL):
            rest = sympy.Mul(*(a for a in factors if a != f))
            yield sympy.log(Sum(rest * f.args[0], *e.indices))


def count_for_frequency(s: Statement) -> Iterator[Statement]:
    """n_k for n_k/n: the division by a total left out."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if e.is_Mul:
            for n, a in enumerate(e.args):
                if _total(a):
                    yield e.func(*e.args[:n], *e.args[n + 1 :])

    yield from sides(s, change)


def _total(a: Any) -> bool:
    """1/|X|, 1/n for a plain quantity n, 1/Σ…"""
    if a.is_Pow and a.exp.is_Integer and a.exp < 0:
        return isinstance(a.base, Cardinality)
    if not isinstance(a, Inverse):
        return False
    base = a.args[0].unfold() if isinstance(a.args[0], Measure) else a.args[0]
    return isinstance(base, Sum) or (isinstance(base, QuantityValue) and not base.at)


def hypothesis_dropped(s: Statement) -> Iterator[Statement]:
    """One of the hypotheses left out."""
    for n, _ in enumerate(s.given):
        yield replace(s, given=(*s.given[:n], *s.given[n + 1 :]))


# ---------------------------------------------------------------- equality conditions


def condition_weakened(s: Statement) -> Iterator[Statement]:
    """A condition left out, asked for on average, or only where it is multiplied by something."""
    for n, c in enumerate(s.conditions):
        rest = (*s.conditions[:n], *s.conditions[n + 1 :])
        if rest:
            yield replace(s, conditions=rest)
        letters = sorted(c.lhs.free_symbols | c.rhs.free_symbols, key=str)
        if letters:
            summed = Relation(Sum(c.lhs, *letters), "=", Sum(c.rhs, *letters))
            yield replace(s, conditions=(*rest, summed))
            one = next(iter(sorted(_leaves(c.lhs) | _leaves(c.rhs), key=str)), None)
            if one is not None:
                times = Relation(one * c.lhs, "=", one * c.rhs)
                yield replace(s, conditions=(*rest, times))


def condition_strengthened(s: Statement) -> Iterator[Statement]:
    """A law asked to be uniform, or to be a point mass, as well."""
    for law in sorted(
        {x.law for e in s.expressions() for x in _leaves(e) if isinstance(x, LawValue)}, key=str
    ):
        value = law(*law.variables_and_inputs())
        size = sympy.Mul(*(1 if v.is_space else v.size for v in law.outputs))
        for further in (Relation(value, "=", 1 / size), Relation(value**2, "=", value)):
            yield replace(s, conditions=(*s.conditions, further))


RELATIONS: dict[str, Operator] = {
    "sign": sign,
    "direction of the relation": direction,
    "= for ≤": equality_for_inequality,
    "< for ≤": strict_for_weak,
    "p and q exchanged": laws_exchanged,
    "an index exchanged": index_exchanged,
    "an event exchanged": event_exchanged,
    "a marginal for a conditional": marginal_for_conditional,
    "a conditioning dropped": conditioning_dropped,
    "a factor dropped": factor_dropped,
    "a factor doubled": factor_doubled,
    "the base of a log": log_base,
    "± a small constant": small_constant,
    "log of sum for sum of logs": log_of_sum,
    "n_k for n_k/n": count_for_frequency,
    "a hypothesis dropped": hypothesis_dropped,
    **operations.MISTAKES,
    **densities.MISTAKES,
}
CONDITIONS: dict[str, Operator] = {
    "an equality condition weakened": condition_weakened,
    "an equality condition strengthened": condition_strengthened,
}


def mutants(s: Statement, operator: Operator) -> list[Statement]:
    """All the operator's mutants that are statements of the language and not the same one."""
    out: list[Statement] = []
    try:
        for m in operator(s):
            unusual = (sympy.zoo, sympy.nan, sympy.oo, sympy.I)
            strange = any(e.has(*unusual) or not has_slopes(e) for e in m.expressions())
            if m != s and m not in out and not strange:
                out.append(m)
    except (DeriveError, TypeError, ValueError):
        pass
    return out
