"""Mistakes with |·|, max and min, roots, counting, events, definitions and derivatives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import sympy

from derive.language.alphabets import Delta, Given, Letter
from derive.language.definitions import DefinedLaw, DefinedLawValue, DefinedValue, Definition, Let
from derive.language.derivatives import Partial
from derive.language.events import AtEvent, Event
from derive.language.expressions import Inverse, Sum
from derive.language.laws import LawValue, RandomVariable
from derive.language.measures import H, I
from derive.language.names import DeriveError
from derive.language.operations import (
    Abs,
    Extremum,
    Max,
    MaxOver,
    Min,
    MinOver,
    OverLetters,
    Power,
    binomial,
    factorial,
)
from derive.language.quantities import QuantityValue
from derive.language.relations import Dominated, Relation, Structure
from derive.language.subsets import Member
from trials.mutants.changes import sides
from trials.mutants.judge import Statement

_OTHER = {Max: Min, Min: Max, MaxOver: MinOver, MinOver: MaxOver}


def modulus_dropped(s: Statement) -> Iterator[Statement]:
    """a for |a|, |a| + |b| for |a + b| and the other way round."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if isinstance(e, Abs):
            (a,) = e.args
            yield a
            yield -a
            if a.is_Add:
                yield sympy.Add(*map(Abs, a.args))
        if isinstance(e, Sum) and isinstance(e.body, Abs):
            yield Abs(Sum(e.body.args[0], *e.indices))

    yield from sides(s, change)


def extremum_changed(s: Statement) -> Iterator[Statement]:
    """max for min, a sum for a maximum and the other way round, one of several left out, max and Σ
    in the other order."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if isinstance(e, (Extremum, OverLetters)):
            yield _OTHER[type(e)](*e.args)
        if isinstance(e, Extremum):
            yield sympy.Add(*e.args)
            for n, _ in enumerate(e.args):
                yield e.func(*e.args[:n], *e.args[n + 1 :])
        if isinstance(e, OverLetters):
            yield Sum(e.body, *e.indices)
            if isinstance(e.body, Sum):
                yield Sum(e.func(e.body.body, *e.indices), *e.body.indices)
        if isinstance(e, Sum):
            yield MaxOver(e.body, *e.indices)
            if isinstance(e.body, OverLetters):
                yield e.body.func(Sum(e.body.body, *e.indices), *e.body.indices)

    yield from sides(s, change)


def root_changed(s: Statement) -> Iterator[Statement]:
    """A root dropped, a root of a sum split or put together, another exponent."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if isinstance(e, Power):
            base, r = e.args
            yield base
            yield from (Power(base, r + 1), Power(base, r / 2), Power(base, 1 / r))
            if base.is_Add:
                yield sympy.Add(*(Power(a, r) for a in base.args))
            if isinstance(base, Sum):
                yield Sum(Power(base.body, r), *base.indices)
        if isinstance(e, Sum) and isinstance(e.body, Power):
            yield Power(Sum(e.body.base, *e.indices), e.body.exponent)
        if e.is_Pow and e.exp.is_Integer and e.exp > 1 and not e.base.is_number:
            yield from (e.base ** (e.exp + 1), e.base ** (e.exp - 1))
            if e.base.is_Add:
                yield sympy.Add(*(a**e.exp for a in e.base.args))

    yield from sides(s, change)


def miscounted(s: Statement) -> Iterator[Statement]:
    """n! for (n + 1)!, C(n, k) for C(n, k + 1) or C(n + 1, k), n! for its square."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if isinstance(e, factorial):
            yield from (factorial(e.args[0] + 1), e**2)
        if isinstance(e, binomial):
            n, k = e.args
            yield from (binomial(n, k + 1), binomial(n + 1, k), binomial(n, 2 * k))

    yield from sides(s, change)


def complement_taken(s: Statement) -> Iterator[Statement]:
    """1 − P(A) for P(A), not for A; = for ≠; what is in A for what is not."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if isinstance(e, AtEvent) and str(e.args[0]) == "P":
            yield 1 - e
        if isinstance(e, Delta):
            yield 1 - e
        if isinstance(e, Member):
            yield 1 - e

    yield from sides(s, change)


