"""Blocks of draws: integer tables from which float rows and exact models are both made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from flint import fmpq

from derive.language.laws import Law
from derive.language.maps import Map
from derive.language.quantities import NaturalQuantity, Quantity
from derive.language.subsets import Subset
from derive.looks import look
from derive.numeric import closed, tables
from derive.numeric.bounds import Bound, U
from derive.numeric.cells import area
from derive.numeric.nets import Net, nets
from derive.numeric.problem import Kraft, Problem

Sizes = Mapping[str, int]
_MOST_COUNTED = 7  # integers drawn are below


@dataclass(frozen=True, eq=False)
class Lengths:
    """Codeword lengths, row by row integers or −log_base of integer weights.

    whole: (n,) bool. integers: (n, size). weights: (n, size + 1), the last one unused budget.
    """

    base: int
    whole: np.ndarray
    integers: np.ndarray
    weights: np.ndarray

    def floats(self) -> Bound:
        """Shape (n, size), in units of the code's alphabet."""
        share = self.weights / self.weights.sum(axis=1, keepdims=True)
        real = -np.log(share[:, :-1]) / np.log(self.base)
        values = np.where(self.whole[:, None], self.integers, real)
        return Bound(values, 64 * U, 16 * U, False)

    def exact(self, row: int) -> np.ndarray:
        """Shape (size,): Rationals, or ln(1/w)/ln(base)."""
        if self.whole[row]:
            return _objects([fmpq(int(n)) for n in self.integers[row]])
        total = int(self.weights[row].sum())
        scale = closed.inverse(closed.log(fmpq(self.base)))
        shares = [fmpq(total, int(w)) for w in self.weights[row, :-1]]
        return _objects([closed.log(s) * scale for s in shares])

    def taken(self, rows: np.ndarray) -> Lengths:
        """Only some rows."""
        return Lengths(self.base, self.whole[rows], self.integers[rows], self.weights[rows])

    def weight_table(self) -> tuple[np.ndarray, np.ndarray]:
        """base^(-L) as integer tables, and the rows in which they make a law."""
        deepest = self.integers.max(axis=1, keepdims=True)
        powers = np.float64(self.base) ** (deepest - self.integers)
        complete = (powers.sum(axis=1) == np.float64(self.base) ** deepest[:, 0]) & (
            powers.max(axis=1) < 2.0**50
        )
        table = np.where(self.whole[:, None], powers, self.weights[:, :-1]).astype(np.int64)
        return table, np.where(self.whole, complete, self.weights[:, -1] == 0)


@dataclass(frozen=True, eq=False)
class Block:
    """n draws of one shape with one factorisation per law.

    laws: (law, variable) → integer table (n, size of the variable, sizes of parents and inputs).
    numbers: quantity → (numerators (n, *sizes), denominators, same shape).
    """

    sizes: Sizes
    n: int
    shapes: Mapping[Law, Net]
    laws: Mapping[tuple[Law, str], np.ndarray]
    numbers: Mapping[Quantity, tuple[np.ndarray, np.ndarray]]
    lengths: Mapping[Quantity, Lengths]

    def floats(self) -> tuple[dict[Law, np.ndarray], dict[Quantity, Bound]]:
        """Values of every row, rows along axis 0."""
        laws = {}
        for law, net in self.shapes.items():
            parts = {v: _columns(self.laws[law, v].astype(float)) for v, _ in net}
            laws[law] = assembled(law, net, parts, self.sizes, self.n)
        quantities = {
            q: Bound(a / b, U, 0.0, q.sign != "real") for q, (a, b) in self.numbers.items()
        }
        quantities.update((q, lengths.floats()) for q, lengths in self.lengths.items())
        for law, table in laws.items():
            a = area(law, lambda q: quantities[q].v, 1)
            laws[law] = table if a is None else table / a
        return laws, quantities

    def exact(self, row: int) -> tuple[dict[Law, np.ndarray], dict[Quantity, np.ndarray]]:
        """The same values of one row, exact."""
        laws = {}
        for law, net in self.shapes.items():
            parts = {v: _columns(_fractions(self.laws[law, v][row : row + 1])) for v, _ in net}
            laws[law] = assembled(law, net, parts, self.sizes, 1)[0]
        quantities = {
            q: np.asarray(_fractions(a[row]) / _fractions(b[row]), dtype=object)
            for q, (a, b) in self.numbers.items()
        }
        quantities.update((q, lengths.exact(row)) for q, lengths in self.lengths.items())
        for law, table in laws.items():
            a = area(law, quantities.__getitem__, 0)
            laws[law] = table if a is None else table / a
        return laws, quantities

    def complexity(self) -> np.ndarray:
        """(n,): nonzero entries and digits, to try simple rows first."""
        score = np.zeros(self.n)
        for table in self.laws.values():
            flat = table.reshape(self.n, -1)
            score += (flat != 0).sum(axis=1) + 2 * np.log2(table.sum(axis=1)).reshape(
                self.n, -1
            ).sum(axis=1)
        for a, b in self.numbers.values():
            score += np.log2(1 + abs(a) + 2 * b).reshape(self.n, -1).sum(axis=1)
        for lengths in self.lengths.values():
            score += np.where(lengths.whole, lengths.integers.sum(axis=1), 40)
        return score + 3 * sum(self.sizes.values())

    def taken(self, rows: np.ndarray) -> Block:
        """Only some rows (repeats allowed)."""
        return Block(
            self.sizes,
            len(rows),
            self.shapes,
            {k: t[rows] for k, t in self.laws.items()},
            {q: (a[rows], b[rows]) for q, (a, b) in self.numbers.items()},
            {q: lengths.taken(rows) for q, lengths in self.lengths.items()},
        )


