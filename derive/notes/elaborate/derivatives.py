"""∂f/∂θ and d f/d L(x_i): of what is said how it depends on what moves."""

from __future__ import annotations

from sympy import Expr, S

from derive.language.derivatives import Partial, moves
from derive.language.names import DeriveError
from derive.language.quantities import QuantityValue
from derive.language.relations import Gt, Lt
from derive.notes.elaborate import functions, numbers, terms
from derive.notes.elaborate.env import Env
from derive.notes.kinds import whole_key
from derive.notes.resolve.heads import measure_of
from derive.notes.source import NotRead
from derive.notes.tree import Call, Derivative, Name, Num


def derivative(node: Derivative, env: Env) -> Expr:
    """The derivative by a number, or by a function's value at a letter.

    Raises:
        NotRead: where the text does not say how the body depends on it.
    """
    var = node.var
    key = whole_key(var) if isinstance(var, Name) else None
    by = numbers.number(key, env) if key and key in env.moving else terms.term(var, env)
    body = _body(node, env)
    if isinstance(node.body, Num):
        return S.Zero
    if not isinstance(by, QuantityValue):
        raise NotRead(var.span, "what moves in this derivative is no number")
    if not moves(body, by.quantity):
        raise NotRead(node.body.span, f"how does this depend on {by.quantity.name}?")
    if by.quantity.sign == "unit":  # as of H(p), which has no slope at its ends
        env.assumed.pop(f"0 ≤ {by.quantity.name} ≤ 1", None)
        env.suppose(f"0 < {by.quantity.name} < 1")
        env.theorems += [Gt(by, 0), Lt(by, 1)]
    try:
        for _ in range(node.order):
            body = Partial(body, by)
    except DeriveError as error:
        raise NotRead(node.span, str(error).split(". Try")[0]) from error
    return body


def _body(node: Derivative, env: Env) -> Expr:
    """What is derived; of f'(t) what f is."""
    call = node.body
    named = isinstance(call, Call) and isinstance(call.head, Name) and not measure_of(call)
    if node.op == "prime" and named and isinstance(call, Call) and isinstance(call.head, Name):
        try:
            return functions.of_number(call, call.head, env)
        except NotRead as why:
            raise NotRead(node.span, f"{why.why}: of what is this the derivative?") from why
    return terms.term(call, env)
