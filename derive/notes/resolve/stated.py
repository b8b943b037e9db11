"""What the text states of random variables: which belong to one law, which have one alphabet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from derive.notes.facts import OF_VARIABLES, Fact
from derive.notes.kinds import Key, key_of, whole_key
from derive.notes.resolve.alphabets import letter
from derive.notes.resolve.notation import Notation
from derive.notes.tree import Members, Name, Node, Range


def brought(facts: Sequence[Fact], out: Notation) -> None:
    """The variables of which the text says something together with those of the formulas."""
    every = [
        {k for n in (*f.names, *f.values) for k in _in(n)} for f in facts if f.kind in OF_VARIABLES
    ]
    while more := [v for v in every if v & out.variables and not v <= out.variables]:
        out.variables.update(*more)


def alike(facts: Sequence[Fact], out: Notation) -> None:
    """Variables of one law have one alphabet."""
    for fact in facts:
        if fact.kind in ("iid", "same law"):
            found = [k for n in fact.names for k in _members(n, out)]
            for one, other in pairwise(found):
                out.alphabets.unite(letter(one), letter(other))


def _in(node: Node) -> set[Key]:
    """The variables in a name."""
    if isinstance(node, Members):
        return {k for n in node.items for k in _in(n)}
    capital = isinstance(node, Name) and whole_key(node).capital
    return {whole_key(node).lower()} if isinstance(node, Name) and capital else set()


def _members(node: Node, out: Notation) -> list[Key]:
    """Of X_1, …, X_n all that there are."""
    inside = (node.of or node.first) if isinstance(node, Range) else None
    if isinstance(inside, Name):
        stem = key_of(inside).lower()
        return sorted(k for k in out.variables if k.marks and replace(k, marks=()) == stem)
    return sorted(_in(node) & out.variables)
