"""The shapes of formulas, and what they teach of names that nothing else tells of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from derive.notes import tree
from derive.notes.parse.table import SOFTMAX
from derive.notes.resolve.linear.products import grouped
from derive.notes.resolve.linear.shapes import NUMBER, ONE, Apart, Shape, Stem, is_bold
from derive.notes.resolve.linear.signs import (
    DIAGONALS,
    EACH,
    JOINED,
    OTHERS,
    SIGMA,
    TRACES,
    head_of,
    is_frobenius,
    is_law,
    is_small,
    is_transpose,
)
from derive.notes.resolve.linear.table import Table
from derive.notes.source import NotRead, Span
from derive.notes.tree import Call, Name, Node, Num
from derive.notes.walk import children

_OWN = frozenset((*JOINED, *EACH, *TRACES, *DIAGONALS, *SOFTMAX))


@dataclass
class Reading:
    """known: of names. learns: whether names take the shape that their place asks for; else what is
    not known is a number, or no one's guess. functions: heads that are called with vectors that are
    names, and those that it is given most often, () where several are. sigma: what σ is, "logistic"
    ("said" where the notes say so), "softmax", or "" where it is something else. counted: whether T
    is a number."""

    known: Table
    learns: bool = False
    learned: bool = False
    functions: dict[str, tuple[Name, ...]] = field(default_factory=dict)
    sigma: str = "logistic"
    counted: bool = False

    def of(self, node: Node) -> Shape | None:
        """The shape; None where it is not known, or may be any, as that of **0**.

        Raises:
            NotRead: where shapes do not fit.
        """
        read = _SHAPES.get(type(node))
        if read is not None:
            return read(self, node)
        for child in children(node):
            self.of(child)
        return NUMBER

    def teach(self, node: Node, shape: Shape) -> None:
        """A name, or a function's value, takes a shape."""
        name = self.named(node)
        if self.learns and name is not None:
            self.learned |= self.known.learn(name, shape)

    def named(self, node: Node) -> Name | None:
        """The name whose shape is that of a node: of φ(x_i) φ_i, of −x/2 x."""
        if isinstance(node, (tree.Frac, tree.Neg)):
            return self.named(node.top if isinstance(node, tree.Frac) else node.body)
        if isinstance(node, Call) and isinstance(node.head, Name) and not is_law(node):
            return self.value(node)
        if isinstance(node, Name) and node.base not in ("0", "1", "I"):
            return node
        return None

    def value(self, call: Call) -> Name | None:
        """What f(x_i, b) is called, where it is given a vector: f_i."""
        vectors = [a for a in call.args if isinstance(a, Name) and self.is_vector(a)]
        if not isinstance(call.head, Name) or not vectors:
            return None
        parts = [self.known.parts(a) for a in vectors]
        index = tuple(i for p in parts for i in (*p.above, *p.below))
        head = call.head
        sub = tuple(s for s in head.sub if not (isinstance(s, Name) and self.is_vector(s)))
        return Name(call.span, head.base, head.accents, head.primes, (*sub, *index), head.sup)

    def is_vector(self, node: Node) -> bool:
        """Whether it is the name of a vector or matrix."""
        shape = self.known.shape(node) if isinstance(node, Name) else None
        return shape is not None and not shape.is_number

    def is_usual(self, call: Call) -> bool:
        """Whether a function is given the vectors that it is usually of, L(w) of L(w) and L(w*)."""
        usual = self.functions.get(head_of(call), ())
        return bool(usual) and self.stems(usual) == self.stems(call.args)

    def stems(self, nodes: Sequence[Node]) -> tuple[Stem, ...]:
        """What the vectors among some names are, apart from their indices."""
        return tuple(
            self.known.parts(n).stem for n in nodes if isinstance(n, Name) and self.is_vector(n)
        )

    def is_softmax(self, call: Call) -> bool:
        """Whether it is softmax, or a σ that is written for it in these notes."""
        return head_of(call) in SOFTMAX or (
            head_of(call) == SIGMA
            and self.sigma == "softmax"
            and len(call.args) == 1
            and self._is_grown(call.args[0])
        )

    def multiplies(self, node: Call) -> bool:
        """Whether a bracket is a factor: X(θ − y) behind a vector or matrix, and λ(w − v) behind a
        name that is called with no vector, where there is one in it."""
        (arg, *more) = node.args or (None,)
        if arg is None or more or node.brackets == "{" or is_law(node):
            return False
        head = node.head
        if not isinstance(head, Name) or head.base in (*_OWN, *self.functions):
            return False
        shape = self.known.shape(head)
        if shape is not None and not shape.is_number:
            return True
        return not isinstance(arg, Name) and self._is_grown(arg)

    def _is_grown(self, node: Node) -> bool:
        try:
            shape = self.of(node)
        except NotRead:
            return False
        return shape is not None and not shape.is_number

    def same(self, shapes: list[tuple[Node, Shape | None]], node: Node) -> Shape | None:
        """The one shape of several things; those of which nothing is known take it."""
        told = [s for _, s in shapes if s is not None]
        grown = [s for s in told if not s.is_number]
        if not grown:
            return NUMBER if len(told) == len(shapes) else None
        for other in grown[1:]:
            self.fit(grown[0], other, node.span)
        for part, s in shapes:
            if s is None:
                self.teach(part, grown[0])
        return grown[0]

    def fit(self, one: Shape, other: Shape, span: Span) -> None:
        try:
            self.known.dims.same(one, other)
        except Apart as why:
            said = f"{_size(one, self.known)} beside {_size(other, self.known)}"
            raise NotRead(span, f"shapes that do not fit: {said}") from why


