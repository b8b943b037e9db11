"""Indices in brackets above a name, x^{(i)}: the i-th of several, as x_i."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from derive.notes.kinds import INDICES, PARAMETERS
from derive.notes.source import NotRead
from derive.notes.tree import Big, Call, Members, Name, Node, Num
from derive.notes.walk import bound, mapped, walk


@dataclass(frozen=True)
class Above:
    """bound: what sums run over. both: names that have an index in either place in these notes, so
    that x^{(i)} is another thing than x_i."""

    bound: frozenset[Node]
    both: frozenset[str]

    def lowered(self, node: Node, inside: frozenset[Node] = frozenset()) -> Node:
        """The tree with x_i for x^{(i)}; of a law q^{(t)}(x) where a sum runs over t.

        NotRead: of an index that a sum runs over, where it is not told from another.
        """
        if isinstance(node, Big):
            inside |= {n for n in node.over.letters if isinstance(n, Name)}
        if isinstance(node, Call):  # q^{(t)}(x) is a law of its own, unless a sum runs over t
            runs = isinstance(node.head, Name) and _index(node.head) in inside
            head = self.lowered(node.head, inside) if runs else node.head
            return replace(node, head=head, args=tuple(self.lowered(a, inside) for a in node.args))
        node = mapped(node, lambda n: self.lowered(n, inside))
        index = _index(node) if isinstance(node, Name) else None
        if index is None or not isinstance(node, Name) or node.base in PARAMETERS:
            return node
        if node in self.bound:  # it is drawn, or summed over, as a letter
            return node
        if node.base in self.both or node.sub:
            if index in inside:
                said = f"{node.span.text}: {node.base} has indices above and below"
                raise NotRead(node.span, f"{said}, and nothing tells what they are")
            return node
        runs = isinstance(index, Num) or index in self.bound or _is_index(index)
        return replace(node, sub=(index,), sup=()) if runs else node


def above(trees: Iterable[Node]) -> Above:
    """What these trees show of indices above names."""
    nodes = [n for t in trees for n in walk(t)]
    names = [n for n in nodes if isinstance(n, Name)]
    high = {n.base for n in names if _index(n) is not None and not n.sub}
    low = {n.base for n in names if len(n.sub) == 1 and not n.sup}
    runs = frozenset(i for n in nodes for i in bound(n))
    return Above(runs, frozenset(high & low))


def _index(name: Name) -> Node | None:
    (above_it, *more) = name.sup or (None,)
    if more or not isinstance(above_it, Members) or above_it.brackets != "()" or above_it.where:
        return None
    (index, *others) = above_it.items or (None,)
    return index if isinstance(index, (Name, Num)) and not others else None


def _is_index(node: Node) -> bool:
    return isinstance(node, Name) and node.base in INDICES and not (node.sub or node.sup)
