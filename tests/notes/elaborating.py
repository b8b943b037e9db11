"""Chains from bare strings, elaborated, for the tests of elaboration."""

from __future__ import annotations

from derive.notes.blocks import Block, Display, Document, Heading, Marked
from derive.notes.chaining import side
from derive.notes.chains import Chain, Sign
from derive.notes.elaborate import Read, elaborated
from derive.notes.facts import Fact, Scope
from derive.notes.parse import parse
from derive.notes.source import NotRead, Source, Span
from derive.notes.steps import Elaborated
from derive.notes.tree import Node


def node(latex: str) -> Node:
    """A side as a tree."""
    return parse(side(latex).tokens)


def fact(kind: str, *names: str, values: tuple[str, ...] = (), words: str = "") -> Fact:
    """A fact that holds everywhere."""
    span = Span(Source("notes", kind), 0, len(kind))
    return Fact(
        kind, tuple(map(node, names)), tuple(map(node, values)), span, kind, Scope(0, 1000),
        words=words, number=1,
    )  # fmt: skip


def read(*chains: list[str], facts: tuple[Fact, ...] = ()) -> list[Read]:
    """Chains as [side, rel, side, rel, side …], each a display of one section; "#" begins another.

    The answer has one entry for each relation.
    """
    blocks: list[Block] = []
    made: list[Chain] = []
    trees: list[list[Node | NotRead]] = []
    for number, spec in enumerate(chains):
        source = Source("notes", " " * 10 * (number + 1))
        span = Span(source, 0, 1)
        if spec == ["#"]:
            blocks.append(Heading(span, 1, "section"))
            continue
        sides = tuple(side(s) for s in spec[::2])
        signs = tuple(Sign(rel, span, rel) for rel in spec[1::2])
        display = Display(span, Marked(source, "", ()), "$$")
        made.append(Chain(display, len(blocks), sides, signs))
        blocks.append(display)
        trees.append([_tree(s) for s in spec[::2]])
    return elaborated(Document((), tuple(blocks), {}), made, trees, facts).readings


def _tree(latex: str) -> Node | NotRead:
    try:
        return node(latex)
    except NotRead as why:
        return why


def only(found: Read) -> Elaborated:
    """The step of a relation that has one reading."""
    if isinstance(found, NotRead):
        raise AssertionError(found.why)
    assert len(found) == 1, [r.says for r in found]
    return found[0].step


def terms(*chains: list[str], facts: tuple[Fact, ...] = ()) -> tuple[object, object]:
    """Both sides of the last relation."""
    step = only(read(*chains, facts=facts)[-1])
    return step.lhs, step.rhs
