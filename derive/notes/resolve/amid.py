"""Names that a chain brings in behind its first side: a ≥ N = b, a := N, a = I_{NWJ} at its end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from derive.notes.blocks import Document, Prose
from derive.notes.chains import Chain
from derive.notes.facts import NEVER, Fact
from derive.notes.facts.formulas import Formulas
from derive.notes.kinds import INDICES, PARAMETERS, Key
from derive.notes.resolve.calls import LAW_LETTERS
from derive.notes.resolve.definitions import Shape, Trees, left_side, shape, shapes_in
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.notation import DefinedAs
from derive.notes.tree import Bars, Call, Name, Node, Num

Place = tuple[int, int]
"""A chain's number, and its relation's."""


def from_middles(
    chains: Sequence[Chain],
    trees: Trees,
    bound: Collection[Key],
    said: Mapping[Key, int],
    shown: Collection[int],
) -> dict[Place, DefinedAs]:
    """What these relations say that a new name is. said: names that stand in the text, to the block
    where they do first; shown: the chains whose first relation defines its left side."""
    out: dict[Place, DefinedAs] = {}
    seen: set[Key] = set()
    for n, (chain, sides) in enumerate(zip(chains, trees, strict=True)):
        here = [shapes_in(s, bound) if isinstance(s, Node) else set() for s in sides]
        for k, at, body in _candidates(chain, sides, n in shown):
            side = sides[at]
            found = left_side(side, bound)
            if found is None or not isinstance(side, Node):
                continue
            mine = shape(*found)
            again = any(_has(shapes, found[0]) for m, shapes in enumerate(here) if m != at)
            known = found[0] in seen or said.get(found[0], NEVER) < chain.block
            if known or again or (n, k) in out:
                continue
            signed = chain.signs[k].rel == ":="
            if not signed and not (_is_worded(side) or (at == k and _may_be(side))):
                continue
            out[n, k] = DefinedAs(
                *found, body, chain.block, (side.span.start, side.span.end),
                subscripted=isinstance(side, Name), behind=at == k + 1,
            )  # fmt: skip
            seen.add(mine[0])
        seen |= {key for shapes in here for key, _ in shapes}
    return out


def told(
    document: Document, formulas: Formulas, facts: Iterable[Fact], bound: Collection[Key]
) -> dict[Key, int]:
    """The names in the text, and those of which it says something, to the block where they first
    do; what is said of a display by words behind it is said in time."""
    out: dict[Key, int] = {}
    for n, block in enumerate(document.blocks):
        statements = (
            s
            for inline in (block.inline if isinstance(block, Prose) else ())
            for s in formulas.statements(inline)
        )
        for node in (x for s in statements for side in s.sides for x in side):
            for key, _ in shapes_in(node, bound):
                out.setdefault(key, n)
    for fact in facts:
        heads = (n.head if isinstance(n, Call) else n for n in fact.names)
        for key in {key for h in heads for key, _ in shapes_in(h, bound)}:
            out[key] = min(out.get(key, NEVER), fact.scope.first - 1)
    return out


def _candidates(
    chain: Chain, sides: Sequence[object], first: bool
) -> Iterator[tuple[int, int, Node]]:
    """Relations, the side that may be a new name, and what it would be: b of a ≥ N = b, a of
    a := N, and of a = N at the end."""
    last = len(chain.signs) - 1
    for k, sign in enumerate(chain.signs):
        left, right = sides[k], sides[k + 1]
        compared = k > 0 and chain.signs[k - 1].rel in _COMPARING
        if compared and sign.rel in ("=", ":=") and isinstance(right, Node) and _is_made(right):
            yield k, k, right
        ends = k == last and sign.rel == "="
        behind = (sign.rel == ":=" or ends) and not (k == 0 and first)
        if behind and isinstance(left, Node) and _is_made(left):
            yield k, k + 1, left


_COMPARING = ("=", "<=", ">=", "<", ">", "!=", "~", ":=")  # what an arrow points at is no side


def _is_made(body: Node) -> bool:
    return not isinstance(body, (Name, Num, Bars))


def _has(shapes: set[Shape], key: Key) -> bool:
    return any(k == key for k, _ in shapes)


def _may_be(side: Node) -> bool:
    """Whether it may be a number or a function that is brought in; no law, parameter or letter."""
    head = side.head if isinstance(side, Call) else side
    if not isinstance(head, Name) or _is_of_laws(side):
        return False
    plain = len(head.base) == 1 and head.base.islower()
    return not plain and head.base not in (*LAW_LETTERS, *PARAMETERS, *INDICES)


def _is_worded(side: Node) -> bool:
    """ELBO, \\mathcal{L}, I_{NWJ}: called by a word, or in script."""
    head = side.head if isinstance(side, Call) else side
    if not isinstance(head, Name) or not _may_be(side):
        return False
    word = len(head.base) > 1 and head.base.isalpha()
    marked = any(isinstance(s, Name) and len(s.base) > 1 and s.base.isalpha() for s in head.sub)
    return word or marked or bool({"mathcal", "mathscr"} & {*head.accents})


def _is_of_laws(side: Node) -> bool:
    """Whether it is given laws, as F(q, θ), or is a measure."""
    if not isinstance(side, Call):
        return False
    names = [a.head if isinstance(a, Call) else a for a in side.args]
    laws = any(isinstance(a, Name) and a.base in LAW_LETTERS for a in names)
    return laws or bool(measure_of(side))
