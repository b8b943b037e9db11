"""aX + b: a random variable on ℝ scaled and moved, for its differential entropy.

Its density at ax + b is p(x)/|a|, and d(ax + b) = |a| dx for a ≠ 0, so that ∫ q ln 1/q over it is
∫ p(x) ln(|a|/p(x)) dx: this is what h(aX + b) unfolds to (Cover & Thomas, Theorem 8.6.4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Expr

from derive.language.names import DeriveError
from derive.language.operations import Abs
from derive.language.quantities import QuantityValue
from derive.language.relations import as_expression

AXIOM = "the density of aX + b is p(x)/|a| at ax + b (change of variables)"

if TYPE_CHECKING:
    from derive.language.laws import RandomVariable


class Affine:
    """scale·variable + shift."""

    def __init__(self, variable: RandomVariable, scale: Any, shift: Any) -> None:
        self.variable = variable
        self.scale: Expr = _number(scale)
        self.shift: Expr = _number(shift)
        if self.scale == 0:
            raise DeriveError(f"0·{variable}: it has no density. Expected a factor that is not 0.")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Affine) and self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash(self._parts())

    def _parts(self) -> tuple[Any, ...]:
        return self.variable, self.scale, self.shift

    def __mul__(self, a: Any) -> Affine:
        return Affine(self.variable, self.scale * _number(a), self.shift * _number(a))

    def __add__(self, b: Any) -> Affine:
        return Affine(self.variable, self.scale, self.shift + _number(b))

    def __sub__(self, b: Any) -> Affine:
        return self + -_number(b)

    def __neg__(self) -> Affine:
        return self * -1

    __rmul__, __radd__ = __mul__, __add__

    @property
    def size(self) -> Expr:
        """|a|."""
        if self.scale.is_Rational:
            return abs(self.scale)
        positive = isinstance(self.scale, QuantityValue) and self.scale.quantity.sign == "pos"
        return self.scale if positive else Abs(self.scale)

    @property
    def shown(self) -> tuple[str, list[Expr]]:
        """Its text with the places ⟦1⟧, ⟦2⟧ of what stands there."""
        operands: list[Expr] = []
        out = self.variable.name
        if self.scale == -1:
            out = f"-{out}"
        elif self.scale != 1:
            operands.append(self.scale)
            out = f"(⟦1⟧)·{out}" if self.scale.is_Add else f"⟦1⟧·{out}"
        if self.shift != 0:
            operands.append(self.shift)
            out += f" + ⟦{len(operands)}⟧"
        return out, operands


def _number(e: Any) -> Expr:
    """Raises DeriveError for what depends on letters."""
    made = as_expression(e)
    if made.free_symbols:
        raise DeriveError(f"{made}: expected a number without letters beside a random variable.")
    return made
