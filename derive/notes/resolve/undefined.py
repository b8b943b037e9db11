"""Names that a display introduces in a way that is not read: of these nothing is known."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from derive.notes.chains import Chain
from derive.notes.kinds import Key
from derive.notes.resolve.calls import head_of
from derive.notes.resolve.definitions import is_family
from derive.notes.resolve.heads import measure_of
from derive.notes.source import NotRead
from derive.notes.tree import Call, Name, Node
from derive.notes.walk import walk

Trees = Sequence[Sequence[object]]


def undefined(chains: Sequence[Chain], trees: Trees, bound: Collection[Key]) -> dict[int, Key]:
    """By the number of the chain the name E of E = (what is not read), first met there; or a random
    variable's, which an equation says more of wherever it stands."""
    seen: set[Key] = set()
    out: dict[int, Key] = {}
    for n, (chain, sides) in enumerate(zip(chains, trees, strict=True)):
        key = _named(sides[0], bound)
        unread = isinstance(sides[1], NotRead) or is_family(sides[1])
        defines = chain.signs[0].rel in ("=", ":=") and unread
        new = key not in seen or (key is not None and key.capital) or is_family(sides[1])
        if key is not None and defines and new:
            out[n] = key
        seen |= names(sides, bound)
    return out


def names(sides: Sequence[object], bound: Collection[Key]) -> set[Key]:
    """All names in some trees, without the letters that they are given."""
    nodes = (n for s in sides if isinstance(s, Node) for n in walk(s))
    return {head_of(n, set(bound))[0] for n in nodes if isinstance(n, Name)}


def _named(left: object, bound: Collection[Key]) -> Key | None:
    if isinstance(left, Call) and not measure_of(left):
        left = left.head
    return head_of(left, set(bound))[0] if isinstance(left, Name) else None
