"""f_X and f_{X,Y} as one law, integrals of laws that are only named, and over all of ℝ."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one

JOINT = r"Let $X$ and $Y$ have the joint density $f_{X,Y}$."
BOTH = "Let $p$ and $q$ be densities."


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"f_{X,Y}(x,y) = f_{X|Y}(x|y) f_Y(y)", r"f_{X,Y}(x,y) = f_{X|Y}(x|y) f_X(x)"),
        (r"I(X;Y) = D(f_{X,Y} \| f_X \otimes f_Y)", r"I(X;Y) = D(f_X \| f_Y)"),
        (r"f_X(x) = \int f_{X,Y}(x,y) dy", r"f_Y(y) = \int f_{X,Y}(x,y) dy"),
    ],
)
def test_variables_below_f_make_it_a_law(right, wrong):
    assert one(JOINT, right).verdict in TRUE
    assert one(JOINT, wrong).verdict not in TRUE


def test_without_variables_below_it_f_is_a_function():
    assert one("A function.", r"\sum_x f(x) = 1").verdict == "refuted unless"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"\int p = 1", r"\int p = 2"),
        (r"D(p\|q) = \int p \log\frac{p}{q}", r"D(p\|q) = \int q \log\frac{p}{q}"),
        (r"D(p\|q) = \int p \log p - \int p \log q", r"D(p\|q) = \int p \log p + \int p \log q"),
        (r"\int_{\mathbb{R}} p(x) dx = 1", r"\int_{\mathbb{R}} p(x) dx = 0"),
    ],
)
def test_integrals_of_laws_that_are_only_named(right, wrong):
    found = one(BOTH, right)
    assert found.verdict in TRUE and "for finite alphabets" in found.assumed
    assert one(BOTH, wrong).verdict in FALSE


@pytest.mark.parametrize("display", [r"\int p(x) \log p(x) = 3", r"\int_0^1 p \log p = 3"])
def test_an_integral_that_does_not_say_by_what_is_not_read(display):
    assert one(BOTH, display).verdict == "unread"


def test_an_estimate_in_what_a_name_stands_for_refutes_nothing_outright():
    before = r"Let $\hat X$ be some variable. $$ P_e = P(\hat X \ne X) $$"
    found = one(before, r"1 + P_e \log |\mathcal{X}| \ge H(X|Y)")
    assert found.verdict == "refuted unless" and "estimate of X" in found.why


@pytest.mark.parametrize("law", ["p", "f"])
def test_a_joint_law_is_that_of_all_though_one_variable_has_it_too(law):
    before = rf"Let $X$ have the density ${law}$. $$ \sum_x {law}(x) = 1 $$ Now take $Y$, too."
    joint = rf"{law}_{{X,Y}}"
    assert one(before, rf"I(X;Y) = D({joint} \| {law}_X {law}_Y)").verdict in TRUE
    assert one(before, rf"I(X;Y) = D({law}_X {law}_Y \| {joint})").verdict in FALSE