def _objects(values: list[Any]) -> np.ndarray:
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out


def _fractions(integers: np.ndarray) -> np.ndarray:
    out = np.empty(integers.shape, dtype=object)
    flat = out.reshape(-1)
    for n, value in enumerate(integers.reshape(-1)):
        flat[n] = fmpq(int(value))
    return flat.reshape(integers.shape)


def _columns(table: np.ndarray) -> np.ndarray:
    return table / table.sum(axis=1, keepdims=True)


def assembled(
    law: Law, net: Net, parts: Mapping[str, np.ndarray], sizes: Sizes, n: int
) -> np.ndarray:
    """The product of the conditional tables, shape (n, *outputs, *inputs)."""
    names = [v.name for v in law.variables_and_inputs()]
    inputs = tuple(v.name for v in law.inputs)
    out: Any = None
    for variable, parents in net:
        have = (variable, *parents, *inputs)
        order = [0] + [1 + have.index(name) for name in names if name in have]
        spread = tuple([slice(None)] + [slice(None) if m in have else None for m in names])
        placed = parts[variable].transpose(order)[spread]
        out = placed if out is None else out * placed
    full = (n, *(sizes[v.alphabet] for v in law.variables_and_inputs()))
    return out if out.shape == full else np.broadcast_to(out, full).copy()


# ---------------------------------------------------------------- drawing


def draw_block(
    problem: Problem, sizes: Sizes, n: int, rng: np.random.Generator, simple: bool, turn: int
) -> Block:
    """n draws; `turn` chooses among the factorisations of each law."""
    shapes: dict[Law, Net] = {}
    laws: dict[tuple[Law, str], np.ndarray] = {}
    lengths = {k.lengths: _draw_lengths(k, sizes, n, rng, simple) for k in problem.krafts}
    twins: dict[Any, Law] = {}
    ties = _draw_ties(problem, sizes, n, rng)
    for law in problem.laws:
        look()
        net = _net(problem, law, turn)
        shapes[law] = net
        drawn = {v: _draw_table(law, v, parents, sizes, n, rng, simple) for v, parents in net}
        first = twins.setdefault(_signature(law, net), law)
        if first is not law:
            _couple(drawn, net, {v: laws[first, v] for v, _ in shapes[first]}, shapes[first], rng)
        for length in lengths.values():
            _couple_to_lengths(law, drawn, length, problem, rng)
        _adjust_law(problem, law, net, drawn, ties, rng)
        laws.update({(law, v): t for v, t in drawn.items()})
    numbers = _draw_numbers(problem, sizes, n, rng, simple, set(lengths))
    for q, pair in numbers.items():
        _adjust_numbers(problem, q, pair, ties, rng)
    return Block(sizes, n, shapes, laws, numbers, lengths)


