"""Relations about rows X_1, …, X_n that are not read of any n, read at n = 3."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from derive.notes.chains import Chain
from derive.notes.facts import OF_VARIABLES, Fact
from derive.notes.resolve.doubtful import refuse
from derive.notes.resolve.lengths import (
    Values,
    bases,
    moving,
    of_facts,
    rows,
    values_of,
    written_out,
)
from derive.notes.resolve.raised import in_rows
from derive.notes.source import NotRead
from derive.notes.steps import Reading
from derive.notes.tree import Name, Node

Sides = Sequence[Node | NotRead | None]
Read = tuple[Reading, ...] | NotRead


@dataclass(frozen=True)
class Shortened:
    """A document with its rows written out; by_relation: the lengths in each printed relation,
    none where it has no rows; again: the chains that are to be read so, by their numbers."""

    trees: list[Sides]
    facts: list[Fact]
    by_relation: list[Values]
    again: set[int]


def shortened(
    chains: Sequence[Chain],
    trees: Sequence[Sides],
    facts: list[Fact],
    read: Sequence[Sequence[Read]],
) -> Shortened | None:
    """The document with rows of length 3; None where each relation about rows is read as it is, and
    none has their entropies."""
    out: list[Sides] = []
    by_relation: list[Values] = []
    wanted, again = False, set[int]()
    for k, (chain, sides, own) in enumerate(zip(chains, trees, read, strict=True)):
        here = [f for f in facts if f.scope.holds(chain.block)]
        short, values = _chain(sides, here)
        out.append(short)
        by_relation += [values] * len(own)
        needed = any(isinstance(r, NotRead) or is_of_rows(r) for r in own)
        wanted = wanted or (bool(values) and needed)
        again |= {k} if needed else set()
    if not wanted:
        return None
    of_rows = [
        replace(f, names=of_facts(f.names)) if f.kind in OF_VARIABLES else f for f in facts
    ]
    return Shortened(out, of_rows, by_relation, again)


def _chain(sides: Sides, facts: Sequence[Fact]) -> tuple[Sides, Values]:
    """The sides at a length, and which; as they are, and none, where they have no rows."""
    places = [n for n, s in enumerate(sides) if isinstance(s, Node)]
    trees = in_rows([s for s in sides if isinstance(s, Node)], facts)
    if not any(map(rows, trees)) and not any([*moving(t)] for t in trees):
        return sides, {}
    out = list(sides)
    try:
        values = values_of(trees)
    except NotRead:
        return sides, {}
    of = bases(trees)
    for n, tree in zip(places, trees, strict=True):
        try:
            out[n] = written_out(tree, values, of)
        except NotRead as why:
            out[n] = why
    whole = [s for s in out if isinstance(s, Node)]
    for n, side in enumerate(out):
        try:
            if isinstance(side, Node):
                refuse(side, whole, trees, of)
        except NotRead as why:
            out[n] = why
    return out, values


def is_in_a_limit(read: Read) -> bool:
    """Whether it is of limits, of which one n says nothing."""
    return not isinstance(read, NotRead) and any(r.step.in_limit for r in read)


def is_of_rows(read: Read) -> bool:
    """Whether entropies of rows stand in it as numbers."""
    return not isinstance(read, NotRead) and any(r.step.of_rows for r in read)


def beside(own: Read, short: Read, values: Values) -> Read:
    """The reading of any length, or where there is none that at one length; that of any length,
    where it has entropies of rows, with that at one length for what refutes it."""
    if isinstance(own, NotRead):
        return at_length(short, values) if values and not is_in_a_limit(short) else own
    if not is_of_rows(own):
        return own
    one = at_length(short, values) if values else short
    found = () if isinstance(one, NotRead) else one
    return tuple(replace(r, step=replace(r.step, at_length=found)) for r in own)


def at_length(read: Read, values: Values) -> Read:
    """The readings, which suppose these lengths, and that no more is known of the rows."""
    if isinstance(read, NotRead):
        return read
    said = tuple(f"{n.base} = {k}" for n, k in values.items() if isinstance(n, Name))
    return tuple(
        replace(
            r,
            step=replace(
                r.step, assumed=(*said, *r.step.assumed), guessed=(*r.step.guessed, _MORE)
            ),
        )
        for r in read
    )


_MORE = "more is known of these rows than is read here"
