"""Relations within a formula: X = x, x ∈ A, x ∼ p."""

from __future__ import annotations

from derive.notes import tree
from derive.notes.parse import table
from derive.notes.parse.reader import Reader
from derive.notes.tree import Node


def at_sign(r: Reader) -> bool:
    return (
        r.text() in table.RELATIONS
        or r.at("\\not", "\\overset", "\\stackrel")
        or (r.at(":") and r.text(1) == "=")
    )


def sign(r: Reader) -> tuple[str, str]:
    """The relation here, passed, and what stands over it."""
    if r.at("\\overset", "\\stackrel"):
        return _under(r)
    token = r.take()
    if token.text == ":":
        r.take()
        return ":=", ""
    if token.text == "\\not":
        negated = table.NEGATED.get(table.RELATIONS.get(r.text(), ""))
        if negated is None:
            r.fail(f"\\not before {r.shown()}")
        r.take()
        return negated, ""
    rel = table.RELATIONS[token.text]
    if rel == "perp" and table.RELATIONS.get(r.text()) == "perp":
        r.take()
    if rel == "=" and r.at(":"):
        r.fail("=: is read between sides of a display only; write the name on the left and :=")
    return rel, ""


def _under(r: Reader) -> tuple[str, str]:
    """\\overset{iid}{\\sim}: what stands over, and the relation."""
    r.take()
    over = r.argument()
    inner = r.inner(r.argument())
    if not at_sign(inner):
        r.fail(f"{inner.shown()} with something over it, and no relation")
    rel, above = sign(inner)
    inner.finish()
    words = "".join(t.text for t in over).replace(".", "").replace(" ", "").lower()
    if words in ("def", "\\delta", "\\triangle", "d"):
        rel = ":=" if rel == "=" and words != "d" else rel
    if words == "d":
        r.fail("equal in law (=ᵈ) is not read")
    return rel, above or words


def event(r: Reader, lhs: Node, start: int) -> Node:
    """The relation whose left side was read, and its right side; one relation, no chain."""
    rel, over = sign(r)
    rhs = r.expression()
    if at_sign(r):
        r.fail("two relations in one place; write them with a comma between")
    return tree.Event(r.span(start), lhs, rel, rhs, over)
