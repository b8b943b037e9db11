"""H(X | y): of what X is where Y = y, told by a small letter beside capitals; P_Y(0 | X = x), of
what Y is."""

from __future__ import annotations

from dataclasses import replace

from derive.notes.kinds import INDICES, PARAMETERS
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import is_capital
from derive.notes.tree import Call, Event, Name, Node, Num
from derive.notes.walk import mapped


def at_values(node: Node) -> Node:
    """The tree with small letters behind the bars of H and I as events: H(X | Y = y)."""
    node = mapped(node, at_values)
    if isinstance(node, Call) and isinstance(node.head, Name) and _is_below(node, node.head):
        own = Event(node.args[0].span, node.head.sub[0], "=", node.args[0])
        return replace(node, args=(own, *node.args[1:]), head=replace(node.head, sub=()))
    if not isinstance(node, Call) or measure_of(node) not in ("H", "I"):
        return node
    if "|" not in node.separators:
        return node
    bar = node.separators.index("|") + 1
    if not all(map(is_capital, node.args[:bar])):
        return node
    given = (_at_value(a) for a in node.args[bar:])
    return replace(node, args=(*node.args[:bar], *given))


def _is_below(node: Call, head: Name) -> bool:
    """P_Y(0 | X = x), of which the variable below is at the number."""
    one = len(head.sub) == 1 and is_capital(head.sub[0]) and not head.sup
    events = bool(node.args[1:]) and all(isinstance(a, Event) for a in node.args[1:])
    given = events and node.separators[:1] == ("|",)
    return head.base in ("p", "P", "f") and one and given and isinstance(node.args[0], (Num, Name))


def _at_value(node: Node) -> Node:
    if not isinstance(node, Name) or len(node.base) != 1 or not node.base.islower():
        return node
    indices = all(isinstance(s, Name) and s.base in INDICES for s in node.sub)
    if node.sup or node.base in PARAMETERS or not indices:
        return node
    variable = replace(node, base=node.base.upper(), primes=0, sub=())
    return Event(node.span, variable, "=", node)
