"""Random variables of laws whose values are counted: X of the pmf w_i."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

SAID = r"Let $U$ be a random variable with pmf $w_k$, $k = 1, \dots, m$."


def steps(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


@pytest.mark.parametrize(
    ("relation", "verdict"),
    [
        (r"H(U) = -\sum_{k=1}^m w_k \log w_k", "proved"),
        (r"H(U) = \sum_{k=1}^m w_k \log w_k", "refuted"),
        (r"H(U) + \sum_k w_k \log w_k = 0", "proved"),
    ],
)
def test_its_entropy_is_that_of_the_law(relation, verdict):
    (step,) = steps(f"{SAID}\n\n$$ {relation} $$")
    assert step.verdict == verdict
    assert "H(U)" in step.readback_lhs
    assert any(r.line == 1 for r in step.rests_on_text)


def test_two_variables_of_one_such_law_have_no_law_in_common():
    text = rf"{SAID} Let $V$ be a random variable with pmf $w_k$."
    made = steps(text + "\n\n" r"$$ H(U, V) = -\sum_{k=1}^m w_k \log w_k $$")
    assert [s.verdict for s in made] == ["refuted"]


def test_a_variable_without_a_law_is_asked_for():
    (step,) = steps(f"{SAID}\n\n" r"$$ H(V) = -\sum_{k=1}^m w_k \log w_k $$")
    assert step.verdict == "unread"
