"""Products: which factors are numbers, and which make up one product of vectors and matrices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from derive.notes.resolve.linear.shapes import NUMBER, ONE, Shape
from derive.notes.resolve.linear.signs import is_dotted, is_inverse, is_small, transposed
from derive.notes.resolve.linear.table import Table
from derive.notes.source import NotRead, Span
from derive.notes.tree import Name, Node, Pow


class Reads(Protocol):
    """What reads shapes, `reading.Reading`."""

    known: Table
    learns: bool

    def of(self, node: Node) -> Shape | None: ...

    def fit(self, one: Shape, other: Shape, span: Span) -> None: ...

    def teach(self, node: Node, shape: Shape) -> None: ...

    def named(self, node: Node) -> Name | None: ...


@dataclass
class Grouped:
    """numbers: factors that are such. rows: products of other factors, each with the shapes of
    these; all but the last are numbers. shape: of the whole; None where it is not known."""

    numbers: list[Node] = field(default_factory=list)
    rows: list[list[tuple[Node, Shape]]] = field(default_factory=list)
    shape: Shape | None = NUMBER


def grouped(r: Reads, factors: Sequence[Node], span: Span) -> Grouped:
    """Raises NotRead: factors that do not fit, or are not known to be numbers or not."""
    out = Grouped()
    shapes = [r.of(f) for f in factors]
    known = [s for s in shapes if s is not None and not s.is_number]
    if not known:
        out.numbers = list(factors)
        out.shape = NUMBER if None not in shapes or not r.learns else None
        return out
    last: Shape | None = None
    for n, factor in enumerate(factors):
        shape = shapes[n]
        if shape is not None and last is not None and _is_point(r, factor, last):
            shape = Shape(last.cols, ONE)
            r.teach(factor, shape)
        if shape is None:
            shape = _told(r, factor, last, _next(shapes[n + 1 :]))
        if shape.is_number:
            out.numbers.append(factor)
            continue
        if last is None or last.is_number:
            out.rows.append([])
            last = None
        elif last.cols == ONE and shape.cols == ONE and is_dotted(factors[n - 1], factor):
            before = out.rows[-1].pop()
            out.rows[-1].append((transposed(before[0]), before[1].turned()))
            if len(out.rows[-1]) > 1:
                raise NotRead(span, "a dot behind a product: put brackets")
            last = before[1].turned()
        out.rows[-1].append((factor, shape))
        last = shape if last is None else _times(r, last, shape, span)
    out.shape = last
    return out


def _is_point(r: Reads, node: Node, before: Shape) -> bool:
    """Whether it is x_i behind a row, w^⊤x_i, which is a vector though x is one, too."""
    if not r.learns or before.rows != ONE or before.cols == ONE or not isinstance(node, Name):
        return False
    own = r.known.own(node)
    return bool(node.sub) and own not in r.known.shapes and r.known.is_part(own)


def _next(shapes: Sequence[Shape | None]) -> Shape | None:
    return next((s for s in shapes if s is None or not s.is_number), None)


def _times(r: Reads, left: Shape, right: Shape, span: Span) -> Shape:
    if left.cols == ONE and right.rows != ONE:
        raise NotRead(span, "a product of a column and what is no row: which product is this?")
    if (left.cols == ONE) != (right.rows == ONE):
        raise NotRead(span, "factors that do not fit: what stands behind a row or matrix is a row")
    r.fit(Shape(left.cols, ONE), Shape(right.rows, ONE), span)
    return Shape(left.rows, right.cols)


def _told(r: Reads, node: Node, before: Shape | None, after: Shape | None) -> Shape:
    """What a factor of which nothing is known is, between others: a small letter behind a row or a
    matrix is a column, a capital before or behind one a matrix, other small letters are numbers."""
    name = r.named(node.base if isinstance(node, Pow) and is_inverse(node) else node)
    if name is None:
        if isinstance(node, Name):  # 0
            raise NotRead(node.span, "the vector 0 as a factor")
        return NUMBER
    follows = before is not None and before.cols != ONE
    if is_small(name):
        if not follows or before is None:
            return NUMBER
        shape = Shape(before.cols, ONE)
    elif follows and before is not None:
        shape = Shape(before.cols, r.known.dims.fresh())
    elif after is not None and after.rows != ONE:
        shape = Shape(r.known.dims.fresh(), after.rows)
    else:
        return NUMBER
    if not r.learns:
        what = r.known.parts(name).stem.key.latex()
        ask = (f"{what} is a number", f"{what} is a matrix")
        raise NotRead(node.span, f"is {what} a number here, or a vector or matrix?", ask)
    r.teach(name, shape)
    return shape


def products(group: Sequence[tuple[Node, Shape]]) -> Iterator[tuple[Node, Shape]]:
    """The factors of a product without identity matrices beside others."""
    kept = [g for g in group if not _is_identity(g[0])]
    yield from kept or group[:1]


def _is_identity(node: Node) -> bool:
    return isinstance(node, Name) and node.base == "I"
