"""What the functions of this package accept, and what they say to anything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from fractions import Fraction
from numbers import Rational
from typing import Final, SupportsIndex, TypeAlias

from derive.language.names import DeriveError

SYMBOLS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
Exact: TypeAlias = int | Fraction | str
_SHOWN: Final = 120


def shown(value: object, write: Callable[[object], str] = repr) -> str:
    """The value as text for a message, cut where it gets too long to read."""
    try:
        text = write(value)
    except ValueError:  # Python writes no integer of more than 4300 digits
        return "a number too long to write"
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def checked_size(D: object, most: int | None = None) -> int:
    """The size D ≥ 2 of the code alphabet as an int, at most `most`.

    Raises:
        DeriveError: otherwise, naming D.
    """
    size = _integer(D)
    if size is None or size < 2:
        raise DeriveError(f"D: got {shown(D)}; expected an integer ≥ 2. Try D=2, for bits.")
    if most is not None and size > most:
        raise DeriveError(
            f"D: got {size}; codewords are written with the {most} symbols 0-9a-z. Try D={most}, "
            "or work with the lengths alone."
        )
    return size


def checked_lengths(lengths: object) -> list[int]:
    """The lengths as ints ≥ 0, at least one.

    Raises:
        DeriveError: otherwise, naming the first entry that is not usable.
    """
    out = []
    for k, entry in enumerate(_entries(lengths, "lengths", "[1, 2, 2]")):
        out.append(checked_count(entry, f"lengths[{k}]"))
    return out


def checked_count(n: object, what: str) -> int:
    """A number of symbols, n ≥ 0, as an int.

    Raises:
        DeriveError: otherwise, calling the argument `what`.
    """
    count = _integer(n)
    if count is None or count < 0:
        raise DeriveError(
            f"{what}: got {shown(n)}; expected an integer ≥ 0. "
            "Try a whole number of symbols, such as 2."
        )
    return count


def checked_code(code: object, D: int | None = None) -> tuple[str, ...]:
    """The codewords, at least one; over the first D symbols of 0-9a-z, or any if D is None.

    Raises:
        DeriveError: otherwise, naming the first entry that is not usable.
    """
    out = []
    for k, word in enumerate(_entries(code, "code", "['0', '10', '11']")):
        out.append(checked_word(word, D, f"code[{k}]"))
    return tuple(out)


def checked_word(word: object, D: int | None, what: str) -> str:
    """The word, if it is a string over the first D symbols of 0-9a-z, or any if D is None.

    Raises:
        DeriveError: otherwise, calling the argument `what`.
    """
    if not isinstance(word, str):
        raise DeriveError(f"{what}: got {shown(word)}; expected a string. Try '01'.")
    if D is not None and not set(word) <= set(SYMBOLS[:D]):
        raise DeriveError(
            f"{what}: got {shown(word)}; expected symbols from '{SYMBOLS[:D]}' only, as D = {D}. "
            "Try a larger D, or other symbols."
        )
    return word


def checked_law(p: object) -> list[Fraction]:
    """The probabilities as Fractions ≥ 0 that sum to exactly 1.

    Raises:
        DeriveError: otherwise, naming the first entry that is not usable, or the sum.
    """
    law = [_exact(v, k) for k, v in enumerate(_entries(p, "p", "['1/2', '1/4', '1/4']"))]
    total = sum(law, Fraction(0))
    if total != 1:
        raise DeriveError(
            f"p: got {shown(p)}, with the sum {shown(total, str)}; expected the sum 1. "
            "Try dividing each entry by the sum."
        )
    return law


def same_number(p: Sequence[object], others: Sequence[object], what: str) -> None:
    """Refuse `others`, called `what`, unless there is one for each letter of p.

    Raises:
        DeriveError: otherwise, with both numbers.
    """
    if len(p) != len(others):
        raise DeriveError(
            f"{what}: got {len(others)} entries; expected {len(p)}, one for each entry of p. "
            "Try the code that huffman(p) gives."
        )


def _entries(value: object, what: str, example: str) -> Sequence[object]:
    if isinstance(value, (str, bytes)) or not isinstance(value, Sequence) or not value:
        raise DeriveError(
            f"{what}: got {shown(value)}; expected a list with at least one entry. Try {example}."
        )
    return value


def _integer(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        return None
    try:
        return value.__index__()
    except TypeError:  # SymPy's symbols have the method, and no value
        return None


def _exact(value: object, k: int) -> Fraction:
    exact = None
    if isinstance(value, (Rational, str)) and not isinstance(value, bool):
        with suppress(ValueError, ZeroDivisionError):
            exact = Fraction(value)
    if exact is None or exact < 0:
        raise DeriveError(
            f"p[{k}]: got {shown(value)}; expected an exact number ≥ 0: an int, a Fraction or "
            "text. Try Fraction(1, 3) or '1/3'."
        )
    return exact
