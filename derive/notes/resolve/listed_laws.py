"""H(p_1, …, p_n), of the law whose values are listed: H(p)."""

from __future__ import annotations

from dataclasses import replace

from derive.notes.facts.law_lists import is_list, row_of_law
from derive.notes.resolve.heads import measure_of
from derive.notes.source import NotRead
from derive.notes.tree import Call, Name, Node
from derive.notes.walk import mapped


def listed(node: Node) -> Node:
    """The tree with the law for its list.

    Raises:
        NotRead: a list that goes on, as H(p_1, …, p_n, 0).
    """
    row = row_of_law(node)
    if row is not None and row.of is not None and isinstance(node, Call):
        head = node.head
        if isinstance(head, Name) and head.sub == (row.last,):
            head = replace(head, sub=())  # the H_n of H_n(p_1, …, p_n)
        return replace(node, head=head, args=(row.of,))
    if isinstance(node, Call) and measure_of(node) == "H" and any(map(is_list, node.args)):
        raise NotRead(node.span, "H of a law's list and of more is not read")
    return mapped(node, listed)
