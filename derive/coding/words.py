"""Words over a D-ary alphabet, and which of them begin with which."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from derive.coding.checked import (
    SYMBOLS,
    checked_code,
    checked_count,
    checked_size,
    checked_word,
)
from derive.language.names import DeriveError


def words(n: int, D: int = 2) -> list[str]:
    """All Dⁿ words of n symbols, in lexicographic order; the empty word for n = 0.

    Raises:
        DeriveError: if n is not an integer ≥ 0, or D not one from 2 to 36.
    """
    size = checked_size(D, len(SYMBOLS))
    return ["".join(symbols) for symbols in product(SYMBOLS[:size], repeat=checked_count(n, "n"))]


def in_base(value: int, width: int, D: int) -> str:
    """The integer 0 ≤ value < D^width as `width` base-D digits; the empty word for width 0.

    The range is the caller's duty: digits beyond the width are lost.
    """
    digits = []
    for _ in range(width):
        value, digit = divmod(value, D)
        digits.append(SYMBOLS[digit])
    return "".join(reversed(digits))


def comparable(a: str, b: str) -> bool:
    """Whether one of the two words is the beginning of the other; every word is of itself.

    Raises:
        DeriveError: if one of them is not a string.
    """
    a, b = checked_word(a, None, "a"), checked_word(b, None, "b")
    return a.startswith(b) or b.startswith(a)


def descendants(word: str, depth: int, D: int = 2) -> list[str]:
    """The D^(depth − |word|) words of `depth` symbols that begin with `word`, in order.

    These are its descendants at level `depth` of the code tree (Cover & Thomas, Theorem 5.2.1).

    Raises:
        DeriveError: if the word has a symbol outside the alphabet or is longer than `depth`, or if
            D is not an integer from 2 to 36.
    """
    size = checked_size(D, len(SYMBOLS))
    word = checked_word(word, size, "word")
    return [word + rest for rest in words(_left(word, depth), size)]


def incidence(code: Sequence[str], depth: int, D: int = 2) -> list[list[int]]:
    """The table e[i][v]: 1 if the v-th word of `depth` symbols begins with the i-th codeword.

    It has one row for each codeword and a column for each of the D^depth words, in lexicographic
    order. Row i sums to D^(depth − |code[i]|). The code is prefix-free exactly when every column
    sums to 0 or 1; counting the ones both ways gives Kraft's inequality (Cover & Thomas,
    Theorem 5.2.1).

    Raises:
        DeriveError: if a codeword has a symbol outside the alphabet or is longer than `depth`, or
            if D is not an integer from 2 to 36.
    """
    size = checked_size(D, len(SYMBOLS))
    codewords = checked_code(code, size)
    for word in codewords:
        _left(word, depth)
    columns = words(depth, size)
    return [[int(v.startswith(word)) for v in columns] for word in codewords]


def _left(word: str, depth: int) -> int:
    left = checked_count(depth, "depth") - len(word)
    if left < 0:
        raise DeriveError(
            f"depth: got {depth}; the word {word!r} is longer. Try depth={len(word)} or more."
        )
    return left
