"""I(x) = −log p(x), the information of a letter, and I(x; y), that of one about another, where a
display says so: they are put in, and are none of the mutual information of variables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from derive.notes.facts import Fact
from derive.notes.kinds import is_value
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import is_capital
from derive.notes.source import NotRead
from derive.notes.tree import Big, Call, Frac, Log, Mean, Mul, Name, Neg, Node, Num
from derive.notes.walk import free, mapped, walk

Sides = Sequence[Node | NotRead | None]


class Surprisal(NamedTuple):
    """head: of the law. base: of the logarithms, None where the display says none."""

    head: Node
    base: Node | None = None

    def of(self, call: Call) -> Node:
        """I(x, y | z), I(x; y | z) as logarithms of values of the law."""
        whole, given = _parted(call.args, call.separators, "|")
        groups = _groups(*whole)
        if len(groups) == 1:
            return Neg(call.span, self._log(self._value(call, groups[0], given)))
        both = tuple(n for g in groups for n in g)
        values = tuple(self._value(call, g, given) for g in groups)
        ratio = Frac(call.span, self._value(call, both, given), Mul(call.span, values))
        return self._log(ratio)

    def _log(self, body: Node) -> Log:
        return Log(body.span, self.base, body)

    def _value(self, call: Call, of: tuple[Node, ...], given: tuple[Node, ...]) -> Call:
        signs = [","] * (len(of) + len(given) - 1)
        if given:
            signs[len(of) - 1] = "|"
        return Call(call.span, self.head, (*of, *given), tuple(signs))

    def put(self, node: Node, averaged: bool = False, whole: bool = False) -> Node:
        """The tree with them. whole: I(x; y) is of the variables, where nothing averages it."""
        inside = averaged or isinstance(node, (Mean, Big))
        in_mean = isinstance(node, Mean)
        made = mapped(node, lambda n: self.put(n, inside, whole))
        if not isinstance(made, Call) or not _is_information(made):
            return _of_variables(made, self) if in_mean else made
        of_all = whole and not inside and ";" in made.separators
        return made if of_all or not all(map(_is_letter, made.args)) else self.of(made)


def put(trees: Sequence[Sides], facts: Sequence[Fact]) -> tuple[list[Sides], list[Fact]]:
    """Sides and facts with what such informations are."""
    rows = [[t for t in s if isinstance(t, Node)] for s in trees]
    rows += [[*f.names, *f.values] for f in facts if f.kind in ("define", "equated")]
    found = next((s for row in rows for pair in pairwise(row) if (s := _said(*pair))), None)
    if found is None:
        return [[_capital(row, t) for t in row] for row in trees], list(facts)
    made = [_row(found, row) for row in trees]
    return made, [replace(f, values=tuple(map(found.put, f.values))) for f in facts]


def _capital(row: Sides, side: Node | NotRead | None) -> Node | NotRead | None:
    """A side with I(x, y) as I(X; Y), where no letter of it stands free in its chain, and another
    measure does, or a maximum is over it."""
    nodes = [t for t in row if isinstance(t, Node)]
    ours = {c for t in nodes for c in walk(t) if _is_pair(c)}
    if not ours or not isinstance(side, Node):
        return side
    others = [_without(t, ours) for t in nodes if not _is_capacity(t, ours)]
    letters = {a for c in ours for a in _letters(c)}
    calls = (n for t in nodes for n in walk(t) if isinstance(n, Call))
    told = any(measure_of(c) for c in calls) or any(_is_capacity(t, ours) for t in nodes)
    if not told or any(free(t) & letters for t in others):
        return side
    return _with_capitals(side, ours)


def _is_pair(node: Node) -> bool:
    """I(x, y)."""
    pair = _is_information(node) and isinstance(node, Call) and node.separators == (",",)
    return pair and isinstance(node, Call) and all(map(_is_letter, node.args))


def _is_capacity(node: Node, ours: set[Node]) -> bool:
    return isinstance(node, Big) and node.op in ("max", "sup") and node.body in ours


def _without(node: Node, ours: set[Node]) -> Node:
    if node in ours or _is_summed(node):
        return Num(node.span, Fraction(0))
    return mapped(node, lambda n: _without(n, ours))


def _is_summed(node: Node) -> bool:
    """D(p(x, y) ‖ p(x) p(y)), of which no letter is free."""
    inside = [n for n in walk(node) if isinstance(n, Call)]
    return inside[:1] == [node] and measure_of(inside[0]) == "D" and not any(
        "|" in n.separators for n in inside
    )


def _with_capitals(node: Node, ours: set[Node]) -> Node:
    if not isinstance(node, Call) or node not in ours:
        return mapped(node, lambda n: _with_capitals(n, ours))
    names = (replace(n, base=n.base.upper()) for n in node.args if isinstance(n, Name))
    return replace(node, args=tuple(names), separators=(";",))


def _row(found: Surprisal, row: Sides) -> Sides:
    letters = {a for t in row if isinstance(t, Node) for c in walk(t) for a in _letters(c)}
    whole = any(isinstance(t, Node) and not _is_at(t, letters) for t in row)
    bases = {n.base for t in row if isinstance(t, Node) for n in walk(t) if isinstance(n, Log)}
    found = found._replace(base=bases.pop() if len(bases) == 1 else None)
    return [found.put(t, whole=whole) if isinstance(t, Node) else t for t in row]


def _is_at(side: Node, letters: set[Node]) -> bool:
    """Whether a side has one of the letters free, or is a number."""
    return bool(free(side) & letters) or isinstance(side, Num)


def _letters(node: Node) -> tuple[Node, ...]:
    return node.args if _is_information(node) and isinstance(node, Call) else ()


def _said(one: Node, other: Node) -> Surprisal | None:
    """Of I(x) = −log p(x), I(x | y) = log 1/p(x | y) and I(x; y) = log p(x, y)/(p(x) p(y)) whose
    law it is."""
    if not isinstance(one, Call) or not _is_information(one) or not all(map(_is_letter, one.args)):
        return None
    sign = isinstance(other, Neg)
    log = other.body if isinstance(other, Neg) else other
    if not isinstance(log, Log):
        return None
    body = log.body if sign else _below(log.body)
    if ";" in one.separators:
        tops = [n for n in walk(log.body) if isinstance(n, Call)]
        body = tops[0] if tops and isinstance(log.body, Frac) and not sign else None
        same = isinstance(body, Call) and {*body.args} <= {*one.args}
    else:
        same = isinstance(body, Call) and (body.args, body.separators) == (one.args, one.separators)
    return Surprisal(body.head) if same and isinstance(body, Call) else None


def _below(node: Node) -> Node | None:
    """p(x) of 1/p(x)."""
    return node.bottom if isinstance(node, Frac) and node.top == Num(node.span, 1) else None  # type: ignore[arg-type]


def _of_variables(mean: Node, said: Surprisal) -> Node:
    """E[I(X, Y)], a mean of values; I(X; Y) beside others in it too."""
    if not isinstance(mean, Mean) or not isinstance(mean.body, Call):
        return mean
    ours = _is_information(mean.body) and all(map(is_capital, mean.body.args))
    return replace(mean, body=said.of(mean.body)) if ours else mean


def _is_information(node: Node) -> bool:
    head = node.head if isinstance(node, Call) else None
    if not isinstance(node, Call) or not isinstance(head, Name) or head.base != "I":
        return False
    plain = not (head.sub or head.sup or head.accents or head.primes)
    return plain and {*node.separators} <= {*",;|"}


def _is_letter(node: Node) -> bool:
    """x, x_i, x'."""
    return isinstance(node, Name) and is_value(replace(node, sub=(), primes=0))


def _parted(
    args: tuple[Node, ...], signs: tuple[str, ...], bar: str
) -> tuple[tuple[tuple[Node, ...], tuple[str, ...]], tuple[Node, ...]]:
    """What stands before the bar, with its signs, and what behind it."""
    at = signs.index(bar) + 1 if bar in signs else len(args)
    return (args[:at], signs[: at - 1]), args[at:]


def _groups(args: tuple[Node, ...], signs: tuple[str, ...]) -> list[tuple[Node, ...]]:
    out: list[list[Node]] = [[args[0]]]
    for sign, arg in zip(signs, args[1:], strict=True):
        if sign == ";":
            out.append([arg])
        else:
            out[-1].append(arg)
    return [tuple(g) for g in out]
