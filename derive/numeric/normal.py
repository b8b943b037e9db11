"""Statements about normal laws, without integrals: what the attack evaluates.

Integrals of normal densities times polynomials in points, and times logarithms of such densities,
are done (`squares`), and a free point x is a real number. A density on ℝ of which nothing is said
but by hypotheses is taken to be normal too: what is refuted for these is refuted.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal

import sympy
from sympy import Expr, Integer, exp

from derive.language.alphabets import Alphabet
from derive.language.expressions import Inverse, Sum
from derive.language.families import Normal
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.names import DeriveError
from derive.language.quantities import Quantity
from derive.language.relations import Dominated, Relation
from derive.language.vectors import MultivariateNormal
from derive.numeric.nodes import DEFINED, log_of_product, opened, unfolded
from derive.numeric.squares import Factors, integrated, over
from derive.numeric.squares import Normal as Density
from derive.numeric.standing import point, points_in
from derive.numeric.vectors import one_by_one

Hypothesis = Relation | Dominated


def has_points_as_numbers(things: Sequence[Hypothesis]) -> bool:
    """Whether a normal law occurs, or the coordinate of a point."""
    return any(_needs(e) for h in things for e in h.expressions())


def _needs(e: Any) -> bool:
    if isinstance(e, LawValue):
        return isinstance(e.law, (Normal, MultivariateNormal))
    if isinstance(e, ConditionalValue):
        return False
    if isinstance(e, Alphabet):
        return e.is_space
    if isinstance(e, Sum):
        return _needs(e.body)
    if isinstance(e, DEFINED):
        return _needs(unfolded(e))
    return isinstance(e, Expr) and not hasattr(e, "quantity") and any(map(_needs, e.args))


def without_integrals(h: Hypothesis, conditions: list[Relation] | None = None) -> Hypothesis:
    """The same relation for normal laws, evaluated as far as these go.

    conditions: to which those are added under which its integrals converge.

    Raises:
        DeriveError: for an integral that is none of these.
    """
    if isinstance(h, Dominated):
        return Dominated(Integer(1), Integer(1)) if _on_points(h) else h
    (lhs, one), (rhs, other) = map(_closed, h.expressions())
    if conditions is not None:
        conditions += [*one, *other]
    return Relation(lhs, h.rel, rhs, h.name)


@lru_cache(maxsize=1024)
def _closed(e: Expr) -> tuple[Expr, tuple[Relation, ...]]:
    """A side, which other lines and every hypothesis of a line have too, and its conditions."""
    integrals = _Integrals([])
    return integrals.closed(e), tuple(integrals.conditions)


def everywhere(h: Hypothesis, conditions: list[Relation]) -> tuple[Hypothesis, ...]:
    """What is to hold at all points, without them: equations between polynomials in these by their
    coefficients, between densities by means and variances.

    Raises:
        DeriveError: for what is none of these.
    """
    made = without_integrals(h, conditions)
    where = {v: sympy.Dummy() for e in made.expressions() for v in points_in(e)}
    if not where or isinstance(made, Dominated):
        return (made,)
    gaps = [made.lhs - made.rhs]
    if isinstance(h, Relation) and h.rel == "=":
        both = [[*_normal(opened(e))] for e in h.expressions() if _is_density(opened(e))]
        if len(both) == 2 and len(both[0]) == len(both[1]):
            pairs = zip(*both, strict=True)
            gaps = [a - b for one, other in pairs for a, b in zip(one[1:], other[1:], strict=True)]
    closed = [opened(_Integrals(conditions).closed(gap)) for gap in gaps]
    polynomials = [sympy.expand(gap).xreplace(where) for gap in closed]
    if made.rel != "=" or not all(p.is_polynomial(*where.values()) for p in polynomials):
        raise DeriveError(f"{h}: at all points it is not evaluated.")
    back = {dummy: v for v, dummy in where.items()}
    found = (c for p in polynomials for c in sympy.Poly(p, *where.values()).coeffs())
    return tuple(Relation(c.xreplace(back), "=", Integer(0)) for c in found)


def _is_density(e: Any) -> bool:
    return isinstance(e, LawValue) and any(v.is_space for v in e.law.outputs)


def _on_points(h: Dominated) -> bool:
    """Normal densities are > 0, so that p ≪ q holds."""
    sides = (h.premise, h.conclusion)
    good = all(isinstance(e, LawValue) or e == 1 for e in sides)
    if good and all(e == 1 or e.law.outputs[0].is_space for e in sides):
        return True
    raise DeriveError(f"{h}: it cannot be evaluated for normal laws.")


class _Integrals:
    """conditions: under which those met converge."""

    def __init__(self, conditions: list[Relation]) -> None:
        self.conditions = conditions

    def closed(self, e: Any) -> Any:
        e = opened(e)
        if isinstance(e, Sum):
            points = [i for i in e.indices if i.is_space]
            rest = [i for i in e.indices if not i.is_space]
            body = self._over(self._expanded(e.body), points) if points else e.body
            body = self.closed(body)
            return Sum(body, *rest) if rest else body
        if isinstance(e, LawValue) and any(v.is_space for v in e.law.outputs):
            return self.closed(exp(_log_density(e)))
        if isinstance(e, Alphabet) and e.is_space:
            return point(e)
        if isinstance(e, (LawValue, ConditionalValue)) or hasattr(e, "quantity") or not e.args:
            return e
        return e.func(*map(self.closed, e.args))

    def _over(self, body: Any, points: Sequence[Alphabet]) -> Expr:
        return integrated(body, points, _normal, self.conditions)

    def _expanded(self, e: Any) -> Any:
        """An integrand with measures unfolded, and integrals closed but where they are factors."""
        e = opened(e)
        if isinstance(e, (LawValue, ConditionalValue, Alphabet)) or hasattr(e, "quantity"):
            return e
        if isinstance(e, Sum):
            return Sum(self._expanded(e.body), *e.indices)
        if isinstance(e, sympy.log):
            return _log(self._shut(e.args[0]))
        if isinstance(e, Inverse):
            return _inverse(self._shut(e.args[0]))
        if isinstance(e, (sympy.Add, sympy.Mul, sympy.Pow)):
            return e.func(*map(self._expanded, e.args))
        return e.func(*map(self._shut, e.args)) if e.args else e

    def _shut(self, e: Any) -> Any:
        """The same, with all integrals closed."""
        return self._factors_closed(self._expanded(e))

    def _factors_closed(self, e: Any) -> Any:
        if isinstance(e, Sum) and any(i.is_space for i in e.indices):
            return self._over(e, ())
        if isinstance(e, (sympy.Add, sympy.Mul, sympy.Pow)):
            return e.func(*map(self._factors_closed, e.args))
        return e


def _inverse(base: Any) -> Expr:
    """1/base, for a product of densities and of what else there is."""
    if isinstance(base, sympy.Mul):
        return sympy.Mul(*map(_inverse, base.args))
    if isinstance(base, sympy.Pow) and base.exp.is_Integer and base.exp > 0:
        return _inverse(base.base) ** base.exp
    exponent = _log_of(base)
    return over(base) if exponent is None else exp(-exponent)


def _log(arg: Any) -> Expr:
    """ln of a product of densities and of what else there is."""
    return log_of_product(arg, _log_of)


def _log_of(factor: Expr) -> Expr | None:
    if isinstance(factor, exp):
        exponent: Expr = factor.args[0]
        return exponent
    if isinstance(factor, LawValue) and any(v.is_space for v in factor.law.outputs):
        return _log_density(factor)
    return None


def _log_density(value: LawValue) -> Expr:
    return sympy.Add(*(Density(*each).log for each in _normal(value)))


def _normal(value: LawValue) -> Factors:
    """Normal densities whose product it is."""
    law: Any = value.law
    if not isinstance(law, (Normal, MultivariateNormal)):
        law = _stand_in(law)
        value = LawValue(law, value.at)
    _, *parameters = law.at(value)
    return [tuple(parameters)] if isinstance(law, Normal) else one_by_one(*parameters)


def _stand_in(law: Law) -> Normal | MultivariateNormal:
    """A normal law for a density that may be any."""
    if len(law.outputs) > 2 or law.inputs or not all(x.is_space for x in law.outputs):
        raise DeriveError(f"{law.name}: a density of these letters is not evaluated on ℝ.")
    of = [f" of {x.name} under {law.name}" for x in law.outputs]
    of = of if len(of) > 1 else [f" of {law.name}"]
    means = tuple(_named(f"mean{each}", "real") for each in of)
    variances = [_named(f"variance{each}", "pos") for each in of]
    if len(of) == 1:
        return Normal(law.name, law.outputs[0], *means, *variances)
    a, left = variances  # what is left of the second variance, given the first number
    slope = _named(f"slope of {law.name}", "real")
    rows = ((a, slope * a), (slope * a, left + slope**2 * a))
    return MultivariateNormal(law.name, *law.outputs, mean=means, covariance=rows)


def _named(name: str, sign: Literal["real", "pos"]) -> Expr:
    """A quantity of a name that no user can type."""
    made = Quantity("m", sign=sign)
    made.name = name
    return made()
