"""H(XY) and E_{XY}, of X and Y together, in chains that put no comma between random variables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from derive.notes.parse.table import RANDOM
from derive.notes.resolve.heads import measure_of
from derive.notes.source import NotRead
from derive.notes.tree import Call, Mean, Mul, Name, Node
from derive.notes.walk import mapped, walk

Sides = Sequence[Node | NotRead | None]


def put(trees: Sequence[Sides]) -> list[Sides]:
    """Sides with them: not beside H(X, Y) in one chain, and where no XY is multiplied elsewhere."""
    every = [t for s in trees for t in s if isinstance(t, Node)]
    multiplied = any(_is_row(x) for n in _means(every) for x in walk(n.body))
    return [s if multiplied or not _is_usual(s) else [_parted(t) for t in s] for s in trees]


def _means(trees: Iterable[Node]) -> Iterable[Mean]:
    return (n for t in trees for n in walk(t) if isinstance(n, Mean))


def _is_usual(sides: Sides) -> bool:
    """Whether no entropy of X, Y stands with a comma: XY is a product beside it."""
    every = (n for t in sides if isinstance(t, Node) for n in walk(t))
    calls = (n for n in every if isinstance(n, Call) and measure_of(n) == "H")
    return not any(_random(pair) for c in calls for pair in _with_commas(c))


def _parted(node: Node | NotRead | None) -> Node | NotRead | None:
    return parted(node) if isinstance(node, Node) else node


def parted(node: Node) -> Node:
    """The tree with each H(XY), H(XY|Z), I(XY;Z) as of X, Y, and E_{XY} as over both."""
    node = mapped(node, parted)
    if isinstance(node, Mean) and any(map(_is_row, node.law)):
        return replace(node, law=tuple(x for n in node.law for x in _members(n)))
    if isinstance(node, Call) and measure_of(node) in ("H", "I") and any(map(_is_row, node.args)):
        args = [_members(a) for a in node.args]
        marks = [*node.separators, ""]
        bars = [
            m for a, mark in zip(args, marks, strict=True) for m in (*[","] * (len(a) - 1), mark)
        ]
        return replace(node, args=tuple(x for a in args for x in a), separators=tuple(bars[:-1]))
    return node


def _with_commas(call: Call) -> Iterable[Sequence[Node]]:
    """Arguments with a comma between them."""
    pairs = zip(call.args, call.args[1:], strict=False)
    return (p for p, mark in zip(pairs, call.separators, strict=True) if mark == ",")


def _is_row(node: Node) -> bool:
    return isinstance(node, Mul) and _random(node.factors)


def _members(node: Node) -> tuple[Node, ...]:
    return node.factors if isinstance(node, Mul) and _is_row(node) else (node,)


def _random(nodes: Sequence[Node]) -> bool:
    """X, Y_1, X̂: capitals without accents that say otherwise, and E beside one."""
    names = [n for n in nodes if isinstance(n, Name) and n.base in RANDOM | {"E"}]
    return len(names) == len(nodes) == len(set(names)) > 1
