"""X ∼ p in a display of its own, θ ← θ − η∇L, and p(ε) = 𝒩(0, 1): what is said, and no claim."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps


@pytest.mark.parametrize(
    "display",
    [r"x_1, \dots, x_n \sim p", r"z^{(i)} \sim q_\phi(z)", r"x \sim \mathcal{N}(0, I)", r"X \sim r",
     r"(x, y) \sim \mathcal{D}", r"\epsilon \sim \mathcal{N}(0, 1)"],
)  # fmt: skip
def test_what_is_drawn_is_said(display):
    assert one("", display).verdict == "definition"


@pytest.mark.parametrize("display", [r"f(n) \sim n^2", r"H(X) \sim H(Y)", r"x \sim f(y)"])
def test_other_uses_of_the_sign_are_not_read(display):
    assert one("", display).verdict == "unread"


def test_the_law_of_a_variable_may_be_displayed():
    said, claim = r"$$ X \sim \mathcal{N}(0, 1) $$", r"$$ h(X) = \frac12 \ln 2 \pi e $$"
    assert steps(f"{said}\n\n{claim}")[-1].verdict in TRUE
    assert steps(f"{said}\n\n{claim.replace('12', '13')}")[-1].verdict in FALSE


def test_an_assignment_is_no_claim():
    assert one("", r"\theta \leftarrow \theta - \eta \nabla_\theta L").verdict == "skipped"


def test_a_density_may_leave_its_letter_out():
    said = r"$$ p(x) = \mathcal{N}(0, 1) $$"
    assert steps(f"{said}\n\n$$ E_{{x \\sim p}}[x^2] = 1 $$")[-1].verdict in TRUE
    assert steps(f"{said}\n\n$$ E_{{x \\sim p}}[x^2] = 2 $$")[-1].verdict in FALSE


def test_a_row_that_has_come_to_0_ends_there():
    text = "$$ D(p \\| p) = 0 $$\n\nFor the other term we have\n\n$$ = \\sum_x p(x) $$"
    assert steps(text)[-1].verdict == "unread"
