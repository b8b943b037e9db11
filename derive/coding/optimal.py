"""The least mean length of all codes, by trying every vector of lengths."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from derive.coding.checked import Exact, checked_law, checked_size
from derive.language.names import DeriveError

_MOST: Final = 8


def least_mean_length(p: Sequence[Exact], D: int = 2) -> tuple[Fraction, tuple[int, ...]]:
    """The minimum of Σ p(x) L(x) over integers L(x) ≥ 1 with Kraft sum ≤ 1, and where it is.

    In symbols of a D-ary alphabet. By Kraft and McMillan (Cover & Thomas, Theorems 5.2.1 and
    5.5.1) this is the least mean length of the prefix-free and of the uniquely decodable codes.
    Of several minimisers the lexicographically first is returned. The search has nothing in common
    with Huffman's algorithm; it is meant for up to 6 letters and refuses more than 8.

    For n ≥ 2 letters lengths up to n − 1 are enough. Lowering a length never raises the mean, so
    take a minimiser in which no length above 1 can be lowered, and let m be its greatest length;
    suppose m ≥ 2. The room left, 1 − Σ D^(−L) = u·D^(−m), has 0 ≤ u ≤ D − 2, since a length m
    could be lowered otherwise. The number 1 and all terms but those of length m are multiples of
    D·D^(−m); so the number of lengths m is −u modulo D, and thus at least D − u ≥ 2. Put one
    length m − 1 in the place of D − u of them: the sum is now exactly 1, that is u = 0, so this
    can be repeated until the greatest length is 1. Each time there are fewer lengths and the
    greatest falls by at most 1; in the end it is 1 and there are D ≥ 2 of them. So m ≤ n − 1.

    Raises:
        DeriveError: if the entries of p are not exact numbers ≥ 0 with the sum 1, there are more
            than 8, or D is not an integer ≥ 2.
    """
    law, size = checked_law(p), checked_size(D)
    if len(law) > _MOST:
        raise DeriveError(
            f"p: got {len(law)} letters; the search through all lengths is for at most {_MOST}. "
            f"Try mean_length(p, huffman(p, {size}))."
        )
    return _Search(law, size).run()


class _Search:
    """Depth first through the lengths, letter by letter, in lexicographic order."""

    def __init__(self, law: list[Fraction], D: int) -> None:
        self.law = law
        self.longest = max(1, len(law) - 1)
        # the share D^(−length) of the Kraft budget, in units of D^(−longest)
        self.share = [D ** (self.longest - length) for length in range(self.longest + 1)]
        self.tail = [sum(law[k:], Fraction(0)) for k in range(len(law) + 1)]
        self.best = Fraction(self.longest + 1)
        self.where: tuple[int, ...] = ()

    def run(self) -> tuple[Fraction, tuple[int, ...]]:
        self._extend((), Fraction(0), self.share[0])
        return self.best, self.where

    def _extend(self, lengths: tuple[int, ...], mean: Fraction, room: int) -> None:
        k = len(lengths)
        left = len(self.law) - k
        # each letter left needs a symbol and the smallest share at least
        if mean + self.tail[k] >= self.best or room < left:
            return
        if not left:
            self.best, self.where = mean, lengths
            return
        for length in range(1, self.longest + 1):
            self._extend((*lengths, length), mean + self.law[k] * length, room - self.share[length])
