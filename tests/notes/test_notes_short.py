"""What people write short: z ∼ q(·|x), (x,y) ∈ X × Y, P_{(X,Y)}, Q^π(s, a), E log p(X), H_ce."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

PAIRS = r"\mathcal{X} \times \mathcal{Y}"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (
            r"\mathbb{E}_{z \sim q(\cdot|x)}[\log q(z|x)] = \sum_z q(z|x) \log q(z|x)",
            r"\mathbb{E}_{z \sim q(\cdot|x)}[\log q(z|x)] = -\sum_z q(z|x) \log q(z|x)",
        ),
        (
            rf"\sum_{{x,y \in {PAIRS}}} p(x,y) \log p(x,y) = -H(X,Y)",
            rf"\sum_{{(x,y) \in {PAIRS}}} p(x,y) \log p(x,y) = -H(X)",
        ),
        (
            r"I(X;Y) = D(P_{(X,Y)} \| P_X \otimes P_Y)",
            r"H(X,Y) = D(P_{(X,Y)} \| P_X \otimes P_Y)",
        ),
        (r"H(Y|X) = -E \log p(Y|X)", r"H(Y|X) = -E \log p(X|Y)"),
        (r"H(X) = E \log_2 \frac{1}{p(X)}", r"H(X) = E \log_2 p(X)"),
        (
            r"\mathbb{H}_{ce}(p,q) = -\sum_x p(x) \log q(x)",
            r"\mathbb{H}_{ce}(p,q) = -\sum_x q(x) \log p(x)",
        ),
        (
            r"D_{\mathbb{KL}}(p\|q) = \sum_x p(x) \log\frac{p(x)}{q(x)}",
            r"D_{\mathbb{KL}}(p\|q) = \sum_x q(x) \log\frac{p(x)}{q(x)}",
        ),
    ],
)
def test_it_is_read_as_if_written_out(right, wrong):
    assert one("", right).verdict in TRUE
    assert one("", wrong).verdict in FALSE


VALUES = r"""Let $\pi(a|s)$ be a policy.

$$ V^\pi(s) = \sum_a \pi(a|s) Q^\pi(s,a) $$

$$ A^\pi(s,a) = Q^\pi(s,a) - V^\pi(s) $$
"""


def test_a_policy_above_a_name_is_no_power():
    found = steps(VALUES + "\n$$ \\mathbb{E}_{a \\sim \\pi(\\cdot|s)}[A^\\pi(s,a)] = 0 $$\n")
    assert [s.verdict for s in found] == ["definition", "definition", "proved"]
    assert one(VALUES, r"\sum_a \pi(a|s) A^\pi(s,a) = 1").verdict in FALSE


def test_e_that_is_multiplied_stays_a_number():
    found = one("", r"E \log N \le E \log (N + 1)")
    assert r"\operatorname{E}" not in found.readback_lhs


@pytest.mark.parametrize(
    "display",
    [
        r"H(Y|X=x) = -\sum_y p(y|x) \log p(y|x)",
        r"H(Y|X) = -\mathbb{E}[\log p(Y|X)]",
        r"I(X;Y) = \mathbb{E}\left[\log \frac{p(Y|X)}{p(Y)}\right]",
    ],
)
def test_a_conditional_of_the_variables_beside_is_theirs(display):
    assert one("", display).verdict in TRUE
    assert (
        one("", display.replace("= -", "= 1-").replace(r"\frac{p(Y|X)}{p(Y)}", "p(Y)")).verdict
        in FALSE
    )


def test_a_channel_with_another_name_is_its_own():
    assert one("Let $W(y|x)$ be a channel.", r"H(Y|X) = -\mathbb{E}[\log W(Y|X)]").verdict in FALSE
