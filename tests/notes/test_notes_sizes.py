"""A size of which the notes do not say what it is the size of refutes nothing by itself; an
alphabet that is listed has its own."""

import pytest

from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from tests.notes.verdicts import FALSE, TRUE, one


def verdicts(text):
    report = check_notes("t.md", text=text, notation=NOTHING)
    return [s.verdict for c in report.chains for s in c.steps]


def test_a_size_without_its_alphabet():
    text = "$$-\\sum_{i=1}^N \\frac{1}{N} \\ln \\frac{1}{N} = \\ln N$$\n\n"
    text += "$$-\\sum_i p_i \\ln p_i \\le \\ln N$$"
    assert verdicts(text)[1] in ("refuted unless", "unread", "proved if")


def test_the_size_of_the_alphabet_itself():
    assert verdicts("$$-\\sum_{i=1}^N p_i \\ln p_i \\le \\ln N$$") == ["proved"]
    assert verdicts("$$-\\sum_{i=1}^N p_i \\ln p_i = \\ln N$$") == ["refuted"]


def test_a_size_that_the_text_says_is_one_and_the_verdict_rests_on_it():
    text = (
        "Let $p$ be a distribution on $n$ symbols.\n\n$$ -\\sum_x p(x) \\log p(x) \\le \\log n $$\n"
    )
    report = check_notes("t.md", text=text, notation=NOTHING)
    (step,) = (s for c in report.chains for s in c.steps)
    assert step.verdict == "proved"
    assert [r.quote for r in step.rests_on_text] == ["Let $p$ be a distribution on $n$ symbols."]
    without = text.replace(" on $n$ symbols", "")
    assert verdicts(without)[0] not in ("proved", "proved if", "refuted")


def test_two_ends_over_one_alphabet_are_asked_about():
    text = "$$\\sum_{i=1}^n p_i = 1$$\n\n$$\\sum_{i=1}^m p_i \\ln p_i \\le 0$$"
    assert verdicts(text) == ["unread", "unread"]
    assert verdicts(text.replace("^m", "^n"))[0] == "proved"


LISTED = r"Let $\mathcal{X} = \{x_1, \ldots, x_m\}$ be the "


def test_an_alphabet_that_is_listed_has_its_size_and_is_no_data():
    text = LISTED + "source alphabet."
    assert one(text, r"H(X) \le \log m").verdict in TRUE
    assert one(text, r"H(X) = -\sum_{i=1}^m p(x_i) \log p(x_i)").verdict in TRUE
    assert one(text, r"H(X) \le \log (m - 1)").verdict in FALSE


@pytest.mark.parametrize("what", ["data set.", "set of all observations.", "sample."])
def test_data_that_are_listed_are_no_alphabet(what):
    assert one(LISTED + what, r"H(X) \le \log m").verdict == "unread"
