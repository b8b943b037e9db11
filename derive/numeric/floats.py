"""Arrays of floats without error bounds, for the walk; made to be fast.

A value is (array or float, owned): what is owned is a temporary that may be overwritten.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from derive.language.names import DeriveError
from derive.numeric.series import Powers, approximate

Array = Any  # ndarray with an axis per index in scope, or a float
Value = tuple[Array, bool]
_ROUNDING = 1e-13  # relative; a ceiling must not take it for a step

_factorials = np.vectorize(
    lambda n: float(math.factorial(int(n))) if n <= 170 else math.inf, otypes=[float]
)
_choices = np.vectorize(
    lambda n, k: float(math.comb(int(n), int(k))) if k >= 0 else 0.0, otypes=[float]
)


def _apart(values: list[Value]) -> tuple[float, list[Value]]:
    """The product of the numbers, and the arrays."""
    scale, arrays = 1.0, []
    for x in values:
        if isinstance(x[0], np.ndarray):
            arrays.append(x)
        else:
            scale *= x[0]
    return scale, arrays


@dataclass(frozen=True)
class Floats:
    """careful: look for zeros under logarithms and bars. owning: whether to use memory again."""

    careful: bool
    owning: bool = True
    watches = remembers = False

    @property
    def sharing(self) -> Floats:
        """The same, for values that are used more than once."""
        return Floats(self.careful, owning=False)

    def _new(self, x: Array) -> Value:
        return x, self.owning and isinstance(x, np.ndarray)

    def _into(self, operation: Any, x: Value, y: Array) -> Value:
        """operation(x, y), in x's own memory when it is a temporary that is large enough."""
        a, owned = x
        if owned and (
            not isinstance(y, np.ndarray) or np.broadcast_shapes(a.shape, y.shape) == a.shape
        ):
            return operation(a, y, out=a), True
        return self._new(operation(a, y))

    def number(self, p: int, q: int) -> Value:
        return p / q, False

    def euler(self) -> Value:
        return math.e, False

    def pi(self) -> Value:
        return math.pi, False

    def size(self, n: int) -> Value:
        return float(n), False

    def same(self, n: int) -> Value:
        return np.eye(n)[None], False

    def moved(self, x: Value, place: Callable[[Any], Any]) -> Value:
        return place(x[0]), False

    def add(self, xs: list[Value]) -> Value:
        return reduce(lambda x, y: self._into(np.add, x, y[0]), xs)

    def product(self, ups: list[Value], downs: list[Value]) -> Value:
        """Numbers are multiplied apart, and last."""
        scale, arrays = _apart(ups)
        out: Value = arrays[0] if arrays else (scale, False)
        for y, _ in arrays[1:]:
            out = self._into(np.multiply, out, y)
        for y, _ in downs:
            out = self._over(out, y)
        return self._into(np.multiply, out, scale) if arrays and scale != 1.0 else out

    def _over(self, x: Value, y: Array) -> Value:
        if self.careful:
            zero = np.equal(y, 0)
            if zero.any():
                return self._into(np.multiply, x, np.where(zero, 0.0, 1 / np.where(zero, 1.0, y)))
        return self._into(np.divide, x, y)

    def product_sum(self, ups: list[Value], downs: list[Value], axes: int, sizes: Any) -> Value:
        """Numbers stay outside; the last multiplication is fused with the summation."""
        scale, arrays = _apart(ups)
        if not arrays:
            return self.total(self.product(ups, downs), axes, sizes)
        first, rest = arrays[0], arrays[1:]
        if not rest and not downs:
            total = self.total(first, axes, sizes)[0]
        else:
            other = self.product(rest or [(1.0, False)], downs)
            total = self._fused(first[0], other[0], axes, sizes)
        return self._new(total * scale if scale != 1.0 else total)

    def _fused(self, x: Array, y: Array, axes: int, sizes: tuple[int, ...]) -> Array:
        if isinstance(y, np.ndarray) and x.shape == y.shape and x.shape[-axes:] == sizes:
            flat = (*x.shape[:-axes], -1)
            return np.einsum("...k,...k->...", x.reshape(flat), y.reshape(flat))
        return self.total((x * y, False), axes, sizes)[0]

    def total(self, x: Value, axes: int, sizes: tuple[int, ...]) -> Value:
        whole = math.prod(sizes)
        if not isinstance(x[0], np.ndarray):
            return x[0] * float(whole), False
        seen = math.prod(x[0].shape[-axes:])
        return self._new(x[0].sum(axis=tuple(range(-axes, 0))) * (whole / seen))

    def log(self, x: Value) -> Value:
        a, owned = x
        if self.careful:
            a = np.abs(a)
            return self._new(np.log(np.where(a == 0, 1.0, a)))
        return (np.log(a, out=a), True) if owned else self._new(np.log(a))

    def exp(self, x: Value) -> Value:
        return self._new(np.exp(x[0]))

    def inverse(self, x: Value) -> Value:
        return self._over((1.0, False), x[0])

    def power(self, x: Value, n: int) -> Value:
        return self._new(x[0] ** n)

    def real_power(self, x: Value, r: Value, vanishes: bool) -> Value:
        a = np.abs(x[0])
        zero = a == 0
        raised = np.where(zero, 1.0, a) ** r[0]
        return self._new(np.where(zero, 0.0 if vanishes else 1.0, raised))

    def indicator(self, x: Value) -> Value:
        return self._new(np.not_equal(x[0], 0).astype(float))

    def ceiling(self, x: Value) -> Value:
        """What differs from an integer by rounding only is that integer."""
        nearest = np.rint(x[0])
        whole = abs(x[0] - nearest) <= _ROUNDING * abs(x[0])
        return self._new(np.where(whole, nearest, np.ceil(x[0])))

    def absolute(self, x: Value) -> Value:
        return self._new(np.abs(x[0]))

    def negative(self, x: Value) -> Value:
        return self._new(-x[0])

    def largest(self, xs: list[Value]) -> Value:
        return self._new(reduce(np.maximum, [x for x, _ in xs]))

    def largest_over(self, x: Value, axes: int) -> Value:
        return self._new(
            x[0].max(axis=tuple(range(-axes, 0))) if isinstance(x[0], np.ndarray) else x[0]
        )

    def factorial(self, x: Value) -> Value:
        return self._new(_factorials(x[0]))

    def binomial(self, x: Value, y: Value) -> Value:
        return self._new(_choices(x[0], y[0]))

    def counted_sum(self, x: Value, powers: Powers) -> Value:
        return self._new(approximate(x[0], powers))

    def huffman(self, x: Value, base: int, size: int) -> Value:
        raise DeriveError("Huffman's lengths have no fast value.")
