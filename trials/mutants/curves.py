"""Functions on ℝⁿ for the judge: Σ polynomial·exp(quadratic), and their integrals.

They are closed under +, ·, and ∫ over one variable, by completing the square:

    ∫ P(x) exp(−a x² + b x + c) dx = √(π/a)·exp(c + b²/(4a))·E P(b/(2a) + Z)

with E Z²ʲ = (2j − 1)!!/(2a)ʲ.

and a single one of them also under ln and 1/. Normal densities are of this kind, in any dimension.
Apart from `derive.numeric.normal` on purpose, which has the recurrence of one law's moments. The
arithmetic of the coefficients is that of the model (`evaluate.Exact`, `evaluate.Floats`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from trials.mutants.numbers import Unknown

Mono = tuple[tuple[Any, int], ...]  # variables with their powers, sorted
Poly = dict[Mono, Any]
_MOST = 60  # terms of a sum


def plus(a: Poly, b: Poly) -> Poly:
    out = dict(a)
    for m, c in b.items():
        out[m] = _sum(out[m], c) if m in out else c
    return _kept(out)


def times(a: Poly, b: Poly) -> Poly:
    out: Poly = {}
    for m, c in a.items():
        for n, d in b.items():
            powers = dict(m)
            for v, k in n:
                powers[v] = powers.get(v, 0) + k
            mono = tuple(sorted(powers.items(), key=str))
            one, other = _alike(c, d)
            out[mono] = _sum(out[mono], one * other) if mono in out else one * other
    return _kept(out)


def _alike(c: Any, d: Any) -> tuple[Any, Any]:
    """Beside floats a fraction is one as well."""
    if isinstance(c, Fraction) and isinstance(d, (float, np.ndarray)):
        return float(c), d
    if isinstance(d, Fraction) and isinstance(c, (float, np.ndarray)):
        return c, float(d)
    return c, d


def _sum(c: Any, d: Any) -> Any:
    one, other = _alike(c, d)
    return one + other


def _kept(p: Poly) -> Poly:
    return {m: c for m, c in p.items() if not (isinstance(c, (Fraction, float)) and not c)}


def constant(c: Any) -> Poly:
    return _kept({(): c})


def scaled(p: Poly, c: Any) -> Poly:
    return times(p, constant(c))


def powers(p: Poly, x: Any) -> dict[int, Poly]:
    """The coefficients of the powers of one variable."""
    out: dict[int, Poly] = {}
    for m, c in p.items():
        k = dict(m).get(x, 0)
        out.setdefault(k, {})[tuple((v, n) for v, n in m if v != x)] = c
    return out


class Curve:
    """Σ factor·exp(exponent), pairs of polynomials."""

    __slots__ = ("parts",)
    __array_ufunc__ = None  # an array of numbers is a coefficient

    def __init__(self, parts: tuple[tuple[Poly, Poly], ...]) -> None:
        if len(parts) > _MOST:
            raise Unknown
        self.parts = tuple((f, e) for f, e in parts if f)

    def __add__(self, other: Any) -> Curve:
        return Curve((*self.parts, *curve(other).parts))

    def __mul__(self, other: Any) -> Curve:
        pairs = [(a, b) for a in self.parts for b in curve(other).parts]
        return Curve(tuple((times(f, g), plus(d, e)) for (f, d), (g, e) in pairs))

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self) -> Curve:
        return self * Fraction(-1)

    def __sub__(self, other: Any) -> Curve:
        return self + -curve(other)

    def __rsub__(self, other: Any) -> Curve:
        return curve(other) + -self

    @property
    def variables(self) -> set[Any]:
        return {v for part in self.parts for p in part for m in p for v, _ in m}

    def single(self) -> tuple[Poly, Poly]:
        if len(self.parts) == 1:
            return self.parts[0]
        poly: Poly = {}
        for factor, exponent in self.parts:
            if exponent:
                raise Unknown
            poly = plus(poly, factor)
        return poly, {}


def curve(v: Any) -> Curve:
    return v if isinstance(v, Curve) else Curve(((constant(v), {}),))


def variable(x: Any) -> Curve:
    return Curve((({((x, 1),): Fraction(1)}, {}),))


def number(c: Curve, arithmetic: Any) -> Any:
    """Its value, if it has no variables; else it."""
    if c.variables:
        return c
    total: Any = arithmetic.const(Fraction(0))
    for f, e in c.parts:
        level = e.get((), Fraction(0))
        factor, size = _alike(f.get((), Fraction(0)), _exp(level, arithmetic))
        total = total + factor * size
    return total


def _exp(v: Any, arithmetic: Any) -> Any:
    return Fraction(1) if isinstance(v, Fraction) and not v else arithmetic.exp(v)


def _weight(c: Curve) -> tuple[Any, Poly]:
    """Of w·exp(exponent) with a number w."""
    factor, exponent = c.single()
    if set(factor) != {()}:
        raise Unknown
    return factor[()], exponent


def log(c: Curve, arithmetic: Any) -> Any:
    """ln of a number times an exponential."""
    weight, exponent = _weight(c)
    return Curve(((plus(exponent, constant(arithmetic.log(weight))), {}),))


def exp(c: Curve, arithmetic: Any) -> Any:
    """Of a polynomial of degree 2 at most."""
    factor, exponent = c.single()
    if exponent or any(sum(k for _, k in m) > 2 for m in factor):
        raise Unknown
    return Curve(((constant(arithmetic.const(Fraction(1))), factor),))


def inverse(c: Curve, arithmetic: Any) -> Any:
    weight, exponent = _weight(c)
    one = constant(arithmetic.inverse(weight))
    return Curve(((one, scaled(exponent, Fraction(-1))),))


def power(c: Curve, n: int, arithmetic: Any) -> Any:
    out: Any = Curve(((constant(Fraction(1)), {}),))
    for _ in range(abs(n)):
        out = out * c
    return inverse(out, arithmetic) if n < 0 else out


def sign(c: Curve, arithmetic: Any) -> Any:
    """Of a number times an exponential: the number's."""
    return arithmetic.sign(_weight(c)[0])


