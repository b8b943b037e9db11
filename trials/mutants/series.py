"""Σₙ nʲ·(ln n!)ˡ·zⁿ·(n!)ᵏ for k ≤ 0, in an interval: sums that have no closed form."""

from __future__ import annotations

from typing import Any

_LONGEST = 4000  # terms


def enclosure(iv: Any, z: Any, over: int, j: int, counts: int) -> Any:
    """An interval around the sum. z > 0, and z < 1 where over, the exponent of n!, is 0.

    From n = 3 on the quotient of a term and the one before,
    z·(1 + 1/n)ʲ·(1 + ln(n + 1)/ln n!)ˡ·(n + 1)ᵏ, is no greater than any before it, so that with a
    quotient ρ < 1 the terms after t are t·ρ/(1 − ρ) at most.

    Raises:
        ValueError: where that takes too many terms.
    """
    total, ln, weight, small = iv.mpf(0), iv.mpf(0), iv.mpf(1), iv.mpf(2) ** -iv.prec
    for n in range(_LONGEST):
        if n:
            ln, weight = ln + iv.log(iv.mpf(n)), weight * z
            weight = weight / iv.mpf(n) ** -over
        term = weight * iv.mpf(n) ** j * ln**counts
        total = total + term
        if n < 3:
            continue
        ratio = z * (1 + iv.mpf(1) / n) ** j * (1 + iv.log(iv.mpf(n + 1)) / ln) ** counts
        ratio = ratio / iv.mpf(n + 1) ** -over
        if ratio.b < 0.95 and term.b < small.b:
            return total + iv.mpf([0, 1]) * term * ratio / (1 - ratio)
    raise ValueError("it converges too slowly")
