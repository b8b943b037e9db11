"""What a codeword costs by its length, and the length at which a letter spends best."""

from __future__ import annotations

from fractions import Fraction
from math import log, log2
from typing import Any

import numpy as np

from derive.coding import kraft_sum
from derive.coding.checked import checked_law
from derive.figures.style import BLUE, DIM, GREEN, INK, VERMILION
from derive.language.names import DeriveError

DEFAULT = "1/5"
_LONGEST = 6


def figure(probability: str = DEFAULT) -> Any:
    """Left: cost 2^(−L) of the budget 1. Right: p·L and the price of the cost, and their sum.

    Raises:
        DeriveError: if the probability is not exact, or not from 1/50 to 49/50.
    """
    from matplotlib.figure import Figure

    p = _checked(probability)
    made = Figure(figsize=(10, 4.2), layout="constrained")
    left, right = made.subplots(1, 2)
    _cost(left)
    _trade(right, p)
    return made


def describe(probability: str = DEFAULT) -> str:
    """The picture in words."""
    return (
        "Left: a codeword of length L costs 2 to the power −L of the budget 1; a bit more halves "
        f"it. Right, for p = {probability}: a longer word adds p per bit to the mean length and "
        "saves on its cost. At the price 1/ln 2 for all of the budget the sum is least where the "
        "cost equals p, at L = log₂ 1/p."
    )


def _checked(probability: str) -> Fraction:
    try:
        p = Fraction(probability)
    except (ValueError, ZeroDivisionError):
        p = Fraction(0)
    if not Fraction(1, 50) <= p <= Fraction(49, 50):
        raise DeriveError(f"law: got {probability!r}; expected a probability from 1/50 to 49/50.")
    return checked_law([p, 1 - p])[0]


def _cost(axes: Any) -> None:
    lengths = np.linspace(0, _LONGEST, 241)
    axes.plot(lengths, 2.0**-lengths, color=BLUE, linewidth=2.4)
    for n in range(_LONGEST + 1):
        cost = kraft_sum([n])
        axes.plot([n, n], [0, float(cost)], color=BLUE, alpha=0.35, linewidth=1.2)
        axes.plot([n], [float(cost)], "o", color=BLUE, markersize=6)
        axes.text(n + 0.12, float(cost) + 0.015, str(cost), color=INK, fontsize=11)
    axes.set(xlim=(0, _LONGEST + 0.9), ylim=(0, 1.12), xlabel="length L in bits", ylabel="cost 2⁻ᴸ")
    axes.set_title("Cost: the share of the budget", fontsize=13)


def _trade(axes: Any, p: Fraction) -> None:
    best, top = log2(1 / p), max(_LONGEST, log2(1 / p) + 1.5)
    lengths = np.linspace(0, top, 241)
    adds, price = float(p) * lengths, 2.0**-lengths / log(2)
    axes.plot(lengths, adds, color=GREEN, linewidth=2, linestyle=(0, (4, 1.5)))
    axes.plot(lengths, price, color=BLUE, linewidth=2, linestyle=(0, (1.5, 1)))
    axes.plot(lengths, adds + price, color=VERMILION, linewidth=2.4)
    least = float(p) * best + float(p) / log(2)
    axes.plot([best, best], [0, least], color=DIM, linewidth=1)
    axes.plot([best], [least], "o", color=VERMILION, markersize=7)
    high = max(1.9, float(adds[-1]) + 0.4)
    axes.annotate(f"least at L = log₂ 1/p ≈ {best:.2f},\nwhere the cost is p = {p}", (best, least),
                  (top / 2, high - 0.05), ha="center", va="top", color=INK, fontsize=11,
                  arrowprops={"arrowstyle": "-", "color": DIM, "shrinkB": 5})  # fmt: skip
    near = int(0.86 * len(lengths))
    axes.text(lengths[near], adds[near] - 0.08, "p·L", color=GREEN, va="top", fontsize=12)
    axes.text(lengths[near], price[near] + 0.04, "2⁻ᴸ/ln 2", color=BLUE, ha="center", va="bottom",
              fontsize=12)  # fmt: skip
    axes.text(lengths[near], (adds + price)[near] + 0.06, "sum", color=VERMILION, ha="right",
              va="bottom", fontsize=12)  # fmt: skip
    axes.set(xlim=(0, top), ylim=(0, high), xlabel="length L in bits")
    axes.set_title(f"One letter with p = {p}", fontsize=13)
