"""E[… | Y = y], E[… | Y] within a mean, Var(X | Y), and P(X) of what is averaged."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one

JOINT = "Let $(X, Y)$ have joint distribution $p(x,y)$."


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (
            r"\mathbb{E}[f(X) \mid Y=y] = \sum_x p(x|y) f(x)",
            r"\mathbb{E}[f(X) \mid Y=y] = \sum_x p(x) f(x)",
        ),
        (
            r"\mathbb{E}[\mathbb{E}[X \mid Y]] = \mathbb{E}[X]",
            r"\mathbb{E}[\mathbb{E}[X \mid Y]] = \mathbb{E}[Y]",
        ),
        (
            r"\mathbb{E}[Y \, \mathbb{E}[X|Y]] = \mathbb{E}[XY]",
            r"\mathbb{E}[Y \, \mathbb{E}[X|Y]] = \mathbb{E}[X] \mathbb{E}[Y]",
        ),
        (
            r"\mathbb{E}[f(X, Y) \mid Y=y] = \mathbb{E}[f(X, y) \mid Y=y]",
            r"\mathbb{E}[f(X, Y) \mid Y=y] = \mathbb{E}[f(X, y)]",
        ),
        (
            r"\mathrm{Var}(X) = \mathbb{E}[\mathrm{Var}(X|Y)] + \mathrm{Var}(\mathbb{E}[X|Y])",
            r"\mathrm{Var}(X) = \mathbb{E}[\mathrm{Var}(X|Y)]",
        ),
        (
            r"H(X|Y=y) = \mathbb{E}[-\log p(X|y) \mid Y=y]",
            r"H(X|Y=y) = \mathbb{E}[-\log p(X) \mid Y=y]",
        ),
        (
            r"H(Y|X) = \mathbb{E}\left[\log \tfrac{1}{\mathbb{P}(Y|X)}\right]",
            r"H(Y|X) = \mathbb{E}\left[\log \tfrac{1}{\mathbb{P}(X|Y)}\right]",
        ),
        (
            r"\sum_x \mathbb{P}(X=x) \mathbb{E}[g(Y)|X=x] = \mathbb{E}[g(Y)]",
            r"\sum_x \mathbb{P}(X=x) \mathbb{E}[g(Y)|X=x] = \mathbb{E}[g(X)]",
        ),
    ],
)
def test_a_mean_given_a_variable_is_under_the_law_given_it(right, wrong):
    assert one(JOINT, right).verdict in TRUE
    assert one(JOINT, wrong).verdict in FALSE


@pytest.mark.parametrize(
    "display",
    [
        r"\mathbb{E}[X|Y] = \mathbb{E}[X]",  # itself random
        r"\mathbb{E}[X \mid Y > 0] = \mathbb{E}[X]",
        r"\mathbb{E}[f(X, y) \mid Y = u] = \mathbb{E}[f(X, Y) \mid Y = u]",  # two letters for Y
        r"\mathbb{E}_q[f(X) \mid Y=y] = \sum_x p(x|y) f(x)",  # q is of nothing that is known
    ],
)
def test_what_is_no_value_of_a_variable_is_not_taken_for_one(display):
    assert one(JOINT, display).verdict == "unread"


def test_a_law_below_it_that_has_both_is_the_one():
    law = r"\mathbb{E}_q[f(X) \mid Y=y] = \frac{\sum_x q(x,y) f(x)}{\sum_x q(x,y)}"
    found = one(JOINT, law)
    assert found.verdict in TRUE and "q(x" in found.readback_lhs


def test_a_capital_under_a_law_is_drawn_from_it():
    assert one("", r"\mathbb{E}_p[X^2] = \sum_x x^2 p(x)").verdict in TRUE
    assert one("", r"\mathbb{E}_p[X^2] = \left(\sum_x x p(x)\right)^2").verdict in FALSE


def test_a_probability_of_what_is_averaged_is_that_of_its_value():
    assert one("", r"H(X) = \mathbb{E}[-\log \mathbb{P}(X)]").verdict in TRUE
    assert one("", r"H(X) = \mathbb{E}[-\mathbb{P}(X)]").verdict in FALSE


def test_what_is_not_drawn_from_the_law_below_it_is_not_left_free():
    bound = r"D_{KL}(P\|Q) \geq \mathbb{E}_P[T(X,Y)] - \ln \mathbb{E}_Q[e^{T(X,Y)}]"
    assert one("", bound).verdict == "unread"
    elbo = r"\ln P(X) \geq \mathbb{E}_{Q(Z)}\left[\ln \frac{P(X, Z)}{Q(Z)}\right]"
    assert one("", elbo).verdict in TRUE
    known = r"\mathbb{E}_q[\ln q(x) - \ln p(D|x)]"
    known += r" = \mathbb{E}_q[\ln q(x)] - \mathbb{E}_q[\ln p(D|x)]"
    assert one("", known).verdict in TRUE
