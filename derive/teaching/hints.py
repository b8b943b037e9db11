"""What would make a wrong step true. A hint says "proved" only of what the kernel has proved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from derive.derivation.limits import GAVE_UP, Limits
from derive.derivation.report import StepReport
from derive.kernel.terms import KernelError
from derive.language.names import DeriveError
from derive.language.optimisers import Optimiser
from derive.language.relations import Dominated, Relation
from derive.numeric import Settings, attack
from derive.render.notebook import relation as typeset
from derive.render.rows import hypothesis
from derive.teaching import repairs
from derive.teaching.decide import statement
from derive.teaching.message import Hint

_QUICK, _CAREFUL = Settings(trials=30), Settings(trials=300)
_PART = 3  # no kind of repair may use up more than this part of the time
Hypotheses = tuple[Relation | Dominated, ...]


def hints(step: StepReport, given: Sequence[Relation | Dominated], seconds: float) -> list[Hint]:
    """Repairs of a step that is refuted or ill-posed, one of each kind, within about `seconds`.

    A weaker or the reversed relation; another measure or law; a factor or a term; a hypothesis.
    """
    r = step.relation
    if step.verdict not in ("refuted", "ill-posed") or step.kind not in ("step", "claim"):
        return []
    if not isinstance(r, Relation) or any(isinstance(e, Optimiser) for e in r.expressions()):
        return []
    search = _Search(r, tuple(given), time.monotonic() + seconds, seconds / _PART)
    if step.verdict == "ill-posed":
        return search.posed()
    return search.repaired()


@dataclass
class _Search:
    """A wrong statement, its hypotheses, and the time for looking for repairs."""

    relation: Relation
    given: Hypotheses
    deadline: float
    patience: float
    lead: str = ""
    survivors: list[Hint] = field(default_factory=list)

    def posed(self) -> list[Hint]:
        """The hypothesis under which the statement makes sense, and what is true under it."""
        r = self.relation
        for h in repairs.supports(r):
            if self._over():
                break
            made = self._decided(r, (*self.given, h))
            if made is None or made.verdict == "ill-posed":
                continue
            if made.verdict == "proved":
                return [Hint(f"with the hypothesis {hypothesis(h)} it holds", "proved")]
            if made.verdict == "refuted":
                return self._still_wrong(made, h)
            if made.verdict == "open" and _survived(made):
                self.survivors.append(Hint(f"with the hypothesis {hypothesis(h)}", "survived"))
        return self.survivors[:1]

    def _still_wrong(self, made: StepReport, h: Relation | Dominated) -> list[Hint]:
        found = made.evidence.counterexample if made.evidence is not None else None
        where = "".join(f"\n    {line}" for line in found.describe()) if found is not None else ""
        says = f"with the hypothesis {hypothesis(h)} it makes sense, and is wrong:{where}"
        lead = f"given {hypothesis(h)}: "
        under = _Search(self.relation, (*self.given, h), self.deadline, self.patience, lead)
        return [Hint(says, "refuted"), *under.repaired()]

    def repaired(self) -> list[Hint]:
        """One repair of each kind."""
        r, given = self.relation, self.given
        weaker = self._first(lambda: repairs.other_relations(r))
        whole = self._first(lambda: repairs.summed(r))
        out = [weaker, whole]
        if r.rel == "=" or weaker is None:
            out.append(self._first(lambda: repairs.other_measures(r)))
            out.append(self._first(lambda: repairs.other_laws(r)))
        out.append(self._first(lambda: repairs.factors(r, given, _CAREFUL)))
        out.append(self._first(lambda: repairs.lost_terms(r, given, _CAREFUL)))
        out.append(self._hypothesis() if whole is None else None)
        found = list(dict.fromkeys(h for h in out if h is not None))
        return found or self.survivors[:1]

    def _first(self, candidates: Callable[[], Iterator[Relation]]) -> Hint | None:
        """The first candidate that is proved."""

        def look() -> Hint | None:
            for r in candidates():
                if self._over():
                    return None
                made = self._decided(r, self.given)
                if made is not None and made.verdict == "proved":
                    return self._hint(r, "proved")
                if made is not None and _survived(made):
                    self.survivors.append(self._hint(r, "survived"))
            return None

        return self._limited(look)

    def _hypothesis(self) -> Hint | None:
        """A hypothesis that makes it true as it stands."""

        def look() -> Hint | None:
            for h in (*repairs.structures(self.relation), *repairs.supports(self.relation)):
                if self._over():
                    return None
                made = self._decided(self.relation, (*self.given, h))
                if made is not None and made.verdict == "proved":
                    says = f"{self.lead}as it stands, with the hypothesis {hypothesis(h)}"
                    return Hint(says, "proved")
            return None

        return self._limited(look)

    def _hint(self, r: Relation, backing: str) -> Hint:
        return Hint(f"{self.lead}{r}", backing, typeset(r), self.lead)  # type: ignore[arg-type]

    def _decided(self, r: Relation, given: Hypotheses) -> StepReport | None:
        """The report, if a quick attack finds nothing wrong; a proof is not tried in vain."""
        try:
            quick = attack(r, given, _QUICK)
            if quick.verdict == "vacuous":
                return None
            if quick.verdict != "survived":
                return StepReport(0, "claim", r, "", quick.verdict, evidence=quick)
            return statement(r, given, _CAREFUL)
        except (DeriveError, KernelError):
            return None

    def _over(self) -> bool:
        return time.monotonic() > self.deadline

    def _limited(self, look: Callable[[], Hint | None]) -> Hint | None:
        left = min(self.patience, self.deadline - time.monotonic())
        if left <= 0:
            return None
        try:
            return Limits(left).run(look)
        except (*GAVE_UP, DeriveError, KernelError):
            return None


def _survived(made: StepReport) -> bool:
    evidence = made.evidence
    return (
        made.verdict == "open"
        and evidence is not None
        and evidence.verdict == "survived"
        and not evidence.blind
    )
