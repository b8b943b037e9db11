"""Letters with an index of a sum around them: Σ_{z_i} p(x_i, z_i) is over the values of z, and i
stays what it is outside; Σ_i P(X_i) log P(X_i) is over the values, written as capitals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.notes.kinds import INDICES
from derive.notes.resolve.calls import LAW_LETTERS
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import is_capital
from derive.notes.resolve.samples import factors
from derive.notes.tree import Big, Call, Event, Mean, Name, Node, Over, Range
from derive.notes.walk import mapped, walk


def of_letters(node: Node, outside: frozenset[str] = frozenset()) -> Node:
    """The tree with Σ_{z_i} as Σ_z, where i is the index of a sum around it or of other letters
    within; and so E_{z_i∼q}. outside: the indices that run around the tree."""
    if isinstance(node, Mean):
        return _mean(node, outside)
    if not isinstance(node, Big):
        return mapped(node, lambda n: of_letters(n, outside))
    own = {n.base for n in node.over.letters if isinstance(n, Name) and not n.sub}
    node = replace(node, body=of_letters(node.body, outside | own))
    for name in node.over.letters:
        index = _index(name)
        if isinstance(name, Name) and index and _is_fixed(node, name, index, outside):
            node = _renamed(node, name, index)
    return node


def _mean(node: Mean, outside: frozenset[str]) -> Node:
    """E_{z_i∼q_i}[log p(x_i, z_i)] as E_{z∼q_i}[log p(x_i, z)]."""
    out: Node = mapped(node, lambda n: of_letters(n, outside))
    for law in node.law:
        name = law.lhs if isinstance(law, Event) and law.rel == "~" else None
        index = _index(name) if name is not None else ""
        if isinstance(name, Name) and index and _is_fixed(node, name, index, outside):
            out = _put(out, name, _plain(name, [*walk(out)]))
    return out


def _index(node: Node) -> str:
    """The i of x_i, "" where it has none."""
    if not isinstance(node, Name) or node.sup or len(node.sub) != 1:
        return ""
    (sub,) = node.sub
    plain = isinstance(sub, Name) and not (sub.sub or sub.sup or sub.accents or sub.primes)
    return sub.base if plain and isinstance(sub, Name) and sub.base in INDICES else ""


def _is_fixed(node: Big | Mean, name: Name, index: str, outside: frozenset[str]) -> bool:
    """Whether the index of a letter below a sign is not what runs there."""
    inside = walk(node.body)
    if any(isinstance(n, Range) for n in inside):
        return False  # a sum over one member of a sequence
    others = (a for n in inside if isinstance(n, Call) for a in _letters(n))
    return index in outside or any(_index(a) == index and a != name for a in others)


def _letters(call: Call) -> Iterator[Node]:
    """What stands in the places of a call, and behind the signs of X = x."""
    for a in call.args:
        yield a.rhs if isinstance(a, Event) else a


def _renamed(node: Big, name: Name, index: str) -> Big:
    """With z_i as z, or z' where z stands there too."""
    plain = _plain(name, [*walk(node.body), *node.over.letters])
    over = _put(node.over, name, plain)
    over = replace(over, of_each=index) if isinstance(over, Over) else node.over
    return replace(node, over=over, body=_put(node.body, name, plain))


def _plain(name: Name, among: Iterable[Node]) -> Name:
    """z of z_i, or z' where z is among these."""
    primes, taken = name.primes, set(_names(among))
    while replace(name, sub=(), primes=primes) in taken:
        primes += 1
    return replace(name, sub=(), primes=primes)


def _put(node: Node, name: Name, plain: Name) -> Node:
    if node == name:
        return replace(plain, span=node.span)
    return mapped(node, lambda n: _put(n, name, plain))


def _names(nodes: Iterable[Node]) -> Iterator[Name]:
    return (n for n in nodes if isinstance(n, Name))


def of_values(node: Node) -> Node:
    """The tree with P(X_i) as P(x_i) in sums over i in which it is a weight: what is averaged over
    the values of X has no other sense of X_i. Not beside H(X_i) or a mean, where X_i is random."""
    node = mapped(node, of_values)
    if not isinstance(node, Big) or node.op != "sum" or len(node.over.letters) != 1:
        return node
    (i,) = node.over.letters
    inside = walk(node.body)
    random = any(isinstance(n, Mean) or (isinstance(n, Call) and _measures(n)) for n in inside)
    if random or not isinstance(i, Name) or not _weighs(node, i.base):
        return node

    def put(n: Node) -> Node:
        n = mapped(n, put)
        if not isinstance(n, Call) or not _is_law(n):
            return n
        return replace(n, args=tuple(_value(a, i.base) for a in n.args))

    return replace(node, body=put(node.body))


def _measures(call: Call) -> bool:
    return bool(measure_of(call)) and not _is_law(call)


def _is_law(call: Call) -> bool:
    return isinstance(call.head, Name) and call.head.base in LAW_LETTERS


def _weighs(node: Big, index: str) -> bool:
    """Whether P(X_i) is a factor of what is summed."""
    return any(
        isinstance(f, Call)
        and _is_law(f)
        and len(f.args) == 1
        and is_capital(f.args[0])
        and _index(f.args[0]) == index
        for f in factors(node.body)
    )


def _value(node: Node, index: str) -> Node:
    """x_i of X_i."""
    if isinstance(node, Name) and is_capital(node) and _index(node) == index:
        return replace(node, base=node.base.lower())
    return node
