"""A chain with all that is known of the names in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from derive.notes.chains import Chain
from derive.notes.elaborate import sequences
from derive.notes.elaborate.equivalent import Other
from derive.notes.elaborate.naming import Names
from derive.notes.elaborate.stated import Bearing, bearing
from derive.notes.elaborate.used import reached, used_in
from derive.notes.facts import Fact
from derive.notes.facts.equality import Equalities, EqualityClaim
from derive.notes.kinds import Key
from derive.notes.resolve.diagonals import Said
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.notation import DefinedAs, Notation
from derive.notes.resolve.numbered import with_numbers
from derive.notes.resolve.undefined import names
from derive.notes.resolve.uses import uses_of
from derive.notes.source import NotRead
from derive.notes.tree import Call, Node
from derive.notes.walk import walk


@dataclass
class Context:
    """A chain with all that is known of its names. defines: what its relations introduce.
    put: for each side the facts that say what its functionals are. undefined: names that displays
    before it introduce in a way that is not read, with their lines. other: the other side of ⇔.
    """

    notation: Notation
    facts: list[Fact]
    chain: Chain
    sides: Sequence[Node | NotRead | None]
    defines: Mapping[int, DefinedAs] = field(default_factory=dict)
    equalities: Equalities = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    put: Sequence[Collection[int]] = ()
    undefined: Sequence[tuple[int, Key]] = ()
    diagonals: Sequence[Said] = ()
    bent: tuple[str, int] = "", 0
    other: Other | None = None

    def equality(self, n: int) -> EqualityClaim | None:
        """What the text says of equality in the chain's n-th relation."""
        sign = self.chain.signs[n].span
        return self.equalities.get((sign.source, sign.start))

    def half_read(self, n: int) -> list[str]:
        """What displays that are not read say of the names in the chain's n-th relation."""
        own = names(self.sides[n : n + 2], self.notation.uses.bound) if self.undefined else set()
        return [f"what line {k} says of {key.latex()}" for k, key in self.undefined if key in own]

    @cached_property
    def here(self) -> list[Fact]:
        """The facts that hold where the chain stands."""
        return [f for f in self.facts if f.scope.holds(self.chain.block)]

    @cached_property
    def trees(self) -> list[Node]:
        """Its sides that were parsed, and those of what it is to follow from."""
        beside = self.other[1] if self.other is not None else ()
        return [t for t in (*self.sides, *beside) if isinstance(t, Node)]

    @cached_property
    def reached(self) -> list[Node]:
        """Its sides, and what their names are defined as."""
        return reached(self.trees, self.notation, self.chain.block)

    @cached_property
    def own(self) -> Notation:
        """The notation as it is in this chain."""
        own = self.notation.of_chain(uses_of(self.reached).calls)
        return with_numbers(own, self.reached, self.here)

    @cached_property
    def bearing(self) -> Bearing:
        """What the text states of the variables that occur."""
        return bearing(self.here, self.own.variables, used_in(self.reached, self.own))

    @cached_property
    def has_events(self) -> bool:
        """Whether it has probabilities of events, which derive calls P."""
        calls = (n for t in self.reached for n in walk(t) if isinstance(n, Call))
        return bool(self.own.uses.compared) or any(measure_of(n) == "P" for n in calls)

    @property
    def used(self) -> frozenset[Key]:
        """The variables that occur, and those that what is stated needs."""
        return self.bearing.used

    @cached_property
    def paired(self) -> frozenset[tuple[Key, Key]]:
        """The letters x_i that it has, and y = k, which are x and y counted by an index."""
        calls = uses_of(self.reached, self.notation.uses.bound).calls
        args = [a for u in calls for a in (*u.left, *u.right)]
        counted = {(a.ref.base, a.ref.index) for a in args if a.ref.index is not None}
        counted |= {(a.variable.base, a.ref.base) for a in args if a.variable is not None}
        return frozenset(counted)

    @cached_property
    def wholes(self) -> dict[tuple[Key, Key], Node]:
        """The laws of sequences that have steps in it."""
        return sequences.wholes(self.trees, self.notation.uses.bound)
