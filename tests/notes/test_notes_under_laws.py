"""H_p(X), I_p(X; Y) under a law that is named, copies of X, and names of displays not read."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

TWO = r"Let $p_1(x,y)$ and $p_2(x,y)$ be two laws."


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"I_{p_1}(X;Y) \ge 0", r"I_{p_1}(X;Y) \ge 1"),
        (r"I_{p_1}(X;Y) = H_{p_1}(X) - H_{p_1}(X|Y)", r"I_{p_1}(X;Y) = H_{p_1}(X) - H_{p_2}(X|Y)"),
        (
            r"H_{p_1}(X) = -\sum_x p_1(x) \log p_1(x)",
            r"H_{p_1}(X) = -\sum_x p_2(x) \log p_2(x)",
        ),
    ],
)
def test_measures_of_variables_under_a_law(right, wrong):
    assert one(TWO, right).verdict in TRUE
    assert one(TWO, wrong).verdict == "refuted"


def test_which_law_it_is_under_is_shown():
    made = one(TWO, r"I_{p_1}(X;Y) = I_{p_2}(X;Y)")
    assert made.verdict == "refuted"
    assert "p_{1}" in made.readback_lhs and "p_{2}" in made.readback_rhs
    assert one(TWO, r"I_{p_1}(X;Z) \ge 0").verdict == "unread"
    assert one(TWO, r"I_{\beta}(X;Y) \ge 0").verdict == "unread"


def test_the_entropy_of_copies():
    copies = r"Let $X_1, \dots, X_n$ be i.i.d. copies of $X$."
    assert one(copies, r"H(X_1, \dots, X_n) = n H(X)").verdict == "proved"
    assert one(copies, r"H(X_1, \dots, X_n) = n H(X) + 1").verdict in FALSE
    assert one(copies, r"H(X_1, \dots, X_n) = n H(Y)").verdict not in TRUE


def test_the_x_beside_a_row_has_its_law_by_custom_and_that_is_said():
    alike = r"Let $X_1, \dots, X_n$ be i.i.d."
    made = one(alike, r"H(X_1, \dots, X_n) = n H(X)")
    assert made.verdict == "proved if"
    assert any("law of each" in a for a in made.assumed)
    assert one(alike, r"H(X_1, \dots, X_n) = n H(X) + 1").verdict == "refuted unless"


def test_a_name_that_an_unread_display_introduces_is_not_arbitrary():
    cases = r"$$ E = \begin{cases} 1 & \text{on Sundays} \\ 0 & \text{else} \end{cases} $$"
    first, then = steps(f"{cases}\n\n$$ H(E) \\le \\log 2 $$\n")[-2:]
    assert (first.verdict, then.verdict) == ("unread", "refuted unless")
    assert "line 1" in then.why
    assert one("", r"H(E) \le \log 2").verdict == "refuted"
