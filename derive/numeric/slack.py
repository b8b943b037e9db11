"""How far a claim is from being violated, model by model: for pictures, never for a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from derive.language.relations import Relation
from derive.numeric import optimise
from derive.numeric.attack import by_row, gap, meets_hypotheses, posed_problem
from derive.numeric.batch import bounded
from derive.numeric.draws import Drawn, difference, draws
from derive.numeric.evidence import Settings
from derive.numeric.holds import letters_of
from derive.numeric.problem import Hypothesis


@dataclass(frozen=True)
class Slack:
    """least: for each model drawn the smallest slack over the letters; < 0 would be a violation.
    largest: the largest over the letters, 0 only if there is equality at all of them.
    distance: max |lhs − rhs| over letters and equality conditions, 0 exactly where all of them
    hold; None if there is no condition. Floats, in the claim's units, models in one order.
    """

    least: tuple[float, ...]
    largest: tuple[float, ...]
    distance: tuple[float, ...] | None


def slacks(
    claim: Relation,
    conditions: Sequence[Relation],
    hypotheses: Sequence[Hypothesis],
    settings: Settings,
) -> Slack | None:
    """The slack of ≤, <, ≥, > on the models that the attack draws for the claim.

    None for another relation, for sets of optimisers, and where no model meets the hypotheses.

    Raises:
        DeriveError: for an expression that cannot be evaluated.
    """
    if claim.rel in ("=", "!=") or optimise.compares_sets(claim):
        return None
    posed = posed_problem(claim.expressions(), tuple(hypotheses))
    if not meets_hypotheses(posed, settings.seed, settings.trials):
        return None
    rows = [_rows(claim, conditions, d) for d in draws(posed, settings.seed, settings.trials)]
    table = np.concatenate([r[np.isfinite(r).all(axis=1)] for r in rows])
    if not len(table):
        return None
    least, largest, distance = (tuple(map(float, column)) for column in table.T)
    return Slack(least, largest, distance if conditions else None)


@np.errstate(all="ignore")
def _rows(claim: Relation, conditions: Sequence[Relation], d: Drawn) -> Any:
    """(n, 3): smallest slack, largest slack, distance from the conditions."""
    slack, _ = gap(claim, d.batch)
    v = by_row(slack.v, d.batch.n)
    distance = np.zeros(d.batch.n)
    for c in conditions:
        apart, _ = bounded(difference(c), letters_of(c))(d.batch)
        distance = np.maximum(distance, abs(by_row(apart.v, d.batch.n)).max(axis=1))
    return np.stack([v.min(axis=1), v.max(axis=1), distance], axis=1)
