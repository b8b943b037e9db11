r"""Linear algebra by components: w^⊤x is Σ_j w_j x_j, y = Ax is y_i = Σ_j A_{ij} x_j for each i.

Which names are vectors and matrices is told by what the text says (x ∈ ℝ^d, "the vector w"), by
signs (w^⊤, ‖w‖, ⊙), by bold letters where there is any of that, and by what stands beside such
names; never by whether a relation is true. What does not fit is not read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from derive.notes.blocks import Document, Prose
from derive.notes.chains import Chain
from derive.notes.facts import NEVER, Fact, Scope
from derive.notes.facts.formulas import Formulas
from derive.notes.kinds import INDICES
from derive.notes.parse import parse
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.linear import said, shown
from derive.notes.resolve.linear.components import Components
from derive.notes.resolve.linear.instances import Instances
from derive.notes.resolve.linear.reading import Reading
from derive.notes.resolve.linear.shapes import NUMBER, ONE, Shape
from derive.notes.resolve.linear.signs import has_algebra, is_law
from derive.notes.resolve.linear.table import Table
from derive.notes.source import NotRead
from derive.notes.tree import (
    Big,
    Call,
    Constant,
    Derivative,
    Indicator,
    Matrix,
    Name,
    Node,
    Num,
    Pow,
)
from derive.notes.walk import bound, mapped, walk

Sides = Sequence[Node | NotRead | None]
_LETTERS = "jklmnstiabcefghoqruv"


class Lowered(NamedTuple):
    """trees, facts: of numbers alone. introduced: relations that say what a law of vectors is, by
    the numbers of the chain and of the sign."""

    trees: list[Sides]
    facts: list[Fact]
    introduced: Collection[tuple[int, int]] = ()


def put(
    document: Document, chains: Sequence[Chain], trees: Sequence[Sides], facts: list[Fact]
) -> Lowered:
    """Sides and facts, of numbers alone."""
    trees = _transposed(document, trees)
    stated = [v for f in facts for v in (*f.names, *f.values)]
    r = _reading(document, chains, trees, facts, [*_trees(trees), *stated])
    if r is None:
        return Lowered([_signless(row) for row in trees], facts)
    counts = shown.counters(_trees(trees), said.counted(document)) - r.known.bound - INDICES
    trees = [[_counted(s, counts) if isinstance(s, Node) else s for s in row] for row in trees]
    every = _trees(trees)
    letters = _letters([*every, *stated])
    instances = Instances(r, said.binary(document, Formulas(document.macros, parse)))
    rows: list[Sides] = []
    for n, (chain, row) in enumerate(zip(chains, trees, strict=True)):
        if _writes_out(chain, row):
            instances.introduced.add((n, 0))
        rows.append(_row(chain, instances.row(chain, n, row), r, letters))
    new = [_fact(f, r, letters) for f in facts]
    return Lowered(rows, [*new, *_laws(every, document, r)], instances.introduced)


def _trees(rows: Sequence[Sides]) -> list[Node]:
    return [s for row in rows for s in row if isinstance(s, Node)]


def _laws(every: Sequence[Node], document: Document, r: Reading) -> list[Fact]:
    """That more is said of p(y|x) than is read, where components of x stand somewhere."""
    out: dict[Node, Fact] = {}
    for n in (n for t in every for n in walk(t)):
        if isinstance(n, Call) and is_law(n) and not measure_of(n):
            given = {r.known.parts(a).stem for a in n.args if isinstance(a, Name)}
            if given & r.known.taken:
                scope = Scope(0, NEVER)
                out.setdefault(n.head, Fact("equated", (n,), (), n.span, n.span.text, scope))
    return list(out.values())


_TURNED = re.compile(r"(?:\\dots|\\ldots|\.\.\.)[^()]*\)\s*\^\s*\{?\s*t\b")


def _transposed(document: Document, trees: Sequence[Sides]) -> Sequence[Sides]:
    """x^t as x^⊤ where the text writes a row (p_1, …, p_k)^t."""
    texts = (i.body.text for b in document.blocks if isinstance(b, Prose) for i in b.inline)
    if not any(_TURNED.search(t) for t in texts):
        return trees

    def turned(node: Node) -> Node:
        node = mapped(node, turned)
        sign = Constant(node.span, "transpose")
        if isinstance(node, Pow) and node.exponent == Name(node.span, "t"):
            return replace(node, exponent=sign)
        if isinstance(node, Name) and node.sup == (Name(node.span, "t"),):
            return Pow(node.span, replace(node, sup=()), sign)
        return node

    return [[turned(s) if isinstance(s, Node) else s for s in row] for row in trees]


def _writes_out(chain: Chain, row: Sides) -> bool:
    """X = [x_1^⊤; …; x_n^⊤]: a display that says what the components of a name are called."""
    names = isinstance(row[0], Name) or (isinstance(row[0], Derivative) and len(row) == 2)
    return chain.signs[0].rel in ("=", ":=") and names and isinstance(row[1], Matrix)


def _counted(node: Node, letters: Collection[str]) -> Node:
    """The tree with the c of p_c, which counts, as the index that it is."""
    node = mapped(node, lambda n: _counted(n, letters))
    if isinstance(node, Name) and node.sub:
        return replace(node, sub=tuple(_index(s, letters) for s in node.sub))
    if isinstance(node, Indicator):
        event = node.event
        sides = (_index(event.lhs, letters), _index(event.rhs, letters))
        return replace(node, event=replace(event, lhs=sides[0], rhs=sides[1]))
    return node


def _index(node: Node, letters: Collection[str]) -> Node:
    if isinstance(node, Name) and node.base in letters and not (node.sub or node.sup):
        return replace(node, base="{" + node.base + "}")
    return node


def _reading(
    document: Document,
    chains: Sequence[Chain],
    trees: Sequence[Sides],
    facts: Sequence[Fact],
    every: Sequence[Node],
) -> Reading | None:
    """What is known of all names; None where there are no vectors."""
    letters = {x.base for n in (n for t in every for n in walk(t)) for x in bound(n)
               if isinstance(x, Name)}  # fmt: skip
    formulas = Formulas(document.macros, parse)
    known = Table(frozenset(letters))
    for f in (f for f in facts if f.kind in ("vector", "matrix")):
        for n in (n for n in f.names if isinstance(n, Name)):
            known.learn(n, known.column() if f.kind == "vector" else known.matrix())
    shown.numbers(every, known)
    known.numbers |= {
        known.own(n) for f in facts if f.kind == "number" for n in f.names if isinstance(n, Name)
    }
    for chain, row in zip(chains, trees, strict=True):
        for k, sign in enumerate(chain.signs):
            one, other = row[k], row[k + 1]
            if sign.rel == "in" and isinstance(one, Node) and isinstance(other, Node):
                said.spaces([one], other, known)
    said.in_sentences(document, formulas, known)
    if not known.shapes and not any(map(has_algebra, every)):
        return None
    shown.by_signs(every, known)
    shown.by_bold(every, known)
    said.in_rows(document, formulas, known)
    shown.by_rows(trees, known)
    equations = [e for c, row in zip(chains, trees, strict=True) for e in _equations(c, row)]
    equations += [[f.names[0], f.values[0]] for f in facts
                  if f.kind == "define" and len(f.names) == len(f.values) == 1]  # fmt: skip
    shown.values(equations, known)
    r = shown.around(equations, known)
    nodes = [n for t in every for n in walk(t)]
    r.sigma, r.counted = shown.sigma(equations, nodes), shown.counts_to(nodes)
    return r


def _equations(chain: Chain, row: Sides) -> list[list[Node]]:
    """The sides that are said to be equal, in runs."""
    runs: list[list[Node]] = [[]]
    for k, side in enumerate(row):
        if k and chain.signs[k - 1].rel not in ("=", ":=", "=:"):
            runs.append([])
        if isinstance(side, Node):
            runs[-1].append(side)
    return runs


def _letters(every: Sequence[Node]) -> list[str]:
    """Letters for indices: those that are indices alone, or stand nowhere."""
    nodes = [n for t in every for n in walk(t)]
    below = {id(s) for n in nodes if isinstance(n, Name) for s in n.sub}
    below |= {id(x) for n in nodes if isinstance(n, Big) for x in n.over.letters}
    used = {n.base for n in nodes if isinstance(n, Name) and id(n) not in below}
    seen = {n.base for n in nodes if isinstance(n, Name)}
    return [x for x in _LETTERS if x not in used and (x in INDICES or x not in seen)]


def _signless(row: Sides) -> Sides:
    """What is left where there are no vectors."""
    return [
        NotRead(s.span, "vectors and matrices, of which nothing tells what they are")
        if isinstance(s, Node) and has_algebra(s)
        else s
        for s in row
    ]


def _row(chain: Chain, row: Sides, r: Reading, letters: Sequence[str]) -> Sides:
    """The sides of a chain by components, each relation for all of them. Laws that are given
    vectors are left as they are where nothing else has any, and are numbers elsewhere."""
    for opaque in (False, True):
        c = Components(r, _free(row, letters), opaque=opaque)
        out = _lowered(chain, row, c)
        laws = any(c.is_law(n) for s in row if isinstance(s, Node) for n in walk(s))
        both = zip(out, row, strict=True)
        refused = any(isinstance(s, NotRead) and isinstance(old, Node) for s, old in both)
        if not c.changed and not refused:
            return row
        if not (laws and c.algebra):
            break
    return out


def _free(row: Sides, letters: Sequence[str]) -> list[str]:
    trees = [s for s in row if isinstance(s, Node)]
    names = {n.base for t in trees for n in walk(t) if isinstance(n, Name)}
    return [x for x in letters if x not in names]


def _lowered(chain: Chain, row: Sides, c: Components) -> Sides:
    r = c.r
    shapes = [_shape(s, r) for s in row]
    whole = next((s for s in shapes if isinstance(s, Shape) and not s.is_number), NUMBER)
    at = None
    out: list[Node | NotRead | None] = []
    for k, (side, shape) in enumerate(zip(row, shapes, strict=True)):
        if not isinstance(side, Node) or isinstance(shape, NotRead):
            out.append(shape if isinstance(shape, NotRead) else side)
            continue
        try:
            if at is None and not whole.is_number:
                at = _places(c, whole, side)
            _fits(chain, k, side, shape, whole, r)
            out.append(c.at(side, *(at or (None, None))))
        except NotRead as why:
            out.append(why)
    return out


def _shape(side: Node | NotRead | None, r: Reading) -> Shape | NotRead | None:
    try:
        return r.of(side) if isinstance(side, Node) else None
    except NotRead as why:
        return why


def _places(c: Components, shape: Shape, side: Node) -> tuple[Name | None, Name | None]:
    """Letters for the components of a relation: indices by custom."""
    own = Components(c.r, [x for x in ("i", *c.letters) if x in c.letters and x in INDICES])
    row = own.letter(side.span) if shape.rows != ONE else None
    col = own.letter(side.span) if shape.cols != ONE else None
    c.taken += own.taken
    return row, col


def _fits(chain: Chain, k: int, side: Node, shape: Shape | None, whole: Shape, r: Reading) -> None:
    """NotRead: a number beside a vector, which is not 0, or vectors that are not equated."""
    if whole.is_number:
        return
    rels = {chain.signs[n].rel for n in (k - 1, k) if 0 <= n < len(chain.signs)}
    if shape is not None and not shape.is_number:
        r.fit(whole, shape, side.span)
        if not rels <= {"=", ":=", "=:"}:
            raise NotRead(side.span, "vectors and matrices are read where they are equated")
    elif shape is not None and not (isinstance(side, Num) and side.value == 0):
        raise NotRead(side.span, "a number here, and a vector or matrix beside it")


def _fact(fact: Fact, r: Reading, letters: Sequence[str]) -> Fact:
    """A fact of numbers; a definition for each component."""
    used = {n.base for v in (*fact.names, *fact.values) for n in walk(v) if isinstance(n, Name)}
    c = Components(r, [x for x in letters if x not in used])
    try:
        if fact.kind == "define" and len(fact.names) == len(fact.values) == 1:
            shape = r.of(fact.values[0])
            at: tuple[Name | None, Name | None] = (None, None)
            if shape is not None and not shape.is_number:
                at = _places(c, shape, fact.values[0])
            left, right = (c.at(n, *at) for n in (fact.names[0], fact.values[0]))
            return replace(fact, names=(left,), values=(right,)) if c.changed else fact
        names, values = tuple(map(c.number, fact.names)), tuple(map(c.number, fact.values))
        return replace(fact, names=names, values=values) if c.changed else fact
    except NotRead:
        return replace(fact, kind="equated", values=()) if fact.kind == "define" else fact
