"""Which laws are said to be normal laws of vectors with independent components, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from derive.notes.blocks import Document
from derive.notes.chains import Chain
from derive.notes.facts import Fact, Scope
from derive.notes.facts.diagonals import Diagonal, diagonal
from derive.notes.facts.scopes import section
from derive.notes.kinds import Key
from derive.notes.resolve.calls import head_of
from derive.notes.source import NotRead
from derive.notes.tree import Call, Name, Node

Sides = Sequence[Node | NotRead | None]


class Said(NamedTuple):
    """What a law is said to be; number: of the fact that says it, 0 of a display."""

    key: Key
    law: Diagonal
    number: int = 0


def diagonals_said(
    document: Document,
    chains: Sequence[Chain],
    trees: Sequence[Sides],
    facts: Iterable[Fact],
    bound: set[Key],
) -> list[tuple[Scope, Said]]:
    """What displays and the text say of normal laws with independent components."""
    said = [(f.scope, f.names[0], f.values[0], f.number) for f in facts if f.kind == "family"]
    for chain, sides in zip(chains, trees, strict=True):
        left, right = sides[0], sides[1]
        if isinstance(left, Node) and isinstance(right, Node) and chain.signs[0].rel in _SAYS:
            said.append((section(document, chain.block), left, right, 0))
    out = []
    for scope, left, right, number in said:
        head, law = left.head if isinstance(left, Call) else left, diagonal(right)
        if law is not None and isinstance(head, Name):
            out.append((scope, Said(head_of(head, bound)[0], law, number)))
    return out


_SAYS = ("=", ":=", "sim")
