"""Sums and products: the order of operations, and where a Σ or a log ends."""

from __future__ import annotations

from derive.notes import tree, walk
from derive.notes.chains import Sort
from derive.notes.parse import numbers, reach
from derive.notes.parse.ends import at_signed_group, ends
from derive.notes.parse.reach import closed
from derive.notes.parse.reader import Reader
from derive.notes.tree import Node

_SIGNS = 4
_TIMES = ("\\cdot", "\\times")


def expression(r: Reader) -> Node:
    """A sum of products, up to what cannot continue it."""
    start = r.i
    terms = [_term(r)]
    opened = [list(r.open_at.get(r.i, ()))]
    while r.at("+", "-") or at_signed_group(r):
        terms.append(_of_group(r) if at_signed_group(r) else _term(r))
        opened.append(list(r.open_at.get(r.i, ())))
    if r.at("\\pm"):
        r.fail("± is two formulas; write them apart")
    node = _units_out(terms, r, start)
    return _extended(node, terms, opened, r, start)


def _of_group(r: Reader) -> Node:
    """The terms in {- b + c}, behind which the next one has to begin."""
    start = r.i
    node = r.braces()
    if not (r.at("+", "-") or at_signed_group(r) or ends(r)):
        why = "braces that begin with a sign, and a factor behind them: put brackets"
        r.fail(why, r.tokens[start])
    return node


def _units_out(terms: list[Node], r: Reader, start: int) -> Node:
    """The sum of the terms; a unit behind the last one is that of all."""
    last = terms[-1]
    carrier = last.body if isinstance(last, tree.Neg) else last
    if isinstance(carrier, tree.WithUnit):
        bare = carrier.body
        bare = tree.Neg(last.span, bare) if carrier is not last else bare
        others = (x for t in terms[:-1] for x in walk.walk(t))
        if not any(isinstance(x, tree.WithUnit) for x in others):
            body = walk.total((*terms[:-1], bare), r.span(start))
            return tree.WithUnit(r.span(start), body, carrier.unit, carrier.per)
    return walk.total(tuple(terms), r.span(start))


def _extended(
    node: Node, terms: list[Node], opened: list[list[Node]], r: Reader, start: int
) -> Node:
    """A choice where a letter that a Σ binds stands behind the + that ends it."""
    last: dict[Node, int] = {}
    for i, term in enumerate(terms):
        last.update(dict.fromkeys(walk.free(term), i))
    for i, opens in enumerate(opened[:-1]):
        for big in opens:
            for letter in walk.bound(big):
                end = last.get(letter, 0)
                if end > i:
                    wider = _widened(big, terms[i : end + 1])
                    span = r.span(start)
                    other = walk.total((*terms[:i], wider, *terms[end + 1 :]), span)
                    sign = "E" if isinstance(big, tree.Mean) else _signs(big)
                    question = f"{sign} ends at + or goes on behind it"
                    return r.choice(span, (node, other), question)
    return node


def _signs(big: Node) -> str:
    names = {"sum": "Σ", "prod": "Π"}
    return names.get(big.op, big.op) if isinstance(big, tree.Big) else ""


def _widened(big: Node, terms: list[Node]) -> Node:
    """The first term with the others drawn into the body of the Σ that ends it."""
    if not isinstance(big, (tree.Big, tree.Mean)):
        return terms[0]
    span = big.span.to(terms[-1].span)
    body = walk.total((big.body, *terms[1:]), span)
    new: Node
    if isinstance(big, tree.Big):
        new = tree.Big(span, big.op, big.over, body)
    else:
        new = tree.Mean(span, big.law, body, big.given, big.op)
    return walk.swapped(terms[0], big, new)


def _xor(r: Reader, left: Node) -> Node:
    """X ⊕ Y ⊕ Z: a call of what joins them."""
    head = tree.Name(r.take().span, "\\oplus")
    right = r.factor()
    before = left.args if isinstance(left, tree.Call) and left.head == head else (left,)
    return tree.Call(left.span.to(right.span), head, (*before, right), (",",) * len(before))


def _by_components(r: Reader, left: Node) -> Node:
    """a ⊙ b, of all that stands before the sign and the one factor behind it."""
    head = tree.Name(r.take().span, "\\odot")
    right = r.factor()
    if not (ends(r) or r.at("\\odot")):
        r.fail("a ⊙ b c: put brackets around what ⊙ is of", r.tokens[r.i - 1])
    return tree.Call(left.span.to(right.span), head, (left, right), (",",))


