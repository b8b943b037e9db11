"""Fractions, and those that are derivatives; ∇, ∂ and binomials."""

from __future__ import annotations

from derive.notes import tree, walk
from derive.notes.chains import Sort, Token
from derive.notes.parse import table
from derive.notes.parse.ends import at_signed_group, ends, nothing
from derive.notes.parse.names import starts_name, word_at
from derive.notes.parse.reader import Reader
from derive.notes.tree import Name, Node

_MEASURES = frozenset({"P", "Q", "R", "\\mu", "\\nu", "\\lambda", "\\mathbb"})


def fraction(r: Reader) -> Node:
    """\\frac{a}{b}, \\frac12, or a derivative."""
    start = r.i
    r.take()
    top = r.argument()
    bottom = r.argument()
    return _quotient(r, start, top, bottom)


def over(r: Reader, tokens: tuple[Token, ...], start: int) -> Node:
    """{a \\over b}: the reader behind the braces."""
    at = [i for i, t in enumerate(tokens) if t.text == "\\over"]
    if len(at) != 1:
        r.fail("two \\over in one pair of braces", r.tokens[start])
    return _quotient(r, start, tokens[: at[0]], tokens[at[0] + 1 :])


def _quotient(r: Reader, start: int, top: tuple[Token, ...], bottom: tuple[Token, ...]) -> Node:
    if top and top[0].text == "-" and _operator(top[1:]) and _operator(bottom):
        return tree.Neg(r.span(start), _quotient(r, start, top[1:], bottom))
    sign = _operator(top)
    if sign and _operator(bottom) == sign and _by_name(r, bottom):
        return _derivative(r, start, top, bottom)
    return tree.Frac(r.span(start), r.whole(top, "a numerator"), r.whole(bottom, "a denominator"))


def _by_name(r: Reader, bottom: tuple[Token, ...]) -> bool:
    """Whether a name follows the d below: in d/d_k and d/(d+1) it is a letter."""
    return starts_name(r.inner(bottom[_skip(bottom) :]))


def _operator(tokens: tuple[Token, ...]) -> str:
    """The d or ∂ that the tokens begin with."""
    if not tokens:
        return ""
    first = tokens[0]
    if first.text == "\\partial":
        return first.text
    if first.sort in (Sort.LETTER, Sort.TEXT) and first.text.strip() == "d":
        return "d"
    if first.text == "\\mathrm" and len(tokens) > 1:
        inside = [t.text for t in tokens[1:4]]
        return "d" if inside[0] == "d" or (inside[1:2] == ["d"] and inside[0] == "{") else ""
    return ""


def _skip(tokens: tuple[Token, ...]) -> int:
    if tokens[0].text != "\\mathrm":
        return 1
    return 4 if tokens[1].sort is Sort.OPEN else 2


def _derivative(r: Reader, start: int, top: tuple[Token, ...], bottom: tuple[Token, ...]) -> Node:
    above = r.inner(top)
    above.i = _skip(top)
    order = _order(above)
    variables = _variables(r, bottom, order)
    rest = above.tokens[above.i :]
    if rest:
        body = r.whole(rest, "what is derived")
        _no_density(r, rest, bottom)
        span = r.span(start)
    else:
        if nothing(r):
            r.fail("a derivative of nothing", r.tokens[start])
        body = _derived(r)
        span = r.span(start)
    for variable, times in variables:
        body = tree.Derivative(span, body, variable, times)
    return body


_REACH = "∇ f g is ∇ of the product, or (∇ f) g"


def _derived(r: Reader, op: str = "d") -> Node:
    """What ∇ is of: a product; but of ∇ log π(a) R(a) the logarithm, which is of π(a) alone, and
    of ∇ f · g the f."""
    if word_at(r)[0] not in table.LOGS:
        return r.product() if op == "d" else _undotted(r)
    r.derived = True
    try:
        return r.factor()
    finally:
        r.derived = False


def _undotted(r: Reader) -> Node:
    """A product that ends at a dot, unless only numbers stand before that."""
    start, factors = r.i, [r.factor()]
    while not (ends(r) or at_signed_group(r) or r.at("/", "\\div", "\\otimes", "\\oplus")):
        if r.at("\\cdot", "\\times"):
            if any(isinstance(n, tree.Call) for f in factors for n in walk.walk(f)):
                break
            r.take()
        factors.append(r.factor())
    if r.at("/", "\\div", "\\otimes", "\\oplus"):
        r.i = start
        return r.product()
    return walk.product(tuple(factors), r.span(start))


