"""Statements of the language: search and kernel on one side, the attack on the other."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Any

from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, KernelError
from derive.kernel.theorem import Statement, Theorem
from derive.language.names import DeriveError
from derive.numeric import Evidence, Model, Settings, attack, closed
from derive.search.engine import find
from derive.search.equality import find_equality
from derive.strategies import Stated
from derive.translate import Translator
from trials.fuzz import numbers as x
from trials.fuzz.judge import judge, looked_at
from trials.fuzz.meeting import declared, meets
from trials.fuzz.points import Point
from trials.fuzz.projections import projections
from trials.fuzz.tally import Tally

_POINTS = 8
_TRIALS = 60


def decide(kind: str, stated: Stated, rng: random.Random, tally: Tally, attacked: bool) -> bool:
    """Both roads on one statement; whether it is one of the language at all.

    attacked: whether to run the attack too, which takes most of the time.
    """
    try:
        translator = Translator()
        statement = translator.statement(stated.relation)
        context = translator.context(stated.given)
        n = Normalizer(context)
    except (DeriveError, KernelError):
        return False
    found = find(n, statement)
    theorem = found.theorem
    if theorem is not None:
        _judged(kind, stated, theorem, rng, tally)
    verdict = "open"
    if attacked:
        verdict = attacked_too(
            kind, stated, theorem, tally, lambda e: _disagrees(statement, context, e)
        )
    if theorem is None and found.ill_posed is not None and verdict == "open":
        verdict = "ill-posed"
    tally.add(kind, "proved" if theorem is not None else verdict)
    return True


def _judged(kind: str, stated: Stated, theorem: Theorem, rng: random.Random, tally: Tally) -> None:
    """The theorem at points; with the equality condition that its certificate gives, now and
    then."""
    if theorem.statement.rel in ("<=", ">=") and rng.random() < 0.3:
        made = find_equality(Normalizer(theorem.context), theorem, theorem.zero)
        if isinstance(made, Theorem):
            theorem = made
            tally.add(kind, "equality conditions")
    found = judge(theorem, rng, _POINTS, projections(theorem.context, stated.given))
    tally.add(kind, "points", found.points)
    tally.add(kind, "undecided points", found.undecided)
    tally.add(kind, "points of equality", found.equal)
    if not found.points:
        tally.add(kind, "proved without a point")
    if found.wrong:
        tally.wrong(kind, f"{stated}: {found.wrong}")


def attacked_too(
    kind: str,
    stated: Stated,
    theorem: Theorem | None,
    tally: Tally,
    disagrees: Callable[[Evidence], str],
) -> str:
    """The attack's verdict. disagrees: what is wrong with its model; "?": that cannot be told."""
    try:
        evidence = attack(stated.relation, stated.given, Settings(trials=_TRIALS))
    except DeriveError:
        return "open"
    tally.add(kind, "attacked")
    if evidence.verdict not in ("refuted", "ill-posed"):
        return "open"
    if theorem is not None:
        tally.wrong(kind, f"{stated} is proved, and the attack says {evidence.verdict}")
    told = disagrees(evidence)
    if told == "?":
        tally.add(kind, "undecided counterexamples")
    elif told:
        tally.wrong(kind, f"{stated}: the attack says {evidence.verdict}, but {told}")
    else:
        tally.add(kind, "counterexamples evaluated")
    return evidence.verdict


def _disagrees(statement: Statement, context: Context, evidence: Evidence) -> str:
    """What the fuzz's own evaluator finds wrong with a counterexample; "?" if it cannot tell."""
    point = _point(context, evidence.counterexample.model)
    if point is None:
        return "?"
    try:
        if not (declared(point) and meets(point)):
            return f"its model does not meet the hypotheses: {point.describe()}"
        found, _ = looked_at(statement, point)
    except x.Undecided:
        return "?"
    if not found:
        return f"the statement holds at its model: {point.describe()}"
    if evidence.verdict == "refuted" and found.startswith("ill-posed"):
        return f"it is {found} of {point.describe()}"
    return ""


def _point(context: Context, model: Model) -> Point | None:
    """The attack's model as a point; None if it holds numbers that are not rational."""
    sizes: dict[str, int] = dict(model.sizes)
    laws = {law.name: _table(values) for law, values in model.laws.items()}
    quantities = {q.name: _table(values) for q, values in model.quantities.items()}
    tables = [*laws.values(), *quantities.values()]
    if any(not isinstance(v, Fraction) for table in tables for v in table.values()):
        return None
    return Point(context, sizes, laws, quantities)


def _table(values: Any) -> dict[tuple[int, ...], Any]:
    return {
        at: closed.fraction(closed.number(values[at])) for at in product(*map(range, values.shape))
    }
