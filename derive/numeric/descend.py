"""Minimise the slack of an inequality from many starts: mutate the tables that come closest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from derive.language.maps import Map
from derive.language.quantities import NaturalQuantity
from derive.language.relations import Relation
from derive.language.subsets import Subset
from derive.numeric.blocks import Block
from derive.numeric.draws import Drawn, finish

_STARTS, _ROUNDS, _SCALE = 48, 30, 1 << 40


def descend(
    claim: Relation, drawn: tuple[Drawn, ...], gap: Callable[[Relation, Any], Any], seed: int
) -> list[Drawn]:
    """For each shape, the rows with the least slack after some rounds of random mutation."""
    out = []
    for n, d in enumerate(drawn):
        rng = np.random.Generator(np.random.PCG64(7_000_003 * (seed + 1) + n))
        for index in range(len(d.blocks)):
            rows = d.origin[d.origin[:, 0] == index, 1]
            if len(rows):
                found = _descend_block(claim, d, d.blocks[index].taken(rows), gap, rng)
                if found is not None:
                    out.append(found)
    return out


def _descend_block(
    claim: Relation, d: Drawn, block: Block, gap: Any, rng: np.random.Generator
) -> Drawn | None:
    best = finish(d.problem, [block])
    for turn in range(_ROUNDS):
        if best is None:
            return None
        slack = _slack(claim, best, gap)
        order = np.argsort(slack, kind="stable")[:_STARTS]
        parents = best.blocks[0].taken(best.origin[order, 1])
        children = _mutated(parents, rng, 2.0 * 0.8**turn)
        both = finish(d.problem, [_stacked(parents, children)])
        best = both if both is not None else best
    return best


def _slack(claim: Relation, d: Drawn, gap: Any) -> np.ndarray:
    value, _ = gap(claim, d.batch)
    v = np.broadcast_to(np.asarray(value.v), (d.batch.n, *np.shape(value.v)[1:]))
    return np.nan_to_num(v.reshape(d.batch.n, -1).min(axis=1), nan=np.inf)


def _mutated(block: Block, rng: np.random.Generator, step: float) -> Block:
    """Every table multiplied by e^(step·noise), entry by entry."""
    out = block.taken(np.arange(block.n))
    for table in out.laws.values():
        share = table / table.sum(axis=1, keepdims=True)
        moved = share * np.exp(step * rng.standard_normal(table.shape))
        moved = np.rint(moved / moved.sum(axis=1, keepdims=True) * _SCALE).astype(np.int64)
        table[...] = moved
    for q, (a, b) in out.numbers.items():
        if isinstance(q, (Map, Subset, NaturalQuantity)):
            continue
        fine = np.rint(
            a * (1024 // np.minimum(b, 1024)) * np.exp(step * rng.standard_normal(a.shape))
        )
        use = b <= 1024
        a[use], b[use] = fine[use].astype(np.int64), (b * (1024 // np.minimum(b, 1024)))[use]
    for q, (a, b) in out.numbers.items():
        if q.sign == "unit":
            np.minimum(a, b, out=a)
        if q.sign == "pos":
            np.maximum(a, 1, out=a)
    return out


def _stacked(first: Block, second: Block) -> Block:
    """Rows of both blocks in one."""
    rows = np.concatenate([np.arange(first.n), np.arange(second.n)])
    out = first.taken(rows)
    for key, table in out.laws.items():
        table[first.n :] = second.laws[key]
    for q, pair in out.numbers.items():
        for mine, its in zip(pair, second.numbers[q], strict=True):
            mine[first.n :] = its
    return out
