"""X^n and X^{i-1} beside X_i, in entropies: the first n of X_1, X_2, …, the first i − 1; and a sum
over the members of a row that does not say how far it goes. Without members X^n is a variable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from derive.notes.facts import Fact
from derive.notes.kinds import INDICES
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import is_capital
from derive.notes.tree import Add, Big, Call, Name, Neg, Node, Num, Range
from derive.notes.walk import mapped, walk


def in_rows(sides: Sequence[Node], facts: Iterable[Fact] = ()) -> tuple[Node, ...]:
    """Sides with X^n as X_1, …, X_n, where members of X stand in one of them too, or are said to be
    i.i.d. or independent; and with Σ_i H(X_i) to the end of the only row there is."""
    said = (n.of for f in facts if f.kind in ("iid", "independent") for n in f.names
            if isinstance(n, Range) and isinstance(n.of, Name))  # fmt: skip
    rows = frozenset((*_with_members(sides), *map(_plain, said)))
    raised = tuple(_as_rows(s, rows) for s in sides) if rows else tuple(sides)
    ends = {n.last for s in raised for n in walk(s) if _is_whole(n) and isinstance(n, Range)}
    ends = ends or {n.over.last for s in raised for n in walk(s) if _counts_members(n, rows)}  # type: ignore[attr-defined]
    last = ends.pop() if len(ends) == 1 else None
    if not isinstance(last, Name):
        return raised
    return tuple(_ended(_closed(s, rows, last), last) for s in raised)


def _with_members(sides: Iterable[Node]) -> Iterator[Name]:
    """The X of X_i and of X_1, …, X_n in entropies."""
    for name in (a for s in sides for c in walk(s) if _measures(c) for a in _args(c)):
        if isinstance(name, Range) and isinstance(name.of, Name):
            yield _plain(name.of)
        elif isinstance(name, Name) and is_capital(name) and not name.sup and _runs(name):
            yield _plain(name)


def _measures(node: Node) -> bool:
    return isinstance(node, Call) and measure_of(node) in ("H", "I")


def _args(node: Node) -> tuple[Node, ...]:
    return node.args if isinstance(node, Call) else ()


def _runs(name: Name) -> bool:
    sub = name.sub[0] if len(name.sub) == 1 else None
    return isinstance(sub, Name) and sub.base in INDICES and not (sub.sub or sub.sup)


def _plain(name: Name) -> Name:
    return replace(name, sub=(), sup=())


def _as_rows(node: Node, rows: frozenset[Name]) -> Node:
    node = mapped(node, lambda n: _as_rows(n, rows))
    if not isinstance(node, Call) or not _measures(node):
        return node
    return replace(node, args=tuple(_row(a, rows) for a in node.args))


def _row(node: Node, rows: frozenset[Name]) -> Node:
    if not isinstance(node, Name) or node.sub or len(node.sup) != 1 or _plain(node) not in rows:
        return node
    (last,) = node.sup
    return Range(node.span, _plain(node), None, last) if _counts(last) else node


def _counts(node: Node) -> bool:
    """n, i, i − 1."""
    if isinstance(node, Add):
        steps = (x.body if isinstance(x, Neg) else x for x in node.terms[1:])
        return _counts(node.terms[0]) and all(isinstance(x, Num) for x in steps)
    return isinstance(node, Name) and len(node.base) == 1 and not (node.sub or node.sup)


def _is_whole(node: Node) -> bool:
    """X_1, …, X_n, and no past of a step."""
    if not isinstance(node, Range) or node.strict or not isinstance(node.last, Name):
        return False
    first = node.first
    return first is None or (isinstance(first, Num) and first.value == 1)


def _counts_members(node: Node, rows: frozenset[Name]) -> bool:
    """Σ_{i=1}^n of what has X_i."""
    if not isinstance(node, Big) or node.over.kind != "from" or len(node.over.letters) != 1:
        return False
    names = (n for n in walk(node.body) if isinstance(n, Name) and n.sub == node.over.letters)
    return any(_plain(n) in rows for n in names)


def _closed(node: Node, rows: frozenset[Name], last: Name) -> Node:
    """X_1, X_2, … up to the only end that a row, or a sum over its members, has here."""
    node = mapped(node, lambda n: _closed(n, rows, last))
    is_open = isinstance(node, Range) and node.last is None and not node.strict
    if not is_open or not isinstance(node, Range) or not isinstance(node.of, Name):
        return node
    starts = isinstance(node.first, Num) and node.first.value == 1
    return replace(node, last=last) if starts and node.of in rows else node


def _ended(node: Node, last: Name) -> Node:
    """Σ_i over members of rows up to the last of them."""
    node = mapped(node, lambda n: _ended(n, last))
    if not isinstance(node, Big) or node.op != "sum" or node.over.kind != "letters":
        return node
    over = node.over
    if len(over.letters) != 1 or over.where:
        return node
    steps = (n for n in walk(node.body) if isinstance(n, Name) and is_capital(n))
    if not any(n.sub == over.letters for n in steps):
        return node
    first = Num(over.span, Fraction(1))
    return replace(node, over=replace(over, kind="from", first=first, last=last))
