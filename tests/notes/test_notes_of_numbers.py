"""Functions of numbers, Z(λ) and A(θ), and derivatives by the members of a family."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one

PARTITION = r"Let $Z(\lambda) = \sum_i e^{-\lambda x_i}$ and $p_i = e^{-\lambda x_i}/Z(\lambda)$."
FAMILY = r"Let $A(\theta) = \ln \sum_x e^{\theta f(x)}$ and $p(x) = e^{\theta f(x) - A(\theta)}$."
ENTROPIC = r"Let $f(t) = t \ln t$."
SOFTMAX = r"Let $\hat y_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$."


@pytest.mark.parametrize(
    ("before", "right", "wrong"),
    [
        (
            PARTITION,
            r"\ln p_i = -\lambda x_i - \ln Z(\lambda)",
            r"\ln p_i = \lambda x_i - \ln Z(\lambda)",
        ),
        (
            PARTITION,
            r"-\frac{\partial \ln Z(\lambda)}{\partial \lambda} = \sum_i p_i x_i",
            r"\frac{\partial \ln Z(\lambda)}{\partial \lambda} = \sum_i p_i x_i",
        ),
        (
            FAMILY,
            r"\frac{d A(\theta)}{d\theta} = \sum_x p(x) f(x)",
            r"\frac{d A(\theta)}{d\theta} = \sum_x f(x)",
        ),
        (ENTROPIC, r"f(t) \ge t - 1", r"f(t) \ge t"),
        (ENTROPIC, r"f(t) + f(1) = f(t)", r"f(t) + f(1) = 1 + f(t)"),
        (
            SOFTMAX,
            r"\frac{\partial \hat y_k}{\partial z_i} = \hat y_k (\delta_{ik} - \hat y_i)",
            r"\frac{\partial \hat y_k}{\partial z_i} = \hat y_k (\delta_{ik} - \hat y_k)",
        ),
        (
            SOFTMAX,
            r"\frac{\partial \hat y_k}{\partial z_i} = (\mathbb{1}[i = k] - \hat y_i) \hat y_k",
            r"\frac{\partial \hat y_k}{\partial z_i} = \hat y_k \hat y_i",
        ),
    ],
)
def test_they_are_what_the_text_says(before, right, wrong):
    assert one(before, right).verdict in TRUE
    assert one(before, wrong).verdict in FALSE


def test_a_law_whose_definition_has_a_bare_logarithm_depends_on_its_base():
    before = FAMILY.replace(r"\ln", r"\log")
    found = one(before, r"\sum_x p(x) = 1")
    assert found.verdict == "proved if" and found.assumed == ("log is ln",)


def test_of_what_nothing_is_said_nothing_is_read():
    assert one("", r"Z(\lambda) \ge \lambda").verdict == "unread"


def test_a_number_beside_letters_is_put_in_too():
    before = r"$$ Z(x,\beta) = \sum_t p(t) e^{-\beta d(x,t)} $$"
    right = r"\sum_t p(t) e^{-\beta d(x,t)} / Z(x,\beta) = 1"
    assert one(before, right).verdict in TRUE
    assert one(before, right.replace("= 1", "= 2")).verdict in FALSE


def test_one_name_is_no_number_and_letter_at_once():
    found = one("", r"W(x,\beta) \ge \beta")
    assert found.verdict == "unread" and "nothing says how it depends" in found.why
