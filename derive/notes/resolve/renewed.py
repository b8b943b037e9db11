"""A letter of laws that the text makes a law of its own: y of Q(y_i), and then “one-hot label y”.

From that paragraph on its section is read apart, as if a heading stood there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from derive.notes.chains import Chain
from derive.notes.facts import Fact
from derive.notes.kinds import Key, whole_key
from derive.notes.resolve.uses import uses_of
from derive.notes.tree import Name, Node

Sides = Sequence[object]
_OF_LAWS = ("law", "uniform", "bernoulli", "one-hot", "point mass")


def renewed(
    chains: Sequence[Chain],
    trees: Sequence[Sides],
    facts: Iterable[Fact],
    starts: Sequence[int],
    bound: Collection[Key],
) -> list[int]:
    """The blocks at which sections are to be parted. starts: the blocks at which they begin."""
    out: set[int] = set()
    for key, block in _made_laws(facts):
        start = max((s for s in starts if s <= block), default=-1)
        end = min((s for s in starts if s > block), default=None)
        before = _as_letter(key, chains, trees, (start, block), bound)
        behind = _as_letter(key, chains, trees, (block, end), bound)
        if before and not behind:
            out.add(block)
    return sorted(out)


def _made_laws(facts: Iterable[Fact]) -> Iterator[tuple[Key, int]]:
    """Small names of which a sentence says that they are laws, and its block."""
    for fact in facts:
        for name in fact.names if fact.kind in _OF_LAWS else ():
            if isinstance(name, Name) and name.base.islower() and not name.sub:
                yield whole_key(name), fact.scope.first


def _as_letter(
    key: Key,
    chains: Sequence[Chain],
    trees: Sequence[Sides],
    among: tuple[int, int | None],
    bound: Collection[Key],
) -> bool:
    """Whether it stands in the brackets of a call in the displays of these blocks."""
    first, last = among
    here = [
        t
        for chain, sides in zip(chains, trees, strict=True)
        if first <= chain.block and (last is None or chain.block < last)
        for t in sides
        if isinstance(t, Node)
    ]
    calls = (u for u in uses_of(here, bound).calls if not u.subscripted)
    return any(a.ref.base == key for u in calls for a in (*u.left, *u.right))
