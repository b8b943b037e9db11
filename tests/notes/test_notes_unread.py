"""A claim is not refuted beside a sentence about its names of which nothing usable was read."""

import pytest

from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings


def steps(text):
    report = check_notes("t.md", Settings(trials=6), text=text, notation=NOTHING)
    return [s for c in report.chains for s in c.steps]


def only(text):
    (step,) = steps(text)
    return step


APART = "\n\n$$ H(X,Y) = H(X) + H(Y) $$\n\n"
FALSE = "\n\n$$ D(p\\|q) = D(q\\|p) $$\n\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "Draw two cards; $X$ is the first and $Y$ the second.",
        "The parity $X$ says nothing here, and $Y$ counts the heads in three tosses.",
        r"Let $Y$ take the values $\{1,2,3\}$ with equal probabilities.",
        r"Let $Y = (X + Z) \bmod 2$ for a fair bit $Z$.",
        r"Let $X \sim \mathrm{Bernoulli}(\tfrac13)$.",
        r"Let $X \sim N(0, 1)$.",
        r"Let $X$ and $Y$ be random variables: two fair coins.",
        r"The law of the pair is $p(x,y) = \frac14$.",
        r"With the notation of the last chapter, $X \bowtie Y$.",
        "Suppose $X$ and $Y$ are unrelated or constant.",
    ],
)
def test_what_is_said_of_a_name_and_not_read_makes_it_unless(sentence):
    step = only(sentence + APART)
    assert step.verdict == "refuted unless"
    assert any(sentence[:12] in a or "not read" in a for a in (*step.assumed, step.why))


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Let $X$ and $Y$ be random variables.",
        r"Let $X$ and $Y$ be random variables with values in $\mathcal{X}$.",
        "We are given $(X, Y)$.",
        "For any $X$ and $Y$ we have",
        "The entropy of $X$ is at most one, says the folklore. Now",
        "Knowing $Y$ can only help to guess $X$.",
        "Here $U$ is the sum of two dice.",
        "Let $X$ be the input and $Y$ the output of a channel.",
        "How much does $Y$ tell about $X$?",
        "We drop the assumption that $X$ and $Y$ are independent.",
    ],
)
def test_what_restricts_nothing_leaves_it_refuted(sentence):
    assert only(sentence + APART).verdict == "refuted"


def test_of_laws():
    for said in (
        r"The law $q$ has $q(1) = \frac13$, and two letters.",
        "We take $q$ equal to $p$.",
        "Let $q$ be the reversal of $p$.",
    ):
        assert only(said + FALSE).verdict == "refuted unless", said
    for said in (
        "Let $p$ and $q$ be two distributions on the same alphabet.",
        "The divergence between $p$ and $q$ is no distance.",
        "The divergence of $q$ from $p$ is",
        r"Let $p$ be a distribution, so that $\sum_x p(x) = 1$.",
        "It is not symmetric in $p$ and $q$:",
    ):
        assert only(said + FALSE).verdict == "refuted", said


def test_in_its_section_and_not_beyond():
    said = "# One\n\nRoll a die and call it $X$, and its double $Y$."
    assert [s.verdict for s in steps(f"{said}{APART}# Two{APART}")] == ["refuted unless", "refuted"]


def test_a_case_of_another_display_is_none_of_this_one():
    text = f"If $X$ is the sum of two dice, much is known.\n\nIn general,{APART}"
    assert only(text).verdict == "refuted"


def test_what_is_proved_stays_so():
    claim = "\n\n$$ H(X,Y) \\le H(X) + H(Y) $$"
    assert only(f"Roll a die and call it $X$, and its double $Y$.{claim}").verdict == "proved"


def test_a_definition_that_is_used_is_read():
    said = r"Let $q(x) = p(x)^2$."
    claim = "\n\n$$ \\sum_x q(x) = 1 $$"
    assert only(f"Let $p$ be a distribution. {said}{claim}").verdict == "refuted"


def test_a_law_called_P_is_a_thing_of_which_sentences_speak():
    said = "The labels are one-hot in practice: $P(y = c) = 1$ for the class $c$.\n\n"
    line = "$$ -\\sum_k P(k) \\log Q(k) = -\\log Q(c) $$\n"
    found = check_notes("n.md", text=f"{said}Then all terms but one vanish:\n\n{line}")
    assert found.chains[0].steps[0].verdict == "refuted unless"
    found = check_notes("n.md", text=f"Then all terms but one vanish:\n\n{line}")
    assert found.chains[0].steps[0].verdict == "refuted"


@pytest.mark.parametrize(
    "sentence",
    [
        "It follows that $I(X;Y) = 0$ and",
        "We see that $I(X;Y) = 0$. So",
        "Thus $X$ is constant, and",
    ],
)
def test_what_is_concluded_right_before_may_be_what_it_is_claimed_of(sentence):
    assert only(sentence + APART).verdict == "refuted unless"


@pytest.mark.parametrize(
    "sentence",
    [
        "It follows that $I(X;Y) = 0$. This was of another kind. Here",
        "We see that $H(X,Y) = H(Y,X)$. So",
        r"We have $I(X;Y) \ge 0$ and",
        "Thus for $X$ and $Y$",
    ],
)
def test_what_is_no_condition_or_further_off_leaves_it_refuted(sentence):
    assert only(sentence + APART).verdict == "refuted"
