"""A mean that no sign says: proved if it is meant; refuted, where it is false at a letter too."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings
from tests.notes.verdicts import FALSE, one

JOINT = r"D(r(x,y) \| r(x) r(y))"


def step(display):
    text = f"Let $r(x,y)$ and $s(x,y)$ be joint laws.\n\n$$ {display} $$\n"
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return found.chains[-1].steps[-1]


@pytest.mark.parametrize(
    "display",
    [
        rf"{JOINT} = D(r(x|y) \| r(x))",
        rf"D(r(y|x) \| r(y)) = {JOINT}",
        r"D(r(x,y) \| s(x,y)) = D(r(x) \| s(x)) + D(r(y|x) \| s(y|x))",
    ],
)
def test_what_is_true_on_average_is_proved_if_that_is_meant(display):
    made = step(display)
    assert made.verdict == "proved if"
    assert any(a.startswith("averaged over") for a in made.assumed)


def test_a_mean_that_is_written_is_not_assumed():
    made = step(rf"{JOINT} = \sum_y r(y) D(r(x|y) \| r(x))")
    assert made.verdict == "proved"


def test_what_is_false_on_average_is_false_at_a_letter():
    made = step(rf"{JOINT} = 2 D(r(x|y) \| r(x))")
    assert made.verdict == "refuted"
    assert not any(a.startswith("averaged over") for a in made.assumed)


def test_but_not_where_it_is_no_term():
    made = step(rf"{JOINT} = D(r(x|y) \| r(x))^2")
    assert made.verdict == "refuted unless"
    assert any(a.startswith("averaged over") for a in made.assumed)


def test_what_the_same_side_sums_over_is_averaged_too():
    parts = r"D(p(x)\|q(x)) + D(p(y|x)\|q(y|x))"
    made = one("", rf"{parts} \ge D(p(y)\|q(y))")
    assert made.verdict == "proved if" and "averaged over x" in made.assumed
    assert one("", rf"{parts} \le D(p(y)\|q(y))").verdict in FALSE


@pytest.mark.parametrize(
    "display",
    [
        rf"{JOINT} = \mathbb{{E}}_{{r(y)}}[D(r(y|x) \| r(y))]",
        rf"{JOINT} = \sum_y r(y) D(r(y|x) \| r(y))",
    ],
)
def test_a_mean_over_the_wrong_letter_is_not_one_over_the_right_letter(display):
    made = step(display)
    assert made.verdict == "refuted"
    assert not made.assumed
