"""What would make a wrong step true. A hint says "proved" only of what the kernel has proved.

The time for looking is the processor's, so that other work on the machine changes no advice.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from derive.derivation.limits import GAVE_UP, Limits
from derive.derivation.report import StepReport
from derive.kernel.terms import KernelError
from derive.language.expressions import Ceiling
from derive.language.names import DeriveError
from derive.language.optimisers import Optimiser
from derive.language.relations import Dominated, Relation
from derive.numeric import Evidence, Settings, attack
from derive.render.notebook import relation as typeset
from derive.render.rows import hypothesis
from derive.teaching import conditions, remarks, repairs, slips
from derive.teaching.decide import statement
from derive.teaching.message import Hint
from derive.teaching.remarks import named
from derive.teaching.slips import Mended

_QUICK, _CAREFUL = Settings(trials=30), Settings(trials=300)
_PART = 2  # no kind of repair may use up more than this part of the time
_MOST = 4  # hints; the last ones help least
Hypotheses = tuple[Relation | Dominated, ...]
Look = Callable[[], Hint | None]


def hints(
    step: StepReport, given: Sequence[Relation | Dominated], seconds: float, reason: Any = None
) -> list[Hint]:
    """What to say of a step that is not proved, the most helpful first, within about `seconds`.

    A slip in one place; a weaker or the reversed relation; a mean over letters; another measure or
    law; a factor or a term; a hypothesis. Of an open step: a hypothesis, or that its reason says
    something else. reason: the step's, where it is an object.
    """
    if step.kind == "equality" and step.verdict == "refuted":
        return conditions.hints(step, given, seconds)
    if step.verdict not in ("refuted", "ill-posed", "open"):
        return []
    r = step.relation
    if step.kind not in ("step", "claim") or not isinstance(r, Relation):
        return []
    search = _Search(r, tuple(given), time.thread_time() + seconds, seconds / _PART)
    no_law = search.found([lambda: conditions.no_law(r, search.given, search.decided)])
    if no_law:
        return no_law
    if step.verdict == "open":  # a claim that rests on a wrong step may be true as it stands
        rests = (step.kind, step.reason) == ("claim", "the chain")
        return [] if rests else search.shown(step, reason)
    if any(isinstance(e, Optimiser) for e in r.expressions()):
        return search.first([search.optimised])
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
    said: Hypotheses = ()
    survivors: list[Hint] = field(default_factory=list)

    def posed(self) -> list[Hint]:
        """The hypothesis under which the statement makes sense, and what is true under it."""
        r = self.relation
        for h in repairs.supports(r):
            if self._over():
                break
            made = self.decided(r, (*self.given, h))
            if made is None or made.verdict == "ill-posed":
                continue
            if made.verdict == "proved":
                return [self._under((h,))]
            if made.verdict == "refuted":
                return self._still_wrong(made, h)
            if made.verdict == "open" and _survived(made):
                self.survivors.append(Hint(f"It holds under {named(h)}", "survived"))
        slip = [self._slip(slips.logarithms), self._slip(slips.in_one_place)]
        return self.survivors[:1] or self.found(slip)

    def _still_wrong(self, made: StepReport, h: Relation | Dominated) -> list[Hint]:
        found = made.evidence.counterexample if made.evidence is not None else None
        where = "".join(f"\n    {line}" for line in found.describe()) if found is not None else ""
        says = f"With the hypothesis {hypothesis(h)} it makes sense, and is wrong:{where}"
        lead = f"Given {hypothesis(h)}: "
        under = _Search(self.relation, (*self.given, h), self.deadline, self.patience, lead)
        return [Hint(says, "refuted"), *under.repaired()]

    def shown(self, step: StepReport, reason: Any) -> list[Hint]:
        """Of a step that is not decided: its reason is another, or a hypothesis is missing."""
        said = remarks.other_reason(step, reason)
        if said:
            return [Hint(said, "refuted")]
        r, given = self.relation, self.given
        return self.first([self._hypothesis, lambda: conditions.classic(r, given)])

    def repaired(self) -> list[Hint]:
        """One repair of each kind, the most helpful kinds first."""
        r, given = self.relation, self.given
        terms = self._proved(lambda: repairs.lost_terms(r, given, _CAREFUL))
        factor = self._proved(lambda: repairs.factors(r, given, _CAREFUL))
        late = [self._proved(lambda: repairs.other_measures(r)), terms, self._hypothesis]
        late += [self._proved(lambda: repairs.other_distances(r))]
        looks, exchange = [self._slip(slips.logarithms)], self._remark(remarks.exchanged)
        if r.rel != "=":
            mean = self._proved(lambda: repairs.on_average(r))
            return self.first([*looks, mean, self._weaker, factor, *late])
        if remarks.concave(r):
            return self.first([*looks, self._weaker])
        if r.lhs.free_symbols != r.rhs.free_symbols:
            looks.append(self._proved(lambda: repairs.summed(r)))
        slip = self.found([*looks, self._slip(slips.in_one_place), factor])
        if slip:
            if any(e.has(Ceiling) for e in r.expressions()):
                slip += self.found([self._weaker, self._proved(lambda: repairs.within_one(r))])
            return slip
        meaning = exchange if remarks.exchanged(r) else self._remark(remarks.definition)
        return self.first([meaning, self._weaker, *late])

    def optimised(self) -> Hint | None:
        """argmin for argmax."""
        return self._first(repairs.other_optimisers(self.relation))

    def first(self, looks: Sequence[Look]) -> list[Hint]:
        """What is found, in order; what has only survived, if nothing is."""
        return self.found(looks) or self.survivors[:1]

    def found(self, looks: Sequence[Look]) -> list[Hint]:
        """What is found, in order, each once."""
        found: dict[str, Hint] = {}
        for look in looks:
            hint = self._limited(look)
            if hint is not None and len(found) < _MOST:
                found.setdefault(hint.said, hint)
        return list(found.values())

    def _remark(self, remark: Callable[[Relation], str]) -> Look:
        def look() -> Hint | None:
            said = remark(self.relation)
            return Hint(f"{self.lead}{said}", "refuted") if said else None

        return look

    def _slip(self, candidates: Callable[[Relation], Iterator[Mended]]) -> Look:
        return self._proved(lambda: candidates(self.relation))

    def _proved(self, candidates: Callable[[], Iterator[Mended]]) -> Look:
        return lambda: self._first(candidates())

    def _first(self, candidates: Iterator[Mended]) -> Hint | None:
        """The first candidate that is proved."""
        for lead, r, tail in candidates:
            if self._over():
                return None
            made = self.decided(r, self.given)
            if made is not None and made.verdict == "proved":
                return self._hint(lead, r, tail, "proved")
            if made is not None and _survived(made):
                lead = f"Perhaps {lead[0].lower()}{lead[1:]}"
                self.survivors.append(self._hint(lead, r, tail, "survived"))
        return None

    def _weaker(self) -> Hint | None:
        """The relation weakened or reversed; for an equation with the hypothesis that it needs."""
        found = self._first(repairs.other_relations(self.relation))
        if found is None:
            return None
        tail = remarks.concave(self.relation)
        if self.relation.rel == "=" and not tail and (hs := self._supposed()):
            self.said = hs
            tail = f"; = holds under {_all(hs)}"
        return Hint(f"{found.says}{tail}", found.backing, found.latex, found.lead, tail)

    def _hypothesis(self) -> Hint | None:
        """A hypothesis that makes it true as it stands."""
        turned = self._turned()
        if turned is not None:
            return turned
        hs = self._supposed()
        return self._under(hs) if hs and hs != self.said else None

    def _under(self, hs: Hypotheses) -> Hint:
        return Hint(f"{self.lead}It holds under {_all(hs)}", "proved")

    def _turned(self) -> Hint | None:
        """One of the hypotheses the other way round."""
        for k, old, new in repairs.turned(self.given):
            given = (*self.given[:k], new, *self.given[k + 1 :])
            made = None if self._over() else self.decided(self.relation, given)
            if made is not None and made.verdict == "proved":
                says = f"It holds under {named(new)}; the hypothesis has it the other way round"
                return Hint(f"{self.lead}{says}, {old}", "proved")
        return None

    def _supposed(self) -> Hypotheses:
        """Hypotheses under which it is proved, none where all that are found say too much."""
        r, given = self.relation, self.given
        alone = chain(repairs.structures(r, given), repairs.supports(r, given))
        last = repairs.equalities(r)
        each = (((h,) for h in some) for some in (alone, last))
        for hs in chain(next(each), repairs.several(r), next(each)):
            if self._over():
                break
            made = self.decided(self.relation, (*self.given, *hs))
            proved = made is not None and made.verdict == "proved"
            if proved and not self._says_too_much(hs):
                return hs
        return ()

    def _says_too_much(self, hs: Hypotheses) -> bool:
        """Whether a measure in the statement vanishes under the hypotheses: X ⊥ Z makes
        I(X;Z) ≤ I(X;Y) true, p = q both sides of D(p‖q) = D(q‖p) one, and nobody means that."""
        return repairs.makes_one(self.relation, hs) or any(
            (made := self.decided(zero, (*self.given, *hs))) is not None
            and made.verdict == "proved"
            for zero in repairs.vanishing(self.relation)
        )

    def _hint(self, lead: str, r: Relation, tail: str, backing: str) -> Hint:
        lead = f"{self.lead}{lead}"
        return Hint(f"{lead}{r}{tail}", backing, typeset(r), lead, tail)  # type: ignore[arg-type]

    def decided(self, r: Relation, given: Hypotheses) -> StepReport | None:
        """The report, if a quick attack finds nothing wrong; a proof is not tried in vain."""
        try:
            quick = attack(r, given, _QUICK)
            if quick.verdict == "vacuous":
                return None
            if quick.verdict != "survived":
                return StepReport(0, "claim", r, "", quick.verdict, evidence=quick)
            made = statement(r, given, None)
            if made.verdict != "open" or made.evidence is not None:
                return made
            return _attacked(made, attack(r, given, _CAREFUL))
        except (DeriveError, KernelError):
            return None

    def _over(self) -> bool:
        return time.thread_time() > self.deadline

    def _limited(self, look: Look) -> Hint | None:
        left = min(self.patience, self.deadline - time.thread_time())
        if left <= 0:
            return None
        try:
            return Limits(left, clock=time.thread_time).run(look)
        except (*GAVE_UP, DeriveError, KernelError):
            return None


def _all(hs: Hypotheses) -> str:
    """Hypotheses that are missing."""
    stated = "which is not among" if len(hs) == 1 else "which are not among"
    return f"{' and '.join(map(named, hs))}, {stated} the hypotheses"


def _attacked(made: StepReport, evidence: Evidence) -> StepReport:
    """What is not proved, with what an attack found."""
    verdict = evidence.verdict if evidence.verdict in ("refuted", "ill-posed") else "open"
    return replace(made, verdict=verdict, evidence=evidence)  # type: ignore[arg-type]


def _survived(made: StepReport) -> bool:
    evidence = made.evidence
    return (
        made.verdict == "open"
        and evidence is not None
        and evidence.verdict == "survived"
        and not evidence.blind
    )
