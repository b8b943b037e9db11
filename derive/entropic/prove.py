"""Decide a statement about entropies: a kernel theorem, an exact counterexample, or neither.

proved                 the kernel has checked a combination of informations and conditions
cited                  the same, with a non-Shannon inequality of the literature
refuted                a rational joint distribution meets the conditions and breaks it
not Shannon-provable   an exact polymatroid breaks it, and no distribution was found
inconsistent           the conditions contradict each other
open                   neither road came to an end in time
error                  the kernel refused a proof: a fault of the program
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

import numpy as np

from derive.entropic import nonshannon
from derive.entropic.certificate import Setting, setting_of, theorem_of
from derive.entropic.implied import with_implied
from derive.entropic.joint import Joint
from derive.entropic.lemma import Placed, found_places, placed, random_at, theorem_at
from derive.entropic.parse import parse
from derive.entropic.problem import Problem
from derive.entropic.readback import printed
from derive.entropic.reduce import Core, core_of
from derive.entropic.refute import counterexample
from derive.entropic.shannon import Combination, Outcome, Polymatroid, Search
from derive.entropic.sums import EntropySum, constant
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError
from derive.kernel.theorem import Statement, Theorem
from derive.language.display import Written
from derive.language.laws import Law
from derive.language.names import DeriveError
from derive.translate.bridge import Translator
from derive.translate.lemma import Lemma

Word = Literal[
    "proved", "cited", "refuted", "not Shannon-provable", "inconsistent", "open", "error"
]
_ONE = Fraction(1)
_SOON = 8  # variables up to which the complete search is quicker than looking for distributions
DEFAULT_SECONDS = 60.0


@dataclass(frozen=True)
class Half:
    """target ≥ 0, reduced to its core, and what was found."""

    core: Core
    found: Outcome
    used: tuple[nonshannon.Instance, ...] = ()


@dataclass(frozen=True)
class Verdict(Written, Lemma):
    """What became of a statement.

    theorem: for `proved` and `cited`, the kernel's. halves: the combinations behind it: one, or
    for an equation two, ≥ and ≤. counterexample: for `refuted`. polymatroid: for `not
    Shannon-provable`, in the core's variables. `print` shows it all, `to_latex()` and `to_json()`
    write it.
    """

    problem: Problem
    word: Word
    halves: tuple[Half, ...] = ()
    theorem: Theorem | None = None
    counterexample: Joint | None = None
    note: str = ""
    seconds: float = 0.0

    def __bool__(self) -> bool:
        raise DeriveError(
            f"{self!r} has no truth value: it may be proved, refuted or neither. "
            "Try .word == 'proved'."
        )

    @property
    def title(self) -> str:
        """The statement and its conditions, as the reason of a step is printed."""
        statement, conditions = printed(self.problem)
        return f"{statement} given {'; '.join(conditions)}" if conditions else statement

    def array(self, exact: bool = False) -> np.ndarray:
        """The counterexample's joint law, an axis for each random variable of `axes`, in order.

        Each axis is as long as its variable has values; a law has no other letters than these,
        unless the size of an alphabet stands in the statement. exact: Fractions instead of floats.

        Raises:
            DeriveError: where there is no counterexample.
        """
        joint = self.counterexample
        if joint is None:
            raise DeriveError(f"array: {self!r} has no counterexample. Try .word first.")
        return joint.array(random_at(self.problem), exact)

    @property
    def axes(self) -> tuple[str, ...]:
        """The random variables, in the order of the axes of `array()`."""
        return tuple(self.problem.names[i] for i in random_at(self.problem))

    def on(self, law: Law | None = None, **variables: Any) -> Placed:
        """The statement for other variables: `verdict.on(r)`, `verdict.on(X=U, Y=(V, W))`.

        law: one whose variables have the statement's names. variables: for each name a random
        variable, or several as a tuple; all of one law. As a reason a verdict needs no `on` where
        one law of the derivation has variables of all its names.

        Raises:
            DeriveError: for names that the statement has not, and for variables of two laws.
        """
        return placed(self, law, variables)

    def theorem_for(self, n: Normalizer, here: Translator, given: Sequence[Any]) -> Theorem:
        """See `Lemma`; the law is found by the names of its variables."""
        if self.theorem is None:
            raise DeriveError(f"the reason {self.title} is {self.word}, not proved.")
        return theorem_at(self, found_places(self, here), n, here, given)

    @property
    def polymatroid(self) -> tuple[Core, Polymatroid] | None:
        for half in self.halves:
            if isinstance(half.found, Polymatroid) and half.found.complete:
                return half.core, half.found
        return None

    def __repr__(self) -> str:
        return f"<{self.problem.text}: {self.word}>"


def prove(
    statement: Any,
    given: Sequence[Any] = (),
    seconds: float = DEFAULT_SECONDS,
    variables: Sequence[str] = (),
) -> Verdict:
    """See `derive.prove`."""
    if isinstance(given, str) and isinstance(statement, str):
        given = (given,)
    if not isinstance(given, (list, tuple)):
        raise DeriveError(f"given: got {given!r}; expected a list. Try given=[...].")
    if not isinstance(seconds, (int, float)) or not seconds > 0:
        raise DeriveError(f"seconds: got {seconds!r}; expected a number above 0.")
    if isinstance(statement, str):
        wrong = next((g for g in given if not isinstance(g, str)), None)
        if wrong is not None:
            raise DeriveError(f"given: got {wrong!r} beside a statement in text; expected text.")
        if isinstance(variables, str) or not all(isinstance(v, str) for v in variables):
            raise DeriveError(
                f"variables: got {variables!r}; expected a list of names. Try variables=['XY']."
            )
        return decide(parse(statement, tuple(given), variables=variables), seconds)
    from derive.entropic.language import translated

    made = translated(statement, given)
    return decide(made.problem, seconds, made.setting, made.statement)


def decide(
    problem: Problem,
    seconds: float = DEFAULT_SECONDS,
    setting: Setting | None = None,
    statement: Statement | None = None,
) -> Verdict:
    """The verdict on a problem; setting and statement if they do not come from its text."""
    start = time.monotonic()
    problem.check_numbers()
    problem = with_implied(problem)
    made = _Decision(problem, start + seconds, setting, statement).run()
    return _timed(made, time.monotonic() - start)


def _timed(v: Verdict, seconds: float) -> Verdict:
    return replace(v, seconds=seconds)


@dataclass(frozen=True)
class _Started:
    """A target, and what a quick look found."""

    core: Core
    search: Search
    found: Outcome


class _Decision:
    """One problem under way."""

    def __init__(
        self,
        problem: Problem,
        deadline: float,
        setting: Setting | None,
        statement: Statement | None,
    ) -> None:
        self.problem, self.deadline = problem, deadline
        self._setting, self._statement = setting, statement

    def run(self) -> Verdict:
        if self._contradictory():
            return Verdict(self.problem, "inconsistent", note="the conditions imply 0 ≥ 1")
        gap = self.problem.gap()
        targets = [gap] if self.problem.rel != "=" else [gap, -gap]
        started: list[_Started] = []
        for target in targets:  # an equation is first looked at from both sides
            begun = self._start(target)
            if isinstance(begun, Joint):
                return self._refuted(begun)
            started.append(begun)
        halves: list[Half] = []
        for begun in started:
            half = self._half(begun)
            if isinstance(half, Joint):
                return self._refuted(half)
            halves.append(half)
        if all(isinstance(h.found, Combination) for h in halves):
            return self._proved(halves)
        return self._neither(halves)

    def _contradictory(self) -> bool:
        """Whether 0 ≥ 1 follows: only constants in the conditions can bring that about."""
        relations = [r for c in self.problem.stated for r in c.relations()]
        if not any(r.total.constant or r.numbers for r in relations):
            return False
        core = core_of(self.problem, constant(-_ONE))
        return isinstance(Search(core, self.deadline).run(), Combination)

    def _start(self, target: EntropySum) -> _Started | Joint:
        """What few informations and simple distributions say."""
        core = core_of(self.problem, target)
        search = Search(core, self.deadline)
        found = search.run() if core.random <= _SOON else search.quickly()
        if isinstance(found, Combination):
            return _Started(core, search, found)
        joint = counterexample(self.problem, core, self.deadline, thorough=False)
        return joint or _Started(core, search, found)

    def _half(self, begun: _Started) -> Half | Joint:
        core, search, found = begun.core, begun.search, begun.found
        if isinstance(found, Combination):
            return Half(core, found)
        if not (isinstance(found, Polymatroid) and found.complete):
            found = search.completely() or found
            if isinstance(found, Combination):
                return Half(core, found)
        cited = self._beyond_shannon(core, found)
        if cited is not None:
            return cited
        return counterexample(self.problem, core, self.deadline) or Half(core, found)

    def _beyond_shannon(self, core: Core, found: Outcome) -> Half | None:
        instances = nonshannon.instances(core.random)
        if not isinstance(found, Polymatroid) or not instances:
            return None
        again = Search(core, self.deadline, [i.total for i in instances]).run()
        if not isinstance(again, Combination):
            return None
        return Half(core, again, tuple(instances[k] for k in again.extra))

    def _refuted(self, joint: Joint) -> Verdict:
        return Verdict(self.problem, "refuted", counterexample=joint)

    def _proved(self, halves: list[Half]) -> Verdict:
        setting = self._setting or setting_of(self.problem)
        statement = self._statement or self._of_text(setting)
        pairs = [(h.core, h.found) for h in halves if isinstance(h.found, Combination)]
        instances = [h.used for h in halves]
        try:
            theorem = theorem_of(setting, statement, pairs, instances)
        except (KernelError, LookupError) as refused:
            note = f"a proof was found that the kernel refuses ({refused}); please report it"
            return Verdict(self.problem, "error", tuple(halves), note=note)
        word: Word = "cited" if theorem.rests.cited else "proved"
        return Verdict(self.problem, word, tuple(halves), theorem)

    def _of_text(self, setting: Setting) -> Statement:
        sides = setting.term(self.problem.lhs), setting.term(self.problem.rhs)
        return Statement(sides[0], self.problem.rel, sides[1])

    def _neither(self, halves: list[Half]) -> Verdict:
        complete = [h for h in halves if isinstance(h.found, Polymatroid) and h.found.complete]
        if complete:
            note = "no combination of elemental inequalities proves it; no counterexample was found"
            return Verdict(self.problem, "not Shannon-provable", tuple(complete), note=note)
        late = time.monotonic() >= self.deadline
        note = "out of time" if late else "neither a proof nor a counterexample was found"
        return Verdict(self.problem, "open", tuple(halves), note=note)