def _net(problem: Problem, law: Law, turn: int) -> Net:
    mine = tuple(s for s in problem.structures if s.law == law)
    names = tuple(v.name for v in law.outputs)
    choices = nets(names, mine, 4)
    if len(mine) > 1:  # pairwise independence has laws that no net has by its shape
        choices = (*choices, nets(names, (), 2)[0])
    return choices[turn % len(choices)]


def _signature(law: Law, net: Net) -> Any:
    """Laws with the same signature can be made equal table by table."""
    place = {v.name: n for n, v in enumerate(law.outputs)}
    return (
        tuple(v.alphabet for v in law.variables_and_inputs()),
        len(law.inputs),
        tuple((place[v], tuple(place[p] for p in parents)) for v, parents in net),
    )


def _draw_table(
    law: Law, v: str, parents: tuple[str, ...], sizes: Sizes, n: int, rng: Any, simple: bool
) -> np.ndarray:
    shape = tuple(sizes[a] for a in _axes(law, v, parents))
    return tables.random_tables(rng, n, shape, simple)


def _axes(law: Law, v: str, parents: tuple[str, ...]) -> list[str]:
    """The alphabets along the axes of a variable's table."""
    alphabet = {w.name: w.alphabet for w in law.variables_and_inputs()}
    return [alphabet[w] for w in (v, *parents, *(i.name for i in law.inputs))]


Ties = Mapping[str, tuple[np.ndarray, np.ndarray]]


def _draw_ties(problem: Problem, sizes: Sizes, n: int, rng: Any) -> Ties:
    """For each alphabet under an argmax: a letter, and the letters that are to do as it does."""
    out = {}
    for alphabet in problem.parameters:
        size = sizes[alphabet]
        same = (rng.random((n, size)) < 0.6) & (rng.random((n, 1)) < 0.4)
        out[alphabet] = rng.integers(size, size=n), same
    return out


def _tie(arrays: tuple[np.ndarray, ...], alphabets: list[str], ties: Ties, rng: Any) -> None:
    """Tie most of the rows that are to be tied, not all: one law may tie and another not."""
    for axis, alphabet in enumerate(alphabets, 1):
        if alphabet in ties:
            source, same = ties[alphabet]
            rows = same & (rng.random((len(same), 1)) < 0.7)
            for array in arrays:
                tables.tie(array, axis, source, rows)


def _adjust_law(
    problem: Problem, law: Law, net: Net, drawn: dict[str, np.ndarray], ties: Ties, rng: Any
) -> None:
    """Equal laws for several parameters, and no zeros where the hypotheses want none."""
    for v, parents in net:
        if ties:
            _tie((drawn[v],), _axes(law, v, parents), ties, rng)
            drawn[v] += drawn[v].sum(axis=1, keepdims=True) == 0
        if law in problem.positive or law in problem.nonzero:
            np.maximum(drawn[v], 1, out=drawn[v])


def _adjust_numbers(problem: Problem, q: Quantity, pair: Any, ties: Ties, rng: Any) -> None:
    alphabets = [v.alphabet for v in q.over]
    _tie(pair, alphabets[:1] if isinstance(q, Map) else alphabets, ties, rng)
    if q in problem.positive:
        np.abs(pair[0], out=pair[0])
    if q in problem.positive or q in problem.nonzero:
        pair[0][pair[0] == 0] = 1


def _couple(
    mine: dict[str, np.ndarray], net: Net, other: dict[str, np.ndarray], its_net: Net, rng: Any
) -> None:
    """Make some rows equal, or nearly equal, to another law's, or its mirror image."""
    n = len(next(iter(mine.values())))
    mode = rng.integers(0, 6, size=n)
    for (v, _), (w, _) in zip(net, its_net, strict=True):
        equal = mode == 0
        mine[v][equal] = other[w][equal]
        close = mode == 1
        mine[v][close] = tables.near(rng, other[w][close])
        mirrored = mode == 2
        mine[v][mirrored] = np.flip(other[w][mirrored], axis=tuple(range(1, other[w].ndim)))


