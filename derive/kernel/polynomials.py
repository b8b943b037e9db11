"""Polynomials in one variable over the rationals: division, multiplicities, roots counted.

A polynomial is the tuple of its coefficients, the constant one first, without zeros at the end.

    p squarefree, p(a) ≠ 0 ≠ p(b), p₀ = p, p₁ = p′, pₖ₊₁ = −(pₖ₋₁ mod pₖ)
    ──────────────────────────────────────────────────────────────────────────────────  STURM
    the roots in (a, b) are V(a) − V(b), V(t) the changes of sign in p₀(t), p₁(t), …

(Sturm 1829; Basu, Pollack & Roy, Algorithms in Real Algebraic Geometry, Theorem 2.62.)
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import comb
from typing import TypeAlias

from derive.kernel.looks import look
from derive.kernel.terms import KernelError

Polynomial: TypeAlias = tuple[Fraction, ...]
End: TypeAlias = Fraction | None  # of an interval; None: infinite
ONE: Polynomial = (Fraction(1),)
MAX_DEGREE = 80
_MAX_BITS = 20_000


def polynomial(*coefficients: Fraction) -> Polynomial:
    """Without zeros at the end.

    Raises:
        KernelError: it is too large to calculate with.
    """
    look()
    n = len(coefficients)
    while n and not coefficients[n - 1]:
        n -= 1
    if n > MAX_DEGREE + 1:
        raise KernelError(f"a polynomial of degree {n - 1}; expected at most {MAX_DEGREE}")
    for c in coefficients[:n]:
        if max(c.numerator.bit_length(), c.denominator.bit_length()) > _MAX_BITS:
            raise KernelError(f"a coefficient grows beyond {_MAX_BITS} bits")
    return coefficients[:n]


def add(p: Polynomial, q: Polynomial) -> Polynomial:
    if len(p) < len(q):
        p, q = q, p
    return polynomial(*(c + d for c, d in zip(p, q, strict=False)), *p[len(q) :])


def scale(p: Polynomial, c: Fraction) -> Polynomial:
    return polynomial(*(c * d for d in p))


def times(p: Polynomial, q: Polynomial) -> Polynomial:
    out = [Fraction(0)] * max(len(p) + len(q) - 1, 0)
    for i, c in enumerate(p):
        for j, d in enumerate(q):
            out[i + j] += c * d
    return polynomial(*out)


def derivative(p: Polynomial) -> Polynomial:
    return polynomial(*(k * c for k, c in enumerate(p) if k))


def divided(p: Polynomial, q: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Quotient and remainder, for q ≠ 0."""
    rest, out = list(p), [Fraction(0)] * max(len(p) - len(q) + 1, 0)
    for k in reversed(range(len(out))):
        out[k] = rest[k + len(q) - 1] / q[-1]
        for i, c in enumerate(q):
            rest[k + i] -= out[k] * c
    return polynomial(*out), polynomial(*rest)


def common(p: Polynomial, q: Polynomial) -> Polynomial:
    """The greatest common divisor, its leading coefficient 1; p and q are not both 0."""
    while q:
        p, q = monic(q), divided(p, q)[1]
    return monic(p)


def monic(p: Polynomial) -> Polynomial:
    return scale(p, 1 / p[-1])


def parts(p: Polynomial) -> list[tuple[Polynomial, int]]:
    """Squarefree, coprime pᵢ with p = c·∏ pᵢ^i, as pairs (pᵢ, i) (Yun 1976), for p ≠ 0."""
    out: list[tuple[Polynomial, int]] = []
    a = common(p, derivative(p))
    b, c = divided(p, a)[0], divided(derivative(p), a)[0]
    i = 1
    while len(b) > 1:
        d = add(c, scale(derivative(b), Fraction(-1)))
        a = common(b, d)
        if len(a) > 1:
            out.append((a, i))
        b, c = divided(b, a)[0], divided(d, a)[0]
        i += 1
    return out


def around(p: Polynomial, at: End, side: int) -> tuple[int, Polynomial]:
    """v and coefficients c₀ ≠ 0, c₁, … with p(t) = ε^v·(c₀ + c₁ε + …), for p ≠ 0, where

    t = at + side·ε, or t = side/ε if `at` is infinite; side is 1 or −1.
    """
    if at is None:
        return 1 - len(p), tuple(c * side**k for k, c in enumerate(p))[::-1]
    shifted = [
        side**k * sum((comb(j, k) * p[j] * at ** (j - k) for j in range(k, len(p))), Fraction(0))
        for k in range(len(p))
    ]
    v = next(k for k, c in enumerate(shifted) if c)
    return v, polynomial(*shifted[v:])


def sign_near(p: Polynomial, at: End, side: int) -> int:
    """The sign at t of `around`, for all small ε > 0."""
    return 1 if around(p, at, side)[1][0] > 0 else -1


def roots(p: Polynomial, a: End, b: End) -> int:
    """How many roots a squarefree polynomial has in the open interval (STURM)."""
    for end in (a, b):
        if end is not None and not value(p, end):
            p = divided(p, (-end, Fraction(1)))[0]
    chain = [p, derivative(p)]
    while chain[-1]:
        rest = divided(chain[-2], chain[-1])[1]
        chain.append(scale(rest, Fraction(-1)))
    return _changes(chain[:-1], a, -1) - _changes(chain[:-1], b, 1)


def _changes(chain: list[Polynomial], at: End, side: int) -> int:
    signs = [_sign(p, at, side) for p in chain]
    kept = [s for s in signs if s]
    return sum(one != other for one, other in pairwise(kept))


def _sign(p: Polynomial, at: End, side: int) -> int:
    """The sign at a point, or at the infinite end on that side."""
    if at is None:
        return sign_near(p, None, side)
    v = value(p, at)
    return (v > 0) - (v < 0)


def value(p: Polynomial, at: Fraction) -> Fraction:
    out = Fraction(0)
    for c in reversed(p):
        out = out * at + c
    return out


def is_positive(p: Polynomial, a: End, b: End) -> bool:
    """Whether p > 0 at every point of the open interval."""
    if not p or sign_near(p, a, -1 if a is None else 1) < 0:
        return False
    return all(not roots(q, a, b) for q, _ in parts(p))
