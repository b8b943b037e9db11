"""Exact real numbers: quotients of polynomials over Q in logarithms, roots and exponentials.

A number is a `Fraction`, or a `Closed`, num/den, where num and den are linear combinations over Q
of monomials in the generators

    ("ln", n)       ln n, n ≥ 2 an integer (a prime, or a large unfactored cofactor)
    ("root", n)     n^f with 0 < f < 1
    ("exp", m)      e^m for a monomial m; m = () gives e itself
    ("expq", a, b)  e^(a/b) for two polynomials
    ("lnp", a)      ln|a| for a polynomial a with leading coefficient 1
    ("pi",)         π

A polynomial that is empty is zero: that proves an equality. That a number is *not* zero, and its
sign, is shown by an interval that excludes zero, at growing precision, and by nothing else.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache
from typing import Any

import mpmath
from mpmath.ctx_iv import MPIntervalContext

from derive.looks import look

Generator = tuple[Any, ...]
Monomial = tuple[tuple[Generator, Fraction], ...]
Poly = dict[Monomial, Fraction]
Frozen = tuple[tuple[Monomial, Fraction], ...]

ZERO, ONE = Fraction(0), Fraction(1)
PRECISIONS = (64, 128, 256, 512, 1024, 2048)
_LARGEST_INTEGER_POWER = 4096
_LARGEST_POLYNOMIAL = 3000
_LARGEST_EXPONENT = 2**40


class Undecided(Exception):
    """Neither exact algebra nor intervals of the highest precision decide the sign."""


class _TooWide(Exception):
    """An interval at this precision touches a point where the function is not defined."""


class Closed:
    """num/den, never a plain rational (those are `Fraction`s). Made by `_make`."""

    __slots__ = ("den", "num")

    def __init__(self, num: Poly, den: Poly) -> None:
        self.num, self.den = num, den

    def __add__(self, other: Any) -> Any:
        num, den = _parts(other)
        if den == self.den:
            return _make(_plus(self.num, num), den)
        return _make(_plus(_times(self.num, den), _times(num, self.den)), _times(self.den, den))

    __radd__ = __add__

    def __mul__(self, other: Any) -> Any:
        num, den = _parts(other)
        if not num:
            return ZERO
        return _make(_times(self.num, num), _times(self.den, den))

    __rmul__ = __mul__

    def __neg__(self) -> Any:
        return Closed({m: -c for m, c in self.num.items()}, self.den)

    def __sub__(self, other: Any) -> Any:
        return self + (-other)

    def __rsub__(self, other: Any) -> Any:
        return (-self) + other

    def __truediv__(self, other: Any) -> Any:
        return self * inverse(other)

    def __rtruediv__(self, other: Any) -> Any:
        return inverse(self) * other

    def __repr__(self) -> str:
        return f"Closed({text(self) or '…'})"


Number = Fraction | Closed
_UNIT: Poly = {(): ONE}


def _parts(x: Any) -> tuple[Poly, Poly]:
    if isinstance(x, Closed):
        return x.num, x.den
    return ({(): Fraction(x)} if x else {}), _UNIT


def _make(num: Poly, den: Poly) -> Number:
    """num/den, with a one-term denominator divided out and proportional parts cancelled."""
    if not num:
        return ZERO
    if len(den) == 1:
        if den is not _UNIT and den != _UNIT:
            num = _times(num, _reciprocal(den))
        den = _UNIT
    elif len(num) == len(den):
        first = next(iter(den))
        ratio = num.get(first, ZERO) / den[first]
        if ratio and all(num.get(m) == ratio * c for m, c in den.items()):
            return ratio
    if den is _UNIT and len(num) == 1 and () in num:
        return num[()]
    return Closed(num, den)


def _plus(a: Poly, b: Poly) -> Poly:
    out = dict(a)
    for m, c in b.items():
        total = out.get(m, ZERO) + c
        if total:
            out[m] = total
        else:
            out.pop(m, None)
    return out


def _times(a: Poly, b: Poly) -> Poly:
    if b is _UNIT:
        return a
    if a is _UNIT:
        return b
    if len(a) * len(b) > _LARGEST_POLYNOMIAL:
        raise Undecided
    look()
    out: Poly = {}
    for m, c in a.items():
        for n, d in b.items():
            mono, factor = _merge(m, n)
            total = out.get(mono, ZERO) + c * d * factor
            if total:
                out[mono] = total
            else:
                out.pop(mono, None)
    return out


def _merge(m: Monomial, n: Monomial) -> tuple[Monomial, Fraction]:
    """The product of two monomials, and the rational that whole powers of roots leave."""
    if not m:
        return n, ONE
    if not n:
        return m, ONE
    exponents = dict(m)
    for g, k in n:
        exponents[g] = exponents.get(g, ZERO) + k
    return _monomial(exponents)


def _monomial(exponents: dict[Generator, Fraction]) -> tuple[Monomial, Fraction]:
    factor = ONE
    for g, k in exponents.items():
        if g[0] == "root" and not 0 <= k < 1:
            whole = math.floor(k)
            if abs(whole) > _LARGEST_INTEGER_POWER:
                raise Undecided
            exponents[g] = k - whole
            factor *= Fraction(g[1]) ** whole
    return tuple(sorted((g, k) for g, k in exponents.items() if k)), factor


def _reciprocal(one_term: Poly) -> Poly:
    ((mono, c),) = one_term.items()
    inverse, factor = _monomial({g: -k for g, k in mono})
    return {inverse: factor / c}


def _frozen(a: Poly) -> Frozen:
    return tuple(sorted(a.items()))


PI: Number = Closed({((("pi",), ONE),): ONE}, _UNIT)

# ---------------------------------------------------------------- functions


def absolute(x: Number) -> Number:
    """|x|.

    Raises:
        Undecided: if the sign of x is beyond reach.
    """
    return -x if sign(x) < 0 else x


def inverse(x: Number) -> Number:
    """1/x, and 0 for x = 0.

    Raises:
        Undecided: if it cannot be decided whether x is 0.
    """
    if isinstance(x, Fraction):
        return 1 / x if x else ZERO
    if sign(x) == 0:
        return ZERO
    return _make(x.den, x.num)


def log(x: Number) -> Number:
    """ln|x|, and 0 for x = 0.

    Raises:
        Undecided: if it cannot be decided whether x is 0.
    """
    if isinstance(x, Fraction):
        return _log_rational(abs(x)) if x else ZERO
    if sign(x) == 0:
        return ZERO
    below = ZERO if x.den is _UNIT else _log_poly(x.den)
    return _log_poly(x.num) - below


def _log_rational(x: Fraction) -> Number:
    out: Poly = {}
    for n, factor in ((x.numerator, ONE), (x.denominator, -ONE)):
        for prime, k in factors(n):
            out = _plus(out, {((("ln", prime), ONE),): factor * k})
    return _make(out, _UNIT)


def _log_poly(a: Poly) -> Number:
    """ln|a| for a polynomial that is not zero; what divides every term comes out first."""
    if len(a) > 1:
        lead = _least(a)
        first = {lead: a[lead]}
        unit = _frozen(_times(a, _reciprocal(first)))
        return _log_poly(first) + Closed({((("lnp", unit), ONE),): ONE}, _UNIT)
    ((mono, c),) = a.items()
    total: Number = _log_rational(abs(c))
    for g, k in mono:
        total = total + k * _log_generator(g)
    return total


def _least(a: Poly) -> Monomial:
    """The least monomial in an order that multiplying all of them does not change."""
    generators = sorted({g for mono in a for g, _ in mono})
    return min(a, key=lambda mono: [dict(mono).get(g, ZERO) for g in generators])


def _log_generator(g: Generator) -> Number:
    if g[0] == "root":
        return _log_rational(Fraction(g[1]))
    if g[0] == "exp":
        return _make({g[1]: ONE}, _UNIT)
    if g[0] == "expq":
        return _make(dict(g[1]), dict(g[2]))
    return Closed({((("lnp", ((((g, ONE),), ONE),)), ONE),): ONE}, _UNIT)


def exp(x: Number) -> Number:
    """e^x; exact for x a combination of logarithms, as in 2^(-L) = e^(-L·ln 2)."""
    num, den = _parts(x)
    if den is not _UNIT:
        return _make({((("expq", _frozen(num), _frozen(den)), ONE),): ONE}, _UNIT)
    out: Number = ONE
    for mono, c in num.items():
        out = out * _exp_term(mono, c)
    return out


def _exp_term(mono: Monomial, c: Fraction) -> Number:
    """e^(c·mono)."""
    if len(mono) == 1 and mono[0][1] == 1:
        g = mono[0][0]
        if g[0] == "ln":
            m, factor = _monomial({("root", g[1]): c})
            return _make({m: factor}, _UNIT)
        if g[0] == "lnp" and c.denominator == 1:
            base = _make(dict(g[1]), _UNIT)
            return power(base if sign(base) > 0 else -base, int(c))
    return _make({((("exp", mono), c),): ONE}, _UNIT)


def power(x: Number, n: int) -> Number:
    """x^n for an integer n, with 0^n = 0 for n < 0.

    Raises:
        Undecided: if |n| is beyond any use, or for n < 0 it cannot be decided whether x is 0.
    """
    if abs(n) > _LARGEST_INTEGER_POWER:
        raise Undecided
    if n < 0:
        return power(inverse(x), -n)
    if isinstance(x, Fraction):
        return x**n
    out: Number = ONE
    for _ in range(n):
        out = out * x
    return out


def ceiling(x: Number) -> Fraction:
    """The least integer ≥ x.

    Raises:
        Undecided: if x cannot be told from an integer, or is beyond the highest precision.
    """
    if isinstance(x, Fraction):
        return Fraction(math.ceil(x))
    for precision in PRECISIONS:
        found = interval(x, precision)
        if found is None:
            continue
        low, high = _ceilings(found, precision)
        if high == low + 1 and sign(x - Fraction(low)) <= 0:  # the interval goes beyond `low`
            return Fraction(low)
        if high <= low + 1:
            return Fraction(high)
    raise Undecided


def _ceilings(found: Any, precision: int) -> tuple[int, int]:
    """The least integers ≥ the two ends of an interval."""
    with mpmath.workprec(precision):
        low, high = mpmath.mpf(found.a), mpmath.mpf(found.b)
        if not (mpmath.isfinite(low) and mpmath.isfinite(high)):
            raise Undecided
        return int(mpmath.ceil(low)), int(mpmath.ceil(high))


# ---------------------------------------------------------------- integers


@lru_cache(maxsize=1)
def _primes() -> tuple[int, ...]:
    sieve = bytearray([1]) * 1024
    for i in range(2, 32):
        if sieve[i]:
            sieve[i * i :: i] = bytes(len(sieve[i * i :: i]))
    return tuple(i for i in range(2, 1024) if sieve[i])


@lru_cache(maxsize=65536)
def factors(n: int) -> tuple[tuple[int, int], ...]:
    """n ≥ 1 as powers of primes below 1024 and of one cofactor without such primes."""
    out = []
    for p in _primes():
        if p * p > n:
            break
        k = 0
        while n % p == 0:
            n //= p
            k += 1
        if k:
            out.append((p, k))
    if n > 1:
        out.append((n, 1))
    return tuple(out)


def _coprime_base(numbers: list[int]) -> list[int]:
    """Pairwise coprime integers of which every given number is a product."""
    base: list[int] = []
    todo = list(numbers)
    while todo:
        n = todo.pop()
        for i, b in enumerate(base):
            g = math.gcd(n, b)
            if g > 1:
                base.pop(i)
                todo += [m for m in (g, n // g, b // g) if m > 1]
                break
        else:
            if n > 1:
                base.append(n)
    return sorted(base)


def _refined(a: Poly) -> Poly:
    """The polynomial with its unfactored logarithms split over a coprime base."""
    large = sorted({g[1] for m in a for g, _ in m if g[0] == "ln" and g[1] > 1 << 20})
    if len(large) < 2:
        return a
    base = _coprime_base(large)
    out: Poly = {}
    for mono, c in a.items():
        term: Poly = {(): c}
        for g, k in mono:
            if g[0] == "ln" and g[1] in large and k > 0:
                parts = {((("ln", b), ONE),): Fraction(_multiplicity(g[1], b)) for b in base}
                for _ in range(int(k)):
                    term = _times(term, {m: v for m, v in parts.items() if v})
            else:
                term = _times(term, {((g, k),): ONE})
        out = _plus(out, term)
    return out


def _multiplicity(n: int, b: int) -> int:
    k = 0
    while n % b == 0:
        n //= b
        k += 1
    return k


# ---------------------------------------------------------------- signs


@lru_cache(maxsize=16)
def _context(precision: int) -> Any:
    context = MPIntervalContext()
    context.prec = precision
    return context


def _excludes_zero(x: Any) -> bool:
    return bool(x.a > 0) or bool(x.b < 0)


def _rational_interval(c: Fraction, ctx: Any) -> Any:
    return ctx.mpf(c.numerator) / ctx.mpf(c.denominator)


def _poly_interval(a: Poly | Frozen, ctx: Any) -> Any:
    total = ctx.mpf(0)
    for mono, c in a.items() if isinstance(a, dict) else a:
        total += _rational_interval(c, ctx) * _monomial_interval(mono, ctx)
    return total


def _monomial_interval(mono: Monomial, ctx: Any) -> Any:
    out = ctx.mpf(1)
    for g, k in mono:
        out *= _generator_interval(g, k, ctx.prec)
    return out


@lru_cache(maxsize=8192)
def _generator_interval(g: Generator, k: Fraction, precision: int) -> Any:
    ctx = _context(precision)
    exponent = _rational_interval(k, ctx)
    if g[0] == "pi":
        return ctx.pi ** int(k)
    if g[0] == "root":
        return ctx.exp(exponent * ctx.log(ctx.mpf(g[1])))
    if g[0] == "exp":
        return _exp_interval(exponent * _monomial_interval(g[1], ctx), ctx)
    if g[0] == "expq":
        return _exp_interval(exponent * _quotient(g[1], g[2], ctx), ctx)
    value = (
        ctx.log(ctx.mpf(g[1])) if g[0] == "ln" else _log_interval(_poly_interval(g[1], ctx), ctx)
    )
    if k < 0 and not _excludes_zero(value):
        raise _TooWide
    power_of = value ** abs(int(k))
    return power_of if k > 0 else 1 / power_of


def _exp_interval(x: Any, ctx: Any) -> Any:
    """e^x; a tower of exponentials has more digits than there is time for."""
    if abs(x).b > _LARGEST_EXPONENT:
        raise _TooWide
    return ctx.exp(x)


def _log_interval(x: Any, ctx: Any) -> Any:
    if not _excludes_zero(x):
        raise _TooWide
    return ctx.log(x if x.a > 0 else -x)


def _quotient(num: Poly | Frozen, den: Poly | Frozen, ctx: Any) -> Any:
    below = _poly_interval(den, ctx)
    if not _excludes_zero(below):
        raise _TooWide
    return _poly_interval(num, ctx) / below


def interval(x: Number, precision: int) -> Any:
    """An mpmath interval that contains x, or None where this precision does not suffice."""
    ctx = _context(precision)
    if isinstance(x, Fraction):
        return _rational_interval(x, ctx)
    try:
        return _quotient(x.num, x.den, ctx)
    except _TooWide:
        return None


def sign(x: Number) -> int:
    """-1, 0 or 1.

    Raises:
        Undecided: if x is not zero by algebra and no interval excludes zero.
    """
    if isinstance(x, Fraction):
        return (x > 0) - (x < 0)
    if not x.num:
        return 0
    for n, precision in enumerate(PRECISIONS):
        found = interval(x, precision)
        if found is not None and _excludes_zero(found):
            return 1 if found.a > 0 else -1
        if n == 1 and not _refined(x.num):
            return 0
    raise Undecided


# ---------------------------------------------------------------- display


def decimal(x: Number, digits: int = 6) -> str:
    """x to `digits` significant digits, from an interval narrow enough to know them."""
    if isinstance(x, Fraction):
        return _digits(mpmath.mpf(x.numerator) / x.denominator, digits)
    for precision in PRECISIONS:
        found = interval(x, precision)
        if found is not None and _narrow(found, digits):
            with mpmath.workprec(precision):
                return _digits(mpmath.mpf(found.mid), digits)
    return "0 (no digit known)"


def _digits(x: Any, digits: int) -> str:
    return str(mpmath.nstr(x, digits, strip_zeros=True)).removesuffix(".0")


def _narrow(found: Any, digits: int) -> bool:
    return _excludes_zero(found) and bool(
        found.delta.b < abs(found).a * mpmath.mpf(10) ** -(digits + 2)
    )


def text(x: Number, longest: int = 72) -> str | None:
    """Closed form such as `ln 2 - 1/2`, or None if it is longer than `longest` characters."""
    if isinstance(x, Fraction):
        shown = str(x)
    else:
        shown = _poly_text(x.num)
        if x.den is not _UNIT:
            shown = f"({shown})/({_poly_text(x.den)})"
    return shown if len(shown) <= longest else None


def _poly_text(a: Poly | Frozen) -> str:
    out = ""
    terms = sorted(dict(a).items(), key=lambda t: (t[1] < 0, not t[0], t[0]))
    for mono, c in terms:
        shown = _term_text(mono, abs(c))
        if out:
            out += f" {'-' if c < 0 else '+'} {shown}"
        else:
            out = ("-" if c < 0 else "") + shown
    return out or "0"


def _term_text(mono: Monomial, c: Fraction) -> str:
    up = [_generator_text(g, k) for g, k in mono if k > 0]
    down = [_generator_text(g, -k) for g, k in mono if k < 0]
    if c.numerator != 1 or not up:
        up.insert(0, str(c.numerator))
    if c.denominator != 1:
        if not down and len(up) > 1:
            up[0] = str(c)
        elif not down and mono:
            up.insert(0, str(c))
        else:
            down.insert(0, str(c.denominator))
    over = "·".join(up)
    if not down:
        return over
    return f"{over}/{down[0]}" if len(down) == 1 else f"{over}/({'·'.join(down)})"


def _generator_text(g: Generator, k: Fraction) -> str:
    if g[0] == "root":
        return f"{g[1]}^({k})"
    if g[0] == "pi":
        return "π" if k == 1 else f"π^{k}"
    if g == ("exp", ()):
        return "e" if k == 1 else f"e^{k}" if k.denominator == 1 else f"e^({k})"
    if g[0] == "exp":
        return f"exp({_term_text(g[1], k)})"
    if g[0] == "expq":
        return f"exp(({_poly_text(g[1])})/({_poly_text(g[2])}))" + ("" if k == 1 else f"^{k}")
    shown = f"ln {g[1]}" if g[0] == "ln" else f"ln({_poly_text(g[1])})"
    return shown if k == 1 else f"({shown})^{k}"
