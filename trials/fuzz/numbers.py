"""Exact reals of the fuzz's own: polynomials over Q in logarithms, roots, exponentials, inverses.

Nothing here is shared with `derive.numeric`: what the two disagree about is a finding. A number is
a `Fraction` or a `Combo`, a rational combination of monomials in the generators

    ("ln", p)     ln of a prime                  ("log", a)    ln|a|, a polynomial
    ("root", p)   p^f, 0 < f < 1                 ("exp", m)    e^m, m a monomial
    ("inv", a)    1/a, a polynomial

An empty combination is 0. That one is not 0, and its sign, is known from an interval only.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Any

from mpmath.ctx_iv import MPIntervalContext

Generator = tuple[Any, ...]
Mono = tuple[tuple[Generator, Fraction], ...]
Frozen = tuple[tuple[Mono, Fraction], ...]
Number = Any  # Fraction | Combo
Interval = tuple[float, float]

ZERO, ONE = Fraction(0), Fraction(1)
PRECISIONS = (128, 512, 1536)
_MOST_TERMS, _LARGEST_POWER, _LARGEST_PRIME = 400, 2000, 10**6
_ULPS = 4  # libm's log and exp are good to less than one


class Undecided(Exception):
    """A number is too large, or its sign is beyond the highest precision."""


class Combo:
    """Σ c·m, not a plain rational."""

    __slots__ = ("terms",)

    def __init__(self, terms: dict[Mono, Fraction]) -> None:
        self.terms = terms

    def frozen(self) -> Frozen:
        return tuple(sorted(self.terms.items()))


def _terms(x: Number) -> dict[Mono, Fraction]:
    if isinstance(x, Combo):
        return x.terms
    return {(): x} if x else {}


def _made(terms: dict[Mono, Fraction]) -> Number:
    kept = {m: c for m, c in terms.items() if c}
    if not kept:
        return ZERO
    return kept[()] if len(kept) == 1 and () in kept else Combo(kept)


def total(values: Iterable[Number]) -> Number:
    plain, out = ZERO, dict[Mono, Fraction]()
    for x in values:
        if isinstance(x, Combo):
            for m, c in x.terms.items():
                out[m] = out.get(m, ZERO) + c
        else:
            plain += x
    if not out:
        return plain
    out[()] = out.get((), ZERO) + plain
    return _made(out)


def minus(x: Number, y: Number) -> Number:
    return total((x, times(Fraction(-1), y)))


def times(x: Number, y: Number) -> Number:
    if isinstance(x, Fraction) and isinstance(y, Fraction):
        return x * y
    a, b = _terms(x), _terms(y)
    if len(a) * len(b) > _MOST_TERMS:
        raise Undecided
    out: dict[Mono, Fraction] = {}
    for m, c in a.items():
        for n, d in b.items():
            k, factor = _monomial((*m, *n)) if m and n else (m or n, ONE)
            out[k] = out.get(k, ZERO) + c * d * factor
    return _made(out)


def _monomial(powers: Iterable[tuple[Generator, Fraction]]) -> tuple[Mono, Fraction]:
    """Exponents added up; whole powers of roots become a rational."""
    exponents: dict[Generator, Fraction] = {}
    factor = ONE
    for g, k in powers:
        exponents[g] = exponents.get(g, ZERO) + k
    for g, k in exponents.items():
        if g[0] == "root":
            whole = math.floor(k)
            factor *= _whole_power(Fraction(g[1]), whole)
            exponents[g] = k - whole
    return tuple(sorted((g, k) for g, k in exponents.items() if k)), factor


def _whole_power(x: Fraction, n: int) -> Fraction:
    if abs(n) > _LARGEST_POWER:
        raise Undecided
    return x**n


def inverse(x: Number) -> Number:
    """1/x, and 0 for x = 0."""
    if isinstance(x, Fraction):
        return 1 / x if x else ZERO
    if sign(x) == 0:
        return ZERO
    if len(x.terms) == 1:
        ((mono, c),) = x.terms.items()
        m, factor = _monomial((g, -k) for g, k in mono)
        return _made({m: factor / c})
    c, primitive = _primitive(x)
    return _made({((("inv", primitive), ONE),): 1 / c})


def _primitive(x: Combo) -> tuple[Fraction, Frozen]:
    """x as a rational times a polynomial with leading coefficient 1."""
    frozen = x.frozen()
    lead = frozen[-1][1]
    return lead, tuple((m, c / lead) for m, c in frozen)


def power(x: Number, n: int) -> Number:
    """xⁿ, with x⁰ = 1 and 0ⁿ = 0 for n < 0."""
    if n < 0:
        return power(inverse(x), -n)
    if isinstance(x, Fraction):
        return _whole_power(x, n)
    out: Number = ONE
    for _ in range(n):
        out = times(out, x)
    return out


def log(x: Number) -> Number:
    """ln|x|, and 0 for x = 0."""
    if isinstance(x, Fraction):
        return _log_rational(abs(x)) if x else ZERO
    if sign(x) == 0:
        return ZERO
    if len(x.terms) == 1:
        ((mono, c),) = x.terms.items()
        return total((_log_rational(abs(c)), *(times(k, _log_generator(g)) for g, k in mono)))
    c, primitive = _primitive(x)
    return total((_log_rational(abs(c)), _made({((("log", primitive), ONE),): ONE})))


def _log_generator(g: Generator) -> Number:
    if g[0] == "root":
        return _log_rational(Fraction(g[1]))
    if g[0] == "exp":
        return _made({g[1]: ONE})
    if g[0] == "inv":
        return _made({((("log", g[1]), ONE),): Fraction(-1)})
    return _made({((("log", ((((g, ONE),), ONE),)), ONE),): ONE})


@lru_cache(maxsize=65536)
def _log_rational(x: Fraction) -> Number:
    out: dict[Mono, Fraction] = {}
    for n, factor in ((x.numerator, ONE), (x.denominator, -ONE)):
        for p, k in _factorised(n).items():
            out[((("ln", p), ONE),)] = factor * k
    return _made(out)


def _factorised(n: int) -> dict[int, int]:
    out: dict[int, int] = {}
    d = 2
    while d * d <= n:
        if d > _LARGEST_PRIME:
            raise Undecided
        while n % d == 0:
            out[d] = out.get(d, 0) + 1
            n //= d
        d += 1
    if n > 1:
        out[n] = out.get(n, 0) + 1
    return out


def exp(x: Number) -> Number:
    """eˣ; exact for combinations of logarithms of rationals."""
    out: Number = ONE
    for mono, c in _terms(x).items():
        out = times(out, _exp_of(mono, c))
    return out


def _exp_of(mono: Mono, c: Fraction) -> Number:
    if len(mono) == 1 and mono[0][1] == 1:
        kind, of = mono[0][0]
        if kind == "ln":
            m, factor = _monomial(((("root", of), c),))
            return _made({m: factor})
        if kind == "log" and c.denominator == 1 and abs(c) <= 8:
            base: Number = _made(dict(of))
            return power(base if sign(base) > 0 else times(Fraction(-1), base), int(c))
    return _made({((("exp", mono), c),): ONE})


# -- signs ----------------------------------------------------------------------------------------


def sign(x: Number) -> int:
    """-1, 0 or 1.

    Raises:
        Undecided: the number is not 0 by algebra, and no interval excludes 0.
    """
    if isinstance(x, Fraction):
        return (x > 0) - (x < 0)
    found = _floats(x)
    if found is not None and (found[0] > 0 or found[1] < 0):
        return 1 if found[0] > 0 else -1
    if isinstance(cleared := _cleared(x), Fraction) and not cleared:
        return 0
    for precision in PRECISIONS:
        close = _precise(x, precision)
        if close is not None and (close.a > 0 or close.b < 0):
            return 1 if close.a > 0 else -1
    raise Undecided


def _cleared(x: Combo) -> Number:
    """x times the denominators in it (none of which is 0): 0 exactly when x is."""
    out: Number = x
    for _ in range(4):
        inverses = sorted({g for m in _terms(out) for g, _ in m if g[0] == "inv"})
        if not inverses:
            break
        g = inverses[0]
        most = max(int(dict(m).get(g, ZERO)) for m in _terms(out))
        denominator = _made(dict(g[1]))
        parts: list[Number] = []
        for m, c in _terms(out).items():
            rest = tuple((h, k) for h, k in m if h != g)
            left = most - int(dict(m).get(g, ZERO))
            parts.append(times(_made({rest: c}), power(denominator, left)))
        out = total(parts)
    return out


def _floats(x: Combo) -> Interval | None:
    """An interval with rounded ends that contains x."""
    try:
        return _poly_floats(x.terms.items())
    except (OverflowError, _Unknown):
        return None


class _Unknown(Exception):
    """Floats, or this precision, do not suffice."""


def _outward(low: float, high: float, ulps: int = 1) -> Interval:
    for _ in range(ulps):
        low, high = math.nextafter(low, -math.inf), math.nextafter(high, math.inf)
    if not (math.isfinite(low) and math.isfinite(high)):
        raise _Unknown
    return low, high


def _product(a: Interval, b: Interval) -> Interval:
    ends = (a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1])
    return _outward(min(ends), max(ends))


def _poly_floats(terms: Iterable[tuple[Mono, Fraction]]) -> Interval:
    low = high = 0.0
    for mono, c in terms:
        value = _outward(float(c), float(c))
        for g, k in mono:
            value = _product(value, _generator_floats(g, k))
        low, high = _outward(low + value[0], high + value[1])
    return low, high


@lru_cache(maxsize=65536)
def _generator_floats(g: Generator, k: Fraction) -> Interval:
    kind, of = g
    if kind in ("root", "exp"):
        inner = _log_floats((of, of)) if kind == "root" else _poly_floats(((of, ONE),))
        low, high = _product(inner, _outward(float(k), float(k)))
        return _outward(math.exp(low), math.exp(high), _ULPS)
    if kind == "ln":
        base = _log_floats((of, of))
    else:
        base = _poly_floats(of)
        if base[0] <= 0 <= base[1]:
            raise _Unknown
        if kind == "log":
            base = _log_floats(base if base[0] > 0 else (-base[1], -base[0]))
        else:
            base = _outward(1 / base[1], 1 / base[0])
    if k < 0:
        if base[0] <= 0 <= base[1]:
            raise _Unknown
        base = _outward(1 / base[1], 1 / base[0])
    out = base
    for _ in range(abs(int(k)) - 1):
        out = _product(out, base)
    return out


def _log_floats(x: Interval) -> Interval:
    return _outward(math.log(x[0]), math.log(x[1]), _ULPS)


@lru_cache(maxsize=4)
def _context(precision: int) -> Any:
    made = MPIntervalContext()
    made.prec = precision
    return made


def _precise(x: Combo, precision: int) -> Any:
    try:
        return _poly_precise(x.terms.items(), _context(precision))
    except _Unknown:
        return None


def _poly_precise(terms: Iterable[tuple[Mono, Fraction]], ctx: Any) -> Any:
    out = ctx.mpf(0)
    for mono, c in terms:
        value = ctx.mpf(c.numerator) / ctx.mpf(c.denominator)
        for g, k in mono:
            value *= _generator_precise(g, k, ctx)
        out += value
    return out


def _generator_precise(g: Generator, k: Fraction, ctx: Any) -> Any:
    kind, of = g
    exponent = ctx.mpf(k.numerator) / ctx.mpf(k.denominator)
    if kind in ("root", "exp"):
        inner = ctx.log(ctx.mpf(of)) if kind == "root" else _poly_precise(((of, ONE),), ctx)
        argument = exponent * inner
        if abs(argument).b > 10**6:
            raise _Unknown
        return ctx.exp(argument)
    if kind == "ln":
        base = ctx.log(ctx.mpf(of))
    else:
        base = _away_from_zero(_poly_precise(of, ctx))
        base = ctx.log(base if base.a > 0 else -base) if kind == "log" else 1 / base
    if k < 0:
        base = 1 / _away_from_zero(base)
    return base ** abs(int(k))


def _away_from_zero(x: Any) -> Any:
    if x.a <= 0 <= x.b:
        raise _Unknown
    return x


def shown(x: Number) -> str:
    """A number for a report."""
    if isinstance(x, Fraction):
        return str(x)
    found = _floats(x)
    return "?" if found is None else f"≈{(found[0] + found[1]) / 2:.12g}"
