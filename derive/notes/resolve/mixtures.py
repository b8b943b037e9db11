"""Laws that are mixed: where ½ q + ½ r is a law by what is done with it, q and r are laws."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from derive.notes.facts import Fact
from derive.notes.kinds import Key, key_of
from derive.notes.tree import Add, Frac, Mul, Name, Neg, Node, Num
from derive.notes.walk import walk


def mixed(facts: Iterable[Fact], laws: Collection[Key], weights: Collection[Key]) -> Iterator[Key]:
    """The names that a law is said to be a mixture of. weights: names that stand in 1 − λ."""
    for fact in facts:
        if fact.kind != "define" or not isinstance(fact.names[0], Name):
            continue
        body = fact.values[0]
        if key_of(fact.names[0]) in laws and isinstance(body, Add):
            also = {key_of(n) for n in _weighing(body)}
            found = [_law(term, {*weights, *also}) for term in body.terms]
            names = [k for k in found if k is not None]
            if len(names) == len(found):
                yield from names


def _law(term: Node, weights: Collection[Key]) -> Key | None:
    """The q of ½ q, λ q, q/2; None where it is not the only name that is no weight."""
    if isinstance(term, Frac) and isinstance(term.bottom, Num):
        term = term.top
    factors = term.factors if isinstance(term, Mul) else (term,)
    names = [key_of(f) for f in factors if isinstance(f, Name) and not f.sub]
    names = [k for k in names if k not in weights]
    return names[0] if len(names) == 1 else None


def _weighing(body: Node) -> Iterator[Name]:
    """The λ of 1 − λ."""
    for node in walk(body):
        if isinstance(node, Add) and len(node.terms) == 2 and isinstance(node.terms[0], Num):
            inner = node.terms[1]
            if isinstance(inner, Neg) and isinstance(inner.body, Name):
                yield inner.body
