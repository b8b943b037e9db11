"""Functions of random variables, g(X) in H(g(X)), as random variables of their own."""

from __future__ import annotations

import re
from dataclasses import replace

from derive.notes.facts.making import XOR, summands
from derive.notes.kinds import Key, key_of
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import is_capital
from derive.notes.tree import Add, Call, Event, Name, Neg, Node
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
    if parts := summands(node):
        return node if any(n.base in _LAWS for n in parts) else _sum(node, parts)
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


def _sum(node: Node, parts: tuple[Name, ...]) -> Node:
    """X + Z, X − Z, X ⊕ Z."""
    terms = node.terms if isinstance(node, Add) else parts
    signs = ["-" if isinstance(x, Neg) else XOR if isinstance(node, Call) else "+" for x in terms]
    inside = " ".join(f"{s} {key_of(p).latex()}" for s, p in zip(signs, parts, strict=True))
    return Name(node.span, f"({inside.removeprefix('+ ').removeprefix(XOR + ' ')})")


def sources(key: Key) -> tuple[str, ...]:
    """The variables that an image is of, as X of g(X), X and Z of X + Z; () of any other name."""
    if not key.base.endswith(")"):
        return ()
    inside = key.base[key.base.index("(") + 1 : -1]
    return tuple(x.strip() for x in _BETWEEN.split(inside) if x.strip())


def is_sum(key: Key) -> bool:
    """Whether it is an X + Z, X − Z or X ⊕ Z, of which each part is known by the others."""
    return key.base.startswith("(") and bool(sources(key))


_BETWEEN = re.compile(r",| \\oplus |(?:^| )[+-] ")
