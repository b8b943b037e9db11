"""Functions of numbers: σ(z) = 1/(1 + e^{−z}), f(t) = t log t, put in where they are used."""

from __future__ import annotations

from sympy import Expr

from derive.language.expressions import Inverse, exp
from derive.notes.elaborate import terms
from derive.notes.elaborate.env import Env
from derive.notes.kinds import Key
from derive.notes.resolve.uses import head_of
from derive.notes.source import NotRead
from derive.notes.tree import Call, Name


def is_numeric(head: Name, env: Env) -> bool:
    """Whether the name is a function that is taken of numbers somewhere, not of letters only."""
    return head_of(head, env.notation.uses.bound)[0] in env.notation.numeric


def of_number(node: Call, head: Name, env: Env) -> Expr:
    """The definition at these numbers.

    Raises:
        NotRead: if there is none.
    """
    key = head_of(head, env.notation.uses.bound)[0]
    found = [d for d in env.notation.defined.get(key, ()) if env.reaches(d)]
    if not found and key == Key(r"\sigma") and len(node.args) == 1:
        env.suppose("σ is the logistic function")
        return Inverse(1 + exp(-terms.term(node.args[0], env)))
    if not found or key in env.unfolding:
        raise NotRead(node.span, f"{key.latex()} is taken of numbers, and nothing says what it is")
    d = found[-1]
    if len(d.parameters) != len(node.args):
        raise NotRead(node.span, f"{key.latex()} is defined of {len(d.parameters)} numbers")
    given = [terms.term(a, env) for a in node.args]
    own = [p.ref.base for p in d.parameters]
    before = env.arguments
    env.arguments = dict(zip(own, given, strict=True))
    env.unfolding.append(key)
    try:
        made = terms.term(d.body, env)
    finally:
        env.arguments = before
        env.unfolding.pop()
    if d.fact is not None:
        env.rests.setdefault(d.fact.number)
    return made