def _size(shape: Shape, known: Table) -> str:
    if shape.is_number:
        return "a number"
    rows, cols = (known.dims.name(d) or "?" for d in (shape.rows, shape.cols))
    if shape.cols == ONE:
        return f"a column of {rows}"
    return f"a row of {cols}" if shape.rows == ONE else f"{rows} × {cols}"


# ---------------------------------------------------------------- names and sums


def _name(r: Reading, node: Name) -> Shape | None:
    if node.base == "0" and node.accents:
        return None
    if node.base == "1" and node.accents:
        return r.known.column()
    if is_identity(node, r.known):
        side = r.known.dims.fresh()
        return Shape(side, side)
    shape = r.known.shape(node)
    if shape is None and not r.learns and (is_small(node) or r.known.is_above(r.known.own(node))):
        return NUMBER
    return shape


def is_identity(node: Node, known: Table) -> bool:
    """I, I_d, \\mathbf{I}, where the notes do not say that I is something else."""
    return (
        isinstance(node, Name)
        and node.base == "I"
        and not node.sup
        and (known.own(node) not in known.shapes or is_bold(node))
        and known.own(node) not in known.numbers
    )


def _add(r: Reading, node: tree.Add) -> Shape | None:
    parts = [(_bare(t), r.of(t)) for t in node.terms]
    shape = r.same(parts, node)
    if shape is None or shape.is_number:
        return shape
    for part, s in parts:
        if s is not None and s.is_number and not (isinstance(part, Num) and shape.is_vector):
            if isinstance(part, Num) and part.value == 0:
                continue
            raise NotRead(node.span, f"{part.span.text} is a number, and is added to what is none")
    return shape


def _bare(node: Node) -> Node:
    return node.body if isinstance(node, tree.Neg) else node


def _neg(r: Reading, node: tree.Neg) -> Shape | None:
    return r.of(node.body)


# ---------------------------------------------------------------- products


def _mul(r: Reading, node: tree.Mul) -> Shape | None:
    return grouped(r, node.factors, node.span).shape


def _pow(r: Reading, node: tree.Pow) -> Shape | None:
    base = r.of(node.base)
    if is_transpose(node):
        if base is None and not r.learns:
            raise NotRead(node.span, f"what is {node.base.span.text}, which is transposed?")
        if base is not None and base.is_number:
            what = node.base.span.text
            raise NotRead(node.span, f"{what}^⊤: {what} is a number, as far as these notes show")
        if base is not None and base.is_matrix and r.counted and node.exponent.span.text == "T":
            raise NotRead(node.span, "a transpose, or the power T? A transpose is written ^\\top")
        return None if base is None else base.turned()
    r.of(node.exponent)
    if base is not None and not base.is_number:
        power = node.exponent.span.text
        why = "an inverse" if power.startswith("-") else f"the power {power}"
        raise NotRead(node.span, f"{why} of a vector or matrix is not read")
    return base


def _frac(r: Reading, node: tree.Frac) -> Shape | None:
    bottom = r.of(node.bottom)
    if bottom is not None and not bottom.is_number:
        raise NotRead(node.bottom.span, "a vector or matrix below a fraction bar")
    return r.of(node.top)


def _call(r: Reading, node: Call) -> Shape | None:
    head = head_of(node)
    if is_transpose(node.head) or (isinstance(node.head, Name) and r.multiplies(node)):
        return grouped(r, (node.head, *node.args), node.span).shape
    shapes = [r.of(a) for a in node.args]
    if head in JOINED:
        shape = r.same(list(zip(node.args, shapes, strict=True)), node)
        if shape is None or (head == r"\langle" and not shape.is_vector):
            return None if shape is None else _refuse(node, "⟨·,·⟩ is read of vectors")
        return shape if head == r"\odot" else NUMBER
    if all(s is None or s.is_number for s in shapes) or is_law(node):
        return NUMBER if not r.learns or None not in shapes else None
    if len(node.args) == 1 and shapes[0] is not None:
        if head in TRACES or head in DIAGONALS:
            return _square(r, node, head, shapes[0])
        if r.is_softmax(node) and isinstance(node.head, Name):
            return NUMBER if node.head.sub else shapes[0]
        if head in EACH:
            return shapes[0]
    if head in OTHERS:
        raise NotRead(node.span, f"{head} of a vector or matrix is not read")
    name = r.value(node)
    return r.known.shape(name) if name is not None else NUMBER


