"""x = {x_1, …, x_n}, λ = (μ, Σ): what the parts of a name are called, and "where y_i = 1",
which i is meant: neither claims anything."""

from __future__ import annotations

from collections.abc import Sequence

from derive.notes.chains import Chain
from derive.notes.source import NotRead
from derive.notes.tree import Dots, Members, Name, Node, Num, Range

Sides = Sequence[Node | NotRead | None]


def introduced(chains: Sequence[Chain], trees: Sequence[Sides]) -> set[tuple[int, int]]:
    """The relations that say what the parts of a name are called: of a name, to a row of names, the
    last alike."""
    out = set()
    for k, (chain, row) in enumerate(zip(chains, trees, strict=True)):
        for n, sign in enumerate(chain.signs):
            left, right = row[n], row[n + 1]
            named = isinstance(left, Name) or (n > 0 and isinstance(row[0], Name))
            if chain.joined == "where" and sign.rel == "=" and _chooses(left, right):
                out.add((k, n))
            if sign.rel in ("=", ":=") and named and _are_parts(right):
                out.add((k, n))
    return out


def _chooses(left: object, right: object) -> bool:
    """Of "where y_i = 1", which says which i is meant."""
    return isinstance(left, Name) and bool(left.sub) and isinstance(right, Num)


def _are_parts(row: object) -> bool:
    if not isinstance(row, Members) or row.brackets not in ("{}", "()", "[]"):
        return False
    plain = all(isinstance(i, (Name, Range, Dots)) for i in row.items)
    return plain and not row.where and len({*row.items}) == len(row.items) > 0
