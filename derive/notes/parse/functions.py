"""log, exp, √ and other functions that are written before what they are of."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from derive.notes import tree, walk
from derive.notes.chains import Sort
from derive.notes.parse import table
from derive.notes.parse.ends import at_signed_group, ends
from derive.notes.parse.reach import closed, stops
from derive.notes.parse.reader import Reader
from derive.notes.tree import Node

_Make = Callable[[Node], Node]
_QUESTION = "{} a b is {} of a b or ({} a) times b"


def log(r: Reader, word: str, start: int) -> Node:
    """The reader behind \\log, \\ln or \\lg."""
    base: Node | None = None
    power: Node | None = None
    while r.sort() in (Sort.SUB, Sort.SUP):
        if r.take().sort is Sort.SUB:
            if base is not None or word != "log":
                r.fail(f"a base of {word}")
            base = r.whole(r.argument(), "the base of a logarithm", True)
        elif power is not None:
            r.fail("two exponents of one logarithm")
        else:
            power = r.whole(r.argument(), "an exponent", True)
            if isinstance(power, tree.Neg):
                r.fail("an inverse function or a power?")
    span = r.tokens[start].span
    if word == "ln":
        base = tree.Constant(span, "e")
    elif word == "lg":
        base = tree.Num(span, Fraction(2))
    elif base == tree.Name(span, "e"):
        base = tree.Constant(span, "e")

    def make(body: Node) -> Node:
        node: Node = tree.Log(span.to(body.span), base, body)
        return node if power is None else tree.Pow(node.span, node, power)

    return _applied(r, make, word)


def exp(r: Reader, start: int) -> Node:
    span = r.tokens[start].span
    return _applied(r, lambda body: tree.Exp(span.to(body.span), body), "exp")


def function(r: Reader, word: str, start: int) -> Node:
    """sin x, tanh(x): a call of a name that nothing defines is refused later."""
    head = tree.Name(r.tokens[start].span, word)
    if r.sort() in (Sort.SUB, Sort.SUP):
        r.fail(f"{word} with an index or an exponent: put brackets around the whole")
    return _applied(r, lambda body: tree.Call(head.span.to(body.span), head, (body,)), word)


def root(r: Reader, start: int) -> Node:
    """√a, ∛a; of a degree that is no number a power."""
    degree: Node | None = None
    if r.at("["):
        opened = r.take()
        with r.within():
            degree = r.expression()
        r.expect("]", opened)
    body = r.whole(r.argument(), "a root")
    span = r.span(start)
    if degree is None:
        return tree.Root(span, body)
    if isinstance(degree, tree.Num) and degree.value.denominator == 1 and degree.value > 0:
        return tree.Root(span, body, int(degree.value))
    return tree.Pow(span, body, tree.Frac(degree.span, tree.Num(span, Fraction(1)), degree))


def _applied(r: Reader, make: _Make, word: str) -> Node:
    """The function of what follows, and the factors that it may not reach over."""
    if r.done or r.sort() is Sort.CLOSE:
        r.fail(f"{word} of nothing", r.tokens[max(r.i - 1, 0)])
    first_at, leads, derived = r.i, r.leads, r.derived
    r.leads = r.derived = False
    if _argument_is_closed(r):
        return _of_bracket(r, make, word)
    if r.at("-"):
        r.take()
        first: Node = tree.Neg(r.span(first_at), r.factor())
    else:
        first = r.factor()
    factors = [first]
    while not (derived or ends(r) or at_signed_group(r) or stops(r) or _at_text(r)):
        factors.append(r.factor())
    span = r.span(first_at)
    if r.at("/"):
        return _slashed(r, make, word, factors)
    if derived:
        return make(first)
    if r.at("\\cdot", "\\times") and isinstance(first, tree.Frac) and len(factors) == 1:
        return _dotted(r, make, word, first)
    if table.BIGS.get(r.text()) in ("sum", "int") and _is_share(factors):
        return _of_a_mean(r, make, word, first)
    whole = make(walk.product(tuple(factors), span))
    if len(factors) == 1 or all(isinstance(x, (tree.Num, tree.Constant)) for x in factors):
        return whole
    if any(_is_pi(n) for x in factors[:2] for n in walk.walk(x)):
        return whole  # log 2πσ², log 2πe: nobody takes log 2π apart
    if not leads and all(map(_valued, factors)):
        return whole  # p(x) log p(x) p(y|x), where the weight stands before the log
    short = walk.product((make(first), *factors[1:]), whole.span)
    return r.choice(whole.span, (whole, short), _QUESTION.format(word, word, word))


def _dotted(r: Reader, make: _Make, word: str, first: tree.Frac) -> Node:
    """log a/b · c/d: of both where the c is the b, or the a the d, so that one of them goes;
    otherwise left open. Of a fraction alone where no fraction stands behind the dot."""
    start, factors = r.i, [first]
    while r.at("\\cdot", "\\times"):
        here = r.i
        r.take()
        node = r.factor() if r.at("\\frac") else None
        if not isinstance(node, tree.Frac):
            r.i = here
            break
        factors.append(node)
    if len(factors) == 1:
        return make(first)
    if not (ends(r) or stops(r)):
        r.fail(f"{word} a/b · c/d e: put brackets around what {word} is of", r.tokens[start])
    whole = make(walk.product(tuple(factors), first.span.to(factors[-1].span)))
    ties = [(x.bottom == y.top) + (x.top == y.bottom) for x, y in pairwise(factors)]
    if all(n == 1 for n in ties):
        return whole
    short = walk.product((make(first), *factors[1:]), whole.span)
    question = f"{word} a/b · c/d is {word} of both fractions or ({word} a/b) times c/d"
    return r.choice(whole.span, (whole, short), question)


def _is_share(factors: list[Node]) -> bool:
    """1/n, before a sum, which is a mean as often as a factor: log 1/n Σ_i f(x_i)."""
    (first, *more) = factors
    parts = (tree.Num, tree.Name)
    return not more and isinstance(first, tree.Frac) and isinstance(first.top, tree.Num) and (
        isinstance(first.bottom, parts)
    )


def _of_a_mean(r: Reader, make: _Make, word: str, first: Node) -> Node:
    rest = r.product()
    whole = make(walk.product((first, rest), first.span.to(rest.span)))
    short = walk.product((make(first), rest), whole.span)
    question = f"{word} 1/n Σ is {word} of the mean or ({word} 1/n) times the sum"
    return r.choice(whole.span, (whole, short), question)


def _is_pi(node: Node) -> bool:
    return isinstance(node, tree.Constant) and node.name == "pi"


def _valued(node: Node) -> bool:
    """A value of a law, p(x) or p_i, and powers of it."""
    if isinstance(node, tree.Pow):
        return _valued(node.base)
    if isinstance(node, tree.Call):
        head = node.head.base if isinstance(node.head, tree.Name) else ""
        return head in table.LAWS and "||" not in node.separators
    return isinstance(node, tree.Name) and node.base in table.LAWS and bool(node.sub)


def _at_text(r: Reader) -> bool:
    return r.sort() is Sort.TEXT


def _argument_is_closed(r: Reader) -> bool:
    """Whether what follows has brackets, or braces that are more than those of a name."""
    if closed(r) and not r.at("|", "||", "\\lvert", "\\lVert"):
        return True
    if r.sort() is not Sort.OPEN:
        return False
    here = r.i
    r.group()
    follows = r.text() in ("(", "[") or r.sort() in (Sort.SUB, Sort.SUP)
    r.i = here
    return not follows


def _of_bracket(r: Reader, make: _Make, word: str) -> Node:
    """log (a): what follows the bracket is not reached; log (a)^2 and log (a)(b) are choices."""
    start = r.i
    bracket = r.primary()
    if r.sort() is Sort.SUP:
        r.take()
        exponent = r.whole(r.argument(), "an exponent", True)
        inner = make(tree.Pow(r.span(start), bracket, exponent))
        outer = tree.Pow(inner.span, make(bracket), exponent)
        if word == "exp":
            return outer
        question = f"{word} (a)^b is {word} of a^b or a power of {word} a"
        return r.choice(inner.span, (inner, outer), question)
    if r.at("!"):
        r.fail(f"{word} (a)!: put brackets around what {word} is of")
    if r.at("(", "[") and word in table.LOGS:
        rest = [bracket]
        while r.at("(", "["):
            rest.append(r.factor())
        whole = make(walk.product(tuple(rest), r.span(start)))
        short = walk.product((make(bracket), *rest[1:]), whole.span)
        return r.choice(
            whole.span, (short, whole), f"{word} (a)(b) is ({word} a) b or {word} of ab"
        )
    return make(bracket)


def _slashed(r: Reader, make: _Make, word: str, factors: list[Node]) -> Node:
    """log a / b: of the fraction, or divided by b."""
    span = factors[0].span.to(factors[-1].span)
    top = walk.product(tuple(factors), span)
    r.take()
    if r.at("\\mathrm", "\\text") or r.sort() is Sort.TEXT:
        r.fail("a slash before words")
    bottom = r.factor()
    if not ends(r) and not stops(r) and not closed(r):
        r.fail(f"{word} a / b c: put brackets around what {word} is of")
    whole = make(tree.Frac(span.to(bottom.span), top, bottom))
    short = tree.Frac(whole.span, make(top), bottom)
    return r.choice(whole.span, (whole, short), f"{word} a / b is {word} of a/b or ({word} a)/b")
