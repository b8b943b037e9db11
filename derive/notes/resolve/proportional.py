"""p(θ|x) ∝ p(x|θ) p(θ): what a law is proportional to, over its own letters, is made a law of it.

The factor that ∝ leaves open is the one with which the right side sums to 1 over θ: the relation is
read as p(θ|x) = p(x|θ) p(θ) / Σ_θ p(x|θ) p(θ), which is no other claim. Of what is no law, as of a
gradient or a likelihood, nothing says in what the factor is constant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derive.notes.chains import Chain
from derive.notes.resolve.calls import LAW_LETTERS
from derive.notes.resolve.heads import measure_of
from derive.notes.source import NotRead
from derive.notes.tree import Big, Call, Frac, Name, Node, Over
from derive.notes.walk import walk
from derive.notes.written import latex

IN = "∝ is in "  # and the letters in which a factor is constant that ∝ leaves out
Sides = Sequence[Node | NotRead | None]


def put(chains: Sequence[Chain], trees: Sequence[Sides]) -> tuple[list[Chain], list[Sides]]:
    """Chains and sides with such relations as equations; others stay as they are."""
    nodes = (n for row in trees for t in row if isinstance(t, Node) for n in walk(t))
    op = "int" if any(isinstance(n, Big) and n.op == "int" for n in nodes) else "sum"
    made = [_chain(c, row, op) for c, row in zip(chains, trees, strict=True)]
    return [c for c, _ in made], [row for _, row in made]


def _chain(chain: Chain, row: Sides, op: str) -> tuple[Chain, Sides]:
    """A chain that ends in ∝, of what its first side is a law of."""
    rels = [s.rel for s in chain.signs]
    letters = _letters(row[0])
    first = rels.index("prop") if "prop" in rels else len(rels)
    if not letters or set(rels[first:]) != {"prop"} or set(rels[:first]) - {"="}:
        return chain, row
    said = IN + ", ".join(map(latex, letters))
    signs = [s if s.rel == "=" else replace(s, rel="=", reason=said) for s in chain.signs]
    sides = [t if n <= first else _whole(t, letters, op) for n, t in enumerate(row)]
    return replace(chain, signs=tuple(signs)), sides


def _letters(side: object) -> tuple[Name, ...]:
    """θ of p(θ|x): small letters before the bar of a law."""
    if not isinstance(side, Call) or not isinstance(side.head, Name) or measure_of(side):
        return ()
    ends = [n for n, s in enumerate(side.separators, 1) if s != ","]
    own = side.args[: min(ends, default=len(side.args))]
    names = tuple(a for a in own if isinstance(a, Name) and not (a.sub or a.base.isupper()))
    return names if len(names) == len(own) and side.head.base in LAW_LETTERS else ()


def _whole(
    side: Node | NotRead | None, letters: tuple[Name, ...], op: str
) -> Node | NotRead | None:
    """The side over its sum."""
    if not isinstance(side, Node):
        return side
    span = side.span
    return Frac(span, side, Big(span, op, Over(span, "letters", letters), side))
