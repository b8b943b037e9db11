"""Names that the notes define: L(θ) := …, “let C = …”, a display whose left side is a new name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from derive.notes import walk as trees_of
from derive.notes.blocks import Document, Prose
from derive.notes.chains import Chain
from derive.notes.facts import NEVER, Fact
from derive.notes.facts.about import Known as Named
from derive.notes.facts.diagonals import diagonal
from derive.notes.facts.forms import counts, is_probability
from derive.notes.facts.numbers import rational
from derive.notes.kinds import INDICES, PARAMETERS, Key, key_of
from derive.notes.resolve.behind import is_of_values
from derive.notes.resolve.calls import LAW_LETTERS, call_use, head_of
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import Arg, as_ref, is_capital, is_index, ref_of
from derive.notes.resolve.notation import DefinedAs
from derive.notes.resolve.opaque import is_opaque
from derive.notes.resolve.trajectories import is_trajectory
from derive.notes.tree import Call, Derivative, Members, Name, Node, Num
from derive.notes.walk import walk

Trees = Sequence[Sequence[object]]
Freed = Sequence[tuple[int, Collection[Named]]]
"""Blocks, and the names that are introduced anew there as any of their kind."""


def _scoped(body: Node) -> Node:
    """What a name is defined as, where one reading alone leaves no letter of a Σ behind it."""
    found = [one for _, one in trees_of.readings(body)]
    if len(found) == 1:
        return body
    summed = {i for n in walk(body) for i in trees_of.bound(n)}
    loose = [len(trees_of.free(one) & summed) for one in found]
    least = [one for one, left in zip(found, loose, strict=True) if left == min(loose)]
    return least[0] if len(least) == 1 else body


def left_side(node: object, bound: Collection[Key]) -> tuple[Key, tuple[Arg, ...]] | None:
    """The name that an equation introduces and the letters it is given, those behind ";" last, if
    its left side is one; the parameters of a law are its own."""
    known = set(bound)
    if isinstance(node, Name):
        if node.sub and all(is_index(s, known) for s in node.sub):
            refs = [ref_of(s, known) for s in node.sub]
            return key_of(node), tuple(Arg(r) for r in refs if r is not None)
        return head_of(node, known)[0], ()
    if isinstance(node, Call) and isinstance(node.head, Name) and not measure_of(node):
        use = call_use(node, known)
        events = use is not None and any(
            a.variable or a.ref.number for a in (*use.left, *use.right)
        )
        of_variables = all(map(is_capital, node.args))  # IG(Y|X), a name of the notes' own
        barred = use is not None and use.barred and not of_variables
        if use is not None and not events and (not barred or use.key.base in LAW_LETTERS):
            lawlike = use.key.base in LAW_LETTERS and not is_of_values(node)
            behind = () if lawlike else use.parameters
            return use.key, (*use.left, *use.right, *(Arg(as_ref(p)) for p in behind))
    return None


def from_facts(facts: Iterable[Fact], bound: Collection[Key]) -> list[DefinedAs]:
    """What the text defines."""
    out = []
    for fact in facts:
        if fact.kind == "define" and fact.names and fact.values:
            said = (fact.names[0], fact.values[0])
            found = left_side(fact.names[0], bound)
            if found is not None and not _draws(*said) and diagonal(said[1]) is None:
                itself = _has(shapes_in(fact.values[0], bound), found[0], bool(found[1]))
                made = DefinedAs(
                    *found, _scoped(fact.values[0]), fact.scope.first, _at(fact.span), fact,
                    isinstance(fact.names[0], Name), itself,
                )  # fmt: skip
                out += [made, *entries(made)]
    return out


def entries(d: DefinedAs) -> Iterator[DefinedAs]:
    """p_1, p_2, … of a p that is written out as (½, ¼, ¼): what is said of them is a claim."""
    row = d.body
    if isinstance(row, Members) and not d.parameters and not row.where and len(row.items) > 1:
        for n, item in enumerate(row.items, 1):
            if rational(item) is None:
                return
            yield replace(d, key=replace(d.key, marks=(*d.key.marks, str(n))), body=item)


def from_displays(
    chains: Sequence[Chain],
    trees: Trees,
    bound: Collection[Key],
    said: Iterable[DefinedAs],
    freed: Freed = (),
    sets: Mapping[int, int] = MappingProxyType({}),
) -> dict[int, DefinedAs]:
    """By the number of the chain, what its first equation defines, which no sentence has said;
    until a sentence lets the name stand for anything, from which on another display may say anew
    what it is. sets: displays that give a name a meaning whatever it had, to the block until which
    it has that."""
    out: dict[int, DefinedAs] = {}
    told = [(d.block, d.fact.scope.last if d.fact else NEVER, shape(d.key, d.parameters))
            for d in said]  # fmt: skip
    seen: set[Shape] = set()
    here: set[Shape] = set()
    before: set[Shape] = set()
    stated: set[Shape] = set()  # of what a relation is
    block = -1
    for n, (chain, sides) in enumerate(zip(chains, trees, strict=True)):
        if chain.block != block:  # a name may be used in the display that says what it is
            before = here - seen  # a number of the display before, of which this says what it is
            seen, here = seen | here | {
                s for at, end, s in told if at <= chain.block < end
            }, set()
            ended = {d.key for d in out.values() if block < d.until <= chain.block}
            seen, block = {s for s in seen if s[0] not in ended}, chain.block
        first = chain.signs[0].rel
        left, body = _beneath(sides[0], sides[1])
        defines = first in ("=", ":=") and not _draws(left, body) and not is_family(body)
        defines = defines and not (first == "=" and _are_laws(left, body))
        defines = defines and not (first == "=" and {"iff", "or"} & {chain.joined, chain.joins})
        found = left_side(left, bound) if defines else None
        if found is not None and isinstance(body, Node) and not chain.sides[0].carried:
            mine = shape(*found)
            known = seen if found[1] else seen - before
            new = mine not in known and not (found[1] and (mine[0], _INDEXED) in known)
            derived = isinstance(sides[0], Derivative)
            new = new and not (derived and any(k == mine[0] for k, _ in known))  # ∇J of J(θ)
            alone = not _has(shapes_in(body, bound), found[0], bool(found[1]))
            new = new or (mine not in stated and is_of_time(sides[0]))
            set_anew = first == "=" and chain.block in sets and alone and not new
            chooses = chain.joined == "where" and bool(found[1]) and isinstance(body, Num)
            new = new and not chooses  # the i with y_i = 1
            updates = first == ":=" and any(n == left for n in walk(body))
            defines = first == ":=" and not updates
            if (new and alone) or defines or set_anew or is_opaque(found[0].base):
                until = _until(found[0], chain, freed)
                out[n] = DefinedAs(
                    *found, _scoped(body), chain.block, _at(chain.sides[0].span),
                    subscripted=isinstance(sides[0], Name),
                    until=min(until, sets[chain.block]) if set_anew else until,
                    also=_equal(chain, sides),
                )  # fmt: skip
                seen |= {shape(e.key, ()) for e in entries(out[n])}
        for side in sides:
            if isinstance(side, Node):
                here |= shapes_in(side, bound)
                stated |= {shape(*f) for f in [left_side(side, bound)] if f is not None}
        if n in out:
            seen.add(shape(out[n].key, out[n].parameters))
            before.discard(shape(out[n].key, out[n].parameters))
    return out


def is_of_time(node: object) -> bool:
    """Whether it is R(τ), or p_θ(τ), of a trajectory: the first relation of it says what it is,
    though it stood within others before."""
    return isinstance(node, Call) and bool(node.args) and all(map(is_trajectory, node.args))


def _equal(chain: Chain, sides: Sequence[object]) -> tuple[Node, ...]:
    """What a name is said to be besides: C of a = B = C."""
    out: list[Node] = []
    for sign, side in zip(chain.signs[1:], sides[2:], strict=False):
        if sign.rel != "=" or not isinstance(side, Node):
            break
        out.append(side)
    return tuple(out)


def is_of_itself(d: DefinedAs, meant: Callable[[Key], Key], bound: Collection[Key]) -> bool:
    """Whether what a name is said to be is made of its own law, called otherwise: of
    p_θ(x, z) = p(x|z) p(z), which is a claim."""
    mine = meant(d.key)
    return any(k != d.key and meant(k) == mine for k, _ in shapes_in(d.body, bound))


_FAMILIES = ("N", "Normal", "Gaussian", "Bernoulli", "Bern", "Cat", "Categorical", "Uniform")


def is_family(body: object) -> bool:
    """Whether it is 𝒩(z; μ(x), σ²(x)), a law of a family that the language of notes has not: what
    is said so of q(z|x) is known to be more than is read."""
    head = body.head if isinstance(body, Call) else None
    if not isinstance(head, Name) or head.sub:
        return False
    return head.base in _FAMILIES and (len(head.base) > 1 or "mathcal" in head.accents)


_WHEN = re.compile(
    r"(?:\b(?:when|whenever|if|iff|cuando|quand|lorsque|wenn|falls|si|quando|se)|当且仅当|当)\s*[:：,]?\s*$",
    re.IGNORECASE,
)


def is_of_a_case(document: Document, block: int) -> bool:
    """Whether a display stands behind "is least when:", and says of a name what it is there."""
    before = document.blocks[block - 1] if block else None
    return isinstance(before, Prose) and _WHEN.search(before.text.text) is not None


_WHERE = re.compile(r"\s*(?:and )?(?:where|with|here)\b[^.;:]{0,80}[.:,]?\s*$", re.IGNORECASE)


def behind_where(d: DefinedAs, document: Document, chains: Sequence[Chain]) -> DefinedAs:
    """What a display says behind "where" alone holds in the display before it too."""
    between = document.blocks[d.block - 1] if d.block > 1 else None
    if not isinstance(between, Prose) or not _WHERE.match(between.text.text):
        return d
    before = any(c.block == d.block - 2 for c in chains)
    return replace(d, block=d.block - 2) if before else d


def _until(key: Key, chain: Chain, freed: Freed) -> int:
    """The first block behind a definition from which on its name stands for anything."""
    name = (key.base, key.accents, key.primes, repr(list(key.marks)) if key.marks else "")
    return min((k for k, names in freed if k > chain.block and name in names), default=NEVER)


def _draws(left: object, right: object) -> bool:
    """Of p(x) = ℙ(X = x), and p_i = ℙ(X = x_i), which say whose law p is, and are read as that."""
    if not isinstance(right, Call):
        return False
    if isinstance(left, Name):
        return counts(left, right)
    return isinstance(left, Call) and is_probability(left, right)


def _are_laws(left: object, right: object) -> bool:
    """p = q, which is a claim or a case."""
    return all(isinstance(n, Name) and n.base in LAW_LETTERS and not n.sub for n in (left, right))


def _beneath(left: object, right: object) -> tuple[object, object]:
    """Of d f/dL = d(p L)/dL, which says what the new name f is, f and what it is."""
    both = isinstance(left, Derivative) and isinstance(right, Derivative)
    if both and (left.var, left.order, left.op) == (right.var, right.order, right.op):  # type: ignore[attr-defined]
        return left.body, right.body  # type: ignore[attr-defined]
    return left, right


Shape = tuple[Key, tuple[Key, ...]]


def shape(key: Key, args: Sequence[Arg]) -> Shape:
    """A name with the parameters that it is given: L(θ) is another name than L(x)."""
    bases = (_of_any_value(a.ref.base) for a in args)  # L(θ') is L(θ) at another value
    return key, tuple(b for b in bases if b.base in PARAMETERS)


def _of_any_value(key: Key) -> Key:
    """θ of θ', θ_t, θ_old; but θ_G of a network's own parameters."""
    marks = (m for m in key.marks if not (m[:1] in INDICES or m[:1].isdigit() or m in _VALUES))
    return replace(key, primes=0, marks=tuple(marks) if key.base in PARAMETERS else key.marks)


_VALUES = ("old", "new")
_INDEXED = (Key("_"),)  # of a_i, which is another thing than the number a


def _has(shapes: set[Shape], key: Key, lettered: bool) -> bool:
    """Whether a name is among these; one that is given no letters, without an index."""
    return any(k == key and (lettered or given != _INDEXED) for k, given in shapes)


def shapes_in(node: Node, bound: Collection[Key]) -> set[Shape]:
    """The names in a tree, each with the parameters that it is given."""
    known = set(bound)
    out: set[Shape] = set()
    heads = set()
    for n in walk(node):
        found = left_side(n, known) if isinstance(n, Call) else None
        if found is not None and isinstance(n, Call):
            out.add(shape(*found))
            heads.add(id(n.head))
        elif isinstance(n, Name) and id(n) not in heads:
            out.add((head_of(n, known)[0], ()))
            if n.sub and all(is_index(s, known) for s in n.sub):
                out.add((key_of(n), _INDEXED))
    return out


def _at(span: object) -> tuple[int, int]:
    return getattr(span, "start", 0), getattr(span, "end", 0)


def by_key(found: Iterable[DefinedAs]) -> dict[Key, list[DefinedAs]]:
    """The definitions of each name, in the order of the text."""
    out: dict[Key, list[DefinedAs]] = {}
    for d in sorted(found, key=lambda d: (d.block, d.place)):
        out.setdefault(d.key, []).append(d)
    return out