def letter_exchanged(s: Statement) -> Iterator[Statement]:
    """A letter with a name taken for another of its alphabet, in a value, a delta or an event."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if isinstance(e, LawValue):
            at = e.at
            for n, (var, i) in enumerate(at):
                for j in _others(i):
                    yield LawValue(e.law, (*at[:n], (var, j), *at[n + 1 :]))
        if isinstance(e, QuantityValue):
            for n, i in enumerate(e.at):
                for j in _others(i):
                    yield QuantityValue(e.quantity, (*e.at[:n], j, *e.at[n + 1 :]))
        if isinstance(e, (Delta, AtEvent)):
            named = sorted(e.atoms(Letter), key=str)
            for i in named:
                for j in _others(i):
                    yield e.xreplace({i: j})

    yield from sides(s, change)


def _others(i: Any) -> list[Any]:
    return [j for j in i.of.letters if j != i] if isinstance(i, Letter) else []


def condition_dropped(s: Statement) -> Iterator[Statement]:
    """H(X) for H(X|Y=y), P(A) for P(A|B): what is known left out."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if isinstance(e, AtEvent) and isinstance(e.args[5], Event):
            head, law, groups, bar, event, _, base = e.args
            yield AtEvent(head, law, groups, bar, event, sympy.Integer(0), base)
        if isinstance(e, AtEvent) and str(e.args[0]) != "P":
            yield _without_event(e)

    yield from sides(s, change)


def _without_event(e: Any) -> Any:
    """H(X|Z) for H(X|Y=y,Z), I(X;Y) for I(X;Y|A)."""
    head, law, groups, bar, _, _, base = e.args
    taken = [tuple(RandomVariable(law, str(v)) for v in g) for g in (*groups, bar)]
    *left, right = taken
    if right:
        left[-1] = Given(left[-1], right[0])
    args = [*left, *right[1:]]
    if str(head) == "I":
        return I(*args, base=int(base) or None)
    first = args[0]
    named = first if isinstance(first, tuple) else (first,)
    return H(*named, *args[1:], base=int(base) or None)


def definition_changed(s: Statement) -> Iterator[Statement]:
    """In what is defined a factor left out: the normaliser of a law, the sum of a partition."""
    found = sorted({d for e in s.expressions() for d in defined(e)}, key=str)
    for d in found:
        for body in _with_less(d.body):
            try:
                other = _defined_as(d, body)
            except DeriveError:
                continue
            r = s.relation
            lhs, rhs = (_put(e, d, other) for e in r.expressions())
            yield replace(s, relation=Relation(lhs, r.rel, rhs))


def defined(e: Any) -> Iterator[Any]:
    """The definitions in an expression, in measures and definitions too."""
    if isinstance(e, (Definition, DefinedLaw)):
        yield e
        yield from defined(e.body)
    for a in e.args:
        yield from defined(a)


def _with_less(body: Any) -> Iterator[Any]:
    if body.is_Mul:
        places = range(len(body.args))
        for n in sorted(places, key=lambda n: not isinstance(body.args[n], Inverse)):
            yield body.func(*body.args[:n], *body.args[n + 1 :])
    if body.is_Add:
        for n, _ in enumerate(body.args):
            yield body.func(*body.args[:n], *body.args[n + 1 :])
    if isinstance(body, Sum):
        for inner in _with_less(body.body):
            yield Sum(inner, *body.indices)


def _defined_as(d: Any, body: Any) -> Any:
    """Under a name of its own: a name has one meaning in a derivation."""
    name = d.name + "'"
    if isinstance(d, Definition):
        return Let(name, body, *d.over) if d.over else Definition(name, body)
    return DefinedLaw(name, *d.outputs, value=body, given=d.inputs)


