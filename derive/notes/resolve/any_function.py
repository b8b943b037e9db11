"""f(a/b), f(E[X]) and f(x_i) of an f of which nothing says what it is: values of any function."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derive.notes.chains import Chain
from derive.notes.facts import Fact
from derive.notes.kinds import Key, whole_key
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.products import numbers_said
from derive.notes.source import NotRead
from derive.notes.tree import Call, Event, Hole, Members, Name, Node, Range, ValueAt
from derive.notes.walk import children, mapped, walk

_HEADS = frozenset(map(Key, ("f", "g", r"\varphi", r"\phi", r"\psi")))
"""What is customary for a function that may be any; another is one that the notes tell of."""

_OTHERS = (Range, Event, Members)
Sides = Sequence[Node | NotRead | None]


def put(chains: Sequence[Chain], trees: Sequence[Sides], facts: Sequence[Fact]) -> list[Sides]:
    """The sides with such values, where a function is given something else than a letter at least
    once, and never several things; f that stands alone somewhere is a number, and f(1 − f) their
    product."""
    every = [t for sides in trees for t in sides if isinstance(t, Node)]
    calls = [c for t in every for c in _calls(t)]
    several = {_key(c) for c in calls if len(c.args) > 1 or isinstance(c.args[0], _OTHERS)}
    numbers = numbers_said(facts) | {k for t in every for k in _alone(t)}
    of_numbers = {_key(c) for c in calls if not isinstance(c.args[0], (Name, Call))}
    of_numbers -= several | numbers
    said = [(f.scope.holds, _head(n)) for f in facts if f.kind == "define" for n in f.names]
    shown: set[Key] = set()
    out: list[Sides] = []
    for chain, sides in zip(chains, trees, strict=True):
        if chain.signs[0].rel in ("=", ":="):
            shown |= {_key(c) for c in _defined(sides[:2])}
        known = shown | {k for holds, k in said if holds(chain.block) and k is not None}
        free = set() if _has_divergence(sides) else of_numbers - known
        out.append([_valued(t, free) if isinstance(t, Node) else t for t in sides])
    return out


def _has_divergence(sides: Sides) -> bool:
    """Whether D stands beside f, which may be the f-divergence."""
    nodes = (n for t in sides if isinstance(t, Node) for n in walk(t))
    return any(isinstance(n, Call) and measure_of(n) == "D" for n in nodes)


def _calls(tree: Node) -> Iterator[Call]:
    for n in walk(tree):
        if isinstance(n, Call) and _key(n) in _HEADS and not isinstance(n.args[0], Hole):
            yield n


def _alone(tree: Node) -> Iterator[Key]:
    """What stands by itself, and is not what is called; D_f and x_f do not have f so."""
    if isinstance(tree, Name):
        yield whole_key(tree)
        return
    for child in children(tree):
        if not (isinstance(tree, Call) and child is tree.head and isinstance(child, Name)):
            yield from _alone(child)


def _key(call: Call) -> Key:
    return whole_key(call.head) if isinstance(call.head, Name) else Key("")


def _head(node: Node) -> Key | None:
    head = node.head if isinstance(node, Call) else node
    return whole_key(head) if isinstance(head, Name) else None


def _defined(sides: Sides) -> Iterator[Call]:
    """f(t) on the left of a display, which says what f is; not where f stands at the right, too."""
    left, right = sides
    again = [_key(c) for c in _calls(right)] if isinstance(right, Node) else []
    named = isinstance(left, Call) and all(isinstance(a, Name) for a in left.args)
    if isinstance(left, Call) and named and _key(left) not in again:
        yield left


def _valued(node: Node, free: set[Key]) -> Node:
    node = mapped(node, lambda child: _valued(child, free))
    if not isinstance(node, Call) or len(node.args) != 1 or _key(node) not in free:
        return node
    return ValueAt(node.span, _key(node).base, node.args[0])
