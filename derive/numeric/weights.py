"""Integrals of densities on ℝ against powers and distances, in closed form.

Each is worked out from the density itself, not from what the kernel is told:

    uniform      ∫ xᵏ = (bᵏ⁺¹ − aᵏ⁺¹)/((k + 1)(b − a)) as Σ aʲbᵏ⁻ʲ/(k + 1)
    exponential  ∫ xᵏ = (k/λ)·∫ xᵏ⁻¹, by parts
    Laplace      x = μ ± bt with either sign, t exponential: Σ over even j of C(k, j)·μᵏ⁻ʲ·bʲ·j!
    normal       ∫ xᵏ = μ·∫ xᵏ⁻¹ + (k − 1)·v·∫ xᵏ⁻², by parts
    geometric    ∑ n(n − 1)⋯(n − j + 1) = j!·mʲ        Poisson  ∑ n(n − 1)⋯(n − j + 1) = mʲ
                 means of ln n!, and of powers of a Poisson law, are enclosed (`series`)

A density of which nothing is known but hypotheses is a `Step`: constant on three cells.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import sympy
from sympy import Expr, Integer, exp, log

from derive.language.counted import Geometric, Poisson
from derive.language.families import Family, Normal
from derive.language.line_laws import Exponential, Laplace, UniformOn, over
from derive.language.names import DeriveError
from derive.language.operations import Abs, Max, factorial, pi, sqrt
from derive.numeric.products import Powers as Laws
from derive.numeric.products import raised
from derive.numeric.series import Powers, counted_sum

Ends = tuple[Expr | None, Expr | None]


def moment(kind: type[Family], parameters: tuple[Expr, ...], k: int) -> Expr:
    """∫ p(x) xᵏ dx."""
    return sympy.expand(_MOMENTS[kind](*parameters, k))


def _of_uniform(a: Expr, b: Expr, k: int) -> Expr:
    return sympy.Add(*(a**j * b ** (k - j) for j in range(k + 1))) / (k + 1)


def _of_exponential(rate: Expr, k: int) -> Expr:
    return Integer(1) if not k else k * over(rate) * _of_exponential(rate, k - 1)


def _of_laplace(mean: Expr, scale: Expr, k: int) -> Expr:
    parts = (
        sympy.binomial(k, j) * mean ** (k - j) * scale**j * sympy.factorial(j)
        for j in range(0, k + 1, 2)
    )
    return sympy.Add(*parts)


def _of_normal(mean: Expr, variance: Expr, k: int) -> Expr:
    if k < 2:
        return mean**k
    before = _of_normal(mean, variance, k - 2)
    return mean * _of_normal(mean, variance, k - 1) + (k - 1) * variance * before


def _of_falling(falling: Callable[[int], Expr], k: int) -> Expr:
    """E nᵏ from E n(n − 1)⋯(n − j + 1)."""
    n = sympy.Symbol("n")
    left, out = sympy.Poly(n**k, n), Integer(0)
    for j in range(k, -1, -1):
        c = left.coeff_monomial(n**j)
        out += c * falling(j)
        left -= c * sympy.Poly(sympy.ff(n, j).expand(func=True), n)
    return out


_MOMENTS: dict[type[Family], Callable[..., Expr]] = {
    Normal: _of_normal,
    UniformOn: _of_uniform,
    Exponential: _of_exponential,
    Laplace: _of_laplace,
    Geometric: lambda m, k: _of_falling(lambda j: sympy.factorial(j) * m**j, k),
    Poisson: lambda m, k: _of_falling(lambda j: m**j, k),
}


def distance(kind: type[Family], parameters: tuple[Expr, ...], c: Expr) -> Expr:
    """∫ p(x)·|x − c| dx.

    Raises:
        DeriveError: where it has no closed form here.
    """
    if kind is UniformOn:
        low, high = parameters
        return _between(low, high, c) * over(high - low)
    if kind is Exponential:  # E |x − c| = 1/λ − c + 2·∫ (c − x)⁺
        (rate,) = parameters
        below = Max(c, Integer(0))
        return over(rate) - c + 2 * (below - (1 - exp(-rate * below)) * over(rate))
    if kind is Laplace:
        mean, scale = parameters
        return Abs(c - mean) + scale * exp(-Abs(c - mean) * over(scale))
    if kind is Normal and sympy.expand(c - parameters[0]) == 0:
        return sqrt(2 * parameters[1] / pi)
    raise DeriveError(f"the mean distance from {c} of a {kind.__name__} law is not evaluated.")


def mean_on(kind: type[Family], parameters: tuple[Expr, ...], k: int, a: Expr, b: Expr) -> Expr:
    """Of the k-th power of a density that falls exponentially, from a to b."""
    height, fall, of = SMOOTH[kind](*parameters)
    whole = of(k * fall, b) - of(k * fall, a)
    return raised(height, k) * whole * over(k * fall * (b - a))


def _beside(c: Expr, fall: Expr, x: Expr) -> Expr:
    """fall·∫ exp(−fall·|x − c|) dx from c."""
    return exp(-fall * Max(c - x, Integer(0))) - exp(-fall * Max(x - c, Integer(0)))


SMOOTH: dict[type[Family], Callable[..., tuple[Expr, Expr, Callable[[Expr, Expr], Expr]]]] = {
    Exponential: lambda rate: (rate, rate, lambda fall, x: -exp(-fall * x)),
    Laplace: lambda c, scale: (
        over(2 * scale),
        over(scale),
        lambda fall, x: _beside(c, fall, x),
    ),
}


def counted(kind: type[Family], powers: Laws, of: Powers) -> Expr | None:
    """Σ of a product of laws on ℕ₀ times powers that has no closed form, as one of `series`; None
    where it is none of these."""
    total = sum(k for _, k in powers)
    if kind is Poisson and total > 0:
        z = sympy.Mul(*(raised(m, k) for (m,), k in powers))
        level = exp(-sympy.Add(*(k * m for (m,), k in powers)))
    elif kind is Geometric and total > 0:
        z = sympy.Mul(*(raised(m * over(1 + m), k) for (m,), k in powers))
        level = sympy.Mul(*(raised(over(1 + m), k) for (m,), k in powers))
    else:
        return None
    return level * counted_sum(z, of._replace(under=total if kind is Poisson else 0))


def _between(low: Expr, high: Expr, c: Expr) -> Expr:
    """∫ |x − c| dx from low to high."""
    return ((high - c) * Abs(high - c) - (low - c) * Abs(low - c)) / 2


def beyond(inner: Ends, outer: Ends) -> Expr:
    """> 0 where a law that is > 0 between the inner ends is so beyond the outer ones, else 0."""
    out: Expr = Integer(0)
    for (own, bound), sign in zip(zip(inner, outer, strict=True), (-1, 1), strict=True):
        if bound is not None and own is None:
            return Integer(1)
        if bound is not None and own is not None:
            out += Max(sympy.expand(sign * (own - bound)), Integer(0))
    return out


@dataclass(frozen=True)
class Step:
    """A density that is constant on cells: their ends, and their probabilities."""

    ends: tuple[Expr, ...]
    chances: tuple[Expr, ...]

    def length(self, k: int) -> Expr:
        return sympy.expand(self.ends[k + 1] - self.ends[k])

    def parts(self, power: int, c: Expr | None = None) -> tuple[Expr, ...]:
        """∫ p(x) xᵏ dx on each cell, or of |x − c|."""
        out = []
        for k, chance in enumerate(self.chances):
            low, high = self.ends[k], self.ends[k + 1]
            if c is not None:
                inside = _between(low, high, c) * over(self.length(k))
            else:
                inside = _of_uniform(low, high, power)
            out.append(chance * sympy.expand(inside) if c is None else chance * inside)
        return tuple(out)

    def beyond(self, outer: Ends) -> Expr:
        """> 0 where it is somewhere > 0 beyond the ends."""
        cells = pairwise(self.ends)
        each = (p * beyond(cell, outer) for p, cell in zip(self.chances, cells, strict=True))
        return sympy.Add(*each)


def logarithm(kind: type[Family], parameters: tuple[Expr, ...], x: Expr) -> Expr:
    """ln p(x) between its ends."""
    return _LOGARITHMS[kind](*parameters, x)


def _log_of_normal(mean: Expr, variance: Expr, x: Expr) -> Expr:
    return -((x - mean) ** 2) * over(variance) / 2 - log(variance) / 2 - log(2 * pi) / 2


_LOGARITHMS: dict[type[Family], Callable[..., Expr]] = {
    Normal: _log_of_normal,
    UniformOn: lambda a, b, x: -log(b - a),
    Exponential: lambda rate, x: log(rate) - rate * x,
    Laplace: lambda mean, b, x: -log(b) - log(2) - Abs(x - mean) * over(b),
    Geometric: lambda m, n: -log(1 + m) + n * (log(m) - log(1 + m)),
    Poisson: lambda m, n: n * log(m) - log(factorial(n)) - m,
}
