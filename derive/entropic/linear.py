"""Variables made of independent fair bits by XOR: entropies are ranks, so all is exact."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import lcm

import numpy as np

from derive.entropic.joint import Joint
from derive.entropic.reduce import Core
from derive.entropic.sums import EntropySum, Mask, members

_MOST = 30_000
_VERIFIED = 6
_MOST_BITS = 12  # in all, when copies are taken to reach a constant


@lru_cache(maxsize=4)
def subspaces(bits: int) -> tuple[int, ...]:
    """Sets of nonzero functionals closed under XOR, as bit sets of 1 … 2^bits − 1; small first."""
    found = {0}
    for _ in range(bits):
        found |= {_span(s, f) for s in found for f in range(1, 1 << bits)}
    return tuple(sorted(found, key=lambda s: (s.bit_count(), s)))


def _span(space: int, f: int) -> int:
    vectors = [v for v in range(1, space.bit_length() + 1) if space >> (v - 1) & 1]
    out = space | 1 << (f - 1)
    for v in vectors:
        if v != f:
            out |= 1 << ((v ^ f) - 1)
    return out


@lru_cache(maxsize=4)
def _sums(bits: int) -> tuple[np.ndarray, np.ndarray]:
    """(number of the space that two spaces span, dimensions)."""
    every = subspaces(bits)
    number = {s: n for n, s in enumerate(every)}
    table = np.zeros((len(every), len(every)), dtype=np.int16)
    for a, s in enumerate(every):
        for b, u in enumerate(every):
            out = s
            for v in range(1, 1 << bits):
                if u >> (v - 1) & 1 and not out >> (v - 1) & 1:
                    out = _span(out, v)
            table[a, b] = number[out]
    dimensions = np.array([(s.bit_count() + 1).bit_length() - 1 for s in every])
    return table, dimensions


def candidates(core: Core, bits: int, rng: np.random.Generator) -> Iterator[Joint]:
    """Joint distributions that meet the conditions and break the target, exactly."""
    count = len(subspaces(bits))
    most = max(1000, min(_MOST, 1_000_000 // (1 + len(core.masks()))))
    if count**core.size <= most:
        chosen = np.array(list(product(range(count), repeat=core.size)), dtype=np.int16)
    else:
        chosen = rng.integers(0, count, size=(most, core.size)).astype(np.int16)
        chosen[rng.random(chosen.shape) < rng.random((most, 1))] = 0
    table, dimensions = _sums(bits)
    ranks: dict[Mask, np.ndarray] = {}
    for mask in core.masks():
        number = np.zeros(len(chosen), dtype=np.int16)
        for i in members(mask):
            number = table[number, chosen[:, i]]
        ranks[mask] = dimensions[number]
    for copies in _copies(core, bits):
        good = _good(core, ranks, copies, len(chosen))
        simple = sorted(np.flatnonzero(good), key=lambda n: (chosen[n].sum(), tuple(chosen[n])))
        for n in simple[:_VERIFIED]:
            yield _joint([subspaces(bits)[k] for k in chosen[n]], bits, copies)


def _copies(core: Core, bits: int) -> range:
    """Independent copies only matter beside constants."""
    constants = [core.target.constant, *(r.total.constant for r in core.relations)]
    return range(1, _MOST_BITS // bits + 1) if any(constants) else range(1, 2)


def _good(core: Core, ranks: dict[Mask, np.ndarray], copies: int, size: int) -> np.ndarray:
    def value(e: EntropySum) -> np.ndarray:
        """A positive multiple of the sum, in whole numbers."""
        scale = lcm(e.constant.denominator, *(c.denominator for c in e.terms.values()))
        weights = {s: int(c * scale * copies) for s, c in e.terms.items()}
        constant = int(e.constant * scale)
        large = sum(map(abs, weights.values())) * 64 + abs(constant) >= 2**62
        kind = object if large else np.int64
        out = np.full(size, constant, dtype=kind)
        for s, w in weights.items():
            out = out + ranks[s].astype(kind) * w
        return out

    good = value(core.target) < 0
    for z in core.zeros:
        if good.any():
            good &= value(z.value()) == 0
    for r in core.relations:
        if good.any():
            v = value(r.total)
            good &= v == 0 if r.rel == "=" else v >= 0
    return good.astype(bool)


def _joint(spaces: list[int], bits: int, copies: int) -> Joint:
    generators = [_basis(s) for s in spaces]
    total = bits * copies
    weight = Fraction(1, 1 << total)
    rows = []
    for x in range(1 << total):
        parts = [x >> (bits * k) & ((1 << bits) - 1) for k in range(copies)]
        rows.append(
            tuple(
                sum(
                    ((part & f).bit_count() & 1) << n
                    for n, (part, f) in enumerate((p, f) for p in parts for f in basis)
                )
                for basis in generators
            )
        )
    return Joint.of((row, weight) for row in rows)


def _basis(space: int) -> list[int]:
    out: list[int] = []
    covered = 0
    for v in range(1, space.bit_length() + 1):
        if space >> (v - 1) & 1 and not covered >> (v - 1) & 1:
            out.append(v)
            covered = _span(covered, v)
    return out
