"""Bayesian networks that meet the conditions by construction, with rational tables.

A graph is grown edge by edge as long as every required independence can be read off it
(d-separation: Pearl 1988; Lauritzen 1996); a variable that is a function of others gets a
deterministic table. Tables are improved row by row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from derive.entropic.joint import Joint
from derive.entropic.problem import Piece, union
from derive.entropic.reduce import Core
from derive.entropic.sums import EntropySum, Mask, members

_CELLS = 20_000
Table = tuple[tuple[int, ...], ...]  # a row of whole numbers per assignment of the parents
Tables = list[Table]


@dataclass(frozen=True)
class Graph:
    """order: variables, parents first; parents[v] a mask; functions: those with 0/1 tables."""

    order: tuple[int, ...]
    parents: tuple[Mask, ...]
    functions: Mask
    alike: tuple[Mask, ...]  # groups of single variables with one table


def graph(core: Core, rng: np.random.Generator) -> Graph | None:
    """A graph, in a random order, to which no edge can be added; None if the order allows none."""
    size = core.size
    splits = [z for z in core.zeros if not z.is_entropy]
    inputs: dict[int, Mask] = {}
    for z in core.zeros:
        if z.is_entropy:
            for y in members(z.left):
                inputs.setdefault(y, z.given)
    order = _order(size, inputs, rng)
    if order is None:
        return None
    parents = [inputs.get(v, 0) for v in range(size)]
    alike = tuple(union(c.groups) for c in core.conditions if c.kind == "identical")
    if not all(_separated(parents, z) for z in splits):
        return None
    free = [v for v in order if v not in inputs and not any(g >> v & 1 for g in alike)]
    edges = [(u, v) for v in free for u in order[: order.index(v)]]
    for n in rng.permutation(len(edges)):
        u, v = edges[n]
        parents[v] |= 1 << u
        if not all(_separated(parents, z) for z in splits):
            parents[v] &= ~(1 << u)
    return Graph(tuple(order), tuple(parents), union([1 << y for y in inputs]), alike)


def _order(size: int, inputs: dict[int, Mask], rng: np.random.Generator) -> list[int] | None:
    wanted = [int(v) for v in rng.permutation(size)]
    out: list[int] = []
    while wanted:
        done = union([1 << v for v in out])
        ready = next((v for v in wanted if inputs.get(v, 0) & ~done == 0), None)
        if ready is None:
            return None
        out.append(ready)
        wanted.remove(ready)
    return out


def _separated(parents: Sequence[Mask], z: Piece) -> bool:
    """Whether z.given separates z.left from z.right: in the moral graph of their ancestors."""
    keep, new = 0, z.left | z.right | z.given
    while new & ~keep:
        keep |= new
        new = union([parents[v] for v in members(keep)])
    links = {v: 0 for v in members(keep)}
    for v in members(keep):
        family = (parents[v] & keep) | 1 << v
        for u in members(family):
            links[u] |= family & ~(1 << u)
    seen = frontier = z.left & ~z.given
    while frontier:
        frontier = union([links[v] for v in members(frontier)]) & ~z.given & ~seen
        seen |= frontier
    return not seen & z.right


class Network:
    """A graph with alphabet sizes; tables are lists of rows of whole numbers, by variable."""

    def __init__(self, graph: Graph, sizes: Sequence[int]) -> None:
        self.graph, self.sizes = graph, tuple(sizes)
        self._twin = {v: min(members(g)) for g in graph.alike for v in members(g)}

    @property
    def fits(self) -> bool:
        return int(np.prod([float(s) for s in self.sizes])) <= _CELLS

    def rows(self, v: int) -> int:
        return int(np.prod([self.sizes[u] for u in members(self.graph.parents[v])], dtype=int))

    def random(self, rng: np.random.Generator) -> Tables:
        style = rng.random()
        tables: Tables = []
        for v in range(len(self.sizes)):
            tables.append(tuple(self.random_row(v, rng, style) for _ in range(self.rows(v))))
        return self._same(tables)

    def _same(self, tables: Tables) -> Tables:
        return [tables[self._twin.get(v, v)] for v in range(len(tables))]

    def random_row(self, v: int, rng: np.random.Generator, style: float) -> tuple[int, ...]:
        size = self.sizes[v]
        kind = rng.random()
        if self.graph.functions >> v & 1 or kind < 0.6 * style:
            row = np.zeros(size, dtype=int)
            row[rng.integers(size)] = 1
        elif kind < 0.75:
            row = (rng.random(size) < 0.7).astype(int)
        else:
            row = rng.integers(0, 1 + int(rng.choice([2, 4, 9, 100])), size)
        if not row.any():
            row[rng.integers(size)] = 1
        return tuple(int(x) for x in row)

    def changed(self, tables: Tables, rng: np.random.Generator) -> Tables:
        """One row drawn anew, or moved a little."""
        out = list(tables)
        v = int(rng.integers(len(out)))
        rows = list(out[v])
        k = int(rng.integers(len(rows)))
        if rng.random() < 0.5 or self.graph.functions >> v & 1:
            rows[k] = self.random_row(v, rng, rng.random())
        else:
            scale = int(rng.choice([1, 3, 10]))
            moved = [max(0, x * scale + int(rng.integers(-2, 3))) for x in rows[k]]
            total = sum(moved)
            rows[k] = tuple(moved) if 0 < total < 10**6 else rows[k]
        out[v] = tuple(rows)
        return self._same(out)

    def array(self, tables: Sequence[Any]) -> np.ndarray:
        """The joint distribution in doubles, an axis for each variable; rows need no sum of 1."""
        out = np.ones((1,) * len(self.sizes))
        for v in self.graph.order:
            rows = np.array(tables[v], dtype=float)
            rows = rows / rows.sum(axis=1, keepdims=True)
            family = [*members(self.graph.parents[v]), v]
            shape = [self.sizes[u] for u in family]
            table = rows.reshape(shape).transpose(np.argsort(family))
            at = sorted(family)
            full = [self.sizes[u] if u in at else 1 for u in range(len(self.sizes))]
            out = out * table.reshape(full)
        return np.broadcast_to(out, self.sizes)

    def joint(self, tables: Tables) -> Joint:
        """The same, exactly."""
        return Joint.of(self._exact(tables))

    def _exact(self, tables: Tables) -> Iterator[tuple[tuple[int, ...], Fraction]]:
        support = [range(s) for s in self.sizes]
        for row in product(*support):
            w = Fraction(1)
            for v in self.graph.order:
                at = 0
                for u in members(self.graph.parents[v]):
                    at = at * self.sizes[u] + row[u]
                counts = tables[v][at]
                if not counts[row[v]]:
                    w = Fraction(0)
                    break
                w *= Fraction(counts[row[v]], sum(counts))
            if w:
                yield row, w


def value(e: EntropySum, array: np.ndarray) -> float:
    """A sum of entropies in bits, in doubles."""
    out = float(e.constant)
    every = range(array.ndim)
    for s, c in e.terms.items():
        p = array.sum(axis=tuple(i for i in every if not s >> i & 1)).ravel()
        p = p[p > 0]
        out -= float(c) * float((p * np.log2(p)).sum())
    return out
