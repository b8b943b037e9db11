"""Exact real numbers: quotients of polynomials over Q in logarithms, roots and exponentials.

A number is a `fmpq` of python-flint, or a `Closed`, a product of powers of polynomials: linear
combinations over Q of monomials in the generators

    ln n       n ≥ 2 an integer (a prime, or a large unfactored cofactor)
    root n     n^f with 0 < f < 1
    exp m      e^m for a monomial m; m = 1 gives e itself
    expq a b   e^(a/b) for two polynomials
    lnp a      ln|a| for a polynomial a with leading coefficient 1
    sum a b k  the sum of `series` at z = a/b for two polynomials
    pi         π

A polynomial that is empty is zero: that proves an equality. That a number is *not* zero, and its
sign, is shown by a ball (`arb`) that excludes zero, at growing precision, and by nothing else.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache
from typing import Any
from weakref import WeakValueDictionary

from flint import arb, ctx, fmpq, fmpz

from derive.looks import look
from derive.numeric import series

ZERO, ONE = fmpq(0), fmpq(1)
PRECISIONS = (64, 128, 256, 512, 1024, 2048)
_LARGEST_INTEGER_POWER = 4096
_LARGEST_POLYNOMIAL = 3000
_LARGEST_EXPONENT = 2**40
_LARGEST_CEILING = 2 ** PRECISIONS[-1]
_SMALL_PRIMES = 172  # those below 1024


class Undecided(Exception):
    """Neither exact algebra nor balls of the highest precision decide the sign."""


class _TooWide(Exception):
    """A ball at this precision touches a point where the function is not defined."""


class Generator:
    """One of the above: equal ones are the same object. Made by `_generator`.

    of: the integer, monomial, polynomial or polynomials that it is made of.
    """

    __slots__ = ("__weakref__", "_balls", "_order", "kind", "of")

    def __init__(self, kind: str, of: Any) -> None:
        self.kind, self.of = kind, of
        self._order: Any = None
        self._balls: dict[Any, arb] = {}

    def __reduce__(self) -> Any:
        return _generator, (self.kind, self.of)

    def __lt__(self, other: Generator) -> bool:
        """The same in every run."""
        return bool(self.order() < other.order())

    def order(self) -> Any:
        if self._order is None:
            of = self.of
            if self.kind == "exp":
                of = _order(of)
            elif self.kind in _OF_POLYNOMIALS:
                of = tuple(_in_order(a) if isinstance(a, dict) else a for a in _several(of))
            self._order = (self.kind, of)
        return self._order

    def ball(self, p: int, q: int) -> arb:
        """A ball around its power p/q, at the precision that is set."""
        key = (ctx.prec, p, q)
        if key not in self._balls:
            self._balls[key] = _generator_ball(self.kind, self.of, p, q)
        return self._balls[key]


Monomial = frozenset[tuple[Generator, int, int]]  # powers g^(p/q)
Poly = dict[Monomial, fmpq]
_OF_POLYNOMIALS = ("lnp", "expq", "sum")
_generators: WeakValueDictionary[Any, Generator] = WeakValueDictionary()


def _several(of: Any) -> tuple[Any, ...]:
    return of if isinstance(of, tuple) else (of,)


def _generator(kind: str, of: Any) -> Generator:
    key = of
    if kind in _OF_POLYNOMIALS:
        key = tuple(_key(a) if isinstance(a, dict) else a for a in _several(of))
    found = _generators.get((kind, key))
    return _generators.setdefault((kind, key), Generator(kind, of)) if found is None else found


def _key(a: Poly) -> Any:
    """Rationals hash slowly, and not at all while Python shuts down."""
    return frozenset((m, int(c.p), int(c.q)) for m, c in a.items())


def _order(m: Monomial) -> Any:
    return tuple(sorted((g, fmpq(p, q)) for g, p, q in m))


def _in_order(a: Poly) -> Any:
    return tuple(sorted((_order(m), c) for m, c in a.items()))


class Factor:
    """A polynomial with several terms that a number is divided by, or multiplied with: equal ones
    are the same object. Made by `_factor`."""

    __slots__ = ("__weakref__", "_balls", "poly")

    def __init__(self, poly: Poly) -> None:
        self.poly = poly
        self._balls: dict[int, arb] = {}

    def __reduce__(self) -> Any:
        return _factor, (self.poly,)

    def ball(self) -> arb:
        """A ball around it, at the precision that is set."""
        if ctx.prec not in self._balls:
            self._balls[ctx.prec] = _poly_ball(self.poly)
        return self._balls[ctx.prec]


Factors = dict[Factor, int]
_factors: WeakValueDictionary[Any, Factor] = WeakValueDictionary()


def _factor(poly: Poly) -> Factor:
    key = _key(poly)
    found = _factors.get(key)
    return _factors.setdefault(key, Factor(poly)) if found is None else found


class Closed:
    """poly · Π Fᵏ, never a plain rational (those are `fmpq`s). Made by `_make`."""

    __slots__ = ("factors", "poly")

    def __init__(self, poly: Poly, factors: Factors) -> None:
        self.poly, self.factors = poly, factors

    def __reduce__(self) -> Any:
        return _make, (self.poly, self.factors)

    def __add__(self, other: Any) -> Any:
        poly, factors = _parts(other)
        if factors == self.factors:
            return _make(_plus(self.poly, poly), factors)
        least = {
            f: min(self.factors.get(f, 0), factors.get(f, 0)) for f in {**self.factors, **factors}
        }
        mine, its = (
            _expanded(a, {f: of.get(f, 0) - k for f, k in least.items()})
            for a, of in ((self.poly, self.factors), (poly, factors))
        )
        return _make(_plus(mine, its), {f: k for f, k in least.items() if k})

    __radd__ = __add__

    def __mul__(self, other: Any) -> Any:
        poly, factors = _parts(other)
        if not poly:
            return ZERO
        return _make(_times(self.poly, poly), _together(self.factors, factors))

    __rmul__ = __mul__

    def __neg__(self) -> Any:
        return Closed({m: -c for m, c in self.poly.items()}, self.factors)

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


Number = fmpq | Closed
_NOTHING: Monomial = frozenset()
_UNIT: Poly = {_NOTHING: ONE}


def number(x: Any) -> Number:
    """An int, a `Fraction` or an exact number as a number.

    Raises:
        TypeError: for anything else.
    """
    if isinstance(x, (fmpq, Closed)):
        return x
    if isinstance(x, Fraction):
        return fmpq(x.numerator, x.denominator)
    return fmpq(x)


def fraction(x: Number) -> Fraction | Closed:
    """The number, a rational one as a `Fraction`."""
    return Fraction(int(x.p), int(x.q)) if isinstance(x, fmpq) else x


def quotient(x: Number) -> tuple[Poly, Poly]:
    """The number as one polynomial over another."""
    poly, factors = _parts(x)
    above = {f: k for f, k in factors.items() if k > 0}
    return _expanded(poly, above), _expanded(_UNIT, {f: -k for f, k in factors.items() if k < 0})


def _parts(x: Any) -> tuple[Poly, Factors]:
    if isinstance(x, Closed):
        return x.poly, x.factors
    return ({_NOTHING: number(x)} if x else {}), {}


def _together(a: Factors, b: Factors) -> Factors:
    if not a or not b:
        return a or b
    out = dict(a)
    for f, k in b.items():
        out[f] = out.get(f, 0) + k
        if not out[f]:
            del out[f]
    return out


def _expanded(a: Poly, factors: Factors) -> Poly:
    for f, k in factors.items():
        for _ in range(k):
            a = _times(a, f.poly)
    return a


def _make(poly: Poly, factors: Factors) -> Number:
    """poly · Π Fᵏ, with a polynomial that is proportional to a factor below the bar cancelled."""
    if not poly:
        return ZERO
    for f, k in factors.items():
        if k < 0 and len(poly) == len(f.poly):
            first = next(iter(poly))
            ratio = poly[first] / f.poly[first] if first in f.poly else ZERO
            if ratio and all(f.poly.get(m, ZERO) * ratio == c for m, c in poly.items()):
                return _make({_NOTHING: ratio}, _together(factors, {f: 1}))
    if not factors and len(poly) == 1 and _NOTHING in poly:
        return poly[_NOTHING]
    return Closed(poly, factors)


def _plus(a: Poly, b: Poly) -> Poly:
    out = dict(a)
    for m, c in b.items():
        if m not in out:
            out[m] = c
        elif total := out[m] + c:
            out[m] = total
        else:
            del out[m]
    return out


def _times(a: Poly, b: Poly) -> Poly:
    if len(a) > len(b):
        a, b = b, a
    if len(a) == 1 and _NOTHING in a:
        by = a[_NOTHING]
        return b if by == ONE else {m: c * by for m, c in b.items()}
    if len(a) * len(b) > _LARGEST_POLYNOMIAL:
        raise Undecided
    look()
    out: Poly = {}
    for m, c in a.items():
        for n, d in b.items():
            mono, factor = _merge(m, n)
            term = c * d if factor is ONE else c * d * factor
            if mono not in out:
                out[mono] = term
            elif total := out[mono] + term:
                out[mono] = total
            else:
                del out[mono]
    return out


@lru_cache(maxsize=1 << 16)
def _merge(m: Monomial, n: Monomial) -> tuple[Monomial, fmpq]:
    """The product of two monomials, and the rational that whole powers of roots leave."""
    if not m or not n:
        return m or n, ONE
    exponents = {g: (p, q) for g, p, q in m}
    for g, p, q in n:
        a, b = exponents.get(g, (0, 1))
        exponents[g] = (p * b + a * q, q * b)
    return _monomial(exponents)


def _monomial(exponents: dict[Generator, tuple[int, int]]) -> tuple[Monomial, fmpq]:
    factor = ONE
    powers = []
    for g, (p, q) in exponents.items():
        if g.kind == "root" and not 0 <= p < q:
            whole, p = divmod(p, q)
            if abs(whole) > _LARGEST_INTEGER_POWER:
                raise Undecided
            factor = factor * fmpq(g.of) ** whole
        if p:
            common = math.gcd(p, q)
            powers.append((g, p // common, q // common))
    return frozenset(powers), factor


def _reciprocal(one_term: Poly) -> Poly:
    ((mono, c),) = one_term.items()
    inverse, factor = _monomial({g: (-p, q) for g, p, q in mono})
    return {inverse: factor / c}


def _power_of(kind: str, of: Any, k: fmpq = ONE) -> Poly:
    mono, factor = _monomial({_generator(kind, of): (int(k.p), int(k.q))})
    return {mono: factor}


PI: Number = Closed(_power_of("pi", ()), {})

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
    if not isinstance(x, Closed):
        return 1 / number(x) if x else ZERO
    if sign(x) == 0:
        return ZERO
    below = {f: -k for f, k in x.factors.items()}
    if len(x.poly) == 1:
        return _make(_reciprocal(x.poly), below)
    return _make(_UNIT, _together(below, {_factor(x.poly): -1}))


def log(x: Number) -> Number:
    """ln|x|, and 0 for x = 0.

    Raises:
        Undecided: if it cannot be decided whether x is 0.
    """
    if not isinstance(x, Closed):
        return _log_rational(abs(number(x))) if x else ZERO
    if sign(x) == 0:
        return ZERO
    total = _log_poly(x.poly)
    for f, k in x.factors.items():
        total = total + fmpq(k) * _log_poly(f.poly)
    return total


def _log_rational(x: fmpq) -> Number:
    out: Poly = {}
    for n, factor in ((x.p, ONE), (x.q, -ONE)):
        for prime, k in factors(int(n)):
            out = _plus(out, {m: c * factor * k for m, c in _power_of("ln", prime).items()})
    return _make(out, {})


def _log_poly(a: Poly) -> Number:
    """ln|a| for a polynomial that is not zero; what divides every term comes out first."""
    if len(a) > 1:
        lead = _least(a)
        first = {lead: a[lead]}
        unit = _times(a, _reciprocal(first))
        return _log_poly(first) + Closed(_power_of("lnp", unit), {})
    ((mono, c),) = a.items()
    total: Number = _log_rational(abs(c))
    for g, p, q in mono:
        total = total + fmpq(p, q) * _log_generator(g)
    return total


def _least(a: Poly) -> Monomial:
    """The least monomial in an order that multiplying all of them does not change."""
    generators = sorted({g for mono in a for g, _, _ in mono})

    def exponents(mono: Monomial) -> list[fmpq]:
        powers = {g: fmpq(p, q) for g, p, q in mono}
        return [powers.get(g, ZERO) for g in generators]

    return min(a, key=exponents)


def _log_generator(g: Generator) -> Number:
    if g.kind == "root":
        return _log_rational(fmpq(g.of))
    if g.kind == "exp":
        return _make({g.of: ONE}, {})
    if g.kind == "expq":
        num, den = g.of
        return _make(num, {_factor(den): -1})
    return Closed(_power_of("lnp", {frozenset([(g, 1, 1)]): ONE}), {})


def exp(x: Number) -> Number:
    """e^x; exact for x a combination of logarithms, as in 2^(-L) = e^(-L·ln 2)."""
    num, den = quotient(x)
    if den != _UNIT:
        return _make(_power_of("expq", (num, den)), {})
    out: Number = ONE
    for mono, c in num.items():
        out = out * _exp_term(mono, c)
    return out


def counted_sum(z: Number, powers: series.Powers) -> Number:
    """The sum of `series` at z > 0.

    Raises:
        Undecided: elsewhere.
    """
    if sign(z) <= 0:
        raise Undecided
    return _make(_power_of("sum", (*quotient(z), powers)), {})


def _exp_term(mono: Monomial, c: fmpq) -> Number:
    """e^(c·mono)."""
    g = _alone(mono)
    if g is not None and g.kind == "ln":
        return _make(_power_of("root", g.of, c), {})
    if g is not None and g.kind == "lnp" and c.q == 1:
        base = _make(g.of, {})
        return power(base if sign(base) > 0 else -base, int(c))
    return _make(_power_of("exp", mono, c), {})


def _alone(mono: Monomial) -> Generator | None:
    """The generator that the monomial is, if it is one."""
    for g, p, q in mono:
        return g if len(mono) == 1 and p == q else None
    return None


def power(x: Number, n: int) -> Number:
    """x^n for an integer n, with 0^n = 0 for n < 0.

    Raises:
        Undecided: if |n| is beyond any use, or for n < 0 it cannot be decided whether x is 0.
    """
    if abs(n) > _LARGEST_INTEGER_POWER:
        raise Undecided
    if n < 0:
        return power(inverse(x), -n)
    if not isinstance(x, Closed):
        return number(x) ** n
    out: Number = ONE
    for _ in range(n):
        out = out * x
    return out


def ceiling(x: Number) -> fmpq:
    """The least integer ≥ x.

    Raises:
        Undecided: if x cannot be told from an integer, or is beyond the highest precision.
    """
    if not isinstance(x, Closed):
        return fmpq(number(x).ceil())
    for precision in PRECISIONS:
        found = ball(x, precision)
        if found is None:
            continue
        with ctx.workprec(precision):
            if not abs(found) < _LARGEST_CEILING:
                raise Undecided
            low, high = (end.ceil().unique_fmpz() for end in (found.lower(), found.upper()))
        if low is None or high is None:  # more digits than this precision holds
            continue
        if high == low + 1 and sign(x - low) <= 0:  # the ball goes beyond `low`
            return fmpq(low)
        if high <= low + 1:
            return fmpq(high)
    raise Undecided


# ---------------------------------------------------------------- integers


@lru_cache(maxsize=65536)
def factors(n: int) -> tuple[tuple[int, int], ...]:
    """n ≥ 1 as powers of primes below 1024 and of one cofactor without such primes."""
    found = [(int(p), k) for p, k in fmpz(n).factor(trial_limit=_SMALL_PRIMES)]
    rest = math.prod(p**k for p, k in found if p >= 1024)
    return (*((p, k) for p, k in found if p < 1024), *([(rest, 1)] if rest > 1 else []))


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
    large = {g.of for m in a for g, _, _ in m if g.kind == "ln" and g.of > 1 << 20}
    if len(large) < 2:
        return a
    base = _coprime_base(sorted(large))
    out: Poly = {}
    for mono, c in a.items():
        term: Poly = {_NOTHING: c}
        for g, p, q in mono:
            if g.kind == "ln" and g.of in large and p > 0:
                parts = {b: _multiplicity(g.of, b) for b in base}
                split = {
                    frozenset([(_generator("ln", b), 1, 1)]): fmpq(n) for b, n in parts.items() if n
                }
                for _ in range(p):
                    term = _times(term, split)
            else:
                term = _times(term, {frozenset([(g, p, q)]): ONE})
        out = _plus(out, term)
    return out


def _multiplicity(n: int, b: int) -> int:
    k = 0
    while n % b == 0:
        n //= b
        k += 1
    return k


# ---------------------------------------------------------------- signs


def _poly_ball(a: Poly) -> arb:
    total = arb(0)
    for mono, c in a.items():
        total = total + _monomial_ball(mono) * c
    return total


def _monomial_ball(mono: Monomial) -> arb:
    out = arb(1)
    for g, p, q in mono:
        out = out * g.ball(p, q)
    return out


def _generator_ball(kind: str, of: Any, p: int, q: int) -> arb:
    """Powers of logarithms, sums and of π are whole."""
    if kind == "root":
        return arb(of) ** arb(fmpq(p, q))
    if kind == "exp":
        return _exp_ball(_monomial_ball(of) * fmpq(p, q))
    if kind == "expq":
        return _exp_ball(_quotient(*of) * fmpq(p, q))
    if kind == "pi":
        value = arb.pi()
    elif kind == "sum":
        value = _sum_ball(*of)
    else:
        value = arb(of).log() if kind == "ln" else _log_ball(_poly_ball(of))
    if p < 0 and not _excludes_zero(value):
        raise _TooWide
    return value**p


def _excludes_zero(x: arb) -> bool:
    return bool(x > 0) or bool(x < 0)


def _exp_ball(x: arb) -> arb:
    """e^x; a tower of exponentials has more digits than there is time for."""
    if not abs(x) < _LARGEST_EXPONENT:
        raise _TooWide
    return x.exp()


def _log_ball(x: arb) -> arb:
    if not _excludes_zero(x):
        raise _TooWide
    return abs(x).log()


def _sum_ball(num: Poly, den: Poly, powers: series.Powers) -> arb:
    z = _quotient(num, den)
    found = series.ball(z, powers) if z > 0 else None
    if found is None:
        raise _TooWide
    return found


def _quotient(num: Poly, den: Poly) -> arb:
    below = _poly_ball(den)
    if not _excludes_zero(below):
        raise _TooWide
    return _poly_ball(num) / below


def _ball(poly: Poly, factors: Factors) -> arb:
    out = _poly_ball(poly)
    for f, k in factors.items():
        value = f.ball()
        if k < 0 and not _excludes_zero(value):
            raise _TooWide
        out = out * value**k
    return out


def ball(x: Number, precision: int) -> arb | None:
    """A ball that contains x, or None where this precision does not suffice."""
    before = ctx.prec
    ctx.prec = precision
    try:
        return _ball(*_parts(x))
    except _TooWide:
        return None
    finally:
        ctx.prec = before


def sign(x: Number) -> int:
    """-1, 0 or 1.

    Raises:
        Undecided: if x is not zero by algebra and no ball excludes zero.
    """
    if not isinstance(x, Closed):
        return (1 if x > 0 else -1) if x else 0
    if not x.poly:
        return 0
    for n, precision in enumerate(PRECISIONS):
        found = ball(x, precision)
        if found is not None:
            if found > 0:
                return 1
            if found < 0:
                return -1
        if n == 1 and not _refined(x.poly):
            return 0
    raise Undecided


# ---------------------------------------------------------------- display


def decimal(x: Number, digits: int = 6) -> str:
    """x to `digits` significant digits, from a ball narrow enough to know them."""
    if not x:
        return "0"
    for precision in PRECISIONS:
        found = ball(x, precision)
        if found is not None and found.is_finite() and found.rel_accuracy_bits() > 4 * (digits + 2):
            mid, _, exponent = (int(n) for n in found.mid_rad_10exp(digits + 10))
            return _digits(mid, exponent, digits)
    return "0 (no digit known)"


def _digits(mid: int, exponent: int, digits: int) -> str:
    """mid·10^exponent, rounded; fixed point between 10^-5 and 10^digits."""
    shown = str(abs(mid))
    surplus = 10 ** (len(shown) - digits)
    rounded = str((abs(mid) + surplus // 2) // surplus)
    lead = exponent + len(shown) - 1 + len(rounded) - digits  # the power of ten of its first digit
    plain = rounded.rstrip("0")
    minus = "-" if mid < 0 else ""
    if -5 < lead < 0:
        return f"{minus}0.{'0' * (-lead - 1)}{plain}"
    if 0 <= lead < digits:
        whole, rest = plain[: lead + 1].ljust(lead + 1, "0"), plain[lead + 1 :]
        return f"{minus}{whole}.{rest}".removesuffix(".")
    return f"{minus}{plain[0]}.{plain[1:] or '0'}e{lead:+d}"


def text(x: Number, longest: int = 72) -> str | None:
    """Closed form such as `ln 2 - 1/2`, or None if it is longer than `longest` characters."""
    if isinstance(x, Closed):
        num, den = quotient(x)
        shown = _poly_text(num)
        if den != _UNIT:
            shown = f"({shown})/({_poly_text(den)})"
    else:
        shown = str(x)
    return shown if len(shown) <= longest else None


def _poly_text(a: Poly) -> str:
    out = ""
    for mono, c in sorted(a.items(), key=lambda t: (t[1] < 0, not t[0], _order(t[0]))):
        shown = _term_text(mono, abs(c))
        if out:
            out += f" {'-' if c < 0 else '+'} {shown}"
        else:
            out = ("-" if c < 0 else "") + shown
    return out or "0"


def _term_text(mono: Monomial, c: fmpq) -> str:
    up = [_generator_text(g, k) for g, k in _order(mono) if k > 0]
    down = [_generator_text(g, -k) for g, k in _order(mono) if k < 0]
    if c.p != 1 or not up:
        up.insert(0, str(c.p))
    if c.q != 1:
        if not down and len(up) > 1:
            up[0] = str(c)
        elif not down and mono:
            up.insert(0, str(c))
        else:
            down.insert(0, str(c.q))
    over = "·".join(up)
    if not down:
        return over
    return f"{over}/{down[0]}" if len(down) == 1 else f"{over}/({'·'.join(down)})"


def _generator_text(g: Generator, k: fmpq) -> str:
    if g.kind == "root":
        return f"{g.of}^({k})"
    if g.kind == "pi":
        return "π" if k == 1 else f"π^{k}"
    if g.kind == "sum":
        num, den, powers = g.of
        z = _poly_text(num) if den == _UNIT else f"({_poly_text(num)})/({_poly_text(den)})"
        shown = series.text(z, powers)
        return shown if k == 1 else f"({shown})^{k}"
    if g.kind == "exp" and not g.of:
        return "e" if k == 1 else f"e^{k}" if k.q == 1 else f"e^({k})"
    if g.kind == "exp":
        return f"exp({_term_text(g.of, k)})"
    if g.kind == "expq":
        num, den = g.of
        return f"exp(({_poly_text(num)})/({_poly_text(den)}))" + ("" if k == 1 else f"^{k}")
    shown = f"ln {g.of}" if g.kind == "ln" else f"ln({_poly_text(g.of)})"
    return shown if k == 1 else f"({shown})^{k}"
