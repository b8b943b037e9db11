"""Lists: the arguments of calls, subscripts, what stands within braces."""

from __future__ import annotations

from collections.abc import Callable

from derive.notes import tree
from derive.notes.chains import Sort
from derive.notes.parse import table
from derive.notes.parse.reader import Reader
from derive.notes.parse.relations import at_sign, event
from derive.notes.parse.sequences import as_row, merged
from derive.notes.tree import Node

CLOSING = {"(": ")", "[": "]", "\\{": "\\}"}


def call(r: Reader, head: Node, start: int) -> Node:
    """head(…), the reader at its opening bracket."""
    opened = r.take()
    with r.within("separator"):
        items, separators = listed(r)
        r.expect(CLOSING[opened.text], opened)
    if isinstance(head, tree.Name) and head.base in "pqrPQW":
        items = tuple(as_row(x) or x for x in items)
    bracket = opened.text[-1]
    return tree.Call(r.span(start), head, items, separators, bracket)


def listed(r: Reader) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """Items up to what ends them, and the separators between: , ; | ||."""
    return _listed(r, item, "separator")


def grouped(r: Reader) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """What stands in brackets that belong to no name: | is no separator there."""
    return _listed(r, item, "")


def terms(r: Reader) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """Items that have no relations: a relation ends the list."""
    return _listed(r, _plain, "separator")


def _listed(
    r: Reader, one: Callable[[Reader], Node], bar: str
) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    saved, r.bar = r.bar, bar
    items: list[Node] = [one(r)]
    separators: list[str] = []
    while separator := _separator(r):
        separators.append(separator)
        items.append(one(r))
    r.bar = saved
    return merged(tuple(items), tuple(separators))


def item(r: Reader) -> Node:
    """An argument: a term, a relation, or the dot that stands for any."""
    start = r.i
    lhs = _plain(r)
    if isinstance(lhs, (tree.Hole, tree.Dots)):
        return lhs
    if at_sign(r):
        return event(r, lhs, start)
    return lhs


def _plain(r: Reader) -> Node:
    if r.at("\\cdot") and _ends_item(r, 1):
        return tree.Hole(r.take().span)
    if r.at("\\dots") and _ends_item(r, 1):
        return tree.Dots(r.take().span)
    return r.expression()


def _ends_item(r: Reader, ahead: int) -> bool:
    token = r.peek(ahead)
    return (
        token is None
        or token.text in (",", ";", ":", "|", "||", "\\mid", ")", "]", "\\}")
        or token.text in table.RELATIONS
        or token.sort is Sort.CLOSE
    )


def _separator(r: Reader) -> str:
    """Passes a separator: "" if there is none."""
    text = r.text()
    if text in ("|", "\\mid"):
        r.take()
        if r.text() == text:
            r.take()
            return "||"
        return "|"
    if text in (",", ";", "||"):
        r.take()
        return text
    if text == ":" and r.text(1) != "=":
        r.take()
        return ";"
    return ""
