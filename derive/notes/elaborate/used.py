"""The variables that occur in a chain: laws are taken of these, not of all in the section."""

from __future__ import annotations

from collections.abc import Iterable

from derive.notes.kinds import Key, walk, whole_key
from derive.notes.resolve.laws import variables_at
from derive.notes.resolve.notation import Notation
from derive.notes.resolve.uses import head_of, uses_of
from derive.notes.tree import Name, Node


def used_in(trees: Iterable[Node], notation: Notation) -> frozenset[Key]:
    """The letters that name variables in the trees, and in what their names are defined as."""
    todo = list(trees)
    every: list[Node] = []
    seen: set[Key] = set()
    while todo:
        tree = todo.pop()
        every.append(tree)
        for node in walk(tree):
            if not isinstance(node, Name):
                continue
            key = head_of(node, notation.uses.bound)[0]
            if key not in seen:
                seen.add(key)
                todo += [d.body for d in notation.defined.get(key, ())]
    out = {
        whole_key(n).lower()
        for t in every
        for n in walk(t)
        if isinstance(n, Name) and whole_key(n).lower() in notation.variables
    }
    for use in uses_of(every).calls:
        out |= {v for v in variables_at((*use.left, *use.right)) if v is not None}
    return frozenset(out)
