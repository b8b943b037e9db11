"""Rows without an end, sums over ∀i, sizes by values, and what is said of a convex function."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

CONVEX = r"f(\lambda a + (1-\lambda) b) \le \lambda f(a) + (1-\lambda) f(b)"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"I(X_1,X_2,\ldots;Y) = \sum_{i=1}^n I(X_i;Y|X_{i-1},\ldots,X_1)", "2"),
        (r"H(X_1,\ldots,X_n) = \sum_{\forall i} H(X_i|X_{i-1},\ldots,X_1)", "2"),
    ],
)
def test_a_row_goes_as_far_as_the_sum_over_it(right, wrong):
    assert one("", right).verdict in TRUE
    left, value = right.split(" = ")
    assert one("", f"{left} = {wrong} {value}").verdict in FALSE


def test_without_any_end_it_is_not_read():
    assert one("", r"H(X_1, X_2, \ldots) \ge H(X_1)").verdict == "unread"


@pytest.mark.parametrize("said", ["takes $N$ possible values", "takes one of $N$ values"])
def test_values_are_counted(said):
    assert one(f"The variable $X$ {said}.", r"H(X) \le \log N").verdict in TRUE
    assert one(f"The variable $X$ {said}.", r"H(X) \ge \log N").verdict in FALSE


def test_a_law_of_another_letter_may_be_one_of_the_row():
    found = one("We have", r"p(x_1, \ldots, x_n) \le p(z)")
    assert found.verdict == "refuted unless" and "part of" in found.why


def test_a_convex_function_is_introduced():
    found = one("Let $f$ be convex.", CONVEX.replace(r"\le", r"\ge"))
    assert found.verdict == "refuted unless"
    assert "more is said of f" in found.why and "a, b, which nothing" in found.why


def test_the_sentence_behind_says_what_convex_means():
    behind = r"A function is *convex* if for all $\lambda \in [0,1]$ the above holds."
    found = steps(f"We have\n\n$$ {CONVEX} $$\n\n{behind}\n")[0]
    assert found.verdict == "proved if" and "f is convex [line 5]" in found.assumed
    other = behind.replace("convex", "concave")
    assert steps(f"We have\n\n$$ {CONVEX} $$\n\n{other}\n")[0].verdict == "refuted unless"


BROKEN = "# A\n\n$$ I(X;Y) = H(X) - H(X|Y) $$\n\n# B\n\n$$ = {} $$\n"


def test_behind_a_heading_a_row_goes_on_if_that_is_supposed():
    step = steps(BROKEN.format("H(X) + H(Y) - H(X, Y)"))[-1]
    assert step.verdict == "proved if"
    assert any("goes on with line 3" in a for a in step.assumed)
    assert steps(BROKEN.format("H(X) + H(Y)"))[-1].verdict == "refuted unless"


def test_of_a_row_with_nothing_before_it_only_the_first_relation_is_not_read():
    found = steps("Words.\n\n$$ = H(X) + H(Y) \\\\ \\ge H(X, Y) $$\n\nSo\n\n$$ \\le H(X) $$\n")
    assert [s.verdict for s in found] == ["unread", "proved", "refuted"]
