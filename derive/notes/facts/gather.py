"""All that the text says of names, in order: by words, by form, by definition, by directive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from derive.notes import tree as t
from derive.notes.blocks import Directive, Display, Document, Prose
from derive.notes.facts import Fact, Scope
from derive.notes.facts.definitions import definitions
from derive.notes.facts.directives import facts_of_directive
from derive.notes.facts.english import ALWAYS, ASSUMING, ROWS, SUPPOSING, UNLESS, Row
from derive.notes.facts.formulas import Formulas, Statement
from derive.notes.facts.forms import Said, forms, is_name
from derive.notes.facts.scopes import display_before, here, is_footnote, section, whole
from derive.notes.facts.sentences import SLOT, Sentence, sentences

_WHERE = re.compile(r"^(?:and |,)?(?:where|with|in which|here)\b")
_GOES_ON = re.compile(r"(?:[,:]|then|have|that|gives?|get|obtain|is|are|write|as)$")
_HELD = ("markov", "independent", "iid", "holds", "positive", "uniform", "function", "dominated")
_OF_THE_WHOLE = ("unit", "law", "variable", "code", "parameter", "alphabet")


def facts_of(document: Document) -> list[Fact]:
    """The facts of a document, numbered in the order of the text.

    Raises:
        NotRead: a directive that cannot be read, with what can be written.
    """
    from derive.notes.parse import parse

    formulas = Formulas(document.macros, parse)
    found: list[Fact] = []
    for k, block in enumerate(document.blocks):
        if isinstance(block, Prose):
            found += _of_prose(document, k, block, formulas)
        elif isinstance(block, Directive):
            found += facts_of_directive(document, k, block)
    return [replace(f, number=n) for n, f in enumerate(_ended(_once(found)), 1)]


def _of_prose(document: Document, k: int, prose: Prose, formulas: Formulas) -> Iterator[Fact]:
    for sentence in sentences(prose, k):
        held = _Held(document, sentence)
        for said in _said(sentence, formulas):
            if said.assumes and not held.may_assume:
                continue
            scope = held.scope(said)
            yield Fact(
                said.kind, said.names, said.values, sentence.span, sentence.quote, scope,
                words=said.words,
            )  # fmt: skip


class _Held:
    """How far a sentence holds, and whether it may be a hypothesis."""

    def __init__(self, document: Document, sentence: Sentence) -> None:
        self.document, self.sentence = document, sentence
        words = sentence.words
        self.may_assume = UNLESS.search(words) is None
        self.supposes = SUPPOSING.search(words) is not None

    def scope(self, said: Said) -> Scope:
        block, words = self.sentence.block, self.sentence.words
        if ALWAYS.search(words):
            return whole(self.document)
        if is_footnote(self.document, block):
            return Scope(block, block + 1)
        own = section(self.document, block)
        if _WHERE.match(words) and self.sentence.first and block > 0:
            first = display_before(self.document, block)
            if said.kind in _HELD:
                return Scope(first, block + 1)
            return Scope(first, own.last)
        if self.supposes and said.kind in (*_HELD, "number"):
            goes_on = self.sentence.last and (
                _GOES_ON.search(words.rstrip()) is not None or words[-1:] not in ".?!"
            )
            return here(self.document, block, goes_on)
        return own


def _said(sentence: Sentence, formulas: Formulas) -> Iterator[Said]:
    """By words, then by the form of each formula, then by definition."""
    for row in ROWS:
        for found in row.regex.finditer(sentence.words):
            yield from _by_words(row, found, sentence, formulas)
    assumed = ASSUMING.search(sentence.words) is not None
    for slot in sentence.slots:
        for statement in formulas.statements(sentence.inline(slot)):
            for said in forms(statement):
                if assumed or not said.assumes or said.kind in ("markov", "holds"):
                    yield said
    yield from definitions(sentence, formulas)


def _by_words(
    row: Row, found: re.Match[str], sentence: Sentence, formulas: Formulas
) -> Iterator[Said]:
    groups = found.groupdict()
    names: list[t.Node] = []
    values: list[t.Node] = []
    for part, into in (("A", names), ("a", names), ("b", values)):
        for slot in re.findall(SLOT, groups.get(part) or ""):
            for statement in formulas.statements(sentence.inline(slot))[:1]:
                into.extend(_named(statement))
    if any(part in groups for part in "Aa") and not names and groups.get("A", groups.get("a")):
        return
    if "b" in groups and groups["b"] and not values:
        return
    if row.kind in ("function", "independent", "dominated") and "a" in groups:
        names, values = [*names, *values], []
    if row.kind == "unit":
        values = [_base(row, sentence)]
    if not all(map(_is_nameable, names)):
        return
    yield Said(row.kind, tuple(names), tuple(values), row.words, row.assumes)


def _base(row: Row, sentence: Sentence) -> t.Node:
    span = sentence.span
    if row.about.endswith("2"):
        from fractions import Fraction

        return t.Num(span, Fraction(2))
    return t.Constant(span, "e")


def _named(statement: Statement) -> tuple[t.Node, ...]:
    """The names that a formula is about; of a tuple (X, Y) its parts."""
    found: list[t.Node] = []
    for node in statement.names:
        if isinstance(node, t.Members) and node.brackets in ("{}", "()", ""):
            found += node.items
        else:
            found.append(node)
    return tuple(found)


def _is_nameable(node: t.Node) -> bool:
    return is_name(node) or isinstance(node, (t.Range, t.Hole))


def _once(facts: list[Fact]) -> list[Fact]:
    """Each thing that a sentence says in two ways, once."""
    seen: dict[object, Fact] = {}
    for f in facts:
        key = (f.kind, f.names, f.values, f.scope) if f.kind != "unit" else (f.kind, f.span.start)
        if key not in seen:
            seen[key] = f
    return list(seen.values())


_INTRODUCE = ("law", "variable", "number", "define", "sample", "uniform", "alphabet")


def _ended(facts: list[Fact]) -> list[Fact]:
    """A definition holds until the same name is introduced anew, in a later block."""
    out: list[Fact] = []
    for k, f in enumerate(facts):
        if f.kind != "define" or not f.names:
            out.append(f)
            continue
        head = _head(f.names[0])
        later = (
            g.scope.first
            for g in facts[k + 1 :]
            if g.kind == "define"
            and g.names
            and _head(g.names[0]) == head
            and f.scope.first < g.scope.first < f.scope.last
        )
        end = min(later, default=f.scope.last)
        out.append(replace(f, scope=Scope(f.scope.first, end)))
    return out


def _head(node: t.Node) -> t.Node:
    return node.head if isinstance(node, t.Call) else node


__all__ = ["Display", "facts_of"]