def _term(r: Reader) -> Node:
    """A product with its signs."""
    start, minus = r.i, []
    while r.at("+", "-"):
        if r.at("+") and r.i > start:
            r.fail("a + behind another sign")
        if r.take().text == "-":
            minus.append(r.i - 1)
    node = product(r)
    if len(minus) > _SIGNS:
        r.fail(f"more than {_SIGNS} minus signs in a row", r.tokens[start])
    for at in reversed(minus):
        node = tree.Neg(r.span(at), node)
    return node


def product(r: Reader) -> Node:
    """Factors side by side or with · or / between, up to + or -."""
    start = r.i
    r.leads, r.summand = r.summand, False
    factors = [r.factor()]
    r.leads = False
    while True:
        if r.at(*_TIMES):
            starred = r.take().span.text in ("*", "\\ast")
            factors.append(_signed(r))
            if starred and r.bar == "separator" and all(map(_bare, factors[-2:])):
                r.fail("* between names within arguments: a product or a convolution?")
        elif r.at("\\otimes"):
            factors.append(_beside(r, factors[-1]))
        elif r.at("\\oplus"):
            factors[-1] = _xor(r, factors[-1])
        elif r.at("\\odot"):
            factors = [_by_components(r, walk.product(tuple(factors), r.span(start)))]
        elif r.at("/", "\\div"):
            factors[-1:] = _divided(r, factors[-1])
        elif r.at("\\setminus", "\\cup", "\\cap"):
            factors[-1] = _set_operation(r, factors[-1])
        elif (unit := numbers.unit(r)) is not None:
            body = walk.product(tuple(factors), r.span(start))
            return tree.WithUnit(r.span(start), body, *unit)
        elif ends(r) or at_signed_group(r):
            break
        else:
            factors.append(r.factor())
    _no_words(r, factors)
    return walk.product(tuple(factors), r.span(start))


def _beside(r: Reader, left: Node) -> Node:
    """P_X ⊗ P_Y, p(x) ⊗ q(y): laws of different letters, multiplied."""
    sign = r.take()
    right = _signed(r)
    letters = [x.args if isinstance(x, tree.Call) else getattr(x, "sub", ()) for x in (left, right)]
    if not all(letters) or set(letters[0]) & set(letters[1]):
        r.fail("⊗ of what has no letters of its own: write p(x) q(y)", sign)
    return right


def _bare(node: Node) -> bool:
    return isinstance(node, tree.Name)


def _signed(r: Reader) -> Node:
    """a · -b."""
    start = r.i
    if r.at("-"):
        r.take()
        return tree.Neg(r.span(start), r.factor())
    return r.factor()


def _set_operation(r: Reader, left: Node) -> Node:
    token = r.take()
    right = r.factor()
    return tree.SetOf(left.span.to(right.span), token.text[1:], left, right)


def _no_words(r: Reader, factors: list[Node]) -> None:
    """Raises NotRead for a text of several words beside other factors."""
    if len(factors) == 1:
        return
    for factor in factors:
        if isinstance(factor, tree.Name) and " " in factor.base:
            r.fail(f"words within the formula: “{factor.base}”")


def _divided(r: Reader, top: Node) -> list[Node]:
    """top / the factor that follows; a choice where another factor follows that."""
    r.take()
    bottom_at = r.i
    simple = not closed(r) and r.sort() is not Sort.OPEN
    bottom = r.factor()
    span = top.span.to(bottom.span)
    if not simple or _ends_divisor(r):
        return [tree.Frac(span, top, bottom)]
    rest = [bottom]
    while not (ends(r) or at_signed_group(r) or _ends_divisor(r)):
        rest.append(r.factor())
    span = top.span.to(rest[-1].span)
    short = walk.product((tree.Frac(span, top, bottom), *rest[1:]), span)
    long = tree.Frac(span, top, walk.product(tuple(rest), r.span(bottom_at)))
    return [r.choice(span, (short, long), "a/b c is (a/b) c or a/(b c)")]


def _ends_divisor(r: Reader) -> bool:
    return ends(r) or closed(r) or reach.stops(r) or numbers.at_unit(r)