def _refuse(node: Node, why: str) -> Shape:
    raise NotRead(node.span, why)


def _square(r: Reading, node: Call, head: str, shape: Shape) -> Shape:
    if head in DIAGONALS:
        if not shape.is_vector or shape.cols != ONE:
            raise NotRead(node.span, "diag(…) is read of a column alone")
        return Shape(shape.rows, shape.rows)
    if not shape.is_matrix:
        raise NotRead(node.span, "a trace of what is no matrix")
    r.fit(shape, shape.turned(), node.span)
    return NUMBER


# ---------------------------------------------------------------- the rest


def _each(r: Reading, node: Any) -> Shape | None:
    """exp, log: of each component."""
    shape = r.of(node.body)
    if shape is not None and shape.is_matrix:
        raise NotRead(node.span, "a function of a matrix: of each component, or a series?")
    return shape


def _bars(r: Reading, node: tree.Bars) -> Shape | None:
    shape = r.of(node.body)
    if node.kind == "|":
        if shape is not None and not shape.is_number:
            raise NotRead(node.span, "|·| of a vector or matrix: a norm is written ‖·‖")
    elif shape is not None and shape.is_matrix and not is_frobenius(node.index):
        raise NotRead(node.span, "which norm of a matrix is this? ‖·‖_F is read")
    return NUMBER


def _big(r: Reading, node: tree.Big) -> Shape | None:
    shape = r.of(node.body)
    if node.op != "sum" and shape is not None and not shape.is_number:
        raise NotRead(node.span, f"{node.op} of vectors or matrices is not read")
    return shape


def _mean(r: Reading, node: tree.Mean) -> Shape | None:
    shape = r.of(node.body)
    if node.op != "E" and shape is not None and not shape.is_number:
        raise NotRead(node.span, f"{node.op} of a vector is not read")
    return shape


def _derivative(r: Reading, node: tree.Derivative) -> Shape | None:
    body = r.of(node.body)
    if node.op == "prime":
        return body
    if isinstance(node.var, tree.Hole):
        return r.known.shape(hole(r, node))
    by = r.of(node.var)
    if by is None or body is None:
        return None
    if by.is_number:
        return body
    if body.is_number and node.order == 1:
        return by
    if by.cols == ONE and body.is_number and node.order == 2 and node.op == "nabla":
        return Shape(by.rows, by.rows)
    if by.cols == ONE and body.cols == ONE and node.op == "d" and node.order == 1:
        return Shape(body.rows, by.rows)
    raise NotRead(node.span, "a derivative of this by a vector or matrix is not read")


def hole(r: Reading, node: tree.Derivative) -> Name:
    """What ∇ without an index is by: the one vector that its body is of."""
    body = node.body
    named: tuple[Node, ...] = body.args if isinstance(body, Call) else ()
    if isinstance(body, Name):
        named = r.functions.get(body.base, ())
    found = [a for a in named if isinstance(a, Name) and r.is_vector(a)]
    if len(found) != 1:
        raise NotRead(node.span, "∇ without saying by what")
    return found[0]


def _entry(r: Reading, node: tree.Entry) -> Shape | None:
    shape = r.of(node.of)
    if shape is not None:
        wanted = 1 if shape.is_vector else 2
        if shape.is_number or len(node.at) != wanted:
            raise NotRead(node.span, "an index on what is no vector")
    return NUMBER


def _choice(r: Reading, node: tree.Choice) -> Shape | None:
    """Of readings that have a shape; they have one."""
    found: list[Shape | None] = []
    why: NotRead | None = None
    for reading in node.readings:
        try:
            found.append(r.of(reading))
        except NotRead as wrong:
            why = wrong
    if not found:
        raise why or NotRead(node.span, "no reading of this has a shape")
    return found[0]


_SHAPES: dict[type[Node], Callable[[Reading, Any], Shape | None]] = {
    Name: _name,
    Num: lambda r, node: NUMBER,
    tree.Add: _add,
    tree.Neg: _neg,
    tree.Mul: _mul,
    tree.Pow: _pow,
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
    tree.Indicator: lambda r, node: NUMBER,
    tree.Event: lambda r, node: NUMBER,
}
