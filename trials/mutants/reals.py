"""Where points are numbers: normal laws, and coordinates in formulas.

A space is ℝ then, a letter over it stands for the variable itself, and values are `Curve`s in it. A
density of which the statement says nothing is taken to be a normal law as well, whose mean and
variance are drawn: what is false for some of these is false.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from derive.language.alphabets import Alphabet
from derive.language.expressions import Sum
from derive.language.families import Family, Normal
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.names import DeriveError
from derive.language.quantities import Quantity, QuantityValue
from derive.language.relations import Dominated, Relation
from derive.language.vectors import MultivariateNormal
from derive.numeric import normal
from derive.numeric.cells import Widths
from derive.numeric.problem import Problem, problem
from trials.mutants import curves, numbers
from trials.mutants.arithmetic import Exact, Floats, Letters, satisfied, scopes
from trials.mutants.curves import Curve
from trials.mutants.evaluate import OPENED, value
from trials.mutants.numbers import Unknown

_FREE = "the point "  # the attack's name of a point that is free


def on_reals(expressions: Iterable[Any]) -> bool:
    """Whether a normal law or the coordinate of a point stands in one of them."""
    return any(map(_is_real, expressions))


def _is_real(e: Any) -> bool:
    while isinstance(e, OPENED):
        e = e.unfold()
    if isinstance(e, LawValue):
        return isinstance(e.law, Family)
    if isinstance(e, Alphabet):
        return e.is_space
    if isinstance(e, ConditionalValue):
        return _is_real(e.joint)
    if isinstance(e, Sum):
        return _is_real(e.body)
    return not isinstance(e, QuantityValue) and any(map(_is_real, e.args))


class _Reals:
    """What is done with curves, over one of the two arithmetics."""

    on_reals = True

    def _by(self: Any, name: str, v: Any, *rest: Any) -> Any:
        if isinstance(v, Curve):
            return curves.number(getattr(curves, name)(v, *rest, self), self)
        return getattr(super(), name)(v, *rest)

    def log(self, v: Any) -> Any:
        return self._by("log", v)

    def exp(self, v: Any) -> Any:
        return self._by("exp", v)

    def inverse(self, v: Any) -> Any:
        return self._by("inverse", v)

    def power(self, v: Any, n: int) -> Any:
        return self._by("power", v, n)

    def sign(self: Any, v: Any) -> Any:
        return curves.sign(v, self) if isinstance(v, Curve) else super().sign(v)

    def integral(self: Any, indices: Any, letters: Letters, inner: Any) -> Any:
        finite = [i for i in indices if not i.is_space]
        points = [i for i in indices if i.is_space]
        total = self.const(Fraction(0))
        for scope in scopes(finite, self.sizes, {**letters, **dict.fromkeys(points, 0)}):
            total = total + inner(self, scope)
        for x in points:
            total = curves.integral(total, x, self)
        return total

    def coordinate(self, i: Any, letters: Letters) -> Any:
        return curves.variable(i)

    def density(self: Any, e: Any, letters: Letters) -> Any:
        law, where = e.law, dict(e.at)
        if isinstance(law, Normal):
            _, x, mean, variance = law.at(e)
            sides = (value(mean, self, letters), value(variance, self, letters))
            return curves.normal(curves.variable(x), *sides, self)
        if isinstance(law, MultivariateNormal):
            _, points, means, rows = law.at(e)
            means = [value(m, self, letters) for m in means]
            rows = [[value(v, self, letters) for v in row] for row in rows]
        elif isinstance(law, Family) or law.inputs:
            raise Unknown
        else:
            chosen = [k for k, v in enumerate(law.outputs) if v.name in where]
            points = [where[law.outputs[k].name] for k in chosen]
            means, rows = self._stand_in(law, chosen)
        at = [curves.variable(x) for x in points]
        return curves.normal_of_several(at, means, rows, self)

    def _stand_in(self: Any, law: Law, chosen: list[int]) -> tuple[Any, Any]:
        """Means and covariances of the normal law that a density is taken to be.

        Raises:
            Unknown: of more than two numbers.
        """
        if len(law.outputs) > 2:
            raise Unknown
        drawn = [self.named(name) for name, _ in _parameters(law)]
        if len(law.outputs) == 1:
            return drawn[:1], [drawn[1:]]
        *means, a, left, slope = drawn
        rows = [[a, slope * a], [slope * a, left + slope * slope * a]]
        return [means[k] for k in chosen], [[rows[k][j] for j in chosen] for k in chosen]

    def named(self: Any, name: str) -> Any:
        """The value of a quantity without letters, by its name."""
        for q, table in self.tables.items():
            if isinstance(q, Quantity) and q.name == name:
                return self.at(table, ())
        raise Unknown

    def _values(self: Any, gap: Curve) -> Any:
        try:
            further = {x: self.named(f"{_FREE}{x.name}") for x in gap.variables}
        except Unknown:
            further = None
        return curves.values(gap, self, further)


class RealExact(_Reals, Exact):
    """One model: μ, v and what else is drawn, exactly."""

    def apart(self, v: Any) -> Any:
        return not curves.vanishes(v, self) if isinstance(v, Curve) else super().apart(v)

    def positive(self, v: Any) -> None:
        if self.sign(v) <= 0:
            raise Unknown

    def meets(self, rel: str, gap: Any) -> bool:
        """For almost every point.

        Raises:
            Unknown: where it holds at some points, which says nothing of all.
        """
        if not isinstance(gap, Curve):
            return super().meets(rel, gap)
        if rel in ("=", "!="):
            return curves.vanishes(gap, self) == (rel == "=")
        for v in self._values(gap):
            s = self.sign(v)
            if s != 0 and not satisfied(rel, s):  # so near by too, by continuity
                return False
        raise Unknown


class RealFloats(_Reals, Floats):
    """Many models."""

    def apart(self, v: Any) -> Any:
        """At one of the points looked at."""
        if not isinstance(v, Curve):
            return super().apart(v)
        at = [super(RealFloats, self).apart(w) for w in self._values(v)]
        return np.logical_or.reduce(np.broadcast_arrays(*at))

    def positive(self, v: Any) -> None:
        """What is not > 0 gives no number, and points at nothing."""

    def flat(self, v: Any, rel: str = "=") -> np.ndarray:
        if not isinstance(v, Curve):
            return super().flat(v)
        found = np.stack([super(RealFloats, self).flat(w) for w in self._values(v)])
        if rel in ("<", "<="):
            return np.asarray(np.nanmax(found, axis=0))
        if rel in (">", ">="):
            return np.asarray(np.nanmin(found, axis=0))
        return np.asarray(np.take_along_axis(found, abs(found).argmax(axis=0)[None], 0)[0])


# ---------------------------------------------------------------- what is drawn


def real_problem(expressions: Iterable[Any], given: Iterable[Any]) -> tuple[Problem, Problem]:
    """What is drawn: of the laws over spaces, means and variances; with the hypotheses as the
    attack evaluates them, which know how to be met, and with those that are to be checked."""
    everything, given = tuple(expressions), tuple(given)
    whole = problem(everything, given)
    closed = [h for h in map(_closed, given) if h is not None]
    sides = [s for e in everything if (s := _closed(Relation(e, "=", 0))) is not None]
    inside = [e for law in whole.laws if isinstance(law, Family) for e in law.parameters]
    evaluated = problem((*(e for s in sides for e in s.expressions()), *inside), closed)
    laws = [law for law in whole.laws if not any(v.is_space for v in law.variables_and_inputs())]
    free = [law for law in whole.laws if law not in laws and not isinstance(law, Family)]
    found = {q.name: q for q in evaluated.quantities}
    found |= {q.name: q for q in whole.quantities if not isinstance(q, Widths)}
    for name, sign in (pair for law in free for pair in _parameters(law)):
        found.setdefault(name, _named(name, sign))
    drawn = replace(evaluated, laws=tuple(laws), quantities=tuple(found.values()))
    spaces = {v.alphabet for law in whole.laws for v in law.variables_and_inputs() if v.is_space}
    points = {i for e in everything for i in e.atoms(Alphabet) if i.is_space}
    sizes = dict(evaluated.sizes) | dict.fromkeys(spaces | {i.alphabet for i in points}, 1)
    stated = replace(drawn, hypotheses=given, sizes=tuple(sorted(sizes.items())))
    return drawn, stated


def _parameters(law: Law) -> tuple[tuple[str, str], ...]:
    """Of the normal law that a density is taken to be: names, as the attack has them, and signs.
    Of two numbers the second has a slope in the first and a variance that is left."""
    if len(law.outputs) == 1:
        return (f"mean of {law.name}", "real"), (f"variance of {law.name}", "pos")
    if len(law.outputs) > 2:
        return ()
    of = [f"of {x.name} under {law.name}" for x in law.outputs]
    means, variances = (
        [(f"{what} {which}", sign) for which in of]
        for what, sign in (("mean", "real"), ("variance", "pos"))
    )
    return (*means, *variances, (f"slope of {law.name}", "real"))


def _named(name: str, sign: Any) -> Quantity:
    made: Quantity = Quantity("m", sign=sign)
    made.name = name
    return made


def _closed(h: Any) -> Relation | Dominated | None:
    try:
        return normal.without_integrals(h)
    except DeriveError:
        return None


def completed(stated: Problem, sizes: dict[str, int], tables: dict[Any, np.ndarray]) -> RealExact:
    """A model in which what a counterexample does not mention is 1."""
    sizes = {**dict.fromkeys(stated.alphabets, 1), **dict(stated.sizes), **sizes}
    named = {q.name: t for q, t in tables.items() if isinstance(q, Quantity)}
    out = dict(tables)
    for q in stated.quantities:
        table = np.empty(tuple(sizes[i.alphabet] for i in q.over), dtype=object)
        table[...] = numbers.ONE
        out[q] = named.get(q.name, table)
    return RealExact(sizes, out)
