"""L = … of one section, beside the L of another: from there on it is what this one says.

The display itself is held against the first, and what fails so is "refuted unless": the text may
mean either. What follows it in its section is about its own L.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from derive.notes.chains import Chain
from derive.notes.kinds import Key
from derive.notes.resolve.calls import LAW_LETTERS
from derive.notes.resolve.definitions import left_side, shape
from derive.notes.resolve.notation import DefinedAs
from derive.notes.resolve.undefined import names
from derive.notes.tree import Node

Trees = Sequence[Sequence[object]]


def anew(
    chains: Sequence[Chain],
    trees: Trees,
    bound: Collection[Key],
    shown: Mapping[int, DefinedAs],
    section: Callable[[int], tuple[int, int]],
) -> list[DefinedAs]:
    """What displays say of names that a display of another section defines, where each has names
    that the other has not. section: of a block, its first block, and the first behind it."""
    out: list[DefinedAs] = []
    met: dict[int, set[Key]] = {}
    for n, (chain, sides) in enumerate(zip(chains, trees, strict=True)):
        start, end = section(chain.block)
        here = met.setdefault(start, set())
        left, body = sides[0], sides[1]
        found = left_side(left, bound) if isinstance(left, Node) else None
        plain = n not in shown and chain.signs[0].rel == "=" and not chain.sides[0].carried
        if found is not None and plain and isinstance(body, Node) and found[0] not in here:
            mine = shape(*found)
            before = [d for d in shown.values() if shape(d.key, d.parameters) == mine]
            others = [d for d in before if section(d.block)[0] < start]
            apart = found[0].base not in LAW_LETTERS and len(others) == len(before) > 0
            if apart and _differ(body, others[-1].body, bound, found[0]):
                out.append(DefinedAs(*found, body, chain.block + 1, until=end))
        here |= names(sides, bound)
    return out


def _differ(one: Node, other: Node, bound: Collection[Key], key: Key) -> bool:
    """Whether each has a name that the other has not; what is made of L itself defines no L."""
    own, others = names([one], bound), names([other], bound)
    return key not in own and bool(own - others) and bool(others - own)
