"""x_i over a section: letters or data points, by all of its sums together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from derive.notes.facts import Fact
from derive.notes.kinds import Key, key_of, walk
from derive.notes.resolve.letters import ref_of
from derive.notes.resolve.notation import Notation
from derive.notes.resolve.uses import call_use
from derive.notes.tree import Big, Call, Frac, Mul, Name, Node


def note_samples(trees: Sequence[Node], notation: Notation, facts: Iterable[Fact]) -> None:
    """What the section shows of x_i, where all that is shown agrees; what is said beats it."""
    for tree in trees:
        notation.averages |= set(averages(tree))
    shown: dict[Key, set[bool]] = {}
    for tree in trees:
        for node in walk(tree):
            if isinstance(node, Big) and node.op in ("sum", "prod") and len(node.over.letters) == 1:
                letter = node.over.letters[0]
                if not isinstance(letter, Name):
                    continue
                found = indexed(node.body, replace(key_of(letter), primes=0), notation)
                what = form(node, found, notation) if found else None
                for key in found if what is not None else ():
                    shown.setdefault(key, set()).add(bool(what))
    for key, kinds in shown.items():
        if len(kinds) == 1:
            notation.samples.setdefault(key, next(iter(kinds)))


def indexed(node: Node, index: Key, notation: Notation) -> list[Key]:
    """The letters x of x_i that stand as letters in a tree."""
    found: dict[Key, None] = {}
    for n in walk(node):
        if isinstance(n, Call):
            for arg in n.args:
                for name in walk(arg):
                    ref = ref_of(name, notation.uses.bound)
                    if ref is not None and ref.index == index:
                        found.setdefault(ref.base)
    return list(found)


def form(node: Big, found: Sequence[Key], notation: Notation) -> bool | None:
    """What the form of a sum says: with a weight p(x_i) it runs over letters; Π, 1/n Σ, and what
    has pairs (x_i, y_i), over data points."""
    if any(_is_weight(f, found[0], notation) for f in factors(node.body)):
        return False
    if node.op == "prod" or len(found) > 1 or _place(node) in notation.averages:
        return True
    return None


def factors(node: Node) -> Iterator[Node]:
    """The factors above the bar."""
    if isinstance(node, Mul):
        for f in node.factors:
            yield from factors(f)
    elif isinstance(node, Frac):
        yield from factors(node.top)
    else:
        yield node


def _is_weight(node: Node, base: Key, notation: Notation) -> bool:
    if not isinstance(node, Call) or not isinstance(node.head, Name):
        return False
    use = call_use(node, notation.uses.bound)
    if use is None or notation.law(use.key) is None:
        return False
    return any(a.ref.base == base and a.ref.index is not None for a in use.left)


def _place(node: Node) -> tuple[int, int]:
    return node.span.start, node.span.end


def averages(node: Node) -> Iterator[tuple[int, int]]:
    """The places of sums to n that are divided by n."""
    for n in walk(node):
        if isinstance(n, Mul):
            ends = {f.bottom for f in n.factors if isinstance(f, Frac)}
            yield from (_place(f) for f in n.factors if _end(f) in ends)
        elif isinstance(n, Frac):
            yield from (_place(f) for f in factors(n.top) if _end(f) == n.bottom)


def _end(node: Node) -> Node | None:
    return node.over.last if isinstance(node, Big) else None
