"""E[X] of a variable's values, E S of one whose law nobody says, "we may set", the law of X."""

import pytest

from tests.notes.verdicts import TRUE, one, steps

OF_X = r"Let $X$ be a random variable with law $p(x)$."


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"E[X] = \sum_x x p(x)", r"E[X] = \sum_x x^2 p(x)"),
        (r"E[X^2] \ge E[X]^2", r"E[X^2] \le E[X]^2"),
        (r"E[3 X + 1] = 3 E[X] + 1", r"E[3 X + 1] = 3 E[X]"),
        (r"E[X Y] = \sum_{x,y} p(x,y) x y", r"E[X Y] = \sum_{x,y} p(x) p(y) x y"),
    ],
)
def test_the_values_of_a_variable_are_averaged(right, wrong):
    assert one(OF_X, right).verdict in TRUE
    made = one(OF_X, wrong)
    assert made.verdict == "refuted unless"


def test_a_variable_is_no_number_outside_of_a_mean():
    assert one(OF_X, r"X \le 1").verdict == "unread"
    assert one(OF_X, r"\sum_x p(x) X = 1").verdict == "unread"


def test_the_mean_of_a_variable_without_a_law_is_a_number():
    made = one(r"Let $S$ denote the length of a codeword.", r"E S \log_2 a = \log_2 a \cdot E S")
    assert made.verdict in TRUE
    assert one("", r"E[S] \ge 0").verdict == "refuted unless"


def test_a_law_that_is_defined_is_not_that_of_x():
    before = r"Let $X$ be a random variable. Define $q_i = 2^{-\ell_i}/C$."
    display = r"H(X) = -\sum_i p_i \log_2 p_i \ge - \sum_i \ell_i p_i - \sum_i p_i \log_2 q_i"
    assert steps(f"{before}\n\n$$ {display} $$\n")[0].verdict == "proved"
    both = r"H(X) = -\sum_i p_i \log_2 p_i \le -\sum_i p_i \log_2 q_i"
    assert steps(f"$$ {both} $$\n")[0].verdict == "unread"


SET = r"""
# Proof

$$ \sum_i 2^{-s_i} \le 1 $$

For the second part WORDS

$$ s_i = \lceil -\log_2 p_i \rceil $$

so that

$$ s_i < 1 - \log_2 p_i $$

# Later

$$ s_i < 1 - \log_2 p_i $$
"""


@pytest.mark.parametrize("words", ["we may set", "let", "we now choose", "put"])
def test_a_name_is_set_to_the_end_of_its_section(words):
    first, said, behind, later = steps(SET.replace("WORDS", words))
    assert first.verdict == "refuted unless"
    assert said.verdict == "definition"
    assert behind.verdict == "proved if"
    assert later.verdict == "refuted unless"


@pytest.mark.parametrize("words", ["we get", "the upper bound is reached if we set out to show"])
def test_other_words_set_nothing(words):
    assert steps(SET.replace("WORDS", words))[1].verdict != "definition"
