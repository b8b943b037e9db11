"""Where the letters of a fact may go."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from derive.kernel import certificates as c
from derive.kernel.terms import Index


def placements(free: tuple[Index, ...], into: tuple[Index, ...]) -> Iterator[c.At]:
    """Each to a letter of its alphabet among those of `into`; to itself, if there is none."""
    options = [[j for j in into if j.alphabet == i.alphabet] or [i] for i in free]
    for chosen in product(*options):
        yield tuple(zip(free, chosen, strict=True))
