"""p(x_1, …, x_n | θ) of what the text calls i.i.d.: the product of p(x_i | θ), for any n."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from derive.notes.chains import Chain
from derive.notes.facts import Fact
from derive.notes.kinds import INDICES, Key, key_of
from derive.notes.resolve.calls import LAW_LETTERS
from derive.notes.resolve.data_sets import Listed
from derive.notes.resolve.heads import measure_of
from derive.notes.source import NotRead
from derive.notes.tree import Big, Call, Name, Node, Num, Over, Range
from derive.notes.walk import mapped, walk

Sides = Sequence[Node | NotRead | None]
Used = dict[tuple[int, int], frozenset[int]]


def put(
    chains: Sequence[Chain],
    trees: Sequence[Sides],
    facts: Sequence[Fact],
    sets: Mapping[str, Listed],
) -> tuple[list[Sides], Used]:
    """The sides with these products, and by chain and side the numbers of the facts that say so.
    sets: of data, which a fact may name."""
    said = [_of_members(f, sets) for f in facts if f.kind in ("iid", "iid data", "iid given")]
    used: Used = {}
    out: list[Sides] = []
    for n, (chain, sides) in enumerate(zip(chains, trees, strict=True)):
        here = [f for f in said if f.scope.holds(chain.block)]
        row = list(sides)
        for k, side in enumerate(sides) if here else ():
            if isinstance(side, Node):
                row[k] = made = _put(side, here)
                used[n, k] = _used(side, made, here)
        out.append(row)
    return out, {at: numbers for at, numbers in used.items() if numbers}


def _of_members(fact: Fact, sets: Mapping[str, Listed]) -> Fact:
    """What is said of D = {x_1, …, x_n}, said of x_i."""
    listed = [sets.get(n.base) if isinstance(n, Name) and not n.sub else None for n in fact.names]
    members = [
        n if of is None else Name(n.span, of[0], sub=(Name(n.span, "i"),))
        for n, of in zip(fact.names, listed, strict=True)
    ]
    return replace(fact, names=tuple(members))


def _used(side: Node, made: Node, facts: Sequence[Fact]) -> frozenset[int]:
    if side == made:
        return frozenset()
    rows = (n for n in walk(side) if isinstance(n, Call))
    found = (_fact(n, facts) for n in rows)
    return frozenset(f.number for f in found if f is not None)


def _put(node: Node, facts: Sequence[Fact]) -> Node:
    if isinstance(node, Call) and _fact(node, facts) is not None:
        return _product(node, node.args[0])
    return mapped(node, lambda n: _put(n, facts))


def _fact(node: Call, facts: Sequence[Fact]) -> Fact | None:
    """The fact that says that the row of a law is i.i.d., if it is a law of one."""
    row = node.args[0] if node.args else None
    if measure_of(node) or not isinstance(row, Range) or not isinstance(node.head, Name):
        return None
    one = isinstance(row.first, Num) and row.first.value == 1
    if not one or not isinstance(row.last, Name) or not isinstance(row.of, Name):
        return None
    if any(isinstance(a, Range) for a in node.args[1:]) or _is_joint(node):
        return None
    fitting = (f for f in facts if f.kind != "iid given" or _is_given(node, f.values))
    return next((f for f in fitting if _is_of(f, row.of, node.head)), None)


def _is_given(node: Call, given: Sequence[Node]) -> bool:
    """Whether what stands behind a bar is, or names, all that a fact is said given."""
    behind = {key_of(a).lower() for a in node.args[1:] if isinstance(a, Name)}
    return {key_of(g).lower() for g in given if isinstance(g, Name)} == behind != set()


def _is_joint(node: Call) -> bool:
    """p(x_1, …, x_n, y): of more than the row."""
    return bool(node.separators) and node.separators[0] not in ("|", ";")


def _is_of(fact: Fact, row: Name, head: Name) -> bool:
    """Whether a fact says so of a row; of data that it does not name, of any small letters."""
    values = () if fact.kind == "iid given" else fact.values
    laws = [v.head if isinstance(v, Call) else v for v in values]
    bases = {v.base for v in laws if isinstance(v, Name)}
    is_law = head.base in bases if bases else head.base in LAW_LETTERS
    named = any(_letter(n) == key_of(row).lower() for n in fact.names)
    return is_law and (named if fact.names else row.base.islower())


def _letter(node: Node) -> Key | None:
    """The x of x_1, …, x_n, and of an x_i with any i."""
    if isinstance(node, Range):
        node = node.of or node.first or node
    elif isinstance(node, Name):
        index = node.sub[0] if len(node.sub) == 1 else None
        if not isinstance(index, Name) or index.base not in INDICES:
            return None
    return key_of(node).lower() if isinstance(node, Name) else None


def _product(node: Call, row: Node) -> Node:
    span = node.span
    if not isinstance(row, Range) or not isinstance(row.of, Name):
        return node
    index = Name(span, "i")
    one = replace(row.of, sub=(index,))
    over = Over(span, "from", (index,), None, Num(span, Fraction(1)), row.last)
    return Big(span, "prod", over, replace(node, args=(one, *node.args[1:])))
