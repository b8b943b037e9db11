"""Facts about alphabets, some made spaces: the kernel proves none that cells with widths refute."""

import random

from trials.fuzz.spaces import decide
from trials.fuzz.tally import Tally


def test_no_contradiction_over_spaces():
    tally, rng = Tally(), random.Random(7)
    while tally.statements < 12:
        decide(rng, tally)
    assert not tally.contradictions
    counts = tally.counts["spaces"]
    assert counts["proved"] and counts["refuted"]
