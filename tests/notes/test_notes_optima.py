"""Maxima and minima over all laws: a bound for every law, and a law at which it is reached."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

LAWS = r"Let $p$ and $q$ be distributions on $\mathcal{X}$."


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"\max_p H(p) = \log|\mathcal{X}|", r"\min_p H(p) = \log|\mathcal{X}|"),
        (r"\min_q D(p\|q) = 0", r"\max_q D(p\|q) = 0"),
        (r"\min_q H(p,q) = H(p)", r"\max_q H(p,q) = H(p)"),
        (r"H(p) = \min_q H(p,q)", r"H(p) + 1 = \min_q H(p,q)"),
        (r"\sup_q H(q) \le \log |\mathcal{X}|", r"\inf_q H(q) \ge \log |\mathcal{X}|"),
        (r"\log |\mathcal{X}| \ge \max_q H(q)", r"\log |\mathcal{X}| \le \min_q H(q)"),
        (r"\arg\min_q D(p\|q) = p", r"\arg\max_q D(p\|q) = p"),
        (r"p = \arg\max_q \sum_x p(x) \log q(x)", r"p = \arg\min_q \sum_x p(x) \log q(x)"),
    ],
)
def test_they_are_decided(right, wrong):
    assert one(LAWS, right).verdict in TRUE
    assert one(LAWS, wrong).verdict in FALSE


def test_a_bound_alone_is_not_enough():
    found = one(LAWS, r"\min_p H(p) = -1")
    assert found.verdict == "open" and "attained is not decided" in found.why


MODEL = r"Let $p$, $q_\theta$ be distributions on $\mathcal{X}$."
LIKELY = r"\theta \sum_x p(x) \log q_\theta(x)"
PROBLEMS = [
    (rf"\arg\min_\theta D(p\|q_\theta) \equiv \arg\max_{LIKELY}", TRUE),
    (rf"\arg\min_\theta D(p\|q_\theta) \equiv \arg\min_{LIKELY}", FALSE),
    (rf"\min_\theta D(p\|q_\theta) \equiv \max_{LIKELY}", {"unread"}),
]


@pytest.mark.parametrize(("display", "verdicts"), PROBLEMS)
def test_equivalent_problems_define_nothing(display, verdicts):
    found = one(MODEL, display)
    assert found.verdict in verdicts
    assert "of two problems" in found.why or found.verdict != "unread"


def test_what_the_text_says_of_the_law_that_runs_does_not_hold_for_all():
    assert one("Let $p$ be uniform.", r"\min_p H(p) = \log |\mathcal{X}|").verdict in FALSE


@pytest.mark.parametrize(
    "display",
    [
        r"\max_{p(x)} I(X;Y) = \log |\mathcal{X}|",  # the channel stays
        r"\max_p H(p) = H(p)",
        r"\max_p H(p) \ge 0",
        r"1 + \max_p H(p) = 1 + \log |\mathcal{X}|",
        r"\arg\min_q D(p\|q) = 0",
        r"\max_{p \in \mathcal{P}} H(p) = \log |\mathcal{X}|",
        r"\max_w w (1 - w) = \frac14",
    ],
)
def test_the_rest_is_not_read(display):
    assert one(LAWS, display).verdict == "unread"


def test_a_name_may_stand_for_one():
    text = "$$ C = \\max_{p(x)} I(X;Y) $$\n\n$$ C = 2 $$\n"
    found = steps(text)
    assert [s.verdict for s in found] == ["definition", "refuted unless"]
    assert "what line 1 says of C" in found[1].why
    assert r"\max_{p}" in found[0].readback_rhs
