"""∂f/∂θ and d f/d L(x_i): of what is said how it depends on what moves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sympy import Expr, S

from derive.language.definitions import DefinedLaw
from derive.language.derivatives import Partial, moves
from derive.language.laws import LawValue
from derive.language.names import DeriveError
from derive.language.quantities import QuantityValue, Real
from derive.language.relations import Gt, Lt
from derive.notes.elaborate import defined, functions, inner, numbers, terms
from derive.notes.elaborate.env import Env
from derive.notes.kinds import Key, key_of, whole_key
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import Arg, is_index, ref_of
from derive.notes.source import NotRead
from derive.notes.tree import Call, Derivative, Name, Num


def derivative(node: Derivative, env: Env) -> Expr:
    """The derivative by a number, or by a function's value at a letter.

    Raises:
        NotRead: where the text does not say how the body depends on it.
    """
    var = node.var
    if node.op == "prime" and not isinstance(var, Name):
        return _at(node, env)
    key = whole_key(var) if isinstance(var, Name) else None
    own = _made_of(var, env) if isinstance(var, Name) and node.op != "prime" else None
    if own is not None:
        return _by_itself(node, own, env)
    by = numbers.number(key, env) if key and key in env.moving else terms.term(var, env)
    body = _body(node, env)
    if isinstance(node.body, Num):
        return S.Zero
    if isinstance(by, LawValue):  # ∂L/∂q_j, as if the q_j were free
        made = inner.derivative(body, by, by, node.order)
        if made is not None:
            return made
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


def _at(node: Derivative, env: Env) -> Expr:
    """f'(1), f''(a + b): the derivative of what f is, at a number."""
    call, value = node.body, terms.term(node.var, env)
    if not isinstance(call, Call) or not isinstance(call.head, Name):
        raise NotRead(node.span, "what moves in this derivative is no number")
    own = Name(node.span, "t", primes=1)
    before, by = env.arguments, Real("t′")
    env.arguments = {**before, whole_key(own): by}
    try:
        body = functions.of_number(replace(call, args=(own,)), call.head, env)
        made = inner.derivative(body, by, value, node.order)
    except DeriveError as error:
        raise NotRead(node.span, str(error).split(". Try")[0]) from error
    finally:
        env.arguments = before
    return S.Zero if made is None else made


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


def _made_of(var: Name, env: Env) -> Key | None:
    """The name of what is derived by, where the text says what it is."""
    bound = env.notation.uses.bound
    indexed = bool(var.sub) and all(is_index(s, bound) for s in var.sub)
    key = key_of(var) if indexed else whole_key(var)
    refs = [ref_of(s, bound) for s in var.sub] if indexed else []
    args = tuple(Arg(r) for r in refs if r is not None)
    return key if defined.definition(key, args, env) is not None else None


def _by_itself(node: Derivative, key: Key, env: Env) -> Expr:
    """∂L/∂p_j of a p that the text says is made of others."""
    whole = terms.term(node.var, env)
    terms.term(node.body, env)  # what it rests on
    with _free(key, env):
        by, body = terms.term(node.var, env), terms.term(node.body, env)
    try:
        made = inner.derivative(body, by, whole, node.order)
    except DeriveError as error:
        raise NotRead(node.span, str(error).split(". Try")[0]) from error
    if made is None:
        raise NotRead(node.body.span, f"how does this depend on {key.latex()}?")
    return made


@contextmanager
def _free(key: Key, env: Env) -> Iterator[None]:
    """Meanwhile the name stands for itself; what is said of it meanwhile is forgotten."""
    before = env.laws, env.unlicensed, env.assumed, env.guessed
    env.laws = {k: v for k, v in env.laws.items() if not isinstance(v, DefinedLaw)}
    env.unlicensed, env.assumed, env.guessed = (
        {**env.unlicensed}, {**env.assumed}, {**env.guessed}
    )  # fmt: skip
    env.unfolding.append(key)
    try:
        yield
    finally:
        env.unfolding.pop()
        env.laws, env.unlicensed, env.assumed, env.guessed = before
