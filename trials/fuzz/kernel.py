"""Certificates given to `kernel.prove` directly."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError
from derive.kernel.theorem import IllPosed, Theorem, prove
from trials.fuzz import vocabulary
from trials.fuzz.certificates import Certificates
from trials.fuzz.judge import judge
from trials.fuzz.points import Projection
from trials.fuzz.tally import Tally

_IN_ONE_CONTEXT = 25
_POINTS = 3
_MUTATED = 0.35
_KEPT = 8  # theorems that later certificates may use


def certificates(rng: random.Random, count: int, tally: Tally) -> None:
    """Random ones and mutated ones; what `prove` accepts is judged."""
    for _ in range(count // _IN_ONE_CONTEXT):
        premises = vocabulary.random_premises(rng)
        n = Normalizer(vocabulary.context(premises))
        known: list[Theorem] = []
        drawn = Certificates(rng, n, known)
        for _ in range(_IN_ONE_CONTEXT):
            case = drawn.case(rng.random() < _MUTATED)
            made = attempt("certificates", tally, prove, n, case.statement, case.certificate)
            if made is not None:
                judged("certificates", made, rng, [p.project for p in premises], tally)
                known[:] = [*known, made][-_KEPT:]


def attempt(kind: str, tally: Tally, rule: Callable[..., Theorem], *given: Any) -> Theorem | None:
    """The theorem that a rule makes, or None where it refuses."""
    try:
        made = rule(*given)
    except IllPosed:
        tally.add(kind, "ill-posed")
        return None
    except KernelError:
        tally.add(kind, "refused")
        return None
    tally.add(kind, "proved")
    return made


def judged(
    kind: str, made: Theorem, rng: random.Random, projections: list[Projection], tally: Tally
) -> None:
    found = judge(made, rng, _POINTS, projections)
    tally.add(kind, "points", found.points)
    tally.add(kind, "undecided points", found.undecided)
    tally.add(kind, "points of equality", found.equal)
    if made.equality is not None:
        tally.add(kind, "equality conditions")
    if not found.points:
        tally.add(kind, "proved without a point")
    if found.wrong:
        tally.wrong(kind, f"{made} {found.wrong}")
