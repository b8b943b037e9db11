"""Kraft's inequality: the sum of D^(−length), and the code that exists when it is at most 1."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from derive.coding.checked import SYMBOLS, checked_lengths, checked_size, shown
from derive.coding.words import in_base
from derive.language.names import DeriveError


def kraft_sum(lengths: Sequence[int], D: int = 2) -> Fraction:
    """Σ D^(−Lᵢ) over the lengths Lᵢ ≥ 0, in symbols of a D-ary alphabet; it may exceed 1.

    Cover & Thomas, Theorem 5.2.1 (Kraft 1949).

    Raises:
        DeriveError: if there is no length, one is not an integer ≥ 0, or D is not one ≥ 2.
    """
    given, size = checked_lengths(lengths), checked_size(D)
    longest = max(given)
    return Fraction(sum(size ** (longest - length) for length in given), size**longest)


def canonical_code(lengths: Sequence[int], D: int = 2) -> list[str]:
    """A prefix-free code with the given lengths, in their order, over the first D of 0-9a-z.

    With the lengths sorted (equal ones stay in order), the i-th codeword is the first Lᵢ base-D
    digits of Σ_{j<i} D^(−Lⱼ): the intervals [Sᵢ, Sᵢ + D^(−Lᵢ)) lie side by side in [0, 1). Its
    existence is the converse half of Cover & Thomas, Theorem 5.2.1. The lengths [0] give [''], the
    empty codeword, which is prefix-free but says nothing when repeated; with any other length
    beside it a length 0 exceeds Kraft's bound.

    Raises:
        DeriveError: if the Kraft sum exceeds 1: then no uniquely decodable code has these lengths
            (McMillan 1956; Cover & Thomas, Theorem 5.5.1). Also if there is no length, one is not
            an integer ≥ 0, or D is not one from 2 to 36.
    """
    size = checked_size(D, len(SYMBOLS))
    given = checked_lengths(lengths)
    total = kraft_sum(given, size)
    if total > 1:
        raise DeriveError(_too_short(given, size, total))
    code = [""] * len(given)
    value = last = 0  # the partial sum, as a number of intervals of length D^(−last)
    for i in sorted(range(len(given)), key=given.__getitem__):
        value *= size ** (given[i] - last)
        last = given[i]
        code[i] = in_base(value, last, size)
        value += 1
    return code


def _too_short(lengths: list[int], D: int, total: Fraction) -> str:
    more = 1
    while total > D**more:
        more += 1
    return (
        f"lengths {shown(lengths)}: their Kraft sum{f' for D = {D}' if D > 2 else ''} is "
        f"{shown(total, str)} > 1, so no uniquely decodable code has them. "
        f"Try longer ones, such as {shown([length + more for length in lengths])}."
    )
