"""Rows with dots: x_1, …, x_n."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from derive.notes import tree
from derive.notes.parse.table import SEQUENCES
from derive.notes.source import NotRead
from derive.notes.tree import Name, Node, Num


def merged(
    items: tuple[Node, ...], separators: tuple[str, ...]
) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """Items with x_1, …, x_n and x_1, x_2, …, x_n within them made one `Range`.

    NotRead: dots between members that do not go on alike.
    """
    row = [_side_by_side(x) for x in items]
    kept = list(separators)
    while True:
        at = next((i for i, x in enumerate(row) if isinstance(x, tree.Dots)), None)
        if at is None:
            return tuple(row), tuple(kept)
        first = at
        while first and kept[first - 1] == "," and _goes_on(row, first, at):
            first -= 1
        last = at + 1 if at + 1 < len(row) and kept[at] == "," else None
        before = row[first:at]
        row[first : (last or at) + 1] = [_range(before, row[last] if last else None, row[at])]
        del kept[first : last or at]


def as_row(node: Node) -> Node | None:
    """x^n, y^{i-1} where nothing can be a power: the n of them. None if it is no such thing."""
    if not isinstance(node, tree.Pow) or not isinstance(node.base, Name) or node.base.sup:
        return None
    if node.base.base not in SEQUENCES or node.base.sub:
        return None
    terms = node.exponent.terms if isinstance(node.exponent, tree.Add) else (node.exponent,)
    if not isinstance(terms[0], Name):
        return None
    return replace(node.base, span=node.span, sup=(node.exponent,))


def _side_by_side(node: Node) -> Node:
    """X_1 ⋯ X_n, x_1 x_2 … x_n without commas, as an argument."""
    if not isinstance(node, tree.Mul):
        return node
    factors = node.factors
    at = [i for i, x in enumerate(factors) if isinstance(x, tree.Dots)]
    names = all(isinstance(x, (Name, tree.Dots)) for x in factors)
    if len(at) != 1 or not names or at[0] == 0 or at[0] < len(factors) - 2:
        return node
    last = factors[-1] if at[0] < len(factors) - 1 else None
    return _range(list(factors[: at[0]]), last, factors[at[0]])


def _goes_on(row: list[Node], first: int, at: int) -> bool:
    """Whether the item before `first` is a member of the row that ends at the dots."""
    here = row[first - 1]
    return _index(here) is not None and (first == at or _alike(here, row[at - 1]))


def _index(node: Node) -> Node | None:
    """Of x_i its i, of a number itself."""
    if isinstance(node, Num):
        return node
    return node.sub[-1] if isinstance(node, Name) and node.sub else None


def _of(node: Node) -> Node | None:
    return replace(node, sub=node.sub[:-1]) if isinstance(node, Name) and node.sub else None


def _range(before: list[Node], last: Node | None, dots: Node) -> Node:
    """The members `before` the dots, and the last one."""
    if not before or not all(_alike(before[0], x) for x in before):
        raise NotRead(dots.span, "dots with no member of a row before them")
    _count(before, dots)
    span = before[0].span.to((last or dots).span)
    first = _index(before[0])
    if last is None:
        return tree.Range(span, _of(before[0]), first, None)
    if isinstance(before[0], Num):
        return tree.Range(span, None, first, last)
    if isinstance(last, tree.Range) or not _alike(before[0], last) or _index(last) is None:
        raise NotRead(dots.span, "dots between things that are no members of one row")
    end = _index(last)
    if isinstance(end, Num) and not isinstance(first, Num):  # X_{i-1}, …, X_1
        first, end = end, first
    return tree.Range(span, _of(before[0]), first, end)


def _alike(one: Node, other: Node) -> bool:
    return type(one) is type(other) and _of(one) == _of(other)


def _count(before: list[Node], dots: Node) -> None:
    """Raises NotRead unless the members written out follow one another: x_1, x_2."""
    for one, other in pairwise(before):
        here, there = _index(one), _index(other)
        if isinstance(here, Num) and isinstance(there, Num):
            if there.value == here.value + 1:
                continue
        elif here is not None and there == tree.Add(dots.span, (here, Num(dots.span, Fraction(1)))):
            continue
        raise NotRead(dots.span, "dots behind members that do not follow one another")
