"""What a fact, or a formula in a line, is about: names, told apart as a reader does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.notes import tree as t
from derive.notes.facts import Fact
from derive.notes.facts.forms import is_measure, is_variable
from derive.notes.walk import bound, children

Known = tuple[str, tuple[str, ...], int, str]
"""Base, accents, primes, and the subscript where that is no index: p_θ is not p, p_i is."""
_INDICES = frozenset("abcdefghijklmnrst")


def about(fact: Fact) -> frozenset[Known]:
    """The names that a fact restricts; of p(x, y) = p(x) p(y) the variables X and Y, too."""
    if fact.kind != "holds":
        return keys(fact.names or fact.values)
    return keys(fact.values) | keys(x for v in fact.values for x in _drawn(v))


def keys(nodes: Iterable[t.Node]) -> frozenset[Known]:
    """The names in trees, but for letters and the heads of measures."""
    return frozenset(k for node in nodes for k in _keys(node))


def is_indexed(node: t.Node) -> bool:
    """X_i, one of many."""
    return isinstance(node, t.Name) and any(map(_is_index, node.sub))


def _keys(node: t.Node) -> Iterator[Known]:
    if isinstance(node, t.Name):
        sub = "" if not node.sub or is_indexed(node) else repr(_plain(node.sub))
        yield (node.base, node.accents, node.primes, sub)
    elif isinstance(node, t.Range):
        inside = node.of or node.first
        yield from ((*k[:3], "") for k in _keys(inside)) if inside is not None else ()
    elif isinstance(node, t.Call):
        if not is_measure(node):
            yield from _keys(node.head)
        yield from (k for a in node.args if is_measure(node) or is_variable(a) for k in _keys(a))
    else:
        inner = {k for n in bound(node) for k in _keys(n)}
        yield from (k for child in children(node) for k in _keys(child) if k not in inner)


def _plain(nodes: Iterable[t.Node]) -> list[object]:
    return [n.base if isinstance(n, t.Name) else getattr(n, "value", type(n)) for n in nodes]


def _is_index(node: t.Node) -> bool:
    return isinstance(node, t.Name) and not node.accents and node.base in _INDICES


def _drawn(node: t.Node) -> Iterator[t.Node]:
    """X and Y of p(x, y), wherever that stands in a tree."""
    if isinstance(node, t.Call) and not is_measure(node):
        for a in node.args:
            if isinstance(a, t.Name) and len(a.base) == 1:
                yield t.Name(a.span, a.base.upper(), a.accents, a.primes)
    for child in children(node):
        yield from _drawn(child)
