"""Factors: numbers, names and calls, fractions, brackets, and signs that begin a factor."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from derive.notes import tree
from derive.notes.chains import Sort, Token
from derive.notes.parse import (
    bigs,
    brackets,
    cases,
    derivatives,
    functions,
    matrices,
    means,
    names,
    numerals,
    table,
)
from derive.notes.parse.arguments import call
from derive.notes.parse.numbers import number
from derive.notes.parse.reach import at_mean
from derive.notes.parse.reader import Reader
from derive.notes.parse.scripts import indices, is_transpose
from derive.notes.tree import Name, Node

_LATIN_CALLS = frozenset("pqPQhfg")  # before [ they are calls as the capitals are


def _is_of_a_row(node: tree.Call) -> bool:
    head = node.head
    if not isinstance(head, Name) or head.sub:
        return False
    of_one = len(node.args) == 1 and isinstance(node.args[0], Name) and not node.args[0].sub
    return head.base in table.SOFTMAX or (head.base == "\\sigma" and of_one)


def _component(r: Reader, start: int, node: tree.Call) -> Node:
    """The i of softmax(z)_i, and of σ(z)_i, which is no logistic function."""
    index = r.whole(r.argument(), "an index")
    head = node.head
    if not isinstance(head, Name):
        r.fail("an index on something that is no name")
    word = "softmax" if head.base == "\\sigma" else head.base
    return replace(node, span=r.span(start), head=replace(head, base=word, sub=(index,)))


def factor(r: Reader) -> Node:
    """A primary with what stands behind it: exponents, !, and for brackets no index."""
    start = r.i
    node = primary(r)
    while True:
        if r.sort() is Sort.SUP:
            r.take()
            node = _raised(r, start, node)
        elif r.at("!"):
            r.take()
            node = tree.Factorial(r.span(start), node)
        elif r.sort() is Sort.SUB and isinstance(node, tree.Call) and _is_of_a_row(node):
            r.take()
            node = _component(r, start, node)
        elif r.sort() is Sort.SUB and r.tokens[start].text in ("(", "[") and r.i > start + 1:
            r.take()
            node = tree.Entry(r.span(start), node, indices(r))
        elif r.sort() is Sort.SUB:
            r.fail("an index on something that is no name")
        elif r.at("'"):
            r.fail("a prime on something that is no name")
        else:
            return node


def _raised(r: Reader, start: int, node: Node) -> Node:
    inside = r.argument()
    if is_transpose(inside) and not isinstance(node, tree.Num):
        return tree.Pow(r.span(start), node, tree.Constant(inside[0].span, "transpose"))
    if inside and inside[0].text in ("\\star", "\\times", "'"):
        r.fail("a mark on something that is no name", inside[0])
    opened = r.tokens[start].sort is Sort.OPEN or r.tokens[start].text in ("(", "[", "\\{")
    if isinstance(node, (tree.Pow, tree.Exp)) and not opened:
        r.fail("an exponent of an exponent: put braces", inside[0] if inside else None)
    return tree.Pow(r.span(start), node, r.whole(inside, "an exponent", True))


def primary(r: Reader) -> Node:
    """One factor without an exponent. Names take theirs along: p^2(x) is a power of p(x)."""
    start = r.i
    sort, text = r.sort(), r.text()
    if sort is Sort.NUMBER:
        return numerals.numeral(r)
    if sort is Sort.OPEN:
        return _group(r)
    if text in ("\\mathbb", "\\mathbf", "1") and brackets.at_indicator(r):
        return brackets.indicator(r)
    if at_mean(r):
        return means.mean(r)
    word, length = names.word_at(r)
    if length and _is_function(r, word, length) and not _labels(r, length):
        r.i += length
        return _function(r, word, start)
    if word == "not" and r.text(length) == "(":
        r.i += length
        return call(r, Name(r.tokens[start].span, word), start)
    if names.starts_name(r) or length:
        return _named(r, start)
    if cases.at_cases(r):
        return cases.cases(r)
    if matrices.at_matrix(r):
        return matrices.matrix(r)
    return _SIGNS.get(text, _refuse)(r)


def _is_function(r: Reader, word: str, length: int) -> bool:
    if word in table.FUNCTIONS and r.sort(length) is Sort.SUB:
        return False  # softmax_k
    return word in table.PREFIXED or word in table.OPTIMA or word in table.FUNCTIONS


def _labels(r: Reader, length: int) -> bool:
    """Whether the word stands alone in a script: the min of H_{min,2}."""
    return r.script and (r.peek(length) is None or r.text(length) in (",", "|", "\\mid"))


def _function(r: Reader, word: str, start: int) -> Node:
    if word in table.LOGS:
        return functions.log(r, word, start)
    if word == "exp":
        return functions.exp(r, start)
    if word in table.OPTIMA:
        return bigs.optimum(r, table.OPTIMA[word], start)
    return functions.function(r, word, start)


def _group(r: Reader) -> Node:
    """{…}: what stands in it; a name in braces goes on as one."""
    start = r.i
    tokens = r.group()
    if any(t.text == "\\over" for t in tokens):
        return derivatives.over(r, tokens, start)
    if not tokens:
        r.fail("empty braces", r.tokens[start])
    if _is_operator(r, tokens):  # as \mathop{…} leaves it
        r.tokens = (*r.tokens[:start], *tokens, *r.tokens[r.i :])
        r.i = start
        return primary(r)
    inside = r.inner(tokens, r.script)
    node = inside.expression()
    inside.finish()
    if isinstance(node, Name) and tokens[0].text not in ("(", "["):
        named = names.dressed(r, start, node)
        return _called(r, start, named)
    return node


def _is_operator(r: Reader, tokens: tuple[Token, ...]) -> bool:
    """Whether Σ, E, max stands in the braces by itself."""
    inside = r.inner(tokens)
    word, length = names.word_at(inside)
    if length == len(tokens):
        return word in table.PREFIXED or word in table.OPTIMA or word in table.MEANS
    if inside.text() in table.BIGS:
        return len(tokens) == 1
    return len(tokens) == 4 and tokens[0].text == "\\mathbb" and tokens[2].text == "E"


def _named(r: Reader, start: int) -> Node:
    """A name, and the call that it heads."""
    token = r.peek()
    if token and token.text in ("\\mathbf", "\\text", "\\mathrm") and numerals.is_bold_number(r):
        return number(numerals.inside_font(r))
    if numerals.is_e(r):
        return numerals.euler(r, start)
    named = names.name(r)
    return _called(r, start, named)


def _called(r: Reader, start: int, named: names.Named) -> Node:
    """The name, or its call, to the power that stood among its scripts."""
    node = named.node
    if (delta := _kronecker(node)) is not node:  # a factor: δ_{ij}(1 − p)
        return delta if named.power is None else tree.Pow(r.span(start), delta, named.power)
    if r.at("(") or (r.at("[", "\\{") and _calls_with(node, r.text())):
        if named.power == _minus_one(node):
            r.fail("an inverse function, or a reciprocal?", r.tokens[start])
        if named.power is not None:
            made = call(r, tree.Pow(r.span(start), node, named.power), start)
            if _is_hellinger(made, node, named.power):
                r.fail("the squared Hellinger distance, or H times H? Write Hel^2", r.tokens[start])
            return _squared(made, node, named.power) or made
        node = call(r, node, start)
        if r.sort() is Sort.SUB and isinstance(node.head, Name) and node.head.base == "softmax":
            r.take()
            index = r.whole(r.argument(), "an index", True)
            node = replace(node, span=r.span(start), head=replace(node.head, sub=(index,)))
    elif r.sort() is Sort.OPEN and _bracket_within(r):
        inside = r.inner(r.group())
        node = call(inside, node, 0)
        inside.finish()
    elif isinstance(node, Name) and " " in node.base and _open_ended(node):
        node = _of_text(r, node, start)
    if named.power is not None:
        return tree.Pow(r.span(start), node, named.power)
    return node


def _is_hellinger(made: tree.Call, head: Node, power: Node) -> bool:
    """H²(p, q), which is both in the field."""
    squared = isinstance(power, tree.Num) and power.value == 2
    laws = all(isinstance(a, Name) and a.base in table.LAWS for a in made.args)
    of_two = len(made.args) == 2 and made.separators == (",",) and laws
    return squared and of_two and isinstance(head, Name) and head.base == "H" and not head.sub


def _squared(made: tree.Call, head: Node, power: Node) -> Node | None:
    """Hel²(p, q) and χ²(p‖q), whose 2 is a part of the name."""
    if not isinstance(head, Name) or head.base not in table.SQUARED or len(made.args) != 2:
        return None
    if not isinstance(power, tree.Num) or power.value != 2:
        return None
    return replace(made, head=replace(head, sup=(power,)))


def _kronecker(node: Node) -> Node:
    """δ_{ij} is 1 where i = j."""
    if not isinstance(node, Name) or node.base != "\\delta" or len(node.sub) != 2:
        return node
    if node.sup or node.primes or node.accents:
        return node
    return tree.Indicator(node.span, tree.Event(node.span, node.sub[0], "=", node.sub[1]))


def _minus_one(node: Node) -> Node:
    return tree.Neg(node.span, tree.Num(node.span, Fraction(1)))


def _calls_with(node: Node, bracket: str) -> bool:
    """Whether a name before [ or { heads a call: a capital, a word, p, q."""
    if not isinstance(node, Name):
        return False
    if bracket == "\\{" and len(node.base) == 1:
        return node.base == "P"
    return (len(node.base) > 1 and node.base[0] != "\\") or (
        node.base.isupper() or node.base in _LATIN_CALLS
    )


def _bracket_within(r: Reader) -> bool:
    """{(x)}: braces around a bracket, as people put them."""
    if r.text(1) != "(":
        return False
    here = r.i
    tokens = r.group()
    r.i = here
    depth = 0
    for token in tokens[:-1]:
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0:
            return False
    return tokens[-1].text == ")"


def _open_ended(node: Name) -> bool:
    return node.base.split()[-1].lower() in table.OPEN_ENDED


def _of_text(r: Reader, node: Name, start: int) -> Node:
    """“cost increase from” x_i: the words are of what follows."""
    if r.sort() not in (Sort.LETTER, Sort.OPEN):
        r.fail(f"words within the formula: “{node.base}”", r.tokens[start])
    argument = primary(r)
    return tree.Call(r.span(start), node, (argument,), (), "{")


def _infinity(r: Reader) -> Node:
    return tree.Constant(r.take().span, "infinity")


def _dots(r: Reader) -> Node:
    return tree.Dots(r.take().span)


def _empty(r: Reader) -> Node:
    return tree.Members(r.take().span, "{}", ())


def _root(r: Reader) -> Node:
    start = r.i
    r.take()
    return functions.root(r, start)


_SIGNS = {
    "(": brackets.round_,
    "[": brackets.square,
    "\\{": brackets.curly,
    "|": brackets.bars,
    "\\lvert": brackets.bars,
    "\\lVert": brackets.bars,
    "||": brackets.bars,
    "\\lceil": brackets.rounded,
    "\\lfloor": brackets.rounded,
    "\\langle": means.angles,
    "\\frac": derivatives.fraction,
    "\\binom": derivatives.binomial,
    "\\sqrt": _root,
    "\\sum": bigs.big,
    "\\prod": bigs.big,
    "\\int": bigs.big,
    "\\iint": bigs.big,
    "\\iiint": bigs.big,
    "\\nabla": derivatives.nabla,
    "\\partial": derivatives.partial,
    "\\infty": _infinity,
    "\\dots": _dots,
    "\\emptyset": _empty,
}


def _refuse(r: Reader) -> Node:
    """Raises NotRead, saying what stands here."""
    token = r.peek()
    if token is None:
        r.fail("the formula ends where something has to follow")
    if token.sort is Sort.COMMAND:
        if token.text in table.RELATIONS:
            r.fail(f"{token.text} with nothing before it")
        r.fail(f"{token.text} is not known here", token, (f"macro {token.text} = …",))
    r.fail(f"{token.text} where a factor is expected", token)
