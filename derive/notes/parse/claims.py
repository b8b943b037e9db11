"""Formulas within the text that state a relation."""

from __future__ import annotations

from derive.notes import tree
from derive.notes.chains import Sort
from derive.notes.parse import table
from derive.notes.parse.arguments import terms
from derive.notes.parse.reader import Reader
from derive.notes.parse.relations import at_sign, sign
from derive.notes.tree import Event, Members, Node

_ENDS = (",", ";", ":", "\\quad", "\\qquad")
_JOINS = ("implies", "iff")


def relation_of(r: Reader) -> tuple[Event, ...]:
    """All relations of the formula, a chain as its links."""
    events: list[Event] = []
    r.colon = False
    while True:
        events.extend([_forall(r)] if _at_forall(r) else _joined(r))
        while r.at(*_ENDS):
            r.take()
        if r.done:
            return tuple(events)
        if not _at_forall(r) and r.tokens[r.i - 1].text not in _ENDS:
            r.finish()


def _joined(r: Reader) -> list[Event]:
    """Relations, or one that follows from another: q(x) = 0 ⇒ p(x) = 0."""
    start = r.i
    found = _chain(r)
    while table.RELATIONS.get(r.text()) in _JOINS:
        if len(found) != 1:
            r.fail("what follows from what? Write the relations apart")
        rel = table.RELATIONS[r.take().text]
        rest = _chain(r)
        if len(rest) != 1:
            r.fail("what follows from what? Write the relations apart")
        found = [Event(r.span(start), found[0], rel, rest[0])]
    return found


def _chain(r: Reader) -> list[Event]:
    start = r.i
    left = _names(r)
    if r.at(":") and r.text(1) != "=" and isinstance(left, tree.Name):
        r.take()  # f : X → Y
        whole = _chain(r)
        if len(whole) == 1 and whole[0].rel == "->":
            return [Event(r.span(start), left, ":", whole[0])]
        r.fail("a colon behind a name, and no map")
    if not at_sign(r):
        r.fail("a formula without a relation")
    found: list[Event] = []
    while at_sign(r) and table.RELATIONS.get(r.text()) not in _JOINS:
        rel, over = sign(r)
        right = _right(r, rel)
        if rel == "=" and isinstance(right, tree.Range) and right.of is None:
            rel, right = "in", Members(right.span, "{}", (right,))  # i = 1, …, n
        found.append(Event(r.span(start), left, rel, right, over))
        left = right
    return found


def _right(r: Reader, rel: str) -> Node:
    """The right side: a list behind ⊥, a law with a condition behind ∼, 1, …, n behind =."""
    start = r.i
    if rel == "perp":
        return _names(r)
    right = r.expression()
    if rel == "~" and r.at("|", "\\mid"):
        r.i = start
        return _names(r)
    if rel == "=" and isinstance(right, tree.Num) and r.at(",") and _dots_ahead(r):
        r.i = start
        items, _ = terms(r)
        if len(items) != 1:
            r.fail("a row of numbers with dots", r.tokens[start])
        return items[0]
    return right


def _dots_ahead(r: Reader) -> bool:
    """1, …, n or 1, 2, …, n."""
    return r.text(1) == "\\dots" or (r.text(2) == "," and r.text(3) == "\\dots")


def _names(r: Reader) -> Node:
    """A side: one term, or several names as in x, y ∼ p and Y | X ∼ p."""
    start = r.i
    items, separators = terms(r)
    if "|" in separators:
        split = separators.index("|")
        if separators.count("|") > 1 or set(separators) - {",", "|"}:
            r.fail("a condition of a form that is not read", r.tokens[start])
        return tree.Given(r.span(start), items[: split + 1], items[split + 1 :])
    if set(separators) - {","}:
        r.fail(f"{separators[0]} between names", r.tokens[start])
    return items[0] if len(items) == 1 else Members(r.span(start), "", items)


def _at_forall(r: Reader) -> bool:
    token = r.peek()
    if token is None:
        return False
    return r.at("\\forall") or (token.sort is Sort.TEXT and token.text in table.FOR_ALL)


def _forall(r: Reader) -> Event:
    """∀ x, ∀ x ∈ X."""
    start = r.i
    r.take()
    here = r.i
    left = _names(r)
    if table.RELATIONS.get(r.text()) == "in":
        r.take()
        return Event(r.span(start), left, "forall", r.expression())
    r.i = here
    left = r.expression()
    return Event(r.span(start), left, "forall", tree.Hole(left.span))
