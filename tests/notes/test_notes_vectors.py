"""Vectors by their components, softmax(z) without an index, and chain rules dL/da · da/dz."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

LOGITS = r"""The output is $\hat{t} = \text{softmax}(u)$ of logits $u_1, \dots, u_m$. The loss is
$L = -\sum_k t_k \ln \hat{t}_k$, where $\sum_k t_k = 1$.

"""
DISPLAYED = r"""$$ q_i = \frac{e^{u_i}}{\sum_{j=1}^m e^{u_j}} $$

The loss is $L = -\sum_{i=1}^m t_i \ln q_i$, with $\sum_i t_i = 1$.

"""
SIGMOID = r"Here $a = \sigma(u)$ and $L = -[t \ln a + (1 - t) \ln(1 - a)]$." + "\n\n"


def last(said, claim):
    return steps(f"{said}$$ {claim} $$")[-1]


@pytest.mark.parametrize(
    ("said", "right", "wrong"),
    [
        (LOGITS, r"\frac{\partial L}{\partial u_i} = \hat{t}_i - t_i",
         r"\frac{\partial L}{\partial u_i} = t_i - \hat{t}_i"),
        (LOGITS, r"\nabla_u L = \hat{t} - t", r"\nabla_u L = \hat{t} + t"),
        (LOGITS, r"\nabla_{\mathbf{u}} L = \hat{\mathbf{t}} - \mathbf{t}",
         r"\nabla_{\mathbf{u}} L = 2\hat{\mathbf{t}} - \mathbf{t}"),
        (DISPLAYED, r"\frac{\partial q_j}{\partial u_i} = q_j(\delta_{ij} - q_i)",
         r"\frac{\partial q_j}{\partial u_i} = q_i(\delta_{ij} - q_i)"),
        (DISPLAYED, r"\frac{\partial L}{\partial q_j} = -\frac{t_j}{q_j}",
         r"\frac{\partial L}{\partial q_j} = \frac{t_j}{q_j}"),
        (DISPLAYED,
         r"\frac{\partial L}{\partial u_i} = \sum_{j=1}^m \frac{\partial L}{\partial q_j}"
         r" \frac{\partial q_j}{\partial u_i}",
         r"\frac{\partial L}{\partial u_i} = \sum_{j=1}^m \frac{\partial L}{\partial q_i}"
         r" \frac{\partial q_j}{\partial u_i}"),
        (SIGMOID, r"\frac{dL}{du} = \frac{dL}{da} \cdot \frac{da}{du}",
         r"\frac{dL}{du} = \frac{da}{du}"),
        (SIGMOID, r"\frac{da}{du} = a(1 - a)", r"\frac{da}{du} = a(1 + a)"),
    ],
)  # fmt: skip
def test_gradients_of_losses_are_decided(said, right, wrong):
    assert last(said, right).verdict in TRUE
    assert last(said, wrong).verdict in FALSE


def test_the_components_are_what_is_read():
    found = last(LOGITS, r"\nabla_u L = \hat{t} - t")
    assert found.readback_rhs.endswith("t_{i}") and "u_{i}" in found.readback_lhs


def test_a_gradient_by_what_has_no_components_stays_unread():
    assert last("", r"\nabla_u L = v - w").verdict == "unread"
    assert last(LOGITS, r"\nabla_u L = \hat{t} - t \odot t").verdict == "unread"


def test_an_index_behind_sigma_makes_it_a_softmax():
    right = r"\sigma(\mathbf{u})_i = \frac{e^{u_i}}{\sum_{j=1}^m e^{u_j}}"
    found = last("", right)
    assert found.verdict in TRUE and any("softmax" in a for a in found.assumed)
    assert last("", right.replace("= \\frac{e^{u_i}}", "= \\frac{e^{2 u_i}}")).verdict in FALSE


@pytest.mark.parametrize(
    "said",
    [r"If $a = \sigma(2u)$, then what follows is easy. ", r"Is it true that $a = \sigma(2u)$? "],
)
def test_what_a_sentence_supposes_or_asks_defines_nothing(said):
    found = last(said, r"\frac{da}{du} = 2a(1 - a)")
    assert found.verdict == "unread"


def test_what_is_said_again_in_another_section_holds_on():
    text = SIGMOID + "## First\n\nSince $a = \\sigma(u)$, we find\n\n## Then\n\n"
    assert last(text, r"\frac{da}{du} = a(1 - a)").verdict in TRUE


def test_a_loss_of_vectors_is_one_of_their_components():
    text = (
        r"$$ L(\mathbf{t}, \mathbf{q}) = -\sum_{k=1}^m t_k \ln q_k $$" "\n\n"
        r"$$ \frac{\partial L}{\partial q_j} = -\frac{t_j}{q_j} $$"
    )
    assert steps(text)[-1].verdict in TRUE
    assert steps(text.replace("= -\\frac", "= \\frac"))[-1].verdict in FALSE


def test_a_number_beside_a_vector_of_that_name_stays_one():
    binary = r"Here $a = \sigma(u)$ and $L = -[t \ln a + (1 - t) \ln(1 - a)]$." + "\n\n"
    many = "# More\n\n$$ q_i = \\frac{e^{u_i}}{\\sum_j e^{u_j}} $$\n\n"
    found = steps(f"# Two\n\n{binary}$$ \\frac{{dL}}{{du}} = a - t $$\n\n{many}")[0]
    assert found.verdict in TRUE and "u_{" not in found.readback_lhs


def test_a_loss_of_bold_arguments_is_one_thing():
    """Though ŷ, of which no component stands anywhere, is among them."""
    made = r"-\sum_j y_j \ln \frac{e^{o_j}}{\sum_k e^{o_k}}"
    before = rf"$$ l(\mathbf{{y}}, \hat{{\mathbf{{y}}}}) = {made} $$"
    left = r"\frac{\partial l(\mathbf{y}, \hat{\mathbf{y}})}{\partial o_i} = "
    right = r"\frac{e^{o_i}}{\sum_k e^{o_k}} \sum_k y_k - y_i"
    assert one(before, left + right).verdict in TRUE
    assert one(before, left + right.replace("- y_i", "+ y_i")).verdict in FALSE
    other = left.replace(r"l(\mathbf{y},", r"l(\mathbf{t},")
    assert one(before, other + right).verdict not in TRUE


def test_a_plain_differential_of_a_bold_letter():
    """∫ p(𝐱, 𝐳) dz was summed over another letter than 𝐳."""
    law = r"Let $p(\mathbf{x}, \mathbf{z})$ be a law."
    both = r"p(\mathbf{x}) = \int p(\mathbf{x}, \mathbf{z}) \, dz"
    assert one(law, both).verdict in TRUE
    assert one(law, both.replace(r"p(\mathbf{x}) =", r"p(\mathbf{z}) =")).verdict not in TRUE
    assert one(law, r"p(x) = \int p(x, z) p(\mathbf{z}|x) \, dz").verdict not in TRUE
