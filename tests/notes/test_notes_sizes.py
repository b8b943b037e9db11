"""A size of which the notes do not say what it is the size of refutes nothing by itself."""

from derive.notes.check import check_notes
from derive.notes.settings import NOTHING


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
