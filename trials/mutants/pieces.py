"""Functions on ℝ that are Σ polynomial·exp(linear) between breaks, and functions on ℕ₀, for the
judge: uniform, exponential and Laplace laws, densities on cells, geometric and Poisson laws.

A `Pieces` has one `Curve` for each interval between the breaks of a `Line`, integrated by

    ∫ P(x)·exp(αx + β) dx = exp(αx + β)·Σⱼ (−1)ʲ P⁽ʲ⁾(x)/αʲ⁺¹,

or one for each of the first numbers of ℕ₀ and one for all further ones, summed by

    Σₙ nʲ zⁿ = Σᵢ S(j, i)·i!·zⁱ/(1 − z)ⁱ⁺¹,    Σₙ nʲ zⁿ/n! = eᶻ·Σᵢ S(j, i)·zⁱ

with Stirling's numbers S; ln n! is a variable beside n, and a sum with it a number of its own kind
(`series`). Where more breaks are needed, `Split` says which. No moments are known here, and nothing
is shared with `derive.numeric.weights`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from trials.mutants import curves, numbers
from trials.mutants.curves import Curve, Poly, curve
from trials.mutants.numbers import Unknown

ZERO, ONE = Fraction(0), Fraction(1)
_MOST = 12  # first numbers of ℕ₀ that stand alone
COUNT = "ln n! of"  # the variable beside n


class Split(Unknown):
    """A break that a line has to have: of that space, at that number."""

    def __init__(self, space: str, at: Any) -> None:
        super().__init__(f"{space}: {at}")
        self.space, self.at = space, at


@dataclass(frozen=True)
class Line:
    """ℝ with breaks, in order; or ℕ₀ with that many first numbers."""

    space: str
    breaks: tuple[Any, ...] = ()
    first: int | None = None  # of ℕ₀

    @property
    def pieces(self) -> int:
        return len(self.breaks) + 1 if self.first is None else self.first + 1

    def cut(self, at: Any) -> Line:
        """With one more break."""
        if self.first is not None:
            if at > _MOST:
                raise Unknown
            return Line(self.space, (), max(self.first, at))
        k = sum(numbers.sign(at - b) > 0 for b in self.breaks)
        return Line(self.space, (*self.breaks[:k], at, *self.breaks[k:]))

    def place(self, at: Any) -> int:
        """Which break it is.

        Raises:
            Split: if it is none.
        """
        for k, b in enumerate(self.breaks):
            if numbers.sign(at - b) == 0:
                return k
        raise Split(self.space, at)

    def ends(self, k: int) -> tuple[Any, Any]:
        """Of a piece; None without an end."""
        ends = (None, *self.breaks, None)
        return ends[k], ends[k + 1]

    def inside(self, k: int) -> list[Any]:
        """Some points of a piece."""
        if self.first is not None:
            return list(range(self.first, self.first + 6)) if k == self.first else [k]
        low, high = self.ends(k)
        if low is None and high is None:
            return [ZERO, ONE, -ONE, Fraction(3), Fraction(-3), Fraction(1, 3)]
        if low is None or high is None:
            end, sense = (low, ONE) if high is None else (high, -ONE)
            return [end + sense * c for c in map(Fraction, (1, 3, "1/5", 10, "1/100"))]
        return [low + (high - low) * c for c in map(Fraction, ("1/2", "1/100", "99/100"))]


class Pieces:
    """A function of one variable, a curve for each piece of its line."""

    __slots__ = ("line", "parts", "x")
    __array_ufunc__ = None

    def __init__(self, x: Any, line: Line, parts: tuple[Curve, ...]) -> None:
        self.x, self.line, self.parts = x, line, parts

    def _with(self, other: Any, action: Callable[[Any, Any], Any]) -> Pieces:
        if isinstance(other, Pieces):
            if other.x != self.x or len(other.parts) != len(self.parts):
                raise Unknown  # of several points
            others: Any = other.parts
        elif isinstance(other, np.ndarray) and other.shape:
            others = [Fraction(int(v)) for v in other]
        else:
            others = [other] * len(self.parts)
        both = zip(self.parts, others, strict=True)
        return Pieces(self.x, self.line, tuple(curve(action(a, b)) for a, b in both))

    def __add__(self, other: Any) -> Pieces:
        return self._with(other, lambda a, b: a + b)

    def __mul__(self, other: Any) -> Pieces:
        return self._with(other, lambda a, b: a * b)

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self) -> Pieces:
        return self * -ONE

    def __sub__(self, other: Any) -> Pieces:
        return self + -other

    def __rsub__(self, other: Any) -> Pieces:
        return -self + other

    def each(self, action: Callable[[Any], Any], arithmetic: Any) -> Pieces:
        """An action on each piece's value, a number where it is one."""
        made = (curve(action(curves.number(c, arithmetic))) for c in self.parts)
        return Pieces(self.x, self.line, tuple(made))


def at_point(p: Pieces, k: int, where: Any, arithmetic: Any) -> Any:
    """The value of piece k at a point."""
    put = {p.x: Fraction(where) if isinstance(where, int) else where}
    if p.line.first is not None:
        put[(COUNT, p.x)] = numbers.log(Fraction(math.factorial(int(where))))
    return curves.number(curves.placed(p.parts[k], put), arithmetic)


def signs(p: Pieces, arithmetic: Any) -> np.ndarray:
    """Of each piece, all over it but for null sets.

    Raises:
        Split: where one changes its sign. Unknown.
    """
    return np.array([_sign(p, k, arithmetic) for k in range(len(p.parts))])


