"""What a name is: data that are drawn, laws in mixtures, numbers that are said, Q of RL."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one

MIXED = r"Write $p = \frac12 q + \frac12 r$."
POLICY = r"Let $\pi(a|s)$ be a policy."
TWO = r"Let $X$ have law $p(x)$. Let $Z$ be a random variable with law $f(z)$."


@pytest.mark.parametrize(
    ("before", "right", "wrong"),
    [
        (MIXED, r"D(q\|p) \le \log 2", r"D(q\|p) \ge \log 2"),
        (r"Let $0 < \epsilon < 1$.", r"H(\epsilon) \le \log 2", r"H(\epsilon) \ge \log 2"),
        (
            POLICY,
            r"\sum_a \pi(a|s) (Q(s,a) - V(s)) = \sum_a \pi(a|s) Q(s,a) - V(s)",
            r"\sum_a \pi(a|s) (Q(s,a) - V(s)) = \sum_a \pi(a|s) Q(s,a) + V(s)",
        ),
        (
            "Let $p(x,y)$ be a joint distribution.",
            r"D(p(y|x)\|p(y)) = I(X;Y)",
            r"D(p(y|x)\|p(y)) = I(X;Y) + H(X)",
        ),
        (TWO, r"H(Z) = -\sum_z f(z) \log f(z)", r"H(Z) = -\sum_x p(x) \log p(x)"),
    ],
)
def test_they_are_read_as_said(before, right, wrong):
    assert one(before, right).verdict in TRUE
    assert one(before, wrong).verdict in FALSE


def test_values_of_actions_are_no_probabilities():
    assert one(POLICY, r"V(s) \ge 0, \quad Q(s,a) \le 1").verdict == "refuted unless"


def test_an_average_that_nobody_writes_is_a_condition():
    found = one("Let $p(x,y)$ be a joint distribution.", r"D(p(y|x)\|p(y)) = I(X;Y)")
    assert found.verdict == "proved if" and found.assumed == ("averaged over x",)


@pytest.mark.parametrize(
    "said",
    [
        r"Let $x_1, \dots, x_n$ be i.i.d. samples from $p$.",
        r"Let $x_1, \dots, x_n$ be i.i.d. from $p$.",
    ],
)
@pytest.mark.parametrize(
    "display",
    [r"\sum_{i=1}^n p(x_i) = 1", r"\sum_{i=1}^n p(x_i)\log\frac{p(x_i)}{q(x_i)} = D(p\|q)"],
)
def test_what_is_drawn_is_not_counted_as_letters(said, display):
    found = one(said, display)
    assert found.verdict == "unread" and "data point" in found.why


def test_small_letters_in_h_are_random_variables_where_nothing_makes_them_laws():
    assert one("", r"H(x,y) \le H(x) + H(y)").verdict in TRUE
    assert one("", r"H(x,y) \ge H(x) + H(y)").verdict in FALSE
    labels = one("", r"H(y,z) = -\sum_k y_k \log z_k")
    assert labels.verdict in TRUE
