"""The empirical distribution of data: a law that the data make, and not any law."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

COUNTS = r"\frac{1}{m} \sum_{j=1}^m \mathbf{1}[x_j = x]"
MEANS = r"$$ \frac{1}{m} \sum_{j=1}^m \log r(x_j) = \sum_x \tilde p(x) \log r(x) $$"


def steps(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


@pytest.mark.parametrize(
    "said",
    [
        rf"Observations $x_1, \dots, x_m$ with empirical law $\tilde p(x) = {COUNTS}$.",
        rf"Take samples $x_1, \dots, x_m$. Their histogram is $\tilde p(x) = {COUNTS}$.",
        rf"We observe data $x_1,\dots,x_m$ and count them: $\tilde p(x) = {COUNTS}$.",
        r"Of data $x_1, \dots, x_m$ we use $\tilde p(x) = \frac{1}{m} \sum_{j=1}^m"
        r" \mathbb{1}\{x = x_j\}$.",
    ],
)
def test_a_mean_over_data_is_one_under_the_empirical_law(said):
    (step,) = steps(f"{said}\n\n{MEANS}\n")
    assert step.verdict == "proved if"
    assert all("> 0" in h or "≪" in h for h in step.assumed), step.assumed
    assert step.rests_on_text


def test_it_is_none_under_another_law_and_not_with_the_wrong_factor():
    said = rf"Data $x_1, \dots, x_m$ have the empirical law $\tilde p(x) = {COUNTS}$."
    mean = r"\sum_{j=1}^m \log r(x_j)"
    wrong, other = steps(
        f"{said}\n\n$$ {mean} = \\sum_x \\tilde p(x) \\log r(x) $$\n\n"
        f"$$ \\frac1m {mean} = \\sum_x p(x) \\log r(x) $$\n"
    )
    assert wrong.verdict != "proved" and wrong.verdict != "proved if"
    assert other.verdict.startswith("refuted")


def test_what_is_claimed_of_a_count_is_no_definition():
    said = rf"Data $x_1, \dots, x_m$. It is not true that $\tilde p(x) = {COUNTS}$."
    (step,) = steps(f"{said}\n\n{MEANS}\n")
    assert not step.verdict.startswith("proved")
