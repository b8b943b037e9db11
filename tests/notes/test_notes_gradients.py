"""∇_θ of laws and functions with a parameter, which may depend on it in any smooth way."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

MEAN = r"\mathbb{E}_{a \sim \pi_\theta(a|s)}"
SCORE = r"\nabla_\theta \log \pi_\theta(a|s)"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (
            r"\nabla_\theta \log p_\theta(u) = \frac{\nabla_\theta p_\theta(u)}{p_\theta(u)}",
            r"\nabla_\theta \log p_\theta(u) = \frac{p_\theta(u)}{\nabla_\theta p_\theta(u)}",
        ),
        (
            r"\sum_u \nabla_\theta p_\theta(u) = 0",
            r"\sum_u \nabla_\theta \log p_\theta(u) = 0",
        ),
        (
            rf"\nabla_\theta {MEAN}[G(s,a)] = {MEAN}[G(s,a) {SCORE}]",
            rf"\nabla_\theta {MEAN}[G(s,a)] = {MEAN}[G(s,a) \nabla_\theta \pi_\theta(a|s)]",
        ),
        (
            rf"{MEAN}[(G(s,a) - c(s)) {SCORE}] = {MEAN}[G(s,a) {SCORE}]",
            rf"{MEAN}[(G(s,a) - c(a)) {SCORE}] = {MEAN}[G(s,a) {SCORE}]",
        ),
        (
            r"\nabla_\theta D(r \| p_\theta) = -\mathbb{E}_r[\nabla_\theta \log p_\theta(u)]",
            r"\nabla_\theta D(r \| p_\theta) = \mathbb{E}_r[\nabla_\theta \log p_\theta(u)]",
        ),
        (
            r"\nabla_\theta \mathbb{E}_{r(u)}[f_\theta(u)]"
            r" = \mathbb{E}_{r(u)}[\nabla_\theta f_\theta(u)]",
            r"\nabla_\theta \mathbb{E}_{r_\theta(u)}[f_\theta(u)]"
            r" = \mathbb{E}_{r_\theta(u)}[\nabla_\theta f_\theta(u)]",
        ),
    ],
)
def test_a_gradient_of_laws_is_decided(right, wrong):
    assert one("", right).verdict in TRUE
    assert one("", wrong).verdict in FALSE


def test_that_it_is_smooth_without_zeros_is_said():
    (step,) = steps(r"$$ \sum_u \nabla_\theta p_\theta(u) = 0 $$")
    assert any("smooth" in a and "no zeros" in a for a in step.assumed)
    assert "p_{\\theta}(u)" in step.readback_lhs


def test_what_holds_of_exponential_families_alone_is_not_proved():
    """−∂² ln p is the variance of the score there, the same at each letter; elsewhere it is not."""
    head = r"\frac{\partial^2}{\partial\theta^2} \log p_\theta(u)"
    mean = rf"\sum_v p_\theta(v) {head.replace('(u)', '(v)')}"
    assert one("", f"{head} = {mean}").verdict in FALSE


def test_the_two_forms_of_fisher_information_agree():
    square = r"\left(\frac{\partial}{\partial\theta} \ln p_\theta(u)\right)^2"
    twice = r"\frac{\partial^2}{\partial\theta^2} \ln p_\theta(u)"
    mean = r"\mathbb{E}_{p_\theta(u)}"
    assert one("", rf"{mean}[{square}] = -{mean}[{twice}]").verdict in TRUE
    assert one("", rf"{mean}[{square}] = {mean}[{twice}]").verdict in FALSE


def test_another_value_of_the_parameter_is_another_law():
    ratio = r"\frac{p_{\theta}(u)}{p_{\theta_{\text{old}}}(u)}"
    assert one("", rf"{ratio} = 1").verdict in FALSE
    weighted = rf"\nabla_\theta \sum_u p_{{\theta_{{\text{{old}}}}}}(u) {ratio} A(u)"
    assert one("", rf"{weighted} = \nabla_\theta \sum_u p_\theta(u) A(u)").verdict in TRUE
    unmoved = r"\nabla_\theta \sum_u p_{\theta_{\text{old}}}(u) A(u)"
    assert one("", rf"{unmoved} = \nabla_\theta \sum_u p_\theta(u) A(u)").verdict not in TRUE


@pytest.mark.parametrize("other", [r"\theta_t", r"\theta_0", r"\theta_{old}", r"\theta_{t+1}"])
def test_a_marked_parameter_is_not_the_plain_one(other):
    assert one("", rf"\frac{{p(u;{other})}}{{p(u;\theta)}} = 1").verdict in FALSE
    assert one("", rf"D(p_{{{other}}}(u) \| p_\theta(u)) = 0").verdict in FALSE


def test_a_function_of_a_parameter_is_taken_at_its_other_values():
    said = "$$ J(\\theta) = \\sum_u p_\\theta(u) g(u) $$\n\n"
    found = steps(said + r"$$ J(\theta_t) = \sum_u p_{\theta_t}(u) g(u) $$")
    assert found[-1].verdict == "proved"
    found = steps(said + r"$$ J(\theta_t) = \sum_u p_{\theta}(u) g(u) $$")
    assert found[-1].verdict in FALSE


def test_a_parameter_with_an_index_that_runs_is_not_read():
    found = one("", r"\sum_{i=1}^n \log p_{\theta_i}(u) = n \log p_\theta(u)")
    assert found.verdict == "unread" and "runs" in found.why


def test_the_gradient_of_a_logarithm_reaches_no_further_than_it():
    law = r"p_\theta(u)"
    for head in (r"\nabla_\theta", r"\frac{\partial}{\partial\theta}"):
        right = one("", rf"{head} \log {law} f(u) = \frac{{f(u)}}{{{law}}} {head} {law}")
        assert right.verdict in TRUE
        assert r"f(u) \frac{\partial}" in right.readback_lhs
        wrong = one("", rf"{head} \log {law} f(u) = \frac{{1}}{{{law}}} {head} {law}")
        assert wrong.verdict in FALSE


RETURNS = r"""$$ R(\tau) = \sum_{t=1}^{T} r(s_t, a_t) $$

