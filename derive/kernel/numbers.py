"""Exact numbers Σ c·∏ (ln p)ᵏ·eʳ: c, r rational, p prime. Their signs, and values of terms.

Such a number is 0 where nothing is left of the sum. Otherwise its sign is that of an interval
around it, made narrower until it does not hold 0; if that does not happen, nothing is said.

    ln p = m·ln 2 + ln y, y = p/2^m in [1, 2]
    ln y = 2·Σ x^(2i+1)/(2i+1), x = (y − 1)/(y + 1) ≤ 1/3
    Σ_{i<n} xⁱ/i! ≤ eˣ ≤ Σ_{i<n} xⁱ/i! + 2·xⁿ/n!  for 0 ≤ x ≤ 1
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from typing import TypeAlias

from derive.kernel import terms as t
from derive.kernel.normal import _bounded, _factorise
from derive.kernel.terms import KernelError, Term

Unit: TypeAlias = tuple[tuple[tuple[int, int], ...], Fraction]  # ∏ (ln p)ᵏ as pairs (p, k); r of eʳ
Number: TypeAlias = dict[Unit, Fraction]
Bounds: TypeAlias = tuple[Fraction, Fraction]
ONE: Unit = ((), Fraction(0))
_LARGEST = 10**12  # number of which a logarithm is taken
_LARGEST_EXPONENT = 500
_MAX_POWER = 200
_MAX_TERMS = 500
_BITS = (64, 128, 256, 512)  # of precision, one after the other


def rational(c: Fraction | int) -> Number:
    return {ONE: Fraction(c)} if c else {}


def total(parts: Iterable[Number]) -> Number:
    out: Number = {}
    for x in parts:
        for unit, c in x.items():
            out[unit] = out.get(unit, Fraction(0)) + c
    return {unit: c for unit, c in out.items() if c}


def times(x: Number, y: Number) -> Number:
    out = total({product(u, v): _bounded(c * d)} for u, c in x.items() for v, d in y.items())
    if len(out) > _MAX_TERMS:
        raise KernelError(f"a number of more than {_MAX_TERMS} terms")
    return out


def product(u: Unit, v: Unit) -> Unit:
    if not u[0] or not v[0]:
        return (u[0] or v[0], u[1] + v[1])
    powers = dict(u[0])
    for p, k in v[0]:
        powers[p] = powers.get(p, 0) + k
    return tuple(sorted((p, k) for p, k in powers.items() if k)), u[1] + v[1]


def logarithm(c: Fraction) -> Number:
    """ln |c| for a rational c ≠ 0."""
    return {(((p, 1),), Fraction(0)): Fraction(k) for p, k in primes(c)}


def primes(c: Fraction) -> list[tuple[int, int]]:
    """Pairs (p, k) with ln |c| = Σ k·ln p, for c ≠ 0."""
    if max(abs(c.numerator), c.denominator) > _LARGEST:
        raise KernelError(f"the logarithm of {c}: numbers up to {_LARGEST} are factorised")
    return sorted(_factorise(abs(c)).items())


def exponential(r: Fraction) -> Unit:
    if abs(r) > _LARGEST_EXPONENT or r.denominator > _LARGEST:
        raise KernelError(f"exp({r}): exponents up to {_LARGEST_EXPONENT} are looked at")
    return (), r


# -- signs --------------------------------------------------------------------------------------


def sign(x: Number) -> int | None:
    """1, 0 or −1; None if it is not found out."""
    if not x:
        return 0
    for bits in _BITS:
        low, high = Fraction(0), Fraction(0)
        for unit, c in x.items():
            ends = sorted(c * end for end in _bounds(unit, bits))
            low, high = low + ends[0], high + ends[1]
        if low > 0 or high < 0:
            return 1 if low > 0 else -1
    return None


def _bounds(unit: Unit, bits: int) -> Bounds:
    low, high = exp_bounds(exponential(unit[1])[1], bits)
    for p, k in unit[0]:
        if abs(k) > _MAX_POWER:
            raise KernelError(f"ln({p})^{k}: powers up to {_MAX_POWER} are looked at")
        a, b = ln_bounds(p, bits)
        low, high = (low * a**k, high * b**k) if k > 0 else (low * b**k, high * a**k)
    return low, high


@lru_cache(256)
def ln_bounds(p: int, bits: int) -> Bounds:
    """Bounds of ln p for an integer p ≥ 2."""
    m = p.bit_length() - 1
    low, high = _ln_of(Fraction(p, 2**m), bits)
    a, b = _ln_of(Fraction(2), bits)
    return low + m * a, high + m * b


def _ln_of(y: Fraction, bits: int) -> Bounds:
    """Bounds of ln y for 1 ≤ y ≤ 2: the terms from the nth on are ≤ 9/8 of the nth in all."""
    x, n = (y - 1) / (y + 1), bits // 3 + 2
    low = sum((2 * x ** (2 * i + 1) / (2 * i + 1) for i in range(n)), Fraction(0))
    return _outwards(low, low + Fraction(9, 4) * x ** (2 * n + 1) / (2 * n + 1), bits)


@lru_cache(256)
def exp_bounds(r: Fraction, bits: int) -> Bounds:
    """Bounds of e^r: for r > 0 those of e^(r/2^h), r/2^h ≤ 1, squared h times."""
    if r < 0:
        low, high = exp_bounds(-r, bits)
        return 1 / high, 1 / low
    h = ceil(r).bit_length()
    bits += 2 * ceil(r) + h
    low, term, n = Fraction(0), Fraction(1), 0
    while term * 2**bits > 1:
        low, n = low + term, n + 1
        term = term * r / (2**h * n)
    bounds = _outwards(low, low + 2 * term, bits)
    for _ in range(h):
        bounds = _outwards(bounds[0] ** 2, bounds[1] ** 2, bits)
    return bounds


def _outwards(low: Fraction, high: Fraction, bits: int) -> Bounds:
    return Fraction(floor(low * 2**bits), 2**bits), Fraction(ceil(high * 2**bits), 2**bits)


# -- values -------------------------------------------------------------------------------------


def value(term: Term, name: str, at: Fraction) -> Number:
    """The value of a term where the quantity `name` is `at`, with x/0 = 0 and ln 0 = 0.

    Raises:
        KernelError: it is not such a number.
    """
    match term:
        case t.Const(c):
            return rational(c)
        case t.Quantity(own, ()) if own == name:
            return rational(at)
        case t.Add(terms):
            return total(value(s, name, at) for s in terms)
        case t.Mul(factors):
            out = rational(1)
            for s in factors:
                out = times(out, value(s, name, at))
            return out
        case t.Pow(base, n):
            return _power(value(base, name, at), n)
        case t.Log(arg):
            return _log(value(arg, name, at))
        case t.Exp(arg):
            x = value(arg, name, at)
            if set(x) <= {ONE}:
                return {exponential(x.get(ONE, Fraction(0))): Fraction(1)}
    raise KernelError(f"the value at {at} is no sum of logarithms and exponentials of rationals")


def _power(x: Number, n: int) -> Number:
    if abs(n) > _MAX_POWER:
        raise KernelError(f"exponent {n}: expected one of size at most {_MAX_POWER}")
    if not x:
        return rational(int(n == 0))
    if n < 0:
        if len(x) > 1:
            raise KernelError("a sum with logarithms or exponentials is divided by")
        ((unit, c),) = x.items()
        x, n = {(tuple((p, -k) for p, k in unit[0]), -unit[1]): 1 / c}, -n
    out = rational(1)
    for _ in range(n):
        out = times(out, x)
    return out


def _log(x: Number) -> Number:
    if not x:
        return {}
    ((unit, c), *others) = x.items()
    if others or unit[0]:
        raise KernelError("the logarithm of a sum, or of a logarithm")
    return total([logarithm(c), rational(unit[1])])
