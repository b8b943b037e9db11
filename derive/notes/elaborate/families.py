"""Laws and functions that move with a parameter by which a relation is derived: ∇_θ E_{p_θ}[f].

To first order every smooth family of laws without zeros is one of p_θ(x) ∝ exp(a(x) + θ·b(x)), and
every function f_θ(x) one of a(x) + θ·b(x), with θ moving along one direction. So these stand for
all where nothing is derived more than once, and with θ²·c(x) beside where something is, twice.
At another value of the parameter, θ_old, the law is any: nothing ties it to that at θ.
"""

from __future__ import annotations

from collections.abc import Iterable

from sympy import Add, Expr

from derive.language.alphabets import Alphabet
from derive.language.definitions import DefinedLaw, Definition
from derive.language.expressions import Inverse, Sum, exp
from derive.language.laws import Law
from derive.language.quantities import Quantity
from derive.notes.elaborate import defined, numbers
from derive.notes.elaborate.env import Env
from derive.notes.kinds import PARAMETERS, Key, whole_key
from derive.notes.resolve.laws import LawSpec
from derive.notes.source import NotRead, Span
from derive.notes.tree import Derivative, Name, Node
from derive.notes.walk import children


def moving(trees: Iterable[Node]) -> dict[Key, int]:
    """The parameters by which something in these trees is derived, with how often at most."""
    out: dict[Key, int] = {}
    for tree in trees:
        _count(tree, {}, out)
    return out


def _count(node: Node, above: dict[Key, int], out: dict[Key, int]) -> None:
    if isinstance(node, Derivative) and isinstance(node.var, Name):
        key = whole_key(node.var)
        if key.base in PARAMETERS:
            above = {**above, key: above.get(key, 0) + node.order}
            out[key] = max(out.get(key, 0), above[key])
    for child in children(node):
        _count(child, above, out)


def of_law(spec: LawSpec, at: tuple[Key, ...], env: Env) -> Law | None:
    """The law at these parameters, if one of them moves; None if none does.

    Raises:
        NotRead: where the text says itself how the law depends on it.
    """
    if not set(at) & set(env.moving):
        return None
    made = env.moved.get((spec.key, at))
    if made is None:
        made = env.moved[spec.key, at] = _law(spec, at, env)
    return made


def _law(spec: LawSpec, at: tuple[Key, ...], env: Env) -> Law:
    said = defined.definition(spec.key, (), env)
    if said is not None:
        raise NotRead(said.body.span, f"how does {spec.key.latex()}, as it is defined, move?")
    kept = [v for v in spec.outputs if v in env.used] or list(spec.outputs)
    outputs = [env.variable(spec, v) for v in (spec.outputs if spec.positional else kept)]
    inputs = [env.variable(spec, v) for v in spec.inputs]
    inputs += [env.parameter(p) for p in at if p not in env.moving]
    name = env.names.moved(spec.key, at)
    letters = [*outputs, *inputs]
    weight = exp(_moved(spec.key, letters, at, env))
    shape = env.names.latex[name]
    env.suppose(f"{shape} is smooth, and has no zeros: to first order exp(a + b {at[0].latex()})/Z")
    value = weight * Inverse(Sum(weight, *outputs))
    return DefinedLaw(name, *outputs, value=value, given=tuple(inputs))


def of_function(key: Key, letters: list[Alphabet], at: list[Key], env: Env) -> Expr:
    """f_θ(x) of which nothing is said but that it has θ, which moves."""
    from derive.notes.elaborate.values import declared

    name = env.names.moved(key, tuple(at))
    env.suppose(f"{env.names.latex[name]} is smooth")
    over = declared(letters)
    made: Expr = Definition(name, _moved(key, over, at, env), *over)(*letters)
    return made


def _moved(key: Key, letters: list[Alphabet], at: Iterable[Key], env: Env) -> Expr:
    """a(x) + θ·b(x), with as many powers of θ as it is derived."""
    from derive.notes.elaborate.values import declared

    over = declared(letters)
    terms = [Quantity(env.names.part(key, ""), *over)(*letters)]
    for p in at:
        for power in range(1, env.moving.get(p, 0) + 1):
            part = Quantity(env.names.part(key, f"{p.plain()}{power}"), *over)
            terms.append(part(*letters) * number(p, env) ** power)
    return Add(*terms)


def number(key: Key, env: Env) -> Expr:
    """The parameter as a number."""
    found = env.arguments.get(key)
    return numbers.number(key, env) if found is None else found


def refuse(times: dict[Key, int], span: Span) -> None:
    """NotRead: a third derivative."""
    for key, order in times.items():
        if order > 2:
            raise NotRead(span, f"{key.latex()}: more than two derivatives are not read")
