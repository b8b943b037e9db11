"""∂L/∂p_j, where p_j is said to be made of others: p moves by itself, and is then what it is.

That is how a chain rule is written, dL/dz = dL/da · da/dz with a = σ(z). The derivative is worked
out while p is free, and what p is put in behind that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Basic, Expr

from derive.language.alphabets import Alphabet
from derive.language.definitions import Defined
from derive.language.derivatives import moves
from derive.language.laws import LawValue
from derive.language.putting import occurs, put
from derive.language.quantities import Quantity, QuantityValue
from derive.notes.elaborate.logistic import complemented
from derive.translate.differentiation import derivative as worked_out


def derivative(body: Expr, by: Expr, whole: Expr, order: int) -> Expr | None:
    """The derivative by what is free in the body, at what it is; None where that does not move, or
    is no number.

    Raises:
        DeriveError: where there is no rule for it.
    """
    letters = _letters(by)
    if letters is None or not all(isinstance(i, Alphabet) for i in letters):
        return None
    moving = Quantity("moves", *letters)
    body = _swapped(body, by, moving)
    if not moves(body, moving) or (isinstance(by, LawValue) and occurs(by.law, body)):
        return None  # a marginal of q does not move with q_j alone
    for _ in range(order):
        body = worked_out(body, moving(*letters))
    return complemented(put(body, moving, whole))


def _letters(by: Expr) -> tuple[Any, ...] | None:
    """Where a number, a function's value, or a law's stands."""
    if isinstance(by, QuantityValue):
        return tuple(by.at)
    return tuple(i for _, i in by.at) if isinstance(by, LawValue) else None


def _swapped(e: Expr, by: Expr, moving: Quantity) -> Expr:
    """e with values of the moving quantity for those of what is derived by."""
    is_same = _like(by)

    def swapped(node: Any) -> Any:
        if not isinstance(node, Basic):
            return node
        if is_same(node):
            return moving(*(_letters(node) or ()))
        is_made = isinstance(node, Defined) and isinstance(by, QuantityValue)
        if is_made and occurs(by.quantity, node):
            return swapped(node.unfold())  # a law that is made of what moves
        return node.func(*map(swapped, node.args)) if node.args else node

    made: Expr = swapped(e)
    return made


def _like(by: Expr) -> Callable[[Basic], bool]:
    if isinstance(by, QuantityValue):
        return lambda n: isinstance(n, QuantityValue) and n.quantity == by.quantity
    shown = [v for v, _ in by.at] if isinstance(by, LawValue) else []
    return lambda n: (
        isinstance(n, LawValue) and isinstance(by, LawValue) and n.law == by.law
        and [v for v, _ in n.at] == shown
    )  # fmt: skip
