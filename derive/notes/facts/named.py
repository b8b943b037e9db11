"""The names that formulas of a sentence are about, and laws of others than X."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.notes import tree as t
from derive.notes.facts import restricted
from derive.notes.facts.forms import Said, is_variable
from derive.notes.facts.formulas import Formulas, Statement
from derive.notes.facts.sentences import SLOT, Sentence


def names_in(slots: str, sentence: Sentence, formulas: Formulas) -> list[t.Node]:
    """The names that formulas are about."""
    statements = (
        s for x in re.findall(SLOT, slots) for s in formulas.statements(sentence.inline(x))[:1]
    )
    return [n for s in statements for n in _named(s)]


def own_clause(slots: str, sentence: Sentence, formulas: Formulas) -> str:
    """Of "p = softmax(z), and y" before "be one-hot" the part behind the last equation that is not
    at its end: that is a clause of its own."""
    found = [*re.finditer(SLOT, slots)]
    for slot in reversed(found[:-1]):
        rels = [r for s in formulas.statements(sentence.inline(slot.group())) for r in s.rels]
        if {*rels} & {"=", ":="}:
            return slots[slot.end() :]
    return slots


def _named(statement: Statement) -> tuple[t.Node, ...]:
    """The names that a formula is about; of a tuple (X, Y) its parts."""
    found: list[t.Node] = []
    for node in statement.names:
        if isinstance(node, t.Members) and node.brackets in ("{}", "()", ""):
            found += node.items
        else:
            found.append(node)
    return tuple(found)


def laws_of_others(
    law: t.Node, found: re.Match[str], sentence: Sentence, formulas: Formulas
) -> Iterator[Said]:
    """Of "p is the (joint) law of X and Y", that (X, Y) ∼ p; of what it is of that is not read, as
    f(X) or X given Y, that it is a law of something else than X."""
    of = restricted.law_of(sentence, found.end())
    if of is None or not isinstance(law, t.Name):  # p(x, y) says itself of what it is
        return
    nodes = names_in(of[0], sentence, formulas)
    if any(isinstance(n, t.Range) for n in nodes):
        return
    plain = bool(nodes) and all(map(is_variable, nodes)) and not of[1]
    if plain and len(nodes) > 1 and "joint" in found[0]:
        yield Said("variable", (t.Members(nodes[0].span, "()", tuple(nodes)),), (law,))
    elif not plain or len(nodes) > 1:
        yield Said("other law", (law,))
