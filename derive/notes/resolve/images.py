"""Functions of random variables, g(X) in H(g(X)), as random variables of their own."""

from __future__ import annotations

from dataclasses import replace

from derive.notes.kinds import Key, key_of
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import is_capital
from derive.notes.tree import Call, Event, Name, Node
from derive.notes.walk import mapped

_LAWS = "pqrPQR"


def imaged(node: Node) -> Node:
    """The tree with each g(X) in a measure as a name of its own."""
    node = mapped(node, imaged)
    if isinstance(node, Call) and measure_of(node) in ("H", "I"):
        return replace(node, args=tuple(map(_image, node.args)))
    return node


def _image(node: Node) -> Node:
    if isinstance(node, Event):
        return node
    simple = isinstance(node, Call) and isinstance(node.head, Name) and not measure_of(node)
    if not simple or not isinstance(node, Call) or not isinstance(node.head, Name):
        return node
    if (
        node.head.base in _LAWS
        or set(node.separators) - {","}
        or not all(map(is_capital, node.args))
    ):
        return node
    inside = ",".join(key_of(a).latex() for a in node.args if isinstance(a, Name))
    return Name(node.span, f"{key_of(node.head).latex()}({inside})")


def sources(key: Key) -> tuple[str, ...]:
    """The variables that an image is of, as X of g(X); () of any other name."""
    if not key.base.endswith(")"):
        return ()
    return tuple(key.base[key.base.index("(") + 1 : -1].split(","))
