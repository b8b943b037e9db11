"""Expectations, variances, covariances."""

from __future__ import annotations

from derive.notes import tree
from derive.notes.chains import Sort
from derive.notes.parse import table
from derive.notes.parse.arguments import CLOSING, listed, within_brackets
from derive.notes.parse.names import word_at
from derive.notes.parse.reader import Reader
from derive.notes.tree import Event, Members, Name, Node


def mean(r: Reader) -> Node:
    """E_{x∼p}[… | …], the reader at the E. Without brackets it reaches as a Σ does."""
    start = r.i
    op = _operator(r)
    law: tuple[Node, ...] = ()
    power: Node | None = None
    while r.sort() in (Sort.SUB, Sort.SUP):
        if r.take().sort is Sort.SUB:
            if law:
                r.fail("two laws below one E")
            law = _law(r)
        else:
            if power is not None:
                r.fail("two exponents of one E")
            power = r.whole(r.argument(), "an exponent", True)
            if not isinstance(power, tree.Num):
                r.fail("a law above an E: write it below")
    node = _of(r, start, op, law)
    return tree.Pow(node.span, node, power) if power is not None else node


def _operator(r: Reader) -> str:
    word, length = word_at(r)
    if length:
        r.i += length
    elif r.take().sort is not Sort.LETTER:
        word = "Var" if r.argument()[0].text == "V" else ""
    return table.MEANS.get(word, "E")


def _of(r: Reader, start: int, op: str, law: tuple[Node, ...]) -> Node:
    if r.sort() is Sort.OPEN and r.text(1) in ("(", "[", "\\{"):
        inside = r.inner(r.group())
        node = _bracketed(inside, 0, op, law, r.span(start))
        inside.finish()
        return node
    if r.at("(", "[", "\\{"):
        return _bracketed(r, start, op, law)
    if op != "E":
        r.fail(f"{op} without brackets")
    if r.done:
        r.fail("E of nothing", r.tokens[start])
    if r.sort() is Sort.OPEN:
        body = r.factor()
        return tree.Mean(r.span(start), law, body, (), op)
    minus = r.at("-")
    if minus:
        sign = r.take()
        body = r.product()
        body = tree.Neg(sign.span.to(body.span), body)
    else:
        body = r.product()
    node = tree.Mean(r.span(start), law, body, (), op)
    r.open_at.setdefault(r.i, []).insert(0, node)
    return node


def _bracketed(
    r: Reader, start: int, op: str, law: tuple[Node, ...], before: object = None
) -> Node:
    opened = r.take()
    with r.within("separator"):
        items, separators = within_brackets(r)
        r.expect(CLOSING[opened.text], opened)
    split = separators.index("|") if "|" in separators else len(separators)
    of, given = items[: split + 1], items[split + 1 :]
    if set(separators) - {",", "|"} or separators.count("|") > 1:
        r.fail(f"{separators[0]} within {op}[…]", opened)
    body = of[0] if len(of) == 1 else Members(of[0].span.to(of[-1].span), "()", of)
    if len(of) != (2 if op == "Cov" else 1):
        r.fail(f"{op} of {len(of)} things", opened)
    if isinstance(body, Event):
        r.fail(f"{op} of a relation: write an indicator", opened)
    return tree.Mean(r.span(start), law, body, given, op)


def _law(r: Reader) -> tuple[Node, ...]:
    """x ∼ p; x, y ∼ p; x ∼ p, y ∼ q; p; q(z|x); X; Y|X = x."""
    inside = r.inner(r.argument(), script=True)
    items, separators = listed(inside)
    inside.finish()
    if "|" in separators:
        return _conditional(r, items, separators)
    if set(separators) - {",", ";"}:
        r.fail(f"{separators[0]} below E")
    laws: list[Node] = []
    waiting: list[Node] = []
    for item in items:
        if isinstance(item, Event) and item.rel == "~":
            names = (*waiting, item.lhs)
            whole = names[0].span.to(names[-1].span)
            lhs = item.lhs if not waiting else Members(whole, "", names)
            laws.append(tree.Event(whole.to(item.span), lhs, "~", item.rhs, item.over))
            waiting = []
        elif isinstance(item, Event) and item.rel != "in":
            r.fail("a relation below E that says no law")
        else:
            waiting.append(item)
    if laws and waiting:
        r.fail("names below E without their law")
    return tuple(laws or waiting)


def _conditional(
    r: Reader, items: tuple[Node, ...], separators: tuple[str, ...]
) -> tuple[Node, ...]:
    """Y|X, Y|X = x, and x ∼ p|… is none."""
    split = separators.index("|")
    if separators.count("|") > 1 or set(separators) - {",", "|"}:
        r.fail("a law below E of a form that is not read")
    of, given = items[: split + 1], items[split + 1 :]
    if any(isinstance(x, Event) for x in of):
        r.fail("a condition behind a law below E")
    if any(isinstance(x, Event) and x.rel != "=" for x in given):
        return _law_of_conditional(r, of, given)
    return (tree.Given(of[0].span.to(given[-1].span), of, given),)


def _law_of_conditional(
    r: Reader, of: tuple[Node, ...], given: tuple[Node, ...]
) -> tuple[Node, ...]:
    """y|x ∼ p: the law of y under x."""
    last = given[-1]
    if not isinstance(last, Event) or last.rel != "~":
        r.fail("a law below E of a form that is not read")
    condition = (*given[:-1], last.lhs)
    span = of[0].span.to(last.lhs.span)
    return (tree.Event(span.to(last.span), tree.Given(span, of, condition), "~", last.rhs),)


def angles(r: Reader) -> Node:
    """⟨f⟩_p, a mean; ⟨a, b⟩, a product of vectors."""
    start, opened = r.i, r.take()
    with r.within("separator"):
        items, separators = listed(r)
        r.expect("\\rangle", opened)
    if separators == (",",) and r.sort() is not Sort.SUB:
        return tree.Call(r.span(start), Name(opened.span, "\\langle"), items, separators)
    if separators or r.sort() is not Sort.SUB:
        r.fail("⟨…⟩ of one thing is read with a law below it only", opened)
    r.take()
    law = _law(r)
    if not all(isinstance(x, (Name, tree.Call, Event)) for x in law):
        r.fail("⟨…⟩ is read with a law below it only", opened)
    return tree.Mean(r.span(start), law, items[0])
