"""Values named by words, preferences, and H of numbers."""

import pytest

from tests.notes.verdicts import FALSE, one, steps

HALVES = r"\tfrac{5}{14}\log_2\tfrac{14}{5} + \tfrac{9}{14}\log_2\tfrac{14}{9}"


def verdicts(text):
    return [s.verdict for s in steps(text)]


@pytest.mark.parametrize("name", [r"IG(\text{Wind})", r"H_{avg}(\textrm{Play Golf | Wind})"])
def test_a_value_named_by_words_is_said_and_what_it_equals_is_checked(name):
    right = f"$$ {name} = 0.940 - 0.892 = 0.048 $$"
    assert verdicts(right) == ["definition", "proved"]
    assert verdicts(right.replace("0.048", "0.058")) == ["definition", "wrong value"]


def test_it_is_said_anew_where_it_stands_again():
    text = "# A\n\n$$ IG(\\text{Wind}) = 1 $$\n\n# B\n\n$$ IG(\\text{Wind}) = 2 $$\n"
    assert verdicts(text) == ["definition", "definition"]


def test_entropies_of_variables_with_words_for_names_stay_what_they_are():
    assert one("", r"H_2(\text{Play} | \text{Wind}) \le H_2(\text{Play})").verdict == "proved"


@pytest.mark.parametrize("sign", [r"\succ", ">", "≻"])
def test_a_preference_is_a_function_of_its_letters(sign):
    said = rf"$$ p(y_w {sign} y_l | x) = \sigma(r(x, y_w) - r(x, y_l)) $$"
    assert verdicts(said) == ["definition"]
    right = rf"\log p(y_w {sign} y_l|x) = -\log(1 + e^{{r(x, y_l) - r(x, y_w)}})"
    assert one(said, right).verdict.startswith("proved")
    assert one(said, right.replace("-\\log", "\\log")).verdict in FALSE
    turned = right.replace(f"y_w {sign} y_l", f"y_l {sign} y_w")
    assert one(said, turned).verdict in FALSE


def test_an_order_of_random_variables_is_no_preference():
    assert one("", r"P(X > Y) = \frac12").verdict == "unread"


@pytest.mark.parametrize(
    ("display", "verdict"),
    [
        (f"H(5, 9) = {HALVES}", "proved if"),
        (f"H(5, 9) = 2({HALVES})", None),
        (r"H(\tfrac12, \tfrac14, \tfrac14) = 1.5 \text{ bits}", "proved"),
        (r"H(\tfrac12, \tfrac14, \tfrac14) = 1.6 \text{ bits}", "wrong value"),
        (r"H(\tfrac14, \tfrac14) = 1 \text{ bits}", "unread"),
    ],
)
def test_h_of_numbers(display, verdict):
    made = one("", display)
    assert made.verdict == verdict if verdict else made.verdict in (*FALSE, "wrong value")
    if "5, 9" in display:
        assert any("counts" in a for a in made.assumed)


def test_zero_log_zero_is_a_term_of_a_sum_alone():
    made = one("", r"-1\log_2(1) - 0\log_2(0) = 0")
    assert made.verdict == "proved if"
    assert "0 log 0 = 0" in made.assumed
    assert one("", r"0\log 0 = 0").verdict == "unread"
    assert one("", r"1 + 2\log 0 = 1").verdict != "proved if"
