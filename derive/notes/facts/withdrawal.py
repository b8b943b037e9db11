"""Assumptions that a sentence only speaks of: that it takes back, doubts, or leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from derive.notes import tree as t
from derive.notes.facts import Fact, Scope
from derive.notes.facts.english import DEPENDENT, EITHER, EXCEPTED, OFTEN, UNLESS, WITHDRAWS
from derive.notes.facts.forms import Said
from derive.notes.facts.sentences import Sentence

_BOUNDS = ("number", "size")  # no hypotheses by themselves, but what a proof may rest on


class Withdrawal(NamedTuple):
    """doubts: it has words that keep it from being a hypothesis at all. takes_back: an assumption
    made earlier does not hold from here on. is_open: it, or something else, holds.
    """

    doubts: bool
    takes_back: bool
    is_open: bool

    def takes(self, said: Said) -> bool:
        """Whether a thing that it speaks of is no fact."""
        if said.kind == "unit":  # we drop the base: all logarithms are natural
            return said.assumes and self.doubts
        is_taken = self.takes_back or self.is_open
        if said.kind in _BOUNDS:
            return is_taken
        return said.assumes and (self.doubts or is_taken)


class Taken(NamedTuple):
    """An assumption that is taken back. at: the place where that is said. scope: where it does not
    hold.
    """

    said: Said
    at: int
    scope: Scope

    def ends(self, fact: Fact) -> bool:
        """Whether a fact that was said before, of names that are among these, holds no longer."""
        about = {*_parts_of(fact.names or fact.values)}
        own = {*_parts_of(self.said.names or self.said.values)}
        return fact.kind == self.said.kind and bool(about & own) and fact.span.start < self.at


def _parts_of(nodes: Iterable[t.Node]) -> Iterator[t.Node]:
    for node in nodes:
        yield from node.items if isinstance(node, t.Members) else (node,)


def taken_back(sentence: Sentence, said: Iterable[Said], named: Iterable[t.Node]) -> list[Said]:
    """What a sentence says no longer holds. named: all that it speaks of."""
    found = [s for s in said if s.assumes] if withdrawal_of(sentence).takes_back else []
    if DEPENDENT.search(sentence.words):
        found.append(Said("independent", tuple(named)))
    return found


def without(facts: Sequence[Fact], taken: Iterable[Taken]) -> list[Fact]:
    """The facts, each only where it is not taken back by a later sentence."""
    left = list(facts)
    for one in taken:
        left = [part for f in left for part in _parts(f, one)]
    return left


def _parts(fact: Fact, taken: Taken) -> list[Fact]:
    scope, gone = fact.scope, taken.scope
    if not taken.ends(fact) or not scope.first <= gone.first < scope.last:
        return [fact]
    pieces = [Scope(scope.first, gone.first), Scope(gone.last, scope.last)]
    until = gone.first if gone.last >= scope.last else fact.until
    kept = [replace(fact, scope=s, until=until) for s in pieces if s.first < s.last]
    return kept or [replace(fact, scope=Scope(scope.first, scope.first), until=until)]


def withdrawal_of(sentence: Sentence) -> Withdrawal:
    """What the words of a sentence do to the assumptions in it."""
    words = EXCEPTED.sub(" ", sentence.words)
    return Withdrawal(
        UNLESS.search(words) is not None or OFTEN.search(words) is not None,
        WITHDRAWS.search(words) is not None,
        EITHER.search(words) is not None,
    )
