"""What a function of `functions` does near an end of its interval, by its leading term.

With t = a + ε, b − ε or ±1/ε and L = ln 1/ε, as ε → 0 from above,

    R = ε^v·(c₀ + c₁ε + ⋯)    ln |p| = ln |c₀| − v·L + (power series in ε)    for p = ε^v·(c₀ + ⋯)
    e^q = e^q(end)·(power series in ε) at a finite end

so that f = Σ c·ε^v·L^k up to any order in ε, with exact numbers c (`numbers`). At an infinite end f
is a sum of such times e^q, q without constant term; where two q differ, their difference goes to
±∞, and the part with the largest q decides:

    c ≠ 0 with the least v, and of these the largest k, in the part with the largest q
    ───────────────────────────────────────────────────────────────────────────────────  LEADING
    f ~ c·ε^v·L^k·e^q: it has the sign of c near the end, and its limit is 0 if q → −∞,
    or if q = 0 and v > 0

(Hardy, Orders of Infinity, 1910: ε^v beats every power of L, e^q beats both.)
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from derive.kernel import numbers as nb
from derive.kernel import polynomials as po
from derive.kernel.functions import Function, Key, Rational
from derive.kernel.looks import look
from derive.kernel.numbers import Number
from derive.kernel.polynomials import End, Polynomial

Series: TypeAlias = dict[tuple[int, int], Number]  # (v, k): c of ε^v·L^k
Coefficients: TypeAlias = list[Fraction]
_ORDERS = 12  # of ε that are looked at


class Behaviour(NamedTuple):
    """sign: that of f near the end; None if it is not found out. vanishes: whether f → 0 there."""

    sign: int | None
    vanishes: bool

    @property
    def is_above(self) -> bool:
        """Whether f > 0 near the end, or f → 0."""
        return self.vanishes or self.sign == 1

    @property
    def is_below(self) -> bool:
        return self.vanishes or self.sign == -1

    def turned(self) -> Behaviour:
        """That of −f."""
        return Behaviour(None if self.sign is None else -self.sign, self.vanishes)


def behaviour(f: Function, at: End, side: int) -> Behaviour:
    """LEADING, at t = at + side·ε, or side/ε where `at` is infinite."""
    if not f:
        return Behaviour(0, True)
    grows = {key: _without_constant(key.exp) if at is None else () for key in f}
    largest = next(iter(grows.values()))
    for q in grows.values():
        difference = po.add(q, po.scale(largest, Fraction(-1)))
        if difference and po.sign_near(difference, at, side) > 0:
            largest = q
    part = [(key, r) for key, r in f.items() if grows[key] == largest]
    found, known_to = Series(), None
    for key, r in part:
        v, series = _expansion(key, r, at, side)
        known_to = v + _ORDERS if known_to is None else min(known_to, v + _ORDERS)
        for place, c in series.items():
            found[place] = nb.total([found.get(place, {}), c])
    left = [place for place, c in found.items() if c and place[0] < (known_to or 0)]
    if not left:
        return Behaviour(None, False)
    v, k = min(left, key=lambda place: (place[0], -place[1]))
    falls = bool(largest) and po.sign_near(largest, at, side) < 0
    return Behaviour(nb.sign(found[v, k]), falls or (not largest and v > 0))


def _without_constant(q: Polynomial) -> Polynomial:
    return po.polynomial(Fraction(0), *q[1:])


def _expansion(key: Key, r: Rational, at: End, side: int) -> tuple[int, Series]:
    """The least v, and the terms of ε^v … ε^(v + _ORDERS − 1), of R·∏ (ln p)ᵏ·e^q; at an infinite
    end without the e^q but for its constant term."""
    (v, top), (w, bottom) = po.around(r[0], at, side), po.around(r[1], at, side)
    own = _inverse(bottom)
    series: Series = {
        (v - w + j, 0): nb.rational(c) for j, c in enumerate(_convolved(list(top), own))
    }
    if key.exp:
        constant, powers = _exponential(key.exp, at, side)
        grown = {(j, 0): nb.times(constant, nb.rational(c)) for j, c in powers}
        series = _times(series, grown, v - w)
    for p, k in key.logs:
        if len(p) == 1:  # ln of a prime
            factor: Number = {(((int(p[0]), k),), Fraction(0)): Fraction(1)}
            series = {place: nb.times(c, factor) for place, c in series.items()}
        for _ in range(k if len(p) > 1 else 0):
            series = _times(series, _logarithm(p, at, side), v - w)
    return v - w, series


def _times(x: Series, y: Series, least: int) -> Series:
    """The product up to ε^(least + _ORDERS − 1): x begins with ε^least, y with ε⁰."""
    out: Series = {}
    for (v, k), c in x.items():
        for (w, j), d in y.items():
            look()
            if v + w < least + _ORDERS:
                place = (v + w, k + j)
                out[place] = nb.total([out.get(place, {}), nb.times(c, d)])
    return out


def _logarithm(p: Polynomial, at: End, side: int) -> Series:
    """ln |p| = ln |c₀| − v·L + ln(1 + s), with n·lₙ = n·sₙ − Σ_{0<i<n} i·lᵢ·sₙ₋ᵢ."""
    v, c = po.around(p, at, side)
    s = _padded([x / c[0] for x in c])
    log = [Fraction(0)] * _ORDERS
    for n in range(1, _ORDERS):
        log[n] = s[n] - sum((i * log[i] * s[n - i] for i in range(1, n)), Fraction(0)) / n
    out: Series = {(j, 0): nb.rational(x) for j, x in enumerate(log)}
    return {**out, (0, 0): nb.logarithm(c[0]), (0, 1): nb.rational(-v)}


def _exponential(q: Polynomial, at: End, side: int) -> tuple[Number, list[tuple[int, Fraction]]]:
    """e^q(end), and the power series of the rest, with n·eₙ = Σ_{0<i≤n} i·qᵢ·eₙ₋ᵢ."""
    if at is None:
        return {nb.exponential(q[0]): Fraction(1)}, [(0, Fraction(1))]
    v, c = po.around(q, at, side)
    s = _padded([Fraction(0)] * v + list(c))
    out = [Fraction(1)]
    for n in range(1, _ORDERS):
        out.append(sum((i * s[i] * out[n - i] for i in range(1, n + 1)), Fraction(0)) / n)
    return {nb.exponential(s[0]): Fraction(1)}, list(enumerate(out))


def _inverse(c: Sequence[Fraction]) -> Coefficients:
    """1/(c₀ + c₁ε + ⋯)."""
    s, out = _padded(c), [1 / c[0]]
    for n in range(1, _ORDERS):
        out.append(-sum((s[i] * out[n - i] for i in range(1, n + 1)), Fraction(0)) / c[0])
    return out


def _convolved(x: Sequence[Fraction], y: Sequence[Fraction]) -> Coefficients:
    s = _padded(x)
    return [sum((s[i] * y[n - i] for i in range(n + 1)), Fraction(0)) for n in range(_ORDERS)]


def _padded(c: Sequence[Fraction]) -> Coefficients:
    return [*c[:_ORDERS], *[Fraction(0)] * (_ORDERS - len(c))]
