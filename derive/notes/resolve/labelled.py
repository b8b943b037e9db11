"""P_T(x) beside P_S(x): capitals that tell laws apart, and are no random variables; and p_z(z),
where the letter itself does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from derive.notes.kinds import INDICES
from derive.notes.resolve.calls import LABEL, LAW_LETTERS
from derive.notes.resolve.letters import is_capital
from derive.notes.tree import Add, Call, Event, Mean, Mul, Name, Neg, Node
from derive.notes.walk import mapped, walk

Labels = frozenset[tuple[str, str]]
"""A law's letter, and what is below it."""


def labels(trees: Iterable[Node]) -> Labels:
    """Capitals below laws of other letters than theirs, which stand nowhere else, or as functions:
    P_T(x), with no t among what P_T is of, no T in any formula but T(z), and no P_{XT}."""
    nodes = [n for t in trees for n in walk(t)]
    below = {
        (n.base, s.base) for n in nodes if isinstance(n, Name) and (s := _below(n)) is not None
    }
    own = {id(s) for n in nodes if isinstance(n, Name) and (s := _below(n)) is not None}
    else_where = {
        n.base for n in nodes if isinstance(n, Name) and is_capital(n) and id(n) not in own
    }
    functions = {n.head.base for n in nodes if isinstance(n, Call) and isinstance(n.head, Name)}
    else_where -= functions - LAW_LETTERS
    letters: dict[tuple[str, str], set[str]] = {}
    for n in nodes:
        for head, args in _laws(n):
            sub = _below(head)
            if sub is not None:
                named = {a.base.lower() for a in args if isinstance(a, Name)}
                letters.setdefault((head.base, sub.base), set()).update(named)
    apart = {
        (law, label)
        for law, label in below
        if label not in else_where
        and label.lower() not in letters.get((law, label), {label.lower()})
    }
    return frozenset(apart | {*_of_own(nodes)} | ({*_of_errors(nodes)} - letters.keys()))


def _of_own(nodes: Sequence[Node]) -> Iterator[tuple[str, str]]:
    """p_z(z), and z ∼ p_z, where p_z is nowhere given another letter, nor a number itself."""
    heads = [(id(h), h, args) for n in nodes for h, args in _laws(n)]
    given: dict[tuple[str, str], set[tuple[Node, ...]]] = {}
    for _, head, args in heads:
        if (sub := _letter(head)) is not None:
            given.setdefault((head.base, sub.base), set()).add(args)
    known = {i for i, _, _ in heads}
    known |= {id(a) for n in nodes if isinstance(n, Call) and "||" in n.separators for a in n.args}
    known |= {id(a) for n in nodes if isinstance(n, Mean) for a in n.law}
    loose = {
        (n.base, s.base)
        for n in nodes
        if isinstance(n, Name) and id(n) not in known and (s := _letter(n)) is not None
    }
    for (base, letter), every in given.items():
        own = all(len(a) == 1 and a[0] == Name(a[0].span, letter) for a in every)
        if own and (base, letter) not in loose:
            yield base, letter


def _letter(name: Name) -> Name | None:
    """The z of p_z, which is no index."""
    sub = name.sub[0] if name.base in LAW_LETTERS and len(name.sub) == 1 else None
    plain = isinstance(sub, Name) and not (sub.sub or sub.sup or sub.accents or sub.primes)
    small = isinstance(sub, Name) and len(sub.base) == 1 and sub.base.islower()
    return sub if isinstance(sub, Name) and plain and small and sub.base not in INDICES else None


def _of_errors(nodes: Iterable[Node]) -> Iterator[tuple[str, str]]:
    """P_E that is multiplied, or taken from 1: the probability of an error, and no law."""
    for n in nodes:
        parts = n.factors if isinstance(n, Mul) else n.terms if isinstance(n, Add) else ()
        for part in (p.body if isinstance(p, Neg) else p for p in parts):
            sub = _below(part) if isinstance(part, Name) else None
            if isinstance(part, Name) and sub is not None and sub.base == "E":
                yield part.base, sub.base


def _below(name: Name) -> Name | None:
    """The T of P_T."""
    if name.base not in LAW_LETTERS or len(name.sub) != 1:
        return None
    (sub,) = name.sub
    plain = isinstance(sub, Name) and not (sub.sub or sub.sup or sub.accents or sub.primes)
    return sub if isinstance(sub, Name) and plain and is_capital(sub) else None


def _laws(node: Node) -> list[tuple[Name, tuple[Node, ...]]]:
    """Of P_T(x), and of x ∼ P_T, the law and its letters."""
    if isinstance(node, Call) and isinstance(node.head, Name):
        return [(node.head, node.args)]
    if isinstance(node, Event) and node.rel == "~" and isinstance(node.rhs, Name):
        return [(node.rhs, (node.lhs,))]
    return []


def labelled(node: Node, known: Labels) -> Node:
    """The tree with these capitals marked as labels."""
    if not known:
        return node
    node = mapped(node, lambda n: labelled(n, known))
    sub = (_below(node) or _letter(node)) if isinstance(node, Name) else None
    if isinstance(node, Name) and sub is not None and (node.base, sub.base) in known:
        return replace(node, sub=(replace(sub, accents=(LABEL,)),))
    return node
