"""Letters that are parameters where a text derives by them, and how far ∇ and log 1/n Σ reach."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps


@pytest.mark.parametrize("letter", [r"\lambda", "w", r"\mathbf{w}", r"\beta", "W"])
def test_what_is_derived_by_is_a_parameter(letter):
    mean = rf"E_{{z \sim q_{{{letter}}}(z)}}"
    score = rf"\nabla_{{{letter}}} \log q_{{{letter}}}(z)"
    found = one("", rf"\nabla_{{{letter}}} {mean}[f(z)] = {mean}[f(z) {score}]")
    assert found.verdict in TRUE and any("smooth" in a for a in found.assumed)
    assert "{{" not in found.readback_lhs
    assert one("", rf"\nabla_{{{letter}}} {mean}[f(z)] = {mean}[{score}]").verdict in FALSE


def test_what_is_counted_with_is_none():
    found = steps(r"$$ \nabla_\lambda \sum_z q_\lambda(z) = 0 $$" "\n\n" r"$$ \lambda + 1 \ge 1 $$")
    assert found[0].verdict == "unread"


def test_a_value_at_parameters_stands_for_its_definition():
    text = (
        r"$$ L(x; \theta, \phi) := E_{z \sim q_\phi(z|x)}[\log \frac{p_\theta(x, z)}"
        r"{q_\phi(z|x)}] $$" "\n\n"
        r"$$ L(x; \theta, \phi) \le \log p_\theta(x) $$"
    )
    assert steps(text)[-1].verdict in TRUE
    assert steps(text.replace(r"\le", r"\ge"))[-1].verdict in FALSE


def test_a_dot_ends_what_a_gradient_is_of():
    claim = r"\nabla_\theta \sum_z q_\theta(z) \ln q_\theta(z) = \sum_z \nabla_\theta q_\theta(z)"
    assert one("", rf"{claim} \cdot \ln q_\theta(z)").verdict in TRUE
    found = one("", r"\sum_z \nabla_\theta q_\theta(z) \cdot \ln q_\theta(z) = 0")
    assert found.verdict in FALSE
    assert r"\left[ q_{\theta}(z) \right]" in found.readback_lhs


def test_without_a_dot_both_readings_are_decided():
    product = r"\nabla_\theta q_\theta(z) \ln q_\theta(z)"
    assert one("", rf"\sum_z {product} = \nabla_\theta \sum_z q_\theta(z) \ln q_\theta(z)")\
        .verdict in TRUE  # fmt: skip
    found = one("", rf"{product} = \ln q_\theta(z) \nabla_\theta q_\theta(z)")
    assert found.verdict == "unread" and found.alternatives


def test_the_gradient_of_a_number_is_0():
    assert one("", r"\sum_z \nabla_\theta q_\theta(z) = \nabla_\theta 1").verdict in TRUE


def test_the_logarithm_of_a_share_and_a_sum_is_left_open():
    mean = r"\log \frac{1}{n} \sum_{i=1}^n p_i"
    differ = one("", rf"{mean} = -\log n")
    assert differ.verdict in TRUE  # either way: log(1/n · 1), and (log 1/n) · 1
    found = one("", rf"{mean} = \log \frac1n \cdot 2")
    assert found.verdict in (*FALSE, "unread")
    told_apart = one("", r"\log \frac{1}{n} \sum_{i=1}^n p_i q_i \le 0")
    assert told_apart.verdict == "unread" and len(told_apart.alternatives) == 2


def test_an_update_does_not_count_with_a_parameter():
    update = "$$ \\lambda \\leftarrow \\lambda - \\eta \\nabla_\\lambda L $$\n\n"
    found = steps(update + r"$$ \nabla_\lambda \sum_z q_\lambda(z) = 0 $$")
    assert found[-1].verdict in TRUE
