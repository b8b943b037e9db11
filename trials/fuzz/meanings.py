"""What the fresh things of a translation are at a point, from the meaning of |·|, max, n! alone.

A selector is 1 where its number is > 0, 0 where it is < 0, and either where it is 0; the law of a
maximum has all its mass where the number is largest; n! is n!. The hypotheses that the translation
makes of them decide nothing here: they are among what is judged.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from derive.kernel import terms as t
from derive.kernel.terms import Context
from derive.language.quantities import NaturalQuantity
from derive.translate import Translator
from derive.translate.fresh import PI
from trials.fuzz import numbers as x
from trials.fuzz.meeting import met
from trials.fuzz.points import Point, rows
from trials.fuzz.values import Values, places

_PI = Fraction(31415926535895, 10**13)  # one of those numbers that π may be for the kernel
_COUNTED = 60
Put = Callable[[Point, random.Random], None]


class Unmet(Exception):
    """There is no value here: a point at which nothing can be said."""


class Meanings:
    """Follows a translator, and knows what each fresh name was made for."""

    def __init__(self, translator: Translator) -> None:
        self.translator = translator
        self.made: dict[str, Put] = {}
        self.arguments: list[t.Term] = []  # what they are made of, needed at a point
        fresh: Any = translator.fresh
        for kind in ("selector", "largest", "factorial", "over_factorial", "ceiling"):
            setattr(fresh, kind, self._followed(kind, getattr(fresh, kind)))

    def _followed(self, kind: str, make: Callable[..., t.Term]) -> Callable[..., t.Term]:
        def followed(of: t.Term, *rest: Any) -> t.Term:
            made = make(of, *rest)
            self._remember(kind, of, made)
            return made

        return followed

    def _remember(self, kind: str, of: t.Term, made: t.Term) -> None:
        self.arguments.append(of)
        if kind == "largest":
            _, (chosen, f) = made.indices, made.body.factors  # type: ignore[union-attr]
            self.made.setdefault(chosen.law, lambda point, rng: _largest(point, rng, chosen, f))
            return
        if kind == "ceiling":
            slack = made.terms[2].factors[1]  # type: ignore[union-attr]
            self.made.setdefault(slack.name, lambda point, rng: _slack(point, slack, of))
            return
        value, turned = made, False
        if isinstance(made, t.Add):  # 1 − s
            value, turned = made.terms[1].factors[1], True  # type: ignore[union-attr]
        if not isinstance(value, t.Quantity):
            return
        own = value
        if kind == "selector":
            self.made.setdefault(own.name, lambda point, rng: _sign(point, rng, own, of, turned))
        else:
            self.made.setdefault(own.name, lambda point, rng: _count(point, own, of, kind))

    def project(self, point: Point, rng: random.Random) -> None:
        """Give the fresh things their values, in the order in which they were made."""
        if PI in point.quantities:
            point.quantities[PI] = {(): _PI}
        for name, quantity in self.translator.quantities.items():
            if isinstance(quantity, NaturalQuantity) and name in point.quantities:
                table = point.quantities[name]
                point.quantities[name] = {at: Fraction(rng.randrange(6)) for at in table}
        for name, put in self.made.items():
            if name in point.laws or name in point.quantities:
                put(point, rng)
                point.changed()

    def blank(self, point: Point) -> None:
        """Tables for fresh things that a model of the language does not have."""
        context = point.context
        for name, decl in context.quantities.items():
            if name not in point.quantities and (name in self.made or name == PI):
                every = rows(point, decl.alphabets)
                point.quantities[name] = {at: Fraction(1) for at in every}
        for name in self.made:
            if name in context.laws and name not in point.laws:
                sides = (*context.laws[name].outputs, *context.laws[name].inputs)
                every = rows(point, (a for _, a in sides))
                point.laws[name] = {at: Fraction(0) for at in every}

    def without(self, context: Context) -> Context:
        """The context without what is told of fresh things."""
        fresh = {s.name for s in self.translator.fresh.supports}
        return Context(
            context.laws,
            context.quantities,
            tuple(s for s in context.supports if s.name not in fresh),
            tuple(h for h in context.hypotheses if h.name not in self.translator.meaning),
        )

    def told_falsely(self, point: Point) -> bool:
        """Whether all hypotheses of the user hold at a point, and not all that is told besides.

        Raises:
            Undecided: a sign is beyond reach.
        """
        bare = Point(self.without(point.context), point.sizes, point.laws, point.quantities)
        return met(bare) and not met(point)


def _sign(point: Point, rng: random.Random, own: t.Quantity, of: t.Term, turned: bool) -> None:
    values, table = Values(point), point.quantities[own.name]
    for env in places(frozenset(own.at), point):
        sign = x.sign(_value(values, of, env))
        first = sign > 0 if sign else rng.random() < 0.5
        table[tuple(env[i] for i in own.at)] = Fraction(first != turned)


def _largest(point: Point, rng: random.Random, chosen: t.LawTerm, f: t.Term) -> None:
    values, table = Values(point), point.laws[chosen.law]
    bound = [i for v, i in chosen.at if v.startswith("out")]
    free = [i for v, i in chosen.at if v.startswith("in")]
    decl = point.context.laws[chosen.law]
    at = dict(chosen.at)
    order = [at[v] for v, _ in (*decl.outputs, *decl.inputs)]
    for outer in places(frozenset(free), point):
        best: list[dict[t.Index, int]] = []
        for inner in places(frozenset(bound), point):
            env = {**outer, **inner}
            gap = x.sign(x.minus(_value(values, f, env), _value(values, f, best[0]))) if best else 1
            if gap > 0:
                best = [env]
            elif not gap:
                best.append(env)
        one = rng.choice(best)
        for inner in places(frozenset(bound), point):
            env = {**outer, **inner}
            table[tuple(env[i] for i in order)] = Fraction(env == one)


def _slack(point: Point, own: t.Quantity, of: t.Term) -> None:
    values, table = Values(point), point.quantities[own.name]
    for env in places(frozenset(own.at), point):
        value = _value(values, of, env)
        if not isinstance(value, Fraction):
            raise Unmet
        table[tuple(env[i] for i in own.at)] = value + 1 - math.ceil(value)


def _count(point: Point, own: t.Quantity, of: t.Term, kind: str) -> None:
    values, table = Values(point), point.quantities[own.name]
    for env in places(frozenset(own.at), point):
        n = _value(values, of, env)
        if not isinstance(n, Fraction) or n.denominator != 1 or abs(n) > _COUNTED:
            raise Unmet
        if kind == "factorial":
            if n < 0:
                raise Unmet
            made = Fraction(math.factorial(int(n)))
        else:
            made = Fraction(1, math.factorial(int(n))) if n >= 0 else Fraction(0)
        table[tuple(env[i] for i in own.at)] = made


def _value(values: Values, of: t.Term, env: Any) -> x.Number:
    found = values.at(of, env)
    if found is None:
        raise Unmet
    return found
