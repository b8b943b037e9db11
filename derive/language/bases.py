"""The base of a measure's logarithms: None for nats, an integer ≥ 2, or a parameter b."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr, Integer

from derive.language.expressions import log
from derive.language.names import DeriveError
from derive.language.quantities import QuantityValue


def checked_base(base: Any) -> Expr:
    """The base as an expression; 0 for nats.

    Raises:
        DeriveError: for another base.
    """
    if base is None:
        return Integer(0)
    parameter = isinstance(base, QuantityValue) and not base.at and base.quantity.sign == "pos"
    whole = isinstance(base, (int, Integer)) and not isinstance(base, bool) and base >= 2
    if not (parameter or whole):
        raise DeriveError(
            f"base: got {base!r}; expected None (nats), an integer ≥ 2 (2: bits), or "
            "b = Positive('b') with a hypothesis such as Gt(b, 1)."
        )
    made: Expr = Integer(base) if whole else base
    return made


def logarithm(argument: Expr, base: Any) -> Expr:
    """ln, log to an integer ≥ 2, or log to a parameter b.

    Raises:
        DeriveError: for another base.
    """
    checked = checked_base(base)
    return log(argument, checked) if checked else log(argument)


def base_part(base: Any, operands: list[Basic]) -> list[str]:
    """The base in a measure's subscript; a parameter is one more operand."""
    if base is None:
        return []
    if not isinstance(base, QuantityValue):
        return [str(base)]
    operands.append(base)
    return [f"#{len(operands) - 1}"]
