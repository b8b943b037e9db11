"""Which definitions the formulas of a section reach, and what these show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from derive.notes.kinds import Key, key_of
from derive.notes.resolve.calls import head_of
from derive.notes.resolve.letters import is_index
from derive.notes.resolve.notation import DefinedAs
from derive.notes.tree import Call, Name, Node
from derive.notes.walk import walk


def before(defined: Mapping[Key, list[DefinedAs]], last: int) -> dict[Key, list[DefinedAs]]:
    """The definitions that stand before the end of a section."""
    return {key: [d for d in every if d.block < last] for key, every in defined.items()}


def used(
    trees: list[Node], defined: Mapping[Key, list[DefinedAs]], bound: set[Key]
) -> list[DefinedAs]:
    """The definitions of names that a section uses: their letters are its letters."""
    out: list[DefinedAs] = []
    seen: set[Key] = set()
    todo = list(trees)
    while todo:
        for node in walk(todo.pop()):
            if not isinstance(node, Name):
                continue
            keys = [head_of(node, bound)[0]]  # q_θ
            if all(is_index(i, bound) for i in node.sub):  # a_k, an a with an index
                keys.append(key_of(node))
            for key in keys:
                if key not in seen:
                    seen.add(key)
                    out += defined.get(key, ())
                    todo += [d.body for d in defined.get(key, ())]
    return out


def conditionals(used: Iterable[DefinedAs]) -> Iterator[Node]:
    """The left sides π(y|x) of what the text defines in words: they show what such a law is of,
    where formulas have its bare name alone."""
    for d in used:
        name = d.fact.names[0] if d.fact is not None else None
        if isinstance(name, Call) and "|" in name.separators:
            yield name
