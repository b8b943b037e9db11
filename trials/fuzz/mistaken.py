"""A statement with one of the mistakes of the mutants in it."""

from __future__ import annotations

import random

from derive.strategies import Stated
from trials.mutants import operators
from trials.mutants.judge import Statement


def mistaken(stated: Stated, rng: random.Random) -> Stated:
    """The statement with one mistake, or itself where none of a few kinds fits."""
    whole = Statement(stated.relation, tuple(stated.given))
    for name in rng.sample(sorted(operators.RELATIONS), 6):
        made = operators.mutants(whole, operators.RELATIONS[name])
        if made:
            chosen = rng.choice(made)
            return Stated(chosen.relation, chosen.given)
    return stated
