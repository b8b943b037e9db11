"""∫ of normal densities times polynomials, over several points: what the attack evaluates.

A point x that one density q(x | …) has as its output, and no other density has, goes by moments,

    ∫ q xᵏ⁺¹ dx = μ·∫ q xᵏ dx + k·v·∫ q xᵏ⁻¹ dx,    μ a polynomial in what is given,

and every other by completing the square: with ln of the product −½Ax² + Bx + C,

    ∫ exp(−½Ax² + Bx + C)·xᵏ dx = exp(C + B²/(2A))·√(2π/A)·E Zᵏ,    Z ∼ N(B/A, 1/A).

Where each point is the output of a density of its own whose inputs are points integrated later, or
free, all other densities are bounded, so that the integrals converge, and their order is free.
Where it is not, they converge if A > 0 at each step: a condition on variances, such as 2t > s for
∫ p²/q with the variances s and t, that a counterexample is then asked to meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sympy
from sympy import Expr, Integer, exp, log

from derive.language.alphabets import Alphabet
from derive.language.expressions import Inverse, Sum
from derive.language.laws import LawValue
from derive.language.names import DeriveError
from derive.language.operations import pi
from derive.language.relations import Relation

HIGHEST = 12  # moment
Factors = Iterable[tuple[Any, Expr, Expr]]  # normal densities: point, mean, variance
Parameters = Callable[[LawValue], Factors]  # of a value, as a product of such


@dataclass(frozen=True)
class Normal:
    """A density of the point, at these parameters."""

    point: Any
    mean: Expr
    variance: Expr

    @property
    def free(self) -> set[Any]:
        return {*self.mean.free_symbols, self.point}

    @property
    def log(self) -> Expr:
        """ln of its value."""
        inner = (self.point - self.mean) ** 2 * over(self.variance)
        return -log(2 * pi * self.variance) / 2 - inner / 2


@dataclass(frozen=True)
class _Term:
    """factor · exp(exponent) · densities, to be summed over letters and integrated over points."""

    factor: Expr
    exponent: Expr
    densities: tuple[Normal, ...]
    letters: tuple[Alphabet, ...] = ()
    points: frozenset[Alphabet] = frozenset()

    @property
    def value(self) -> Expr:
        """Without integrals that are left."""
        made = sympy.Mul(self.factor, exp(self.exponent), *(exp(d.log) for d in self.densities))
        return Sum(made, *self.letters) if self.letters else made


def integrated(
    body: Expr, points: Sequence[Alphabet], of: Parameters, conditions: list[Relation]
) -> Expr:
    """∫ body over the points, term by term, sums and integrals in it opened.

    conditions: to which those are added under which it converges.

    Raises:
        DeriveError: for an integrand that is none of these.
    """
    out = Integer(0)
    for product, indices in _opened(body, tuple(points)):
        term = _term(product, indices, of)
        needed = None if _converges(term) else conditions
        out += sympy.Add(*(each.value for each in _over(term, needed)))
    return out


def over(e: Expr) -> Expr:
    """1/e."""
    return 1 / e if e.is_number else Inverse(e)


def _opened(
    body: Expr, indices: tuple[Alphabet, ...]
) -> Iterator[tuple[Expr, tuple[Alphabet, ...]]]:
    """Products, and what each is summed over: what stands in its factors, too."""
    for product in sympy.Add.make_args(sympy.expand(body)):
        factors = [*sympy.Mul.make_args(product)]
        base = next((f for f in factors if isinstance(_base(f), Sum)), None)
        if base is None:
            yield product, indices
            continue
        factors.remove(base)
        inner, k = _base(base), base.exp if base.is_Pow else Integer(1)
        to = {i: _apart(i, {*indices, *body.atoms(Alphabet)}) for i in inner.indices}
        once = inner.body.xreplace(to)
        yield from _opened(sympy.Mul(*factors, once, inner ** (k - 1)), (*indices, *to.values()))


def _base(factor: Expr) -> Any:
    whole = factor.is_Pow and factor.exp.is_Integer and factor.exp > 0
    return factor.base if whole else factor


def _apart(i: Alphabet, taken: set[Any]) -> Alphabet:
    while i in taken:
        i = i.another(f"{i.name}'")
    return i


def _term(product: Expr, indices: tuple[Alphabet, ...], of: Parameters) -> _Term:
    factors, exponent, densities = [], Integer(0), list[Normal]()
    for factor in sympy.Mul.make_args(product):
        base = _base(factor)
        if isinstance(base, LawValue) and any(v.is_space for v in base.law.outputs):
            own = [Normal(*each) for each in of(base)]
            densities += own * int(factor.exp if factor.is_Pow else 1)
        elif isinstance(factor, exp):
            exponent += factor.args[0]
        else:
            factors.append(factor)
    letters = tuple(i for i in indices if not i.is_space)
    points = frozenset(indices) - {*letters}
    return _Term(sympy.Mul(*factors), exponent, tuple(densities), letters, points)


def _converges(term: _Term) -> bool:
    """Each point from a density of its own, the first ones from no point that comes later."""
    left, rest = {*term.points}, [*term.densities]
    while left:
        found = next((d for d in rest if d.point in left and not (d.free - {d.point}) & left), None)
        if found is None or term.exponent.free_symbols & term.points:
            return False
        left.remove(found.point)
        rest.remove(found)
    return True


def _over(term: _Term, needed: list[Relation] | None) -> Iterator[_Term]:
    """The integral, as a sum. needed: where conditions are put, None if it is known to converge."""
    if not term.points:
        yield term
        return
    x, own = _next(term)
    left = replace(term, points=term.points - {x})
    if own is None:
        yield from _over(_squared(left, x, needed), needed)
        return
    left = replace(left, densities=tuple(d for d in term.densities if d is not own))
    factor = _mean(term.factor, x, own.mean, own.variance)
    for part in sympy.Add.make_args(sympy.expand(factor)):
        yield from _over(replace(left, factor=part), needed)


def _next(term: _Term) -> tuple[Alphabet, Normal | None]:
    """A point with the density that goes by moments, if there is one."""
    for x in sorted(term.points, key=str):
        users = [d for d in term.densities if x in d.free]
        if len(users) == 1 and users[0].point == x and x not in term.exponent.free_symbols:
            return x, users[0]
    return min(term.points, key=str), None


def _squared(term: _Term, x: Alphabet, needed: list[Relation] | None) -> _Term:
    """∫ dx by completing the square."""
    with_x = [d for d in term.densities if x in d.free]
    p = _coefficients(sympy.Add(term.exponent, *(d.log for d in with_x)), x)
    c, b, a = (p.pop(k, Integer(0)) for k in range(3))
    if p or any(isinstance(i, Alphabet) and i.is_space for i in a.free_symbols):
        raise DeriveError(f"∫ … d{x.name}: an exponent is not a square.")
    a = sympy.expand(-2 * a)
    if needed is not None:
        if all(part.as_coeff_Mul()[0] <= 0 for part in sympy.Add.make_args(a)):
            raise DeriveError(f"∫ … d{x.name}: it does not converge.")
        needed.append(Relation(a, ">", Integer(0)))
    return replace(
        term,
        factor=_mean(term.factor, x, b * over(a), over(a)),
        exponent=sympy.expand(c + b**2 * over(a) / 2) + log(2 * pi * over(a)) / 2,
        densities=tuple(d for d in term.densities if x not in d.free),
    )


def _mean(factor: Expr, x: Alphabet, mean: Expr, variance: Expr) -> Expr:
    """E of a polynomial in x under a normal law."""
    parts = _coefficients(factor, x)
    if max(parts, default=0) > HIGHEST:
        raise DeriveError(f"∫ … {x.name}^{max(parts)} d{x.name}: the moment is too high.")
    return sympy.Add(*(part * _moment(mean, variance, k) for k, part in parts.items()))


def _moment(mean: Expr, variance: Expr, k: int) -> Expr:
    before, now = Integer(0), Integer(1)
    for j in range(k):
        before, now = now, sympy.expand(mean * now + j * variance * before)
    return now


def _coefficients(e: Expr, x: Alphabet) -> dict[int, Expr]:
    """Of a polynomial in x, by powers.

    Raises:
        DeriveError: for what is none.
    """
    out: dict[int, Expr] = {}
    for term in sympy.Add.make_args(sympy.expand(e)):
        k, rest = 0, []
        for factor in sympy.Mul.make_args(term):
            if _base(factor) == x:
                k += int(factor.exp) if factor.is_Pow else 1
            elif x in factor.free_symbols:
                raise DeriveError(f"∫ {term} d{x.name}: no integral of a normal law's polynomial.")
            else:
                rest.append(factor)
        out[k] = out.get(k, Integer(0)) + sympy.Mul(*rest)
    return out
