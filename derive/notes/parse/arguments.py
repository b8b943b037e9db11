"""Lists: the arguments of calls, subscripts, what stands within braces."""

from __future__ import annotations

from collections.abc import Callable

from derive.notes import tree
from derive.notes.chains import Sort
from derive.notes.parse import table
from derive.notes.parse.reader import Reader
from derive.notes.parse.relations import at_sign, event
from derive.notes.parse.sequences import as_row, as_segment, merged
from derive.notes.source import NotRead
from derive.notes.tree import Node

CLOSING = {"(": ")", "[": "]", "\\{": "\\}"}


def call(r: Reader, head: Node, start: int) -> tree.Call:
    """head(…), the reader at its opening bracket."""
    opened = r.take()
    with r.within("separator"):
        items, separators = within_brackets(r)
        r.expect(CLOSING[opened.text], opened)
    if isinstance(head, tree.Name) and head.base in "pqrPQW":
        items = tuple(as_row(x) or x for x in items)
    if isinstance(head, tree.Name) and head.base in ("H", "I"):
        items = tuple(as_segment(x) or x for x in items)
    if not (isinstance(head, tree.Name) and head.base in ("H", "I")):  # of events, no variables
        items, separators = _parted(items, separators)
    bracket = opened.text[-1]
    return tree.Call(r.span(start), head, items, separators, bracket)


def _parted(
    items: tuple[Node, ...], separators: tuple[str, ...]
) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """P(A ∩ B) is P(A, B)."""
    found: list[Node] = []
    between: list[str] = []
    for i, one in enumerate(items):
        parts = [one]
        while isinstance(parts[0], tree.SetOf) and parts[0].op == "cap":
            parts[:1] = [parts[0].left, parts[0].right]
        found += parts
        between += [","] * (len(parts) - 1) + list(separators[i : i + 1])
    return tuple(found), tuple(between)


def listed(r: Reader) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """Items up to what ends them, and the separators between: , ; | ||."""
    return _listed(r, item, "separator")


def grouped(r: Reader) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """What stands in brackets that belong to no name: | is no separator there."""
    return _listed(r, item, "")


def terms(r: Reader) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """Items that have no relations: a relation ends the list."""
    return _listed(r, _plain, "separator")


def within_brackets(r: Reader) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """The arguments of a call or an expectation, the reader behind the bracket. | parts them,
    unless bars stand there in pairs, as in E[2 |A| - 1].
    """
    return _listed(r, item, "" if _in_pairs(r) else "separator")


def _in_pairs(r: Reader) -> bool:
    depth, bars, i = 0, 0, 0
    while (token := r.peek(i)) is not None and depth >= 0:
        depth += token.text in _OPENING or token.sort is Sort.OPEN
        depth -= token.text in _CLOSED or token.sort is Sort.CLOSE
        if depth == 0 and token.text in ("||", "\\mid"):
            return False
        if depth == 0 and token.text == "|":
            bars += 1
            if bars % 2 == 0 and r.sort(i + 1) is Sort.LETTER:
                return False
        i += 1
    return bars > 0 and bars % 2 == 0 and not _doubled(r, i)


def _doubled(r: Reader, end: int) -> bool:
    """Whether two bars side by side part something: p || q."""
    pairs = [k for k in range(end - 1) if r.text(k) == "|" == r.text(k + 1)]
    return any(k == 0 or r.text(k - 1) != "|" for k in pairs) and not r.at("|")


_OPENING = ("(", "[", "\\{")
_CLOSED = (")", "]", "\\}")


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
    under = _conditioned(r)
    if under is not None:
        return under
    lhs = _plain(r)
    if isinstance(lhs, (tree.Hole, tree.Dots)):
        return lhs
    if at_sign(r):
        return event(r, lhs, start)
    if r.at("\\succ"):
        r.take()
        return tree.Event(r.span(start), lhs, "succ", r.expression())
    return lhs


def _conditioned(r: Reader) -> Node | None:
    """The (X | Y = y) of H[(X | Y = y)], a variable under a condition; None of other brackets."""
    if not r.at("(") or not _has_bar(r):
        return None
    start, opened = r.i, r.take()
    try:
        with r.within("separator"):
            items, separators = listed(r)
            r.expect(")", opened)
    except NotRead:
        r.i = start
        return None
    if separators.count("|") != 1 or set(separators) - {",", "|"} or not _ends_item(r, 0):
        r.i = start
        return None
    bar = separators.index("|") + 1
    return tree.Given(r.span(start), items[:bar], items[bar:])


def _has_bar(r: Reader) -> bool:
    """Whether a bar stands in the bracket here, in none within it."""
    depth, i = 0, 0
    while (token := r.peek(i)) is not None:
        depth += token.text in _OPENING or token.sort is Sort.OPEN
        depth -= token.text in _CLOSED or token.sort is Sort.CLOSE
        if depth < 1:
            return False
        if depth == 1 and token.text in ("|", "\\mid"):
            return True
        i += 1
    return False


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
    token = r.peek()
    if text in ("\\wedge", "\\vee") or (token and token.text in ("and", "or") and not text):
        return "," if r.take().text in ("\\wedge", "and") else "or"
    if text == ":" and r.colon and r.text(1) != "=":
        r.take()
        return ";"
    return ""
