"""Brackets that group, sets, tuples and intervals, |…|, ⌈…⌉, indicators."""

from __future__ import annotations

from fractions import Fraction

from derive.notes import tree
from derive.notes.chains import Sort, Token
from derive.notes.parse.arguments import CLOSING, grouped, listed
from derive.notes.parse.reader import Reader
from derive.notes.parse.relations import at_sign
from derive.notes.tree import Event, Members, Node


def round_(r: Reader) -> Node:
    """(a + b), or a tuple (a, b), or an open interval."""
    start, opened, leads = r.i, r.take(), r.leads
    among = r.among or r.bar == "separator"
    with r.within():
        r.summand, r.among = leads, among
        items, separators = grouped(r)
        closing = r.text()
        if closing != "]" or len(items) != 2:
            r.expect(")", opened)
        else:
            r.take()
    if among and all(map(is_relation, items)) and len(set(separators)) < 2:
        word = "or" if "or" in separators else "and"
        if set(separators) <= {",", "or"}:
            span = r.span(start)
            return tree.Call(span, tree.Name(span, word), items, separators)
    return _grouped(r, start, items, separators, "(" + closing)


def is_relation(node: Node) -> bool:
    """A relation, or several that "and", "or", "not" join."""
    if isinstance(node, tree.Call) and isinstance(node.head, tree.Name):
        return node.head.base in ("and", "or", "not")
    return isinstance(node, Event)


def square(r: Reader) -> Node:
    """[a + b], an interval [0, 1], Iverson's [x = y]."""
    start, opened, leads = r.i, r.take(), r.leads
    before = r.tokens[start - 1].text if start else ""
    with r.within():
        r.summand = leads
        items, separators = grouped(r)
        closing = r.text()
        if closing != ")" or len(items) != 2:
            r.expect("]", opened)
        else:
            r.take()
    if len(items) == 1 and isinstance(items[0], Event):
        return tree.Indicator(r.span(start), items[0])
    if len(items) == 1 and before in ("\\in", "\\notin"):  # i ∈ [n]
        span = r.span(start)
        row = tree.Range(span, None, tree.Num(span, Fraction(1)), items[0])
        return Members(span, "{}", (row,))
    return _grouped(r, start, items, separators, "[" + closing)


def _grouped(
    r: Reader, start: int, items: tuple[Node, ...], separators: tuple[str, ...], brackets: str
) -> Node:
    if set(separators) - {","}:
        r.fail(f"{separators[0]} within brackets that belong to no name", r.tokens[start])
    if any(isinstance(x, (Event, tree.Hole)) for x in items):
        r.fail("a relation within brackets", r.tokens[start])
    row = any(t.text == "\\dots" for t in r.tokens[start : r.i])
    if len(items) == 1 and not (isinstance(items[0], tree.Range) and row):
        return items[0]
    return Members(r.span(start), brackets, items)


_SET_SIGNS = frozenset(
    {"\\in", "\\notin", "\\setminus", "\\cup", "\\cap", "\\subset", "\\subseteq"}
)


def curly(r: Reader) -> Node:
    """{a + b} groups; {0, 1}, {x : p(x) > 0} and {x ∈ X | …} are sets."""
    start, opened = r.i, r.take()
    before = r.tokens[start - 1].text if start else ""
    with r.within("separator"):
        items, separators = listed(r)
        r.expect(CLOSING[opened.text], opened)
    split = next((i for i, x in enumerate(separators) if x in (";", "|")), None)
    if split is None:
        if "||" in separators:
            r.fail("‖ within a set", opened)
        if len(items) == 1 and not isinstance(items[0], (tree.Range, Event)):
            return Members(r.span(start), "{}", items) if before in _SET_SIGNS else items[0]
        if any(isinstance(x, Event) for x in items):
            r.fail("a set of relations", opened)
        return Members(r.span(start), "{}", items)
    where = [x for x in items[split + 1 :] if isinstance(x, Event)]
    if len(where) < len(items) - split - 1 or set(separators) - {",", separators[split]}:
        r.fail("a set whose conditions are no relations", opened)
    return Members(r.span(start), "{}", items[: split + 1], tuple(where))


