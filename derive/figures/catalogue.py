"""The figures by name: what each shows, and what it can be given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from derive.figures import codeword_tree, cost_length, forward_reverse_kl, information, length_areas


@dataclass(frozen=True)
class Picture:
    """One figure. draw, describe: take what `read` makes of the option's text, or nothing.

    option: "code" or "law", what it can be given, or "". example: a value for that option.
    """

    title: str
    draw: Callable[..., Any]
    describe: Callable[..., str]
    option: str = ""
    example: str = ""
    read: Callable[[str], Any] = str


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")]


def _two_modes() -> str:
    return (
        "P has two bumps, Q may have one. The best Q in D(P‖Q) covers both bumps and has P's mean "
        "and variance; in D(Q‖P) it sits on the heavier bump, and there are local minima besides."
    )


FIGURES = {
    "codeword-tree": Picture(
        "Codewords and what they prune", codeword_tree.figure, codeword_tree.describe,
        "code", "0,10,110", _listed,
    ),
    "length-areas": Picture(
        "Codeword lengths against probabilities", length_areas.figure, length_areas.describe,
        "law", "9/20,1/4,1/5,1/10", _listed,
    ),
    "cost-length": Picture(
        "Cost against length", cost_length.figure, cost_length.describe, "law", "1/5",
    ),
    "information-diagram": Picture(
        "Entropies of two or three variables", information.figure, information.describe,
        "law", '[["1/2", 0], ["1/4", "1/4"]]', information.read,
    ),
    "forward-reverse-kl": Picture(
        "Forward against reverse KL", forward_reverse_kl.figure, _two_modes,
    ),
}  # fmt: skip
