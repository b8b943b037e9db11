"""Sums, products, integrals, optima and limits."""

from __future__ import annotations

from dataclasses import replace

from derive.notes import tree, walk
from derive.notes.chains import Sort, Token
from derive.notes.kinds import INDICES
from derive.notes.parse import table
from derive.notes.parse.arguments import CLOSING, grouped
from derive.notes.parse.ends import at_differential, differentials, nothing
from derive.notes.parse.ranges import ranges
from derive.notes.parse.reader import Reader
from derive.notes.source import Span
from derive.notes.tree import Node, Over

_MEASURES = frozenset({"P", "Q", "R", "F", "G", "\\mu", "\\nu", "\\pi", "\\rho", "\\lambda"})


def big(r: Reader) -> Node:
    """Σ or Π with its range and body, the reader at the sign."""
    start = r.i
    op = table.BIGS[r.take().text]
    if op == "int":
        return _integral(r, start)
    below, above = limits(r)
    overs = ranges(r, below, above)
    return _opened(r, start, op, overs, _body(r, f"\\{op}"))


def limits(r: Reader) -> tuple[tuple[Token, ...] | None, tuple[Token, ...] | None]:
    """What stands below and above a sign."""
    below: tuple[Token, ...] | None = None
    above: tuple[Token, ...] | None = None
    while r.sort() in (Sort.SUB, Sort.SUP):
        if r.take().sort is Sort.SUB:
            if below is not None:
                r.fail("two ranges below one sign")
            below = _limit(r)
        else:
            if above is not None:
                r.fail("two bounds above one sign")
            above = _limit(r)
    return below, above


def _limit(r: Reader) -> tuple[Token, ...]:
    token = r.peek()
    if token and (token.text in table.ACCENTS or token.text in table.WORDY):
        start = r.i
        r.take()
        r.argument()
        return r.tokens[start : r.i]
    return r.argument()


def _body(r: Reader, sign: str) -> Node:
    if nothing(r) and not r.at("-"):
        r.fail(f"{sign} of nothing", r.tokens[max(r.i - 1, 0)])
    start = r.i
    r.summand = True
    if r.at("-"):
        r.take()
        body = r.product()
        return tree.Neg(r.span(start), body)
    return r.product()


def _opened(r: Reader, start: int, op: str, overs: tuple[Over, ...], body: Node) -> Node:
    """Nested, the first range outermost; each notes where it ends without brackets."""
    span = r.span(start)
    bracketed = r.i and r.tokens[r.i - 1].text in (")", "]", "\\}") and _one_bracket(body)
    for over in reversed(overs):
        body = tree.Big(span, op, _by_its_index(over, body), body)
        if not bracketed:
            r.open_at.setdefault(r.i, []).insert(0, body)
    return body


def _by_its_index(over: Over, body: Node) -> Over:
    """Σ_i of Σ H(Y_i | X_i), in which all random variables have one index."""
    if over.kind != "free":
        return over
    names = (n for n in walk.walk(body) if isinstance(n, tree.Name) and n.base in table.RANDOM)
    (index,) = found if len(found := {n.sub for n in names}) == 1 else ((),)
    plain = len(index) == 1 and isinstance(index[0], tree.Name) and index[0].base in INDICES
    inner = any(i in walk.bound(n) for n in walk.walk(body) for i in index)
    return replace(over, kind="letters", letters=index) if plain and not inner else over


def _one_bracket(body: Node) -> bool:
    """Whether the body is one sum in brackets, so that the author has said where it ends; the sign
    in Σ −p(x) is of what stands behind it."""
    while isinstance(body, tree.Neg) and body.span.text.startswith("-"):
        body = body.body
    return isinstance(body, (tree.Add, tree.Neg))


def _at_integral(r: Reader) -> bool:
    return table.BIGS.get(r.text()) == "int"


def _within(r: Reader, start: int) -> tuple[Node, tuple[Node, ...]]:
    """Of ∫_A ∫_B f dx dy the inner integral, by x, and the y."""
    here = r.i
    r.take()
    body = _integral(r, here)
    letters = _differentials(r)
    if not letters:
        r.fail("integrals with bounds of their own; write dx before the next ∫", r.tokens[start])
    return body, letters


def _integral(r: Reader, start: int) -> Node:
    while _at_integral(r):
        r.take()
    below, above = limits(r)
    saved, r.integral = r.integral, len(_factors(below))
    letters = _differentials(r)
    if letters:
        body = _body(r, "\\int")
    elif _at_integral(r):
        body, letters = _within(r, start)
    elif nothing(r) and not r.at("-"):
        r.fail("∫ of nothing", r.tokens[r.i - 1])
    else:
        here = r.i
        r.summand = True
        body = r.expression()
        letters = _first(r) if saved else _differentials(r)
        if not letters:
            letters = _letter_below(r, below, start) if below else ()
            r.i = here
            body = r.product()
    r.integral = saved
    letters = tuple(_bold(x, body) for x in letters)
    for letter in letters:
        if _may_be_measure(letter) and not walk.occurs(letter, body):
            r.fail("an integral by a measure: write p(x) dx", r.tokens[start])
    span = r.span(start)
    domains = _factors(below) if above is None and len(letters) > 1 else []
    if letters and len(domains) == len(letters):
        each = [
            _bounds(r, d, None, (x,), span, body) for d, x in zip(domains, letters, strict=True)
        ]
    else:
        each = [_bounds(r, below, above, letters, span, body)]
    for over in reversed(each):
        body = tree.Big(span, "int", over, body)
    return body


