"""Formulas within the text that state a relation."""

from __future__ import annotations

from derive.notes import tree
from derive.notes.parse.arguments import terms
from derive.notes.parse.reader import Reader
from derive.notes.parse.relations import at_sign, sign
from derive.notes.tree import Event, Members, Node


def relation_of(r: Reader) -> tuple[Event, ...]:
    """All relations of the formula, a chain as its links."""
    events: list[Event] = []
    while True:
        events.extend(_chain(r))
        if r.at(",", ";", "\\quad", "\\qquad"):
            while r.at(",", ";", "\\quad", "\\qquad"):
                r.take()
            if not r.at("\\forall"):
                continue
        if r.at("\\forall"):
            events.append(_forall(r))
        break
    r.finish()
    return tuple(events)


def _chain(r: Reader) -> list[Event]:
    start = r.i
    left = _names(r)
    if not at_sign(r):
        r.fail("a formula without a relation")
    found: list[Event] = []
    while at_sign(r):
        rel, over = sign(r)
        right = _conditioned(r, r.expression()) if rel in ("perp", "~") else r.expression()
        found.append(Event(r.span(start), left, rel, right, over))
        left = right
    return found


def _names(r: Reader) -> Node:
    """The left side: one term, or several names as in x, y ∼ p and Y | X ∼ p."""
    start = r.i
    first = r.expression()
    if not r.at(",", "|", "\\mid", "\\dots"):
        return first
    r.i = start
    items, separators = terms(r)
    if "|" in separators:
        split = separators.index("|")
        return tree.Given(r.span(start), items[: split + 1], items[split + 1 :])
    return items[0] if len(items) == 1 else Members(r.span(start), "", items)


def _conditioned(r: Reader, node: Node) -> Node:
    """Y, W | Z behind ⊥; the law behind ∼ may stand under a condition, p | θ, too."""
    of: list[Node] = [node]
    if not r.at("|", "\\mid"):
        return node
    r.take()
    start = of[0].span
    items, separators = terms(r)
    if set(separators) - {","}:
        r.fail("a condition of a form that is not read")
    return tree.Given(start.to(items[-1].span), tuple(of), items)


def _forall(r: Reader) -> Event:
    """∀ x, ∀ x ∈ X."""
    start = r.i
    r.take()
    left = _names(r)
    if not at_sign(r):
        return Event(r.span(start), left, "forall", tree.Hole(left.span))
    rel, _ = sign(r)
    if rel != "in":
        r.fail("∀ with a relation other than ∈")
    return Event(r.span(start), left, "forall", r.expression())
