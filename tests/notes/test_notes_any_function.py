"""f(a) of an f that nothing says: values, and lines below a convex one."""

import re

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

CONVEX = "For a convex function $f$:"
TRUE_OF_CONVEX = [
    r"E[f(X)] \ge f(E[X])",
    r"E f(X) \ge f(EX)",
    r"\sum_i p_i f(x_i) \ge f\left(\sum_i p_i x_i\right)",
    r"f(\lambda a + (1-\lambda) b) \le \lambda f(a) + (1-\lambda) f(b)",
    r"\sum_x q(x) f\left(\frac{p(x)}{q(x)}\right) \ge f\left(\sum_x q(x) \frac{p(x)}{q(x)}\right)",
]


def _turned(display):
    other = {"ge": "le", "le": "ge"}
    return re.sub(r"\\(ge|le)\b", lambda found: "\\" + other[found[1]], display)


@pytest.mark.parametrize("display", TRUE_OF_CONVEX)
def test_jensen(display):
    found = one(CONVEX, display)
    assert found.verdict == "proved if"
    assert any("convex [line 1]" in a for a in found.assumed)
    assert one(CONVEX, _turned(display)).verdict in ("refuted unless", "open")
    assert one("", display).verdict in ("refuted unless", "open")


@pytest.mark.parametrize("display", TRUE_OF_CONVEX)
def test_concave_is_the_other_way_round(display):
    assert one("对于上凸函数 $f(x)$，有：", _turned(display)).verdict == "proved if"
    assert one("If $f$ is concave, then", display).verdict in ("refuted unless", "open")


def test_both_words_say_neither():
    said = "A convex or concave function $f$ has:"
    assert one(said, TRUE_OF_CONVEX[2]).verdict != "proved if"


def test_one_argument_has_one_value():
    assert one("", "f(a + b) = f(b + a)").verdict == "proved"
    assert one("", "f(a + b) = f(a) + f(b)").verdict == "refuted unless"
    assert one("", "f(a + 1) = f(b + 1)").verdict == "refuted unless"
    assert one("", r"f(\max(a, b)) = f(\max(b, a))").verdict == "proved"


def test_weights_need_not_sum_to_one():
    said = f"Let $a_i > 0$ and $b_i > 0$. {CONVEX}"
    right = r"\sum_{i=1}^n b_i f(\frac{a_i}{b_i}) \ge (\sum_{i=1}^n b_i) f(%s)"
    mean = r"\frac{\sum_{i=1}^n a_i}{\sum_{i=1}^n b_i}"
    assert one(said, right % mean).verdict == "proved if"
    assert one(said, right % r"\frac{\sum_{i=1}^n a_i}{2}").verdict in FALSE


def test_what_is_said_of_a_function_is_used():
    said = r"Let $f(t) = t \log t$."
    assert one(said, r"f(2) = 2 \log 2").verdict == "proved"
    shown = steps("$$ f(t) = t^2 $$\n\nso\n\n$$ f(a + 1) = a^2 + 2 a + 1 $$\n")
    assert [s.verdict for s in shown] == ["definition", "proved"]


@pytest.mark.parametrize("display", ["f(a, b) = f(a) + f(b)", r"L(2\theta) = 2 L(\theta)"])
def test_functions_of_several_numbers_and_losses_are_not_taken_for_any(display):
    assert one("", display).verdict == "unread"


def test_a_random_variable_is_no_number():
    assert one("", r"E_{z \sim q}[X] \ge 0").verdict == "unread"


def test_more_points_than_it_is_said_for_are_not_read():
    beside = "f(2c) + f(3c) + f(4c)"
    found = one("", rf"f((a+b)^2) + {beside} = f(a^2+2ab+b^2) + {beside}")
    assert found.verdict == "unread" and "4 points" in found.why
    two = one("", r"f((a+b)^2) + f(2c) = f(a^2+2ab+b^2) + f(2c)")
    assert two.verdict in TRUE
