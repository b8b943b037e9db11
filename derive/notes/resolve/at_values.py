"""H(X | y): of what X is where Y = y, told by a small letter beside capitals."""

from __future__ import annotations

from dataclasses import replace

from derive.notes.kinds import INDICES, PARAMETERS
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import is_capital
from derive.notes.tree import Call, Event, Name, Node
from derive.notes.walk import mapped


def at_values(node: Node) -> Node:
    """The tree with small letters behind the bars of H and I as events: H(X | Y = y)."""
    node = mapped(node, at_values)
    if not isinstance(node, Call) or measure_of(node) not in ("H", "I"):
        return node
    if "|" not in node.separators:
        return node
    bar = node.separators.index("|") + 1
    if not all(map(is_capital, node.args[:bar])):
        return node
    given = (_at_value(a) for a in node.args[bar:])
    return replace(node, args=(*node.args[:bar], *given))


def _at_value(node: Node) -> Node:
    if not isinstance(node, Name) or len(node.base) != 1 or not node.base.islower():
        return node
    indices = all(isinstance(s, Name) and s.base in INDICES for s in node.sub)
    if node.sup or node.base in PARAMETERS or not indices:
        return node
    variable = replace(node, base=node.base.upper(), primes=0, sub=())
    return Event(node.span, variable, "=", node)
