"""Where the letters of a fact may go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from derive.kernel import certificates as c
from derive.kernel.terms import Index


def placements(free: tuple[Index, ...], into: tuple[Index, ...]) -> Iterator[c.At]:
    """Each to a letter of its alphabet among those of `into`; to itself, if there is none."""
    options = [[j for j in into if j.alphabet == i.alphabet] or [i] for i in free]
    for chosen in product(*options):
        yield tuple(zip(free, chosen, strict=True))


def arrangements(alphabets: Sequence[str], indices: Sequence[Index]) -> Iterator[tuple[Index, ...]]:
    """An index over each of the alphabets, no two the same, in the order of permutations: without
    trying what does not fit, of which there are n! for n variables."""
    if not alphabets:
        yield ()
        return
    for k, i in enumerate(indices):
        if i.alphabet == alphabets[0]:
            for others in arrangements(alphabets[1:], (*indices[:k], *indices[k + 1 :])):
                yield (i, *others)