def bars(r: Reader) -> Node:
    """|x|, |X|, ‖x‖_2."""
    start, opened = r.i, r.take()
    if opened.text in ("\\lvert", "\\lVert"):
        return _sized(r, start, opened)
    kind = opened.text
    if kind == "|" and r.at("|") and r.adjacent(-1):
        r.take()
        kind = "||"
    if r.sort() is Sort.SUB:
        r.fail("a value at a place, |_{…}, is not read", opened)
    with r.within("closer" if kind == "|" else "norm"):
        body = r.expression()
        closing = r.text()
        if kind == "||" and closing == "|" and r.text(1) == "|":
            r.take()
            closing = kind
        if closing != kind:
            r.fail(f"{opened.text} that neither closes nor belongs to a name before it", opened)
        r.take()
    return _indexed(r, start, kind, body)


def _sized(r: Reader, start: int, opened: Token) -> Node:
    """|…| and ‖…‖ whose bars say which one opens and which one closes."""
    small = opened.text == "\\lvert"
    with r.within():
        body = r.expression()
        r.expect("\\rvert" if small else "\\rVert", opened)
    return _indexed(r, start, "|" if small else "||", body)


def _indexed(r: Reader, start: int, kind: str, body: Node) -> Node:
    index: Node | None = None
    if r.sort() is Sort.SUB:
        if kind == "|":
            r.fail("an index on |…|: a value at a place is not read")
        r.take()
        index = r.whole(r.argument(), "the index of a norm", True)
    return tree.Bars(r.span(start), kind, body, index)


def rounded(r: Reader) -> Node:
    """⌈x⌉, ⌊x⌋."""
    start, opened = r.i, r.take()
    op = "ceil" if opened.text == "\\lceil" else "floor"
    with r.within():
        body = r.expression()
        r.expect("\\rceil" if op == "ceil" else "\\rfloor", opened)
    return tree.Rounded(r.span(start), op, body)


def at_indicator(r: Reader) -> bool:
    """Whether 1[x = y], 1_{x = y}, \\mathbb{I}(x = y) stands here."""
    here = r.i
    found = _pass_one(r)
    follows = False
    if found:
        follows = r.sort() in (Sort.SUB, Sort.OPEN) or r.at("[", "\\{", "(")
        if found == "1" and (r.sort() is Sort.OPEN or r.at("(", "\\{")):
            follows = False  # 1(a) and 1{a} are products; 1[a] is one unless a is a relation
    if follows and found != "𝟙":
        follows = _relation_within(r)
    r.i = here
    return follows


def _pass_one(r: Reader) -> str:
    """Passes the 1 of an indicator: "1", "𝟙" if doubled or bold, "I" if a doubled I."""
    if r.at("\\mathbb", "\\mathbf"):
        double = r.take().text == "\\mathbb"
        if r.done or r.sort() is Sort.CLOSE:
            return ""
        inside = "".join(t.text for t in r.argument())
        if inside == "1":
            return "𝟙"
        return "I" if inside == "I" and double else ""
    if r.sort() is Sort.NUMBER and r.take().text == "1":
        return "1"
    return ""


def _relation_within(r: Reader) -> bool:
    """Whether a relation stands in the brackets or the script here, outside of inner ones; not so
    in 𝕀[(X|Z=z) : Y], whose parts no indicator has.
    """
    if r.sort() is Sort.SUB:
        r.take()
    depth, found = 0, False
    while not r.done:
        token = r.tokens[r.i]
        depth += token.text in ("(", "[", "\\{") or token.sort is Sort.OPEN
        depth -= token.text in (")", "]", "\\}") or token.sort is Sort.CLOSE
        parts = token.text == ";" or (token.text == ":" and r.text(1) != "=")
        if depth <= 0 or (depth == 1 and parts):
            return found and depth <= 0
        found = found or (depth <= 2 and at_sign(r))
        r.i += 1
    return False


def indicator(r: Reader) -> Node:
    """1[x = y]: one relation.

    NotRead: 1_A of a set, and more relations than one.
    """
    start = r.i
    _pass_one(r)
    if r.sort() is Sort.SUB:
        r.take()
        inside = r.inner(r.argument())
    elif r.sort() is Sort.OPEN:
        inside = r.inner(r.group())
    else:
        inside = r
    wrapped = inside is r or inside.at("\\{", "(", "[")
    opened = inside.take() if wrapped else None
    with inside.within("separator"):
        items, _ = listed(inside)
        if opened is not None:
            inside.expect(CLOSING[opened.text], opened)
    if inside is not r:
        inside.finish()
    if len(items) != 1 or not isinstance(items[0], Event):
        r.fail("an indicator of what is no relation", r.tokens[start])
    return tree.Indicator(r.span(start), items[0])
