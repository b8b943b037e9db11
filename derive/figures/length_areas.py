"""Codeword lengths against probabilities: each letter's share of the mean length is an area."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2
from typing import Any

from derive.coding import huffman, mean_length
from derive.coding.checked import checked_law
from derive.figures.style import BLUE, INK, VERMILION
from derive.language.alphabets import Alphabet
from derive.language.laws import Distribution
from derive.language.measures import entropy
from derive.language.names import DeriveError
from derive.numeric import Model, evaluate

DEFAULT = ("9/20", "1/4", "1/5", "1/10")
_MOST = 16


def figure(law: Sequence[str] = DEFAULT) -> Any:
    """Huffman's code for the law: one rectangle a letter, p wide and L high; log₂ 1/p as a line.

    Raises:
        DeriveError: if it is not a law of exact probabilities, all > 0, of 2 to 16 letters.
    """
    from matplotlib.figure import Figure

    p = checked_law(law)
    if not 2 <= len(p) <= _MOST or min(p) == 0:
        raise DeriveError(f"law: got {len(p)} letters; expected 2 to {_MOST}, each with p > 0.")
    code = huffman(p)
    made = Figure(figsize=(9, 4.4), layout="constrained")
    axes = made.subplots()
    left = 0.0
    for k, (v, word) in enumerate(sorted(zip(p, code, strict=True), reverse=True)):
        width, ideal = float(v), log2(1 / v)
        axes.bar(left, len(word), width, align="edge", color=BLUE, alpha=0.75 if k % 2 else 0.55,
                 edgecolor="#ffffff", linewidth=1.2)  # fmt: skip
        axes.plot([left, left + width], [ideal, ideal], color=VERMILION, linewidth=2.6)
        middle = left + width / 2
        axes.text(middle, max(len(word), ideal) + 0.08, word, ha="center", va="bottom", color=INK,
                  fontsize=12, weight="bold")  # fmt: skip
        axes.text(middle, 0.12, f"{v}·{len(word)}\n= {v * len(word)}", ha="center", va="bottom",
                  color=INK, fontsize=10.5 if width > 0.12 else 9)  # fmt: skip
        left += width
    top = max([*map(len, code), log2(1 / min(p))]) + 0.5
    axes.set(xlim=(0, 1), ylim=(0, top))
    axes.set(xlabel="probability, letter by letter", ylabel="length in bits")
    axes.set_title(
        f"area of the bars: E[L] = {mean_length(p, code)} bits;   "
        f"area under the lines log₂ 1/p: H₂(p) ≈ {float(_entropy(p)):.3f} bits",
        fontsize=12.5,
    )  # fmt: skip
    return made


def describe(law: Sequence[str] = DEFAULT) -> str:
    """The picture in words."""
    return (
        f"Huffman's code for the law ({', '.join(law)}). Each bar is as wide as the letter's "
        "probability and as high as its codeword is long, so its area is what the letter adds to "
        "the mean length. The line across it is at log₂ 1/p; the area under the lines is the "
        "entropy."
    )


def _entropy(p: Sequence[Any]) -> str:
    law = Distribution("p", Alphabet("x"))
    return evaluate(entropy(law, base=2), Model.of({law: list(p)})).decimal
