"""The class at which a one-hot label is 1: “where c is the true class”, “the class k^* with
y_{k^*} = 1”.

y is one-hot    c is the true class
───────────────────────────────────
         y_k := [k = c]

A definition and no hypothesis: a hypothesis would say it of every c.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from derive.notes import tree as t
from derive.notes.blocks import Document, Prose
from derive.notes.facts import Fact, Scope
from derive.notes.facts.english import UNLESS
from derive.notes.facts.formulas import Formulas, Statement
from derive.notes.facts.scopes import display_before, section
from derive.notes.facts.sentences import SLOT, Sentence, sentences

_THING = r"(?:class|label|category|token|word|index|answer)(?: label| index)?"
_TRUE = rf"(?:true|correct|right|target|gold|actual|observed|ground[- ]truth) {_THING}"
_NAMED = re.compile(rf"\b{_TRUE},? (?:is |of )?({SLOT})")
_BEING = re.compile(
    rf"({SLOT}) (?:is|denotes|be|being|indexes) (?:the )?(?:index of )?(?:the )?{_TRUE}\b"
)


def true_classes(document: Document, facts: Sequence[Fact], formulas: Formulas) -> list[Fact]:
    """That the class is a letter, and what the one-hot labels of its section are then."""
    labels = [_as_long(document, f) for f in facts if f.kind == "one-hot"]
    out: list[Fact] = []
    for k, block in enumerate(document.blocks if labels else ()):
        if not isinstance(block, Prose):
            continue
        for sentence in sentences(block, k):
            for chosen in _chosen(sentence, labels, formulas):
                whole = section(document, k)
                first = display_before(document, k) if sentence.is_tail else k
                scope = Scope(first, whole.last)
                said = Fact("symbol", (chosen,), (), sentence.span, sentence.quote, scope)
                out = [_until(f, said) for f in out]
                out += [said, *_values(said, labels, out)]
    return list({(f.kind, f.names, f.values, f.scope): f for f in out}.values())


def _as_long(document: Document, label: Fact) -> Fact:
    """What a name is, “for several classes and a one-hot label y”, is no case of its section."""
    last = section(document, label.scope.first).last
    return replace(label, scope=Scope(label.scope.first, max(last, label.scope.last)))


def _chosen(
    sentence: Sentence, labels: Sequence[Fact], formulas: Formulas
) -> Iterator[t.Name]:
    """The c of what the sentence says."""
    words = sentence.words
    if UNLESS.search(words):
        return
    for found in (*_NAMED.finditer(words), *_BEING.finditer(words)):
        for s in formulas.statements(sentence.inline(found[1]))[:1]:
            name = s.one(0)
            if isinstance(name, t.Name) and _is_letter(name):
                yield name
    known = {n for f in labels for n in f.names}
    for slot in sentence.slots:
        yield from (c for s in formulas.statements(sentence.inline(slot)) if (c := _one(s, known)))


def _one(s: Statement, known: set[t.Node]) -> t.Name | None:
    """The c of y_c = 1."""
    if s.equation is None:
        return None
    left, right = s.equation
    is_one = isinstance(right, t.Num) and right.value == 1
    if not is_one or not isinstance(left, t.Name) or len(left.sub) != 1:
        return None
    c = left.sub[0]
    named = replace(left, sub=()) in known
    return c if named and isinstance(c, t.Name) and _is_letter(c) else None


def _is_letter(name: t.Name) -> bool:
    starred = all(isinstance(s, t.Name) and s.base == "*" for s in name.sup)
    plain = not (name.sub or name.accents or name.primes)
    return plain and starred and len(name.base) == 1 and name.base.islower()


def _until(fact: Fact, said: Fact) -> Fact:
    """What was said of a class before, up to where the text speaks of another."""
    value = fact.values[0] if fact.kind == "define" else None
    if not isinstance(value, t.Indicator):
        return fact
    last = min(fact.scope.last, said.scope.first)
    other = value.event.rhs not in said.names and last > fact.scope.first
    return replace(fact, scope=Scope(fact.scope.first, last)) if other else fact


def _values(said: Fact, labels: Sequence[Fact], before: Sequence[Fact]) -> Iterator[Fact]:
    """What the labels are, from where they are introduced; or, where the text has spoken of another
    class before, from here."""
    (c,) = said.names
    for label in labels:
        apart = label.scope.last <= said.scope.first or said.scope.last <= label.scope.first
        for y in label.names if not apart else ():
            if not isinstance(y, t.Name) or y.sub or y == c:
                continue
            k = t.Name(said.span, "k" if c != t.Name(said.span, "k") else "j")
            at = t.Indicator(said.span, t.Event(said.span, k, "=", c))
            names = (replace(y, sub=(k,)),)
            met = [f for f in before if f.names == names and label.scope.holds(f.scope.first)]
            first = said.scope.first if met else label.scope.first
            scope = Scope(first, min(said.scope.last, label.scope.last))
            yield replace(said, kind="define", names=names, values=(at,), scope=scope)