$$ J(\theta) = \mathbb{E}_{\tau \sim p_\theta(\tau)}[R(\tau)] $$

"""


def test_a_return_is_no_constant_though_its_trajectory_is_not_in_what_it_is():
    gradient = r"$$ \nabla_\theta J = \sum_\tau R(\tau) \nabla_\theta p_\theta(\tau) $$"
    right = steps(RETURNS + gradient, seconds=90)
    assert right[-1].verdict in TRUE and "J means J(\\theta)" in right[-1].assumed
    wrong = steps(RETURNS + r"$$ \nabla_\theta J(\theta) = 0 $$", seconds=90)
    assert wrong[-1].verdict in FALSE


def test_a_mean_over_trajectories_of_their_parts_is_one_of_functions():
    found = one("", r"\nabla_\theta \mathbb{E}_{\tau \sim p_\theta}[\sum_{t=1}^T r_t] = 0")
    assert found.verdict == "refuted unless"
    found = one("", r"\nabla_\theta \mathbb{E}_{\tau \sim p_\theta}[\sum_{j=1}^T r_j] = 0")
    assert found.verdict == "unread" and "part of what the mean is over" in found.why


def test_a_law_said_to_be_of_a_family_is_any_law_of_which_more_is_said():
    said = r"$$ q(z|u) = \mathcal{N}(z; m(u), v(u)) $$" + "\n\n"
    bound = r"\mathbb{E}_{q(z|u)}[\log p(u|z)] - D(q(z|u) \| p(z))"
    assert steps(said + rf"$$ \log p(u) \geq {bound} $$", seconds=90)[-1].verdict in TRUE
    (*_, wrong) = steps(said + rf"$$ \log p(u) \leq {bound} $$", seconds=90)
    assert wrong.verdict == "refuted unless"
