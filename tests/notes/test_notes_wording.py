"""What is said of a relation that is not decided: words for one who writes notes, never our own."""

import pytest

from derive.notes.wording import of_language, of_open
from tests.notes.verdicts import steps

ABOUT = r"""
Let $p$ and $q$ be distributions on a finite set.

$$ H(p) = \infty $$

$$ p \ll q $$

$$ H(X) = \lim_{n\to\infty} \frac1n \log n + 1 $$

$$ p(q) = 1 $$

$$ \ln(H(p) - 1) \le \ln H(p) - H(q) $$
"""


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            "the name 'p' is declared twice, differently. Try another name for one.",
            "p stands for two things here: write another name for one of them",
        ),
        (
            "the law 'W' and the random variable W print alike, as W in LaTeX. Try another name.",
            "W stands for two things here: write another name for one of them",
        ),
        (
            "the letter 'k' runs over the alphabet 'i' and over 'k'. Try another name for one.",
            "k runs over two alphabets, those of i and of k: write another letter for one of them",
        ),
        (
            "x.size: x is a point of a space, which has no number of points. Try a finite one.",
            "the number of letters of x, which is a number itself: say over what x runs",
        ),
        ("t: got 2; expected a letter. Try x.", "t: got 2; expected a letter"),
    ],
)
def test_what_the_language_refuses(error, words):
    assert of_language(error) == words


@pytest.mark.parametrize(
    "why",
    [
        "the normal forms differ (2 terms)", "a remainder is left (1 terms)",
        "a weight is not visibly nonnegative: p[x=x]·f(x)", "no certificate found", "",
    ],
)  # fmt: skip
def test_a_search_that_finds_nothing_says_how_far_it_looked(why):
    found = "no proof found, by a search that is bounded"
    assert of_open(why, 300) == (
        f"{found}, and no counterexample among 300 models; smaller steps may be proved"
    )
    assert of_open(why, 0) == f"{found}; smaller steps may be proved"


def test_another_reason_stays_and_a_value_that_is_not_shown_is_asked_for():
    late = "not decided within 2 s; try --step-timeout, or smaller steps"
    assert of_open(late, 300) == late
    said = of_open("not shown to be well posed: ln(a): its argument may be 0", 300)
    assert said.startswith("it is not shown to have a value: ln(a): its argument may be 0; say")


def test_no_reason_is_in_our_own_words():
    found = [s.why for s in steps(ABOUT)]
    assert all(found)
    own = ("normal form", "expected one of", "well posed", "Error", "not read here", "None")
    assert not [w for w in found if any(o in w for o in own)]
