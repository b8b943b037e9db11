"""Names that derive has for something else, or that the notes have twice: told apart, or asked."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"P(X=Y) + P(X \ne Y) = 1", r"P(X=Y) = P(X \ne Y)"),
        (r"\Pr[X=x] = P(x)", r"\Pr[X=x] = \Pr[X=x, Y=y]"),
        (r"\Pr[X=x, Y=y] = P(x,y)", r"\Pr[X=x, Y=y] = P(x) P(y)"),
        (r"P(X = x) = \sum_y P(x,y)", r"P(X = x) = \sum_y P(x,y) P(y)"),
    ],
)
def test_a_law_called_p_and_events(right, wrong):
    before = "Let $P(x,y)$ be a law of $X$ and $Y$."
    assert one(before, right).verdict in TRUE
    assert one(before, wrong).verdict in FALSE


SUMS = [
    r"Let $a_i, b_i$ be positive numbers and $b = \sum_i b_i$, $a = \sum_i a_i$.",
    r"Let $a_i, b_i > 0$. $$ a = \sum_i a_i, \quad b = \sum_i b_i $$ Then",
]


@pytest.mark.parametrize("before", SUMS)
def test_the_sum_of_a_family_may_have_its_letter(before):
    right = r"\sum_i a_i \log \frac{a_i}{b_i} \ge a \log \frac{a}{b}"
    assert one(before, right).verdict in TRUE
    assert one(before, right.replace(r"\ge", r"\le")).verdict in FALSE
    assert one(before, r"\sum_i a_i = b").verdict in FALSE


def test_without_a_word_a_number_is_none_of_its_namesakes():
    text = "$$ \\sum_i a_i = a $$\n"
    assert [s.verdict for s in steps(text)] == ["refuted unless"]


def test_powers_of_a_logarithm_are_shown_in_no_base():
    for display in (r"\log^2 p(x) \ge 0", r"\sum_x p(x) \log^2 p(x) \ge H(X)^2"):
        found = one("", display)
        assert found.verdict in TRUE
        assert r"\log" in found.readback_lhs and r"\ln" not in found.readback_lhs
        assert "b" not in found.readback_lhs.replace("\\big", "")
