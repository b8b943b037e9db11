"""Shannon's lengths: the self-information of each letter, rounded up."""

from __future__ import annotations

from collections.abc import Sequence

from derive.coding.checked import Exact, checked_law, checked_size
from derive.language.names import DeriveError


def shannon_lengths(p: Sequence[Exact], D: int = 2) -> list[int]:
    """⌈log_D 1/p(x)⌉ for each letter, in symbols: the smallest integer L with D^(−L) ≤ p(x).

    Decided by comparing integers. The lengths meet Kraft's inequality, and their mean is below
    H_D(p) + 1 (Shannon 1948; Cover & Thomas, Section 5.4). A letter of probability 1 gets length
    0, the empty codeword: nothing has to be said, but a sequence of such letters cannot be decoded
    either, as its length is lost.

    Raises:
        DeriveError: if the entries of p are not exact numbers with the sum 1, one of them is 0
            (then log 1/p(x) is infinite), or D is not an integer ≥ 2.
    """
    law, size = checked_law(p), checked_size(D)
    lengths = []
    for k, v in enumerate(law):
        if not v:
            raise DeriveError(
                f"p[{k}]: got 0; expected a positive probability, as log 1/0 is infinite. "
                "Try leaving this letter out, or huffman(p), which takes zeros."
            )
        length, share = 0, v.numerator
        while share < v.denominator:
            length, share = length + 1, share * size
        lengths.append(length)
    return lengths
