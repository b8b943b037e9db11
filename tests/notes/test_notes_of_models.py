r"""Definitions as notes on learning set them, in lines and in lists; softmax(z)_i."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

LOSS = (
    r"Softmax $p_i = e^{z_i} / \sum_k e^{z_k}$; cross-entropy for one-hot targets "
    r"$L = -\sum_i y_i \ln p_i$."
)


def test_a_loss_in_a_line_is_a_definition():
    found = one(
        LOSS + r" For one-hot labels $\sum_i y_i = 1$, hence",
        r"\frac{\partial L}{\partial z_j} = p_j - y_j",
    )
    assert found.verdict in TRUE and "log" in found.readback_lhs + found.readback_lhs.replace(
        "ln", "log"
    )
    assert one(LOSS, r"\frac{\partial L}{\partial z_j} = y_j - p_j").verdict in FALSE


@pytest.mark.parametrize(
    "line",
    [
        r"The loss $L = \sum_i y_i \ln p_i$ is not a good one.",
        r"If the loss $L = -\sum_i y_i \ln p_i$ is small, we are done.",
        r"Then the loss is $L = \ln 2$.",
    ],
)
def test_what_is_denied_supposed_or_claimed_defines_nothing(line):
    found = one(line, r"L = -\sum_i y_i \ln p_i")
    assert found.verdict not in ("proved", "refuted", "proved if")


def test_a_list_behind_where_says_what_names_are():
    text = r"""The gradient of $C = -\sum_i t_i \ln q_i$ is left to you. We have

$$ 0 < q_i $$

where:
- \( q_i = \frac{e^{z_i/T}}{\sum_j e^{z_j/T}} \) (student model)
- \( T > 0 \) is the temperature.

$$ \frac{\partial q_i}{\partial z_i} = \frac{1}{T} q_i (1 - q_i) $$

$$ \frac{\partial q_i}{\partial z_i} = q_i (1 - q_i) $$
"""
    found = steps(text)
    assert found[1].verdict in TRUE and 6 in [r.line for r in found[1].rests_on_text]
    assert found[2].verdict in FALSE
    unled = text.replace("where:", "Some claims:")
    assert steps(unled)[1].verdict not in TRUE


@pytest.mark.parametrize(
    ("line", "verdicts"),
    [
        (r"\mathrm{softmax}(z)_i = \frac{e^{z_i}}{\sum_k e^{z_k}}", ("proved if",)),
        (r"\mathrm{softmax}(z - c)_i = \mathrm{softmax}(z)_i", ("proved if",)),
        (r"\text{softmax}(z/T)_i = \frac{e^{z_i/T}}{\sum_j e^{z_j/T}}", ("proved if",)),
        (r"\mathrm{softmax}(z)_i = \frac{e^{z_i}}{\sum_k e^{z_k} + 1}", FALSE),
        (r"\mathrm{softmax}(2 z)_i = \mathrm{softmax}(z)_i", FALSE),
        (r"\sum_i \mathrm{softmax}(z)_i = 1", ("proved if",)),
        (r"\mathrm{relu}(z)_i = z_i", ("unread",)),
    ],
)
def test_softmax_is_taken_as_custom_has_it(line, verdicts):
    found = one("Let $z_i$, $c$ and $T > 0$ be real numbers.", line)
    assert found.verdict in verdicts
    if found.verdict == "proved if":
        assert any("softmax" in said for said in found.assumed)
