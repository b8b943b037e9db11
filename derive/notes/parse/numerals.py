"""Numbers as factors, with π and e where they are numbers."""

from __future__ import annotations

from derive.notes import tree
from derive.notes.chains import Sort
from derive.notes.parse import brackets, names
from derive.notes.parse.numbers import number
from derive.notes.parse.reader import Reader
from derive.notes.tree import Name, Node


def numeral(r: Reader) -> Node:
    """A number with the π behind it, or the 1 of an indicator."""
    start = r.i
    if r.tokens[start].text == "1" and brackets.at_indicator(r):
        return brackets.indicator(r)
    found = number(r)
    if r.script and r.sort() is Sort.SUB:  # a name 1_2, which is no number
        return names.dressed(r, start, Name(found.span, r.tokens[start].text)).node
    plain = _raised(r) or r.sort(1) not in (Sort.SUB, Sort.SUP)
    if r.at("\\pi") and plain and (r.text(1) != "(" or _sums(r)):
        return _with_pi(r, found)
    return found


def _raised(r: Reader) -> bool:
    """Whether the π here has a number above it: π²."""
    plain = (Sort.SUP, Sort.NUMBER), (Sort.SUP, Sort.OPEN, Sort.NUMBER, Sort.CLOSE)
    return any(all(r.sort(n) is s for n, s in enumerate(sorts, 1)) for sorts in plain)


def _sums(r: Reader) -> bool:
    """Whether a sum stands in the bracket behind the π here, 2π(a + b), and nothing that a policy
    is of, π(a | s)."""
    depth, ahead, signs = 0, 1, False
    while (token := r.peek(ahead)) is not None:
        depth += (token.text == "(") - (token.text == ")")
        if depth < 1:
            return signs
        if token.text in ("|", "\\mid", ",", ";", "="):
            return False
        signs |= depth == 1 and token.text in ("+", "-")
        ahead += 1
    return False


def _with_pi(r: Reader, before: Node) -> Node:
    """2π, 2π² and 2πe are numbers."""
    start, raised = r.i, _raised(r)
    pi: Node = tree.Constant(r.take().span, "pi")
    if raised:
        r.take()
        pi = tree.Pow(r.span(start), pi, r.whole(r.argument(), "an exponent", True))
    factors = [before, pi]
    token = r.peek()
    letter = token is not None and token.sort is Sort.LETTER and r.letters() == "e"
    if letter and r.sort(1) not in (Sort.SUP, Sort.SUB):
        factors.append(tree.Constant(r.take().span, "e"))
    return tree.Mul(before.span.to(factors[-1].span), tuple(factors))


def is_bold_number(r: Reader) -> bool:
    """\\mathbf{0.37}: a number that is to stand out; 0 and 1 are no such thing."""
    inside = r.peek(2)
    return bool(
        r.sort(1) is Sort.OPEN
        and inside
        and inside.sort is Sort.NUMBER
        and r.sort(3) is Sort.CLOSE
        and inside.text not in ("0", "1")
    )


def inside_font(r: Reader) -> Reader:
    """What stands in the braces of the font command here, which is passed."""
    r.take()
    return r.inner(r.group())


def is_e(r: Reader) -> bool:
    """e with an exponent, or an upright e."""
    token = r.peek()
    if token is None:
        return False
    if token.sort is Sort.TEXT or token.text == "\\mathrm":
        return names.word_at(r)[0] == "e"
    return token.sort is Sort.LETTER and token.text == "e" and r.sort(1) is Sort.SUP


def euler(r: Reader, start: int) -> Node:
    """e, or e to what stands above it."""
    upright = r.sort() is not Sort.LETTER
    r.i += names.word_at(r)[1] or 1
    if r.sort() is not Sort.SUP:
        return tree.Constant(r.span(start), "e")
    r.take()
    inside = r.argument()
    if not upright and len(inside) == 1 and inside[0].text in ("\\star", "\\times", "'"):
        r.fail("a name e with a mark: write it as \\varepsilon or another letter", inside[0])
    return tree.Exp(r.span(start), r.whole(inside, "an exponent", True))
