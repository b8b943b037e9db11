"""Values at one point, multiplied out: Σ c·∏ bᵉ over *bases* b, each an element of a field.

Bases are laws' and quantities' values, ln of a prime or base, E(m) for m in an exponent, sums that
stand as factors or under ln, and functions of what may be 0. They are independent unknowns, but

    ln |c·∏ bᵢ^eᵢ| = Σ kₚ ln p + Σ eᵢ ln |bᵢ|  for |c| = ∏ p^kₚ        exp(Σ cⱼ mⱼ) = ∏ E(mⱼ)^cⱼ
    E(ln p) = p,    E(ln b) = b for b > 0,    ln E(m) = m        equal bases, equal unknowns
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from itertools import product as pairs
from math import floor, gcd, isqrt, lcm
from random import Random
from typing import Any

from recheck.reader import require

P = 2**256 - 36113  # prime, as is (P − 1)/2: among the squares all roots exist, once
ROOTS, SMALL = 5040, 2**32  # exponents of E(m) are multiples of 1/ROOTS; integers recognised
Base = tuple[Any, ...]
Number = Fraction | int
Mono = frozenset[tuple[Base, Number]]
Poly = dict[Mono, Number]
Signs = frozenset[int]
ZERO, POS, NEG, ANY = (frozenset(s) for s in ({0}, {1}, {-1}, {-1, 0, 1}))
UNIT: Mono = frozenset()


def constant(c: Number) -> Poly:
    return {UNIT: c} if c else {}


def add(polys: Iterable[Poly], times: Number = 1) -> Poly:
    out: Poly = {}
    for m, c in (item for poly in polys for item in poly.items()):
        out[m] = out.get(m, 0) + c * times
    return {m: c for m, c in out.items() if c}


def merged(m: Mono, n: Mono, power: Number = 1) -> Mono:
    """m·n^power."""
    out = dict(m)
    for b, e in n:
        out[b] = out.get(b, 0) + e * power
    return frozenset((b, e) for b, e in out.items() if e)


def multiply(a: Poly, b: Poly) -> Poly:
    require(len(a) * len(b) < 2**12, "a product of too many terms")
    return add({merged(m, n): c * d} for (m, c), (n, d) in pairs(a.items(), b.items()))


def primes(n: int) -> list[int]:
    """The prime factors, by trial division."""
    require(n < 10**12, f"the logarithm of {n}: too large to be factorised here")
    d = next((d for d in range(2, isqrt(n) + 1) if n % d == 0), n)
    return [d, *primes(n // d)] if n > 1 else []


class Book:
    """The bases of a point: their values, the signs that these may have, the sums they are."""

    def __init__(self, random: Random) -> None:
        self.random, self.may = random, dict[Base, Signs]()
        self.values, self.wholes = dict[Base, int](), dict[Base, Poly]()
        self.known: dict[int, Base] = {}  # by value
        self.inverses: dict[int, Poly] = {}  # of the values of unknowns 1/x
        self._numbers: dict[Mono, int] = {}

    def base(self, b: Base, may: Signs, whole: Poly | None = None) -> Poly:
        """A base with this key, which if it is new may have these signs."""
        if b not in self.may:
            drawn = self.random.randrange(1, P)
            drawn = self.number(whole) if whole else drawn**2 % P if may == POS else drawn
            self.may[b], self.values[b], self.known[drawn] = may, drawn, b
            self.wholes |= {b: whole} if whole else {}
        return {frozenset({(b, 1)}): 1}

    def number(self, poly: Poly) -> int:
        """The element of the field."""
        for m in poly.keys() - self._numbers:
            self._numbers[m] = 1
            for b, e in m:
                require(e.denominator == 1 or b[0] == "exp", "a root of what is no exponential")
                k = e.numerator * pow(e.denominator, -1, P // 2)
                self._numbers[m] *= pow(self.values[b], k, P)
        return sum(c.numerator * pow(c.denominator, -1, P) * self._numbers[m] for m, c in poly.items()) % P

    def simple(self, poly: Poly) -> Poly:
        """The same, but a small integer is no sum."""
        v = self.number(poly) if poly.keys() - {UNIT} else SMALL
        return constant(v if v < SMALL else v - P) if min(v, P - v) < SMALL else poly

    def product(self, poly: Poly) -> tuple[Number, Mono]:
        """c·∏ bᵉ for a value that is not 0: content, shared bases, and a base for the rest."""
        each = [dict(m) for m in poly]
        least = [(b, min(m.get(b, 0) for m in each)) for b in {b: 0 for m in each for b in m}]
        common = frozenset((b, e) for b, e in least if e)
        c = Fraction(gcd(*(d.numerator for d in poly.values())),
                     lcm(*(d.denominator for d in poly.values())))  # fmt: skip
        c = -c if max(poly.values()) < 0 else c
        rest = self.simple({merged(m, common, -1): d / c for m, d in poly.items()})
        if len(rest) <= 1:
            return c * sum(rest.values()), merged(common, *rest)
        v = self.number(rest)
        side = NEG if P - v in self.known else POS
        c, v = (-c, P - v) if side == NEG else (c, v)
        b = self.known.get(v, ("sum", v))
        self.base(b, ANY, rest)
        if all(self.signs_of(d, m) == POS for m, d in rest.items()):
            self.may[b] &= side
        return c, merged(common, frozenset({(b, 1)}))

    def signs_of(self, c: Number, m: Mono) -> Signs:
        """Those that c·m may have."""
        signs = POS if c > 0 else NEG
        for b, e in m:
            signs = frozenset(x * (y if e % 2 else y * y) for x in signs for y in self.may[b])
        return signs

    def signs(self, poly: Poly) -> Signs:
        return self.signs_of(*self.product(poly)) if poly else ZERO

    def times(self, a: Poly, b: Poly) -> Poly:
        """The product, of the bases that sums are."""
        return multiply(*(self.power(x, 1) if len(x) > 1 else x for x in (a, b)))

    def power(self, poly: Poly, n: int) -> Poly:
        c, m = self.product(poly) if poly else (0, UNIT)
        return {merged(UNIT, m, n): Fraction(c) ** n} if poly else constant(int(n == 0))

    def apply(self, what: str, poly: Poly) -> Poly:
        """1/x, ln |x| or [x ≠ 0], with 1/0 = ln 0 = 0; an unknown if x is 0 at some points only."""
        if poly and 0 in self.signs(poly):
            v = self.number(poly)
            out = self.base((what, v), ANY)
            self.inverses |= {self.number(out): poly} if what == "Pow" else {}
            return self.inverses.get(v, out) if what == "Pow" else out
        if not poly or what != "Log":
            return self.power(poly, -1) if poly and what == "Pow" else constant(int(poly != {}))
        c, m = self.product(poly)
        sides = (c.numerator, 1), (c.denominator, -1)
        logs = [(self.base(("ln", p), POS), s) for n, s in sides for p in primes(abs(n))]
        for b, e in m:
            logs += [({b[1]: 1} if b[0] == "exp" else self.base(("ln", b), ANY), e)]
        return add(add([of], e) for of, e in logs)

    def exp(self, poly: Poly) -> Poly:
        c, of, terms = Fraction(1), UNIT, self._expand(poly)
        require(len(terms) < 2**10, "an exponent of too many terms")
        for m, k in terms.items():
            require(abs(k) <= 64 and ROOTS % k.denominator == 0, "too large an exponent", k)
            match [b for b, e in m if len(m) == e == 1]:
                case [("ln", int(p))]:
                    c, k = c * Fraction(p) ** floor(k), k - floor(k)
                case [("ln", tuple(b))] if self.may[b] == POS and k.denominator == 1:
                    of, k = merged(of, frozenset({(b, k)})), 0
            factor = self.base(("exp", m), POS) if k else constant(1)
            of = merged(of, *factor, k)
        return {of: c}

    def _expand(self, poly: Poly) -> Poly:
        """The same with no sum as a factor."""
        out = list[Poly]()
        for m, c in poly.items():
            factors: list[Poly] = [{UNIT: c}]
            for b, e in m:
                whole = self._expand(self.wholes[b]) if b in self.wholes and e > 0 else {}
                factors += [whole] * int(e) if whole else [{frozenset({(b, e)}): 1}]
            out.append(reduce(multiply, factors))
        return add(out)
