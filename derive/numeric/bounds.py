"""Float64 values of whole batches with a running error bound.

A `Bound` (v, r, a, nonneg) says: the true value differs from v by at most r·|v| + a. Here v and a
are floats, or arrays that broadcast together, and r is one float. The bound covers rounding; it
does not cover underflow below 1e-300, which is why no verdict rests on it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from typing import Any, NamedTuple

import numpy as np

from derive.looks import look
from derive.numeric import series
from derive.numeric.least import best_lengths

U = 2.0**-52  # twice the unit roundoff: the surplus covers second-order terms
FUNCTION_ERROR = 8 * U  # relative error granted to the library's log and exp
_LARGEST_COUNT = 150  # n in n! as a float
HUGE = 1e300  # the error of a value about which nothing is known


class Bound(NamedTuple):
    """A value, its relative and absolute error, and whether its true value is surely ≥ 0."""

    v: Any
    r: float
    a: Any
    nonneg: bool


def constant(value: float, exact: bool = True) -> Bound:
    """A plain number; `exact` when float64 holds it without rounding."""
    return Bound(value, 0.0 if exact else U, 0.0, value >= 0)


watches = remembers = True  # see `walk`


def number(p: int, q: int) -> Bound:
    """p/q."""
    try:
        value = p / q
    except OverflowError:  # floats know nothing of it; exact arithmetic does
        return constant(math.inf if p > 0 else -math.inf, exact=False)
    return constant(value, exact=q & (q - 1) == 0 and abs(p) < 1 << 53)


def euler() -> Bound:
    """e."""
    return constant(math.e, exact=False)


def pi() -> Bound:
    """π."""
    return constant(math.pi, exact=False)


def size(n: int) -> Bound:
    """The size of an alphabet."""
    return constant(float(n))


def same(n: int) -> Bound:
    """[i = j] for n letters."""
    return Bound(np.eye(n)[None], 0.0, 0.0, True)


def moved(b: Bound, place: Callable[[Any], Any]) -> Bound:
    """The arrays with their axes elsewhere."""
    return Bound(place(b.v), b.r, place(b.a), b.nonneg)


def is_plain(x: Any) -> bool:
    """Whether x is a number rather than an array."""
    return isinstance(x, float)


def none(x: Any) -> bool:
    """Whether there is no absolute part of the error at all."""
    return is_plain(x) and x == 0.0


def error(b: Bound) -> Any:
    """The whole error, r·|v| + a."""
    return b.r * abs(b.v) + b.a


def add(parts: list[Bound]) -> Bound:
    """Σ of the parts."""
    look()
    total, absolute = parts[0].v, parts[0].a
    for part in parts[1:]:
        total = total + part.v
        if not none(part.a):
            absolute = absolute + part.a
    rounding = (len(parts) - 1) * U
    if all(part.nonneg for part in parts):
        return Bound(total, max(part.r for part in parts) + rounding, absolute, True)
    for part in parts:
        absolute = absolute + (part.r + rounding) * abs(part.v)
    return Bound(total, 0.0, absolute, False)


def multiply(x: Bound, y: Bound) -> Bound:
    """x·y."""
    look()
    absolute: Any = 0.0
    if not none(x.a):
        absolute = absolute + x.a * abs(y.v) * (1 + y.r)
    if not none(y.a):
        absolute = absolute + y.a * abs(x.v) * (1 + x.r)
    if not none(x.a) and not none(y.a):
        absolute = absolute + x.a * y.a
    return Bound(x.v * y.v, x.r + y.r + x.r * y.r + U, absolute, x.nonneg and y.nonneg)


def product(ups: list[Bound], downs: list[Bound]) -> Bound:
    """The product of `ups` over that of `downs`."""
    return reduce(multiply, [*ups, *map(inverse, downs)])


def product_sum(ups: list[Bound], downs: list[Bound], axes: int, sizes: tuple[int, ...]) -> Bound:
    """Its sum over the last axes."""
    return total(product(ups, downs), axes, sizes)


def total(b: Bound, axes: int, sizes: tuple[int, ...]) -> Bound:
    """Σ over the last `axes` axes, of the given sizes; an axis of length 1 stands for all."""
    count = float(math.prod(sizes))
    if is_plain(b.v):
        return Bound(b.v * count, b.r + U, b.a * count, b.nonneg)
    last = tuple(range(-axes, 0))
    v, absolute, r = b.v.sum(axis=last), b.a, b.r + count * U
    here = math.prod(b.v.shape[-axes:])
    if not b.nonneg:
        absolute = absolute + r * abs(b.v)
        r = 0.0
    if not is_plain(absolute):
        seen = math.prod(absolute.shape[-axes:])
        absolute = absolute.sum(axis=last) * (count / seen)
    else:
        absolute = absolute * count
    if here != count:
        v = v * (count / here)
    return Bound(v, r + U if b.nonneg else U, absolute, b.nonneg)


def _relative(r: float) -> float:
    return r / (1 - r)


def log(b: Bound) -> Bound:
    """ln|b|, with log 0 = 0."""
    if is_plain(b.v) and none(b.a):
        value = math.log(abs(b.v)) if b.v else 0.0
        return Bound(value, FUNCTION_ERROR, _relative(b.r), b.v >= 1)
    size = b.v if b.nonneg else abs(b.v)
    zero = size == 0
    safe = np.where(zero, 1.0, size) if np.any(zero) else size
    value = _tidy(np.log(safe))
    if none(b.a):
        return Bound(value, FUNCTION_ERROR, _relative(b.r), False)
    e = b.r * size + b.a
    return Bound(value, FUNCTION_ERROR, _quotient_or_unknown(e, size, e), False)


def _tidy(x: Any) -> Any:
    """A 0-dimensional array as a float."""
    return x if np.ndim(x) else float(x)


def _quotient_or_unknown(numerator: Any, size: Any, e: Any) -> Any:
    """numerator/(size − e); 0 at an exact zero; HUGE where 0 is not excluded."""
    lower = size - e
    unknown = np.logical_not(lower > 0)
    out = numerator / np.where(unknown, 1.0, lower)
    return _tidy(np.where(unknown, np.where((size == 0) & (e == 0), 0.0, HUGE), out))


def inverse(b: Bound) -> Bound:
    """1/b, with 1/0 = 0."""
    if is_plain(b.v) and none(b.a):
        return Bound(1 / b.v if b.v else 0.0, _relative(b.r) + U, 0.0, b.nonneg)
    zero = b.v == 0
    value = _tidy(np.where(zero, 0.0, 1 / np.where(zero, 1.0, b.v))) if np.any(zero) else 1 / b.v
    if none(b.a):
        return Bound(value, _relative(b.r) + U, 0.0, b.nonneg)
    size = abs(b.v)
    e = b.r * size + b.a
    return Bound(value, U, _quotient_or_unknown(e * abs(value), size, e), b.nonneg)


def exp(b: Bound) -> Bound:
    """e^b; beyond the range of float64 nothing is known."""
    e = error(b)
    if is_plain(b.v) and is_plain(e):
        value, grown = math.exp(min(b.v, 700.0)), math.expm1(min(e, 690.0))
        known = b.v + e <= 700
    else:
        value, grown = np.exp(np.minimum(b.v, 700.0)), np.expm1(np.minimum(e, 690.0))
        known = b.v + e <= 700
    absolute = value * (grown * (1 + FUNCTION_ERROR) + FUNCTION_ERROR) + 1e-300
    return Bound(value, 0.0, _tidy(np.where(known, absolute, np.inf)), True)


def power(b: Bound, n: int) -> Bound:
    """b^n, n ≥ 1."""
    out = b
    for _ in range(n - 1):
        out = multiply(out, b)
    return out._replace(nonneg=b.nonneg or n % 2 == 0)


def indicator(b: Bound) -> Bound:
    """[b ≠ 0]; unknown where the error covers 0 but is not 0."""
    e = error(b)
    value = np.where(b.v == 0, 0.0, 1.0)
    unknown = np.logical_not((e == 0) | (abs(b.v) > e))
    absolute = _tidy(np.where(unknown, 1.0, 0.0)) if np.any(unknown) else 0.0
    return Bound(_tidy(value), 0.0, absolute, True)


def ceiling(b: Bound) -> Bound:
    """⌈b⌉; where the error covers a step, the lower of the values and an error that covers all."""
    e = error(b)
    wide = e + np.where(e > 0, 2 * U * abs(b.v), 0.0)  # v ± e are rounded themselves
    low, high = np.ceil(b.v - wide), np.ceil(b.v + wide)
    value = np.where(high - low <= 1, low, np.ceil(b.v)) + 0.0  # a step: likely at the integer
    return Bound(_tidy(value), 0.0, _tidy(high - low), b.nonneg)


def factorial(b: Bound) -> Bound:
    """b!"""
    return _counted(lambda n: float(math.factorial(n)), [b])


def binomial(b: Bound, c: Bound) -> Bound:
    """C(b, c)."""
    return _counted(lambda n, k: float(math.comb(n, k)) if k >= 0 else 0.0, [b, c])


def _counted(f: Callable[..., float], of: list[Bound]) -> Bound:
    """A function of what are integers; of those that floats do not know, nothing is known."""
    unknown = sum((error(b) >= 0.25) | (abs(b.v) > _LARGEST_COUNT) for b in of) > 0
    counts = (np.where(unknown, 0, np.rint(b.v)) for b in of)
    found = np.vectorize(lambda *n: f(*map(int, n)), otypes=[float])(*counts)
    absolute = np.where(unknown, HUGE, 0.0)
    return Bound(_tidy(found), U, _tidy(absolute) if np.any(absolute) else 0.0, True)


def counted_sum(b: Bound, powers: series.Powers) -> Bound:
    """The sum of `series`: a change of z by a factor 1 + r changes each term by (1 + r)^n."""
    v, relative = series.approximate(b.v, powers), error(b) / np.where(b.v == 0, 1.0, abs(b.v))
    grown = np.expm1(np.minimum(series.FEW * relative, 600.0)) + series.FEW * FUNCTION_ERROR
    unknown = np.isnan(v)
    v = np.where(unknown, 0.0, v)
    return Bound(_tidy(v), 0.0, _tidy(np.where(unknown, HUGE, grown * v)), True)


def huffman(b: Bound, base: int, size: int) -> Bound:
    """Huffman's lengths of each row; where rounding decides a tie perhaps another code's."""
    p = np.atleast_2d(b.v)
    rows = [
        [Fraction(max(float(v), 0.0)) for v in row] for row in np.broadcast_to(p, (len(p), size))
    ]
    whole = [[v / (sum(row) or 1) for v in row] for row in rows]
    lengths = [best_lengths(row, base) if sum(row) == 1 else [0] * size for row in whole]
    return Bound(np.array(lengths, dtype=float), 0.0, 0.0, True)


def absolute(b: Bound) -> Bound:
    """|b|."""
    return b if b.nonneg else Bound(abs(b.v), b.r, b.a, True)


def largest(parts: list[Bound]) -> Bound:
    """The largest of several: it is off by no more than the one that is off most."""
    v, e = parts[0].v, error(parts[0])
    for part in parts[1:]:
        v, e = np.maximum(v, part.v), np.maximum(e, error(part))
    return Bound(_tidy(v), 0.0, _tidy(e), any(part.nonneg for part in parts))


def largest_over(b: Bound, axes: int) -> Bound:
    """The largest over the last `axes` axes."""
    if is_plain(b.v):
        return b
    last = tuple(range(-axes, 0))
    e = np.broadcast_to(error(b), b.v.shape)
    return Bound(b.v.max(axis=last), 0.0, e.max(axis=last), b.nonneg)


def negative(b: Bound) -> Bound:
    """−b."""
    return Bound(-b.v, b.r, b.a, False)


def real_power(b: Bound, exponent: Bound, vanishes: bool) -> Bound:
    """b^r = exp(r·ln|b|), with 0^r = 0 for `vanishes`; r > 0 there: small b give small powers."""
    raised = exp(multiply(log(b), exponent))
    zero = (b.v == 0) & (error(b) == 0)
    if not vanishes:
        return raised
    unknown = np.logical_not(abs(b.v) > error(b)) & np.logical_not(zero)
    value = np.where(zero, 0.0, raised.v)
    absolute = np.where(zero, 0.0, raised.a)
    if np.any(unknown):  # between 0 and (|b| + e)^r
        top = exp(multiply(log(Bound(abs(b.v) + error(b), 2 * U, 0.0, True)), exponent))
        value = np.where(unknown, 0.0, value)
        absolute = np.where(unknown, top.v + error(top), absolute)
    return Bound(_tidy(value), raised.r, _tidy(absolute), True)


def fails(rel: str, gap: Bound) -> Any:
    """Where a relation surely fails; gap: lhs − rhs, or rhs − lhs for ≤ and <."""
    e = error(gap)
    if rel == "=":
        return abs(gap.v) > e
    if rel in ("<=", ">="):
        return gap.v < -e
    zero = (gap.v == 0) & (e == 0)
    return zero if rel == "!=" else zero | (gap.v < -e)


def may_fail(rel: str, gap: Bound) -> Any:
    """Where a strict relation or ≠ is not sure to hold; gap: as above."""
    e = error(gap)
    return np.logical_not((abs(gap.v) if rel == "!=" else gap.v) > e)


def surely_zero(b: Bound) -> Any:
    """Where b is exactly 0."""
    return (b.v == 0) if none(b.a) else (b.v == 0) & (error(b) == 0)


def maybe_nonpositive(b: Bound) -> Any:
    """Where b may be ≤ 0."""
    return (b.v <= 0) if none(b.a) else np.logical_not(b.v - error(b) > 0)


def maybe_negative(b: Bound) -> Any:
    """Where b may be < 0."""
    if b.nonneg:
        return False
    return (b.v < 0) if none(b.a) else np.logical_not(b.v - error(b) >= 0)


def maybe_zero(b: Bound) -> Any:
    """Where b may be 0."""
    return (b.v == 0) if none(b.a) else np.logical_not(abs(b.v) > error(b))


def settled(b: Bound) -> Bound:
    """The same, with overflow (infinities and NaN) turned into "nothing is known"."""
    if np.isfinite(b.v).all() and not np.isnan(b.a).any():
        return b
    lost = ~np.isfinite(b.v) | np.isnan(b.a)
    return Bound(_tidy(np.where(lost, 0.0, b.v)), b.r, _tidy(np.where(lost, np.inf, b.a)), b.nonneg)
