"""H[(X|Y=y)], letters of a variable that are called as another, and independence "over Z"."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one

THREE = r"Let $X, Y, Z$ be random variables."


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (
            r"H[X|Y] = \sum_y P(Y=y) H[(X|Y=y)]",
            r"H[X|Y] = \sum_y P(Y=y)^2 H[(X|Y=y)]",
        ),
        (
            r"H[(X|Z=z),(Y|Z=z)] = H[Y|Z=z] + H[(X|Z=z)|(Y|Z=z)]",
            r"H[(X|Z=z),(Y|Z=z)] = H[Y|Z=z] + H[(X|Z=z)]",
        ),
        (
            r"\mathbb{I}[X:Y|Z] = \sum_z P[Z=z]\, \mathbb{I}[(X|Z=z):(Y|Z=z)]",
            r"\mathbb{I}[X:Y|Z] = \sum_z \mathbb{I}[(X|Z=z):(Y|Z=z)]",
        ),
    ],
)
def test_a_variable_under_a_condition(right, wrong):
    assert one(THREE, right).verdict in TRUE
    assert one(THREE, wrong).verdict in FALSE


def test_under_two_conditions_it_is_not_read():
    assert one(THREE, r"H[(X|Z=z),(Y|Z=w)] \ge 0").verdict == "unread"


@pytest.mark.parametrize("p", ["P(X=s)", r"\mathbb{P}[X=s]"])
@pytest.mark.parametrize("letters", [r"s \in S", r"s \in \mathcal{X}", "s"])
def test_the_values_of_a_variable_by_another_letter(p, letters):
    right = rf"H(X) = \sum_{{{letters}}} {p} \log \frac{{1}}{{{p}}}"
    assert one("", right).verdict in TRUE
    assert one("", right.replace(r"\log", r"2\log")).verdict in FALSE


def test_the_size_of_their_set_is_the_alphabets():
    before = r"$$ \sum_{s \in S} P(X=s) = 1 $$"
    assert one(before, r"H(X) \le \log |S|").verdict == "proved"
    assert one(before, r"H(X) \le \log |S| - 1").verdict in FALSE


EQUAL = r"H(X,Y,Z) = H(X,Z) + H(Y,Z) - H(Z)"


@pytest.mark.parametrize("said", ["over", "relative to", "given"])
def test_conditionally_independent_over(said):
    made = one(f"If $X, Y$ are conditionally independent {said} $Z$, then", EQUAL)
    assert made.verdict == "proved if"
    assert made.rests_on_text


def test_independent_over_an_alphabet_is_no_condition():
    made = one(r"If $X, Y$ are independent over $\mathcal{Z}$, then", EQUAL)
    assert made.verdict not in TRUE
