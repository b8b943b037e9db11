"""What is supposed for a case holds until the text goes on to another, and is a condition."""

import pytest

from tests.notes.scoped import APART, BAD, SUM, UNIFORM, conditions, steps, verdicts

_DERIVED = "| H(X|Y) = H(X)"


@pytest.mark.parametrize(
    "leading",
    [
        "If $X$ and $Y$ are independent, then",
        "Suppose $X$ and $Y$ are independent.",
        "Assume for the moment that $X$ and $Y$ are independent.",
        "Consider the case that $X$ and $Y$ are independent.",
        "Whenever $X$ and $Y$ are independent, we have",
    ],
)
def test_what_rests_on_a_case_is_proved_if_and_says_of_which(leading):
    (step,) = steps(leading, APART)
    assert step.verdict == "proved if" and step.assumed == ()
    assert conditions(step) == ["$X$ and $Y$ are independent"]


@pytest.mark.parametrize(
    "leading",
    [
        "Let $X$ and $Y$ be independent.",
        "Throughout, $X$ and $Y$ are independent.",
        "We assume that $X$ and $Y$ are independent.",
        "The variables $X$ and $Y$ are independent.",
    ],
)
def test_what_holds_for_the_whole_is_no_condition(leading):
    found = steps(leading, APART, "So far so good. A word on the sum.", SUM)
    assert [s.verdict for s in found] == ["proved", "proved"]
    assert not any(map(conditions, found))


def test_said_for_good_and_for_a_case_it_holds_for_good():
    leading = ("Let $X$ and $Y$ be independent.", "As we suppose $X$ and $Y$ are independent:")
    assert verdicts(*leading, APART) == ["proved"]


@pytest.mark.parametrize(
    "later",
    [
        "Hence always",
        "This is special. In general",
        "Now let $X$ and $Y$ be arbitrary.",
        "For arbitrary $X$ and $Y$,",
        "Next consider the case $X = Y$.",
        "The general case:",
        "Without independence we find",
        "However, for every joint law",
        "(b) Suppose $Y = f(X)$.",
        "Now suppose instead that $X$ is a copy of $Y$.",
        "**Remark.** It may be seen that",
        "In the second case",
        "For the other variables",
        "Conversely,",
    ],
)
def test_a_supposition_ends_where_the_text_goes_on_to_something_else(later):
    one, other = verdicts("Suppose $X$ and $Y$ are independent.", APART, later, APART)
    assert one == "proved if"
    assert other in BAD


@pytest.mark.parametrize(
    "later",
    [
        "It follows that",
        "Let $f$ be a function. Then",
        "Moreover, by the chain rule,",
        "Suppose further that $X$ is uniform. Then again",
        "Assume also that $Z$ is a function of $Y$. Still",
        "If $U$ is some third variable, nothing changes:",
        "For each $x \\in \\mathcal{X}$ and every $y$ the law factorizes, and therefore",
    ],
)
def test_a_supposition_goes_on_where_the_text_does(later):
    one, other = verdicts("Suppose $X$ and $Y$ are independent.", APART, later, _DERIVED)
    assert (one, other) == ("proved if", "proved if")


def test_an_if_holds_for_what_ends_its_sentence():
    less, none = "| H(Z) \\le H(X)", "| H(Z|X) = 0"
    found = verdicts("If $Z = f(X)$, then", less, "and for arbitrary $Z$,", none)
    assert found[0] == "proved if" and found[1] in BAD
    both = verdicts("If $X$ and $Y$ are independent then", APART, "and hence", SUM)
    assert both == ["proved if", "proved if"]


def test_three_cases_are_three():
    found = verdicts(
        "(a) Suppose $X$ and $Y$ are independent.", APART,
        "(b) Suppose $Y = f(X)$.", APART, "| H(Y|X) = 0",
        "(c) In general", "| H(Y|X) = 0",
    )  # fmt: skip
    assert found[0] == found[2] == "proved if"
    assert found[1] in BAD and found[3] in BAD


def test_in_a_case_that_is_over_a_claim_is_not_refuted_outright():
    later = "Next consider the case that $X$ is uniform."
    (_, step) = steps("Suppose $X$ and $Y$ are independent.", APART, later, APART)
    assert step.verdict == "refuted unless"


@pytest.mark.parametrize(
    "remark",
    [
        "If $p$ is uniform on $\\mathcal{X}$ then $H(p) = \\log |\\mathcal{X}|$. In general",
        "The maximum is attained when $p$ is uniform. For all $p$ on $\\mathcal{X}$,",
        "It follows from $H(p) = \\log |\\mathcal{X}|$ that $p$ is uniform.",
        "Many people think that $p$ is uniform, but",
        "Students tend to assume that $p$ is uniform; yet",
        "Note that $p$ is uniform only in the limit; for finite temperature, we have",
        "Equality holds at the end, hence $p$ is uniform.",
    ],
)
def test_what_is_concluded_reported_or_hedged_is_no_hypothesis(remark):
    (verdict,) = verdicts(remark, UNIFORM)
    assert verdict in (*BAD, "unread")


@pytest.mark.parametrize(
    "remark",
    [
        "Suppose $X$ is a function of $Y$ only up to noise.",
        "One might say that $X$ is a function of $Y$.",
        "The picture suggests that $X$ is a function of $Y$.",
    ],
)
def test_so_it_is_of_variables(remark):
    assert verdicts(remark, "| H(X|Y) = 0") == ["refuted unless"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Recall that $X$ is a function of $Y$.",
        "Here $X$ is a function of $Y$.",
        "Since $X$ is a function of $Y$, we have",
        "Thus let $X$ be a function of $Y$.",
        "Our sensor's reading $X$ is a function of $Y$.",
    ],
)
def test_what_the_text_says_itself_is_one(sentence):
    assert verdicts(sentence, "| H(X|Y) = 0")[0] in ("proved", "proved if")
