"""The arguments of H and I in their groups, and measures at events to a free base."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Expr

from derive.language.expressions import log
from derive.language.laws import RandomVariable
from derive.notes.kinds import whole_key
from derive.notes.tree import Call, Members, Name, Node


def in_base(make: Callable[[Any], Expr], base: Any, given: list[Any]) -> Expr:
    """The measure to a base; at an event, which knows no free base, over its logarithm."""
    if isinstance(base, Expr) and any(not isinstance(g, RandomVariable) for g in given):
        return make(None) / log(base)
    return make(base)


def groups(node: Call, at: str = "|") -> list[list[Node]]:
    """The arguments between the separators `at`."""
    groups: list[list[Node]] = [[node.args[0]]]
    for separator, arg in zip(node.separators, node.args[1:], strict=True):
        if separator in at:
            groups.append([arg])
        else:
            groups[-1].append(arg)
    return groups


def is_capital(node: Node) -> bool:
    """Whether it is written as random variables are."""
    if isinstance(node, Members):
        return all(map(is_capital, node.items))
    return isinstance(node, Name) and whole_key(node).capital