def _bold(letter: Node, body: Node) -> Node:
    """𝐳 of a dz, where 𝐳 stands in the body and no z does."""
    if not isinstance(letter, tree.Name) or letter.accents or walk.occurs(letter, body):
        return letter
    names = {n for n in walk.walk(body) if isinstance(n, tree.Name)}
    found = [n for n in names if n.accents and set(n.accents) <= set(_BOLD)
             and replace(n, accents=()) == letter]  # fmt: skip
    return replace(found[0], span=letter.span) if len(found) == 1 else letter


def _factors(below: tuple[Token, ...] | None) -> list[tuple[Token, ...]]:
    """𝒳 and 𝒴 of 𝒳 × 𝒴."""
    found: list[tuple[Token, ...]] = [()]
    for token in below or ():
        if token.text == "\\times":
            found.append(())
        else:
            found[-1] = (*found[-1], token)
    return found


def _may_be_measure(letter: Node) -> bool:
    return isinstance(letter, tree.Name) and letter.base in _MEASURES


def _letter_below(r: Reader, below: tuple[Token, ...] | None, start: int) -> tuple[Node, ...]:
    """Of ∫_z f(z) without a dz its z; it reaches as a Σ does."""
    overs = ranges(r, below, None) if below else ()
    if len(overs) != 1 or not overs[0].letters or overs[0].where:
        r.fail("an integral without a dx", r.tokens[start])
    return overs[0].letters


def _first(r: Reader) -> tuple[Node, ...]:
    """The first of dx dy: the second belongs to the integral around."""
    return differentials(r) if at_differential(r) else ()


def _differentials(r: Reader) -> tuple[Node, ...]:
    """dx dy, passed."""
    found: list[Node] = []
    while at_differential(r):
        found += differentials(r)
    return tuple(found)


def _bounds(
    r: Reader,
    below: tuple[Token, ...] | None,
    above: tuple[Token, ...] | None,
    letters: tuple[Node, ...],
    span: Span,
    body: Node,
) -> Over:
    if above is not None:
        if below is None or len(letters) != 1:
            r.fail("bounds of an integral that do not fit its letters")
        first = r.whole(below, "a bound of an integral")
        return Over(span, "from", letters, None, first, r.whole(above, "a bound of an integral"))
    if below is None:  # ∫ p log p: of laws that are only named
        return Over(span, "letters" if letters else "free", letters)
    overs = ranges(r, below, None)
    over = overs[0]
    if len(overs) > 1 or over.where:
        r.fail("the range of an integral")
    if over.kind == "letters" and set(map(repr, over.letters)) == set(map(repr, letters)):
        return over
    if over.kind == "letters" and len(over.letters) == 1:
        (below_it,) = over.letters
        if _is_variable_of(below_it, letters) and walk.occurs(below_it, body):
            return over  # ∫_Z p(X, Z) dz runs over the values of Z
        return Over(span, "set", letters, below_it)
    if over.kind == "set" and over.letters == letters:
        return over
    r.fail("the range of an integral does not fit its dx")


def _is_variable_of(name: Node, letters: tuple[Node, ...]) -> bool:
    """Whether a name below ∫ is the dx behind it: the variable Z of dz, 𝐱 of dx."""
    if not isinstance(name, tree.Name) or len(letters) != 1:
        return False
    (letter,) = letters
    plain = replace(name, base=name.base.lower(), span=letter.span)
    bold = replace(plain, accents=tuple(a for a in name.accents if a not in _BOLD))
    return letter == (plain if name.base.isupper() else bold)


_BOLD = ("mathbf", "boldsymbol", "bm")


def optimum(r: Reader, op: str, start: int) -> Node:
    """max, argmin, lim, …: the reader behind the word."""
    if r.at("\\times") and r.text() == "*":
        r.take()
    below, above = limits(r)
    if above is not None:
        r.fail(f"something above {op}")
    if below is None and r.at("(", "\\{", "["):
        return _extreme(r, op, start)
    if below is None and op == "lim":
        r.fail("lim without saying of what goes where")
    overs = ranges(r, below, None, op) if below else (Over(r.span(start), "free"),)
    if op in ("argmax", "argmin"):
        body = r.expression()
        span = r.span(start)
        for over in reversed(overs):
            body = tree.Big(span, op, over, body)
        return body
    return _opened(r, start, op, overs, _body(r, op))


def _extreme(r: Reader, op: str, start: int) -> Node:
    """max(a, b), min{a, b}."""
    if op not in ("max", "min", "sup", "inf"):
        r.fail(f"{op} without saying over what")
    opened = r.take()
    with r.within():
        items, separators = grouped(r)
        r.expect(CLOSING[opened.text], opened)
    if set(separators) - {","} or any(isinstance(x, tree.Event) for x in items):
        r.fail(f"{op} of a set with a condition", opened)
    if len(items) == 1 and not isinstance(items[0], (tree.Range, tree.Members)):
        r.fail(f"{op} of one thing: over what? Write {op}_x", opened)
    return tree.Extreme(r.span(start), op, items)
