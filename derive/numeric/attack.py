"""The attack: floats look for suspicious models, exact arithmetic decides about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np

from derive.language.relations import Relation
from derive.numeric import bounds, optimise
from derive.numeric.batch import Batch, bounded
from derive.numeric.bounds import Bound
from derive.numeric.closed import Undecided
from derive.numeric.descend import descend
from derive.numeric.draws import Drawn, draws
from derive.numeric.evidence import Evidence, Settings
from derive.numeric.holds import STRICT, letters_of
from derive.numeric.judge import Finding, counterexample, judge, judge_equality, without_value
from derive.numeric.model import Model
from derive.numeric.problem import Hypothesis, Problem, problem
from derive.numeric.shrink import shrink
from derive.numeric.special import special_cases

_MOST_ILL_POSED, _MOST_VIOLATED, _MOST_UNSEEN, _MOST_DOUBTFUL = 12, 16, 6, 2
_ROUNDS = 3  # of special cases, each with draws of its own
_COARSE = 1e-9  # of violations seen inside large errors, as ceilings have them
Where = tuple[Drawn, int]


@dataclass
class Suspects:
    """Rows worth an exact look, each list with the simplest first once sorted."""

    ill_posed: list[tuple[float, int, Where]] = field(default_factory=list)
    touching: list[tuple[float, int, Where]] = field(default_factory=list)
    violated: list[tuple[float, int, Where]] = field(default_factory=list)
    doubtful: list[tuple[float, int, Where]] = field(default_factory=list)
    unseen: list[tuple[float, int, Where]] = field(default_factory=list)
    many_unseen: int = 0

    def put(self, name: str, drawn: Drawn, rows: Any, most: int) -> None:
        """Remember the `most` simplest of the rows given by a mask."""
        chosen = np.flatnonzero(rows)
        if len(chosen):
            chosen = chosen[np.argsort(drawn.score[chosen], kind="stable")[:most]]
            kept = getattr(self, name)
            kept += [
                (float(drawn.score[r]), len(kept) + i, (drawn, int(r)))
                for i, r in enumerate(chosen)
            ]


def posed_problem(expressions: tuple[Any, ...], hypotheses: tuple[Hypothesis, ...]) -> Problem:
    """Cached; a `Structure` equals the plain relation it states, so the kinds are in the key."""
    return _cached_problem(expressions, hypotheses, tuple(type(h).__name__ for h in hypotheses))


@lru_cache(maxsize=512)
def _cached_problem(
    expressions: tuple[Any, ...], hypotheses: tuple[Hypothesis, ...], kinds: tuple[str, ...]
) -> Problem:
    return problem(expressions, hypotheses)


def attack(
    claim: Relation,
    hypotheses: Sequence[Hypothesis] = (),
    settings: Settings = Settings(),  # noqa: B008
) -> Evidence:
    """Look for a model that meets the hypotheses and violates the claim.

    Raises:
        DeriveError: for an expression that cannot be evaluated.
    """
    posed = posed_problem(claim.expressions(), tuple(hypotheses))
    drawn = draws(posed, settings.seed, settings.trials)
    special = _Special(claim, claim.expressions(), posed, settings)
    if not (meets_hypotheses(posed, settings.seed, settings.trials) or special.consistent()):
        return Evidence("vacuous", 0)
    suspects, smallest = Suspects(), float("inf")
    scan = _scan_sets if optimise.compares_sets(claim) else _scan
    for d in drawn:
        smallest = min(smallest, scan(claim, d, suspects))
    judging = _Judging(posed, lambda model: judge(claim, model, hypotheses))
    trials = sum(d.batch.n for d in drawn)
    found, unseen = judging.first(suspects), suspects.many_unseen
    if found is None and settings.deep and claim.rel not in ("=", "!="):
        lower = descend(claim, drawn, gap, settings.seed)
        for d in lower:
            trials += d.batch.n
            smallest = min(smallest, _scan(claim, d, suspects := Suspects()))
            found = found or judging.first(suspects)
    for d in special.wanted() if found is None else ():
        trials += d.batch.n
        smallest = min(smallest, scan(claim, d, suspects := Suspects()))
        unseen += suspects.many_unseen
        found = judging.first(suspects)
        if found is not None:
            break
    slack = None if smallest == float("inf") else smallest + 0.0
    made = _report(claim, found, trials, judging, slack)
    return replace(made, unseen=max(0, unseen - (judging.judged - judging.missed)))


class _Special:
    """The draws of special cases, one after the other."""

    def __init__(
        self,
        claim: Relation | None,
        expressions: tuple[Any, ...],
        posed: Problem,
        settings: Settings,
    ) -> None:
        self.claim, self.expressions = claim, expressions
        self.posed, self.settings = posed, settings

    def wanted(self) -> Iterator[Drawn]:
        """None, if the settings leave them out."""
        return self.draws() if self.settings.special else iter(())

    def draws(self) -> Iterator[Drawn]:
        cases = special_cases(self.claim, self.expressions, self.posed)
        trials = max(self.settings.trials // 2, 2 * self.settings.trials // len(cases))
        for again in range(1, _ROUNDS + 1):
            for case in cases:
                yield from draws(case, self.settings.seed + again, trials, True)

    def consistent(self) -> bool:
        """Whether one of them meets every hypothesis exactly."""
        return any(_some_model(d) is not None for d in self.draws())


def _report(
    claim: Relation,
    found: tuple[Model, Finding] | None,
    trials: int,
    judging: _Judging,
    slack: Any,
) -> Evidence:
    evidence = Evidence(
        "survived",
        trials,
        undecided=judging.undecided,
        smallest_slack=slack,
        judged=judging.judged,
        missed=judging.missed,
    )
    if found is None:
        return evidence
    model, finding = found
    shown = counterexample(claim, model, finding.letters)
    return replace(evidence, verdict=finding.kind, counterexample=shown, place=finding.place)


def consistent(
    hypotheses: Sequence[Hypothesis],
    settings: Settings = Settings(),  # noqa: B008
) -> bool:
    """Whether a model that meets all the hypotheses, exactly, was found.

    Raises:
        DeriveError: for a hypothesis that cannot be evaluated.
    """
    if not hypotheses:
        return True
    posed = posed_problem((), tuple(hypotheses))
    special = _Special(None, (), posed, settings)
    return meets_hypotheses(posed, settings.seed, settings.trials) or special.consistent()


def example(
    hypotheses: Sequence[Hypothesis],
    settings: Settings = Settings(),  # noqa: B008
    fits: Callable[[Mapping[str, int]], bool] = lambda sizes: True,
) -> Model | None:
    """A model that meets all the hypotheses, exactly, if one is found; with every `fits`, if
    `consistent` finds one. fits: whether alphabets of these sizes count."""
    posed = posed_problem((), tuple(hypotheses))
    special = _Special(None, (), posed, settings)
    drawn = chain(draws(posed, settings.seed, settings.trials), special.draws())
    some = (d for d in drawn if fits(d.batch.sizes))
    return next((model for d in some if (model := _some_model(d)) is not None), None)


@lru_cache(maxsize=256)
def meets_hypotheses(posed: Problem, seed: int, trials: int) -> bool:
    """Whether at least one drawn model meets every hypothesis exactly."""
    return any(_some_model(d) is not None for d in draws(posed, seed, trials))


def _some_model(d: Drawn) -> Model | None:
    """A model of the batch at which every hypothesis has a value and holds: c = 0 is none of
    1/c = 0."""
    for row in np.argsort(d.score, kind="stable")[:40]:
        try:
            model = d.model(int(row))
            if model is not None and not without_value(d.problem.hypotheses, model):
                return model
        except Undecided:
            continue
    return None


def gap(claim: Relation, batch: Batch) -> tuple[Bound, Any]:
    """The slack of every row (rhs − lhs for ≤ and <, else lhs − rhs); rows that look ill-posed."""
    free = letters_of(claim)
    left, left_suspect = bounded(claim.lhs, free)(batch)
    right, right_suspect = bounded(claim.rhs, free)(batch)
    if claim.rel in ("<=", "<"):
        left, right = right, left
    if left_suspect is None or right_suspect is None:
        suspect = right_suspect if left_suspect is None else left_suspect
    else:
        suspect = left_suspect | right_suspect
    minus = Bound(-right.v, right.r, right.a, False)
    with np.errstate(all="ignore"):
        return bounds.add([left, minus]), suspect


def by_row(values: Any, n: int) -> Any:
    """(n, everything else in one axis); plain numbers and shared rows are repeated."""
    if np.ndim(values) == 0:
        return np.full((n, 1), values)
    flat = values.reshape(len(values), -1)
    return flat if len(flat) == n else np.broadcast_to(flat, (n, flat.shape[1]))


@np.errstate(all="ignore")
def _scan(claim: Relation, d: Drawn, suspects: Suspects) -> float:
    """Sort the rows of a batch; returns the smallest slack seen."""
    slack, ill = gap(claim, d.batch)
    v, e = by_row(slack.v, d.batch.n), by_row(bounds.error(slack), d.batch.n)
    unseen = ~(e < np.maximum(1, abs(v))).all(axis=1)  # floats know nothing of these rows
    suspects.put("unseen", d, unseen, _MOST_UNSEEN)
    suspects.many_unseen += int(unseen.sum())
    if ill is not None:
        suspects.put("ill_posed", d, ill, _MOST_ILL_POSED)
    rows = by_row(bounds.fails(claim.rel, slack), d.batch.n).any(axis=1)
    suspects.put("violated", d, rows, _MOST_VIOLATED)
    if claim.rel in STRICT:  # equality refutes: all rows that floats cannot tell from it
        touching = by_row(bounds.may_fail(claim.rel, slack), d.batch.n).any(axis=1)
        suspects.put("touching", d, touching & ~unseen, _MOST_VIOLATED)  # these have their own list
    else:
        if d.problem.rounded:
            off = (abs(v) if claim.rel == "=" else -v) > _COARSE
            suspects.put("touching", d, off.any(axis=1), _MOST_VIOLATED)
        doubtful = ~(rows if claim.rel == "=" else (rows | (v > e).all(axis=1)))
        suspects.put("doubtful", d, doubtful, 1)
    fine = v[np.isfinite(v)]
    least = {"=": -abs(fine), "!=": abs(fine)}.get(claim.rel, fine)
    return float(least.min()) if fine.size else float("inf")


def _scan_sets(claim: Relation, d: Drawn, suspects: Suspects) -> float:
    """The same for an equation between argmax or argmin sets, which has no slack."""
    apart, likely, possible, ill = optimise.differences(claim, d.batch)
    if ill is not None:
        suspects.put("ill_posed", d, ill, _MOST_ILL_POSED)
    if claim.rel == "!=":
        suspects.put("touching", d, ~apart, _MOST_VIOLATED)
        return float("inf")
    suspects.put("touching", d, likely, _MOST_VIOLATED)
    suspects.put("violated", d, apart, _MOST_VIOLATED)
    suspects.put("doubtful", d, possible, 1)
    return float("inf")


class _Judging:
    """Exact judgement of suspects, simplest first, with what remained undecided."""

    def __init__(self, posed: Problem, rule: Callable[[Model], Finding | None]) -> None:
        self.posed, self.rule, self.undecided = posed, rule, 0
        self.judged, self.missed = 0, 0  # of rows that floats find bad or know nothing of

    def first(self, suspects: Suspects) -> tuple[Model, Finding] | None:
        """The first finding, shrunk: ill-posed places before violations before doubts."""
        ordered = (
            (suspects.ill_posed, _MOST_ILL_POSED, ("ill-posed",)),
            (suspects.touching, _MOST_VIOLATED, ("refuted", "ill-posed")),
            (suspects.violated, _MOST_VIOLATED, ("refuted", "ill-posed")),
            (suspects.unseen, _MOST_UNSEEN, ("refuted", "ill-posed")),
            (suspects.doubtful, _MOST_DOUBTFUL, ("refuted", "ill-posed")),
        )
        for rows, most, kinds in ordered:
            chosen, before = sorted(rows, key=lambda r: r[:2])[:most], self.undecided
            found = self._among(chosen, kinds)
            if rows is not suspects.doubtful:
                self.judged += len(chosen)
                self.missed += self.undecided - before
            if found is not None:
                return shrink(self.posed, *found, self.rule)
        return None

    def _among(self, rows: Iterable[Any], kinds: tuple[str, ...]) -> tuple[Model, Finding] | None:
        for _, _, (drawn, row) in rows:
            try:
                model = drawn.model(row)
                finding = self.rule(model) if model is not None else None
            except Undecided:
                self.undecided += 1
                continue
            if model is not None and finding is not None and finding.kind in kinds:
                return model, finding
        return None


# ---------------------------------------------------------------- equality conditions


def attack_equality(
    claim: Relation,
    conditions: Sequence[Relation],
    hypotheses: Sequence[Hypothesis] = (),
    settings: Settings = Settings(),  # noqa: B008
) -> Evidence:
    """Attack "lhs and rhs are equal iff all conditions hold", under the hypotheses.

    Models with equality come from the structured draws; models that meet the conditions are drawn
    by taking these as hypotheses. Free letters mean "for every letter" on both sides: equal
    everywhere iff the conditions hold everywhere.

    Raises:
        DeriveError: for an expression that cannot be evaluated.
    """
    wanted = tuple(conditions)
    sides = (*claim.expressions(), *(e for c in wanted for e in c.expressions()))
    posed = posed_problem(sides, tuple(hypotheses))
    met = posed_problem(sides, (*hypotheses, *wanted))
    judging = _Judging(posed, lambda model: judge_equality(claim, wanted, model, hypotheses))
    trials, found, meeting = 0, None, _draws_meeting(met, settings)
    special = _Special(claim, sides, posed, settings)
    if not (meets_hypotheses(posed, settings.seed, settings.trials) or special.consistent()):
        return Evidence("vacuous", 0)
    for d in chain(draws(posed, settings.seed, settings.trials), meeting, special.wanted()):
        if found is not None:
            break
        suspects = Suspects()
        _scan_equality(claim, wanted, d, suspects)
        trials += d.batch.n
        found = found or judging.first(suspects)
    return _report(claim, found, trials, judging, None)


def _draws_meeting(met: Problem, settings: Settings) -> tuple[Drawn, ...]:
    """Draws that meet the conditions as well, exactly checked against all of them."""
    return draws(met, settings.seed, max(60, settings.trials // 3))


@np.errstate(all="ignore")
def _scan_equality(
    claim: Relation, conditions: tuple[Relation, ...], d: Drawn, suspects: Suspects
) -> None:
    n = d.batch.n
    slack, _ = gap(claim, d.batch)
    apart = by_row(abs(slack.v) > bounds.error(slack), n)
    surely_apart = apart.any(axis=1)
    maybe_met, seems_broken = np.ones(n, dtype=bool), np.zeros(n, dtype=bool)
    for c in conditions:
        off, _ = gap(c, d.batch)
        fails = by_row(bounds.fails(c.rel, off), n)
        broken = fails
        if c.rel in STRICT:  # what rounding cannot tell from equality mostly is that
            broken = by_row(bounds.may_fail(c.rel, off), n)
        seems_broken |= broken.any(axis=1)
        maybe_met &= ~fails.any(axis=1)
    suspects.put("violated", d, surely_apart & maybe_met, _MOST_VIOLATED)
    suspects.put("doubtful", d, ~surely_apart & seems_broken, _MOST_DOUBTFUL)
