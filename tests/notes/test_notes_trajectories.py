"""What belongs to a moment of a trajectory is a function of the moment and the trajectory."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, steps

LAW = (
    r"$$ p_\theta(\tau) = p(s_0) \prod_{t=0}^{T} "
    r"\pi_\theta(a_t | s_t) p(s_{t+1} | s_t, a_t) $$"
)
SCORE = r"\nabla_\theta \log p_\theta(\tau) = \sum_{t=0}^T \nabla_\theta \log \pi_\theta(a_t | s_t)"
REWARD = r"$$ R(\tau) = \sum_{t=0}^T r(s_t, a_t) $$"


def last(*displays):
    return steps("\n\n".join(displays) + "\n")[-1]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (SCORE, SCORE.replace(r"\sum_{t=0}^T", r"2 \sum_{t=0}^T")),
        (
            r"\log p_\theta(\tau) = \log p(s_0) + \sum_{t=0}^T \log \pi_\theta(a_t | s_t)"
            r" + \sum_{t=0}^T \log p(s_{t+1} | s_t, a_t)",
            r"\log p_\theta(\tau) = \sum_{t=0}^T \log \pi_\theta(a_t | s_t)"
            r" + \sum_{t=0}^T \log p(s_{t+1} | s_t, a_t)",
        ),
        (SCORE, SCORE.replace("a_t | s_t", "a_t | s_{t+1}")),
    ],
)
def test_the_law_of_a_trajectory_is_a_product_over_its_moments(right, wrong):
    assert last(LAW, f"$$ {right} $$").verdict == "proved if"
    assert last(LAW, f"$$ {wrong} $$").verdict == "refuted unless"


def test_rewards_are_summed_within_a_mean():
    before = r"$$ J(\theta) = \mathbb{E}_{\tau \sim p_\theta}\left[\sum_t r_t\right] $$"
    right = (
        r"$$ \nabla_\theta J(\theta) = \int \nabla_\theta \log p_\theta(\tau)"
        r" p_\theta(\tau) \sum_t r_t d\tau $$"
    )
    assert last(before, right).verdict in TRUE
    assert last(before, right.replace(r"\int", r"-\int")).verdict in FALSE


def test_a_reward_has_the_same_values_at_every_index():
    other = r"$$ R(\tau) = \sum_{t'=0}^T r(s_{t'}, a_{t'}) $$"
    assert last(REWARD, other).verdict in TRUE
    shifted = other.replace("a_{t'})", "a_{t'+1})")
    assert last(REWARD, shifted).verdict == "refuted unless"


def test_of_two_moments_nothing_is_read():
    step = last(REWARD, r"$$ R(\tau) = \sum_{t=0}^T \sum_{t'=0}^T r(s_t, a_{t'}) $$")
    assert step.verdict == "unread" and "two moments" in step.why


@pytest.mark.parametrize("part", [r"\sum_{t=0}^{T-1}", r"\sum_{t=1}^{T}", r"\sum_{t'=t}^T"])
def test_a_sum_over_a_part_of_the_moments_is_not_read(part):
    index = "t'" if "t'" in part else "t"
    wrong = rf"$$ R(\tau) = {part} r(s_{{{index}}}, a_{{{index}}}) $$"
    step = steps("\n\n".join((REWARD, SCORE.join(("$$", "$$")), wrong)))[-1]
    assert step.verdict == "unread" and "part of the moments" in step.why


def test_outside_of_means_over_a_trajectory_moments_are_what_they_were():
    found = steps(
        r"$$ J = \mathbb{E}_{\tau \sim p}[R(\tau)] = \sum_t \sum_{s, a} \mu_t(s, a) r_t $$"
    )
    assert "tau" not in found[1].readback_rhs


def test_a_function_is_said_after_it_was_used():
    used = r"$$ J(\theta) = \mathbb{E}_{\tau \sim p_\theta}[R(\tau)] $$"
    assert [s.verdict for s in steps(f"{used}\n\n{REWARD}")] == ["definition", "definition"]
    again = REWARD.replace(r"\sum", r"1 + \sum")
    assert last(used, REWARD, again).verdict in FALSE
    claim = last(r"$$ \sum_x q(x) \log q(x) \le 0 $$", r"$$ q(x) = \frac12 $$")
    assert claim.verdict in FALSE
