r"""The least mean length of all codes for a given distribution.

    the least Σ p·L over all whole L with Σ D^(−L) ≤ 1 is v       (by Huffman's algorithm, and for
                                                                  few letters by trying all L)
    ──────────────────────────────────────────────────────── LEAST
    min over L ∈ ℕ, Σ D^(−L) ≤ 1, of E[L] = v

What is computed rests on "exact computation of a finite case"; for more letters than can be tried
it rests on Huffman's theorem too (Cover & Thomas, theorem 5.8.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from derive.coding.checked import checked_law, checked_lengths, checked_size, same_number
from derive.coding.huffman import huffman_lengths
from derive.coding.optimal import least_mean_length
from derive.kernel.theorem import Rests
from derive.language.names import DeriveError
from derive.rules.computed import AXIOM
from derive.rules.fact import Decision, Fact, Ground

HUFFMAN = "Huffman's algorithm gives the least mean length (Cover & Thomas, theorem 5.8.1)"
_TRIED = 8


class LeastMeanLength(Fact):
    """The least mean length of a code for p is `value`: `LeastMeanLength(["1/2", "1/4", "1/4"],
    "3/2")`.

    p: exact probabilities. at: lengths, or a code as a list of words, where it is attained. base:
    the number of code symbols.

    Raises:
        DeriveError: for what is no distribution, no number, or no lengths.
    """

    rule = "by computation"

    def __init__(self, p: Any, value: Any, at: Any = None, base: int = 2) -> None:
        self.p, self.base = checked_law(p), checked_size(base)
        try:
            self.value = Fraction(str(value))
        except ValueError:
            raise DeriveError(
                f"value: got {value!r}; expected an exact number. Try '3/2'."
            ) from None
        self.at = None if at is None else _lengths(at)
        if self.at is not None:
            same_number(self.p, self.at, "at")

    def text(self) -> str:
        where = f", attained at L = ({', '.join(map(str, self.at))})" if self.at else ""
        over = f"L ∈ ℕ, Σ {self.base}^(-L) ≤ 1"
        return f"min_{{{over}}} E[L] = {self.value} for p = {self._law()}{where}"

    def _law(self) -> str:
        return f"({', '.join(map(str, self.p))})"

    def latex(self) -> str:
        where = rf" \text{{, attained at }} L = ({', '.join(map(str, self.at))})" if self.at else ""
        law = ", ".join(map(_fraction, self.p))
        below = rf"L \in \mathbf{{N}},\; \sum_{{x}} {self.base}^{{-L(x)}} \le 1"
        return (
            rf"\min_{{{below}}} \operatorname{{E}}[L] = {_fraction(self.value)} "
            rf"\text{{ for }} p = ({law}){where}"
        )

    def decide(self, ground: Ground) -> Decision:
        least, best, rests = self._least()
        detail = (f"least mean length {least}, with lengths {tuple(best)}",)
        if least != self.value:
            return Decision("refuted", detail=detail, note="another value is the least")
        if self.at is None:
            return Decision("proved", rests, detail)
        mean = _mean(self.p, self.at)
        kraft = sum((Fraction(1, self.base**n) for n in self.at), Fraction(0))
        if kraft > 1:
            note = f"the lengths break Kraft's inequality: {kraft} > 1"
            return Decision("refuted", detail=detail, note=note)
        if mean != least:
            return Decision("refuted", detail=detail, note=f"the mean of these lengths is {mean}")
        return Decision("proved", rests, detail)

    def _least(self) -> tuple[Fraction, Sequence[int], Rests]:
        if len(self.p) == 1:
            return Fraction(0), [0], Rests(axioms=frozenset({AXIOM}))
        lengths = huffman_lengths(self.p, self.base)
        least = _mean(self.p, lengths)
        if len(self.p) > _TRIED:
            return least, lengths, Rests(axioms=frozenset({AXIOM, HUFFMAN}))
        tried, best = least_mean_length(self.p, self.base)
        if tried != least:
            raise DeriveError(
                f"Huffman's code has the mean length {least}, trying all lengths gives {tried}. "
                "Please report it."
            )
        return tried, best, Rests(axioms=frozenset({AXIOM}))


def _lengths(at: Any) -> list[int]:
    """The lengths themselves, or of the words of a prefix code."""
    from derive.coding import is_prefix_free

    if isinstance(at, (list, tuple)) and at and all(isinstance(w, str) for w in at):
        if not is_prefix_free(list(at)):
            raise DeriveError(f"at: {list(at)} is not prefix-free. Try ['0', '10', '11'].")
        return [len(word) for word in at]
    return checked_lengths(at)


def _mean(p: Sequence[Fraction], lengths: Sequence[int]) -> Fraction:
    return sum((v * n for v, n in zip(p, lengths, strict=True)), Fraction(0))


def _fraction(v: Fraction) -> str:
    return str(v) if v.denominator == 1 else rf"\tfrac{{{v.numerator}}}{{{v.denominator}}}"
