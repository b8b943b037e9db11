"""Formulas of vectors and matrices by their components: w^⊤x is Σ_j w_j x_j."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from derive.notes import tree
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.linear.opaque import law_value
from derive.notes.resolve.linear.products import grouped, products
from derive.notes.resolve.linear.reading import Reading, hole, is_identity
from derive.notes.resolve.linear.shapes import NUMBER, ONE, Shape
from derive.notes.resolve.linear.signs import (
    DIAGONALS,
    EACH,
    LOGISTIC,
    TRACES,
    head_of,
    is_law,
    is_transpose,
)
from derive.notes.source import NotRead, Span
from derive.notes.tree import Call, Name, Node, Num
from derive.notes.walk import mapped, product, walk

Index = Node | None
"""Where a component stands; None where there is one row, or one column."""


@dataclass
class Components:
    """The components of formulas. letters: free for indices here, the first first. changed: whether
    anything was of vectors. algebra: whether components of them were taken. opaque: whether laws
    that are given vectors are numbers with a name."""

    r: Reading
    letters: Sequence[str]
    taken: list[str] = field(default_factory=list)
    changed: bool = False
    opaque: bool = False
    algebra: bool = False

    def number(self, node: Node) -> Node:
        """A formula that is a number, with what it has of vectors by their components."""
        return self.at(node, None, None)

    def at(self, node: Node, row: Index, col: Index) -> Node:
        make = _MAKERS.get(type(node))
        if make is not None:
            made: Node = make(self, node, row, col)
            return made
        if isinstance(node, (tree.Indicator, tree.Event)):
            return node
        return mapped(node, self.number)

    def letter(self, span: Span) -> Name:
        """A letter that stands nowhere here.

        Raises:
            NotRead: if none is left.
        """
        for base in self.letters:
            if base not in self.taken:
                self.taken.append(base)
                return Name(span, base)
        raise NotRead(span, "no letter is left for an index of a vector")

    @contextmanager
    def summed(self, span: Span) -> Iterator[Name]:
        """A letter for a sum, free again behind it."""
        letter = self.letter(span)
        try:
            yield letter
        finally:
            self.taken.remove(letter.base)

    def sum(self, node: Node, dim: str, letter: Name, body: Node) -> Node:
        """The sum over a dimension, whose size is said where nothing in the body tells it."""
        over = tree.Over(node.span, "letters", (letter,))
        size = self.r.known.dims.name(dim)
        if not any(isinstance(n, Name) and letter in n.sub for n in walk(body)):
            if not size or not size.isalpha():
                raise NotRead(node.span, "a sum over a dimension that has no name")
            one, last = Num(node.span, Fraction(1)), Name(node.span, size)
            over = replace(over, kind="from", first=one, last=last)
        return tree.Big(node.span, "sum", over, body)

    def is_law(self, node: Node) -> bool:
        """Whether it is the value of a law that is given a vector."""
        law = isinstance(node, Call) and is_law(node) and not measure_of(node)
        return law and isinstance(node, Call) and any(map(self.r.is_vector, node.args))

    def shape(self, node: Node) -> Shape:
        return self.r.of(node) or NUMBER


# ---------------------------------------------------------------- names


def _name(c: Components, node: Name, row: Index, col: Index) -> Node:
    if node.base in ("0", "1") and node.accents:
        return Num(node.span, Fraction(int(node.base)))
    if row is None and col is None:
        made = c.r.known.number(node)
        c.changed |= made != node
        return made
    c.changed = True
    if is_identity(node, c.r.known) and row is not None and col is not None:
        return _same(node.span, row, col)
    shape = c.r.known.shape(node)
    if shape is None or shape.is_number:
        raise NotRead(node.span, f"{node.span.text} is no vector or matrix")
    c.algebra = True
    return c.r.known.at(node, [i for i in (row, col) if i is not None])


def _same(span: Span, row: Node, col: Node) -> Node:
    if row == col:
        return Num(span, Fraction(1))
    return tree.Indicator(span, tree.Event(span, row, "=", col))


# ---------------------------------------------------------------- arithmetic


def _add(c: Components, node: tree.Add, row: Index, col: Index) -> Node:
    return replace(node, terms=tuple(_term(c, t, row, col) for t in node.terms))


def _term(c: Components, node: Node, row: Index, col: Index) -> Node:
    """A term at a place; the 1 of 1 − p as it is."""
    if isinstance(node, tree.Neg):
        return replace(node, body=_term(c, node.body, row, col))
    return c.number(node) if isinstance(node, Num) else c.at(node, row, col)


def _neg(c: Components, node: tree.Neg, row: Index, col: Index) -> Node:
    return replace(node, body=c.at(node.body, row, col))


def _mul(c: Components, node: tree.Mul, row: Index, col: Index) -> Node:
    return _product(c, node.factors, node, row, col)


def _product(c: Components, factors: Sequence[Node], node: Node, row: Index, col: Index) -> Node:
    found = grouped(c.r, factors, node.span)
    out = [c.number(f) for f in found.numbers]
    whole = found.shape is None or found.shape.is_number
    for n, group in enumerate(found.rows):
        last = n == len(found.rows) - 1 and not whole
        out.append(_row(c, list(products(group)), node, *((row, col) if last else (None, None))))
    return product(tuple(out), node.span)


def _row(
    c: Components, group: list[tuple[Node, Shape]], node: Node, row: Index, col: Index
) -> Node:
    """A product of vectors and matrices, from the left: Σ_j a(row, j) b(j, col)."""
    (first, shape), *rest = group
    if not rest:
        return c.at(first, row, col)
    c.changed = True
    if shape.cols == ONE:
        return product((c.at(first, row, None), _row(c, rest, node, None, col)), node.span)
    with c.summed(node.span) as j:
        body = product((c.at(first, row, j), _row(c, rest, node, j, col)), node.span)
        return c.sum(node, shape.cols, j, body)


def _pow(c: Components, node: tree.Pow, row: Index, col: Index) -> Node:
    if is_transpose(node):
        c.changed = True
        return c.at(node.base, col, row)
    return replace(node, base=c.number(node.base), exponent=c.number(node.exponent))


def _frac(c: Components, node: tree.Frac, row: Index, col: Index) -> Node:
    return replace(node, top=c.at(node.top, row, col), bottom=c.number(node.bottom))


def _each(c: Components, node: Any, row: Index, col: Index) -> Node:
    made: Node = replace(node, body=c.at(node.body, row, col))
    return made


# ---------------------------------------------------------------- functions


def _call(c: Components, node: Call, row: Index, col: Index) -> Node:
    head = head_of(node)
    if is_transpose(node.head) or (isinstance(node.head, Name) and c.r.multiplies(node)):
        return _product(c, (node.head, *node.args), node, row, col)
    if _is_logistic(c, node):
        return _logistic(c, node, row, col)
    if head == r"\odot":
        c.changed = True
        return product(tuple(c.at(a, row, col) for a in node.args), node.span)
    shapes = [c.r.of(a) for a in node.args]
    grown = [s for s in shapes if s is not None and not s.is_number]
    if not grown or is_law(node):
        if is_law(node):
            return law_value(c.r, node) if c.opaque and c.is_law(node) else node
        made = c.number(node.head) if isinstance(node.head, (Name, tree.Pow)) else node.head
        return replace(node, head=made, args=tuple(map(c.number, node.args)))
    c.changed = True
    (arg, *_) = node.args
    if head == r"\langle":
        with c.summed(node.span) as j:
            at = (j, None) if grown[0].cols == ONE else (None, j)
            body = product(tuple(c.at(a, *at) for a in node.args), node.span)
            return c.sum(node, grown[0].rows if grown[0].cols == ONE else grown[0].cols, j, body)
    if len(node.args) == 1 and head in TRACES:
        with c.summed(node.span) as j:
            return c.sum(node, grown[0].rows, j, c.at(arg, j, j))
    if len(node.args) == 1 and head in DIAGONALS and row is not None and col is not None:
        return product((_same(node.span, row, col), c.at(arg, row, None)), node.span)
    if len(node.args) == 1 and c.r.is_softmax(node):
        return _softmax(c, node, row, col)
    if len(node.args) == 1 and head in EACH:
        return replace(node, args=(c.at(arg, row, col),))
    return _value(c, node, row, col)


def _is_logistic(c: Components, node: Call) -> bool:
    head, one = node.head, len(node.args) == 1
    plain = isinstance(head, Name) and not (head.sub or head.sup or head.primes or head.accents)
    return (
        plain
        and one
        and head_of(node) in LOGISTIC
        and (c.r.sigma in ("logistic", "said") and not isinstance(node.args[0], tree.Event))
    )


def _logistic(c: Components, node: Call, row: Index, col: Index) -> Node:
    """σ(z), of each component, as 1/(1 + e^{−z})."""
    span = node.span if c.r.sigma == "logistic" else node.args[0].span  # supposed, or said
    one = Num(span, Fraction(1))
    power = tree.Exp(span, tree.Neg(span, c.at(node.args[0], row, col)))
    return tree.Frac(span, one, tree.Add(span, (one, power)))


def _softmax(c: Components, node: Call, row: Index, col: Index) -> Node:
    """e^{z_i}/Σ_k e^{z_k}, of the i that stands below it, or that is asked for."""
    (arg,) = node.args
    shape = c.shape(arg)
    own = node.head.sub[0] if isinstance(node.head, Name) and node.head.sub else row or col
    if own is None or not shape.is_vector:
        raise NotRead(node.span, "softmax of what is no vector, or without an index")

    def at(i: Node) -> Node:
        place = (i, None) if shape.cols == ONE else (None, i)
        return tree.Exp(node.span, c.at(arg, *place))

    with c.summed(node.span) as k:
        total = c.sum(node, shape.rows if shape.cols == ONE else shape.cols, k, at(k))
    return tree.Frac(node.span, at(own), total)


def _value(c: Components, node: Call, row: Index, col: Index) -> Node:
    """f_i of f(x_i), where f is given the same vectors wherever it stands."""
    name = c.r.value(node)
    if name is None:
        raise NotRead(node.span, f"{head_of(node)}(…) of a vector that is not a name alone")
    if not c.r.is_usual(node):
        why = f"{head_of(node)}(…) at another vector than it is usually of in these notes"
        raise NotRead(node.span, why)
    return _name(c, name, row, col)


def _bars(c: Components, node: tree.Bars, row: Index, col: Index) -> Node:
    shape = c.shape(node.body)
    if node.kind != "||" or shape.is_number:
        return replace(node, body=c.number(node.body))
    return tree.Root(node.span, _squares(c, node, shape)) if _is_euclidean(node) else _one(c, node)


def _is_euclidean(node: tree.Bars) -> bool:
    index = node.index
    return (
        index is None
        or (isinstance(index, Num) and index.value == 2)
        or (isinstance(index, Name) and index.base == "F")
    )


def _one(c: Components, node: tree.Bars) -> Node:
    """‖x‖_1."""
    if not (isinstance(node.index, Num) and node.index.value == 1):
        raise NotRead(node.span, "which norm is this? ‖·‖, ‖·‖_2, ‖·‖_1 are read")
    return _over_all(c, node, lambda n: tree.Bars(node.span, "|", n))


def _squares(c: Components, node: tree.Bars, shape: Shape) -> Node:
    return _over_all(c, node, lambda n: tree.Pow(node.span, n, Num(node.span, Fraction(2))))


def _over_all(c: Components, node: tree.Bars, of: Callable[[Node], Node]) -> Node:
    """The sum over all components of a function of them."""
    shape = c.shape(node.body)
    c.changed = True
    with c.summed(node.span) as i:
        if shape.is_matrix:
            with c.summed(node.span) as j:
                inner = c.sum(node, shape.cols, j, of(c.at(node.body, i, j)))
            return c.sum(node, shape.rows, i, inner)
        place = (i, None) if shape.cols == ONE else (None, i)
        dim = shape.rows if shape.cols == ONE else shape.cols
        return c.sum(node, dim, i, of(c.at(node.body, *place)))


def _squared(c: Components, node: tree.Pow) -> Node | None:
    """‖x‖² without its root."""
    bars, power = node.base, node.exponent
    if not isinstance(bars, tree.Bars) or bars.kind != "||" or not _is_euclidean(bars):
        return None
    shape = c.shape(bars.body)
    squared = isinstance(power, Num) and power.value == 2 and not shape.is_number
    return _squares(c, bars, shape) if squared else None


# ---------------------------------------------------------------- the rest


def _power(c: Components, node: tree.Pow, row: Index, col: Index) -> Node:
    return _squared(c, node) or _pow(c, node, row, col)


def _big(c: Components, node: tree.Big, row: Index, col: Index) -> Node:
    return replace(node, body=c.at(node.body, row, col))


def _mean(c: Components, node: tree.Mean, row: Index, col: Index) -> Node:
    return replace(node, body=c.at(node.body, row, col))


def _derivative(c: Components, node: tree.Derivative, row: Index, col: Index) -> Node:
    if node.op == "prime":
        return replace(node, body=c.number(node.body), var=c.number(node.var))
    var = hole(c.r, node) if isinstance(node.var, tree.Hole) else node.var
    by, body = c.r.of(var), c.r.of(node.body)
    if by is None or by.is_number:
        return replace(node, body=c.at(node.body, row, col), var=c.number(var))
    c.changed = True
    if node.order == 2:
        inner = replace(node, body=c.number(node.body), var=c.at(var, col, None), order=1, op="d")
        return replace(inner, body=inner, var=c.at(var, row, None))
    if body is not None and not body.is_number:
        return replace(node, body=c.at(node.body, row, None), var=c.at(var, col, None), op="d")
    return replace(node, body=c.number(node.body), var=c.at(var, row, col), op="d")


def _entry(c: Components, node: tree.Entry, row: Index, col: Index) -> Node:
    c.changed = True
    shape = c.shape(node.of)
    if shape.is_matrix:
        return c.at(node.of, node.at[0], node.at[1])
    return c.at(node.of, *((node.at[0], None) if shape.cols == ONE else (None, node.at[0])))


def _choice(c: Components, node: tree.Choice, row: Index, col: Index) -> Node:
    """The readings that have a shape."""
    made: list[Node] = []
    why: NotRead | None = None
    for reading in node.readings:
        try:
            c.r.of(reading)
            made.append(c.at(reading, row, col))
        except NotRead as wrong:
            why = wrong
    if not made:
        raise why or NotRead(node.span, "no reading of this has a shape")
    return made[0] if len(made) == 1 else replace(node, readings=tuple(made))


_MAKERS: dict[type[Node], Callable[[Components, Any, Index, Index], Node]] = {
    Name: _name,
    tree.Add: _add,
    tree.Neg: _neg,
    tree.Mul: _mul,
    tree.Pow: _power,
    tree.Frac: _frac,
    Call: _call,
    tree.Exp: _each,
    tree.Log: _each,
    tree.Root: _each,
    tree.Bars: _bars,
    tree.Big: _big,
    tree.Mean: _mean,
    tree.Derivative: _derivative,
    tree.Entry: _entry,
    tree.Choice: _choice,
}
