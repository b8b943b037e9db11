"""Names that custom takes for measures, as H_2 for entropy in bits, where the text says otherwise.

H_2(p) = -log Σ p(x)^2 is no entropy in bits: then H_2 is a name of its own, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derive.notes.chains import Chain
from derive.notes.facts import Fact
from derive.notes.kinds import written
from derive.notes.resolve.heads import marks_and_base, measure_of
from derive.notes.source import NotRead
from derive.notes.tree import Bars, Big, Call, Extreme, Log, Mean, Name, Node
from derive.notes.walk import mapped, walk

Sides = Sequence[Node | NotRead | None]


def apart(
    trees: Sequence[Sides], facts: Sequence[Fact], chains: Sequence[Chain]
) -> tuple[list[Sides], list[Fact]]:
    """Sides and facts, in which such names are none of a measure."""
    said: list[tuple[object, object]] = [
        (f.names[0], f.values[0] if f.values else None)
        for f in facts
        if f.kind in ("define", "equated") and f.names
    ]
    said += [(s[0], s[1]) for c, s in zip(chains, trees, strict=True) if c.signs[0].rel in _EQUAL]
    heads = {h for one, other in said if (h := said_otherwise(one, other))}
    if not heads:
        return list(trees), list(facts)
    return (
        [[_named(t, heads) if isinstance(t, Node) else t for t in s] for s in trees],
        [
            replace(
                f,
                names=tuple(_named(n, heads) for n in f.names),
                values=tuple(_named(v, heads) for v in f.values),
            )
            for f in facts
        ],
    )


def is_apart(head: Name) -> bool:
    """Whether it is such a name."""
    return "_" in head.base


def is_entropic(node: Node) -> bool:
    """Whether an expression has the form of an entropy or divergence: logarithms with weights, and
    none of a sum; or another measure."""
    logs = [n for n in walk(node) if isinstance(n, Log)]
    if any(isinstance(m, _WHOLE) for log in logs for m in walk(log.body)):
        return False
    measures = any(isinstance(n, Call) and measure_of(n) for n in walk(node))
    return bool(logs) or measures


_EQUAL = ("=", ":=")
_WHOLE = (Big, Mean, Bars, Extreme)


def said_otherwise(left: object, right: object) -> str:
    """The name of a numbered measure that an equation says to be something else; "" of others."""
    if not isinstance(left, Call) or not isinstance(left.head, Name) or not measure_of(left):
        return ""
    if marks_and_base(left.head)[1] is None:
        return ""
    other = not isinstance(right, Node) or (not is_entropic(right) and _is_made(right, left))
    return _whole(left.head) if other else ""


def _is_made(right: Node, left: Call) -> bool:
    """Whether an expression is made of what the name is given, and no value such as 1.75 or h."""
    nodes = list(walk(right))
    return any(isinstance(n, _WHOLE) or n in left.args for n in nodes)


def _whole(head: Name) -> str:
    return f"{head.base}_{{{','.join(map(written, head.sub))}}}"


def _named(node: Node, heads: set[str]) -> Node:
    node = mapped(node, lambda child: _named(child, heads))
    if isinstance(node, Call) and isinstance(node.head, Name) and measure_of(node):
        whole = _whole(node.head)
        if whole in heads:
            return replace(node, head=Name(node.head.span, whole))
    return node
