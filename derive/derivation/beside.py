"""Steps that the rules beside the kernel decide: facts, and chains of argmax and argmin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from derive.derivation import integrals
from derive.derivation.derivation import Derivation
from derive.derivation.reasons import Scaled, shown
from derive.derivation.report import StepReport
from derive.derivation.verdicts import CONTRADICTION, VACUOUS, unproved_steps
from derive.derivation.where import expressions_in, expressions_of
from derive.kernel import terms as t
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError
from derive.kernel.theorem import Rests
from derive.language.alphabets import Alphabet, no_spaces
from derive.language.names import DeriveError
from derive.language.optimisers import ArgMax, ArgMin, Optimiser
from derive.language.relations import Relation
from derive.numeric import Evidence
from derive.rules.calculus import Derivative, Integral, Limit
from derive.rules.cited import Cited
from derive.rules.computed import Computed
from derive.rules.defined import Defined
from derive.rules.empirical import Empirical
from derive.rules.every_t import EveryT
from derive.rules.exists import At, Exists
from derive.rules.extremes import Maximum, Minimum
from derive.rules.fact import Fact, Ground, Inference
from derive.rules.least_length import LeastMeanLength
from derive.rules.optimisers import inferred, same_optimisers
from derive.rules.powers import AtMostOne
from derive.translate.bridge import Translator, index

RULES = (
    *(At, AtMostOne, Cited, Computed, Defined, Derivative, Empirical, EveryT, Exists, Integral),
    *(LeastMeanLength, Limit, Maximum, Minimum),
)


def refuse_spaces(what: str, *things: Any) -> None:
    """The rules beside the kernel do not say which integrals have to converge.

    Raises:
        DeriveError: a space's point is in one of the things.
    """
    uses = [v for thing in things for v in getattr(thing, "__dict__", {}).values()]
    said = [expressions_of(v) for v in uses if isinstance(v, Derivation)]
    for e in expressions_in((*things, *said)):
        no_spaces(what, sorted(e.atoms(Alphabet), key=str), "a claim between integrals")


def with_integrals(law: StepReport) -> StepReport:
    """The line that a defined law is one: what uses it rests on its integrals too."""
    if law.theorem is None:
        return law
    context, found = law.theorem.context, law.theorem.provided
    told = frozenset(f"{integrals.text(s, context)} converges absolutely" for s in found)
    return (
        replace(law, fact_rests=(law.fact_rests or Rests()) | Rests(axioms=told)) if told else law
    )


def fact_report(fact: Fact, ground: Ground) -> StepReport:
    """A fact, decided by its rule."""
    if type(fact) is not Cited:
        refuse_spaces("a fact", fact, ground.given)
    made = fact.decide(ground)
    rests = made.rests if made.verdict in ("proved", "cited") else None
    if rests is not None and type(fact) not in RULES:
        own = f"the rule {type(fact).__name__} that {type(fact).__module__} defines itself"
        rests |= Rests(axioms=frozenset({own}))
    premise = made.premise if rests is not None else None
    return StepReport(
        0, "fact", fact, fact.rule, made.verdict, made.note, fact_rests=rests, detail=made.detail,
        premise=premise, inferred=made.inferred if rests is not None else None,
    )  # fmt: skip


def compares_optimisers(relation: Relation) -> bool:
    return any(isinstance(side, Optimiser) for side in relation.expressions())


def optimiser_report(
    relation: Relation,
    reason: Any,
    translator: Translator,
    n: Normalizer,
    attack: Callable[[Relation, bool], Evidence | None],
) -> StepReport:
    """A step from one argmax or argmin to another. attack: told whether it is proved."""
    why, rests, made = "", None, None
    refuse_spaces("an optimiser", relation)
    try:
        made = _Optimisers(relation, reason, translator, n)
        rests = made.rests()
    except (KernelError, DeriveError) as refused:
        why = str(refused)
    evidence = attack(relation, rests is not None)
    attacked = evidence.verdict if evidence is not None else "survived"
    if rests is not None and attacked == "survived":
        return StepReport(
            0, "step", relation, shown(reason), "proved", "", None, evidence, fact_rests=rests,
            inferred=made.inferred if made is not None else None,
        )  # fmt: skip
    if rests is not None and attacked in ("refuted", "ill-posed"):
        note = CONTRADICTION.format(attacked)
        return StepReport(0, "step", relation, shown(reason), "error", note, None, evidence)
    verdict: Any = attacked if attacked in ("refuted", "ill-posed") else "open"
    note = evidence.place if evidence is not None and evidence.place else why
    note = VACUOUS if attacked == "vacuous" else note
    return StepReport(0, "step", relation, shown(reason), verdict, note, None, evidence)


class _Optimisers:
    """A relation between optimisers, as the rule takes it."""

    def __init__(
        self, relation: Relation, reason: Any, translator: Translator, n: Normalizer
    ) -> None:
        one, other = relation.lhs, relation.rhs
        kinds = (ArgMax, ArgMin)
        if type(one) not in kinds or type(other) not in kinds or relation.rel != "=":
            raise DeriveError(f"{relation}: expected argmax or argmin on both sides of =.")
        if one.letter != other.letter:
            raise DeriveError(f"{relation}: the two sides optimise different letters.")
        self._n, self._letter = n, index(one.letter)
        self._f, self._g = translator.term(one.body), translator.term(other.body)
        self._scale = translator.term(reason.by) if isinstance(reason, Scaled) else t.ONE
        self._senses = one.sense, other.sense

    def rests(self) -> Rests:
        sign = self._senses[0] * self._senses[1]
        return same_optimisers(self._n, self._letter, self._f, self._g, sign, self._scale)

    def inferred(self) -> Inference | None:
        sides = self._f, self._g
        return inferred(self._n, self._letter, *sides, self._senses, self._scale)


def optimiser_claim(
    relation: Relation,
    steps: Sequence[StepReport],
    attack: Callable[[Relation, bool], Evidence | None],
) -> StepReport:
    """The claim of a chain of optimisers: its two ends, by transitivity of equality."""
    made = _claim_of_chain(relation, steps)
    evidence = attack(relation, made.verdict == "proved")
    attacked = evidence.verdict if evidence is not None else "survived"
    if attacked not in ("refuted", "ill-posed"):
        return replace(made, evidence=evidence)
    if made.verdict == "proved":
        note = CONTRADICTION.format(attacked)
        return replace(made, verdict="error", note=note, evidence=evidence, fact_rests=None)
    return replace(made, verdict=attacked, note=evidence.place, evidence=evidence)  # type: ignore[union-attr]


def _claim_of_chain(relation: Relation, steps: Sequence[StepReport]) -> StepReport:
    first, last = steps[0].relation, steps[-1].relation
    if not isinstance(first, Relation) or not isinstance(last, Relation):
        raise DeriveError("a chain of optimisers has relations only.")
    ends = {relation.lhs, relation.rhs} == {first.lhs, last.rhs} and relation.rel == "="
    if not ends:
        note = f"the chain does not give the claim: it shows {first.lhs} = {last.rhs}"
        return StepReport(0, "claim", relation, "the chain", "open", note)
    held = unproved_steps(steps)
    if held:
        return StepReport(0, "claim", relation, "the chain", "open", held)
    rests = Rests()
    for s in steps:
        rests |= s.rests or Rests()
    return StepReport(0, "claim", relation, "the chain", "proved", fact_rests=rests)


def rests_of(derivation: Derivation, run: Callable[[Derivation], Sequence[StepReport]]) -> Rests:
    """What a derivation rests on as a whole.

    Raises:
        DeriveError: if something in it is neither proved nor cited.
    """
    rests = Rests()
    for s in run(derivation):
        if s.verdict not in ("proved", "cited") or s.rests is None:
            raise DeriveError(
                f"{derivation.name!r} is relied on but step {s.number} is {s.verdict}."
            )
        rests |= s.rests
    return rests
