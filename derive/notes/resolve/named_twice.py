"""p as a number where the text says that it is one, though p(x) is a law there: BSC(p), of which
C = 1 − H(p).

The number is told apart by a letter in braces, before anything is asked of the names: bare, it is
the number; before brackets, in D(p‖q) and under E, it is the law.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derive.notes.chains import Chain
from derive.notes.facts import Fact
from derive.notes.resolve.heads import measure_of
from derive.notes.source import NotRead
from derive.notes.tree import Big, Call, Log, Mean, Name, Node, Num
from derive.notes.walk import mapped, walk

Sides = Sequence[Node | NotRead | None]
_OF_NUMBERS = ("H", "P")  # H(p), and P(X = p)


def put(
    chains: Sequence[Chain], trees: Sequence[Sides], facts: Sequence[Fact]
) -> tuple[list[Sides], list[Fact]]:
    """Sides and facts with such numbers in letters of their own."""
    every = [n for s in trees for t in s if isinstance(t, Node) for n in walk(t)]
    heads = {_plain(n.head) for n in every if isinstance(n, Call)} - {""}
    said = [f for f in facts if _is_probability(f) and _plain(f.names[0]) in heads]
    out: list[Sides] = []
    for chain, row in zip(chains, trees, strict=True):
        here = {_plain(f.names[0]) for f in said if f.scope.holds(chain.block)}
        here = {name for name in here if _is_number(name, row)}
        is_drawn = any(s.rel == "sim" for s in chain.signs)
        if not here or is_drawn:
            out.append(row)
        else:
            out.append([_apart(t, here) if isinstance(t, Node) else t for t in row])
    names = {id(f) for f in said}
    return out, [
        replace(f, names=tuple(map(_own, f.names)))
        if id(f) in names
        else f
        for f in facts
    ]


def _is_number(name: str, row: Sides) -> bool:
    """Whether it is one in a chain: not in −Σ p(x) log p(x), whose H(p) is of the law, nor in
    −Σ p log p."""
    every = [n for t in row if isinstance(t, Node) for n in walk(t)]
    of_logs = (n for log in every if isinstance(log, Log) for n in walk(log))
    added = (n for b in every if isinstance(b, Big) and b.over.kind == "free" for n in walk(b.body))
    return not any(isinstance(n, Call) and _plain(n.head) == name for n in of_logs) and not any(
        _plain(n) == name for n in added
    )


def _plain(node: object) -> str:
    """A name with nothing at it; "" of all else."""
    if not isinstance(node, Name) or node.sub or node.sup or node.accents or node.primes:
        return ""
    return node.base


def _is_probability(fact: Fact) -> bool:
    """That one name is a number in [0, 1]."""
    ends = [v.value for v in fact.values if isinstance(v, Num)]
    plain = len(fact.names) == 1 and _plain(fact.names[0]) != ""
    return fact.kind == "number" and plain and ends == [0, 1]


def _own(node: Node) -> Node:
    """The letter in braces, which is printed alike."""
    return replace(node, base=f"{{{node.base}}}") if isinstance(node, Name) else node


def _apart(node: Node, names: set[str]) -> Node:
    if isinstance(node, Name):
        return _own(node) if _plain(node) in names else node
    if isinstance(node, Call) and isinstance(node.head, Name):
        measure = measure_of(node)
        of_laws = measure not in ("", *_OF_NUMBERS) or (measure == "H" and len(node.args) > 1)
        args = node.args if of_laws else tuple(_apart(a, names) for a in node.args)
        return replace(node, args=args)
    if isinstance(node, Mean):
        return replace(node, body=_apart(node.body, names))
    if isinstance(node, Big):
        return replace(node, body=_apart(node.body, names))
    return mapped(node, lambda child: _apart(child, names))
