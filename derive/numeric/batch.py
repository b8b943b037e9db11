"""Batches: many models of one shape as float arrays with error bounds, and their evaluation.

`bounded(expression, free)` compiles an expression once; the result maps a `Batch` of n models to
a `Bound` whose arrays have shape (n, *sizes of the free indices) (or with axes of length 1, or
plain floats, where the value does not depend on them), and to the rows that look ill-posed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from sympy import Expr

from derive.language.alphabets import Alphabet
from derive.language.laws import Law
from derive.language.quantities import Quantity
from derive.numeric import bounds
from derive.numeric.bounds import Bound
from derive.numeric.cells import area
from derive.numeric.walk import Walk

_MAX_VALUES = 16  # lines whose values a batch keeps


@dataclass(eq=False)
class Batch:
    """n models with the same alphabet sizes; laws and quantities with models along axis 0."""

    n: int
    sizes: Mapping[str, int]
    laws: dict[Law, Bound]
    quantities: dict[Quantity, Bound]
    marginals: dict[Any, Bound] = field(default_factory=dict)
    values: dict[Any, tuple[Bound, Any]] = field(default_factory=dict)
    memo: dict[Any, Any] = field(default_factory=dict)

    def put(self, thing: Law | Quantity, value: Bound) -> None:
        """Set a law or quantity, and forget what was computed from the old one."""
        if isinstance(thing, Law):
            self.laws[thing] = value
        else:
            self.quantities[thing] = value
        self.forget()

    def forget(self) -> None:
        """Drop everything computed: the tables have changed."""
        self.marginals.clear()
        self.values.clear()

    def quantity(self, quantity: Quantity) -> Bound:
        """Its values."""
        return self.quantities[quantity]

    def marginal(self, law: Law, variables: tuple[str, ...]) -> Bound:
        """The law of some of the variables, summed once."""
        key = (law, variables)
        found = self.marginals.get(key)
        if found is None:
            found = self.marginals[key] = self._summed(law, variables)
        return found

    def _summed(self, law: Law, variables: tuple[str, ...]) -> Bound:
        names = [v.name for v in law.variables_and_inputs()]
        away = tuple(n + 1 for n, name in enumerate(names) if name not in variables)
        whole = self.laws[law]
        if not away:
            return whole
        a = area(law, lambda q: self.quantities[q].v, 1, {*names} - {*variables})
        if a is not None:
            wide = whole.a if bounds.is_plain(whole.a) and not whole.a else whole.a * a
            whole = Bound(whole.v * a, whole.r + 4 * len(names) * bounds.U, wide, True)
        count = math.prod(whole.v.shape[n] for n in away)
        absolute = whole.a if bounds.is_plain(whole.a) else whole.a.sum(axis=away)
        if bounds.is_plain(absolute):
            absolute = absolute * float(count)
        return Bound(whole.v.sum(axis=away), whole.r + count * bounds.U, absolute, True)


@lru_cache(maxsize=4096)
def bounded(e: Expr, free: tuple[Alphabet, ...]) -> Callable[[Batch], tuple[Bound, Any]]:
    """Compile `e` with the given free indices.

    Raises:
        DeriveError: for a node that has no numerical meaning here.
    """
    with np.errstate(all="ignore"):
        step = Walk(bounds).step(e, free)

    def run(batch: Batch) -> tuple[Bound, Any]:
        key = (e, free)
        if key not in batch.values:  # a line of a chain is a side of two relations
            if len(batch.values) >= _MAX_VALUES:
                batch.values.clear()
            with np.errstate(all="ignore"):
                value, ill = step(batch)
                batch.memo.clear()
                batch.values[key] = bounds.settled(value), _rows(ill, batch.n)
        return batch.values[key]

    return run


def _rows(ill: Any, n: int) -> Any:
    """(n,): the rows in which it is ill anywhere; None if there are none."""
    if not np.any(ill):
        return None
    if np.ndim(ill) == 0 or len(ill) == 1:
        return np.ones(n, dtype=bool)
    return ill.reshape(n, -1).any(axis=1)
