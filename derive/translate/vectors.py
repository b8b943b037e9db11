"""What is known of normal laws of several numbers, as hypotheses for the kernel.

    ln p(z) = −½ ln((2π)ᵈ det Σ) − (z − m)ᵀ adj Σ (z − m)/(2 det Σ),  p(z) ≠ 0,  det Σ > 0
    ∫ p(z) x·f(z) dz = m_x ∫ p f + Σ_y Σ_xy ∫ p ∂f/∂y  for polynomials f of the numbers

for z all its numbers, and those of a marginal where it occurs: that is the normal law with these
means and covariances, whose determinant is > 0 as every principal minor of Σ is (Anderson,
An Introduction to Multivariate Statistical Analysis, Theorem 2.4.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations_with_replacement
from typing import Any

from sympy import Add, Expr, Integer, Mul, Symbol, diff, expand, log

from derive.kernel import terms as t
from derive.language.expressions import Inverse, Sum
from derive.language.operations import pi
from derive.language.printing import text
from derive.language.vectors import MultivariateNormal, adjugate, determinant
from derive.translate.family_facts import Fact

Places = tuple[int, ...]


def marginals(p: MultivariateNormal, met: Iterable[t.Term]) -> list[Places]:
    """All its numbers, and those of which a marginal occurs in the terms."""
    found = {tuple(range(len(p.outputs)))}
    for term in met:
        for s in t.subterms(term):
            if isinstance(s, t.LawTerm) and s.law == p.name:
                found.add(p.places(v for v, _ in s.at))
    return sorted(found - {()}, key=lambda places: (-len(places), places))


def value(p: MultivariateNormal, places: Places) -> Expr:
    return p(*(p.outputs[k] for k in places), *p.inputs)


def logarithm(p: MultivariateNormal, places: Places) -> tuple[Expr, Expr]:
    """ln of a marginal, and what it is."""
    det = determinant(p.covariance, places)
    rows = adjugate(p.covariance, places)
    gaps = [p.outputs[k] - p.mean[k] for k in places]
    square = Add(
        *(rows[j][k] * gaps[j] * gaps[k] for j in range(len(places)) for k in range(len(places)))
    )
    below = 1 / det if det.is_number else Inverse(det)
    return log(value(p, places)), -log((2 * pi) ** len(places) * det) / 2 - square * below / 2


def moments(p: MultivariateNormal, degree: int) -> Iterator[Fact]:
    """For all products of at most so many of its numbers."""
    for size in range(1, degree + 1):
        for product in combinations_with_replacement(range(len(p.outputs)), size):
            points = [p.outputs[k] for k in product]
            places = tuple(dict.fromkeys(product))
            made = Sum(value(p, places) * Mul(*points), *(p.outputs[k] for k in places))
            name = "·".join(point.name for point in points)
            yield Fact(f"moment {name} of {p.name}", "=", made, moment(p, product))


def moment(p: MultivariateNormal, product: Places) -> Expr:
    """E of a product of its numbers."""
    numbers = [Symbol(f"n{k}") for k in range(len(p.outputs))]
    return expand(_mean(p, Mul(*(numbers[k] for k in product)), numbers))


def _mean(p: MultivariateNormal, f: Any, numbers: list[Any]) -> Expr:
    first = next((k for k, n in enumerate(numbers) if f.has(n)), None)
    if first is None:
        return f
    if f.is_Add:
        return Add(*(_mean(p, part, numbers) for part in f.args))
    rest = f / numbers[first]
    out = p.mean[first] * _mean(p, rest, numbers)
    for k, n in enumerate(numbers):
        slope = diff(rest, n)
        if slope != 0:
            out += p.covariance[first][k] * _mean(p, slope, numbers)
    return out


def facts(p: MultivariateNormal, degree: int, met: Iterable[t.Term]) -> Iterator[Fact]:
    """Of all its numbers, and of those of which a marginal occurs in the terms."""
    for places in marginals(p, met):
        lhs, rhs = logarithm(p, places)
        yield Fact(f"ln {lhs.args[0]}", "=", lhs, rhs)
        det = determinant(p.covariance, places)
        if not det.is_number:
            yield Fact(f"{text(det)} ≥ 0", ">=", det, Integer(0))
    yield from moments(p, degree)


def positive(p: MultivariateNormal, met: Iterable[t.Term]) -> Iterator[Expr]:
    """What is > 0 everywhere: densities, and the determinants of marginals' covariances."""
    for places in marginals(p, met):
        yield value(p, places)
        det = determinant(p.covariance, places)
        if not det.is_number:
            yield det
