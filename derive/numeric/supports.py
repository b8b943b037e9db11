"""Absolute continuity by construction: choose supports so that a ≪ b holds.

Works alike on float arrays of many rows and on exact arrays of one row; axis 0 counts rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from derive.language.alphabets import Alphabet
from derive.language.laws import Law, LawValue
from derive.language.maps import Map
from derive.language.quantities import QuantityValue
from derive.language.relations import Dominated
from derive.numeric.cells import area

Arrays = dict[Any, np.ndarray]  # Law or Quantity → values, rows along axis 0
ZeroOf = Callable[[Any, tuple[Alphabet, ...]], np.ndarray]


def enforce(
    dominations: tuple[Dominated, ...], fixed: set[Any], values: Arrays, zero_of: ZeroOf, one: Any
) -> None:
    """Change `values` in place until the dominations hold, as far as these few rules can.

    Zeroes the premise where the conclusion is zero and renormalises; where nothing would be left,
    or the premise is in `fixed`, the conclusion is made positive instead. zero_of(expression,
    letters) gives where an expression is zero, shape (n, *letters). one: 1 or fmpq(1).
    """
    for _ in range(2 if len(dominations) > 1 else 1):
        for d in dominations:
            _enforce_one(d, fixed, values, zero_of, one)


def _enforce_one(d: Dominated, fixed: set[Any], values: Arrays, zero_of: ZeroOf, one: Any) -> None:
    letters = _letters(d.premise)
    if letters is None:
        return
    extra = sorted(d.conclusion.free_symbols - set(letters), key=lambda i: i.name)
    zero = zero_of(d.conclusion, (*letters, *extra))
    if extra:
        zero = zero.any(axis=tuple(range(zero.ndim - len(extra), zero.ndim)))
    stuck = _clear_premise(d.premise, zero, fixed, values)
    if stuck.any():
        _fill_conclusion(d.conclusion, stuck, values, one)


def _letters(e: Any) -> tuple[Alphabet, ...] | None:
    if isinstance(e, LawValue):
        found = tuple(letter for _, letter in e.at)
    elif isinstance(e, QuantityValue):
        found = e.at
    else:
        return None
    whole = len(set(found)) == len(found) and all(isinstance(i, Alphabet) for i in found)
    return found if whole else None


def _clear_premise(e: Any, zero: np.ndarray, fixed: set[Any], values: Arrays) -> np.ndarray:
    """Put zeros where asked; returns the rows where that was impossible (left as they were)."""
    key = e.law if isinstance(e, LawValue) else e.quantity
    table = values[key]
    if isinstance(e, LawValue):
        mentioned = {var for var, _ in e.at}
        names = [v.name for v in key.variables_and_inputs()]
        mask = zero[(slice(None), *(slice(None) if n in mentioned else None for n in names))]
    else:
        mask = zero
    hit = (mask & (table != 0)).reshape(len(table), -1).any(axis=1)
    total_map = isinstance(key, Map) and not key.partial
    if key in fixed or total_map or (not isinstance(key, Law) and key.sign == "pos"):
        return hit
    cleared = np.where(mask, table * 0, table)
    if not isinstance(key, Law):
        values[key] = np.where(per_row(hit, table.ndim), cleared, table)
        return np.zeros(len(table), dtype=bool)
    a = area(key, values.__getitem__, 1)
    weighed = cleared if a is None else cleared * a
    totals = weighed.sum(axis=tuple(range(1, 1 + len(key.outputs))), keepdims=True)
    stuck = (totals == 0).reshape(len(table), -1).any(axis=1)
    change = hit & ~stuck
    safe = np.where(totals == 0, totals * 0 + 1, totals)
    values[key] = np.where(per_row(change, table.ndim), cleared / safe, table)
    return hit & stuck


def per_row(which: np.ndarray, ndim: int) -> np.ndarray:
    """One value for each row, to broadcast against a table of so many axes."""
    return which.reshape((-1,) + (1,) * (ndim - 1))


def _fill_conclusion(e: Any, stuck: np.ndarray, values: Arrays, one: Any) -> None:
    """Make a law uniform, or a quantity's zeros 1, in the stuck rows."""
    if isinstance(e, LawValue):
        table = values[e.law]
        a = area(e.law, values.__getitem__, 1)
        cells = table * 0 + one if a is None else table * 0 + a
        outputs = tuple(range(1, 1 + len(e.law.outputs)))
        even = one / cells.sum(axis=outputs, keepdims=True) + table * 0
        values[e.law] = np.where(per_row(stuck, table.ndim), even, table)
    elif isinstance(e, QuantityValue) and not isinstance(e.quantity, Map):
        table = values[e.quantity]
        ones = np.where(table == 0, table * 0 + one, table)
        values[e.quantity] = np.where(per_row(stuck, table.ndim), ones, table)
