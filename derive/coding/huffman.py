"""Huffman's code: a uniquely decodable code of least mean length, for exact probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from heapq import heapify, heappop, heappush

from derive.coding.checked import (
    SYMBOLS,
    Exact,
    checked_code,
    checked_law,
    checked_lengths,
    checked_size,
    same_number,
)
from derive.coding.kraft import canonical_code


def huffman(p: Sequence[Exact], D: int = 2) -> list[str]:
    """A Huffman code for p, one codeword for each letter, over the first D of 0-9a-z.

    No uniquely decodable code has a smaller mean length (Huffman 1952; Cover & Thomas,
    Theorem 5.8.1). The D least likely groups are merged again and again, after dummy symbols of
    probability 0 have made their number 1 modulo D − 1. Among equally likely groups the dummies go
    first, then letters in their order, then merged groups, oldest first, so that the answer is the
    same every time. The codewords are the canonical ones for the lengths found.

    A letter of probability 0 has a codeword, too. An alphabet of one letter gets the codeword '0':
    its mean length is 1 although the entropy is 0, because the empty codeword is not uniquely
    decodable.

    Raises:
        DeriveError: if the entries of p are not exact numbers ≥ 0 with the sum 1, or D is not an
            integer from 2 to 36.
    """
    size = checked_size(D, len(SYMBOLS))
    return canonical_code(_depths(checked_law(p), size), size)


def huffman_lengths(p: Sequence[Exact], D: int = 2) -> list[int]:
    """The lengths of the words of `huffman(p, D)`, for code alphabets of any size.

    Raises:
        DeriveError: as `huffman`.
    """
    return _depths(checked_law(p), checked_size(D))


def mean_length(p: Sequence[Exact], code_or_lengths: Sequence[str] | Sequence[int]) -> Fraction:
    """E[L] = Σ p(x) L(x), in symbols, for codewords (their lengths are taken) or for lengths.

    Raises:
        DeriveError: if the entries of p are not exact numbers ≥ 0 with the sum 1, the lengths are
            not integers ≥ 0, or there is not one for each letter.
    """
    law = checked_law(p)
    given: object = code_or_lengths
    if isinstance(given, Sequence) and given and isinstance(given[0], str):
        lengths = [len(word) for word in checked_code(given)]
    else:
        lengths = checked_lengths(given)
    same_number(law, lengths, "code_or_lengths")
    return sum((v * length for v, length in zip(law, lengths, strict=True)), Fraction(0))


def _depths(law: list[Fraction], D: int) -> list[int]:
    """The depth of each letter in the tree that merging makes."""
    if len(law) == 1:
        return [1]
    # a group is (probability, rank, letters in it); ranks are distinct and settle ties
    dummies = (1 - len(law)) % (D - 1)
    groups: list[tuple[Fraction, int, list[int]]] = [
        (Fraction(0), rank, []) for rank in range(-dummies, 0)
    ]
    groups += [(v, letter, [letter]) for letter, v in enumerate(law)]
    heapify(groups)
    depths = [0] * len(law)
    rank = len(law)
    while len(groups) > 1:
        merged = [heappop(groups) for _ in range(D)]
        letters = [letter for _, _, inside in merged for letter in inside]
        for letter in letters:
            depths[letter] += 1
        heappush(groups, (sum((v for v, _, _ in merged), Fraction(0)), rank, letters))
        rank += 1
    return depths
