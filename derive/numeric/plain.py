"""Plain rows: small whole numbers, zeros and ones, codeword lengths, variables that are equal.

Some are extreme instead: numbers of very different sizes, laws that are nearly point masses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from derive.language.laws import Law
from derive.language.maps import Map
from derive.language.quantities import NaturalQuantity, Quantity
from derive.language.subsets import Subset
from derive.looks import look
from derive.numeric import tables
from derive.numeric.blocks import Block
from derive.numeric.problem import Problem
from derive.numeric.supports import per_row

_LARGEST = 3


def make_plain(problem: Problem, block: Block, rng: np.random.Generator) -> None:
    """Change, in place, about half of the numbers and some of the conditional tables."""
    for q, (a, b) in block.numbers.items():
        look()
        if isinstance(q, (Map, Subset, NaturalQuantity)):
            continue
        rows = _some(rng, a, 0.5)
        whole = np.clip(a // b, -_LARGEST, _LARGEST)
        if q.sign == "unit":
            whole = rng.integers(0, 2, size=a.shape)
        elif q.sign == "pos" or q in problem.nonzero:
            whole = np.where(whole == 0, 1, whole)
        np.copyto(a, whole, where=rows)
        np.copyto(b, 1, where=rows)
        if len(q.over) == 1 and q.sign in ("real", "nonneg"):
            _make_lengths(block, q, rng)
    for (law, variable), table in block.laws.items():
        alphabets = {v.name: v.alphabet for v in law.variables_and_inputs()}
        for axis, parent in enumerate(_behind(block, law, variable), 2):
            if alphabets[parent] == alphabets[variable] and not _bounded_away(problem, law):
                _copy(table, axis, _some(rng, table, 0.3))
    for law in problem.laws:
        _make_parity(problem, block, law, rng)
    _make_extreme(block, rng)
    if any(a.beside() for a in problem.assignments):
        _make_cyclic(block, rng)


def _make_extreme(block: Block, rng: np.random.Generator) -> None:
    """In some rows numbers ±2^k, and laws with masses 1 : 2^k; k up to 30.

    But real numbers up to 2^9: they are exponents, and e^(2^30) is beyond exact arithmetic.
    """
    for q, (a, b) in block.numbers.items():
        look()
        if isinstance(q, (Map, Subset, NaturalQuantity)):
            continue
        far, rows = _powers(rng, a), _some(rng, a, 0.15)
        small = (rng.random(far.shape) < 0.5) | (q.sign == "unit")
        large = np.minimum(far, 1 << 9) if q.sign == "real" else far
        np.copyto(a, np.sign(a) * np.where(small, 1, large), where=rows)
        np.copyto(b, np.where(small, far, 1), where=rows)
    for table in block.laws.values():
        far, rows = _powers(rng, table), _some(rng, table, 0.15)
        most = table == table.max(axis=1, keepdims=True)
        np.copyto(table, np.where(most, far, np.minimum(table, 1)), where=rows)


def _make_parity(problem: Problem, block: Block, law: Law, rng: np.random.Generator) -> None:
    """In some rows variables are sums of others, modulo their number of letters, and all else is
    uniform, or most of it. Those that have to be functions are sums of what they are functions of,
    or of some of it; else one is the sum of two: any two of the three are independent, not all."""
    if law.inputs:
        return
    own = {v: table for (of, v), table in block.laws.items() if of == law}
    sums = [(t, like) for t in own.values() if len(like := _as_large(t)) >= 2]
    made, share, alike = _functions(problem, block, law, own, rng), 0.5, 0.8
    if not made and sums:
        table, behind = sums[int(rng.integers(len(sums)))]
        made, share, alike = [(table, rng.choice(behind, 2, replace=False))], 0.15, 1.0
    rows = rng.random(block.n) < share
    for table in own.values() if made else ():
        uniform = rows & (rng.random(block.n) < alike)
        np.copyto(table, 1, where=per_row(uniform, table.ndim))
    for table, of in made:
        letters = np.indices(table.shape[1:])
        total = sum(letters[k - 1] for k in of) % table.shape[1]
        np.copyto(table, letters[0] == total, where=per_row(rows, table.ndim))


def _functions(
    problem: Problem, block: Block, law: Law, own: Mapping[str, np.ndarray], rng: Any
) -> list[tuple[np.ndarray, list[int]]]:
    """Tables of variables that hypotheses make functions of earlier ones, with the axes of these;
    one for each variable."""
    found: dict[str, tuple[np.ndarray, list[int]]] = {}
    for of, v, given in problem.functions:
        behind = _behind(block, law, v) if of == law else ()
        axes = [k for k, w in enumerate(behind, 2) if w in given]
        if len(axes) == len(given) and set(axes) <= set(_as_large(own[v])):
            some = [k for k in axes if rng.random() < 0.8] or axes
            found.setdefault(v, (own[v], some))
    return list(found.values())


def _as_large(table: np.ndarray) -> list[int]:
    """The axes of what a variable depends on that has as many letters, more than one."""
    return [k for k in range(2, table.ndim) if table.shape[k] == table.shape[1] > 1]


def _make_cyclic(block: Block, rng: np.random.Generator) -> None:
    """In some rows tables of numbers depend on the sum of their letters alone, modulo the number
    of one of them, and laws are uniform: so a mean over that letter is one at all the others."""
    rows = rng.random(block.n) < 0.4
    for q, pair in block.numbers.items():
        look()
        if len(q.over) < 2 or isinstance(q, Map):
            continue
        axis = int(rng.integers(1, pair[0].ndim))
        turned = np.indices(pair[0].shape[1:]).sum(axis=0) % pair[0].shape[axis]
        for table in pair:
            first = np.moveaxis(table, axis, -1).reshape(block.n, -1, table.shape[axis])[:, 0]
            np.copyto(table, first[:, turned], where=per_row(rows, table.ndim))
    for table in block.laws.values():
        np.copyto(table, 1, where=per_row(rows, table.ndim))


def _powers(rng: np.random.Generator, table: Any) -> Any:
    """A power of 2 for each row, to broadcast against the table."""
    return per_row(np.left_shift(np.int64(1), rng.integers(4, 31, size=len(table))), table.ndim)


def _make_lengths(block: Block, q: Quantity, rng: np.random.Generator) -> None:
    """In some rows lengths of a binary code, and laws 2^(−length) in the same or another order.

    In half of these rows the code is complete.
    """
    a, b = block.numbers[q]
    complete = tables.complete_lengths(rng, *a.shape, 2)
    longer = rng.integers(0, 3, size=a.shape) * _some(rng, a, 0.5)
    rows = _some(rng, a, 0.4)
    np.copyto(a, complete + longer, where=rows)
    np.copyto(b, 1, where=rows)
    for (law, variable), table in block.laws.items():
        of = next(v.alphabet for v in law.variables_and_inputs() if v.name == variable)
        if table.ndim == 2 and of == q.over[0].alphabet:
            order = np.where(_some(rng, a, 0.5), complete, rng.permuted(complete, axis=1))
            powers = np.left_shift(np.int64(1), complete.max(axis=1, keepdims=True) - order)
            np.copyto(table, powers, where=rows & _some(rng, a, 0.7))


def _behind(block: Block, law: Law, variable: str) -> tuple[str, ...]:
    """What the axes of a variable's table after its own are for."""
    parents = next(p for v, p in block.shapes[law] if v == variable)
    return (*parents, *(i.name for i in law.inputs))


def _bounded_away(problem: Problem, law: Law) -> bool:
    return law in problem.positive or law in problem.nonzero


def _some(rng: np.random.Generator, table: Any, share: float) -> Any:
    """Whole rows, to broadcast against the table."""
    return per_row(rng.random(len(table)) < share, table.ndim)


def _copy(table: np.ndarray, axis: int, rows: np.ndarray) -> None:
    """The letter along axis 1 is the one along `axis`."""
    shape = [1] * table.ndim
    shape[1], shape[axis] = table.shape[1], table.shape[axis]
    same = np.eye(table.shape[1], dtype=table.dtype).reshape(shape)
    np.copyto(table, same, where=rows)
