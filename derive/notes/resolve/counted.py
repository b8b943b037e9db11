"""Σ_{i=1}^{|V|}, a count of the members of V: it is over these."""

from __future__ import annotations

from dataclasses import replace

from derive.notes.tree import Bars, Big, Name, Node, Num
from derive.notes.walk import mapped


def over_members(node: Node) -> Node:
    """The tree with Σ_{i∈V} for each Σ_{i=1}^{|V|}, and so for products."""
    node = mapped(node, over_members)
    if not isinstance(node, Big) or node.op not in ("sum", "prod") or node.over.kind != "from":
        return node
    first, last = node.over.first, node.over.last
    if not isinstance(last, Bars) or last.kind != "|" or not isinstance(last.body, Name):
        return node
    if first is not None and not (isinstance(first, Num) and first.value == 1):
        return node
    over = replace(node.over, kind="set", domain=last.body, first=None, last=None)
    return replace(node, over=over)
