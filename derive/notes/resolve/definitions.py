"""Names that the notes define: L(θ) := …, “let C = …”, a display whose left side is a new name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from derive.notes.chains import Chain
from derive.notes.facts import Fact
from derive.notes.kinds import Key, key_of, walk
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import Arg, is_index, ref_of
from derive.notes.resolve.notation import DefinedAs
from derive.notes.resolve.uses import LAW_LETTERS, call_use, head_of
from derive.notes.tree import Call, Name, Node

Trees = Sequence[Sequence[object]]


def left_side(node: object, bound: Collection[Key]) -> tuple[Key, tuple[Arg, ...]] | None:
    """The name that an equation introduces and the letters it is given, if its left side is one."""
    known = set(bound)
    if isinstance(node, Name):
        if node.sub and all(is_index(s, known) for s in node.sub):
            refs = [ref_of(s, known) for s in node.sub]
            return key_of(node), tuple(Arg(r) for r in refs if r is not None)
        return head_of(node, known)[0], ()
    if isinstance(node, Call) and isinstance(node.head, Name) and not measure_of(node):
        use = call_use(node, known)
        if use is not None and (not use.barred or use.key.base in LAW_LETTERS):
            return use.key, (*use.left, *use.right)
    return None


def from_facts(facts: Iterable[Fact], bound: Collection[Key]) -> list[DefinedAs]:
    """What the text defines."""
    out = []
    for fact in facts:
        if fact.kind == "define" and fact.names and fact.values:
            found = left_side(fact.names[0], bound)
            if found is not None:
                out.append(
                    DefinedAs(*found, fact.values[0], fact.scope.first, _at(fact.span), fact)
                )
    return out


def from_displays(
    chains: Sequence[Chain], trees: Trees, bound: Collection[Key], said: Iterable[Key]
) -> dict[int, DefinedAs]:
    """By the number of the chain, what its first equation defines."""
    out: dict[int, DefinedAs] = {}
    seen: set[Key] = set(said)
    for n, (chain, sides) in enumerate(zip(chains, trees, strict=True)):
        first = chain.signs[0].rel
        found = left_side(sides[0], bound) if first in ("=", ":=") else None
        body = sides[1] if len(sides) > 1 else None
        if found is not None and isinstance(body, Node) and not chain.sides[0].carried:
            new = found[0] not in seen and found[0] not in _names(body, bound)
            if new or first == ":=":
                out[n] = DefinedAs(*found, body, chain.block, _at(chain.sides[0].span))
        for side in sides:
            if isinstance(side, Node):
                seen |= _names(side, bound)
    return out


def _names(node: Node, bound: Collection[Key]) -> set[Key]:
    """The heads and names in a tree, a capital's law among them."""
    known = set(bound)
    found = {head_of(n, known)[0] for n in walk(node) if isinstance(n, Name)}
    return found | {key_of(n) for n in walk(node) if isinstance(n, Name)}


def _at(span: object) -> tuple[int, int]:
    return getattr(span, "start", 0), getattr(span, "end", 0)
