"""R(D), the rate at a distortion, and D(R): functions of a number, and no law of a variable D."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derive.notes.facts import Fact
from derive.notes.source import NotRead
from derive.notes.tree import Call, Name, Node
from derive.notes.walk import children, mapped, walk

Sides = Sequence[Node | NotRead | None]
_BOTH = ("R", "D")


def put(trees: Sequence[Sides], facts: Sequence[Fact]) -> tuple[list[Sides], list[Fact]]:
    """Sides and facts with these names as numbers, where R(D) stands and no law R(x), and neither
    is a variable of H or I."""
    every = [n for row in trees for t in row if isinstance(t, Node) for n in walk(t)]
    calls = [n for n in every if isinstance(n, Call) and isinstance(n.head, Name)]
    named = [c for c in calls if _is_rate(c, "D")]
    others = [c for c in calls if _base(c.head) == "R" and not _is_rate(c, "Dd")]
    measured = (c for c in calls if _base(c.head) in ("H", "h", "I") and len(_below(c)) == 0)
    variables = {_base(a) for c in measured for a in c.args}
    if not named or others or variables & {*_BOTH}:
        return list(trees), list(facts)
    made: list[Sides] = [[_plain(t) if isinstance(t, Node) else t for t in row] for row in trees]
    return made, [
        replace(f, names=tuple(map(_plain, f.names)), values=tuple(map(_plain, f.values)))
        for f in facts
    ]


def _below(call: Call) -> tuple[Node, ...]:
    return call.head.sub if isinstance(call.head, Name) else ()


def _base(node: Node) -> str:
    return node.base if isinstance(node, Name) else ""


def _is_rate(call: Call, letters: str) -> bool:
    """R(D), R(D_1), R(λ D_1 + (1 − λ) D_2), of these letters."""
    inside = [n for a in call.args for n in walk(a) if isinstance(n, Name)]
    alone = _base(call.head) == "R" and len(call.args) == 1
    return alone and any(n.base in letters for n in inside)


def _plain(node: Node) -> Node:
    """The tree with R and D as names of one letter that are no capitals."""
    if isinstance(node, Call) and _base(node.head) == "D" and "||" in node.separators:
        return replace(node, args=tuple(map(_plain, node.args)))
    node = mapped(node, _plain) if children(node) else node
    if isinstance(node, Name) and node.base in _BOTH and not node.accents:
        return replace(node, base=rf"\mathrm{{{node.base}}}")
    return node
