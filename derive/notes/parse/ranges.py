"""What stands below a Σ, a max, a lim: a closed list of forms."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from derive.notes import tree
from derive.notes.chains import Token
from derive.notes.parse import table
from derive.notes.parse.reader import Reader
from derive.notes.parse.relations import at_sign, sign
from derive.notes.parse.sequences import as_row, merged
from derive.notes.source import Span
from derive.notes.tree import Event, Members, Name, Node, Over, Range

_ORDER = ("<", "<=", ">", ">=")


def ranges(
    r: Reader, below: tuple[Token, ...] | None, above: tuple[Token, ...] | None, op: str = ""
) -> tuple[Over, ...]:
    """The ranges, the outermost first: Σ_{x∈X, y∈Y} has two.

    NotRead: a form that is not known.
    """
    if not below:
        if above:
            r.fail("an upper end without a letter below")
        return (Over(r.tokens[max(r.i - 1, 0)].span, "free"),)
    inner = r.inner(below, script=False)
    span = below[0].span.to(below[-1].span)
    text = _text(below)
    if text is not None:
        return (Over(span, "set", (), text),)
    entries, conditions = _entries(inner)
    last = r.whole(above, "the upper end") if above else None
    return _made(inner, span, entries, conditions, last, op)


def _text(below: tuple[Token, ...]) -> Node | None:
    """min_{\\text{all codes}}: a set that only words describe."""
    from_text = len(below) == 1 and below[0].sort.value == "text"
    if not from_text or len(below[0].text.split()) < 2:
        return None
    return Name(below[0].span, " ".join(below[0].text.split()))


def _entries(r: Reader) -> tuple[list[Node], list[Event]]:
    """What stands before the colon, and the conditions behind it."""
    entries: list[Node] = []
    conditions: list[Node] = []
    separators: list[str] = []
    into = entries
    while True:
        into.extend(_entry(r))
        if r.at(","):
            r.take()
        elif r.at(":", ";", "|", "\\mid") and into is entries:
            r.take()
            into = conditions
            continue
        else:
            break
        separators.append(",")
    r.finish()
    events = [x for x in conditions if isinstance(x, Event)]
    if len(events) < len(conditions):
        r.fail("a condition of a range that is no relation", r.tokens[0])
    return entries, events


def _entry(r: Reader) -> list[Node]:
    """A letter, or the relations of a chain."""
    start = r.i
    if r.at("\\dots"):
        return [tree.Dots(r.take().span)]
    if r.at("\\forall"):  # Σ_{∀i}
        r.take()
    r.bar = "separator"
    left = r.expression()
    if not at_sign(r):
        return [left]
    found: list[Node] = []
    while at_sign(r):
        rel, over = sign(r)
        right = (_macro(r) if rel == "in" else None) or r.expression()
        found.append(Event(r.span(start), left, rel, right, over))
        left = right
    return found


def _macro(r: Reader) -> Node | None:
    """\\Xspace of Σ_{x \\in \\Xspace}, which another file defines: a set."""
    token = r.peek()
    alone = r.peek(1) is None or r.text(1) in (",", ";", ":")
    if token is None or not alone or not is_macro(token.text):
        return None
    r.take()
    return Name(token.span, token.text)


def is_macro(base: str) -> bool:
    """Whether a name is a command that TeX does not have, as far as is known here."""
    return base[:1] == "\\" and base[1:].isalpha() and base not in (*table.LETTERS, *_SETS)


_SETS = ("\\emptyset", "\\infty")


def _made(
    r: Reader,
    span: Span,
    entries: list[Node],
    conditions: list[Event],
    last: Node | None,
    op: str,
) -> tuple[Over, ...]:
    events = [x for x in entries if isinstance(x, Event)]
    first = events[0].rel if events else ""
    if not events:
        letters = _letters(r, tuple(entries))
        kind = "from" if last is not None else "where" if conditions else "letters"
        return (Over(span, kind, letters, None, None, last, tuple(conditions)),)
    if first == "->" and op == "lim" and len(events) == len(entries) == 1:
        return (Over(span, "to", _letters(r, (events[0].lhs,)), None, None, events[0].rhs),)
    if first == "=":
        return (_counted(r, span, entries, conditions, last),)
    if last is not None:
        r.fail("an upper end above a range that is no count", r.tokens[0])
    if first == "in":
        return _sets(r, span, entries, conditions)
    if first in _ORDER or first == "!=":
        return (_conditioned(r, span, entries, conditions),)
    r.fail("a range of a form that is not read", r.tokens[0])


def _letters(r: Reader, items: tuple[Node, ...]) -> tuple[Node, ...]:
    """Letters, each a name, a row of names, or for an optimum a law p(x)."""
    flat: list[Node] = []
    for item in merged(items, (",",) * (len(items) - 1))[0]:
        if isinstance(item, Members) and item.brackets in ("()", ""):
            flat.extend(_letters(r, item.items))
        elif isinstance(item.head if isinstance(item, tree.Call) else item, (Name, Range)):
            flat.append(item)
        elif (row := as_row(item)) is not None:
            flat.append(row)
        elif isinstance(item, tree.Mul) and _side_by_side(item.factors):
            flat.extend(item.factors)
        else:
            r.fail("a range over what is no letter", r.tokens[0])
    return tuple(flat)


def _side_by_side(letters: tuple[Node, ...]) -> bool:
    """Σ_{xy}: different letters without a blank between, unlike those of Σ_{x in X}."""
    if len(set(letters)) < len(letters) or len(letters) > 4 or not all(map(_single, letters)):
        return False
    return all(a.span.end == b.span.start for a, b in pairwise(letters))


def _single(node: Node) -> bool:
    return isinstance(node, Name) and (len(node.base) == 1 or node.base in table.LETTERS)


def _counted(
    r: Reader, span: Span, entries: list[Node], conditions: list[Event], last: Node | None
) -> Over:
    """i = 1 with n above; i, j = 1; i = 1, …, n without anything above; i = 1, i ≠ j."""
    at = next(i for i, x in enumerate(entries) if isinstance(x, Event))
    event = entries[at]
    if not isinstance(event, Event):
        r.fail("a range of a form that is not read", r.tokens[0])
    rest = entries[at + 1 :]
    start = event.rhs
    if last is None and rest and any(isinstance(x, tree.Dots) for x in rest):
        (row,) = _row(r, (start, *rest))
        start, last, rest = row.first or start, row.last, []
    if last is None:
        r.fail("a count without an upper end", r.tokens[0])
    more = [x for x in rest if isinstance(x, Event)]
    if len(more) < len(rest):
        r.fail("a range of a form that is not read", r.tokens[0])
    letters = _letters(r, (*entries[:at], event.lhs))
    return Over(span, "from", letters, None, start, last, (*more, *conditions))


def _row(r: Reader, items: tuple[Node, ...]) -> tuple[Range]:
    (row, *others), _ = merged(items, (",",) * (len(items) - 1))
    if others or not isinstance(row, Range):
        r.fail("a range of a form that is not read", r.tokens[0])
    return (row,)


def _sets(r: Reader, span: Span, entries: list[Node], conditions: list[Event]) -> tuple[Over, ...]:
    """x ∈ X; x, y ∈ X; x ∈ X, y ∈ Y; x ∈ X, x ≠ 0."""
    overs: list[Over] = []
    waiting: list[Node] = []
    for entry in entries:
        if not isinstance(entry, Event):
            waiting.append(entry)
        elif entry.rel == "in":
            letters = _letters(r, (*waiting, entry.lhs))
            overs.append(_without(span, letters, entry.rhs))
            waiting = []
        elif overs and not waiting:
            overs[-1] = replace(overs[-1], where=(*overs[-1].where, entry))
        else:
            r.fail("a range of a form that is not read", r.tokens[0])
    if waiting:  # Σ_{x∈X, y}
        overs.append(Over(span, "letters", _letters(r, tuple(waiting))))
    if conditions:
        kind = "where" if overs[-1].kind == "letters" else overs[-1].kind
        overs[-1] = replace(overs[-1], kind=kind, where=(*overs[-1].where, *conditions))
    return tuple(overs)


def _without(span: Span, letters: tuple[Node, ...], domain: Node) -> Over:
    """x ∈ X \\ {a} is x ∈ X with x ≠ a."""
    if isinstance(domain, tree.SetOf) and domain.op == "setminus" and len(letters) == 1:
        taken = domain.right
        if isinstance(taken, Members) and taken.brackets == "{}" and not taken.where:
            where = tuple(Event(span, letters[0], "!=", x) for x in taken.items)
            return Over(span, "set", letters, domain.left, None, None, where)
    return Over(span, "set", letters, domain)


def _conditioned(r: Reader, span: Span, entries: list[Node], conditions: list[Event]) -> Over:
    """j ≠ i is over j; i < j and 1 ≤ i < j ≤ n are over i and j, those not bound outside."""
    events = [x for x in entries if isinstance(x, Event)]
    if len(events) < len(entries):
        r.fail("a range of a form that is not read", r.tokens[0])
    letters: list[Node] = []
    for event in events:
        sides = (event.lhs,) if event.rel == "!=" else (event.lhs, event.rhs)
        for side in sides:
            if _single_name(side) and side not in letters and not _ends(side, events):
                letters.append(side)
    if not letters:
        r.fail("a range without a letter", r.tokens[0])
    return Over(span, "where", tuple(letters), None, None, None, (*events, *conditions))


def _single_name(node: Node) -> bool:
    return isinstance(node, Name) and not node.sub


def _ends(side: Node, events: list[Event]) -> bool:
    """Whether the name is but the end of a chain: the n of 1 ≤ i < j ≤ n, of i ≤ n."""
    return len(events) > 1 and side in (events[0].lhs, events[-1].rhs)
