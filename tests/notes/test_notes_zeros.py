"""What zeros of laws alone break: proved without them, and never called refuted."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings


def verdicts(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


@pytest.mark.parametrize(
    "right",
    [
        r"\log \sum_y r(y|x) \frac{p(x,y)}{r(y|x)}",
        r"\log \mathbb{E}_{r(y|x)}\left[\frac{p(x,y)}{r(y|x)}\right]",
    ],
)
def test_a_law_multiplied_and_divided_inside_a_logarithm(right):
    (step,) = verdicts(rf"$$ \log \sum_y p(x,y) = {right} $$")
    assert step.verdict == "proved if"
    assert any("≪" in h for h in step.assumed), step.assumed


def test_what_is_false_without_zeros_too_stays_refuted():
    (step,) = verdicts(r"$$ \log \sum_y p(x,y) = \log \sum_y r(y|x)^2 \frac{p(x,y)}{r(y|x)} $$")
    assert step.verdict == "refuted"
    assert step.counterexample


@pytest.mark.parametrize(
    "text",
    [
        r"$$ 1 = \sum_a r(a|b) $$",
        r"$$ \sum_{a' \ne a} r(a'|b) = 1 - r(a|b) $$",
        r"$$ \sum_{a,b} r(a|b) = |\mathcal{B}| $$",
    ],
)
def test_a_conditional_sums_to_one_where_its_condition_may_come_true(text):
    _, step = verdicts("Let $r(a,b)$ be a joint law.\n\n$$ r(b) = \\sum_a r(a,b) $$\n\n" + text)
    assert step.verdict == "proved if"
    assert step.assumed == ("r(b) ≠ 0",)


@pytest.mark.parametrize("text", [r"$$ \sum_b r(a|b) = 1 $$", r"$$ \sum_a r(a|b) = 2 $$"])
def test_a_wrong_sum_of_a_conditional_stays_refuted(text):
    _, step = verdicts("Let $r(a,b)$ be a joint law.\n\n$$ r(b) = \\sum_a r(a,b) $$\n\n" + text)
    assert step.verdict == "refuted" and step.counterexample
