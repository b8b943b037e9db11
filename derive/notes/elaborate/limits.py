"""Limits, n → ∞: what holds of them since it holds at every n, and what they introduce.

lim f(n) = lim g(n) is decided as f(n) = g(n), and lim f(n) = c as f(n) = c. What fails at some n
says nothing of the limit. h = lim f(n), of a new name, says what that is; so does H(𝒳), the rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derive.notes.chains import Chain
from derive.notes.facts.forms import is_measure
from derive.notes.source import NotRead, Span
from derive.notes.steps import Elaborated, Reading
from derive.notes.tree import Big, Call, Name, Node
from derive.notes.walk import walk
from derive.notes.written import latex

_KEEP = ("=", ":=", "<=", ">=")
_RATES = ("mathcal", "mathscr", "mathbb", "mathbf", "boldsymbol")


def at_every_index(
    sides: Sequence[Node], rel: str, span: Span
) -> tuple[tuple[Node, ...], tuple[str, ...]] | None:
    """The sides at each n, and what is supposed of the limits; None where neither is one.

    Raises:
        NotRead: for two limits that are not of one index, < and >, and a limit beside its index.
    """
    found = [s for s in sides if is_limit(s)]
    if not found:
        return None
    ranges = {(s.over.letters, s.over.last) for s in found}  # type: ignore[attr-defined]
    (first, _) = next(iter(ranges))
    others = [n for s in sides if not is_limit(s) for n in walk(s)]
    if len(ranges) > 1 or rel not in _KEEP or any(n in others for n in first):
        raise NotRead(span, "limits of this form are not read: write what holds at every n")
    both = ("both limits exist",) if len(found) == len(sides) else ()
    return tuple(s.body if is_limit(s) else s for s in sides), both  # type: ignore[attr-defined]


def is_limit(node: object) -> bool:
    """Whether a side is lim_{n→∞} of something."""
    return isinstance(node, Big) and node.op == "lim" and node.over.kind == "to"


def in_the_limit(
    found: tuple[Reading, ...], sides: Sequence[Node], supposed: tuple[str, ...]
) -> tuple[Reading, ...]:
    """Readings at each n, as those of the limits that these sides are."""
    return tuple(replace(r, step=_of_limits(r.step, sides, supposed)) for r in found)


def _of_limits(step: Elaborated, sides: Sequence[Node], supposed: tuple[str, ...]) -> Elaborated:
    shown = [
        rf"\lim_{{{latex(s.over.letters[0])} \to {latex(s.over.last)}}} {text}"  # type: ignore
        if is_limit(s)
        else text
        for s, text in zip(sides, (step.readback_lhs, step.readback_rhs), strict=True)
    ]
    return replace(
        step,
        in_limit=True,
        assumed=(*step.assumed, *supposed),
        readback_lhs=shown[0],
        readback_rhs=shown[1],
    )


def introduced(chains: Sequence[Chain], trees: Sequence[Sequence[object]]) -> set[tuple[int, int]]:
    """The relations that say what a name is, which no formula before them has, as a limit."""
    out: set[tuple[int, int]] = set()
    before: set[Node] = set()
    for k, (chain, sides) in enumerate(zip(chains, trees, strict=True)):
        left = sides[0]
        names = isinstance(left, (Name, Call)) and (not is_measure(left) or _is_rate(left))
        says = names and chain.signs[0].rel in ("=", ":=") and not chain.sides[0].carried
        if says and is_limit(sides[1]) and left not in before:
            out.add((k, 0))
        before |= {n for s in sides if isinstance(s, Node) for n in walk(s)}
    return out


def _is_rate(node: Node) -> bool:
    """H(𝒳), of a source, which is called as no random variable is."""
    if not isinstance(node, Call) or len(node.args) != 1 or not isinstance(node.head, Name):
        return False
    (arg,) = node.args
    own = isinstance(arg, Name) and ({*arg.accents} & {*_RATES} or arg.base == r"\chi")
    return node.head.base == "H" and bool(own)
