"""Where sequences end, as the text says: p_1, …, p_n. A sum of their members to another end runs
over a part of them, and does not say how many letters there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from derive.notes.facts import Fact
from derive.notes.kinds import Key, key_of, whole_key
from derive.notes.tree import Big, Name, Num, Range
from derive.notes.walk import walk

_SAYING = ("law", "arbitrary", "positive")


def ends_of(facts: Iterable[Fact]) -> dict[Key, Key]:
    """The last index of each law that the text writes out; none of one with two."""
    found: dict[Key, set[Key]] = {}
    ranges = (n for f in facts if f.kind in _SAYING for n in f.names if isinstance(n, Range))
    for r in ranges:
        if isinstance(r.of, Name) and isinstance(r.first, Num) and isinstance(r.last, Name):
            found.setdefault(key_of(r.of), set()).add(whole_key(r.last))
    return {head: ends.pop() for head, ends in found.items() if len(ends) == 1}


def other_end(node: Big, ends: Mapping[Key, Key]) -> Key | None:
    """The end that is said of what a sum is of, where it has another; None where it has not."""
    last, letters = node.over.last, node.over.letters
    if not isinstance(last, Name):
        return None
    members = (n for n in walk(node.body) if isinstance(n, Name) and set(n.sub) & set(letters))
    said = {ends[key_of(n)] for n in members if key_of(n) in ends}
    return said.pop() if len(said) == 1 and whole_key(last) not in said else None
