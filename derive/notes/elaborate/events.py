"""Events of random variables, and their probabilities."""

from __future__ import annotations

from typing import Any

from sympy import Expr

from derive.language.events import In, P, equal
from derive.language.names import DeriveError
from derive.notes.elaborate import measures, sets
from derive.notes.elaborate.env import Env
from derive.notes.kinds import whole_key
from derive.notes.resolve.laws import place_of
from derive.notes.resolve.letters import ref_of
from derive.notes.source import NotRead
from derive.notes.tree import Call, Event, Name, Node


def event(node: Event, env: Env) -> Any:
    """X = x, X ≠ Y."""
    if not isinstance(node.lhs, Name) or not measures.is_variable(node.lhs, env):
        raise NotRead(node.span, "an event of this kind is not read")
    if node.rel in ("in", "notin") and isinstance(node.rhs, Name):
        return _member(node.lhs, node.rhs, node.rel == "notin", env)
    if node.rel not in ("=", "!="):
        raise NotRead(node.span, f"an event with {node.rel} is not read")
    one = env.random(whole_key(node.lhs).lower(), node.span)
    other: Any
    if measures.is_variable(node.rhs, env) and isinstance(node.rhs, Name):
        other = env.random(whole_key(node.rhs).lower(), node.span)
    else:
        ref = ref_of(node.rhs, env.notation.uses.bound)
        main = env.notation.main
        if ref is None or main is None:
            raise NotRead(node.rhs.span, "the letter of this event is not read")
        spec = env.notation.laws[main]
        other = env.letter(ref, place_of(spec, whole_key(node.lhs).lower()), node.span)
    try:
        made = equal(one, other)
    except DeriveError as error:
        raise NotRead(node.span, str(error).split(". Try")[0]) from error
    return made if node.rel == "=" else ~made


def _member(variable: Name, of: Name, outside: bool, env: Env) -> Any:
    """X ∈ A, X ∉ A."""
    one = env.random(whole_key(variable).lower(), variable.span)
    try:
        made = In(one, sets.subset(whole_key(of), env, of.span))
    except DeriveError as error:
        raise NotRead(of.span, str(error).split(". Try")[0]) from error
    return ~made if outside else made


def probability(node: Call, env: Env) -> Expr:
    """P(X = x), P(X = x | Y = y), and P(X), at the letter that X then takes."""
    sides: list[list[Node]] = [[node.args[0]]]
    for separator, arg in zip(node.separators, node.args[1:], strict=True):
        if separator == "|":
            sides.append([arg])
        else:
            sides[-1].append(arg)
    if len(sides) > 2:
        raise NotRead(node.span, "two bars in a probability")
    both = [_all(side, env) for side in sides]
    made: Expr = P(both[0]) if len(both) == 1 else P(both[0] | both[1])
    return made


def _all(nodes: list[Node], env: Env) -> Any:
    found = [_event(n, env) for n in nodes]
    out = found[0]
    for e in found[1:]:
        out = out & e
    return out


def _event(node: Node, env: Env) -> Any:
    if isinstance(node, Event):
        return event(node, env)
    raise NotRead(node.span, "the probability of this is not read")
