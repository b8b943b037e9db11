"""h of a probability: by custom the binary entropy, where the text does not say what h is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from derive.notes.blocks import Document, Prose
from derive.notes.chains import Chain
from derive.notes.facts import Fact
from derive.notes.facts.special import of_channel
from derive.notes.kinds import Key, whole_key
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.uses import Uses
from derive.notes.source import NotRead
from derive.notes.tree import Add, Call, Frac, Mul, Name, Neg, Node, Num
from derive.notes.walk import children, mapped, walk

_NAME = "h"
_MARK = "b"
_SAID = "binary entropy"

Rows = Sequence[Sequence[object]]


def is_customary(
    document: Document, chains: Sequence[Chain], trees: Rows, facts: Iterable[Fact]
) -> bool:
    """Whether h may be the binary entropy: no equation says what h(p) is, no fact is about h, and
    the text does not speak of h alone, but as of that."""
    if any(_is_h(_head(n)) for f in facts for n in f.names):
        return False
    rows = zip(chains, trees, strict=True)
    if any(c.signs[0].rel in ("=", ":=") and _defines(row) for c, row in rows):
        return False
    return not any(_speaks(b) for b in document.blocks if isinstance(b, Prose))


def named(node: Node, probabilities: frozenset[Key]) -> Node:
    """The tree with each h of numbers that are probabilities as h_b."""
    node = mapped(node, lambda child: named(child, probabilities))
    if isinstance(node, Call) and _is_h_call(node) and not measure_of(node):
        (argument,) = node.args
        if _is_probability(argument, probabilities) and isinstance(node.head, Name):
            head = replace(node.head, sub=(Name(node.head.span, _MARK), *node.head.sub))
            return replace(node, head=head)
    return node


def probabilities(
    trees: Rows, facts: Iterable[Fact], uses: Uses, weights: Iterable[Key]
) -> frozenset[Key]:
    """Numbers that lie in [0, 1]: said to, or the probability of an event, or p beside 1 − p.

    weights: those of laws that are written out, as Bernoulli(p).
    """
    found = {*uses.complements, *weights}
    for f in facts:
        if f.kind == "number" and [_whole(v) for v in f.values] == [0, 1]:
            found |= {whole_key(n) for n in f.names if isinstance(n, Name)}
        if f.kind == "bernoulli":
            found |= {whole_key(v) for v in f.values if isinstance(v, Name)}
        if f.kind == "define":
            found |= set(_of_event((*f.names, *f.values)))
    for row in trees:
        found |= set(_of_event(row))
    return frozenset(found)


def asked(
    document: Document, chains: Sequence[Chain], trees: Rows, facts: Iterable[Fact]
) -> list[list[Any]]:
    """The trees without the sides that have H(p) in a section about one channel, where p may be its
    probability of error or the law p(x), and no sentence or directive says which."""
    said = (n for f in facts if f.kind == "number" for n in f.names)
    numbers = {whole_key(n) for n in said if isinstance(n, Name)}
    out: list[list[Any]] = []
    for chain, row in zip(chains, trees, strict=True):
        special = bool(of_channel(document, chain.block))
        out.append([_asked(t, numbers) if special and isinstance(t, Node) else t for t in row])
    return out


def _asked(tree: Node, numbers: set[Key]) -> Node | NotRead:
    for n in walk(tree):
        arg = n.args[0] if isinstance(n, Call) and len(n.args) == 1 else None
        if not isinstance(n, Call) or not isinstance(arg, Name) or measure_of(n) != "H":
            continue
        if isinstance(n.head, Name) and n.head.sub:  # H_b(p), H_2(p)
            continue
        if not (arg.sub or arg.sup) and arg.base.islower() and whole_key(arg) not in numbers:
            name = whole_key(arg).latex()
            ask = (f"{name} is a number in [0,1]", f"{name} is a distribution")
            return NotRead(n.span, f"H({name}): is {name} a law, or a number?", ask)
    return tree


def _of_event(sides: Sequence[object]) -> Iterator[Key]:
    """The names in a row of equal things of which one is a probability."""
    if any(isinstance(s, Call) and measure_of(s) == "P" for s in sides):
        yield from (whole_key(s) for s in sides if isinstance(s, Name))


def _is_probability(node: Node, known: frozenset[Key]) -> bool:
    """Whether it is a number, or made of numbers that are probabilities."""
    if isinstance(node, Name):
        return whole_key(node) in known
    if isinstance(node, (Num, Frac, Add, Mul, Neg)):
        return all(_is_probability(n, known) for n in children(node))
    return False


def _speaks(prose: Prose) -> bool:
    """Whether a paragraph has $h$, or $h(…) = …, and does not call it by its name."""
    bodies = (i.body.text.strip() for i in prose.inline)
    about = any(b == _NAME or (b.startswith(f"{_NAME}(") and "=" in b) for b in bodies)
    return about and _SAID not in " ".join(prose.text.text.lower().split())


def _defines(row: Sequence[object]) -> bool:
    """Whether it begins as h(p) = …, with no h in what follows."""
    left, right = row[0], row[1]
    if not isinstance(left, Call) or not _is_h_call(left) or not isinstance(left.args[0], Name):
        return False
    return not isinstance(right, Node) or not any(_is_h_call(n) for n in walk(right))


def _head(node: Node) -> Node:
    return node.head if isinstance(node, Call) else node


def _is_h(node: object) -> bool:
    """h, or h_2."""
    return isinstance(node, Name) and whole_key(node) in (Key(_NAME), Key(_NAME, marks=("2",)))


def _is_h_call(node: object) -> bool:
    return isinstance(node, Call) and _is_h(node.head) and len(node.args) == 1


def _whole(node: Node) -> Fraction | None:
    return node.value if isinstance(node, Num) else None
