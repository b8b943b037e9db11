"""X_1, …, X_n that are i.i.d., of any length; sources and channels without memory."""

import pytest

from tests.notes.test_notes_more_variables import verdicts

FALSE = ("refuted", "refuted unless")
WHOLE = r"H(X_1,\dots,X_n)"


def test_of_one_law_and_independent():
    text = r"Let $X_1,\dots,X_n$ be i.i.d."
    assert verdicts(text, f"{WHOLE} = n H(X_1)") == ["proved"]
    assert verdicts(text, f"{WHOLE} = n H(X_1) + 1")[0] in FALSE
    assert verdicts(text, f"{WHOLE} = (n-1) H(X_1)")[0] in FALSE


def test_of_a_law_that_is_said():
    text = r"Let $X_1,\dots,X_n$ be i.i.d. with law $p$."
    assert verdicts(text, f"{WHOLE} = n H(p)") == ["proved"]
    text = "Let $X, Y$ be i.i.d. with distribution $p$."
    true, false = "H(X,Y) = 2 H(p)", "H(X,Y) = H(p)"
    assert verdicts(text, true, false, "H(X) = H(p)") == ["proved", "refuted", "proved"]


def test_independent_is_less():
    text = r"Let $X_1,\dots,X_n$ be independent."
    same = f"{WHOLE} = n H(X_1)"
    assert verdicts(text, rf"{WHOLE} = \sum_{{i=1}}^n H(X_i)", same) == [
        "proved", "refuted unless",
    ]  # fmt: skip
    assert verdicts("", same) == ["refuted unless"]


def test_a_channel_without_memory():
    text = "Let the channel be memoryless."
    claim = "I(X_1,X_2;Y_1,Y_2) {} I(X_1;Y_1) + I(X_2;Y_2)"
    assert verdicts(text, claim.format(r"\le"), claim.format(r"\ge")) == ["proved", "refuted"]
    assert verdicts("", claim.format(r"\le")) == ["refuted"]


def test_a_source_without_memory():
    text = "The source is memoryless."
    assert verdicts(text, "H(X_1,X_2) = 2 H(X_1)", "H(X_1,X_2) = 3 H(X_1)") == [
        "proved", "refuted",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["All variables are independent.", "Assume a noiseless channel.", "Our inputs are uniform.",
     "Suppose that the two variables are identically distributed.", "The source is stationary."],
)  # fmt: skip
def test_what_is_supposed_of_no_name_makes_it_unless(text):
    assert verdicts(text, "H(X,Y) = H(X) + H(Y)") == ["refuted unless"]


@pytest.mark.parametrize(
    "text",
    ["The divergence is not symmetric.", "We do not assume that the variables are independent.",
     "Entropy is a function of the law alone.", "A uniform law has the greatest entropy."],
)  # fmt: skip
def test_what_supposes_nothing_leaves_it_refuted(text):
    assert verdicts(text, "H(X,Y) = H(X) + H(Y)") == ["refuted"]
