"""∂f/∂θ and d f/d L(x_i): of what is said how it depends on what moves."""

from __future__ import annotations

from sympy import Expr

from derive.language.derivatives import Partial, moves
from derive.language.names import DeriveError
from derive.language.quantities import QuantityValue
from derive.notes.elaborate import terms
from derive.notes.elaborate.env import Env
from derive.notes.kinds import whole_key
from derive.notes.source import NotRead
from derive.notes.tree import Derivative, Name


def derivative(node: Derivative, env: Env) -> Expr:
    """The derivative by a number, or by a function's value at a letter.

    Raises:
        NotRead: where the text does not say how the body depends on it.
    """
    var = node.var
    if isinstance(var, Name) and whole_key(var) in _parameters(env):
        raise NotRead(node.span, f"how do the laws depend on {whole_key(var).latex()}?")
    by, body = terms.term(var, env), terms.term(node.body, env)
    if not isinstance(by, QuantityValue):
        raise NotRead(var.span, "what moves in this derivative is no number")
    if not moves(body, by.quantity):
        raise NotRead(node.body.span, f"how does this depend on {by.quantity.name}?")
    try:
        for _ in range(node.order):
            body = Partial(body, by)
    except DeriveError as error:
        raise NotRead(node.span, str(error).split(". Try")[0]) from error
    return body


def _parameters(env: Env) -> set[object]:
    return {p for spec in env.notation.laws.values() for p in spec.parameters}