def _couple_to_lengths(
    law: Law, drawn: dict[str, np.ndarray], lengths: Lengths, problem: Problem, rng: Any
) -> None:
    """In some rows p(x) = D^(-L(x)), where that is a law."""
    if len(law.outputs) != 1 or law.inputs:
        return
    table = drawn[law.outputs[0].name]
    powers, possible = lengths.weight_table()
    if table.shape == powers.shape:
        rows = possible & (rng.random(len(table)) < 0.5)
        table[rows] = powers[rows]


def _draw_lengths(kraft: Kraft, sizes: Sizes, n: int, rng: Any, simple: bool) -> Lengths:
    size = sizes[kraft.lengths.over[0].alphabet]
    exact_fit = (size - 1) % (kraft.base - 1) == 0
    whole = np.full(n, True) if simple else rng.random(n) < 0.4
    if kraft.complete and not exact_fit:
        whole[:] = False
    integers = tables.complete_lengths(rng, n, size, kraft.base)
    weights = 1 + tables.random_tables(rng, n, (size + 1,), False) % (1 << 20)
    tight = np.full(n, True) if kraft.complete else rng.random(n) < 0.5
    weights[tight, -1] = 0
    integers = integers + rng.integers(0, 3, size=(n, size)) * ~tight[:, None]
    return Lengths(kraft.base, whole, integers, weights)


def _draw_numbers(
    problem: Problem, sizes: Sizes, n: int, rng: Any, simple: bool, done: set[Quantity]
) -> dict[Quantity, tuple[np.ndarray, np.ndarray]]:
    out: dict[Quantity, tuple[np.ndarray, np.ndarray]] = {}
    for q in problem.quantities:
        look()
        if q in done:
            continue
        shape = (n, *(sizes[v.alphabet] for v in q.over))
        if isinstance(q, Map):
            table = tables.random_maps(rng, *shape, q.partial)
            pair = table, np.ones_like(table)
        elif isinstance(q, Subset):
            table = rng.integers(0, 2, size=shape)
            pair = table, np.ones_like(table)
        elif isinstance(q, NaturalQuantity):
            table = rng.integers(0, _MOST_COUNTED, size=shape)
            pair = table, np.ones_like(table)
        else:
            pair = _draw_quantity(q.sign, shape, rng, simple)
        twin = next((o for o in out if out[o][0].shape == shape and _may_equal(q, o)), None)
        if twin is not None:
            _couple_numbers(q, pair, out[twin], rng)
        out[q] = pair
    return out


def _may_equal(q: Quantity, other: Quantity) -> bool:
    """Whether some values of `other` may be taken for values of q."""
    if isinstance(q, Subset):
        return isinstance(other, Subset)
    if isinstance(q, Map):
        return isinstance(other, Map) and (q.partial or not other.partial)
    if isinstance(q, NaturalQuantity):
        return isinstance(other, NaturalQuantity)
    return bool(other.over)


def _couple_numbers(q: Quantity, mine: Any, other: Any, rng: Any) -> None:
    """Some rows equal to another quantity's, where the sign allows."""
    rows = (rng.integers(0, 5, size=len(mine[0])) == 0).reshape((-1,) + (1,) * (mine[0].ndim - 1))
    a, b = other
    low = a > 0 if q.sign == "pos" else a >= 0
    fits = low & (a <= b) if q.sign == "unit" else low | (q.sign == "real")
    for target, source in zip(mine, other, strict=True):
        np.copyto(target, source, where=rows & fits)


def _draw_quantity(
    sign: str, shape: tuple[int, ...], rng: Any, simple: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Numerators and denominators with the wanted sign."""
    spread = (shape[0],) + (1,) * (len(shape) - 1)
    den = rng.integers(1, 5, size=spread) if simple else 1 << rng.integers(6, 16, size=spread) % 13
    den = np.broadcast_to(den, shape).astype(np.int64)
    top = 6 if simple else 4096
    if sign == "unit":
        num = np.minimum(rng.integers(0, top + 1, size=shape), den)
        num = np.where(
            rng.random(shape) < 0.5, num, (rng.random(shape) * (den + 1)).astype(np.int64)
        )
        return np.minimum(num, den), den.copy()
    low = {"real": -top, "nonneg": 0, "pos": 1}[sign]
    num = rng.integers(low, top + 1, size=shape)
    zeros = rng.random(shape) < 0.15
    return np.where(zeros & (sign != "pos"), 0, num).astype(np.int64), den.copy()
