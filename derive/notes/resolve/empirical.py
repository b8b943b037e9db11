"""“p̂ is the empirical distribution of the data”: p̂(x) = 1/N Σ_i [x_i = x], of the data that stand
in sums of its section."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from derive.notes.chains import Chain
from derive.notes.facts import Fact, Scope
from derive.notes.resolve.heads import measure_of
from derive.notes.source import Span
from derive.notes.tree import Big, Call, Event, Frac, Indicator, Mul, Name, Node, Num, Over, Range
from derive.notes.walk import walk

Sides = Sequence[object]
_SIGNS = ("sum", "prod")


class _Data(NamedTuple):
    """x_i, the sum over i that it stands in, and how many data there are."""

    point: Name
    over: Over
    number: Name

    @property
    def letter(self) -> Name:
        return replace(self.point, sub=(), sup=())


def said_out(
    chains: Sequence[Chain],
    trees: Sequence[Sides],
    facts: Sequence[Fact],
    section: Callable[[int], tuple[int, int]],
) -> list[Fact]:
    """The facts, empirical distributions among them as definitions in their section; where it has
    no data, or several, what they are is not known."""
    out: list[Fact] = []
    for fact in facts:
        if fact.kind != "empirical":
            out.append(fact)
            continue
        first, last = section(fact.scope.first)
        here = Scope(max(first, 0), min(last, fact.scope.last))
        nodes = [
            t
            for chain, sides in zip(chains, trees, strict=True)
            if here.holds(chain.block)
            for t in sides
            if isinstance(t, Node)
        ]
        every = list(dict.fromkeys(d for t in nodes for d in _data(t)))
        every = [d for d in every if _is_of(fact.values, d)]
        told = {_head(f.names[0]) for f in facts if f.kind == "define" and f.names}
        out += _defined(replace(fact, scope=here), every, told)
    return out


def _is_of(said: Sequence[Node], data: _Data) -> bool:
    """Whether these are the data that the text names, if it names any: x_1, …, x_n, or D."""
    inside = [(n.of or n.first) if isinstance(n, Range) else n for n in said]
    small = [n.base for n in inside if isinstance(n, Name) and n.base.islower()]
    return not small or data.point.base in small


def _head(node: Node) -> Node:
    return node.head if isinstance(node, Call) else node


def _data(tree: Node) -> Iterator[_Data]:
    for big in walk(tree):
        if not isinstance(big, Big) or big.op not in _SIGNS or big.over.kind != "from":
            continue
        number = big.over.last
        if len(big.over.letters) != 1 or not isinstance(number, Name) or big.over.where:
            continue
        for call in walk(big.body):
            if isinstance(call, Call) and not measure_of(call):
                points = (a for a in call.args if isinstance(a, Name) and a.sub == big.over.letters)
                yield from (_Data(p, big.over, number) for p in points if not (p.sup or p.primes))


def _defined(fact: Fact, every: Sequence[_Data], told: Collection[Node]) -> Iterator[Fact]:
    """told: names of which the text says in a formula what they are."""
    for name in fact.names:
        head = _head(name)
        if len(every) != 1 or not isinstance(head, Name) or head in told:
            yield replace(fact, kind="equated", names=(name,))
            continue
        call = Call(name.span, head, (every[0].letter,), ())
        yield replace(fact, kind="define", names=(call,), values=(_counted(every[0], fact.span),))


def _counted(data: _Data, span: Span) -> Node:
    """1/N Σ_i [x_i = x]."""
    equal = Indicator(span, Event(span, data.point, "=", data.letter))
    share = Frac(span, Num(span, Fraction(1)), data.number)
    return Mul(span, (share, Big(span, "sum", data.over, equal)))
