"""Σ_{i∈S} y_i: is S all the indices of the row y, or a part of them?

Where the row has one range in all of the notes, that is all that is said of it, so that S is its
index set; I is that of i. Where it is also summed over another set or from 1 to n, nothing says
that they are the same, as in Σ_{i∈ℳ} y_i of the misclassified beside Σ_{i=1}^n y_i.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from derive.notes.kinds import INDICES, Key, whole_key
from derive.notes.tree import Big, Call, Name, Node
from derive.notes.walk import walk

_Ranges = Mapping[str, set[Key | None]]


def ranges(node: Big) -> Iterator[tuple[str, Key | None]]:
    """The rows in a sum over an index, and the set it runs over; None of Σ_i and Σ_{i=1}^n."""
    over = node.over
    key = whole_key(over.domain) if isinstance(over.domain, Name) else None
    indices = [n for n in over.letters if isinstance(n, Name) and n.base in INDICES and not n.sub]
    for row in walk(node.body):
        if (of := _row(row)) is not None and any(i.base in of[1] for i in indices):
            yield of[0], key


def is_partial(node: Big, seen: _Ranges, parts: Collection[Key]) -> bool:
    """Whether a row in a sum over a named set, of which nothing says that it is a part, has other
    ranges in the notes."""
    found = [(row, key) for row, key in ranges(node) if key is not None and key not in parts]
    return any(seen.get(row, set()) - {key, *_all_of(node, key)} for row, key in found)


def _all_of(node: Big, key: Key) -> list[None]:
    """That I is all that an i is, as 𝒳 is of x."""
    own = key.bare().lower().base
    return [None for n in node.over.letters if isinstance(n, Name) and n.base == own]


def _row(node: Node) -> tuple[str, set[str]] | None:
    """A name with its indices, q_i and p(i)."""
    if isinstance(node, Call) and isinstance(node.head, Name):
        inner = _row(node.head)
        at = {a.base for a in node.args if isinstance(a, Name)}
        return node.head.base, at | (inner[1] if inner else set())
    if isinstance(node, Name):
        inside = (n for s in (*node.sub, *node.sup) for n in walk(s))
        return node.base, {n.base for n in inside if isinstance(n, Name)}
    return None
