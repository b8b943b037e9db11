"""Statements of `derive.strategies`, as many as wanted, from a seed."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from derive.strategies import VOCABULARY, Stated, Vocabulary, statements


def drawn(
    rng: random.Random, count: int, vocabulary: Vocabulary = VOCABULARY, depth: int = 3
) -> list[Stated]:
    """`count` statements; the same ones for the same state of `rng`."""
    found: list[Stated] = []

    @seeded(rng.randrange(2**32))
    @settings(
        max_examples=2 * count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(statements(vocabulary, depth))
    def collect(stated: Stated) -> None:
        found.append(stated)

    while len(found) < count:
        collect()
    return found[:count]
