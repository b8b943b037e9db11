"""A number of the notes called b is not the free base of logarithms."""

import pytest

from derive.notes.check import check_notes
from derive.numeric import Settings


@pytest.mark.parametrize(
    "formula",
    [r"\log b = 1", r"\log b^2 = 2", r"\log (a b) = \log a + 1", r"\log b \ge 0"],
)
def test_b_is_any_number(formula):
    text = f"Let $a > 0$ and $b > 0$ be any numbers.\n\n$$ {formula} $$\n"
    report = check_notes("notes.md", text=text, settings=Settings(trials=60))
    (step,) = report.chains[0].steps
    assert step.verdict in ("refuted", "refuted unless")
