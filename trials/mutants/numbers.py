"""Exact real numbers for the judge: polynomials over Q in logarithms, roots and exponentials.

Apart from `derive.numeric.closed` on purpose: what decides whether a mutant is false shares no
code with what is measured. A number is a `Fraction` or a `Real`; generators of a `Real` are

    ("ln", p)    ln p for a prime p, or for what is too long to be factored
    ("root", p)  p^f with 0 < f < 1 for such a p
    ("log", a)   ln|a|, ("exp", a)  e^a, ("inv", a)  1/a for a frozen number a
    ("series", …)  a sum with ln n! in it (`series`)
    ("pi",)      π

No term left, denominators cleared, means 0. That a number is not 0, and its sign, is shown by an
interval alone.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy
from mpmath.ctx_iv import MPIntervalContext

from trials.mutants import series as sums

ZERO, ONE = Fraction(0), Fraction(1)
PRECISIONS = (64, 160, 400, 1000)
PRIMES = tuple(sympy.primerange(2, 2000))
_FACTORED = 80  # bits of what takes no time to factor
_CLEARED = 20  # denominators
_LARGEST = 400  # terms of a product
_LONGEST = 4000  # bits of what a logarithm is taken of
_HIGHEST = 5000  # exponents


class Unknown(Exception):
    """The sign is not decided at the highest precision, or the number is beyond any use."""


class Real:
    """Σ coefficient · monomial, never rational."""

    __slots__ = ("terms",)

    def __init__(self, terms: dict[Any, Fraction]) -> None:
        self.terms = terms

    def __add__(self, other: Any) -> Any:
        if not isinstance(other, (Real, Fraction, int)):
            return NotImplemented
        return _made(_plus(self.terms, _terms(other)))

    __radd__ = __add__

    def __mul__(self, other: Any) -> Any:
        if not isinstance(other, (Real, Fraction, int)):
            return NotImplemented
        return _cancelled(_times(self.terms, _terms(other)))

    __rmul__ = __mul__

    def __neg__(self) -> Any:
        return Real({m: -c for m, c in self.terms.items()})

    def __sub__(self, other: Any) -> Any:
        return self + (-other)

    def __rsub__(self, other: Any) -> Any:
        return (-self) + other

    def __float__(self) -> float:
        found = interval(self, 64)
        if found is None:
            raise Unknown
        return float((found.a + found.b).mid / 2)


Number = Fraction | Real


def _terms(x: Any) -> dict[Any, Fraction]:
    if isinstance(x, Real):
        return x.terms
    return {(): Fraction(x)} if x else {}


def _made(terms: dict[Any, Fraction]) -> Number:
    if not terms:
        return ZERO
    if len(terms) == 1 and () in terms:
        return terms[()]
    return Real(terms)


def _cancelled(terms: dict[Any, Fraction]) -> Number:
    """f·(1/f) is 1: where all that 1/f multiplies, to one power, is c·m·f for a monomial m."""
    for g in {g for mono in terms for g, _ in mono if g[0] == "inv"}:
        f = dict(g[1])
        for k in {k for mono in terms for h, k in mono if h == g}:
            inside = {mono: c for mono, c in terms.items() if (g, k) in mono}
            less = {(g, k - 1)} if k != 1 else set()
            part = _divided({_without(m, g): c for m, c in inside.items()}, f)
            if part is not None:
                rest = {m: c for m, c in terms.items() if m not in inside}
                mono, factor = _merged(part[0], tuple(less))
                return _cancelled(_plus(rest, {mono: part[1] * factor}))
    return _made(terms)


def _without(mono: Any, g: Any) -> Any:
    return tuple((h, k) for h, k in mono if h != g)


def _divided(a: dict[Any, Fraction], f: dict[Any, Fraction]) -> tuple[Any, Fraction] | None:
    """a/f if it is one monomial: (monomial, coefficient)."""
    if len(a) != len(f):
        return None
    lead = min(f)
    for m, c in a.items():
        mono, factor = _merged(m, tuple((h, -k) for h, k in lead))
        quotient = {mono: c * factor / f[lead]}
        if _times(f, quotient) == a:
            return mono, quotient[mono]
    return None


def _plus(a: dict[Any, Fraction], b: dict[Any, Fraction]) -> dict[Any, Fraction]:
    out = dict(a)
    for m, c in b.items():
        out[m] = out.get(m, ZERO) + c
        if not out[m]:
            del out[m]
    return out


def _times(a: dict[Any, Fraction], b: dict[Any, Fraction]) -> dict[Any, Fraction]:
    if len(a) * len(b) > _LARGEST:
        raise Unknown
    out: dict[Any, Fraction] = {}
    for m, c in a.items():
        for n, d in b.items():
            mono, factor = _merged(m, n)
            out[mono] = out.get(mono, ZERO) + c * d * factor
            if not out[mono]:
                del out[mono]
    return out


def _merged(m: Any, n: Any) -> tuple[Any, Fraction]:
    powers: dict[Any, Fraction] = dict(m)
    for g, k in n:
        powers[g] = powers.get(g, ZERO) + k
    return _monomial(powers)


def _monomial(powers: dict[Any, Fraction]) -> tuple[Any, Fraction]:
    """Sorted; whole powers of roots become a rational factor."""
    factor = ONE
    for g, k in powers.items():
        if g[0] == "root":
            whole = math.floor(k)
            if abs(whole) > _HIGHEST:
                raise Unknown
            powers[g], factor = k - whole, factor * Fraction(g[1]) ** whole
    return tuple(sorted((g, k) for g, k in powers.items() if k)), factor


def frozen(x: Number) -> Any:
    return tuple(sorted(_terms(x).items()))


def _generator(*g: Any) -> Number:
    return Real({((g, ONE),): ONE})


PI = _generator("pi")


def series(z: Number, over: int, j: int, counts: int) -> Number:
    """Σₙ nʲ·(ln n!)^counts·zⁿ·(n!)^over for n in ℕ₀; counts > 0."""
    return _generator("series", (frozen(z), over, j, counts))


def inverse(x: Number) -> Number:
    """1/x, and 0 at 0."""
    if isinstance(x, Fraction):
        return 1 / x if x else ZERO
    if sign(x) == 0:
        return ZERO
    if len(x.terms) == 1:
        ((m, c),) = x.terms.items()
        mono, factor = _monomial({g: -k for g, k in m})
        return _made({mono: factor / c})
    lead = min(x.terms)
    unit = x * inverse(_made({lead: x.terms[lead]}))
    if isinstance(unit, Fraction):
        return inverse(_made({lead: x.terms[lead] * unit}))
    return inverse(_made({lead: x.terms[lead]})) * _generator("inv", frozen(unit))


def log(x: Number) -> Number:
    """ln|x|, and 0 at 0."""
    if isinstance(x, Fraction):
        return _log_rational(abs(x)) if x else ZERO
    if sign(x) == 0:
        return ZERO
    lead = min(x.terms)
    first = _made({lead: x.terms[lead]})
    total = _log_rational(abs(x.terms[lead]))
    for g, k in lead:
        total = total + k * _log_generator(g)
    if len(x.terms) > 1:
        total = total + _generator("log", frozen(x * inverse(first)))
    return total


def _log_generator(g: Any) -> Number:
    if g[0] == "root":
        return _log_rational(Fraction(g[1]))
    if g[0] == "exp":
        return _made(dict(g[1]))
    if g[0] == "inv":
        return -log(_made(dict(g[1])))
    return _generator("log", (((((g, ONE),)), ONE),))


@lru_cache(maxsize=4096)
def _log_rational(x: Fraction) -> Number:
    out: Number = ZERO
    for n, s in ((x.numerator, ONE), (x.denominator, -ONE)):
        if n.bit_length() > _LONGEST:
            raise Unknown
        for prime in PRIMES:
            while n % prime == 0:
                n, out = n // prime, out + _generator("ln", prime) * s
        for prime, k in _large_factors(n).items():
            out = out + _generator("ln", prime) * (s * k)
    return out


def _large_factors(n: int) -> dict[int, int]:
    """Of what small primes leave; a number beyond that stands for itself, as a prime would."""
    if n == 1 or n.bit_length() > _FACTORED or sympy.isprime(n):
        return {n: 1} if n > 1 else {}
    return {int(p): int(k) for p, k in sympy.factorint(n).items()}


def exp(x: Number) -> Number:
    """e^x; rational for x = Σ integers · ln of rationals."""
    out: Number = ONE
    for mono, c in _terms(x).items():
        if len(mono) == 1 and mono[0][1] == 1 and mono[0][0][0] == "ln":
            m, factor = _monomial({("root", mono[0][0][1]): c})
            out = out * _made({m: factor})
        elif len(mono) == 1 and mono[0][1] == 1 and mono[0][0][0] == "log" and c.denominator == 1:
            base = _made(dict(mono[0][0][1]))
            base = base if sign(base) > 0 else -base
            out = out * power(base, int(c))
        else:
            out = out * Real({((("exp", ((mono, ONE),)), c),): ONE})
    return out


def power(x: Number, n: int) -> Number:
    if n < 0:
        return power(inverse(x), -n)
    if abs(n) > _LARGEST:
        raise Unknown
    if isinstance(x, Fraction):
        return x**n
    out: Number = ONE
    for _ in range(n):
        out = out * x
    return out


def ceiling(x: Number) -> Fraction:
    if isinstance(x, Fraction):
        return Fraction(math.ceil(x))
    near = round(float(x))
    for n in (near - 1, near, near + 1):
        if sign(x - Fraction(n)) <= 0:
            return Fraction(n)
    return Fraction(near + 2)


def sign(x: Number) -> int:
    """−1, 0 or 1.

    Raises:
        Unknown: if the highest precision leaves 0 inside the interval.
    """
    if isinstance(x, Fraction):
        return (x > 0) - (x < 0)
    for bits in PRECISIONS:
        found = interval(x, bits)
        if found is not None and not (found.a <= 0 <= found.b):
            return 1 if found.a > 0 else -1
    if not _cleared(x.terms):
        return 0
    raise Unknown


def _cleared(terms: dict[Any, Fraction]) -> dict[Any, Fraction]:
    """The terms times f for every 1/f in them, as often as it takes: 0 where x is, as f is not."""
    for _ in range(_CLEARED):
        g = next((g for mono in terms for g, _ in mono if g[0] == "inv"), None)
        if g is None:
            return terms
        powers = {mono: dict(mono).get(g, ZERO) for mono in terms}
        most, out = max(powers.values()), dict[Any, Fraction]()
        for mono, c in terms.items():
            part = {_without(mono, g): c}
            for _ in range(int(most - powers[mono])):
                part = _times(part, dict(g[1]))
            out = _plus(out, part)
        terms = out
    return terms


def interval(x: Number, bits: int) -> Any:
    """An interval around x, or None where the precision is too low for it."""
    try:
        return _interval(frozen(x), bits)
    except (ZeroDivisionError, ValueError, OverflowError):
        return None


@lru_cache(maxsize=8)
def _context(bits: int) -> Any:
    context = MPIntervalContext()
    context.prec = bits
    return context


@lru_cache(maxsize=20_000)
def _interval(terms: Any, bits: int) -> Any:
    iv = _context(bits)
    total = iv.mpf(0)
    for mono, c in terms:
        part = iv.mpf(c.numerator) / c.denominator
        for g, k in mono:
            part = part * _raised(g, k, bits)
        total = total + part
    return total


@lru_cache(maxsize=20_000)
def _raised(g: Any, k: Fraction, bits: int) -> Any:
    iv = _context(bits)
    if g[0] == "root":
        return iv.exp(iv.log(iv.mpf(g[1])) * k.numerator / k.denominator)
    if g[0] == "exp":
        return iv.exp(_interval(g[1], bits) * k.numerator / k.denominator)
    value = iv.log(iv.mpf(g[1])) if g[0] == "ln" else _inner(g, bits)
    return value ** int(k) if k > 0 else _safe_inverse(value ** int(-k))


def _inner(g: Any, bits: int) -> Any:
    if g[0] == "pi":
        return +_context(bits).pi
    if g[0] == "series":
        z, *rest = g[1]
        return sums.enclosure(_context(bits), _interval(z, bits), *rest)
    inside = _interval(g[1], bits)
    if g[0] == "inv":
        return _safe_inverse(inside)
    if inside.a <= 0 <= inside.b:
        raise ZeroDivisionError
    return _context(bits).log(abs(inside))


def _safe_inverse(value: Any) -> Any:
    if value.a <= 0 <= value.b:
        raise ZeroDivisionError
    return 1 / value