def integral(c: Any, x: Any, arithmetic: Any) -> Any:
    """∫ c dx over ℝ.

    Raises:
        Unknown: where it does not converge, or is of another kind.
    """
    out = Curve(())
    for factor, exponent in curve(c).parts:
        by = powers(exponent, x)
        square = by.get(2, {})
        if set(square) != {()} or max(by) > 2:
            raise Unknown
        a = -square[()]
        arithmetic.positive(a)
        half = arithmetic.inverse(_twice(a))  # the variance
        mean = scaled(by.get(1, {}), half)
        total = scaled(constant(arithmetic.log(_twice(half) * arithmetic.pi)), Fraction(1, 2))
        rest = plus(by.get(0, {}), scaled(times(by.get(1, {}), mean), Fraction(1, 2)))
        inside: Poly = {}
        for k, coefficient in powers(factor, x).items():
            inside = plus(inside, times(coefficient, _moment(k, mean, half)))
        out = out + Curve(((inside, plus(rest, total)),))
    return number(out, arithmetic)


def _moment(k: int, mean: Poly, variance: Any) -> Poly:
    """E (mean + Z)ᵏ for a centred normal Z, by the binomial theorem."""
    out: Poly = {}
    for j in range(k // 2 + 1):
        pairings = math.factorial(2 * j) // (2**j * math.factorial(j))
        term = constant(Fraction(math.comb(k, 2 * j) * pairings))
        for _ in range(j):
            term = scaled(term, variance)
        for _ in range(k - 2 * j):
            term = times(term, mean)
        out = plus(out, term)
    return out


def _twice(v: Any) -> Any:
    return v + v


def normal(x: Curve, mean: Any, variance: Any, arithmetic: Any) -> Curve:
    """The density of N(mean, variance) at x; the variance is a number, > 0."""
    arithmetic.positive(variance)
    off = x - mean
    whole = off * off * arithmetic.inverse(variance) + arithmetic.log(
        _twice(variance) * arithmetic.pi
    )
    made: Curve = exp(whole * Fraction(-1, 2), arithmetic)
    return made


def normal_of_several(
    points: list[Curve], means: list[Any], rows: list[list[Any]], arithmetic: Any
) -> Curve:
    """The density of N(means, rows) at the points, by determinant and cofactors; its leading
    minors are numbers, > 0."""
    for k in range(1, len(rows) + 1):
        arithmetic.positive(_determinant([row[:k] for row in rows[:k]]))
    whole, off = _determinant(rows), [x - m for x, m in zip(points, means, strict=True)]
    square = curve(Fraction(0))
    for i, a in enumerate(off):
        for j, b in enumerate(off):
            square = square + a * b * _cofactor(rows, i, j)
    level = arithmetic.log(_twice(arithmetic.pi)) * arithmetic.const(Fraction(len(rows)))
    size = square * arithmetic.inverse(whole) + arithmetic.log(whole) + level
    made: Curve = exp(size * Fraction(-1, 2), arithmetic)
    return made


def _determinant(rows: list[list[Any]]) -> Any:
    """By its first row."""
    return sum(rows[0][j] * _cofactor(rows, 0, j) for j in range(len(rows))) if rows else 1


def _cofactor(rows: list[list[Any]], i: int, j: int) -> Any:
    rest = [row[:j] + row[j + 1 :] for k, row in enumerate(rows) if k != i]
    found = _determinant(rest)
    return -found if (i + j) % 2 else found


# ---------------------------------------------------------------- compared


def vanishes(c: Curve, arithmetic: Any) -> bool:
    """Whether it is 0 everywhere: exponentials of exponents that differ by more than a number are
    independent over the polynomials."""
    groups: list[tuple[Poly, Poly]] = []
    for factor, exponent in c.parts:
        for k, (other, known) in enumerate(groups):
            apart = plus(exponent, scaled(known, Fraction(-1)))
            if all(arithmetic.sign(v) == 0 for m, v in apart.items() if m):
                same = scaled(factor, _exp(apart.get((), Fraction(0)), arithmetic))
                groups[k] = (plus(other, same), known)
                break
        else:
            groups.append((factor, exponent))
    return all(arithmetic.sign(v) == 0 for factor, _ in groups for v in factor.values())


POINTS = tuple(map(Fraction, (0, 1, -1, "1/2", "-1/3", 2, -3, 5, 10, -10)))


def values(c: Curve, arithmetic: Any, further: Any = None) -> Iterator[Any]:
    """Its values at some points: all variables at one, then each at one of its own.

    further: for each variable a number, as another point.
    """
    found = sorted(c.variables, key=str)
    several = [{v: p for v in found} for p in POINTS]
    several += [{v: POINTS[(k + 3 * n) % len(POINTS)] for n, v in enumerate(found)} for k in (1, 2)]
    for where in (*([further] if further else ()), *several):
        yield number(placed(c, {v: where[v] for v in found}), arithmetic)


def placed(c: Curve, where: dict[Any, Any]) -> Curve:
    """At numbers for all its variables."""
    return Curve(tuple((_put(f, where), _put(e, where)) for f, e in c.parts))


def _put(p: Poly, where: dict[Any, Any]) -> Poly:
    out: Poly = {}
    for m, c in p.items():
        for v, k in m:
            for _ in range(k):
                one, other = _alike(c, where[v])
                c = one * other
        out = plus(out, constant(c))
    return out
