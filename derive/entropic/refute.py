"""A joint distribution that meets every condition and breaks the statement, exactly.

Tried in this order, each a wider net than the one before: bits joined by XOR; copies of one source
(where constants make its entropy matter); few points with
simple weights; networks that meet the conditions by construction, improved step by step; and
segments between two such networks, for statements that are nearly true. Whatever is found is
evaluated again over the rationals before it counts.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from math import lcm

import numpy as np

from derive.entropic import copies, linear, network, structured
from derive.entropic.implied import near
from derive.entropic.joint import Joint, completed, simplicity
from derive.entropic.network import Network, Tables
from derive.entropic.problem import Problem
from derive.entropic.reduce import Core
from derive.entropic.scalars import Scalar
from derive.entropic.sums import EntropySum, Mask

_SEED = 20260101
_STEPS = 60  # of improvement from one start
_HALVINGS = 60


def counterexample(
    problem: Problem, core: Core, deadline: float, thorough: bool = True
) -> Joint | None:
    """The simplest of the first few found; None if there is none or time ran out."""
    around = _with_numbers(problem, core)
    for source in _sources(around, deadline, thorough):
        found = list(islice(_verified(problem, around, source, deadline), 3))
        if found:
            return min(found, key=simplicity)
    return None


def _with_numbers(problem: Problem, core: Core) -> Core:
    """The core with rationals for the logarithms of numbers: what is found is decided exactly."""
    primes = {1 << k: _prime(problem, block) for k, block in enumerate(core.blocks)}
    kept = [block for k, block in enumerate(core.blocks) if not primes[1 << k]]
    if len(kept) == len(core.blocks):
        return core

    def put(e: EntropySum) -> EntropySum:
        terms, total = dict(e.terms), e.constant
        for one in [s for s in terms if primes.get(s)]:
            total += terms.pop(one) * near(primes[one])
        return EntropySum(terms, total)

    relations = [replace(r, total=put(r.total)) for r in core.relations]
    return replace(
        core, target=put(core.target), blocks=tuple(kept),
        relations=tuple(r for r in relations if r.total.terms),
    )  # fmt: skip


def _prime(problem: Problem, block: Mask) -> int:
    """p if the block is the number log p; else 0."""
    name = problem.names[block.bit_length() - 1]
    return int(name.of) if isinstance(name, Scalar) and name.kind == "log" else 0


def _verified(
    problem: Problem, core: Core, source: Iterator[Joint], deadline: float
) -> Iterator[Joint]:
    for small in source:
        if time.monotonic() > deadline:
            return
        joint = completed(small, core, problem.names)
        if joint.breaks(problem):
            yield joint


def _sources(core: Core, deadline: float, thorough: bool) -> Iterator[Iterator[Joint]]:
    rng = np.random.default_rng(_SEED)
    if not core.size:
        yield iter([Joint(((),), (Fraction(1),))])
        return
    yield linear.candidates(core, 1, rng)
    yield linear.candidates(core, 2, rng)
    yield copies.candidates(core)
    yield structured.candidates(core, 2, rng)
    yield structured.candidates(core, 3, rng)
    if core.size <= 5:
        yield linear.candidates(core, 3, rng)
    yield structured.candidates(core, 4, rng)
    if not thorough:
        return
    if core.size > 5:
        yield linear.candidates(core, 3, rng)
    if core.size <= 9:
        yield _segments(core, rng, deadline, 600)
        yield _networks(core, rng, deadline, 40)
        yield _segments(core, rng, deadline, 2400)
    yield structured.candidates(core, 5, rng)
    if core.size <= 9:
        yield _networks(core, rng, deadline, 400)
        yield _segments(core, rng, deadline, 4000)


def _drawn(core: Core, rng: np.random.Generator) -> Network | None:
    graph = network.graph(core, rng)
    if graph is None:
        return None
    most = 2 if core.size > 5 else int(rng.choice([2, 2, 3, 4]))
    sizes = [int(rng.integers(2, most + 1)) for _ in range(core.size)]
    for group in graph.alike:
        members = [v for v in range(core.size) if group >> v & 1]
        for v in members:
            sizes[v] = sizes[members[0]]
    net = Network(graph, sizes)
    return net if net.fits else None


def _badness(core: Core, array: np.ndarray) -> float:
    """Below 0: the target is broken and the linear conditions are met, in doubles."""
    score = network.value(core.target, array)
    for r in core.relations:
        v = network.value(r.total, array)
        score += 10 * (abs(v) if r.rel == "=" else max(0.0, -v))
    return score


def _networks(
    core: Core, rng: np.random.Generator, deadline: float, starts: int
) -> Iterator[Joint]:
    """Random tables, improved one row at a time."""
    for _ in range(starts):
        net = _drawn(core, rng)
        if net is None:
            continue
        if time.monotonic() > deadline:
            return
        tables = min(
            (net.random(rng) for _ in range(6)), key=lambda t: _badness(core, net.array(t))
        )
        score = _badness(core, net.array(tables))
        for _ in range(_STEPS):
            other = net.changed(tables, rng)
            new = _badness(core, net.array(other))
            if new <= score:
                tables, score = other, new
        if score < 1e-12:
            yield net.joint(tables)


def _segments(core: Core, rng: np.random.Generator, deadline: float, tries: int) -> Iterator[Joint]:
    """From tables that meet the conditions towards tables that break the target, as far as the
    conditions allow."""
    if not core.relations:
        return
    for _ in range(tries):
        if time.monotonic() > deadline:
            return
        net = _drawn(core, rng)
        if net is None:
            continue
        ends = _ends(core, net, rng)
        start = net.array(ends[0])
        met = all(network.value(r.total, start) >= -1e-12 for r in core.relations)
        if not met or network.value(core.target, net.array(ends[1])) >= 0:
            continue
        mixed = _Mixed(net, ends)
        for t in _simplest(_last_allowed(core, mixed)):
            if network.value(core.target, mixed.array(float(t))) < 0:
                yield net.joint(_between(ends[0], ends[1], t))


def _ends(core: Core, net: Network, rng: np.random.Generator) -> tuple[Tables, Tables]:
    """Two tables, most often alike but for a row or two."""
    if rng.random() < 0.3:
        return _all_alike(net, rng), _all_alike(net, rng)
    drawn = [net.random(rng) for _ in range(4)]
    start = end = min(drawn, key=lambda tables: _strain(core, net.array(tables)))
    if rng.random() < 0.2:
        return start, net.random(rng)
    for _ in range(int(rng.integers(1, 4))):
        end = net.changed(end, rng)
    return start, end


def _all_alike(net: Network, rng: np.random.Generator) -> Tables:
    """Independent variables, those with as many values alike; functions stay as drawn."""
    drawn = net.random(rng)
    rows = {
        size: net.random_row(net.sizes.index(size), rng, 0.5) for size in sorted(set(net.sizes))
    }
    keep = net.graph.functions
    return [
        table if keep >> v & 1 else (rows[net.sizes[v]],) * len(table)
        for v, table in enumerate(drawn)
    ]


def _strain(core: Core, array: np.ndarray) -> float:
    """Least where the target is nearly broken and the conditions are met."""
    short = [min(0.0, network.value(r.total, array) + 1e-12) for r in core.relations]
    return network.value(core.target, array) - 100 * sum(short)


def _between(a: Tables, b: Tables, t: Fraction) -> Tables:
    """(1 − t)·a + t·b, row by row, in whole numbers."""
    out: Tables = []
    for rows, others in zip(a, b, strict=True):
        mixed = []
        for row, other in zip(rows, others, strict=True):
            p = [Fraction(x, sum(row)) * (1 - t) + Fraction(y, sum(other)) * t
                 for x, y in zip(row, other, strict=True)]  # fmt: skip
            common = lcm(*(v.denominator for v in p))
            mixed.append(tuple(int(v * common) for v in p))
        out.append(tuple(mixed))
    return out


class _Mixed:
    """(1 − t)·a + t·b in doubles."""

    def __init__(self, net: Network, ends: tuple[Tables, Tables]) -> None:
        self.net = net
        self.ends = [
            [rows / rows.sum(axis=1, keepdims=True) for rows in (np.array(t, float) for t in end)]
            for end in ends
        ]

    def array(self, t: float) -> np.ndarray:
        mixed = [(1 - t) * a + t * b for a, b in zip(*self.ends, strict=True)]
        return self.net.array(mixed)


def _last_allowed(core: Core, mixed: _Mixed) -> float:
    """The t where the conditions end on the way from one end to the other, by halving."""

    def met(t: float) -> bool:
        array = mixed.array(t)
        return all(network.value(r.total, array) >= 0 for r in core.relations)

    low, high = 0.0, 1.0
    if met(high):
        return 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if met(middle) else (low, middle)
    return low


def _simplest(last: float) -> Iterator[Fraction]:
    """Rationals just below the last t allowed, the simpler ones first."""
    if not last:
        return
    end = Fraction(last)
    yield Fraction(1, -(-end.denominator // end.numerator))
    for digits in (2, 4, 6, 9, 12, 15):
        for share in (1.0, 0.999999, 0.999, 0.9):
            t = Fraction(last * share).limit_denominator(10**digits)
            if 0 < t <= end:
                yield t
    yield end
