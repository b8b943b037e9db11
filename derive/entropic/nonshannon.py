"""Inequalities that hold for every joint distribution and are not Shannon-type. Cited, each one.

`tests/entropic/test_nonshannon.py` derives each from one cited fact, the copy lemma (Dougherty,
Freiling & Zeger, arXiv:1104.3602, section 2), which guards against slips in copying them.

Written with □ = I(A;B|C) + I(A;B|D) + I(C;D) − I(A;B), Ingleton's expression, which is negative
for some distributions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from derive.entropic.problem import Piece
from derive.entropic.sums import EntropySum, combination

_MOST_VARIABLES = 6
A, B, C, D = 1, 2, 4, 8


@dataclass(frozen=True)
class Inequality:
    """0 ≤ Σ weights: of □, I(A;B|C), I(A;C|B), I(B;C|A), I(A;B|D), I(A;D|B), I(B;D|A)."""

    name: str
    source: str
    weights: tuple[int, ...]

    def pieces(self) -> dict[Piece, int]:
        """The same as informations with weights, their sum ≥ 0."""
        square, *others = self.weights
        out = dict(zip(_CONDITIONAL, others, strict=True))
        for p, sign in _SQUARE:
            out[p] = out.get(p, 0) + sign * square
        return {p: w for p, w in out.items() if w}

    def total(self) -> EntropySum:
        return combination((Fraction(w), p.value()) for p, w in self.pieces().items())


_CONDITIONAL = (
    Piece(A, B, C), Piece(A, C, B), Piece(B, C, A), Piece(A, B, D), Piece(A, D, B), Piece(B, D, A),
)  # fmt: skip
_SQUARE = ((Piece(A, B, C), 1), (Piece(A, B, D), 1), (Piece(C, D), 1), (Piece(A, B), -1))

KNOWN = (
    Inequality(
        "Zhang–Yeung",
        "Zhang & Yeung, IEEE Trans. Inf. Theory 44 (1998) 1440, Theorem 3",
        (1, 1, 1, 1, 0, 0, 0),
    ),
    Inequality(
        "Matúš, s = 2",
        "Matúš, Infinitely many information inequalities, ISIT 2007, Theorem 2",
        (2, 1, 3, 3, 0, 0, 0),
    ),
    Inequality(
        "Dougherty–Freiling–Zeger (1)",
        "Dougherty, Freiling & Zeger, Six new non-Shannon information inequalities, ISIT 2006",
        (2, 3, 3, 1, 0, 0, 0),
    ),
)


@dataclass(frozen=True)
class Instance:
    """A known inequality for four of the variables: Σ weights·informations ≥ 0."""

    inequality: Inequality
    pieces: tuple[tuple[Piece, int], ...]

    @property
    def total(self) -> EntropySum:
        return combination((Fraction(w), p.value()) for p, w in self.pieces)

    @property
    def source(self) -> str:
        return f"{self.inequality.name} inequality ({self.inequality.source})"


def instances(size: int) -> list[Instance]:
    """Every known inequality for every choice of four variables, each distinct one once."""
    if size < 4 or size > _MOST_VARIABLES:
        return []
    return list(_instances(size))


def _instances(size: int) -> Iterator[Instance]:
    seen: set[frozenset[tuple[int, Fraction]]] = set()
    for inequality in KNOWN:
        for chosen in permutations(range(size), 4):
            to = [1 << i for i in chosen]
            pieces = tuple((p.rename(to), w) for p, w in inequality.pieces().items())
            made = Instance(inequality, pieces)
            key = frozenset(made.total.terms.items())
            if key not in seen:
                seen.add(key)
                yield made
