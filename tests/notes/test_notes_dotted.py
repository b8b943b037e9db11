"""The dot of p(·|x), and H of a law whose values are listed."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

PROVED = ("proved", "proved if")


def steps(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


@pytest.mark.parametrize(
    "display",
    [
        r"\sum_{x,y} r(x,y) \log \frac{r(y|x)}{s(y|x)} = \sum_x r(x) D(r(\cdot|x) \| s(\cdot|x))",
        r"H(Y|X) = \sum_x p_X(x) H(p_{Y|X}(\cdot|x))",
        r"D(P_{Y|X} \| Q_{Y|X} | P_X) = \mathbb{E}_{X \sim P_X}[D(P_{Y|X}(\cdot|X) \|"
        r" Q_{Y|X}(\cdot|X))]",
        r"H(\pi(\cdot|s)) = -\sum_a \pi(a|s) \log \pi(a|s)",
        r"D(q(\cdot|x) \| p(\cdot|x)) \ge 0",
        r"H(Y|X) = \sum_x p(x) H(p(\cdot|x))",
    ],
)
def test_the_letter_that_is_left_free(display):
    (step,) = steps(f"$$ {display} $$")
    assert step.verdict in PROVED, (step.verdict, step.why)


@pytest.mark.parametrize(
    "display",
    [
        r"H(Y|X) = \sum_y p(y) H(p_{Y|X}(\cdot|x))",
        r"H(Y) = \sum_x p(x) H(p(\cdot|x))",
        r"D(q(\cdot|x) \| p(\cdot|x)) = D(p(\cdot|x) \| q(\cdot|x))",
        r"H(\pi(\cdot|s)) = -\sum_a \pi(a|s) \log \pi(s|a)",
    ],
)
def test_what_is_false_of_it_is_not_proved(display):
    (step,) = steps(f"$$ {display} $$")
    assert step.verdict not in PROVED


def test_a_letter_that_is_bound_around_it_is_not_taken():
    (step,) = steps(r"$$ \sum_{x,y} p(x,y) H(p(\cdot|x)) = \sum_{x,y} p(x,y) p(y|x) $$")
    assert step.verdict == "unread"


def test_two_candidates_leave_it_open():
    found = steps(
        "$$ a = \\sum_y p(y|x) $$\n\n$$ b = \\sum_z p(z|x) $$\n\n$$ H(p(\\cdot|x)) \\ge 0 $$"
    )
    assert found[-1].verdict == "unread"


@pytest.mark.parametrize(
    "display",
    [
        r"H(p_1, \dots, p_n) = -\sum_{i=1}^n p_i \log p_i",
        r"H_n(p_1, \dots, p_n) = -\sum_{i=1}^n p_i \log p_i",
        r"0 \le H(p_1, \dots, p_n)",
        r"H(p_1, \ldots, p_n) \le \log n",
        r"H_n(q_1, \ldots, q_n) \le \log n",
    ],
)
def test_the_entropy_of_a_list(display):
    assert all(s.verdict == "proved" for s in steps(f"$$ {display} $$"))


@pytest.mark.parametrize(
    ("display", "verdict"),
    [
        (r"H(p_1, \dots, p_n) \le \log (n - 1)", "refuted"),
        (r"H(p_1, \dots, p_n) \ge \log n", "refuted"),
        (r"H(p_1, \dots, p_n, 0) = H(p_1, \dots, p_n)", "unread"),
        (r"H(p_1, \dots, p_m) \le \log n", "refuted"),
    ],
)
def test_and_no_more_than_that(display, verdict):
    (step,) = steps(f"$$ {display} $$")
    assert step.verdict.startswith(verdict), (step.verdict, step.why)


def test_variables_in_a_row_are_variables():
    (step,) = steps(r"$$ H(X_1, \dots, X_n) = \sum_{i=1}^n H(X_i | X_1, \dots, X_{i-1}) $$")
    assert step.verdict == "proved" and "X_" in step.readback_lhs
