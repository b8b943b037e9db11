r"""\begin{cases} … \end{cases}: a value for each case, as a sum of indicators.

Read where one row holds and no other: of two rows, the second of which is “otherwise” or the
opposite of the first; or of values of one letter, and “otherwise”.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derive.notes import tree
from derive.notes.chains import Sort, Token
from derive.notes.parse.arguments import listed
from derive.notes.parse.reader import Reader
from derive.notes.tex.symbols import WIDE
from derive.notes.tree import Event, Node, Num
from derive.notes.walk import product, total

OPENING = ("\\begin{cases}", "\\begin{dcases}", "\\begin{rcases}")
_OTHERWISE = frozenset(("otherwise", "else", "elsewhere", "sonst", "sinon", "otherwise."))
_LEADING = frozenset(("if", "for", "when", "whenever", "falls", "wenn", "si", "cuando"))
_OPPOSITE = {"=": "!=", "!=": "=", "in": "notin", "notin": "in", "<": ">=", ">=": "<",
             ">": "<=", "<=": ">"}  # fmt: skip
_MARKS = WIDE | {",", ".", ";", ""}
_WHY = "cases of which it is not plain that one holds and no other"
Row = tuple[Node, Event | None]


def cases(r: Reader) -> Node:
    """The reader at the environment, or at the brace before an array.

    Raises:
        NotRead: where it is not plain that one case holds and no other.
    """
    start = r.i
    if r.at("\\{"):
        r.take()
    rows = [_row(r, tokens) for tokens in parted(inside_of(r), "\\\\") if tokens]
    span = r.span(start)
    if len(rows) < 2 or any(event is None for _, event in rows[:-1]):
        r.fail(_WHY, r.tokens[start])
    events = [e for _, e in rows if e is not None]
    last = rows[-1][1]
    exclusive = len(events) == 1 or (last is None and _are_values(events))
    if not exclusive and not (len(rows) == 2 and last == _negated(events[0])):
        r.fail(_WHY, r.tokens[start])
    ones: list[Node] = [tree.Indicator(e.span, e) for e in events[: len(rows) - 1]]
    rest: Node = tree.Indicator(events[0].span, _negated(events[0]))
    if len(ones) > 1:
        one = tree.Num(span, Fraction(1))
        rest = total((one, *(tree.Neg(n.span, n) for n in ones)), span)
    return _summed([(v, n) for (v, _), n in zip(rows, (*ones, rest), strict=True)])


def at_cases(r: Reader) -> bool:
    """Whether cases stand here."""
    return r.at(*OPENING) or (r.at("\\{") and r.text(1) == "\\begin{array}")


def _summed(parts: list[tuple[Node, Node]]) -> Node:
    terms = []
    for value, marked in parts:
        if isinstance(value, Num) and value.value == 0:
            continue
        is_one = isinstance(value, Num) and value.value == 1
        terms.append(marked if is_one else product((value, marked), value.span))
    if not terms:
        return parts[0][0]
    return total(tuple(terms), parts[0][0].span)


def inside_of(r: Reader) -> tuple[Token, ...]:
    """What stands between \\begin and \\end, which are passed."""
    opened = r.take()
    depth, start = 1, r.i
    while depth:
        if r.done:
            r.fail(f"{opened.text} is opened and not closed", opened)
        text = r.take().text
        depth += text.startswith("\\begin{")
        depth -= text.startswith("\\end{")
    return r.tokens[start : r.i - 1]


def parted(tokens: tuple[Token, ...], at: str) -> Iterator[tuple[Token, ...]]:
    """The tokens between signs that stand in no braces and environments of their own."""
    depth, own = 0, list[Token]()
    for token in tokens:
        depth += token.sort is Sort.OPEN or token.text.startswith("\\begin{")
        depth -= token.sort is Sort.CLOSE or token.text.startswith("\\end{")
        if depth == 0 and token.text == at and token.sort is not Sort.TEXT:
            yield tuple(own)
            own = []
        else:
            own.append(token)
    yield tuple(own)


def _row(r: Reader, tokens: tuple[Token, ...]) -> Row:
    """A value, and the condition under which it is that; None of “otherwise”."""
    if tokens[0].text.startswith("\\begin{") and tokens[-1].text.startswith("\\end{"):
        tokens = tokens[1:-1]
    cells = [c for c in map(_plain, parted(tokens, "&")) if c]
    if len(cells) == 1:
        cells = _cut(cells[0])
    if len(cells) != 2:
        r.fail("a row of cases of a form that is not read", tokens[0])
    return r.whole(cells[0], "a value"), _condition(r, cells[1])


def _cut(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """A row without an "&": in two before its words, or else at a comma or a wide blank."""
    depth, cuts = 0, list[int]()
    for n, x in enumerate(tokens):
        depth += (x.sort is Sort.OPEN or x.text in "([") - (x.sort is Sort.CLOSE or x.text in ")]")
        if depth == 0 and x.sort is Sort.TEXT:
            return [c for c in (_plain(tokens[:n]), tokens[n:]) if c]
        if depth == 0 and (x.text == "," or x.text in WIDE):
            cuts.append(n)
    parts = [_plain(tokens[: cuts[0]]), _plain(tokens[cuts[0] :])] if cuts else [tokens]
    return [c for c in parts if c]


def _condition(r: Reader, tokens: tuple[Token, ...]) -> Event | None:
    if tokens[0].sort is Sort.TEXT:
        word = tokens[0].text.lower().strip(" ,.:;")
        if len(tokens) == 1 and word in _OTHERWISE:
            return None
        if word not in _LEADING:
            r.fail(f"a case in words: “{tokens[0].text.strip()}”", tokens[0])
        tokens = tokens[1:]
    inside = r.inner(_plain(tokens))
    with inside.within("separator"):
        items, _ = listed(inside)
    inside.finish()
    if len(items) != 1 or not isinstance(items[0], Event) or items[0].rel not in _OPPOSITE:
        r.fail("a case that is no relation", tokens[0] if tokens else None)
    return items[0]


def _plain(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without the commas, stops and wide blanks at its ends."""
    start, end = 0, len(tokens)
    while end and tokens[end - 1].text.strip() in _MARKS:
        end -= 1
    while start < end and tokens[start].text.strip() in _MARKS:
        start += 1
    return tokens[start:end]


def _negated(event: Event) -> Event:
    return tree.Event(event.span, event.lhs, _OPPOSITE[event.rel], event.rhs)


def _are_values(events: list[Event]) -> bool:
    """x = 1, x = 2: of one letter, and no two of one value."""
    values = {e.rhs for e in events if isinstance(e.rhs, Num) and e.rel == "="}
    return len(values) == len(events) and len({e.lhs for e in events}) == 1