def _put(e: Any, old: Any, new: Any) -> Any:
    if isinstance(e, DefinedValue) and e.definition == old:
        return new(*e.at)
    if isinstance(e, DefinedLawValue) and e.law == old:
        return DefinedLawValue(new, e.at, e.given)
    if hasattr(e, "unfold"):
        inner = e.unfold()
        changed = _put(inner, old, new)
        return e if changed == inner else changed
    if not e.args or isinstance(e, (LawValue, QuantityValue)):
        return e
    args = tuple(_put(a, old, new) if isinstance(a, sympy.Expr) else a for a in e.args)
    return e if args == e.args else e.func(*args)


def strict_weakened(s: Statement) -> Iterator[Statement]:
    """≥ for > in a hypothesis, and an equation for an inequality's strictness left out."""
    weaker = {"<": "<=", ">": ">="}
    for n, h in enumerate(s.given):
        if isinstance(h, Relation) and not isinstance(h, Structure) and h.rel in weaker:
            loose = Relation(h.lhs, weaker[h.rel], h.rhs)
            yield replace(s, given=(*s.given[:n], loose, *s.given[n + 1 :]))
        if isinstance(h, Dominated) and h.premise == 1:
            loose = Relation(h.conclusion, ">=", sympy.Integer(0))
            yield replace(s, given=(*s.given[:n], loose, *s.given[n + 1 :]))


def base_changed(s: Statement) -> Iterator[Statement]:
    """A free base left out of one logarithm, or put where it does not belong."""
    bases = {b for e in s.expressions() for b in _bases(_opened(e))}

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if _below(e) in bases:
            yield sympy.Integer(1)
            yield 1 / sympy.log(2)
        if isinstance(e, sympy.log) and e not in bases and e.args[0].free_symbols:
            for b in sorted(bases, key=str):
                yield e / b

    yield from sides(s, change)


def _below(e: Any) -> Any:
    """a for 1/a."""
    quotient = isinstance(e, Inverse) or (e.is_Pow and e.args[1] == -1)
    return e.args[0] if quotient else None


def _bases(e: Any) -> Iterator[Any]:
    """ln b for each base b that is a quantity."""
    for i in e.atoms(Inverse, sympy.Pow):
        b = _below(i)
        if isinstance(b, sympy.log) and isinstance(b.args[0], QuantityValue):
            yield b


def _opened(e: Any) -> Any:
    return e.replace(lambda x: hasattr(x, "unfold"), lambda x: _opened(x.unfold()))


def derivative_changed(s: Statement) -> Iterator[Statement]:
    """A derivative's sign, a factor of it, what is differentiated for its derivative."""

    def change(e: Any, scope: Any) -> Iterator[Any]:
        if not isinstance(e, Partial):
            return
        yield from (-e, 2 * e, e.f, e * e.f)
        for j in scope:
            for n, i in enumerate(e.wrt.at):
                if j != i and getattr(j, "alphabet", None) == i.alphabet:
                    at = (*e.wrt.at[:n], j, *e.wrt.at[n + 1 :])
                    yield Partial(e.f, QuantityValue(e.wrt.quantity, at))
        if isinstance(e.f, sympy.log):
            yield Partial(e.f.args[0], e.wrt)
        if e.f.is_Mul:
            yield sympy.Mul(*(Partial(a, e.wrt) for a in e.f.args))

    yield from sides(s, change)


MISTAKES: dict[str, Callable[[Statement], Iterator[Statement]]] = {
    "an |·| dropped": modulus_dropped,
    "max, min and sum": extremum_changed,
    "a root or exponent": root_changed,
    "n! and C(n,k)": miscounted,
    "a complement": complement_taken,
    "a named letter exchanged": letter_exchanged,
    "what is known dropped": condition_dropped,
    "a definition changed": definition_changed,
    "≥ for > in a hypothesis": strict_weakened,
    "a free base": base_changed,
    "a derivative": derivative_changed,
}
