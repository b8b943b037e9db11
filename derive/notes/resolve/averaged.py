"""Random variables of which nothing is known but their means, E[(R − b)²] and Var(R)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from derive.notes.kinds import Key, whole_key
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import is_capital
from derive.notes.tree import Big, Call, Mean, Mul, Name, Node
from derive.notes.walk import children


@dataclass(frozen=True)
class _Place:
    """A capital as it stands: within a mean that names no law, and there as more than a factor."""

    name: Name
    is_averaged: bool
    is_more: bool


def averaged(trees: Iterable[Node]) -> list[Name]:
    """The capitals in means without a law, which stand as numbers nowhere else: E[R²] is a mean of
    values of R, where E[R] alone may be but a number."""
    found: dict[Key, list[_Place]] = {}
    for tree in trees:
        for place in _places(tree, False, False):
            found.setdefault(whole_key(place.name), []).append(place)
    return [
        places[0].name
        for key, places in found.items()
        if key.base not in ("P", "Q") and all(p.is_averaged for p in places)
        if any(p.is_more for p in places)
    ]


def _places(node: Node, within: bool, more: bool) -> Iterator[_Place]:
    if isinstance(node, Name):
        if is_capital(node):
            yield _Place(node, within, more)
        return
    if isinstance(node, Mean) and node.given and not node.law:
        yield from _places(node.body, True, True)
        return
    if isinstance(node, Mean) and not node.law:
        factors = node.body.factors if isinstance(node.body, Mul) else (node.body,)
        for factor in factors:
            plain = isinstance(factor, Name) and node.op == "E"
            yield from _places(factor, True, not plain)
        return
    if isinstance(node, Call):
        for arg in () if measure_of(node) else node.args:
            yield from _places(arg, within, more)
        return
    if isinstance(node, Big):  # its end T counts, and is no value
        yield from _places(node.body, within, more)
        return
    for child in children(node):
        yield from _places(child, within, more)
