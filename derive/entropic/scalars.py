"""Numbers that stand beside entropies under a name: rates, logarithms of integers, of alphabets.

In a sum each is a variable of its own, which no other set contains: a rate R ≥ 0 takes the values
that an entropy can take, so that a relation between entropies and rates holds for all of them
exactly when it holds with H(U) for R, U mentioned nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from math import isqrt
from typing import Literal

from derive.entropic.sums import EntropySum, Mask, combination, constant, h

Kind = Literal["rate", "log", "size"]
MOST_FACTORED = 10**9
MOST_PRIME = 1000  # bounds for its logarithm are found by neighbours made of small primes
_ORDER = {"rate": 0, "size": 1, "log": 2}


class Scalar(str):
    """The name of a number among the names of variables.

    kind: "rate", any real number ≥ 0 in the unit of the entropies; "log", log₂ of the prime `of`;
    "size", the logarithm of the number of letters of the variable `of`. positive: a rate > 0.
    """

    kind: Kind
    of: str
    positive: bool

    def __new__(cls, name: str, kind: Kind, of: str = "", positive: bool = False) -> Scalar:
        out = super().__new__(cls, name)
        out.kind, out.of, out.positive = kind, of, positive
        return out

    def __getnewargs__(self) -> tuple[str, Kind, str, bool]:  # type: ignore[override]
        return (str(self), self.kind, self.of, self.positive)

    @property
    def rank(self) -> int:
        """Rates, then alphabets, then numbers."""
        return _ORDER[self.kind]


def log_of_prime(p: int) -> Scalar:
    return Scalar(f"log {p}", "log", str(p))


def scalars_of(names: Sequence[str]) -> Mask:
    """Which of the names are numbers."""
    out = 0
    for i, n in enumerate(names):
        if isinstance(n, Scalar):
            out |= 1 << i
    return out


def without(sets: Sequence[Mask], scalars: Mask) -> list[Mask]:
    """The sets that are none of these numbers."""
    return [s for s in sets if not s & scalars]


@lru_cache(maxsize=256)
def factorised(n: int) -> tuple[tuple[int, int], ...]:
    """Primes and exponents of a positive integer, by trial division."""
    out: list[tuple[int, int]] = []
    p = 2
    while p <= isqrt(n):
        k = 0
        while not n % p:
            n, k = n // p, k + 1
        if k:
            out.append((p, k))
        p += 1 if p == 2 else 2
    return tuple([*out, (n, 1)] if n > 1 else out)


def log_sum(value: Fraction, at: dict[int, Mask]) -> EntropySum:
    """log₂ of a positive rational; at: for each odd prime the variable that log₂ of it is."""
    parts = []
    for n, sign in ((value.numerator, 1), (value.denominator, -1)):
        for p, k in factorised(n):
            parts.append((Fraction(sign * k), constant(Fraction(1)) if p == 2 else h(at[p])))
    return combination(parts)
