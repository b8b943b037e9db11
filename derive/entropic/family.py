"""Which informations to combine: all elemental ones, or those between the sets that occur.

If the sets of a statement and of its conditions, closed under unions and intersections, are few,
the informations between them are enough: a polymatroid f on such a lattice L extends to every S by
f(S) = f(the least member of L that contains S), and changes nothing on L.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from derive.entropic.problem import Piece
from derive.entropic.sums import Mask, members


def elemental(size: int, most_given: int | None = None) -> Iterator[Piece]:
    """H(Xᵢ | all others) and I(Xᵢ; Xⱼ | X_K), K of at most `most_given` (Yeung 1997)."""
    everything = (1 << size) - 1
    for i in range(size):
        yield Piece(1 << i, 1 << i, everything & ~(1 << i))
    for i, j in combinations(range(size), 2):
        others = everything & ~(1 << i | 1 << j)
        for k in _subsets(others, most_given):
            yield Piece(1 << i, 1 << j, k)


def _subsets(mask: Mask, most: int | None) -> Iterator[Mask]:
    if most is None:
        k = mask
        while True:
            yield k
            if not k:
                return
            k = (k - 1) & mask
    bits = [1 << i for i in members(mask)]
    for size in range(most + 1):
        for chosen in combinations(bits, size):
            yield sum(chosen)


def lattice(sets: Iterable[Mask], most: int) -> tuple[list[Mask], bool]:
    """The sets with ∅, closed under union and intersection; False if that exceeds `most`."""
    out = {0, *sets}
    new = list(out)
    while new:
        a = new.pop()
        for b in list(out):
            for c in (a | b, a & b):
                if c not in out:
                    if len(out) >= most:
                        return sorted(out), False
                    out.add(c)
                    new.append(c)
    return sorted(out), True


def chains(sets: Iterable[Mask]) -> list[Mask]:
    """The sets, with their unions and intersections taken one after another."""
    given = sorted({0, *sets}, key=lambda s: (s.bit_count(), s))
    out = set(given)
    for order in (given, given[::-1]):
        joined, met = 0, order[-1] if order else 0
        for s in order:
            if s:
                joined, met = joined | s, met & s if met & s else met
                out |= {joined, met}
    for top in [s for s in given if s.bit_count() > 1]:
        met = top
        for s in given:
            if s.bit_count() > 1:
                met &= s
                out.add(met)
    return sorted(out)


def between(sets: list[Mask]) -> Iterator[Piece]:
    """I(A; B | A ∩ B) with A ∪ B and A ∩ B among the sets, and H(B | A) for A below B."""
    known = set(sets)
    for a, b in combinations(sets, 2):
        both, either = a & b, a | b
        if both in (a, b):
            if _covers(known, both, either):
                yield Piece(either & ~both, either & ~both, both)
        elif both in known and either in known:
            yield Piece(a & ~both, b & ~both, both)


def _covers(known: set[Mask], below: Mask, above: Mask) -> bool:
    """Whether nothing of a small family lies between; a large one keeps only single steps."""
    if len(known) > 64:
        return (above & ~below).bit_count() == 1 or below == 0
    return not any(below & ~s == 0 and s & ~above == 0 and s not in (below, above) for s in known)
