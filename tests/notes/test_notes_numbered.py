"""One letter that is a law in a section, and a number where the text says so."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

LAW = r"$$ H(Z) = -\sum_z q(z) \log q(z) $$"
SAID = r"For a Bernoulli variable with parameter $q$:"


def last(*parts):
    text = "\n\n".join(parts)
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return found.chains[-1].steps[-1]


@pytest.mark.parametrize(
    ("relation", "verdict"),
    [
        (r"H(q) = -q \log q - (1-q) \log(1-q)", "proved"),
        (r"H(q) = -q \log q + (1-q) \log(1-q)", "refuted unless"),
        (r"q \le 1", "proved"),
    ],
)
def test_it_is_a_number_where_it_stands_as_one(relation, verdict):
    assert last(LAW, SAID, f"$$ {relation} $$").verdict == verdict


@pytest.mark.parametrize("relation", [r"H(q) = -\sum_z q(z) \log q(z)", r"H(Z) = -\sum q \log q"])
def test_it_stays_a_law_where_it_stands_as_one(relation):
    step = last(LAW, SAID, f"$$ {relation} $$")
    assert step.verdict == "proved"


def test_it_is_not_taken_for_a_number_where_nothing_says_so():
    assert last(LAW, r"$$ H(q) = -q \log q $$").verdict == "unread"


def test_beside_one_minus_it_it_is_a_probability_and_that_is_said():
    step = last(LAW, r"$$ H(q) = -q \log q - (1-q) \log(1-q) $$")
    assert (step.verdict, step.assumed) == ("proved if", ("0 ≤ q ≤ 1",))
    step = last(LAW, r"$$ H(q) = -q \log q + (1-q) \log(1-q) $$")
    assert (step.verdict, step.assumed) == ("refuted unless", ("0 ≤ q ≤ 1",))
