"""A search for a mutant's proof ends, and what is given up counts as no proof."""

import time

from derive.derivation.limits import Limits
from derive.looks import look
from trials.mutants import killers


def test_a_search_that_takes_too_long_finds_nothing(monkeypatch):
    monkeypatch.setattr(killers, "SEARCH", Limits(0.05))
    end = time.monotonic() + 5

    def search():
        while time.monotonic() < end:
            look()
        return "found"

    assert killers.in_time(search) is None
    assert killers.in_time(lambda: "found") == "found"
