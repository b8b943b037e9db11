"""Exact rational solutions of square integer systems, from a float inverse.

Digits are found by iterative refinement with exact residuals, rationals by continued fractions, and
the solution is multiplied out before it is believed (Wan, J. Symb. Comput. 41 (2006); Steffy,
"Exact solutions to linear systems of equations using output sensitive lifting", 2010).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

import numpy as np

Column = Mapping[int, int]  # row → integer entry
_DIGITS = 24  # bits gained a round, far below what a double carries
_MAX_BITS = 6000


def solve(columns: Sequence[Column], rows: Sequence[int], b: Mapping[int, int]) -> Solution | None:
    """x with Σ xⱼ·columnⱼ = b on these rows; None if the square matrix is singular to doubles."""
    matrix = _Matrix(columns, rows, transpose=False)
    return matrix.solve([b.get(r, 0) for r in rows])


def solve_transposed(
    columns: Sequence[Column], rows: Sequence[int], c: Sequence[int]
) -> Solution | None:
    """y with y·columnⱼ = cⱼ for every j, y indexed by these rows."""
    return _Matrix(columns, rows, transpose=True).solve(list(c))


Solution = list[Fraction]


class _Matrix:
    """A sparse integer matrix, and its inverse in doubles."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[int], transpose: bool) -> None:
        position = {r: i for i, r in enumerate(rows)}
        entries = [
            (position[r], j, v) for j, col in enumerate(columns) for r, v in col.items()
            if r in position
        ]  # fmt: skip
        self.size = len(rows)
        self.square = len(columns) == len(rows)
        i, j, v = (list(part) for part in zip(*entries, strict=True)) if entries else ([], [], [])
        if transpose:
            i, j = j, i
        self.i, self.j = np.array(i, dtype=np.intp), np.array(j, dtype=np.intp)
        self.exact = np.array(v, dtype=object)

    def solve(self, b: Sequence[int]) -> Solution | None:
        if not self.square:
            return None
        if not any(b):
            return [Fraction(0)] * self.size
        inverse = self._inverse()
        return None if inverse is None else self._lift(inverse, np.array(b, dtype=object))

    def _inverse(self) -> np.ndarray | None:
        dense = np.zeros((self.size, self.size))
        dense[self.i, self.j] = self.exact.astype(float)
        try:
            inverse = np.linalg.inv(dense)
        except np.linalg.LinAlgError:
            return None
        return inverse if np.isfinite(inverse).all() else None

    def times(self, x: np.ndarray) -> np.ndarray:
        """The product, exactly, with entries of any size."""
        out = np.zeros(self.size, dtype=object)
        np.add.at(out, self.i, self.exact * x[self.j])
        return out

    def _lift(self, inverse: np.ndarray, b: np.ndarray) -> Solution | None:
        """x ≈ digits/2^bits, more and more of them, until the rationals behind them fit."""
        digits, bits, residual = np.zeros(self.size, dtype=object), 0, b
        next_try = 2 * _DIGITS
        while bits < _MAX_BITS:
            largest = max(map(abs, residual))
            shift = max(0, int(largest).bit_length() - 900)
            scaled = np.array([float(int(r) >> shift) for r in residual])
            step = inverse @ scaled
            if not np.isfinite(step).all():
                return None
            gained = np.array([_rounded(s, _DIGITS + shift) for s in step], dtype=object)
            digits, bits = digits * 2**_DIGITS + gained, bits + _DIGITS
            residual = residual * 2**_DIGITS - self.times(gained)
            if bits > 4 * _DIGITS and max(map(abs, residual)) > 2**60 * max(1, largest):
                return None  # too ill-conditioned for doubles
            if bits >= next_try or not residual.any():
                found = _rationals(digits, bits)
                if found is not None and self._fits(found, b):
                    return found
                next_try = bits + max(_DIGITS, bits // 2)
        return None

    def _fits(self, x: Solution, b: np.ndarray) -> bool:
        common = lcm(*(v.denominator for v in x))
        whole = np.array([v.numerator * (common // v.denominator) for v in x], dtype=object)
        return bool((self.times(whole) == b * common).all())


def _rounded(value: float, bits: int) -> int:
    """⌊value·2^bits⌉ for a float of any size."""
    top, bottom = value.as_integer_ratio()
    return ((top << (bits + 1)) + bottom) // (2 * bottom)


def _rationals(digits: np.ndarray, bits: int) -> Solution | None:
    """The simplest rationals near digits/2^bits; a denominator found helps with the next ones."""
    limit = 1 << max(1, bits // 2 - 4)
    common, out = 1, []
    for d in digits:
        near = Fraction(int(d) * common, 1 << bits).limit_denominator(max(1, limit // common))
        value = near / common
        if value.denominator > common and common * near.denominator > limit:
            return None
        common *= near.denominator
        out.append(value)
    return out
