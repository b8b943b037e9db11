"""Bounds for log₂ of a prime that the kernel can follow: tangents at rationals near 1.

    t − 1 − ln t ≥ 0   for t = (n + 1)/n and n/(n + 1), n and n + 1 without large primes

A nonnegative combination of these, found by a linear program and exact, is ln p − a·ln 2 or
b·ln 2 − ln p; a and b enclose log₂ p to as many digits as there are such n. What is nearer to
equality than that stays open.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import floor, log2

from derive.entropic.program import Multipliers, Program
from derive.entropic.scalars import factorised
from derive.language.names import DeriveError

_DIGITS = (8, 6, 5, 4, 3, 2, 1)
_SMALL = (2, 3, 5, 7, 11, 13, 17)
_NEIGHBOURS = 6000
_MULTIPLES = 6000
_MOST = 10**14  # the kernel factorises what it takes logarithms of, up to 10¹⁵
_SECONDS = 5.0
_NATS = -1  # the row of the number 1; the row of a prime p is p


@dataclass(frozen=True)
class Bound:
    """±(ln p − at·ln 2) = Σ weight·(t − 1 − ln t) + rest, every weight ≥ 0 and rest ≥ 0."""

    at: Fraction
    tangents: tuple[tuple[Fraction, Fraction], ...]  # weight, t
    rest: Fraction


@lru_cache(maxsize=64)
def bounds(p: int) -> tuple[Bound, Bound]:
    """log₂ p from below and from above, p an odd prime.

    Raises:
        DeriveError: for a prime without neighbours that small primes make up; none below 1000.
    """
    points = sorted(set(_points(p)))
    program = _program(points)
    near = log2(p)
    found = []
    for sign in (1, -1):
        for digits in _DIGITS:
            at = Fraction(floor(sign * near * 10**digits) - 1, 10**digits) * sign
            bound = _proved(program, points, p, at, sign)
            if bound is not None:
                found.append(bound)
                break
        else:
            raise DeriveError(f"log {p}: expected a number made of smaller primes.")
    return found[0], found[1]


def _points(p: int) -> Iterator[Fraction]:
    """Rationals near 1 that are made of p and small primes."""
    primes = {*_SMALL, p}

    def smooth(n: int) -> bool:
        return 0 < n <= _MOST and all(q in primes for q, _ in factorised(n))

    numbers = [*range(1, _NEIGHBOURS), *(p * k for k in range(1, _MULTIPLES))]
    for n in numbers:
        if smooth(n):
            for other in (n + 1, n - 1):
                if smooth(other):
                    yield Fraction(n, other)
                    yield Fraction(other, n)


def _program(points: list[Fraction]) -> Program:
    columns = []
    for t in points:
        column: dict[int, int] = {}
        for n, sign in ((t.numerator, -1), (t.denominator, 1)):
            for q, k in factorised(n):
                column[q] = column.get(q, 0) + sign * k * t.denominator
        column[_NATS] = t.numerator - t.denominator
        columns.append({r: v for r, v in column.items() if v})
    columns.append({_NATS: 1})
    return Program(columns, [False] * len(columns), [1.0] * len(columns))


def _proved(
    program: Program, points: list[Fraction], p: int, at: Fraction, sign: int
) -> Bound | None:
    target = {p: Fraction(sign), 2: -sign * at}
    found = program.decide(target, time.monotonic() + _SECONDS)
    if not isinstance(found, Multipliers):
        return None
    rest = found.values.get(len(points), Fraction(0))
    tangents = tuple(
        (w * points[k].denominator, points[k]) for k, w in found.values.items() if k < len(points)
    )
    return Bound(at, tangents, rest)
