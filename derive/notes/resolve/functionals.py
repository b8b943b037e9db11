"""Names that are given laws, F(q, θ), J(π), L(q): put in where they stand, as trees.

What they stand for has the law as a head, q(z), so that no letter can be given in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeGuard

from derive.notes.chains import Chain
from derive.notes.facts import Fact, Scope
from derive.notes.kinds import Key, whole_key
from derive.notes.resolve.apart import is_apart
from derive.notes.resolve.calls import LAW_LETTERS, head_of
from derive.notes.resolve.definitions import from_displays, from_facts
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import is_capital
from derive.notes.resolve.uses import uses_of
from derive.notes.source import NotRead, Span
from derive.notes.tree import Call, Name, Node
from derive.notes.walk import bound as bound_in
from derive.notes.walk import mapped, walk

Sides = Sequence[Node | NotRead | None]


@dataclass(frozen=True)
class Functional:
    """A name that is given laws. laws: its parameters that are laws. chain: the number of the
    display that says what it is, -1 where the text does. scope: where it holds.
    """

    head: Key
    parameters: tuple[Name, ...]
    laws: frozenset[Key]
    body: Node
    chain: int
    scope: Scope
    number: int = 0


Used = dict[tuple[int, int], frozenset[int]]
"""By chain and side the numbers of the facts that say what its functionals are."""


@dataclass
class Put:
    """Sides and facts with what each such name stands for; laws: by chain, what is given to one as
    a law."""

    trees: list[Sides]
    facts: list[Fact]
    used: Used
    laws: list[dict[Key, Span]]


def put_in(
    chains: Sequence[Chain],
    trees: Sequence[Sides],
    facts: Sequence[Fact],
    sets: Mapping[int, int] = MappingProxyType({}),
) -> Put:
    """What each such name stands for, in its place. A side with one of which nothing says what it
    is, of these arguments, is not read. sets: as of `from_displays`."""
    known = _found(chains, trees, facts, sets)
    used: Used = {}
    laws: list[dict[Key, Span]] = []
    made: list[Sides] = []
    for n, (chain, sides) in enumerate(zip(chains, trees, strict=True)):
        defines = any(f.chain == n for f in known)
        row: list[Node | NotRead | None] = []
        laws.append({})
        for k, side in enumerate(sides):
            putting = _Putting(known, chain.block)
            is_name = defines and k == 0
            row.append(side if is_name or not isinstance(side, Node) else putting.side(side))
            used[n, k] = frozenset(putting.used - {0})
            laws[n] |= putting.laws
        made.append(row)
    return Put(made, [_fact(f, known) for f in facts], used, laws)


def _fact(fact: Fact, known: list[Functional]) -> Fact:
    try:
        putting = _Putting(known, fact.scope.first)
        return replace(fact, values=tuple(putting.tree(v) for v in fact.values))
    except NotRead:
        return fact


def _found(
    chains: Sequence[Chain],
    trees: Sequence[Sides],
    facts: Sequence[Fact],
    sets: Mapping[int, int],
) -> list[Functional]:
    every = [t for sides in trees for t in sides if isinstance(t, Node)]
    bound = uses_of([*every, *(v for f in facts for v in f.values)]).bound
    said = from_facts(facts, bound)
    out = [
        _functional(d.fact.names[0], d.body, bound, -1, d.fact.scope, d.fact.number)
        for d in said
        if d.fact is not None
    ]
    for n, d in from_displays(chains, trees, bound, said, sets=sets).items():
        out.append(_functional(trees[n][0], d.body, bound, n, Scope(d.block, _FOREVER)))
    return [f for f in out if f is not None]


def _functional(
    left: object, body: Node, bound: set[Key], chain: int, scope: Scope, number: int = 0
) -> Functional | None:
    """What an equation says of a name that is given laws; None of any other name."""
    laws = _laws(left, body, bound)
    if laws is None or not isinstance(left, Call) or not isinstance(left.head, Name):
        return None
    return Functional(whole_key(left.head), _names(left), laws, body, chain, scope, number)


_FOREVER = 1 << 30


def _names(call: Call) -> tuple[Name, ...]:
    return tuple(n for n in call.args if isinstance(n, Name))


def _laws(left: object, body: Node, bound: set[Key]) -> frozenset[Key] | None:
    """Its arguments that are laws in what it stands for; None where it is given none, nor random
    variables, as VI(X;Y) = H(X|Y) + H(Y|X) is."""
    if not isinstance(left, Call) or measure_of(left) or not isinstance(left.head, Name):
        return None
    if len(_names(left)) < len(left.args) or "||" in left.separators:
        return None
    if all(map(is_capital, left.args)):
        of_variables = is_apart(left.head) or (
            left.head.base not in LAW_LETTERS and _is_of_measures(body)
        )
        if of_variables:
            return frozenset()
        applied = {
            whole_key(n.head) for n in walk(body) if isinstance(n, Call) and _is_name(n.head)
        }
        of_functions = applied & {whole_key(n) for n in _names(left)}  # V(D, G) has D(x)
        return frozenset() if of_functions else None
    uses = uses_of([body])
    heads = {u.key for u in uses.calls if not u.subscripted or u.key.base in LAW_LETTERS}
    heads |= set(uses.laws)
    heads |= {head_of(n, bound)[0] for n, _, _ in uses.measured if not is_capital(n)}
    laws = frozenset({whole_key(n) for n in _names(left)} & heads)
    return laws or None


def _is_name(node: Node) -> TypeGuard[Name]:
    return isinstance(node, Name)


def _is_of_measures(body: Node) -> bool:
    """Whether random variables stand in it in measures alone: H(X|Y), and no p(x)."""
    calls = [n for n in walk(body) if isinstance(n, Call)]
    return bool(calls) and all(measure_of(n) in ("H", "I") for n in calls)


@dataclass
class _Putting:
    """What functionals stand for where a block stands; used: the facts that say so."""

    known: list[Functional]
    block: int
    used: set[int] = field(default_factory=set)
    laws: dict[Key, Span] = field(default_factory=dict)

    def side(self, node: Node) -> Node | NotRead:
        try:
            return self.tree(node)
        except NotRead as why:
            return why

    def tree(self, node: Node, inside: tuple[Key, ...] = ()) -> Node:
        """NotRead: one of which nothing says what it is for these arguments."""
        node = mapped(node, lambda child: self.tree(child, inside))
        if not isinstance(node, Call) or not isinstance(node.head, Name) or measure_of(node):
            return node
        key = whole_key(node.head)
        if all(f.head != key for f in self.known):
            return node
        fits = [f for f in self.known if f.head == key and f.scope.holds(self.block)]
        if not fits or key in inside or len(fits[-1].parameters) != len(node.args):
            raise NotRead(node.span, f"{key.latex()}(…): nothing says what it is of this, here")
        self.used.add(fits[-1].number)
        return self._given(node, fits[-1], self.tree(fits[-1].body, (*inside, key)))

    def _given(self, call: Call, f: Functional, body: Node) -> Node:
        """What it stands for, of these arguments."""
        changed = dict(_pairs(call, f))
        names = {*changed, *(whole_key(n) for n in changed.values())}
        caught = {whole_key(n) for x in walk(body) for n in bound_in(x) if isinstance(n, Name)}
        if caught & names:
            why = f"{f.head.latex()}(…): a letter that is bound in what it stands for"
            raise NotRead(call.span, why)
        self.laws |= {whole_key(n): n.span for own, n in changed.items() if own in f.laws}
        return _renamed(body, changed) if changed else body


def _pairs(call: Call, f: Functional) -> Iterator[tuple[Key, Name]]:
    """The parameters that are given another name than their own, with that."""
    head = call.head if isinstance(call.head, Name) else Name(call.span, "")
    for own, given in zip(f.parameters, call.args, strict=True):
        name = given.head if isinstance(given, Call) and not measure_of(given) else given
        fits = isinstance(name, Name) and (is_capital(name) or not is_capital(own))
        fixed = is_apart(head) and is_capital(own)
        if not isinstance(name, Name) or not fits or (fixed and name != own):
            raise NotRead(given.span, f"{f.head.latex()} of this is not read")
        if name != own:
            yield whole_key(own), name


def _renamed(node: Node, names: dict[Key, Name]) -> Node:
    if isinstance(node, Name) and whole_key(node) in names:
        return replace(names[whole_key(node)], span=node.span)
    return mapped(node, lambda child: _renamed(child, names))
