"""p_i as a probability of one of two things, σ of z_i, and rows whose signs are printed twice."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

MODEL = r"""The model is

$$ \hat p_i = \sigma(z_i) = \frac{1}{1 + e^{-z_i}} $$

$$ L = -\sum_{i=1}^n [ y_i \ln \hat p_i + (1-y_i) \ln (1-\hat p_i) ] $$"""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"\frac{d\hat p_i}{dz_i} = \hat p_i (1 - \hat p_i)", r"\frac{d\hat p_i}{dz_i} = \hat p_i"),
        (
            r"L = -\sum_{i=1}^n [ y_i \ln \sigma(z_i) + (1-y_i) \ln (1-\sigma(z_i)) ]",
            r"L = -\sum_{i=1}^n [ y_i \ln \sigma(z_i) + y_i \ln (1-\sigma(z_i)) ]",
        ),
    ],
)
def test_a_probability_for_each_point_is_no_law(right, wrong):
    assert one(MODEL, right).verdict in TRUE
    assert one(MODEL, wrong).verdict in FALSE


def test_a_law_beside_no_such_logarithm_is_one():
    assert one("", r"\sum_{i=1}^n p_i = 1").verdict == "proved"


def test_sigma_beside_mu_is_a_deviation():
    before = r"$$ m(x_i) = \mu(x_i) + \sigma(x_i) $$"
    assert one(before, r"\sigma(x_i) = \frac{1}{1 + e^{-x_i}}").verdict not in TRUE


TWICE = r"\begin{aligned} H(X,Y) &= H(X) + H(Y|X) = \\ &= H(Y) + H(X|Y) %s \end{aligned}"


def test_a_sign_in_both_rows_is_one():
    found = steps(f"$$ {TWICE % ''} $$")
    assert [s.verdict for s in found] == ["proved", "proved"]
    assert steps(f"$$ {(TWICE % '').replace('H(X|Y)', 'H(Y|X)')} $$")[-1].verdict == "refuted"


def test_a_sign_with_nothing_behind_it_is_alone_unread():
    found = steps(f"$$ {TWICE % '='} $$")
    assert [s.verdict for s in found] == ["proved", "proved", "unread"]


def test_two_signs_that_differ_are_not_one():
    text = r"$$ \begin{aligned} H(X) &\le \\ &= H(X) \end{aligned} $$"
    assert all(s.verdict == "unread" for s in steps(text))


def test_a_variable_without_dollars_may_be_special():
    said = "We define a random variable Z which is the union of X and Y."
    assert one(said, "H(Z) = H(X,Y)").verdict == "refuted unless"
    assert one("We go on.", "H(Z) = H(X,Y)").verdict == "refuted"


def test_a_power_before_a_bracket_has_the_same_name_as_behind_it():
    before = r"$$ \hat p_i = \sigma(\mathbf{w}^\top \mathbf{x}_i) $$"
    found = one(before, r"\hat p_i^{y_i} (1 - \hat p_i) = 0")
    assert r"\hat{p}" not in found.readback_lhs
