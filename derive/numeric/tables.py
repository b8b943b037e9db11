"""Tables of nonnegative integers that become laws when each column is divided by its sum.

A table has shape (n, first, *rest): n rows of a batch, the axis that is normalised, the others.
Integers keep an exact rational model behind every float.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Table = np.ndarray
CONCENTRATIONS = np.array([0.05, 0.2, 0.5, 1.0, 1.0, 3.0, 20.0])
FAMILIES = 8


def random_tables(rng: np.random.Generator, n: int, shape: tuple[int, ...], simple: bool) -> Table:
    """n tables of the given shape (first axis normalised), of all families in turn.

    When n is small, some families are left out.
    simple: only point masses, uniform columns and small integers.
    """
    size, columns = shape[0], int(np.prod(shape[1:], dtype=int))
    out = np.empty((n, size, columns), dtype=np.int64)
    families = rng.permutation(FAMILIES)[: max(3, n // 6)]
    kinds = rng.permutation(families[np.arange(n) % len(families)])
    for kind in families:
        rows = np.flatnonzero(kinds == kind)
        if len(rows):
            make = (_SIMPLE if simple else _RICH)[kind]
            out[rows] = make(rng, (len(rows), size, columns))
    _fill_empty(rng, out)
    return out.reshape((n, *shape))


def _fill_empty(rng: np.random.Generator, out: Table) -> None:
    """Every column needs a nonzero entry."""
    rows, columns = np.nonzero(out.sum(axis=1) == 0)
    out[rows, rng.integers(out.shape[1], size=len(rows)), columns] = 1


def _gamma(rng: np.random.Generator, shape: tuple[int, ...], total: int) -> Table:
    alpha = rng.choice(CONCENTRATIONS, size=(shape[0], 1, 1))
    weights = rng.standard_gamma(np.broadcast_to(alpha, shape))
    return np.rint(weights / (weights.sum(axis=1, keepdims=True) + 1e-300) * total).astype(np.int64)


def _dirichlet(rng: np.random.Generator, shape: tuple[int, ...]) -> Table:
    return _gamma(rng, shape, 997) + (rng.random((shape[0], 1, 1)) < 0.5)


def _fine(rng: np.random.Generator, shape: tuple[int, ...]) -> Table:
    return _gamma(rng, shape, 1 << 40)


def _small(rng: np.random.Generator, shape: tuple[int, ...]) -> Table:
    return rng.integers(0, 4, size=shape)


def _subset(rng: np.random.Generator, shape: tuple[int, ...]) -> Table:
    return rng.integers(0, 2, size=shape)


def _uniform(rng: np.random.Generator, shape: tuple[int, ...]) -> Table:
    return np.ones(shape, dtype=np.int64)


def _mapping(rng: np.random.Generator, shape: tuple[int, ...]) -> Table:
    """One letter for each column: point masses, deterministic maps, copies."""
    chosen = rng.integers(shape[1], size=(shape[0], 1, shape[2]))
    return (np.arange(shape[1])[None, :, None] == chosen).astype(np.int64)


def _permutation(rng: np.random.Generator, shape: tuple[int, ...]) -> Table:
    """Column j is the point mass at s + j: bijections, and the exclusive or of two bits."""
    size = shape[1]
    digits = np.arange(shape[2]) + (np.arange(shape[2]) // size)
    start = rng.integers(size, size=(shape[0], 1, 1))
    chosen = (start + digits[None, None, :]) % size
    return (np.arange(size)[None, :, None] == chosen).astype(np.int64)


def _sparse(rng: np.random.Generator, shape: tuple[int, ...]) -> Table:
    return rng.integers(1, 60, size=shape) * (rng.random(shape) < 0.6)


def _extreme(rng: np.random.Generator, shape: tuple[int, ...]) -> Table:
    return np.left_shift(np.int64(1), rng.integers(0, 41, size=shape))


def _nearly_uniform(rng: np.random.Generator, shape: tuple[int, ...]) -> Table:
    return 100 + rng.integers(0, 3, size=shape)


def _dyadic(rng: np.random.Generator, shape: tuple[int, ...]) -> Table:
    """Columns 2^(-l) with l the lengths of a complete code."""
    out = np.zeros(shape, dtype=np.int64)
    lengths = complete_lengths(rng, shape[0] * shape[2], shape[1], 2)
    powers = np.left_shift(np.int64(1), lengths.max(axis=1, keepdims=True) - lengths)
    out[:] = powers.reshape(shape[0], shape[2], shape[1]).transpose(0, 2, 1)
    return out


def complete_lengths(rng: np.random.Generator, n: int, size: int, base: int) -> Table:
    """n rows of `size` lengths with Σ base^(-l) ≤ 1; = 1 when base − 1 divides size − 1."""
    leaves = size + (-(size - 1)) % (base - 1)
    lengths = np.zeros((n, leaves), dtype=np.int64)
    rows = np.arange(n)
    for have in range(1, leaves, base - 1):
        split = rng.integers(have, size=n)
        deeper = lengths[rows, split] + 1
        lengths[rows, split] = deeper
        lengths[:, have : have + base - 1] = deeper[:, None]
    return rng.permuted(lengths, axis=1)[:, :size]


def random_maps(
    rng: np.random.Generator, n: int, domain: int, codomain: int, partial: bool
) -> Table:
    """Indicators (n, domain, codomain) of functions, of all families in turn.

    Any function; constant; all letters equally often (so injective or onto); onto where sizes
    allow; the identity or its nearest. If partial, also nowhere defined, and most of the others
    with holes, which leave functions onto as they are.
    """
    kinds = rng.permutation(np.arange(n) % (7 if partial else 6))[:, None]
    place = np.arange(domain)
    letters = rng.permuted(np.tile(np.arange(codomain), (n, 1)), axis=1)
    cycle = letters[:, place % codomain]
    anything = rng.integers(codomain, size=(n, domain))
    image = np.select(
        [kinds == 1, kinds == 2, (kinds == 3) & (place < codomain), kinds == 4],
        [anything[:, :1], cycle, cycle, place % codomain],
        anything,
    )
    if partial:
        share = rng.choice([0.0, 0.3, 0.7], size=(n, 1))
        kept = ((kinds == 3) & (place < codomain)) | (kinds == 4)
        hole = (rng.random((n, domain)) < share) & ~kept
        image = np.where(hole | (kinds == 6), -1, image)
    shuffled = rng.permuted(image, axis=1)
    image = np.where(kinds == 4, image, shuffled)
    return (image[:, :, None] == np.arange(codomain)).astype(np.int64)


def tie(table: Table, axis: int, source: np.ndarray, same: np.ndarray) -> None:
    """Copy, in place, one slice along an axis over others: row n, letter k where same[n, k]."""
    moved = np.moveaxis(table, axis, 1)
    rest = (1,) * (moved.ndim - 2)
    picked = np.take_along_axis(moved, source.reshape((-1, 1, *rest)), axis=1)
    np.copyto(moved, picked, where=same.reshape((*same.shape, *rest)))


_RICH: tuple[Any, ...] = (
    _dirichlet, _dirichlet, _fine, _mapping, _sparse, _extreme, _nearly_uniform, _permutation,
)  # fmt: skip
_SIMPLE: tuple[Any, ...] = (
    _small, _small, _uniform, _mapping, _permutation, _dyadic, _small, _subset,
)  # fmt: skip


def near(rng: np.random.Generator, table: Table) -> Table:
    """Tables close to the given ones, with the same zeros."""
    per_row = (len(table),) + (1,) * (table.ndim - 1)
    largest = table.max(axis=tuple(range(1, table.ndim)), initial=1, keepdims=True)
    step = np.left_shift(np.int64(1), rng.integers(4, 20, size=per_row))
    scaled = table * np.where(largest > 1 << 30, 1, step)
    return scaled + rng.integers(0, 2, size=table.shape) * (table > 0)
