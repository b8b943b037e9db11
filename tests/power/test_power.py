"""The corpus of one-step statements: nothing is called wrongly, and most is decided."""

import pytest

from trials.power import EXPECTED, KINDS, decide, statements

LEAST = {"scalars": 0.5, "extremes": 0.8}  # of the half that is seen; 0.9 elsewhere


@pytest.mark.parametrize("kind", [k for k in KINDS if k != "extremes"])
def test_the_seen_half(kind):
    results = [decide(kind, *of, trials=100) for of in statements(kind, "seen")]
    assert not [r for r in results if r.is_wrong]
    decided = sum(r.verdict == EXPECTED[r.true] for r in results)
    assert decided >= LEAST.get(kind, 0.9) * len(results)


def test_every_statement_says_why():
    everything = [s for kind in KINDS for _, _, s in statements(kind)]
    assert len(everything) >= 300 and all(s.why for s in everything)
    assert len({(repr(s.claim), repr(s.given)) for s in everything}) == len(everything)
