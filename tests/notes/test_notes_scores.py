"""Gradients that leave unsaid by what, parameters behind a bar; Log, K L, bold twice."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

SCORE = r"\sum_x p(x|\theta) \nabla \log p(x|\theta) = "


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"\sum_x \nabla p(x|\theta)", r"\sum_x p(x|\theta) \nabla p(x|\theta)"),
        (r"\nabla 1", r"\nabla \sum_x \theta"),
        ("0", "1"),
    ],
)
def test_a_gradient_is_by_the_one_parameter(right, wrong):
    assert one("", SCORE + right).verdict in TRUE
    assert one("", SCORE + wrong).verdict not in TRUE


def test_of_two_parameters_it_is_not_told():
    assert one("", r"\nabla p(x; \theta, \phi) = \nabla p(x; \theta, \phi)").verdict == "unread"


def test_what_is_derived_by_is_a_parameter_behind_a_bar():
    found = one("", r"\nabla_\theta p(x|\theta) = p(x|\theta) \nabla_\theta \ln p(x|\theta)")
    assert found.verdict in TRUE and r"p_{\theta}" in found.readback_lhs


def test_but_not_where_something_sums_over_it():
    bayes = r"$$ p(\theta|x) = \frac{p(x|\theta) p(\theta)}{\sum_\theta p(x|\theta) p(\theta)} $$"
    text = f"{bayes}\n\nand\n\n$$ \\hat\\theta = \\arg\\max_\\theta p(x|\\theta) $$"
    assert [s.verdict for s in steps(text)] == ["proved", "definition"]


def test_log_with_a_capital_is_the_logarithm():
    assert one("", r"Log(p(x) q(x)) = Log(p(x)) + Log\, q(x)").verdict in TRUE
    assert one("", r"Log(p(x) q(x)) = Log(p(x)) - Log(q(x))").verdict in FALSE
    assert one("", r"Logit(p(x)) = Log(p(x))").verdict == "unread"


def test_capitals_that_are_set_apart_are_one_name():
    assert one("", r"\mathrm{K L}(p\|q) = \sum_x p(x) \log \frac{p(x)}{q(x)}").verdict in TRUE
    assert one("", r"\mathrm{K L}(p\|q) = \sum_x p(x) \log \frac{q(x)}{p(x)}").verdict in FALSE


def test_bold_twice_is_bold():
    claim = r"p(\mathbf{\mathbf{x}}) + q(\mathbf{x}) = q(\mathbf{x}) + p(\mathbf{x})"
    assert one("", claim).verdict in TRUE


def test_a_capital_below_a_law_that_is_a_function_elsewhere_is_a_label():
    """p_G is the law of what G makes, of x, and no marginal of a joint law p."""
    before = r"$$ \sum_x p_G(x) u(x) = \sum_z p_Z(z) u(G(z)) $$" + "\n\nand"
    share = r"\frac{p_G(x)}{p_G(x) + p_S(x)} = 1 - \frac{p_S(x)}{p_S(x) + p_G(x)}"
    assert one(before, share).verdict in TRUE
    assert one(before, "p_G(x) = p_S(x)").verdict in FALSE
    said = "Let $X$ and $Y$ be random variables."
    assert one(said, r"\sum_y p_{XY}(x, y) = p_X(x)").verdict in TRUE


def test_a_display_of_which_no_side_is_read_breaks_no_other():
    text = r"$$ \mathbf{w}^\top \mathbf{x} = \sum_j w_j x_j $$" + "\n\nand\n\n" + r"$$ f( = g( $$"
    assert [s.verdict for s in steps(text)] == ["proved", "unread"]


def test_a_bracket_at_the_end_that_closes_nothing_is_left_out_and_named():
    text = r"Let $p(x, z)$ be a law."
    found = one(text, r"\log p(x) = \log(\sum_z p(x|z) p(z)))")
    assert found.verdict == "proved if" and any("closes nothing" in x for x in found.assumed)
    assert one(text, r"\log p(x) = \log(\sum_z p(x|z)))").verdict in FALSE
    assert one(text, r"\log p(x) = 1 + \log(\sum_z p(x|z) p(z)))").verdict == "unread"


def test_a_function_of_the_parameter_alone_is_a_number_that_moves():
    left = r"\nabla_\theta \ln f(\theta) = "
    assert one("", left + r"\frac{\nabla_\theta f(\theta)}{f(\theta)}").verdict == "proved if"
    assert one("", left + r"\nabla_\theta f(\theta)").verdict in FALSE
