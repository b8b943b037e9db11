"""All sides of a document rewritten by what stands anywhere in it, or by their form alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from derive.notes.facts import Fact
from derive.notes.resolve import norms
from derive.notes.resolve.above import above
from derive.notes.resolve.at_values import at_values
from derive.notes.resolve.behind import parameters, put_behind
from derive.notes.resolve.images import imaged
from derive.notes.resolve.indexed_letters import of_letters, of_values
from derive.notes.resolve.sets import Sets
from derive.notes.resolve.short import written_out
from derive.notes.resolve.subscripted import Written, lettered
from derive.notes.resolve.unrolled import closed, spread, unrolled
from derive.notes.source import NotRead
from derive.notes.tree import Node

Sides = Sequence[Node | NotRead | None]


def lowered(trees: Sequence[Sides], facts: list[Fact]) -> tuple[list[Sides], list[Fact]]:
    """Sides and facts with x_i for x^{(i)}."""
    every = [t for s in trees for t in s if isinstance(t, Node)]
    known = above([*every, *(n for f in facts for n in (*f.names, *f.values))])

    def put(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        return tuple(known.lowered(n) for n in nodes)

    sides = [each(row, known.lowered) for row in trees]
    return sides, [replace(f, names=put(f.names), values=put(f.values)) for f in facts]


def parted(trees: Sequence[Sides], facts: list[Fact]) -> tuple[list[Sides], list[Fact]]:
    """Sides and facts with each parameter behind ";" where it stands so anywhere."""
    every = [t for s in trees for t in s if isinstance(t, Node)]
    said = [n for f in facts if f.kind == "parameter" for n in f.names]
    known = parameters([*every, *(n for f in facts for n in (*f.names, *f.values))], said)

    def put(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        return tuple(put_behind(n, known) for n in nodes)

    sides = [[put_behind(t, known) if isinstance(t, Node) else t for t in s] for s in trees]
    return [*sides], [replace(f, names=put(f.names), values=put(f.values)) for f in facts]


def told_by_form(
    node: Node | NotRead | None, by_custom: bool, how: Written
) -> Node | NotRead | None:
    """A tree with what its form alone tells: members of sequences, images, values behind bars."""
    if not isinstance(node, Node):
        return node
    node = norms.normed(node) if by_custom else node
    try:
        node = of_letters(of_values(spread(unrolled(written_out(node)))))
        return at_values(lettered(imaged(node), how))
    except NotRead as why:
        return why


def in_sets(sides: Sides, sets: Sets | None) -> Sides:
    """The sides with probabilities of sets as sums."""
    return sides if sets is None else each(sides, sets.put)


def closed_up(sides: Sides) -> Sides:
    """The sides of a chain, with “and so on” as the sums and products beside it say."""
    known = [t for t in sides if isinstance(t, Node)]
    return each(sides, lambda side: closed(side, known))


def each(sides: Sides, put: Callable[[Node], Node]) -> Sides:
    """What becomes of each side that is read; where it cannot, the reason why."""
    out: list[Node | NotRead | None] = []
    for side in sides:
        try:
            out.append(put(side) if isinstance(side, Node) else side)
        except NotRead as why:
            out.append(why)
    return out