def _sign(p: Pieces, k: int, arithmetic: Any) -> int:
    c, line = p.parts[k], p.line
    if curves.vanishes(c, arithmetic):
        return 0
    factor, _ = c.single()
    if set(factor) == {()}:
        return int(arithmetic.sign(factor[()]))
    slope = factor.get(((p.x, 1),), ZERO)
    if set(factor) - {(), ((p.x, 1),)} or not arithmetic.sign(slope):
        raise Unknown
    root = -factor.get((), ZERO) * arithmetic.inverse(slope)
    if line.first is not None:
        if numbers.sign(root - Fraction(line.first)) >= 0:
            raise Split(line.space, int(numbers.ceiling(root)) + 1)
        return int(arithmetic.sign(slope))
    low, high = line.ends(k)
    after = low is None or numbers.sign(root - low) > 0
    before = high is None or numbers.sign(root - high) < 0
    if after and before:
        raise Split(line.space, root)
    return int(arithmetic.sign(slope)) * (1 if before else -1)


def total(p: Any, x: Any, line: Line, arithmetic: Any) -> Any:
    """∫ p dx, or Σₓ p.

    Raises:
        Unknown: where it does not converge, or is of another kind.
    """
    if not isinstance(p, Pieces):
        p = Pieces(x, line, (curve(p),) * line.pieces)
    if p.x != x:
        raise Unknown
    if line.first is not None:
        first = (at_point(p, k, k, arithmetic) for k in range(line.first))
        return sum(first, _counted(p, arithmetic))
    if any(sum(n for v, n in m if v == x) > 1 for c in p.parts for _, e in c.parts for m in e):
        if any(not curves.vanishes(c - p.parts[0], arithmetic) for c in p.parts[1:]):
            raise Unknown  # no integral of exp(−x²) over an interval is known
        return curves.integral(p.parts[0], x, arithmetic)
    out: Any = ZERO
    for k, c in enumerate(p.parts):
        for factor, exponent in c.parts:
            low, high = line.ends(k)
            upper = _primitive(factor, exponent, x, high, -1, arithmetic)
            out = out + upper - _primitive(factor, exponent, x, low, 1, arithmetic)
    return out


def _numbers(p: Poly, x: Any) -> dict[int, Any]:
    """The coefficients, numbers, of the powers of x."""
    out = {}
    for k, c in curves.powers(p, x).items():
        if set(c) - {()}:
            raise Unknown
        out[k] = c.get((), ZERO)
    return out


def _primitive(factor: Poly, exponent: Poly, x: Any, at: Any, infinite: int, a: Any) -> Any:
    """At one end of a piece; `infinite` is the sign that the slope needs where there is no end."""
    p, e = _numbers(factor, x), _numbers(exponent, x)
    slope = e.get(1, ZERO)
    sense = a.sign(slope)
    if at is None:
        if sense != infinite:
            raise Unknown
        return ZERO
    if sense == 0:
        terms = (c * a.power(at, k + 1) * Fraction(1, k + 1) for k, c in p.items())
        return sum(terms, ZERO) * a.exp(e.get(0, ZERO))
    out, by = ZERO, a.inverse(slope)
    for k, c in p.items():
        for j in range(k + 1):
            ratio = Fraction((-1) ** j * math.perm(k, j))
            out = out + c * a.power(at, k - j) * a.power(by, j + 1) * ratio
    return out * a.exp(slope * at + e.get(0, ZERO))


# ---------------------------------------------------------------- ℕ₀


def _counted(p: Pieces, a: Any) -> Any:
    """Σ over all n after the first numbers."""
    last, first, count = p.parts[-1], p.line.first or 0, (COUNT, p.x)
    out: Any = ZERO
    for factor, exponent in last.parts:
        own = curves.powers(exponent, count)
        e = _numbers(own.get(0, {}), p.x)
        beside = own.get(1, {}).get((), ZERO)
        if set(own) - {0, 1} or set(own.get(1, {})) - {()} or max(e, default=0) > 1:
            raise Unknown
        z = a.exp(e.get(1, ZERO))
        whole = isinstance(beside, Fraction) and beside.denominator == 1
        if not whole or beside > 0 or (beside == 0 and a.sign(z - ONE) >= 0):
            raise Unknown
        for k, part in curves.powers(factor, count).items():
            for j, c in _numbers(part, p.x).items():
                out = out + c * a.exp(e.get(0, ZERO)) * _series(z, int(beside), j, k, a)
    left = Pieces(p.x, p.line, (last,))
    return sum((-at_point(left, 0, n, a) for n in range(first)), out)


def _series(z: Any, k: int, j: int, counts: int, a: Any) -> Any:
    """Σₙ nʲ·(ln n!)^counts·zⁿ·(n!)ᵏ for a whole k ≤ 0."""
    if counts or k < -1:
        return numbers.series(z, k, j, counts)
    out: Any = ZERO
    for i, s in enumerate(_stirling(j)):
        if k:
            out = out + a.power(z, i) * Fraction(s)
        else:
            below = a.power(a.inverse(ONE - z), i + 1)
            out = out + a.power(z, i) * below * Fraction(s * math.factorial(i))
    return out * a.exp(z) if k else out


def _stirling(j: int) -> list[int]:
    """S(j, 0), …, S(j, j): into how many ways j things fall into i parts."""
    row = [1]
    for _ in range(j):
        row = [i * (row[i] if i < len(row) else 0) + (row[i - 1] if i else 0)
               for i in range(len(row) + 1)]  # fmt: skip
    return row
