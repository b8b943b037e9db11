"""D(G(z)) of functions that nothing says, laws p_z(z) that their own letter names, and softplus."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

VALUE = r"""$$ V(D, G) = \mathbb{E}_{x \sim p_{data}}[\log D(x)]
 + \mathbb{E}_{z \sim p_z}[\log(1 - D(G(z)))] $$"""
SUMS = r"V(D, G) = \int p_{data}(x) \log D(x) dx + \int p_z(z) \log(1 - D(G(z))) dz"


def test_a_function_of_a_function_is_one_of_its_letter():
    assert one(VALUE, SUMS).verdict == "proved if"
    assert one(VALUE, SUMS.replace("1 - D", "2 - D")).verdict == "refuted unless"
    change = r"\mathbb{E}_{z \sim p_z}[\log(1 - D(G(z)))] = \mathbb{E}_{x \sim p_g}[\log(1 - D(x))]"
    assert one(VALUE, change).verdict == "refuted unless"


def test_a_function_that_the_text_tells_is_put_in_and_not_joined():
    told = r"$$ D(u) = u^2 $$"
    step = one(told, r"\sum_z p(z) D(G(z)) = \sum_z p(z) G(z)^2")
    assert "circ" not in step.readback_lhs
    assert step.verdict != "refuted"


def test_sigmoid_and_softmax_are_never_joined():
    step = one("", r"\sigma(f(x)) = \frac{1}{1 + e^{-f(x)}}")
    assert step.verdict in TRUE


def test_laws_are_told_apart_by_their_own_letters():
    right = r"\mathbb{E}_{z \sim p_z}[f(z)] = \sum_z p_z(z) f(z)"
    both = steps(rf"$$ {right} $$" + "\n\n" + r"$$ \sum_x p_x(x) = 1 $$")
    assert [s.verdict in TRUE for s in both] == [True, True]
    wrong = right.replace(r"\sum_z p_z(z)", r"\sum_z 2 p_z(z)")
    assert one(r"$$ \sum_x p_x(x) = 1 $$", wrong).verdict in FALSE


def test_an_index_below_a_law_tells_no_law():
    step = one("", r"H(X) = -\sum_x p_x \log p_x")
    assert step.verdict in TRUE


@pytest.mark.parametrize(
    ("display", "verdicts"),
    [
        (r"-\ln \frac{1}{1 + e^{-u}} = \operatorname{softplus}(-u)", TRUE),
        (r"-\ln \frac{1}{1 + e^{-u}} = \operatorname{softplus}(-2u)", FALSE),
        (r"\frac{-\partial u^2}{\partial u} = -2 u", TRUE),
        (r"\frac{-\partial u^2}{\partial u} = 2 u", FALSE),
    ],
)
def test_customary_names_and_signs(display, verdicts):
    assert one("", display).verdict in verdicts


@pytest.mark.parametrize(
    ("display", "verdict"),
    [
        (r"\mathbf{x} = \{ x_1, x_2, \ldots, x_n \}", "definition"),
        (r"\lambda = (\mu, \Sigma)", "definition"),
        (r"f(x) = (\mu, \Sigma)", "unread"),
    ],
)
def test_a_row_of_names_says_what_parts_are_called(display, verdict):
    assert one("", display).verdict == verdict
