"""What the text states of random variables, as it bears on those of one relation.

A law is taken of the variables that a chain has. A fact that has others too says something of these
all the same: X → Y → Z → W says X → Y → Z. A variable that one fact alone speaks of is left out of
it, and what remains is all that it says of the others; one that joins two facts, as the Y of
X → Y → Z and W = f(Y), is taken into the law.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from derive.notes.facts import OF_VARIABLES, Fact
from derive.notes.facts.making import MADE, UNDONE
from derive.notes.kinds import Key, key_of, whole_key
from derive.notes.tree import Call, Members, Name, Node, Range
from derive.notes.walk import walk

_ABOUT_ONE = ("uniform", "one-hot", "bernoulli", "deterministic", "point mass", "holds", "equated")
_MOST = 7  # variables of one law
Group = tuple[Key, ...]


@dataclass(frozen=True)
class Stated:
    """groups: the variables that the fact is of, those in one bracket together; of a function the
    value and then its arguments. given: of independence, given what."""

    fact: Fact
    groups: tuple[Group, ...]
    given: Group = ()

    @property
    def variables(self) -> frozenset[Key]:
        return frozenset((*self.given, *(k for g in self.groups for k in g)))

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        if self.fact.kind == "holds":
            return False
        least = 1 if self.fact.kind == "iid" and self.fact.values else 2
        return len(self.groups) < (3 if self.fact.kind == "markov" else least)

    def without(self, key: Key) -> Stated | None:
        """All that it says of the other variables; None where that takes more than one fact."""
        kind = self.fact.kind
        if kind == "holds":
            return None
        if key in self.given or kind == "function":
            return replace(self, groups=())
        inner = self.groups[1:-1] if kind == "markov" else ()
        if any(key in g and len(g) > 1 for g in inner):
            return None
        left = (tuple(k for k in g if k != key) for g in self.groups)
        return replace(self, groups=tuple(filter(None, left)))


@dataclass(frozen=True)
class Bearing:
    """What bears on a relation. used: its variables, and those that join facts about them. idle:
    numbers of the facts that say nothing of it. is_cut: of more variables than can be taken."""

    stated: tuple[Stated, ...]
    used: frozenset[Key]
    idle: frozenset[int] = frozenset()
    is_cut: bool = False


def bearing(facts: Sequence[Fact], variables: Iterable[Key], used: frozenset[Key]) -> Bearing:
    """variables: all that the section knows."""
    known = used | frozenset(variables)
    every = [s for f in facts if f.kind in OF_VARIABLES for s in _stated(f, known, used)]
    if len(used) == 1:  # of Y = X + Z nothing is said of Z alone
        every = [s for s in every if s.fact.words not in (MADE, UNDONE)]
    every += [s for f in facts if f.kind == "function" for s in _inverses(f, facts, known)]
    every += [s for f in facts if f.kind == "holds" for s in _measured(f, known)]
    every += [s for f in facts if f.kind == "memoryless" for s in _memoryless(f, used)]
    every += _of_one_law([f for f in facts if f.kind == "variable"], used)
    others = [k for f in facts if f.kind in _ABOUT_ONE for n in f.names for k in _keys(n, used)]
    live = _connected([s for s in every if not s.is_empty], used)
    while (narrowed := _narrower(live, used, others)) is not None:
        live = narrowed
    live = _connected(live, used)
    wanted = used.union(*(s.variables for s in live))
    is_cut = len(wanted) > max(_MOST, len(used))
    if is_cut:
        live, wanted = [s for s in live if s.variables <= used], used
    idle = {s.fact.number for s in every} - {s.fact.number for s in live}
    return Bearing(tuple(live), wanted, frozenset(() if is_cut else idle), is_cut)


def _narrower(
    live: list[Stated], used: frozenset[Key], others: Sequence[Key]
) -> list[Stated] | None:
    """The same with one variable fewer, that the relation has not and one fact alone speaks of."""
    for n, s in enumerate(live):
        for key in sorted(s.variables - used):
            if key in others or any(key in o.variables for o in live if o is not s):
                continue
            less = s.without(key)
            if less is not None:
                kept = [] if less.is_empty else [less]
                return [*live[:n], *kept, *live[n + 1 :]]
    return None


def _connected(live: Sequence[Stated], used: frozenset[Key]) -> list[Stated]:
    """Those that are about the variables, or about others that such ones are about."""
    known, taken = used, list[Stated]()
    while now := [s for s in live if s not in taken and s.variables & known]:
        taken += now
        known = known.union(*(s.variables for s in now))
    return [s for s in live if s in taken]


def _stated(fact: Fact, known: frozenset[Key], used: frozenset[Key]) -> Iterator[Stated]:
    """The fact, where all that it is of are variables."""
    one = fact.kind != "independent" or len(fact.names) == 1
    groups = [g for node in fact.names for g in _groups(node, used, fact.kind, one)]
    given = [k for node in fact.values for k in _keys(node, used)]
    if fact.kind != "independent":
        given = []
    distinct = [k for g in groups for k in g]
    if groups and {*distinct, *given} <= known and len({*distinct}) == len(distinct):
        yield Stated(fact, tuple(groups), tuple(given))


def undoing(function: Fact, facts: Iterable[Fact]) -> Fact | None:
    """What calls the f of Y = f(X) invertible, or Y an invertible function of X."""
    told = {*function.names[:1], *function.values}
    ways = (f for f in facts if f.kind == "invertible" and len(function.names) == 2)
    return next((f for f in ways if not told.isdisjoint(map(_head, f.names))), None)


def _head(node: Node) -> Node:
    return node.head if isinstance(node, Call) else node


def _inverses(function: Fact, facts: Iterable[Fact], known: frozenset[Key]) -> Iterator[Stated]:
    """Of Y = f(X) with an invertible f, that Y tells X."""
    why = undoing(function, facts)
    if why is not None:
        yield from _stated(replace(why, kind="function", names=function.names[::-1]), known, known)


def _of_one_law(facts: Sequence[Fact], used: frozenset[Key]) -> Iterator[Stated]:
    """Of X ∼ p and Y ∼ p, said one by one, that both have one law."""
    alone = [
        f for f in facts if len(f.names) == len(f.values) == 1 and isinstance(f.names[0], Name)
    ]
    for one, other in combinations(alone, 2):
        keys = [_keys(f.names[0], used) for f in (one, other)]
        if (
            one.values == other.values
            and keys[0] != keys[1]
            and used.issuperset(k for g in keys for k in g)
        ):
            yield Stated(replace(other, kind="same law"), tuple(keys))


def _measured(fact: Fact, known: frozenset[Key]) -> Iterator[Stated]:
    """Of I(X;Y) = 0 its variables."""
    if fact.words == "measure":
        names = (n for v in fact.values for n in walk(v) if isinstance(n, Name))
        found = sorted(
            {k for n in names if (k := whole_key(n).lower()) in known and n.base.isupper()}
        )
        yield Stated(fact, (tuple(found),))


def _memoryless(fact: Fact, used: frozenset[Key]) -> Iterator[Stated]:
    """Of a channel from X_i to Y_i: what comes out depends on all else by what goes in alone. Of
    a source: its symbols are independent and of one law."""
    inputs, outputs = (_numbered(letter, used) for letter in "xy")
    if "channel" in fact.quote.lower():
        for number in sorted(inputs.keys() & outputs.keys()):
            own = inputs[number], outputs[number]
            rest = tuple(k for d in (inputs, outputs) for k in d.values() if k not in own)
            if rest:
                groups = (rest, own[:1], own[1:])
                yield Stated(replace(fact, kind="markov"), groups)
    elif "source" in fact.quote.lower() and len(inputs) > 1:
        yield Stated(replace(fact, kind="iid"), tuple((k,) for _, k in sorted(inputs.items())))


def _numbered(letter: str, used: frozenset[Key]) -> dict[str, Key]:
    """X_1, X_2, … by their numbers."""
    found = (k for k in used if k.base == letter and len(k.marks) == 1 and not k.primes)
    return {k.marks[0]: k for k in found if k.marks[0].isdigit()}


def _groups(node: Node, used: frozenset[Key], kind: str, one: bool) -> list[Group]:
    """one: X_1, …, X_n are not together something that is independent of another."""
    keys = _keys(node, used)
    apart = (isinstance(node, Range) and one) or kind in ("function", "iid", "same law")
    return [(k,) for k in keys] if apart else [keys]


def _keys(node: Node, used: frozenset[Key]) -> Group:
    """The variables in a name; of X_1, …, X_n those that the relation has."""
    if isinstance(node, Members):
        return tuple(k for i in node.items for k in _keys(i, used))
    if isinstance(node, Name):
        return (whole_key(node).lower(),)
    inside = (node.of or node.first) if isinstance(node, Range) else None
    if not isinstance(inside, Name):
        return ()
    stem = key_of(inside).lower()
    return tuple(sorted(k for k in used if k.marks and replace(k, marks=()) == stem))
