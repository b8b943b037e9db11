"""Events that something made of random variables meets: what is known of their probabilities."""

import pytest

from tests.notes.verdicts import one, steps

TAIL = r"\Pr(|-\tfrac1n \log p(X^n) - H(X)| > \epsilon)"


@pytest.mark.parametrize("bound", [r"< \frac{\gamma}{3}", r"\le \frac{1}{n \epsilon^2}", r"\ge 2"])
def test_beyond_its_bounds_nothing_is_said(bound):
    made = one("", f"{TAIL} {bound}")
    assert made.verdict == "open" and "between 0 and 1" in made.why


def test_it_lies_between_0_and_1():
    assert one("", rf"{TAIL} \le 1").verdict == "proved"
    assert one("", rf"0 \le {TAIL}").verdict == "proved"


def test_one_name_for_one_event_and_law():
    same = rf"\frac12 {TAIL} \le {TAIL}"
    assert one("", same).verdict == "proved"
    other = TAIL.replace("> \\epsilon", "> 2 \\epsilon")
    assert one("", rf"\frac12 {TAIL} \le {other}").verdict == "open"
    under = [TAIL.replace(r"\Pr", rf"\Pr_{{{q}}}") for q in "pq"]
    assert one("", rf"\frac12 {under[0]} \le {under[1]}").verdict != "proved"


def test_what_it_introduces():
    assert one("", r"P_e = \Pr(g(Y) \neq W)").verdict == "definition"


def test_a_letter_that_runs_in_it():
    assert one("", r"\sum_x p(x) = \sum_x \Pr(|x - X| > \epsilon)").verdict == "unread"


def test_of_a_variable_it_is_computed():
    assert one("", r"P(X \neq Y) \le 0").verdict in ("refuted", "refuted unless")


def test_sums_over_two_letters():
    two, three = r"\sum_{x=0}^1 P_X(x) H(Y|X=x)", r"-\sum_{x=0}^2 p(x) \log p(x)"
    first, second = steps(f"$$H(Y|X) = {two}$$\n\n$$H(X) = {three}$$")
    assert first.verdict == "proved if" and "X is 0 or 1" in first.assumed
    assert second.verdict == "unread"


def test_at_the_number_below_a_variable():
    right = r"-P_Y(0|X=x)\log P_Y(0|X=x) - P_Y(1|X=x)\log P_Y(1|X=x)"
    assert one("", f"H(Y|X=x) = {right}").verdict == "proved if"
    wrong = right.replace("P_Y(1|X=x)\\log P_Y(1|X=x)", "P_Y(1|X=x)\\log P_Y(0|X=x)")
    assert one("", f"H(Y|X=x) = {wrong}").verdict in ("refuted", "refuted unless")
