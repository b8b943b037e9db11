"""Equations that fix a law at letters with names: r(z=0) = 1/2, W(1 | 0) = ε, r(x, 0) = p(x)/2.

What is fixed gets its value; the rest of the law is scaled so that it still sums to 1. Works alike
on float arrays of many rows and on exact arrays of one row; axis 0 counts rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from derive.language.alphabets import Letter
from derive.language.laws import Law
from derive.numeric.solving import Assignment, Place


def pin(a: Assignment, table: np.ndarray, value: np.ndarray, one: Any) -> np.ndarray:
    """The target's table with `value`, of shape (rows, letters), put at the place of `a`.

    one: 1.0 or fmpq(1).
    """
    if not isinstance(a.target, Law):
        out = table.copy()
        out[_selected([i for _, i in a.place])] = value
        return out
    names = [v.name for v in a.target.variables_and_inputs()]
    chosen = _cells(table.shape, names, a.place)
    out = _put(table, names, a.place, value, one)
    outputs = tuple(range(1, 1 + len(a.target.outputs)))
    free = ~chosen
    for earlier in a.earlier:
        free = free & ~_cells(table.shape, names, earlier)
    if not free.any():  # all is fixed, up to a scale
        free = ~chosen
    return _rest(out, free, outputs, one)


def _rest(table: np.ndarray, free: np.ndarray, outputs: tuple[int, ...], one: Any) -> np.ndarray:
    """The free cells scaled, or filled evenly, so that the table sums to 1 over its outputs."""
    zero = table * 0
    fixed = np.where(free, zero, table).sum(axis=outputs, keepdims=True)
    loose = np.where(free, table, zero)
    total = loose.sum(axis=outputs, keepdims=True)
    count = free.sum(axis=outputs, keepdims=True)
    even = np.where(free, zero + one, zero) / np.maximum(count, 1)
    empty = total == 0
    share = np.where(empty, even, loose / np.where(empty, total * 0 + one, total))
    filled: np.ndarray = np.where(free, share * (one - fixed), table)
    return filled


def _put(
    table: np.ndarray, names: list[str], place: Place, value: np.ndarray, one: Any
) -> np.ndarray:
    """The cells of a marginal's place scaled to `value`; where they are all 0, the first is it."""
    at = dict(place)
    out = table.copy()
    where = _selected([at.get(n) for n in names])
    here = table[where]
    open_ = [n for n in names if not isinstance(at.get(n), Letter)]
    away = tuple(1 + k for k, n in enumerate(open_) if n not in at)
    # value has its axes in the order of the place, as the variables are declared
    spread = tuple([slice(None)] + [slice(None) if n in at else None for n in open_])
    wanted = value[spread]
    total = here.sum(axis=away, keepdims=True) if away else here
    first = np.zeros(here.shape, dtype=bool)
    first[tuple(0 if 1 + k in away else slice(None) for k in range(-1, len(open_)))] = True
    empty = total == 0
    alone = np.where(first, here * 0 + one, here * 0)
    share = np.where(empty, alone, here / np.where(empty, total * 0 + one, total))
    out[where] = share * wanted
    return out


def _cells(shape: Sequence[int], names: list[str], place: Place) -> np.ndarray:
    """Which cells of a table the place is about; with an axis for rows."""
    at = dict(place)
    out = np.zeros((1, *shape[1:]), dtype=bool)
    out[_selected([at.get(n) for n in names])] = True
    return out


def _selected(letters: Sequence[Any]) -> tuple[Any, ...]:
    return (slice(None), *(i.place if isinstance(i, Letter) else slice(None) for i in letters))
