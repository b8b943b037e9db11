"""Derivatives in formulas: ∂/∂θ [Σ_x exp(θ·φ(x))], also by a quantity at a letter, ∂/∂s(i) [f].

The value is that of the derivative as other letters and quantities stand. What it is as an
expression without derivatives is said by the rules of `derive.translate.differentiation`, and
computed at a model, by other code, by the attack.
"""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr

from derive.language.definitions import DefinedLaw, Definition
from derive.language.expressions import NoCancel
from derive.language.families import Family
from derive.language.names import DeriveError
from derive.language.quantities import CodeLengths, Quantity, QuantityValue
from derive.language.relations import as_expression


class Partial(NoCancel):
    """∂f/∂θ for a quantity θ, at letters where it has them: made by `Derivative(f, θ)`."""

    def __new__(cls, f: Any, wrt: Any) -> Expr:
        e, by = as_expression(f), as_expression(wrt)
        if type(by) is not QuantityValue or type(by.quantity) not in (Quantity, CodeLengths):
            raise DeriveError(
                f"Derivative(f, θ): got θ = {wrt!r}; expected a real quantity such as Real('θ'), "
                "or one at letters such as s(i)."
            )
        obj: Expr = Expr.__new__(cls, e, by)
        return obj

    @property
    def f(self) -> Expr:
        """What is differentiated."""
        return self.args[0]

    @property
    def wrt(self) -> QuantityValue:
        """The quantity by which."""
        return self.args[1]

    def _sympystr(self, printer: Any) -> str:
        return f"∂/∂{printer._print(self.wrt)} [{printer._print(self.f)}]"

    def _latex(self, printer: Any) -> str:
        below = rf"\partial {printer._print(self.wrt)}"
        return rf"\frac{{\partial}}{{{below}}} \left[ {printer._print(self.f)} \right]"


def moves(e: Any, quantity: Quantity) -> bool:
    """Whether the quantity occurs in e, in what e is defined from too."""
    if isinstance(e, (DefinedLaw, Definition)):
        return moves(e.body, quantity)
    if isinstance(e, Family):
        return any(moves(a, quantity) for a in e.parameters)
    return e == quantity or any(moves(a, quantity) for a in e.args)


def has_derivative(e: Basic) -> bool:
    """Whether a derivative occurs in e, in what e is defined from too."""
    if isinstance(e, (DefinedLaw, Definition)):
        return has_derivative(e.body)
    return isinstance(e, Partial) or any(map(has_derivative, e.args))
