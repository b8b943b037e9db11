"""Values at one point, multiplied out: Σ c·∏ bᵉ over *bases* b, each an element of a field.

Bases are laws' and quantities' values, ln of a prime or base, E(m) for m in an exponent, and sums
that stand as factors or under ln. ln p, ln b and E(m) > 0 are independent unknowns, but

    ln |c·∏ bᵢ^eᵢ| = Σ kₚ ln p + Σ eᵢ ln |bᵢ|  for |c| = ∏ p^kₚ        exp(Σ cⱼ mⱼ) = ∏ E(mⱼ)^cⱼ
    E(ln p) = p,    E(ln b) = b for b > 0,    ln E(m) = m        equal bases, equal unknowns
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import reduce
from math import floor, gcd, lcm
from random import Random

from recheck.reader import require

P = 2**256 - 36113  # prime, as is (P − 1)/2: among the squares all roots exist, once
ROOTS, SMALL = 5040, 2**32  # exponents of E(m) are multiples of 1/ROOTS; integers recognised
Number = Fraction | int
Mono = frozenset[tuple[int, Number]]
Poly = dict[Mono, Number]
Signs = frozenset[int]
ZERO, POS, NEG, ANY = (frozenset(s) for s in ({0}, {1}, {-1}, {-1, 0, 1}))
UNIT: Mono = frozenset()


def constant(c: Number) -> Poly:
    return {UNIT: c} if c else {}


def power_of(b: int, e: Number = 1) -> Poly:
    return {frozenset({(b, e)}): 1}


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
    return add({merged(m, n): c * d} for m, c in a.items() for n, d in b.items())


def primes(n: int) -> Iterator[int]:
    """The prime factors, by trial division."""
    require(n < 10**12, f"the logarithm of {n}: too large to be factorised here")
    d = 2
    while n > 1:
        d = n if d * d > n else d
        while n % d == 0:
            yield d
            n //= d
        d += 1


class Book:
    """The bases of a point: their values, and the signs that these may have."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.values: list[int] = []
        self.may: list[Signs] = []
        self.known: dict[int, int] = {}  # a value: its base
        self.whole: dict[int, Poly] = {}  # a base: the sum it is
        self._numbers: dict[Mono, int] = {}
        self._opaque: dict[tuple[str, int], Poly] = {}
        self._logs: dict[int, int] = {}  # a base, or −p for a prime p: the base that is its ln
        self._logs_of: dict[int, int] = {}
        self._exps: dict[Mono, int] = {}
        self._exps_of: dict[int, Mono] = {}

    def base(self, may: Signs, whole: Poly | None = None) -> int:
        """A new one; whole: the sum it is, if any."""
        b, drawn = len(self.may), self.random.randrange(1, P)
        self.values.append(self.number(whole) if whole else drawn**2 % P if may == POS else drawn)
        self.may.append(may)
        self.known[self.values[b]] = b
        self.whole |= {b: whole} if whole else {}
        return b

    def number(self, poly: Poly) -> int:
        total = 0
        for m, c in poly.items():
            if m not in self._numbers:
                self._numbers[m] = reduce(lambda v, be: v * self._power(*be) % P, m, 1)
            v = c if type(c) is int else c.numerator * pow(c.denominator, -1, P)
            total += v * self._numbers[m]
        return total % P

    def _power(self, b: int, e: Number) -> int:
        require(e.denominator == 1 or b in self._exps_of, "a root of what is no exponential")
        k = e.numerator * pow(e.denominator, -1, P // 2) if e.denominator > 1 else int(e)
        return pow(self.values[b], k, P)

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
        b = self.known[v] if v in self.known else self.base(ANY, rest)
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

    def opaque(self, what: str, poly: Poly) -> Poly:
        """A function of the value, of which nothing is known."""
        if (what, v := self.number(poly)) not in self._opaque:
            self._opaque[what, v] = out = power_of(self.base(ANY))
            if what == "Pow":  # the inverse of the inverse
                self._opaque[what, self.number(out)] = poly
        return self._opaque[what, v]

    def _ln(self, key: int) -> Mono:
        if key in self._exps_of:
            return self._exps_of[key]
        if key not in self._logs:
            self._logs[key] = self.base(POS if key < 0 else ANY)
            self._logs_of[self._logs[key]] = key
        return frozenset({(self._logs[key], 1)})

    def log(self, poly: Poly) -> Poly:
        """ln |the value|; ln 0 = 0."""
        c, m = self.product(poly) if poly else (1, UNIT)
        keys = [(-p, s) for n, s in ((c.numerator, 1), (c.denominator, -1)) for p in primes(abs(n))]
        return add({self._ln(key): e} for key, e in [*keys, *m])

    def exp(self, poly: Poly) -> Poly:
        c, of, terms = Fraction(1), UNIT, self._expand(poly)
        require(len(terms) < 2**10, "an exponent of too many terms")
        for m, k in terms.items():
            require(abs(k) <= 64 and ROOTS % k.denominator == 0, "too large an exponent", k)
            ((b, e),) = m if len(m) == 1 else ((-1, 0),)
            log_of = self._logs_of.get(b) if e == 1 else None
            if log_of is not None and log_of < 0:
                c, k = c * Fraction(-log_of) ** floor(k), k - floor(k)
            elif log_of is not None and self.may[log_of] == POS and k.denominator == 1:
                of, k = merged(of, frozenset({(log_of, k)})), 0
            if k and m not in self._exps:
                self._exps[m] = self.base(POS)
                self._exps_of[self._exps[m]] = m
            of = merged(of, frozenset({(self._exps[m], k)})) if k else of
        return {of: c}

    def _expand(self, poly: Poly) -> Poly:
        """The same with no sum as a factor."""
        out = list[Poly]()
        for m, c in poly.items():
            factors: list[Poly] = [{UNIT: c}]
            for b, e in m:
                sum_ = b in self.whole and e > 0
                factors += [self._expand(self.whole[b])] * int(e) if sum_ else [power_of(b, e)]
            out.append(reduce(multiply, factors))
        return add(out)
