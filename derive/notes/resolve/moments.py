"""x_n and x_{n+1} in p(x_{n+1} | x_n): two letters, each with a name of its own, where n runs
nowhere in the chain. So what is said of one moment is said of any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from derive.notes.kinds import INDICES, written
from derive.notes.resolve.calls import LABEL, LAW_LETTERS
from derive.notes.source import NotRead
from derive.notes.tree import Add, Big, Call, Event, Name, Neg, Node, Num, Range
from derive.notes.walk import bound, mapped, walk

Sides = Sequence[Node | NotRead | None]


def apart(sides: Sides) -> Sides:
    """The sides of a chain with such letters as names."""
    nodes = [n for t in sides if isinstance(t, Node) for n in walk(t)]
    moving = {i for n in nodes for a in _letters(n) if (i := _moved(a))}
    runs = {n.base for x in nodes for n in bound(x) if isinstance(n, Name)}
    runs |= {n.base for x in nodes if isinstance(x, (Range, Big)) for n in _ends(x)}
    known = moving - runs
    return [_named(t, known) if known and isinstance(t, Node) else t for t in sides]


def _letters(node: Node) -> tuple[Node, ...]:
    """What stands in the places of a law."""
    head = node.head if isinstance(node, Call) else None
    law = isinstance(head, Name) and head.base in LAW_LETTERS
    return node.args if law and isinstance(node, Call) else ()


def _ends(node: Range | Big) -> Iterator[Name]:
    """The names that say how far a row or a sum goes."""
    over = node.over if isinstance(node, Big) else node
    ends = (over.first, over.last)
    return (n for e in ends if e is not None for n in walk(e) if isinstance(n, Name))


def _moved(letter: Node) -> str:
    """The n of x_{n+1}; "" of any other letter."""
    sub = letter.sub[0] if isinstance(letter, Name) and len(letter.sub) == 1 else None
    if not isinstance(letter, Name) or not letter.base.islower() or not isinstance(sub, Add):
        return ""
    first, *others = sub.terms
    steps = (x.body if isinstance(x, Neg) else x for x in others)
    plain = isinstance(first, Name) and first.base in INDICES and not (first.sub or first.sup)
    alone = plain and all(isinstance(x, Num) for x in steps)
    return first.base if alone and isinstance(first, Name) else ""


def _named(node: Node, known: set[str]) -> Node:
    if isinstance(node, Event):  # X_n = x_n
        return replace(node, rhs=_named(node.rhs, known))
    node = mapped(node, lambda n: _named(n, known))
    sub = node.sub[0] if isinstance(node, Name) and len(node.sub) == 1 else None
    if not isinstance(node, Name) or sub is None or not node.base.islower() or len(node.base) > 1:
        return node
    index = sub.base if isinstance(sub, Name) and not (sub.sub or sub.sup) else _moved(node)
    if index not in known:
        return node
    return replace(node, sub=(Name(sub.span, written(sub), (LABEL,)),))
