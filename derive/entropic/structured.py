"""Structured candidates: a few points with simple weights, every variable a partition of them.

Copies, constants, XOR, products of bits and deterministic maps are all of this kind. The entropies
of all partitions are looked up in tables, for thousands of assignments at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import combinations_with_replacement

import numpy as np

from derive.entropic.joint import Joint
from derive.entropic.problem import Relation
from derive.entropic.reduce import Core
from derive.entropic.sums import EntropySum, Mask, members

_MOST = 60_000  # assignments looked at for one number of points
_LOOKUPS = 1500  # tables looked at, times the entropies that occur
_VERIFIED = 12  # candidates of one batch that are handed on, the simplest first
Labels = tuple[int, ...]


@lru_cache(maxsize=8)
def partitions(points: int) -> tuple[Labels, ...]:
    """All partitions, as labels 0, 1, … in order of first use; fewer blocks first."""
    found: list[Labels] = [()]
    for _ in range(points):
        found = [(*p, k) for p in found for k in range(max(p, default=-1) + 2)]
    return tuple(sorted(found, key=lambda p: (max(p), p)))


@lru_cache(maxsize=8)
def joins(points: int) -> np.ndarray:
    """joins[a, b]: the partition whose blocks are those of a met with those of b."""
    every = partitions(points)
    number = {p: n for n, p in enumerate(every)}
    out = np.zeros((len(every), len(every)), dtype=np.int16)
    for a, p in enumerate(every):
        for b, q in enumerate(every):
            names: dict[tuple[int, int], int] = {}
            out[a, b] = number[
                tuple(names.setdefault(pair, len(names)) for pair in zip(p, q, strict=True))
            ]
    return out


@lru_cache(maxsize=64)
def _entropies(points: int, weights: tuple[Fraction, ...]) -> np.ndarray:
    """The entropy of each partition, in bits."""
    out = []
    for p in partitions(points):
        mass = np.zeros(max(p) + 1)
        np.add.at(mass, list(p), [float(w) for w in weights])
        mass = mass[mass > 0]
        out.append(float(-(mass * np.log2(mass)).sum()))
    return np.array(out)


@lru_cache(maxsize=8)
def weightings(points: int) -> tuple[tuple[Fraction, ...], ...]:
    """Simple weights, the uniform one first."""
    shapes = {(1,) * points}
    for total in range(points, 2 * points + 3):
        for parts in combinations_with_replacement(range(1, total), points):
            if sum(parts) == total and np.gcd.reduce(parts) == 1:
                shapes.add(parts)
    for extra in ((1, 2, 4, 8, 16), (9, 1, 1, 1, 1), (1, 99, 99, 99, 99), (1, 1, 98, 98, 98)):
        shapes.add(tuple(sorted(extra[:points])))
    ordered = sorted(shapes, key=lambda s: (sum(s), s))
    ordered.remove((1,) * points)
    every = [(1,) * points, *ordered]
    return tuple(tuple(Fraction(v, sum(s)) for v in s) for s in every)


def candidates(core: Core, points: int, rng: np.random.Generator) -> Iterator[Joint]:
    """Joint distributions of the core's variables that seem to break the target in doubles."""
    chosen = _assignments(core, points, rng)
    numbers = _numbers(core, chosen, points)
    if not numbers:
        return
    for weights in weightings(points)[: max(1, _LOOKUPS // len(numbers))]:
        table = _entropies(points, weights)
        good = _seem_broken(core, numbers, table)
        simple = sorted(good, key=lambda n: (chosen[n].sum(), tuple(chosen[n])))
        for n in simple[:_VERIFIED]:
            yield _joint(chosen[n], points, weights)


def _assignments(core: Core, points: int, rng: np.random.Generator) -> np.ndarray:
    """All assignments of partitions to variables, or a sample with many equal and constant ones."""
    size = core.size
    count, most = len(partitions(points)), _affordable(core)
    if count**size <= most:
        grid = np.indices((count,) * size, dtype=np.int16)
        return grid.reshape(size, -1).T
    out = rng.integers(0, count, size=(most, size), dtype=np.int16)
    few = rng.integers(0, count, size=(most, 3), dtype=np.int16)
    few[:, 0] = 0
    pick = rng.integers(0, 3, size=(most, size))
    alike = np.take_along_axis(few, pick, axis=1)
    share = rng.random((most, 1)) < 0.7
    return np.where(share, alike, out).astype(np.int16)


def _affordable(core: Core) -> int:
    """Fewer assignments where many entropies have to be looked up for each."""
    return max(1000, min(_MOST, 2_000_000 // (1 + len(core.masks()))))


def _numbers(core: Core, chosen: np.ndarray, points: int) -> dict[Mask, np.ndarray]:
    """The partition of every set that occurs, for every assignment."""
    join = joins(points)
    out: dict[Mask, np.ndarray] = {}
    for mask in core.masks():
        number = np.zeros(len(chosen), dtype=np.int16)
        for i in members(mask):
            number = join[number, chosen[:, i]]
        out[mask] = number
    return out


def _seem_broken(core: Core, numbers: dict[Mask, np.ndarray], table: np.ndarray) -> np.ndarray:
    values = {s: table[n] for s, n in numbers.items()}
    size = len(next(iter(numbers.values()))) if numbers else 0
    good = _value(core.target, values, size) < -_tolerance(core.target)
    for z in core.zeros:
        if not good.any():
            return np.array([], dtype=int)
        good &= np.abs(_value(z.value(), values, size)) < 1e-9
    for r in core.relations:
        good &= _met(r, values, size)
    return np.flatnonzero(good)


def _met(r: Relation, values: dict[Mask, np.ndarray], size: int) -> np.ndarray:
    v, near = _value(r.total, values, size), 10 * _tolerance(r.total)
    out: np.ndarray = np.abs(v) < near if r.rel == "=" else v > -near
    return out


def _tolerance(e: EntropySum) -> float:
    """What doubles may be wrong by; what seems broken is decided exactly afterwards."""
    return 1e-13 * max(1.0, sum(abs(float(c)) for c in e.terms.values()) + abs(float(e.constant)))


def _value(e: EntropySum, values: dict[Mask, np.ndarray], size: int) -> np.ndarray:
    out = np.full(size, float(e.constant))
    for s, c in e.terms.items():
        out += float(c) * values[s]
    return out


def _joint(chosen: np.ndarray, points: int, weights: tuple[Fraction, ...]) -> Joint:
    labels = [partitions(points)[n] for n in chosen]
    return Joint.of((tuple(p[x] for p in labels), weights[x]) for x in range(points))
