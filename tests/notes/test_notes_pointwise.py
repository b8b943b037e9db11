"""Functions and laws that are only named where a mean, a sum or an integral runs over their letter;
losses of what the notes say is a function of something else."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one

LAWS = r"Let $p(x)$ and $q_\theta(x)$ be laws."
RATIO = LAWS + r" Let the ratio be $u(x) = \frac{p(x)}{q_\theta(x)}$."
SCORE = LAWS + r" We define the score $s_\theta(x) = \nabla_\theta \log q_\theta(x)$."


@pytest.mark.parametrize(
    ("before", "right", "wrong"),
    [
        (RATIO, r"\mathbb{E}_{q_\theta}[u \log u] = D(p \| q_\theta)",
         r"\mathbb{E}_{q_\theta}[\log u] = D(p \| q_\theta)"),
        (RATIO, r"\mathbb{E}_{q_\theta}[u - 1] = 0", r"\mathbb{E}_{q_\theta}[u] = 0"),
        (SCORE, r"\mathbb{E}_{q_\theta}[s_\theta] = 0", r"\mathbb{E}_{p}[s_\theta] = 0"),
        (LAWS, r"\nabla_\theta D(p \| q_\theta) = -\int p \, \nabla_\theta \ln q_\theta \, dx",
         r"\nabla_\theta D(p \| q_\theta) = \int p \, \nabla_\theta \ln q_\theta \, dx"),
        (LAWS, r"D(p \| q_\theta) = \sum_x p \log p - \sum_x p \log q_\theta",
         r"D(p \| q_\theta) = \sum_x p \log p + \sum_x p \log q_\theta"),
    ],
)  # fmt: skip
def test_they_are_values_there(before, right, wrong):
    bits = "Logarithms are natural. " + before
    assert one(bits, right).verdict in TRUE
    assert one(bits, wrong).verdict in FALSE


def test_what_is_meant_by_a_bare_name_is_named():
    found = one(RATIO, r"\mathbb{E}_{q_\theta}[u] = 1")
    assert found.verdict == "proved if" and "u means u(x)" in found.assumed
    assert one(RATIO, "u = 1").verdict not in TRUE


def test_a_score_at_another_parameter_is_another():
    assert one(SCORE, r"\mathbb{E}_{q_\theta}[s_{\theta'}] = 0").verdict not in TRUE


LOSS = r"$$ L(a, y) = \frac12 (a - y)^2 $$" + "\n\nwith\n\n" + r"$$ a = \sigma(v) $$" + "\n\n"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"\frac{dL}{dv} = \frac{dL}{da} \cdot \frac{da}{dv}", r"\frac{dL}{dv} = \frac{dL}{da}"),
        (r"\frac{dL}{dv} = (a - y) a (1 - a)", r"\frac{dL}{dv} = a - y"),
        (r"\frac{dL}{da} = a - y", r"\frac{dL}{da} = (a - y) a (1 - a)"),
    ],
)
def test_a_loss_depends_on_what_its_argument_is_made_of(right, wrong):
    assert one(LOSS, right).verdict in TRUE
    assert one(LOSS, wrong).verdict in FALSE


def test_a_function_of_s_or_t_that_is_derived_by_it():
    before = r"$$ g(t) = \frac{1}{1 + e^{-t}} $$" + "\n\nand"
    assert one(before, r"\frac{dg}{dt} = g(t) (1 - g(t))").verdict in TRUE
    assert one(before, r"\frac{dg}{dt} = g(t)").verdict in FALSE


def test_an_integral_without_its_dx_is_over_what_no_other_side_has():
    before = r"Let $p(x, z)$ and $q(z|x)$ be laws."
    right = r"\log p(x) = \int q(z|x) \log p(x) = \mathbb{E}_{q(z|x)}[\log p(x)]"
    assert one(before, right).verdict in TRUE
    assert one(before, right.replace(r"\int q(z|x)", r"\int q(z|x)^2")).verdict not in TRUE
    assert one(before, r"\int q(z|x) \log p(x, z) = \log p(x, z)").verdict == "unread"


def test_a_function_of_a_letter_that_nothing_runs_over_is_at_any_letter():
    assert one(RATIO, r"(u - 1) - \ln u \ge 0").verdict == "proved if"
    assert one(RATIO, r"u - \ln u \le 1").verdict in FALSE
    assert one(RATIO, r"u + \sum_x p(x) = 2").verdict == "unread"
