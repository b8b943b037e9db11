"""Decide a derivation: every step by the kernel and by the attack, then chain, claim, equality.

A step is `proved` by a kernel theorem, `refuted` by an exact counterexample, `ill-posed` by an
exact model where it takes log 0 or divides by 0 at nonzero weight, and otherwise `open`. The two
roads must not contradict each other; if they do, that is reported as an error of the checker.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import replace
from functools import cache, partial
from typing import Any

from derive.derivation.beside import (
    compares_optimisers,
    fact_report,
    optimiser_claim,
    optimiser_report,
    rests_of,
    with_integrals,
)
from derive.derivation.derivation import Claim, Derivation, Step, composed
from derive.derivation.derivatives import all_besides, besides, refuse_tied
from derive.derivation.equivalent import Forms, restates, same
from derive.derivation.instances import Instance
from derive.derivation.limits import GAVE_UP, NO_LIMITS, Limits, limited
from derive.derivation.reasons import Axiom, Definition, Scaled, Square, shown
from derive.derivation.repair import repair
from derive.derivation.report import Report, StepReport
from derive.derivation.uses import used_by_fact
from derive.derivation.verdicts import NOT_FROM_THE_REASON, VACUOUS, unproved_steps, verdict
from derive.derivation.where import (
    expressions_in,
    expressions_of,
    held_back,
    is_law,
    obligations,
    points,
    where_of,
)
from derive.kept.models import (
    attacked,
    attacked_equality,
    meets,
    refutation,
    refuted_equality,
    survived,
    survived_equality,
)
from derive.kept.proofs import find, find_equality, key_of
from derive.kernel import theorem as kernel
from derive.kernel import wellposed
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError, Term
from derive.kernel.theorem import IllPosed, Theorem
from derive.language.names import DeriveError
from derive.language.optimal import OptimalLengths
from derive.language.optimisers import Optimiser
from derive.language.optimum import in_range, refuse_bound
from derive.language.printing import alone, text
from derive.language.relations import SYMBOL, Dominated, Relation
from derive.language.rewriting import usual_rewriting
from derive.numeric import Evidence, Settings
from derive.numeric.evaluated import evaluated, on_cells
from derive.rules.exists import At, Exists
from derive.rules.fact import Fact, Ground
from derive.search.engine import ANYTHING, Allowed, Found, find_directly
from derive.search.equality import find_equality_briefly
from derive.search.named import divergences, entropies
from derive.translate.bridge import Translator
from derive.translate.lemma import Lemma

ASSUMED = "assumed: a hypothesis says it"
_UNPROVED = "the claim itself is not proved"
_under_way: ContextVar[tuple[Derivation, ...]] = ContextVar("_under_way", default=())


def check(
    derivation: Derivation, settings: Settings | None = None, limits: Limits = NO_LIMITS
) -> Report:
    """Check every step, the claim and its equality condition; mistakes are in the report.

    settings: trials and seed of the numerical attack; None to leave the attack out. limits: a step
    that takes longer is open, and the rest is still checked.

    Raises:
        Exception: what the derivation's own function raises, `DeriveError` apart.
    """
    start = time.perf_counter()
    d = derivation
    base = Report(d.name, d.title, d.path, d.line, d.doc, d.given, expect=d.expect)
    try:
        base = replace(base, where=where_of(d))
        steps = _run(d, settings, limits)
    except (DeriveError, KernelError) as refused:
        return replace(base, error=str(refused), seconds=time.perf_counter() - start)
    except GAVE_UP as given_up:
        why = f"its expressions: {limits.why(given_up)}"
        return replace(base, error=why, seconds=time.perf_counter() - start)
    steps = [replace(s, reason=ASSUMED) if _is_assumed(d, s, limits) else s for s in steps]
    wrong = _refuted_beside_the_claim(d, steps)
    return replace(base, steps=tuple(steps), error=wrong, seconds=time.perf_counter() - start)


def _is_assumed(d: Derivation, s: StepReport, limits: Limits) -> bool:
    """Whether this is the claim, proved, and a hypothesis says it: as it is written, or by
    arithmetic where that hypothesis is a theorem itself. Kraft's inequality in other words is none.
    """
    r = s.relation
    if s.kind != "claim" or s.verdict != "proved" or not isinstance(r, Relation):
        return False

    def says_it() -> bool:
        given = [h for h in d.given if isinstance(h, Relation)]
        if r in given or not given:
            return r in given
        forms = Forms([e for h in (r, *given) for e in h.expressions()])
        return any(
            same(h, r, forms) and (restates(h, r, forms) or _is_idle(h, d.given)) for h in given
        )

    try:
        return limits.run(says_it)
    except (DeriveError, KernelError):
        return False
    except GAVE_UP:
        if limited():
            raise
        return False


def _is_idle(h: Relation | Dominated, given: Sequence[Relation | Dominated]) -> bool:
    """Whether a hypothesis is proved from the others."""
    terms = Translator()
    try:
        wanted = terms.statement(h)  # type: ignore[arg-type]
        n = Normalizer(terms.context([k for k in given if k != h]))
        return find(n, wanted).theorem is not None
    except (DeriveError, KernelError):
        return False


def _refuted_beside_the_claim(d: Derivation, steps: Sequence[StepReport]) -> str:
    """What is said to be false is the claim, or a fact; a wrong step does not make it so."""
    if d.expect != "refuted":
        return ""
    bad = [s for s in steps if s.verdict == "refuted"]
    if not bad or any(s.kind != "step" for s in bad):
        return ""
    claim = next(s for s in steps if s.kind == "claim")
    return (
        f"expect='refuted': step {bad[0].number} is refuted, and the claim is "
        f"{claim.verdict}. Try the false statement as the claim."
    )


def proved_theorem(derivation: Derivation) -> tuple[Theorem, Translator]:
    """The derivation's theorem, for use as a lemma, and the translator that names its laws.

    Raises:
        DeriveError: if it is not proved, or is used in its own proof.
    """
    d = derivation
    if d.proved is None:
        _refuse_circles(d)
        if d.proof().facts:
            raise DeriveError(f"{d.name!r} states facts; a reason is a theorem with a relation.")
        bad = [f"step {s.number}: {s.note}" for s in _run(d, None) if s.verdict != "proved"]
        if d.proved is None:
            bad = bad or ["it compares optimisers, not numbers"]
            raise DeriveError(f"the theorem {d.name!r} is a reason but not proved: {bad[0]}")
    return d.proved  # type: ignore[no-any-return]


def _refuse_circles(d: Derivation) -> None:
    above = _under_way.get()
    if d in above:
        cycle = " → ".join(e.name for e in [*above[above.index(d) :], d])
        raise DeriveError(f"circular reasoning: {cycle}.")


def _relied_on(d: Derivation) -> kernel.Rests:
    """What a derivation rests on, for a fact that relies on all of it."""
    _refuse_circles(d)
    return rests_of(d, lambda e: _run(e, None))


def _run(d: Derivation, settings: Settings | None, limits: Limits = NO_LIMITS) -> list[StepReport]:
    """Check all steps; keep the theorem, if there is one, for those that use it as a reason.

    A lemma has no limits of its own: it is checked in the time of the step that uses it.
    """
    under_way = _under_way.set((*_under_way.get(), d))
    try:
        with usual_rewriting(), alone(d.printed()):
            checker = limits.run(lambda: _Checker(d, settings, limits))
            steps = held_back(_not_vacuous(checker.run(), checker, limits))
    finally:
        _under_way.reset(under_way)
    made = [s.theorem for s in steps if s.kind in ("claim", "equality") and s.theorem]
    d.proved = (made[-1], checker.translator) if made else None
    d.beside = all_besides(s.fact_rests for s in steps)
    return steps


def _not_vacuous(steps: list[StepReport], checker: _Checker, limits: Limits) -> list[StepReport]:
    """The reports; nothing is proved under hypotheses that no model is found to meet.

    Without an attack too, so that a lemma, or a check with --trials 0, proves no more. A witness
    of existence is such a model.
    """
    proved = [s for s in steps if s.verdict == "proved"]
    if not proved or any(type(s.relation) in (Exists, At) for s in proved):
        return steps
    note = VACUOUS
    try:
        if limits.run(checker.met):
            return steps
    except GAVE_UP as given_up:
        if limited():
            raise
        note = f"whether a distribution meets the hypotheses: {limits.why(given_up)}"
    return [
        replace(s, verdict="open", note=note, theorem=None, fact_rests=None, premise=None)
        if s.verdict == "proved"
        else s
        for s in steps
    ]


class _Checker:
    """One derivation under way: its translator, normalizer and the steps' theorems."""

    def __init__(self, derivation: Derivation, settings: Settings | None, limits: Limits) -> None:
        self.d = derivation
        self.settings = settings
        self.limits = limits
        self.proof = derivation.proof()
        self._claim_stated = None if self.proof.facts else derivation.claim()
        self.where = where_of(derivation)
        self._about_named: tuple[Theorem, ...] | None = None  # H, D ≥ 0 of the laws it defines
        self._met: bool | None = None
        refuse_tied(derivation.given, expressions_of(derivation))
        self.translator = Translator()
        self._declare_all()
        self.n = Normalizer(self.translator.context(derivation.given))
        beaten = tuple(self._beaten())
        if beaten:
            self.n = Normalizer(self.translator.context((*derivation.given, *beaten)))

    def _declare_all(self) -> None:
        """Meet every expression once, so that the context declares all laws and quantities."""
        for w in self.where:
            self.translator.term(w.lhs)
        for h in self.d.given:
            for e in h.against if isinstance(h, OptimalLengths) else ():
                self.translator.term(h.mean(e))
        if self._claim_stated is None:
            return
        relations = [s.relation for s in self.proof.steps] + [self.claim.relation]
        expressions = [e for r in (*relations, *self.claim.equality) for e in r.expressions()]
        for s in self.proof.steps:
            if isinstance(s.reason, (Instance, Lemma)):
                expressions += s.reason.expressions()
            if isinstance(s.reason, Scaled):
                expressions.append(s.reason.by)
            if isinstance(s.reason, Square):
                expressions += s.reason.of
        for e in expressions:
            self.translator.term(e.body if isinstance(e, Optimiser) else e)

    def _beaten(self) -> Iterator[Relation]:
        """E[L] ≤ E[L'] for lengths L of least mean and each L' that they are compared with, whose
        Kraft inequality is proved first.

        Raises:
            DeriveError: if it is not.
        """
        best = (h for h in self.d.given if isinstance(h, OptimalLengths))
        for h, e in [(b, e) for b in best for e in b.against]:
            wanted = h.kraft_of(e)
            found = find(self.n, self.translator.statement(wanted))
            if found.theorem is None:
                raise DeriveError(
                    f"{h} is compared with {text(e)}, for which {wanted} is not shown: {found.why}."
                )
            yield h.no_longer_than(e)

    @property
    def claim(self) -> Claim:
        if self._claim_stated is None:
            raise DeriveError(f"{self.d.name}: it states facts, not a relation.")
        return self._claim_stated

    def run(self) -> list[StepReport]:
        out = self._stated()
        for name, relation in obligations(self.where):
            out.append(self._law(len(out) + 1, name, relation))
        return out

    def _stated(self) -> list[StepReport]:
        """The chain with its claim, or the facts."""
        if self.proof.facts:
            return [self._fact(k, *f) for k, f in enumerate(self.proof.facts, 1)]
        steps = [self._step(k, s) for k, s in enumerate(self.proof.steps, 1)]
        claim = self._claim(len(steps) + 1, steps)
        out = [*steps, claim]
        if self.claim.equality:
            out.append(self._equality(len(out) + 1, claim))
        return out

    def _law(self, number: int, name: str, relation: Relation) -> StepReport:
        """That a defined law is one."""

        def decide() -> StepReport:
            statement = self.translator.statement(relation)
            return with_integrals(
                self._judged(relation, statement, lambda: find(self.n, statement))
            )

        return self._reported(
            decide, relation, number=number, kind="law", reason=name, line=self.d.line
        )

    def _fact(self, number: int, fact: Fact, line: int) -> StepReport:
        ground = Ground(self.d.given, self.settings, proved_theorem, _relied_on)

        def decide() -> StepReport:
            made = fact_report(fact, ground)
            beside = besides(expressions_in((fact, self.d.given)), *used_by_fact(fact))
            if made.fact_rests is None or beside is None:
                return made
            return replace(made, fact_rests=made.fact_rests | beside)

        return self._reported(decide, fact, number=number, kind="fact", line=line)

    def _step(self, number: int, s: Step) -> StepReport:
        def decide() -> StepReport:
            if compares_optimisers(s.relation):
                return optimiser_report(s.relation, s.reason, self.translator, self.n, self._attack)
            statement, allowed = self.translator.statement(s.relation), self._allowed(s.reason)
            search = partial(self._find, statement, allowed)
            return self._judged(s.relation, statement, search, s.reason)

        fields = {"number": number, "reason": shown(s.reason), "because": s.reason, "line": s.line}
        by_definition = isinstance(s.reason, Definition)
        return self._reported(decide, s.relation, by_definition=by_definition, **fields)

    def _reported(
        self, decide: Callable[[], StepReport], relation: Relation | Fact, **fields: Any
    ) -> StepReport:
        """What was decided, with the time it took. A mistake is this line's error alone, and what
        takes too long is open; the others are still checked."""
        start = time.perf_counter()
        try:
            report = self.limits.run(decide)
        except (DeriveError, KernelError) as refused:
            report = StepReport(0, "step", relation, "", "error", str(refused))
        except GAVE_UP as given_up:
            if limited():  # in a lemma: the step that asked for it is given up
                raise
            report = StepReport(0, "step", relation, "", "open", self.limits.why(given_up))
        return replace(report, **fields, seconds=time.perf_counter() - start)

    def _find(self, statement: kernel.Statement, allowed: Allowed) -> Found:
        """Search within the reason; if that is not enough, say whether anything else is."""
        found = self._searched(statement, allowed)
        if found.theorem is not None or found.ill_posed is not None or allowed == ANYTHING:
            return found
        if self._searched(statement).theorem is not None:
            return Found(None, f"{found.why}; {NOT_FROM_THE_REASON}")
        hint = "; for other laws or letters name them: theorem.on(p=…)" if allowed.lemmas else ""
        return replace(found, why=found.why + hint)

    def _searched(self, statement: kernel.Statement, allowed: Allowed = ANYTHING) -> Found:
        """The search, with tangents at the laws that this derivation names."""
        named = (w for w in self.where if is_law(w))
        found = tuple(p for w in named for p in points(self.translator, w))
        if allowed == ANYTHING and found:
            if self._about_named is None:
                self._about_named = (*entropies(self.n, found), *divergences(self.n, found))
            allowed = replace(allowed, lemmas=self._about_named)
        return find(self.n, statement, replace(allowed, points=found))

    def _allowed(self, reason: object) -> Allowed:
        """A reason that is not just text narrows the search to itself."""
        meaning = self.translator.meaning  # what |·|, max, … are may be used for every reason
        if isinstance(reason, Axiom):
            return Allowed(hypotheses=meaning)
        if isinstance(reason, Definition):
            return Allowed(False, meaning)
        if isinstance(reason, Square):
            squares = tuple(self.translator.term(e) for e in reason.of)
            return Allowed(False, squares=squares)
        if isinstance(reason, Dominated):
            self._require_given(reason)
            return Allowed(hypotheses=meaning)
        if isinstance(reason, Relation):
            self._require_given(reason)
            names = self.translator.names_of(reason)
            for e in reason.against if isinstance(reason, OptimalLengths) else ():
                names |= self.translator.names_of(reason.no_longer_than(e))
            return Allowed(hypotheses=meaning | names)
        if isinstance(reason, Derivation):
            return Allowed(False, meaning, (proved_theorem(reason)[0],))
        if isinstance(reason, Instance):
            general, there = proved_theorem(reason.general)
            made = reason.theorem(self.n, self.translator, general, there)
            return Allowed(False, meaning, (made,))
        if isinstance(reason, Lemma):
            made = reason.theorem_for(self.n, self.translator, self.d.given)
            return Allowed(False, meaning, (made,))
        return ANYTHING

    def _require_given(self, reason: Relation | Dominated) -> None:
        if reason not in self.d.given:
            raise DeriveError(
                f"reason {reason}: it is not among the hypotheses {list(self.d.given)}. "
                "Try adding it to given=[...]."
            )

    def _judged(
        self,
        relation: Relation,
        statement: kernel.Statement,
        search: Callable[[], Found],
        *uses: Any,
    ) -> StepReport:
        """One verdict from both roads. Nothing is evaluated where the kernel proves what has
        survived before, nothing searched for where a kept counterexample is one still, and where
        the attack finds one only whether the kernel proves it all the same."""
        if self.settings is None:
            return self._decided(relation, search(), None, *uses)
        key, search = key_of(self.n, statement), cache(search)

        def proved() -> bool:
            return search().theorem is not None

        plain = self._settings(True)
        before = survived(key, plain, lambda: proved() and self.met())
        if before is not None:
            return self._decided(relation, search(), before, *uses)
        try:
            (attackable,), given = self._evaluated(relation)
        except DeriveError:  # an integral that the attack cannot do
            return self._decided(relation, search(), Evidence("survived", 0), *uses)
        evidence = refutation(key, attackable, given, self.settings)
        if evidence is not None:
            sides = (statement.lhs, statement.rhs)
            places = [p for side in sides for p in wellposed.problems(self.n, side)]
            if evidence.verdict == "ill-posed" or not places:
                found = Found(None, "refuted", IllPosed(places) if places else None)
                return self._decided(relation, found, evidence, *uses)
        evidence = attacked(key, attackable, given, plain)
        if evidence.verdict == "refuted":
            against = find_directly(self.n, statement)
            return self._decided(relation, Found(against, "refuted"), evidence, *uses)
        if not proved() and evidence.verdict == "survived" and self.settings.special:
            evidence = attacked(key, attackable, given, self.settings)
        if evidence.verdict == "survived" and search().ill_posed is not None:
            evidence = self._with_cells(key, relation) or evidence
        return self._decided(relation, search(), evidence, *uses)

    def _with_cells(self, key: str, relation: Relation) -> Evidence | None:
        """That it is ill-posed for densities that are 0 far away, if normal ones stood for them."""
        try:
            (attackable,), given = on_cells((relation,), self.d.given)
        except DeriveError:
            return None
        found = attacked(f"cells {key}", attackable, given, self._settings(True))
        return found if found.verdict == "ill-posed" else None

    def _evaluated(self, *relations: Relation) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """Relations and hypotheses as the attack evaluates them: with families' integrals done.

        Raises:
            DeriveError: for one that it cannot.
        """
        if not self.n.context.spaces:
            return relations, self.d.given
        return evaluated(relations, self.d.given)

    def _is_closed(self, relation: Relation) -> bool:
        """Whether the attack evaluates another expression, with integrals done."""
        try:
            return self._evaluated(relation)[0][0] is not relation
        except DeriveError:
            return True

    def _about(self, relation: Relation, conditions: tuple[Relation, ...]) -> Any:
        """What an equality condition is attacked with; None for one that it cannot evaluate."""
        try:
            (attackable, *closed), given = self._evaluated(relation, *conditions)
        except DeriveError:
            return None
        return attackable, tuple(closed), given

    def _settings(self, proved: bool) -> Settings:
        """Special cases are tried where there is no proof: there the attack alone can tell."""
        settings = self.settings or Settings()
        return replace(settings, special=settings.special and not proved)

    def _attack(self, relation: Relation, proved: bool) -> Evidence | None:
        """Of optimisers, which the kernel has no statement for."""
        if self.settings is None:
            return None
        key, shown = key_of(self.n, str(relation)), lambda: proved and self.met()
        return attacked(key, relation, self.d.given, self._settings(proved), shown)

    def met(self) -> bool:
        """Whether a model is known that meets all hypotheses."""
        if self._met is None:
            settings = self.settings or Settings()
            try:
                self._met = meets(key_of(self.n), self._evaluated()[1], settings)
            except DeriveError:  # hypotheses of which the attack cannot evaluate one
                self._met = False
        return self._met

    def _decided(
        self, relation: Relation, found: Found, evidence: Evidence | None, *uses: Any
    ) -> StepReport:
        """One verdict from both roads. uses: reasons, conditions, and what else it stands on."""
        ill_posed = found.ill_posed
        mend = repair(ill_posed, self.translator) if ill_posed is not None else None
        ill = evidence is not None and evidence.verdict == "ill-posed"
        said, note = verdict(found, evidence, mend, ill and self._is_closed(relation))
        missing = mend.missing if mend is not None and said in ("open", "ill-posed") else ()
        theorem = found.theorem if said == "proved" else None
        said_here = tuple(expressions_in((relation, self.d.given, uses)))
        beside = besides(said_here, *uses) if theorem is not None else None
        made = StepReport(0, "step", relation, "", said, note, theorem, evidence)
        left = (self.n.context, found.left) if said == "open" and found.left is not None else None
        return replace(made, fact_rests=beside, missing=missing, left=left)

    def _claim(self, number: int, steps: Sequence[StepReport]) -> StepReport:
        """The claim follows from the chain; without a chain it is one step of its own."""
        relation = self.claim.relation

        def decide() -> StepReport:
            if compares_optimisers(relation):
                return self._optimiser_claim(relation, steps)
            statement = self.translator.statement(relation)
            search = partial(self._compose, steps) if steps else self._searched
            reasons = [s.reason for s in self.proof.steps]
            chain = [s.relation for s in self.proof.steps]
            return self._judged(relation, statement, lambda: search(statement), chain, *reasons)

        reason = "the chain" if steps else "claim"
        where = {"number": number, "kind": "claim", "line": self.claim.line}
        return self._reported(decide, relation, reason=reason, **where)

    def _optimiser_claim(self, relation: Relation, steps: Sequence[StepReport]) -> StepReport:
        if steps:
            return optimiser_claim(relation, steps, self._attack)
        return optimiser_report(relation, "", self.translator, self.n, self._attack)

    def _compose(self, steps: Sequence[StepReport], statement: kernel.Statement) -> Found:
        """The claim from the steps. One that is not proved is admitted, and the claim held back."""
        theorems = []
        for s in steps:
            step = self.translator.statement(s.relation)
            why = f"{self.d.name}, step {s.number}: {s.relation}"
            theorems.append(s.theorem or kernel.admit(self.n, step, why))
        rel = composed({s.statement.rel for s in theorems})
        if rel is None:
            return Found(None, "the chain mixes ≤ and ≥ and says nothing about its ends")
        first, last = theorems[0].statement.lhs, theorems[-1].statement.rhs
        ends = kernel.Statement(first, rel, last)
        try:
            chain = kernel.chain(self.n, tuple(theorems), ends)
        except KernelError as refused:
            ill_posed = refused if isinstance(refused, IllPosed) else None
            return Found(None, f"the steps do not compose: {refused}", ill_posed)
        found = Found(chain)
        if ends != statement:
            found = find(self.n, statement, Allowed(False, frozenset(), (chain,)))
        if found.theorem is not None and found.theorem.rests.open:
            return Found(None, unproved_steps(steps))
        if found.theorem is None and found.ill_posed is None:
            return Found(None, "the chain does not give the claim: it shows " + self._ends())
        return found

    def _ends(self) -> str:
        first, last = self.proof.steps[0].relation.lhs, self.proof.steps[-1].relation.rhs
        rel = composed({s.relation.rel for s in self.proof.steps}) or "="
        return f"{text(first)} {SYMBOL[rel]} {text(last)}"

    def _equality(self, number: int, claim: StepReport) -> StepReport:
        relation, conditions = self.claim.relation, self.claim.equality

        def decide() -> StepReport:
            if self.claim.optimum:
                refuse_bound(self.d.given, conditions)
            if claim.theorem is None and claim.verdict != "open":
                return self._decided(relation, Found(None, _UNPROVED), None)
            equations = tuple(self.translator.equation(c) for c in conditions)
            key = key_of(self.n, self.translator.statement(relation), equations)
            return self._judged_equality(key, partial(self._conditions_found, claim, equations))

        reason = "the certificate's zero conditions"
        where = {"number": number, "kind": "equality", "line": self.claim.line}
        where["optimum"] = self.claim.optimum
        return self._reported(decide, relation, reason=reason, conditions=conditions, **where)

    def _judged_equality(self, key: str, search: Callable[..., Found]) -> StepReport:
        """As `_judged`. search: with `briefly` too."""
        relation, conditions = self.claim.relation, self.claim.equality
        found = cache(search)

        def proved() -> bool:
            return found().theorem is not None

        if self.settings is None:
            return self._decided(relation, found(), None, *conditions)
        before = survived_equality(key, self.settings, lambda: proved() and self.met())
        if before is not None:
            return self._decided(relation, found(), before, *conditions)
        about = self._about(relation, conditions)
        if about is None:
            return self._decided(relation, found(), Evidence("survived", 0), *conditions)
        known = refuted_equality(key, *about, self.settings)
        if known is not None:
            return self._decided(relation, Found(None, "refuted"), known, *conditions)
        evidence = attacked_equality(key, *about, self._settings(True))
        if evidence.verdict == "refuted":
            against = search(briefly=True).theorem
            return self._decided(relation, Found(against, "refuted"), evidence, *conditions)
        if not proved() and evidence.verdict == "survived" and self.settings.special:
            evidence = attacked_equality(key, *about, self.settings)
        return self._decided(relation, found(), evidence, *conditions)

    def _conditions_found(
        self, claim: StepReport, equations: tuple[Term, ...], briefly: bool = False
    ) -> Found:
        if claim.theorem is None:
            return Found(None, _UNPROVED)
        made: Theorem | str
        if briefly:
            made = find_equality_briefly(self.n, claim.theorem, equations)
        else:
            made = find_equality(self.n, claim.theorem, equations)
        made = (self._outside(self.claim.equality) if self.claim.optimum else "") or made
        return Found(None, made) if isinstance(made, str) else Found(made)

    def _outside(self, place: tuple[Relation, ...]) -> str:
        """Which value of an optimum is not shown to be one that its quantity may take."""
        for r in in_range(place):
            if find(self.n, self.translator.statement(r)).theorem is None:
                return f"not shown: {r}, so that the place is one that may be taken"
        return ""