def _parted(body: Node, variable: Node) -> tuple[Node, Node] | None:
    """Of f g, both of which have what is derived by, f and g."""
    if not isinstance(body, tree.Mul):
        return None
    first, rest = body.factors[0], walk.product(body.factors[1:], body.span)
    both = (variable in walk.walk(x) for x in (first, rest))
    return (first, rest) if all(both) else None


def _no_density(r: Reader, top: tuple[Token, ...], bottom: tuple[Token, ...]) -> None:
    """Raises NotRead for dP/dQ, the density of a measure."""
    if len(top) == 1 and top[0].text in _MEASURES and bottom[_skip(bottom)].text in _MEASURES:
        r.fail("a density of one measure by another: write the laws with arguments")


def _order(r: Reader) -> int:
    """The 2 of d^2."""
    if r.sort() is not Sort.SUP:
        return 1
    r.take()
    inside = r.argument()
    if len(inside) != 1 or inside[0].sort is not Sort.NUMBER or not inside[0].text.isdigit():
        r.fail("a derivative of an order that is no number")
    order = int(inside[0].text)
    if not 1 <= order <= 9:
        r.fail(f"a derivative of order {order}")
    return order


def _variables(r: Reader, bottom: tuple[Token, ...], order: int) -> list[tuple[Node, int]]:
    """dx, dx^2, ∂x ∂y: by what is derived, and how often; the innermost first."""
    below = r.inner(bottom)
    found: list[tuple[Node, int]] = []
    while not below.done:
        if not _operator(below.tokens[below.i :]):
            r.fail("a derivative by what is no name", below.tokens[below.i])
        below.i += _skip(below.tokens[below.i :])
        if below.done:
            r.fail("a derivative by nothing", below.tokens[-1])
        variable = _variable(below)
        times = 1
        if isinstance(variable, tree.Pow):
            exponent = variable.exponent
            if not isinstance(exponent, tree.Num) or exponent.value.denominator != 1:
                r.fail("a derivative of an order that is no number", below.tokens[0])
            variable, times = variable.base, int(exponent.value)
        if not isinstance(variable, (Name, tree.Call)):
            r.fail("a derivative by what is no name", below.tokens[0])
        found.append((variable, times))
    if sum(times for _, times in found) != order:
        r.fail("a derivative whose orders above and below differ", bottom[0])
    return found[::-1]


def _variable(below: Reader) -> Node:
    saved, below.script = below.script, True
    variable = below.factor()
    below.script = saved
    return variable


def nabla(r: Reader) -> Node:
    """∇_θ f."""
    return _by_index(r, "nabla", "∇")


def partial(r: Reader) -> Node:
    """∂_x f."""
    return _by_index(r, "d", "∂")


def _by_index(r: Reader, op: str, sign: str) -> Node:
    start = r.i
    r.take()
    if op == "d" and r.sort() is not Sort.SUB and (slashed := _slashed(r, start)) is not None:
        return slashed
    order, variable = 1, None
    while r.sort() in (Sort.SUB, Sort.SUP):
        if r.take().sort is Sort.SUB and variable is None:
            variable = r.whole(r.argument(), f"the index of {sign}", True)
        elif order == 1 and [t.text for t in r.argument()] == ["2"] and op == "nabla":
            order = 2
        else:
            r.fail(f"{sign} with an exponent", r.tokens[start])
    if variable is None and op == "nabla" and not nothing(r):
        variable = tree.Hole(r.tokens[start].span)  # by what the body is of
    if variable is None:
        r.fail(f"{sign} without saying by what", r.tokens[start])
    if not isinstance(variable, (Name, tree.Call, tree.Hole)) or nothing(r):
        r.fail(f"{sign} by what is no name, or of nothing", r.tokens[start])
    body = _derived(r, op)
    span = r.span(start)
    whole = tree.Derivative(span, body, variable, order, op)
    parts = _parted(body, variable)
    if parts is None:
        return whole
    short = walk.product((tree.Derivative(span, parts[0], variable, 1, op), parts[1]), span)
    return r.choice(span, (whole, short), _REACH)


def _slashed(r: Reader, start: int) -> Node | None:
    """∂f/∂x in a line; the reader stays where it is where that is none."""
    here = r.i
    if not nothing(r):
        body = r.factor()
        if r.at("/") and r.text(1) == "\\partial" and not isinstance(body, tree.Pow):
            r.i += 2
            variable = _variable(r)
            if isinstance(variable, Name):
                return tree.Derivative(r.span(start), body, variable, 1)
    r.i = here
    return None


def binomial(r: Reader) -> Node:
    start = r.i
    r.take()
    top = r.whole(r.argument(), "the top of a binomial")
    bottom = r.whole(r.argument(), "the bottom of a binomial")
    return tree.Binomial(r.span(start), top, bottom)
