"""Values at one point, as products c·∏ bᵉ of *bases* b, each a random element of a field.

Bases are laws' and quantities' values, sums, ln of a prime or base, E(m) for m in an exponent, and
functions of what may be 0. ln p, ln b and E(m) > 0 are independent unknowns, but

    ln |c·∏ bᵢ^eᵢ| = Σ kₚ ln p + Σ eᵢ ln |bᵢ|  for |c| = ∏ p^kₚ        exp(Σ cⱼ mⱼ) = ∏ E(mⱼ)^cⱼ
    E(ln p) = p,    E(ln b) = b for b > 0,    ln E(m) = m        equal bases, equal unknowns
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import product as pairs
from math import floor, gcd, isqrt, lcm
from random import Random
from typing import Any

from recheck.reader import require

P = 2**256 - 36113  # prime, as is (P − 1)/2: among the squares all roots exist, once
ROOTS, SMALL = 5040, 2**32  # exponents of E(m) are multiples of 1/ROOTS; integers recognised
Base = tuple[Any, ...]
Mono = frozenset[tuple[Base, Fraction | int]]
Value = tuple[Fraction, Mono]
Signs = frozenset[int]
ZERO, POS, NEG, ANY = (frozenset(s) for s in ({0}, {1}, {-1}, {-1, 0, 1}))


def constant(c: int | Fraction) -> Value:
    return Fraction(c), frozenset()


def times(a: Value, b: Value, power: int | Fraction = 1) -> Value:
    """a·b^power; a fraction as power is for b = 1·∏ bᵉ."""
    out = dict(a[1])
    for base, e in b[1]:
        out[base] = out.get(base, 0) + e * power
    c = a[0] if b[0] == 1 else a[0] * b[0] ** int(power)
    return c, frozenset((base, e) for base, e in out.items() if e)


def collect(values: Iterable[Value]) -> list[Value]:
    """The sum with one term for each product of bases, and none that is 0."""
    out: dict[Mono, Fraction] = {}
    for c, m in values:
        out[m] = out[m] + c if m in out else c
    return [(c, m) for m, c in out.items() if c]


def primes(n: int) -> list[int]:
    """The prime factors, by trial division."""
    require(n < 10**12, f"the logarithm of {n}: too large to be factorised here")
    d = next((d for d in range(2, isqrt(n) + 1) if n % d == 0), n)
    return [d, *primes(n // d)] if n > 1 else []


class Book:
    """may: the signs that bases may have. wholes: the sums that they are."""

    def __init__(self, random: Random) -> None:
        self.random, self.may = random, dict[Base, Signs]()
        self.values, self.known = dict[Base, int](), dict[int, Base]()
        self.wholes, self.inverses = dict[Base, list[Value]](), dict[Value, Value]()
        self.numbers = dict[Mono, int]()

    def base(self, b: Base, may: Signs, value: int = 0) -> Value:
        """A base with this key, which if it is new may have these signs."""
        if b not in self.may:
            drawn = self.random.randrange(1, P)
            drawn = value or (drawn**2 % P if may == POS else drawn)
            self.may[b], self.values[b], self.known[drawn] = may, drawn, b
        return Fraction(1), frozenset({(b, 1)})

    def number(self, m: Mono) -> int:
        """The element of the field."""
        if m not in self.numbers:
            self.numbers[m] = 1
            for b, e in m:
                require(e.denominator == 1 or b[0] == "exp", "a root of what is no exponential")
                k = int(e) if e.denominator == 1 else e.numerator * pow(e.denominator, -1, P // 2)
                self.numbers[m] = self.numbers[m] * pow(self.values[b], k, P) % P
        return self.numbers[m]

    def add(self, values: Iterable[Value]) -> Value:
        """The sum: content, shared bases, and an integer (if small) or base for the rest."""
        terms = collect(values)
        each = [dict(m) for _, m in terms]
        least = {b: min(m.get(b, 0) for m in each) for m in each for b in m}
        c = Fraction(gcd(*(c.numerator for c, _ in terms)), lcm(*(c.denominator for c, _ in terms)))
        shared = c, frozenset((b, e) for b, e in least.items() if e)
        rest = [times(term, shared, -1) for term in terms]
        v = sum(c.numerator * self.number(m) for c, m in rest) % P
        if min(v, P - v) < SMALL:
            return times(shared, constant(v if v < SMALL else v - P))
        side = -1 if P - v in self.known else 1
        b = self.known.get(side * v % P, ("sum", v))
        self.wholes |= {b: rest} if b not in self.may else {}
        out = times(shared, times(constant(side), self.base(b, ANY, v)))
        every = frozenset[int]().union(*map(self.signs, rest))
        self.may[b] &= frozenset(x * side for x in every) if every in (POS, NEG) else ANY
        return out

    def signs(self, value: Value) -> Signs:
        """Those that a value may have at points of this kind."""
        signs = ZERO if value[0] == 0 else POS if value[0] > 0 else NEG
        for b, e in value[1]:
            signs = frozenset(x * (y if e % 2 else y * y) for x in signs for y in self.may[b])
        return signs

    def apply(self, what: str, x: Value) -> Value:
        """1/x, ln |x| or [x ≠ 0], with 1/0 = ln 0 = 0; an unknown if x is 0 at some points only."""
        open_ = x[0] != 0 and 0 in self.signs(x)
        if x[0] == 0 or (what == "Nonzero" and not open_):
            return constant(int(x[0] != 0))
        if open_:
            out = self.base((what, x), ANY)
            self.inverses |= {out: x} if what == "Pow" else {}
            return self.inverses.get(x, out) if what == "Pow" else out
        if what == "Pow":
            return times(constant(1), x, -1)
        c, m = x
        numbers = [(p, s) for n, s in ((abs(c.numerator), 1), (c.denominator, -1)) for p in primes(n)]
        logs = [times(constant(s), self.base(("ln", p), POS)) for p, s in numbers]
        for b, e in m:
            of = (Fraction(1), b[1]) if b[0] == "exp" else self.base(("ln", b), ANY)
            logs.append(times(constant(e), of))
        return self.add(logs)

    def exp(self, x: Value) -> Value:
        """E of a sum as a product."""
        out, terms = constant(1), self._expand(x)
        for k, m in terms:
            small = len(terms) < 2**10 and abs(k) <= 64 and ROOTS % k.denominator == 0
            require(small, "too large an exponent", k)
            match [b for b, e in m if len(m) == e == 1]:
                case [("ln", int(p))]:
                    out, k = times(out, constant(p), floor(k)), k - floor(k)
                case [("ln", tuple(b))] if self.may[b] == POS and k.denominator == 1:
                    out, k = times(out, (Fraction(1), frozenset({(b, 1)})), k), Fraction(0)
            out = times(out, self.base(("exp", m), POS), k)
        return out

    def _expand(self, x: Value) -> list[Value]:
        """A value multiplied out, with no sum as a factor."""
        out = [constant(x[0])]
        for b, e in x[1]:
            whole = [t for term in self.wholes.get(b, ()) if e > 0 for t in self._expand(term)]
            for _ in range(int(e) if whole else 1):
                require(len(out) * len(whole) < 2**12, "a product of too many terms")
                every = pairs(out, collect(whole) or [(Fraction(1), frozenset({(b, e)}))])
                out = collect(times(s, t) for s, t in every)
        return out
