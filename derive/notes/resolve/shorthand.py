"""f for a value f(y|x): a name that is a law elsewhere, and in a section a number alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.notes.kinds import Key, whole_key
from derive.notes.resolve.heads import measure_of
from derive.notes.tree import Big, Call, Event, Mean, Members, Name, Node
from derive.notes.walk import children


def numbers(trees: Iterable[Node]) -> set[Key]:
    """Names without a subscript that stand in sums and products of these trees, and nowhere where
    a law does: in a mean, a measure, a sum without a letter, before a bracket, or in a relation."""
    plain: set[Key] = set()
    others: set[Key] = set()
    for tree in trees:
        for name, is_plain in _names(tree, True):
            (plain if is_plain and not (name.sub or name.sup) else others).add(whole_key(name))
    return plain - others


def _names(node: Node, is_plain: bool) -> Iterator[tuple[Name, bool]]:
    if isinstance(node, Name):
        yield node, is_plain
    of_laws = isinstance(node, (Mean, Event, Members)) or (
        isinstance(node, Big) and node.over.kind == "free"
    )
    if isinstance(node, Call):
        of_laws = bool(measure_of(node))
        if isinstance(node.head, Name):
            yield node.head, False
    for child in children(node):
        yield from _names(child, is_plain and not of_laws)
