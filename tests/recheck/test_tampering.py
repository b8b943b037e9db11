"""Certificates changed field by field: without a new seal all are refused, with one all but those
that the kernel takes as certificates too."""

import pytest

from tests.recheck.build import of_script
from trials.tampering import tamper


@pytest.mark.parametrize(
    ("stem", "most"), [("gibbs", 60), ("kraft", 12), ("redundancy", 12), ("entropies", 10)]
)
def test_nothing_changed_is_accepted(stem, most):
    for seed, text in enumerate(sorted(of_script(stem).values(), key=len)[:6]):
        counts, wrong = tamper(text, most, seed)
        assert wrong == []
        assert counts["unsealed, accepted"] == 0
        assert counts["changes"] == most
