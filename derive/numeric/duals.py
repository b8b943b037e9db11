"""Numbers with slopes, v + s·ε, over any kind of numbers.

    (v + s·ε)·(w + u·ε) = v·w + (v·u + s·w)·ε        g(v + s·ε) = g(v) + g′(v)·s·ε

They know nothing of the rules by which the kernel's side differentiates expressions
(`derive.translate.differentiation`), and share no code with them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from derive.language.names import DeriveError
from derive.language.quantities import Quantity

Number = Any  # of the base


class Pair(NamedTuple):
    """A value and its slope, None where it does not move."""

    v: Number
    s: Number


@dataclass(frozen=True)
class Dual:
    """base: what the values and slopes are. quantity, at: by what is differentiated, at which axis
    or named letter each of its letters stands."""

    base: Any
    quantity: Quantity
    at: tuple[Any, ...]
    remembers = False

    @property
    def watches(self) -> bool:
        return bool(self.base.watches)

    def constant(self, v: Number) -> Pair:
        """A value that does not move."""
        return Pair(v, None)

    def slope(self, x: Pair) -> Number:
        """The slope alone."""
        return self.base.number(0, 1) if x[1] is None else x[1]

    def __getattr__(self, name: str) -> Any:
        """What has no slope is computed by the base, of what does not move."""
        f = getattr(self.base, name)

        def value(x: Any) -> Any:
            if isinstance(x, list):
                return [value(part) for part in x]
            if isinstance(x, Pair) and x.s is not None:
                raise DeriveError(f"{name}: it has no slope here.")
            return x.v if isinstance(x, Pair) else x

        return lambda *parts: self.constant(f(*map(value, parts)))

    def add(self, xs: list[Pair]) -> Pair:
        slopes = [s for _, s in xs if s is not None]
        return Pair(self.base.add([v for v, _ in xs]), self._sum(slopes))

    def _sum(self, slopes: list[Number]) -> Number:
        return self.base.add(slopes) if slopes else None

    def _chain(self, v: Number, *slopes: tuple[Number, Callable[[], Number]]) -> Pair:
        """A function's value, and the sum of the slopes times the function's own."""
        moved = [self.base.product([s, own()], []) for s, own in slopes if s is not None]
        return Pair(v, self._sum(moved))

    def product(self, ups: list[Pair], downs: list[Pair]) -> Pair:
        factors = [*ups, *map(self.inverse, downs)]
        v, s = factors[0]
        for w, u in factors[1:]:
            v, s = self._chain(
                self.base.product([v, w], []), (s, lambda w=w: w), (u, lambda v=v: v)
            )
        return Pair(v, s)

    def product_sum(self, ups: list[Pair], downs: list[Pair], axes: int, sizes: Any) -> Pair:
        return self.total(self.product(ups, downs), axes, sizes)

    def total(self, x: Pair, axes: int, sizes: Any) -> Pair:
        v, s = (None if part is None else self.base.total(part, axes, sizes) for part in x)
        return Pair(v, s)

    def moved(self, x: Pair, place: Any) -> Pair:
        v, s = (None if part is None else self.base.moved(part, place) for part in x)
        return Pair(v, s)

    def negative(self, x: Pair) -> Pair:
        v, s = (None if part is None else self.base.negative(part) for part in x)
        return Pair(v, s)

    def exp(self, x: Pair) -> Pair:
        v = self.base.exp(x[0])
        return self._chain(v, (x[1], lambda: v))

    def log(self, x: Pair) -> Pair:
        return self._chain(self.base.log(x[0]), (x[1], lambda: self.base.inverse(x[0])))

    def inverse(self, x: Pair) -> Pair:
        v = self.base.inverse(x[0])
        return self._chain(v, (x[1], lambda: self.base.negative(self.base.product([v, v], []))))

    def power(self, x: Pair, n: int) -> Pair:
        def own() -> Number:
            return self.base.product([self.base.power(x[0], n - 1), self.base.number(n, 1)], [])

        return self._chain(self.base.power(x[0], n), (x[1], own))

    def real_power(self, x: Pair, r: Pair, vanishes: bool) -> Pair:
        v = self.base.real_power(x[0], r[0], vanishes)
        return self._chain(
            v,
            (x[1], lambda: self.base.product([v, r[0], self.base.inverse(x[0])], [])),
            (r[1], lambda: self.base.product([v, self.base.log(x[0])], [])),
        )

    def maybe_zero(self, x: Pair) -> Any:
        return self.base.maybe_zero(x[0])

    def surely_zero(self, x: Pair) -> Any:
        return self.base.surely_zero(x[0])

    def maybe_nonpositive(self, x: Pair) -> Any:
        return self.base.maybe_nonpositive(x[0])

    def maybe_negative(self, x: Pair) -> Any:
        return self.base.maybe_negative(x[0])
