r"""What sentences say of vectors and matrices: x ∈ ℝ^d, "the vector w", "with rows x_i^⊤"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.notes import tree
from derive.notes.blocks import Document, Inline, Prose
from derive.notes.facts.formulas import Formulas
from derive.notes.resolve.linear.shapes import NUMBER, ONE, Shape
from derive.notes.resolve.linear.signs import is_small, is_transpose
from derive.notes.resolve.linear.table import Table
from derive.notes.tree import Name, Node, Num

_KINDS = r"(?P<what>vectors?|matri(?:x|ces))\b"
_BEFORE = re.compile(rf"\b{_KINDS}[^.;:,$]{{0,24}}$|(?P<cjk>向量|矩阵|矩陣|ベクトル|行列)\s*$")
_BEHIND = re.compile(
    rf"^\s*(?:is|are|be|denotes?|as)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){{0,3}}?{_KINDS}"
)
_NEXT = re.compile(r"^\s*(?:,|and|,\s*and|und|et)\s*$")
_ROWS = re.compile(r"\b(?P<what>rows?|columns?)\b", re.IGNORECASE)


def spaces(left: Iterable[Node], right: Node, known: Table) -> None:
    """x ∈ ℝ^d: what names have, as a space says."""
    shape = space(right)
    for node in left:
        name = node.base if is_transpose(node) and isinstance(node, tree.Pow) else node
        if not isinstance(name, Name) or shape is None:
            continue
        if shape.is_number:
            known.numbers.add(known.own(name))
        else:
            known.learn(name, shape)
            known.numbers |= {known.own(Name(name.span, d)) for d in (shape.rows, shape.cols)}


def space(node: Node) -> Shape | None:
    """The shape of what lies in ℝ^d, {0, 1}^n, ℝ^{n×d}; of numbers in ℝ."""
    if _is_line(node):
        return NUMBER
    if not isinstance(node, tree.Pow):
        return None
    of_numbers = isinstance(node.base, tree.Members) and all(
        isinstance(_bare(i), Num) for i in node.base.items
    )
    if not (_is_line(node.base) or of_numbers):
        return None
    sizes = node.exponent.factors if isinstance(node.exponent, tree.Mul) else (node.exponent,)
    names = [_size(s) for s in sizes]
    if len(names) > 2 or not all(names):
        return None
    return Shape(names[0], ONE) if len(names) == 1 or names[1] == ONE else Shape(*names)


def _bare(node: Node) -> Node:
    return node.body if isinstance(node, tree.Neg) else node


def _is_line(node: Node) -> bool:
    return isinstance(node, Name) and node.base == "R" and "mathbb" in node.accents


def _size(node: Node) -> str:
    """The name of a dimension, with what marks it."""
    if isinstance(node, Num):
        return str(node.value)
    if isinstance(node, tree.Add):
        return node.span.text.replace(" ", "")
    return node.span.text if isinstance(node, Name) else ""


def in_sentences(document: Document, formulas: Formulas, known: Table) -> None:
    """All that the text says."""
    for block in document.blocks:
        if isinstance(block, Prose):
            for inline in block.inline:
                for one in formulas.statements(inline):
                    for k, rel in enumerate(one.rels):
                        if rel == "in" and len(one.sides[k + 1]) == 1:
                            spaces(one.sides[k], one.sides[k + 1][0], known)
            _in_words(block, formulas, known)


def _in_words(prose: Prose, formulas: Formulas, known: Table) -> None:
    before = 0
    what = ""
    for inline in prose.inline:
        text = prose.text.text[before : inline.start]
        found = _BEFORE.search(text)
        behind = _BEHIND.match(prose.text.text[inline.end : inline.end + 60])
        told = found or behind
        if told is not None:
            what = told["what"] or told.groupdict().get("cjk") or ""
        elif not _NEXT.match(text):
            what = ""
        before = inline.end
        for name in _named(inline, formulas) if what else ():
            _learn(name, what, known)


def _learn(name: Name, what: str, known: Table) -> None:
    if name.base == "I":  # the identity
        return
    vector = what.startswith("vector") or what in ("向量", "ベクトル")
    if vector and known.shape(name) is None:
        known.learn(name, known.column())
    elif not vector and not is_small(name) and known.shape(name) is None:
        known.learn(name, known.matrix())


def _named(inline: Inline, formulas: Formulas) -> Iterator[Name]:
    """What a formula in the text is about: names alone, or the left of an equation."""
    for one in formulas.statements(inline)[:1]:
        if one.rels in ((), ("=",), (":=",), ("in",)):
            yield from (n for n in one.names if isinstance(n, Name))


def in_rows(document: Document, formulas: Formulas, known: Table) -> None:
    """X, whose rows are x_i^⊤: X_{ij} is the j-th component of x_i."""
    for block in document.blocks:
        if isinstance(block, Prose):
            _rows(block, formulas, known)


def _rows(prose: Prose, formulas: Formulas, known: Table) -> None:
    whole: Name | None = None
    behind = 0
    for inline in prose.inline:
        between = prose.text.text[behind : inline.start]
        if "." in between:
            whole = None
        for name in _transposed(inline, formulas):
            shape = known.shape(name)
            if shape is not None and shape.is_matrix:
                whole, behind = name, inline.end
            words = _ROWS.findall(between)
            stem, *count = known.own(name)
            one = shape is not None and shape.is_vector and sum(count) == 1
            if whole is not None and one and words:
                rows = words[-1].lower().startswith("row")
                known.entries.setdefault(known.own(whole), (stem, rows))


_COUNTS = re.compile(r"\b(?:class(?: index)?|index|category|label|token|entry|component)\s*$")


def counted(document: Document) -> frozenset[str]:
    """The c of "the true class c": letters that are said to count."""
    return frozenset(
        inline.body.text.strip()
        for b in document.blocks
        if isinstance(b, Prose)
        for inline in b.inline
        if _COUNTS.search(b.text.text[max(0, inline.start - 40) : inline.start])
        and re.fullmatch(r"[a-z]", inline.body.text.strip())
    )


def binary(document: Document, formulas: Formulas) -> frozenset[Name]:
    """The y of y ∈ {0, 1}, and of y_i ∈ {0, 1}."""
    out: set[Name] = set()
    for inline in (i for b in document.blocks if isinstance(b, Prose) for i in b.inline):
        for one in formulas.statements(inline):
            last = one.sides[-1][0] if one.rels == ("in",) and one.sides[-1] else None
            if isinstance(last, tree.Pow):
                last = last.base
            two = isinstance(last, tree.Members) and len(last.items) == 2
            if two and all(isinstance(i, Num) and i.value in (0, 1) for i in last.items):  # type: ignore[union-attr]
                out |= {replace(n, sub=(), sup=()) for n in one.names if isinstance(n, Name)}
    return frozenset(out)


def _transposed(inline: Inline, formulas: Formulas) -> Iterator[Name]:
    """The names that a formula in the text begins with, transposed or not."""
    for one in formulas.statements(inline)[:1]:
        for node in one.names:
            name = node.base if isinstance(node, tree.Pow) and is_transpose(node) else node
            if isinstance(name, Name):
                yield name
