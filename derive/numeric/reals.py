"""Arrays of exact numbers, for the walk.

What cannot be decided at one letter may be multiplied by 0 later: it is an `UNKNOWN` until a sign
or a value is asked for.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np
from flint import fmpq

from derive.numeric import closed, series
from derive.numeric.closed import ONE, ZERO, Closed, Number, Undecided
from derive.numeric.least import best_lengths, rational

watches, remembers = False, True  # see `walk`
_LARGEST_COUNT = 2000  # of n in n!

Exact = Any  # an object array of numbers, or a number


class _Unknown:
    """A number that cannot be decided."""

    def _undecided(self, *others: Any) -> Any:
        raise Undecided

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _undecided
    __neg__ = __bool__ = __lt__ = __gt__ = _undecided


UNKNOWN = _Unknown()


def known(x: Any) -> Number:
    """The number.

    Raises:
        Undecided: if it is not known.
    """
    if x is UNKNOWN:
        raise Undecided
    return x


def _elementwise(f: Callable[..., Number], parts: int) -> Callable[..., Exact]:
    def decided(*xs: Any) -> Any:
        try:
            return f(*map(known, xs))
        except Undecided:
            return UNKNOWN

    return np.frompyfunc(decided, parts, 1)


def _silenced(x: Any, y: Any) -> Any:
    """x·y, where 0 makes what is not known of the other nothing."""
    if any(isinstance(a, fmpq) and not a for a in (x, y)):
        return ZERO
    return known(x) * known(y)


def _times(x: Any, y: Any) -> Any:
    try:
        return _silenced(x, y)
    except Undecided:
        return UNKNOWN


_plus_each, _times_each = _elementwise(operator.add, 2), np.frompyfunc(_times, 2, 1)


def number(p: int, q: int) -> Exact:
    """p/q."""
    return fmpq(p, q)


def euler() -> Exact:
    """e."""
    return closed.exp(ONE)


def pi() -> Exact:
    """π."""
    return closed.PI


def size(n: int) -> Exact:
    """The size of an alphabet."""
    return fmpq(n)


def same(n: int) -> Exact:
    """[i = j] for n letters."""
    out = np.full((1, n, n), ZERO, dtype=object)
    out[0, range(n), range(n)] = ONE
    return out


def moved(x: Exact, place: Callable[[Any], Any]) -> Exact:
    """The array with its axes elsewhere."""
    return place(x)


def add(xs: list[Exact]) -> Exact:
    """Σ xs."""
    return reduce(_plus, xs)


def _plus(x: Exact, y: Exact) -> Exact:
    try:
        return np.add(x, y, dtype=object)
    except Undecided:
        return _plus_each(x, y)


def product(ups: list[Exact], downs: list[Exact]) -> Exact:
    """The product of `ups` over that of `downs`."""
    return reduce(_multiplied, [*ups, *map(inverse, downs)])


def _multiplied(x: Exact, y: Exact) -> Exact:
    try:
        return np.multiply(x, y, dtype=object)
    except Undecided:
        return _times_each(x, y)


def product_sum(ups: list[Exact], downs: list[Exact], axes: int, sizes: tuple[int, ...]) -> Exact:
    """Its sum over the last axes."""
    return total(product(ups, downs), axes, sizes)


def total(x: Exact, axes: int, sizes: tuple[int, ...]) -> Exact:
    """Σ over the last axes; an axis of length 1 stands for all."""
    count, seen = math.prod(sizes), 1
    if isinstance(x, np.ndarray):
        seen = math.prod(x.shape[-axes:])
        flat = x.reshape((*x.shape[:-axes], seen))
        try:
            x = flat.sum(axis=-1)
        except Undecided:
            x = _plus_each.reduce(flat, axis=-1)
    return x if seen == count else _multiplied(x, fmpq(count // seen))


def _best(x: Number, y: Number) -> Number:
    return y if closed.sign(y - x) > 0 else x


_best_each = _elementwise(_best, 2)


def largest(xs: list[Exact]) -> Exact:
    """The largest of several."""
    return reduce(_best_each, xs)


def largest_over(x: Exact, axes: int) -> Exact:
    """The largest over the last axes."""
    if not isinstance(x, np.ndarray):
        return x
    return _best_each.reduce(x.reshape((*x.shape[:-axes], -1)), axis=-1)


def power(x: Exact, n: int) -> Exact:
    """xⁿ."""
    return _elementwise(lambda a: closed.power(a, n), 1)(x)


log, exp, inverse = (_elementwise(f, 1) for f in (closed.log, closed.exp, closed.inverse))
ceiling, absolute = _elementwise(closed.ceiling, 1), _elementwise(closed.absolute, 1)
negative = _elementwise(operator.neg, 1)
indicator = _elementwise(lambda a: ONE if closed.sign(a) else ZERO, 1)


def real_power(x: Exact, r: Exact, vanishes: bool) -> Exact:
    """xʳ = exp(r·ln x), and 0 for x = 0 where r is visibly > 0."""

    def raised(a: Number, k: Number) -> Number:
        if vanishes and closed.sign(a) == 0:
            return ZERO
        return closed.exp(k * closed.log(a))

    return _elementwise(raised, 2)(x, r)


def _count(n: Number) -> int:
    """An integer that is small enough to count with."""
    if isinstance(n, Closed) or n.q != 1 or not 0 <= n <= _LARGEST_COUNT:
        raise Undecided
    return int(n)


def _choose(n: Number, k: Number) -> Number:
    if isinstance(k, fmpq) and k < 0:
        return ZERO
    return fmpq(math.comb(_count(n), _count(k)))


factorial = _elementwise(lambda n: fmpq(math.factorial(_count(n))), 1)
binomial = _elementwise(_choose, 2)


def counted_sum(x: Exact, powers: series.Powers) -> Exact:
    """The sum of `series`."""
    return _elementwise(lambda z: closed.counted_sum(z, powers), 1)(x)


def huffman(x: Exact, base: int, size: int) -> Exact:
    """Huffman's lengths.

    Raises:
        Undecided: for probabilities that are not rational.
    """
    row = np.broadcast_to(x, (1, size))[0]
    lengths = best_lengths([rational(known(v)) for v in row], base)
    return np.array([[fmpq(n) for n in lengths]], dtype=object)
