"""The arithmetics of the judge: `Exact` at one model, which decides, and `Floats` at many models at
once, which only points at suspects. A space is cells with widths here, and ∫ a sum over them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from derive.language.laws import Law
from derive.numeric.cells import Widths
from trials.mutants import numbers

Letters = dict[Any, int]
_COUNTED = 500  # n in n!


class Exact:
    """One model: sizes by alphabet, an object array of exact numbers for each law or quantity."""

    def __init__(self, sizes: dict[str, int], tables: dict[Any, np.ndarray]) -> None:
        self.sizes, self.tables = sizes, tables
        self.memo: dict[Any, Any] = {}
        self.widths = {q.over[0].alphabet: t for q, t in tables.items() if isinstance(q, Widths)}

    const: Any = staticmethod(lambda v: v)
    log: Any = staticmethod(numbers.log)
    exp: Any = staticmethod(numbers.exp)
    inverse: Any = staticmethod(numbers.inverse)
    power: Any = staticmethod(numbers.power)
    ceiling: Any = staticmethod(numbers.ceiling)
    sign: Any = staticmethod(numbers.sign)
    pi: Any = numbers.PI
    live: Any = True
    on_reals = False  # whether points are numbers, and no cells
    in_pieces = False  # whether functions of them have breaks (`lines`)

    def larger(self, a: Any, b: Any, sense: int = 1) -> Any:
        """The larger of two numbers; for the sense −1 the smaller."""
        return a if self.sign(a - b) * sense >= 0 else b

    def factorial(self, n: Any) -> Any:
        """n!, and what 1/n! = 0 makes of an integer n < 0."""
        return Fraction(math.factorial(_whole(n)))

    def binomial(self, n: Any, k: Any) -> Any:
        n, k = _whole(n), _whole(k)
        return Fraction(math.comb(n, k) if k >= 0 else 0)

    def nonzero(self, v: Any) -> Any:
        return Fraction(int(self.sign(v) != 0))

    def apart(self, v: Any) -> Any:
        """Whether it is not 0; of a function, at almost every point."""
        return self.sign(v) != 0

    def table(self, law: Any, variables: tuple[str, ...]) -> np.ndarray:
        key = (law, variables)
        if key not in self.memo:
            names = [v.name for v in law.variables_and_inputs()]
            away = tuple(self.first + n for n, v in enumerate(names) if v not in variables)
            whole = self._weighed(law, [n for n, v in enumerate(names) if v not in variables])
            self.memo[key] = np.asarray(whole.sum(axis=away)) if away else whole
        return self.memo[key]

    def _weighed(self, law: Law, axes: list[int]) -> np.ndarray:
        """The table times the widths of cells along these axes, to be summed over them."""
        table = self.tables[law]
        for n in axes:
            v = law.variables_and_inputs()[n]
            if v.is_space:
                after = (1,) * (table.ndim - 1 - n - self.first)
                width = self.widths[v.alphabet]
                shape = (*width.shape[: self.first], *(1,) * n, width.shape[-1], *after)
                table = np.asarray(table * width.reshape(shape))
        return table

    def integral(self, indices: Any, letters: Letters, inner: Any) -> Any:
        """Σ over letters, and over cells with their widths."""
        spaces = [i for i in indices if i.is_space]
        total = self.const(Fraction(0))
        for scope in scopes(indices, self.sizes, letters):
            part = inner(self, scope)
            for i in spaces:
                part = part * self.at(self.widths[i.alphabet], (scope[i],))
            total = total + part
        return total

    def coordinate(self, i: Any, letters: Letters) -> Any:
        raise TypeError(f"{i}: the cell of a point is no number.")

    def density(self, e: Any, letters: Letters) -> Any:
        """The value of a law of a family."""
        raise TypeError(f"{e}: no law of cells.")

    def meets(self, rel: str, gap: Any) -> bool:
        """Whether lhs rel rhs for lhs − rhs = gap."""
        return bool(satisfied(rel, self.sign(gap)))

    first = 0

    def at(self, table: np.ndarray, where: tuple[int, ...]) -> Any:
        found = table[where]
        return found.item() if isinstance(found, np.ndarray) else found


class Floats(Exact):
    """Many models of the same sizes: float arrays whose first axis counts them."""

    first = 1

    def __init__(self, sizes: dict[str, int], tables: dict[Any, np.ndarray], n: int) -> None:
        super().__init__(sizes, tables)
        self.n, self.live = n, np.ones(n, dtype=bool)

    const = staticmethod(float)
    exp = staticmethod(np.exp)
    ceiling = staticmethod(lambda v: np.ceil(v - 1e-9))
    pi = math.pi

    def larger(self, a: Any, b: Any, sense: int = 1) -> Any:
        return np.maximum(a, b) if sense > 0 else np.minimum(a, b)

    def factorial(self, n: Any) -> Any:
        return np.vectorize(lambda v: math.gamma(min(v, 100.0) + 1))(np.asarray(n, dtype=float))

    def binomial(self, n: Any, k: Any) -> Any:
        both = np.broadcast_arrays(np.asarray(n, dtype=float), np.asarray(k, dtype=float))
        return np.vectorize(lambda a, b: float(math.comb(round(a), round(b))) if b >= 0 else 0.0)(
            *both
        )

    @staticmethod
    def sign(v: Any) -> Any:
        return np.sign(np.where(abs(np.asarray(v)) < 1e-13, 0.0, v))

    @staticmethod
    def log(v: Any) -> Any:
        return np.where(v == 0, 0.0, np.log(np.where(v == 0, 1.0, abs(np.asarray(v)))))

    @staticmethod
    def inverse(v: Any) -> Any:
        return np.where(v == 0, 0.0, 1 / np.where(v == 0, 1.0, v))

    def power(self, v: Any, n: int) -> Any:
        return v**n if n >= 0 else self.inverse(v) ** (-n)

    def nonzero(self, v: Any) -> Any:
        return (self.sign(v) != 0).astype(float)

    def flat(self, v: Any, rel: str = "=") -> np.ndarray:
        """(n,) floats."""
        return np.broadcast_to(np.asarray(v, dtype=float), (self.n,))

    def at(self, table: np.ndarray, where: tuple[int, ...]) -> Any:
        return table[(slice(None), *where)]


def satisfied(rel: str, s: Any) -> Any:
    """Whether lhs rel rhs, for the sign of lhs − rhs (numbers or arrays)."""
    return {
        "=": s == 0, "!=": s != 0, "<=": s <= 0, ">=": s >= 0, "<": s < 0, ">": s > 0,
    }[rel]  # fmt: skip


def _whole(n: Any) -> int:
    """An integer as one.

    Raises:
        Unknown: if it is none that can be counted with.
    """
    if not isinstance(n, Fraction) or n.denominator != 1 or abs(n) > _COUNTED:
        raise numbers.Unknown
    return int(n)


def scopes(indices: Any, sizes: dict[str, int], letters: Letters) -> Iterator[Letters]:
    for choice in product(*(range(sizes[i.alphabet]) for i in indices)):
        yield {**letters, **dict(zip(indices, choice, strict=True))}
