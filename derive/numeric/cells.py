"""Spaces as finitely many cells with widths: densities are constant on each, integrals are sums.

The table of a law holds its heights, the probabilities of cells divided by the widths of those
outputs that are points of spaces. ∫ f dx is Σ m(x)·f(x), with the widths m of the cells of x.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import numpy as np

from derive.language.alphabets import Alphabet
from derive.language.laws import Law
from derive.language.quantities import Quantity, QuantityValue

Arrays = Mapping[Any, np.ndarray]


class Widths(Quantity):
    """The widths of a space's cells, > 0."""


def widths(space: str) -> Widths:
    """Those of the space with this name."""
    i = Alphabet(space.partition("-")[0], space)
    made: Any = Widths("widths", i, sign="pos")
    return made  # type: ignore[no-any-return]


def width(i: Alphabet) -> QuantityValue:
    """Of the cell in which a point is."""
    made: Any = QuantityValue(widths(i.alphabet), (i,))
    return made  # type: ignore[no-any-return]


def area(
    law: Law,
    of: Callable[[Quantity], np.ndarray],
    rows: int,
    variables: Collection[str] | None = None,
) -> np.ndarray | None:
    """The widths of a law's outputs in spaces multiplied, to broadcast against its table; None if
    there are none.

    rows: how many axes stand before those of letters. variables: those outputs only.
    """
    out: np.ndarray | None = None
    axes = len(law.outputs) + len(law.inputs)
    for k, v in enumerate(law.outputs):
        if v.is_space and (variables is None or v.name in variables):
            m = of(widths(v.alphabet))
            shape = (*m.shape[:rows], *(m.shape[-1] if j == k else 1 for j in range(axes)))
            out = m.reshape(shape) if out is None else out * m.reshape(shape)
    return out


def heights(values: Arrays, rows: int = 0) -> dict[Any, np.ndarray]:
    """Tables of laws and quantities, of laws by probabilities, with the heights of laws."""
    out = dict(values)
    for law in [k for k in values if isinstance(k, Law)]:
        a = area(law, values.__getitem__, rows)
        if a is not None:
            out[law] = values[law] / a
    return out


def probabilities(values: Arrays, rows: int = 0) -> dict[Any, np.ndarray]:
    """The reverse."""
    out = dict(values)
    for law in [k for k in values if isinstance(k, Law)]:
        a = area(law, values.__getitem__, rows)
        if a is not None:
            out[law] = values[law] * a
    return out
