"""Means whose law is not named: E over (x, y), E beside E over (x, y) ∼ 𝒟, E over τ ∼ π_θ."""

import pytest

from tests.notes.verdicts import FALSE, steps

LOSS = r"$$ L(\phi) = -\mathbb{E}_{(x, u, v)}[\log \sigma(r_\phi(x, u) - r_\phi(x, v))] $$"
SAME = r"L(\phi) = \mathbb{E}_{(x, u, v)}\left[ \log (1 + e^{r_\phi(x, v) - r_\phi(x, u)}) \right]"
DRAWN = r"$$ L(\theta) = -\mathbb{E}_{(x, y) \sim \mathcal{D}}[\log \pi_\theta(y|x)] $$"
POLICY = r"Let $\pi_\theta(a|s) > 0$ be a policy."
TWO = r"$$ p_\theta(\tau) \le 1 $$" + "\n\n" + r"$$ q_\theta(\tau) \le 1 $$"
RETURN = r"$$ J(\theta) = \mathbb{E}_{\tau \sim \pi_\theta}[R(\tau)] $$"


def last(*displays):
    return steps("\n\n".join(displays) + "\n")[-1]


@pytest.mark.parametrize(
    "mean", [r"\mathbb{E}_{(x, u, v)}", r"\mathbb{E}_{x, u, v}", r"\mathbb{E}"]
)
def test_letters_below_a_mean_have_one_law(mean):
    right = SAME.replace(r"\mathbb{E}_{(x, u, v)}", mean)
    step = last(LOSS, f"$$ {right} $$")
    assert step.verdict == "proved if"
    assert any("drawn from one law of these" in a for a in step.assumed)
    wrong = right.replace("r_\\phi(x, v) - r_\\phi(x, u)", "r_\\phi(x, u) - r_\\phi(x, v)")
    assert last(LOSS, f"$$ {wrong} $$").verdict == "refuted unless"


def test_a_law_that_the_notes_have_of_the_letters_is_theirs():
    step = last(r"$$ H(X, Y) = -\mathbb{E}_{(x, y)}[\log p(x, y)] $$")
    assert step.verdict in ("proved", "proved if")
    assert "p(x, y)" in step.readback_rhs or "p(x,y)" in step.readback_rhs
    assert "mathcal" not in step.readback_rhs


def test_a_mean_without_a_law_is_over_the_one_that_is_drawn_elsewhere():
    step = last(DRAWN, r"$$ L(\theta) = -\mathbb{E}[\log \pi_\theta(y|x)] $$")
    assert step.verdict == "proved if"
    other = DRAWN.replace(r"\mathcal{D}", r"\mathcal{B}").replace("L(", "K(")
    step = last(DRAWN, other, r"$$ L(\theta) = -\mathbb{E}[\log \pi_\theta(y|x)] $$")
    assert step.verdict == "unread"


def test_the_end_of_a_sum_is_no_random_variable():
    step = last(r"$$ L = -\mathbb{E}\left[\sum_{t=1}^T \log \pi_\theta(y_t | x, y_{<t})\right] $$")
    assert step.verdict == "unread"
    assert "E without a law" in step.why


def test_what_is_drawn_from_a_policy_has_the_law_that_the_notes_give_it():
    mean = r"\mathbb{E}_{\tau \sim \pi_\theta}[R(\tau) \nabla_\theta \log p_\theta(\tau)]"
    right = rf"$$ \nabla_\theta J(\theta) = {mean} $$"
    step = last(POLICY, RETURN, right)
    assert step.verdict == "proved if"
    assert any("drawn from" in a for a in step.assumed)
    wrong = right.replace(r"R(\tau) \nabla", r"2 R(\tau) \nabla")
    assert last(POLICY, RETURN, wrong).verdict in FALSE


def test_of_two_laws_of_it_none_is_chosen():
    found = steps("\n\n".join((POLICY, RETURN, TWO)))
    assert "q_" not in found[0].readback_rhs and "p_" not in found[0].readback_rhs


def test_a_law_that_is_no_policy_keeps_what_is_drawn_from_it():
    text = r"$$ \sum_y P(y) = 1 $$" + "\n\n" + r"$$ \mathbb{E}_{x \sim P}[\log Q(x)] \le 0 $$"
    found = steps(text)[-1]
    assert not any("drawn from" in a for a in found.assumed)
