"""A relation under hypotheses, put to the checker as a derivation is, each once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from sympy import Basic, preorder_traversal

from derive.derivation.check import check
from derive.derivation.derivation import Derivation, Proof
from derive.derivation.limits import Limits, TimeUp
from derive.derivation.reasons import Scaled
from derive.derivation.report import Report, StepReport
from derive.language.alphabets import Cardinality
from derive.language.laws import Law
from derive.language.names import DeriveError
from derive.language.quantities import Quantity
from derive.language.relations import Dominated, Relation
from derive.notes.decide.models import Models
from derive.notes.decide.optimisers import reasons
from derive.numeric import Settings
from derive.rules.fact import Fact

T = TypeVar("T")
Given = tuple[Relation | Dominated, ...]
_LEAST = 0.1  # seconds that are left for a check to be begun at all


@dataclass(frozen=True)
class _Noted(Limits):
    """late: called where the time is over."""

    late: Callable[[], None] = lambda: None

    def run(self, action: Callable[[], T]) -> T:
        try:
            return super().run(action)
        except TimeUp:
            self.late()
            raise


class Checking:
    """Checks within the time of one step.

    settings: of the attack, which looks at proved relations too. seconds: for each step in all its
    readings, bases and hypotheses. started: called when a check begins, as a sign of life.
    is_cut: whether something was given up since the step began on which its verdict may depend.
    """

    def __init__(
        self, settings: Settings | None, seconds: float, started: Callable[[], None] = lambda: None
    ) -> None:
        self.settings, self.seconds, self.started = settings, seconds, started
        self._end, self.is_cut = 0.0, False
        self._models = Models(settings)
        self._known: dict[tuple[Relation, Given, Given], Report] = {}

    def begin(self) -> None:
        """A step begins: all the time is left."""
        self._end, self.is_cut = time.monotonic() + self.seconds, False

    @property
    def left(self) -> float:
        return self._end - time.monotonic()

    @property
    def is_over(self) -> bool:
        return self.left < _LEAST

    def gives_up(self) -> bool:
        """Whether the time is over where more would be tried."""
        over = self.is_over
        self.is_cut = self.is_cut or over
        return over

    @contextmanager
    def aside(self) -> Iterator[Callable[[], bool]]:
        """Meanwhile nothing is tried that the verdict depends on. Says whether it was cut."""
        before, self.is_cut = self.is_cut, False
        yield lambda: self.is_cut
        self.is_cut = before

    def report(self, r: Relation, given: Given = (), equality: Sequence[Relation] = ()) -> Report:
        """What the checker says of the relation; equality: it holds with equality iff these do."""
        key = (r, given, tuple(equality))
        found = self._known.get(key)
        if found is None:
            before, self.is_cut = self.is_cut, False
            found = self._models.guarded(self._checked(r, given, equality), given, self._limited)
            if not self.is_cut:
                self._known[key] = found
            self.is_cut = self.is_cut or before
        return found

    def fact(self, f: Fact, given: Given = ()) -> Report:
        """What the rule of a fact says of it."""

        def stated(proof: Proof) -> None:
            proof.fact(f)

        return self._models.guarded(self._run(stated, given), given, self._limited)

    def _limited(self, search: Callable[[], bool]) -> bool:
        return self._limits().run(search)

    def _limits(self) -> Limits:
        return _Noted(max(self.left, _LEAST), self.started, late=self._late)

    def _late(self) -> None:
        self.is_cut = True

    def _checked(self, r: Relation, given: Given, equality: Sequence[Relation]) -> Report:
        def claimed(proof: Proof) -> None:
            proof.claim(r, equality=list(equality))

        found = self._run(claimed, given)
        for reason in reasons(r):
            if found.verdict in ("proved", "refuted", "ill-posed"):
                break

            def scaled(proof: Proof, reason: Scaled = reason) -> None:
                proof.start(r.lhs).eq(r.rhs, reason)

            other = self._run(scaled, given)
            found = other if other.verdict == "proved" else found
        return found

    def _run(self, write: Callable[[Proof], None], given: Given) -> Report:
        made = Derivation(write, "a step of the notes", given)
        try:
            return check(made, self.settings, self._limits())
        except DeriveError as refused:  # while it is written: no condition for "=", for example
            return Report(made.name, made.title, "", 0, "", made.given, error=str(refused))


def claim_of(report: Report) -> StepReport | None:
    """The claim's line; None where nothing could be checked."""
    return next((s for s in report.steps if s.kind == "claim"), None)


def relevant(r: Relation, given: Iterable[Relation | Dominated]) -> Given:
    """The hypotheses about something that the relation mentions, or that such ones mention, or
    about how many letters that has."""
    about = {h: things(h.expressions()) for h in given}
    known, taken = things(r.expressions()), set[Relation | Dominated]()
    while now := {h for h, t in about.items() if h not in taken and (not t or t & _sized(known))}:
        taken |= now
        known = known.union(*(about[h] for h in now))
    return tuple(h for h in about if h in taken)


def _sized(known: frozenset[Basic]) -> frozenset[Basic]:
    """Laws and quantities, and the sizes of their alphabets."""
    letters = (
        t.variables_and_inputs() if isinstance(t, Law) else t.over
        for t in known
        if isinstance(t, (Law, Quantity))
    )
    return known | {Cardinality(v.alphabet) for over in letters for v in over}


def things(expressions: Iterable[Basic]) -> frozenset[Basic]:
    """Laws and quantities that the expressions mention, and the alphabets whose size they do."""
    nodes = (n for e in expressions for n in preorder_traversal(e))
    return frozenset(n for n in nodes if isinstance(n, (Law, Quantity, Cardinality)))
