"""Huffman's lengths as an expression, so that models in which lengths are best can be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from sympy import Expr, Integer

from derive.coding.huffman import huffman_lengths
from derive.coding.optimal import least_mean_length
from derive.language.alphabets import Alphabet
from derive.language.expressions import NoCancel
from derive.numeric import closed
from derive.numeric.closed import Undecided

_TRIED = 6  # letters up to which every vector of lengths is tried


class HuffmanLength(NoCancel):
    """The length of the letter's word in Huffman's code for a law. args: p(x), D."""

    def __new__(cls, value: Expr, base: Any) -> Expr:
        obj: Expr = Expr.__new__(cls, value, Integer(base))
        return obj

    @property
    def letter(self) -> Alphabet:
        (found,) = self.args[0].free_symbols
        return found


def best_lengths(p: Sequence[Fraction], base: int) -> list[int]:
    """Huffman's, and 0 for a letter that is alone."""
    return [0] if len(p) == 1 else huffman_lengths(p, base)


def least_mean(p: Sequence[Fraction], base: int) -> Fraction:
    """The least mean length: by trying all of few letters, else that of Huffman's code."""
    if len(p) == 1:
        return Fraction(0)
    if len(p) <= _TRIED:
        return least_mean_length(p, base)[0]
    return sum((v * n for v, n in zip(p, huffman_lengths(p, base), strict=True)), Fraction(0))


def rational(number: closed.Number) -> Fraction:
    """The number, if it is rational as it stands.

    Raises:
        Undecided: otherwise.
    """
    exact = closed.fraction(number)
    if not isinstance(exact, Fraction):
        raise Undecided
    return exact
