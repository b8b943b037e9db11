"""What formulas show of vectors and matrices, and what follows for names beside these."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from derive.notes import tree
from derive.notes.resolve.calls import LAW_LETTERS
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.linear.reading import Reading
from derive.notes.resolve.linear.shapes import Shape, Stem, is_bold
from derive.notes.resolve.linear.signs import (
    JOINED,
    LOGISTIC,
    SIGMA,
    head_of,
    is_frobenius,
    is_law,
    is_small,
    is_transpose,
)
from derive.notes.resolve.linear.table import Table
from derive.notes.source import NotRead
from derive.notes.tree import Add, Bars, Call, Name, Neg, Node, Num
from derive.notes.walk import walk

_ROUNDS = 6
Equations = Sequence[Sequence[Node]]
"""Sides that are equal, one after the other."""


def numbers(trees: Iterable[Node], known: Table) -> None:
    """What counts: the n of Σ_{i=1}^n; and the L of ∇_w L."""
    for node in (n for t in trees for n in walk(t)):
        if isinstance(node, tree.Over) and isinstance(node.last, Name):
            known.numbers.add(known.own(node.last))
        if isinstance(node, tree.Derivative) and node.op == "nabla":
            body = node.body.head if isinstance(node.body, Call) else node.body
            if isinstance(body, Name) and not body.sub:
                known.numbers.add(known.own(body))
                known.totals.add(known.parts(body).stem)


def counters(trees: Iterable[Node], told: Collection[str]) -> frozenset[str]:
    """Small letters that stand below names only, and below two or more, or that the text tells: the
    c of z_c and p_c, the true class."""
    every = [n for t in trees for n in walk(t)]
    below = [(n.base, s) for n in every if isinstance(n, Name) for s in n.sub]
    below += [("δ", s) for n in every if isinstance(n, tree.Indicator)
              for s in (n.event.lhs, n.event.rhs)]  # fmt: skip
    marks = {id(s) for _, s in below}
    alone = {n.base for n in every if isinstance(n, Name) and id(n) not in marks}
    found: dict[str, set[str]] = {}
    for base, s in below:
        if isinstance(s, Name) and len(s.base) == 1 and s.base.islower() and not (s.sub or s.sup):
            found.setdefault(s.base, set()).add(base)
    return frozenset(
        c for c, names in found.items() if (len(names) > 1 or c in told) and c not in alone
    )


def by_signs(trees: Sequence[Node], known: Table) -> None:
    """Names that are transposed, in norms, or joined by ⊙ and ⟨·,·⟩."""
    every = [n for t in trees for n in walk(t)]
    laws = {head_of(n) for n in every if isinstance(n, Call) and is_law(n)} & LAW_LETTERS
    counted = counts_to(every)
    for name, matrix, normed in _signed(every, counted):
        law = name.base in (laws if not normed else LAW_LETTERS) and not is_bold(name)
        shape = known.shape(name)
        told = shape is not None and not (shape.is_number and known.is_part(known.own(name)))
        if law or name.base in ("0", "1", "I") or told:
            continue
        known.learn(name, known.matrix() if matrix or not is_small(name) else known.column())


def counts_to(every: Sequence[Node]) -> bool:
    """Whether T is a number, as in Σ_{t=1}^T."""
    return any(isinstance(n, Name) and n.base == "T" and not (n.sub or n.accents) for n in every)


def _signed(every: Sequence[Node], counted: bool) -> Iterator[tuple[Name, bool, bool]]:
    """Names, whether they are matrices whatever their letter, and whether they stand in a norm, as
    laws may. counted: T is a number, too."""
    for n in every:
        if isinstance(n, tree.Pow) and is_transpose(n):
            if not (counted and n.exponent.span.text.strip() == "T"):
                yield from ((name, False, False) for name in _terms(n.base))
        elif isinstance(n, Bars) and n.kind == "||":
            yield from ((name, is_frobenius(n.index), True) for name in _terms(n.body))
        elif isinstance(n, Call) and head_of(n) in JOINED:
            yield from ((name, False, False) for a in n.args for name in _terms(a))


def _terms(node: Node) -> Iterator[Name]:
    """The names that are the node, or terms of it."""
    if isinstance(node, Name):
        yield node
    elif isinstance(node, Add):
        for t in node.terms:
            yield from _terms(t)
    elif isinstance(node, Neg):
        yield from _terms(node.body)


def by_rows(rows: Sequence[Sequence[object]], known: Table) -> None:
    """X = [x_1^⊤; …; x_n^⊤], y = [y_1; …; y_n]: what stands in a matrix that is written out."""
    for sides in rows:
        name, matrix = sides[0], sides[1]
        if not isinstance(name, Name) or not isinstance(matrix, tree.Matrix):
            continue
        if any(len(row.items) != 1 for row in matrix.rows):
            continue
        cells = [row.items[0] for row in matrix.rows if not isinstance(row.items[0], tree.Dots)]
        across = [c.base for c in cells if isinstance(c, tree.Pow) and is_transpose(c)]
        bare = {known.parts(_bare(n)).stem for n in (across or cells) if isinstance(n, Name)}
        if across and len(across) == len(cells) and len(bare) == 1:
            known.learn(name, known.matrix())
            known.entries.setdefault(known.own(name), (bare.pop(), True))
        elif len(bare) == 1 and bare == {known.parts(name).stem}:
            known.learn(name, known.column())


def _bare(name: Name) -> Name:
    """Without what counts it."""
    return replace(name, sub=(), sup=())


def by_bold(trees: Iterable[Node], known: Table) -> None:
    """Small letters in bold are vectors, capitals matrices; but not those of random variables."""
    every = [n for t in trees for n in walk(t)]
    random = {a for n in every if isinstance(n, Call) and measure_of(n) for a in n.args}
    for n in every:
        if isinstance(n, Name) and is_bold(n) and n not in random and n.base not in ("0", "1", "I"):
            arrow = "vec" in n.accents
            known.learn(n, known.column() if is_small(n) or arrow else known.matrix())


def functions(trees: Iterable[Node], r: Reading) -> None:
    """Heads that are called with vectors that are names."""
    given: dict[str, dict[tuple[Stem, ...], list[tuple[Name, ...]]]] = {}
    for n in (n for t in trees for n in walk(t)):
        if not isinstance(n, Call) or not isinstance(n.head, Name) or is_law(n):
            continue
        grown = tuple(a for a in n.args if isinstance(a, Name) and r.is_vector(a))
        if grown and (shape := r.known.shape(n.head)) is not None and not shape.is_number:
            continue
        if grown:
            given.setdefault(n.head.base, {}).setdefault(r.stems(grown), []).append(grown)
    for head, lists in given.items():
        most = max(len(calls) for calls in lists.values())
        often = [calls[0] for calls in lists.values() if len(calls) == most]
        r.functions[head] = often[0] if len(often) == 1 else ()


def values(equations: Equations, known: Table) -> None:
    """p_i that is equal to σ(z_i): the probability of one of two things, for each i, and no law of
    i."""
    for sides in equations:
        if any(map(_is_logistic, sides)):
            names = [s for s in sides if isinstance(s, Name) and s.base in LAW_LETTERS]
            for name in names:
                parts = known.parts(name)
                if parts.above or parts.below or (parts.stem, 0, 0) in known.shapes:
                    known.values.add(parts.stem)


def sigma(equations: Equations, every: Sequence[Node]) -> str:
    """What σ is: softmax where it stands with an index behind its bracket, else logistic, unless
    something else is said of it."""
    said = [s for s in equations if s and isinstance(s[0], Call) and head_of(s[0]) == SIGMA
            and len(s[0].args) == 1 and isinstance(s[0].args[0], Name)]  # fmt: skip
    if any(not any(map(_is_logistic, sides[1:])) for sides in said if len(sides) > 1):
        return ""
    if any(len(sides) > 1 for sides in said):
        return "said"
    written = (n.span.text.lstrip("\\") for n in every if isinstance(n, Call)
               and head_of(n) == "softmax")  # fmt: skip
    return "softmax" if any(t.startswith("sigma") for t in written) else "logistic"


def _is_logistic(node: Node) -> bool:
    """σ(z), and 1/(1 + e^{-z})."""
    if isinstance(node, Call):
        return head_of(node) in LOGISTIC and len(node.args) == 1
    if not isinstance(node, tree.Frac) or not isinstance(node.bottom, Add):
        return False
    one = Num(node.span, Fraction(1))
    powers = [t for t in node.bottom.terms if isinstance(t, tree.Exp)]
    return (
        node.top == one
        and one in node.bottom.terms
        and len(node.bottom.terms) == 2
        and (len(powers) == 1 and isinstance(powers[0].body, Neg))
    )


def around(equations: Equations, known: Table) -> Reading:
    """What stands beside vectors and matrices, until nothing new is told; as it is read then."""
    r = Reading(known, learns=True)
    every = [s for sides in equations for s in sides]
    for _ in range(_ROUNDS):
        r.learned = False
        functions(every, r)
        for sides in equations:
            _learn(sides, r)
        if not r.learned:
            break
    r.learns = False
    functions(every, r)
    return r


def _learn(sides: Sequence[Node], r: Reading) -> None:
    shapes: list[tuple[Node, Shape | None]] = []
    for side in sides:
        try:
            shapes.append((side, r.of(side)))
        except NotRead:
            continue
    told = [s for _, s in shapes if s is not None and not s.is_number]
    if told and all(s.is_matrix == told[0].is_matrix for s in told):
        for side, s in shapes:
            if s is None:
                r.teach(side, told[0])
