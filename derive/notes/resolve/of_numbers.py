"""Functions of one number, f(t) = t log t: put in where they stand, as trees.

Where f is given a letter alone it is a quantity with letters, as L(x) is; one that is given
something else, f(p(x)/q(x)), is a function of numbers wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from derive.notes.chains import Chain
from derive.notes.facts import Fact
from derive.notes.kinds import Key, whole_key
from derive.notes.resolve.heads import measure_of
from derive.notes.source import NotRead
from derive.notes.tree import Call, Name, Node
from derive.notes.walk import bound, mapped, walk

Sides = Sequence[Node | NotRead | None]
Used = dict[tuple[int, int], frozenset[int]]


def put(
    chains: Sequence[Chain], trees: Sequence[Sides], facts: Sequence[Fact]
) -> tuple[list[Sides], Used]:
    """The sides with what such functions stand for, and by chain and side the numbers of the facts
    that say so."""
    given = {k for sides in trees for t in sides if isinstance(t, Node) for k in _given(t)}
    known = [f for f in facts if _is_function(f, given)]
    used: Used = {}
    out: list[Sides] = []
    for n, (chain, sides) in enumerate(zip(chains, trees, strict=True)):
        here = {_head(f): f for f in known if f.scope.holds(chain.block)}
        row: list[Node | NotRead | None] = []
        for k, side in enumerate(sides):
            putting = _Putting(here)
            row.append(putting.side(side) if isinstance(side, Node) else side)
            if putting.used:
                used[n, k] = frozenset(putting.used)
        out.append(row)
    return out, used


def _given(tree: Node) -> Iterator[Key]:
    """The heads of calls of one thing that is no name."""
    for n in walk(tree):
        if not isinstance(n, Call) or not isinstance(n.head, Name) or measure_of(n):
            continue
        if len(n.args) == 1 and not isinstance(n.args[0], (Name, Call)):
            yield whole_key(n.head)


def _is_function(fact: Fact, given: set[Key]) -> bool:
    """f(t) = …, of a t that stands there as a number and nowhere as a letter."""
    if fact.kind != "define" or not isinstance(fact.names[0], Call) or len(fact.values) != 1:
        return False
    call, body = fact.names[0], fact.values[0]
    plain = isinstance(call.head, Name) and len(call.args) == 1 and not measure_of(call)
    own = call.args[0] if plain else None
    if not isinstance(own, Name) or own.sub or _head(fact) not in given:
        return False
    calls = (n for n in walk(body) if isinstance(n, Call) and not measure_of(n))
    as_letter = any(own in n.args for n in calls) or any(own in bound(n) for n in walk(body))
    indexed = any(own in n.sub for n in walk(body) if isinstance(n, Name))
    return not as_letter and not indexed and any(n == own for n in walk(body))


def _head(fact: Fact) -> Key:
    call = fact.names[0]
    head = call.head if isinstance(call, Call) else call
    return whole_key(head) if isinstance(head, Name) else Key("")


@dataclass
class _Putting:
    """The functions that hold where a side stands; used: the facts that say so."""

    known: dict[Key, Fact]
    used: set[int] = field(default_factory=set)

    def side(self, node: Node) -> Node | NotRead:
        try:
            return self.tree(node)
        except NotRead as why:
            return why

    def tree(self, node: Node) -> Node:
        """NotRead: a letter of what it is given is bound in what it stands for."""
        node = mapped(node, self.tree)
        if not isinstance(node, Call) or not isinstance(node.head, Name) or len(node.args) != 1:
            return node
        fact = self.known.get(whole_key(node.head))
        if fact is None or measure_of(node) or not isinstance(fact.names[0], Call):
            return node
        own, body = fact.names[0].args[0], fact.values[0]
        caught = {x for n in walk(body) for x in bound(n)}
        if caught & {*walk(node.args[0])}:
            raise NotRead(node.span, f"{node.head.base}(…): a letter that is bound in it")
        self.used.add(fact.number)
        return _with(body, own, node.args[0])


def _with(node: Node, own: Node, given: Node) -> Node:
    """The body with what is given in its parameter's place."""
    if node == own:
        return given
    return mapped(node, lambda child: _with(child, own, given))
