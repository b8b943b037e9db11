"""Facts of more variables than a relation has say of these what they imply, and no more."""

import pytest

from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings


def verdicts(text, *displays):
    whole = text + "".join(f"\n\n$$ {d} $$" for d in displays)
    report = check_notes("t.md", Settings(trials=6), text=whole, notation=NOTHING)
    return [s.verdict for c in report.chains for s in c.steps]


def test_a_part_of_a_chain_is_a_chain():
    text = r"Let $X \to Y \to Z \to W$."
    true = r"I(X;Z|Y) = 0", r"I(X;Z) \le I(X;Y)", r"I(X;W|Y) = 0", r"I(X;W) \le I(Y;Z)"
    false = r"I(X;Z) \ge I(X;Y)", r"I(X;Y|Z) = 0", r"I(X;Y) = 0", r"H(X) \ge 1"
    assert verdicts(text, *true) == ["proved"] * 4
    assert verdicts(text, *false) == ["refuted"] * 4


def test_some_of_those_that_are_independent():
    text = "Let $X, Y, Z$ be mutually independent."
    assert verdicts(text, "I(X;Y) = 0", "H(X,Z) = H(X) + H(Z)", "H(X) = H(Y)") == [
        "proved", "proved", "refuted",
    ]  # fmt: skip


def test_a_function_of_two_and_one_of_these_of_the_other():
    text = "Let $Y$ be a function of $(X,Z)$ and $Z$ a function of $X$."
    assert verdicts(text, "H(Y|X) = 0", "H(Z|X) = 0", "H(X|Y) = 0", "H(X|Y,Z) = 0") == [
        "proved", "proved", "refuted", "refuted",
    ]  # fmt: skip


def test_one_variable_joins_two_facts():
    text = r"Let $X \to Y \to Z$. Let $W$ be a function of $Z$."
    true, false = r"I(X;W) \le I(X;Y)", r"I(X;W) \ge I(X;Y)"
    assert verdicts(text, true, false) == ["proved", "refuted"]


def test_a_function_of_more_says_nothing_of_one():
    assert verdicts("Let $Y$ be a function of $X$ and $Z$.", "H(Y|X) = 0", "H(Y|X,Z) = 0") == [
        "refuted", "proved",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "of", ["only up to noise", "and noise", "once $Z$ is known", "with errors"]
)
def test_a_function_up_to_something_is_none(of):
    assert verdicts(f"$X$ is a function of $Y$ {of}.", "H(X|Y) = 0") == ["refuted unless"]
