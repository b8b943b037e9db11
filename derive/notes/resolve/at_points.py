"""What a function of a number is at data points: of f(x; p) = p^x (1 − p)^{1−x}, f(x_i; p) is
p^{x_i} (1 − p)^{1−x_i}, where x_i stands as a number, and nowhere as a letter.

So the x_i of a likelihood and those that are counted with are the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from derive.notes.chains import Chain
from derive.notes.facts import Fact
from derive.notes.resolve.heads import measure_of
from derive.notes.source import NotRead
from derive.notes.tree import Call, Event, Name, Node, Over
from derive.notes.walk import bound, children, mapped, walk

Sides = Sequence[Node | NotRead | None]
Used = dict[tuple[int, int], frozenset[int]]


class Said(NamedTuple):
    """A call of plain names, what it is, the fact that says so, and the chain that shows it."""

    call: Call
    body: Node
    fact: Fact | None = None
    chain: int = -1

    def holds(self, number: int, block: int) -> bool:
        """Whether it is said of a chain."""
        return self.chain < number if self.fact is None else self.fact.scope.holds(block)


def put(
    chains: Sequence[Chain], trees: Sequence[Sides], facts: Sequence[Fact]
) -> tuple[list[Sides], Used]:
    """The sides with these calls as what they are, and by chain and side the numbers of the facts
    that say so."""
    known = [s for s in _said(chains, trees, facts) if _is_of_numbers(s)]
    heads = {s.call.head for s in known}
    every = [t for row in trees for t in row if isinstance(t, Node)]
    counted, letters = set[str](), set[str]()
    for tree in every:
        _places(tree, heads, (counted, letters))
    used: Used = {}
    out: list[Sides] = []
    for n, (chain, row) in enumerate(zip(chains, trees, strict=True)):
        here = [s for s in known if s.holds(n, chain.block)]
        sides: list[Node | NotRead | None] = []
        for k, side in enumerate(row):
            found = set[int]()
            is_plain = isinstance(side, Node) and here
            sides.append(_put(side, here, counted - letters, found) if is_plain else side)  # type: ignore[arg-type]
            if found:
                used[n, k] = frozenset(found)
        out.append(sides)
    return out, used


def _said(
    chains: Sequence[Chain], trees: Sequence[Sides], facts: Iterable[Fact]
) -> Iterator[Said]:
    for f in facts:
        alone = f.kind == "define" and len(f.names) == len(f.values) == 1
        if alone and isinstance(f.names[0], Call):
            yield Said(f.names[0], f.values[0], f)
    for n, (chain, row) in enumerate(zip(chains, trees, strict=True)):
        left, right = row[0], row[1]
        begins = chain.signs[0].rel in ("=", ":=") and not chain.sides[0].carried
        if begins and isinstance(left, Call) and isinstance(right, Node):
            yield Said(left, right, None, n)


def _is_of_numbers(s: Said) -> bool:
    """Whether all that it is given are names, and stand in it as numbers, or not at all."""
    own = s.call.args
    if measure_of(s.call) or not all(isinstance(a, Name) and not a.sub for a in own):
        return False
    below = walk(s.body)
    named = [n for n in below if isinstance(n, Call) and isinstance(n.head, Name)]
    as_letters = any(a in n.args for n in named for a in own)
    indexed = any(a in n.sub for n in below if isinstance(n, Name) for a in own)
    runs = any(a in bound(n) for n in below for a in own)
    again = any(n.head == s.call.head for n in named)
    return not (as_letters or indexed or runs or again) and any(a in below for a in own)


def _places(node: Node, heads: set[Node], found: tuple[set[str], set[str]]) -> None:
    """Add the x of each x_i to those that are counted with, or to the letters."""
    counted, letters = found
    if isinstance(node, Name):
        if node.sub:
            counted.add(node.base)
            letters |= {n.base for s in node.sub for n in walk(s) if isinstance(n, Name) and n.sub}
        return
    own = [c for c in children(node) if isinstance(c, Name) and c.sub]
    if isinstance(node, Call) and isinstance(node.head, Name):
        own = [] if node.head in heads else [a for a in node.args if isinstance(a, Name) and a.sub]
        rest = [a for a in node.args if not isinstance(a, Name)]
        letters |= {a.base for a in own}
        if len(node.args) == 1 and rest:  # x_i(1 − p)
            rest.append(node.head)
    elif isinstance(node, (Event, Over)):
        letters |= {a.base for a in own}
        rest = [c for c in children(node) if c not in own]
    else:
        rest = list(children(node))
    for child in rest:
        _places(child, heads, found)


def _put(node: Node, here: Sequence[Said], numbers: set[str], used: set[int]) -> Node:
    node = mapped(node, lambda n: _put(n, here, numbers, used))
    if not isinstance(node, Call):
        return node
    for s in reversed(here):
        given = _given(s.call, node, numbers)
        if given and not {x for n in walk(s.body) for x in bound(n)} & {*given.values()}:
            if s.fact is not None:
                used.add(s.fact.number)
            return _with(s.body, given)
    return node


def _given(call: Call, node: Call, numbers: set[str]) -> dict[Node, Node]:
    """The x_i that stands for x, so that one call is the other; nothing where it is none."""
    same = (call.head, call.separators) == (node.head, node.separators)
    given: dict[Node, Node] = {}
    for own, other in zip(call.args, node.args, strict=False) if same else ():
        if own == other:
            continue
        plain = replace(other, sub=()) if isinstance(other, Name) and other.sub else other
        if plain != own or not isinstance(other, Name) or other.base not in numbers:
            return {}
        given[own] = other
    return given


def _with(node: Node, given: dict[Node, Node]) -> Node:
    return given[node] if node in given else mapped(node, lambda n: _with(n, given))
