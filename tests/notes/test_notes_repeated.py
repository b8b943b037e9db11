"""Sums and products of equal terms, whose letter stands nowhere in them."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings


@pytest.mark.parametrize(
    ("relation", "verdict"),
    [
        (r"\sum_{i=1}^8 \frac18 \log_2 8 = 3", "proved"),
        (r"\sum_{i=1}^8 \frac18 \log_2 8 = 2", "refuted"),
        (r"\sum_{i=0}^8 2 = 18", "proved"),
        (r"\prod_{j=1}^5 2 = 32", "proved"),
        (r"\prod_{j=1}^5 2 = 10", "refuted"),
        (r"-\sum_{i=1}^6 \frac16 \log_2 \frac16 \approx 2.585", "true to rounding"),
        (r"-\sum_{i=1}^6 \frac16 \log_2 \frac16 \approx 2.595", "wrong value"),
        (r"\sum_{i=1}^6 c_i = 6", "unread"),
        (r"\sum_{i=1}^6 i = 6", "unread"),
    ],
)
def test_as_many_as_there_are(relation, verdict):
    found = check_notes(
        "n.md", Settings(trials=60), Limits(20), text=f"$$ {relation} $$", notation=NOTHING
    )
    assert [s.verdict for c in found.chains for s in c.steps] == [verdict]
