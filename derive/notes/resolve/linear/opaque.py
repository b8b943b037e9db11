"""p(y_i | x_i, w) of which nothing is said, beside components of x: a number for each i."""

from __future__ import annotations

from dataclasses import replace

from derive.notes.resolve.linear.reading import Reading
from derive.notes.resolve.linear.shapes import parted, runs
from derive.notes.tree import Call, Event, Hole, Name, Node
from derive.notes.written import latex


def law_value(r: Reading, call: Call) -> Name:
    """The name of the number, with the indices of what the law is given."""
    bound = r.known.bound
    index: list[Node] = []

    def plain(node: Node) -> Node:
        if isinstance(node, Event):
            right = node.rhs
            if runs(right, bound):
                index.append(right)
                right = Hole(right.span)
            return replace(node, lhs=plain(node.lhs), rhs=right)
        if not isinstance(node, Name):
            return node
        if runs(node, bound):
            index.append(node)
            return Hole(node.span)
        parts = parted(node, bound)
        index.extend((*parts.above, *parts.below))
        return replace(node, sub=tuple(s for s in node.sub if s not in parts.below), sup=())

    bare = replace(call, args=tuple(map(plain, call.args)))
    return Name(call.span, "{" + latex(bare) + "}", sub=tuple(dict.fromkeys(index)))
