"""Products of densities of one kind under an integral, e(x)²/f(x): a number times one of the kind.

    uniform      on one interval             uᵏ = u/(b − a)ᵏ⁻¹
    exponential  ∏ λᵢᵏ·exp(−Σ kλᵢ·x)         of the rate Σ kλᵢ, if that is > 0
    Laplace      about one point likewise, with 1/b = Σ k/bᵢ
    geometric    ∏ θᵢᵏ·(∏ zᵢᵏ)ⁿ              with z = m/(1 + m), if the product is < 1
    Poisson      ∏ exp(−kmᵢ)·(∏ mᵢᵏ)ⁿ/n!     for Σ k = 1; other powers of n! are `series`
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import sympy
from sympy import Expr, Integer, exp

from derive.language.counted import Geometric, Poisson
from derive.language.families import Family
from derive.language.line_laws import Exponential, Laplace, UniformOn, over
from derive.language.names import DeriveError
from derive.language.operations import Abs
from derive.language.relations import Relation

Powers = Sequence[tuple[tuple[Expr, ...], int]]  # parameters, exponents


class Product(NamedTuple):
    """A factor times the law with the parameters, under a condition."""

    factor: Expr
    parameters: tuple[Expr, ...]
    condition: Relation


def product(kind: type[Family], powers: Powers) -> Product:
    """The product of laws of one kind at the same point.

    Raises:
        DeriveError: if it is no multiple of such a law.
    """
    if kind not in _PRODUCTS:
        raise DeriveError(f"a product of {kind.__name__} laws is not evaluated.")
    return _PRODUCTS[kind](powers)


def raised(e: Expr, k: int) -> Expr:
    """eᵏ, for a k < 0 by 1/e."""
    return e**k if k >= 0 else over(e) ** (-k)


def _positive(e: Expr) -> Relation:
    return Relation(e, ">", Integer(0))


def _uniform(powers: Powers) -> Product:
    (ends, _), *_ = powers
    whole = sum(k for _, k in powers)
    if whole < 0 or any(other != ends for other, _ in powers):
        raise DeriveError("a product of uniform laws on several intervals is not evaluated.")
    length = ends[1] - ends[0]
    return Product(raised(length, 1 - whole), ends, _positive(length))


def _exponential(powers: Powers) -> Product:
    rate = sympy.Add(*(k * r for (r,), k in powers))
    factor = sympy.Mul(*(raised(r, k) for (r,), k in powers))
    return Product(factor * over(rate), (rate,), _positive(rate))


def _laplace(powers: Powers) -> Product:
    mean = powers[0][0][0]
    if any(sympy.expand(m - mean) != 0 for (m, _), _ in powers):
        raise DeriveError("a product of Laplace laws about several points is not evaluated.")
    rate = sympy.Add(*(k * over(b) for (_, b), k in powers))
    factor = sympy.Mul(*(raised(2 * b, -k) for (_, b), k in powers))
    return Product(2 * factor * over(rate), (mean, over(rate)), _positive(rate))


def about_two_points(powers: Powers) -> tuple[Expr, Sequence[Relation]] | None:
    """∫ of a product of Laplace laws about two points, and under which conditions; None where they
    are about one, or more. With |x − c| falling by a and |x − d| by b it is

        (exp(−bD) + exp(−aD))/(a + b) + (exp(−bD) − exp(−aD))/(a − b),  D = |c − d|.
    """
    falls: dict[Expr, Expr] = {}
    for (mean, scale), k in powers:
        falls[mean] = falls.get(mean, Integer(0)) + k * over(scale)
    if len(falls) != 2:
        return None
    (c, a), (d, b) = falls.items()
    factor = sympy.Mul(*(raised(2 * scale, -k) for (_, scale), k in powers))
    one, other = exp(-b * Abs(c - d)), exp(-a * Abs(c - d))
    whole = (one + other) * over(a + b) + (one - other) * over(a - b)
    return factor * whole, (_positive(a + b), Relation(a - b, "!=", Integer(0)))


def _geometric(powers: Powers) -> Product:
    z = sympy.Mul(*(raised(m * over(1 + m), k) for (m,), k in powers))
    factor = sympy.Mul(*(raised(over(1 + m), k) for (m,), k in powers))
    return Product(factor * over(1 - z), (z * over(1 - z),), _positive(1 - z))


def _poisson(powers: Powers) -> Product:
    if sum(k for _, k in powers) != 1:
        raise DeriveError("a power of n! is not summed.")
    mean = sympy.Mul(*(raised(m, k) for (m,), k in powers))
    level = sympy.Add(*(k * m for (m,), k in powers))
    return Product(exp(mean - level), (mean,), _positive(mean))


_PRODUCTS: dict[type[Family], Callable[[Powers], Product]] = {
    UniformOn: _uniform,
    Exponential: _exponential,
    Laplace: _laplace,
    Geometric: _geometric,
    Poisson: _poisson,
}
