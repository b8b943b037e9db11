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
    items, separators = _with_commas(items, separators)
    row = [_side_by_side(x) for x in items]
    kept = list(separators)
    while True:
        at = next((i for i, x in enumerate(row) if isinstance(x, tree.Dots)), None)
        if at is None:
            _joined(row, kept)
            return tuple(row), tuple(kept)
        before = row[at - 1] if at and kept[at - 1] == "," else None
        after = row[at + 1] if at + 1 < len(row) and kept[at] == "," else None
        if isinstance(before, tree.Event):
            _end_of_right_side(row, kept, at, before, after)
        else:
            _row_of(row, kept, at, after)


def _with_commas(
    items: tuple[Node, ...], separators: tuple[str, ...]
) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """x_1, … x_n and x_1 …, x_n with both of their commas."""
    row: list[Node] = []
    kept: list[str] = []
    for at, item in enumerate(items):
        pair = item.factors if isinstance(item, tree.Mul) and len(item.factors) == 2 else ()
        before, behind = separators[at - 1 : at] if at else (), separators[at : at + 1]
        ends = len(pair) == 2 and isinstance(pair[1], tree.Dots) and behind == (",",)
        begins = len(pair) == 2 and isinstance(pair[0], tree.Dots) and before == (",",)
        parts = pair if ends or begins else (item,)
        row += parts
        kept += [*[","] * (len(parts) - 1), *behind]
    return tuple(row), tuple(kept)


def _joined(row: list[Node], kept: list[str]) -> None:
    """X_1, X_2 ⋯ X_n, with a comma before members side by side, as one row."""
    for at in range(len(row) - 1, 0, -1):
        before, whole = row[at - 1], row[at]
        if not isinstance(whole, tree.Range) or kept[at - 1] != "," or whole.of is None:
            continue
        here, there = _index(before), whole.first
        if _of(before) != whole.of or not isinstance(here, Num) or not isinstance(there, Num):
            continue
        if there.value == here.value + 1:
            span = before.span.to(whole.span)
            row[at - 1 : at + 1] = [replace(whole, span=span, first=here)]
            del kept[at - 1]


def _end_of_right_side(
    row: list[Node], kept: list[str], at: int, before: tree.Event, after: Node | None
) -> None:
    """X_1 = x_1, …, X_n = x_n, and what goes on behind the sign of X_1, …, X_n = x_1, …, x_n."""
    dots = row[at]
    lhs = before.lhs
    last = after
    if isinstance(after, tree.Event):
        if after.rel != before.rel:
            raise NotRead(dots.span, "dots between relations of two kinds")
        lhs = _range([before.lhs], after.lhs, dots)
        last = after.rhs
    rhs = _range([before.rhs], last, dots)
    row[at - 1 : at + 2] = [tree.Event(lhs.span.to(rhs.span), lhs, before.rel, rhs, before.over)]
    del kept[at - 1 : at if after is None else at + 1]


def _row_of(row: list[Node], kept: list[str], at: int, after: Node | None) -> None:
    """x_1, …, x_n as one; before a relation it is the left side of it."""
    first = at
    while first and kept[first - 1] == "," and _goes_on(row, first, at):
        first -= 1
    last = after.lhs if isinstance(after, tree.Event) else after
    end = at if after is None else at + 1
    while end > at and end + 1 < len(row) and kept[end] == "," and _next_to(row, end):
        end += 1  # X_{i-1}, …, X_2, X_1
        last = row[end]
    whole = _range(row[first:at], last, row[at])
    if isinstance(after, tree.Event):
        span = whole.span.to(after.span)
        whole = tree.Event(span, whole, after.rel, after.rhs, after.over)
    row[first : end + 1] = [whole]
    del kept[first:end]


def _next_to(row: list[Node], at: int) -> bool:
    """Whether the item behind that one is the next member of its row."""
    here, there = row[at], row[at + 1]
    return _alike(here, there) and _index(here) is not None and _follows(here, there)


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


def as_segment(node: Node) -> tree.Range | None:
    """X_2^n of a measure, X_2, …, X_n; None if it is no such thing."""
    base = node.base if isinstance(node, tree.Pow) else None
    if not isinstance(node, tree.Pow) or not isinstance(base, Name) or not base.base.isupper():
        return None
    terms = node.exponent.terms if isinstance(node.exponent, tree.Add) else (node.exponent,)
    if len(base.sub) != 1 or not isinstance(base.sub[0], Num) or not isinstance(terms[0], Name):
        return None
    return tree.Range(node.span, replace(base, sub=()), base.sub[0], node.exponent)


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
    if _index(here) is None:
        return False
    if first == at:
        return True
    there = row[first]
    if not _alike(here, there):
        return False
    numbers = isinstance(_index(here), Num) and isinstance(_index(there), Num)
    return numbers or _follows(here, there)


def _index(node: Node) -> Node | None:
    """Of x_i its i, of a number itself."""
    if isinstance(node, Num):
        return node
    if not isinstance(node, Name):
        return None
    return node.sub[-1] if node.sub else _step(node)


def _step(node: Name) -> Node | None:
    """Of x^{(i)} its i."""
    mark = node.sup[0] if len(node.sup) == 1 else None
    return mark.items[0] if isinstance(mark, tree.Members) and len(mark.items) == 1 else None


def _of(node: Node) -> Node | None:
    if not isinstance(node, Name) or _index(node) is None:
        return None
    return replace(node, sub=node.sub[:-1]) if node.sub else replace(node, sup=())


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
    if _goes_down(before, end):
        first, end = end, first
    return tree.Range(span, _of(before[0]), first, end)


def _goes_down(before: list[Node], end: Node | None) -> bool:
    """X_{i-1}, …, X_1 and X_i, X_{i-1}, …, X_k."""
    first = _index(before[0])
    if len(before) == 1:
        return isinstance(end, Num) and not isinstance(first, Num)
    second = _index(before[1])
    if first is None or second is None:
        return False
    return _counted(second)[1] < _counted(first)[1]


def _alike(one: Node, other: Node) -> bool:
    return type(one) is type(other) and _of(one) == _of(other)


def _count(before: list[Node], dots: Node) -> None:
    """Raises NotRead unless the members written out follow one another: x_1, x_2."""
    if not all(_follows(one, other) for one, other in pairwise(before)):
        raise NotRead(dots.span, "dots behind members that do not follow one another")


def _follows(one: Node, other: Node) -> bool:
    """x_2 behind x_1, x_{i+1} behind x_i, and x_{i-1} behind x_i of a row that goes down."""
    here, there = _index(one), _index(other)
    if here is None or there is None:
        return False
    (one_of, one_at), (other_of, other_at) = _counted(here), _counted(there)
    return one_of == other_of and abs(other_at - one_at) == 1


def _counted(index: Node) -> tuple[Node | None, Fraction]:
    """Of i − 2 the i and −2, of a number nothing and itself."""
    if isinstance(index, Num):
        return None, index.value
    if isinstance(index, tree.Add) and len(index.terms) == 2:
        of, step = index.terms
        number = step.body if isinstance(step, tree.Neg) else step
        if isinstance(number, Num):
            return of, -number.value if isinstance(step, tree.Neg) else number.value
    return index, Fraction(0)
