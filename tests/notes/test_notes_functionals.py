"""Names that are given laws, L(q), F(q, θ), J(π): what they stand for, of the law that is given."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

BOUND = r"Let $L(q) = \sum_z q(z) \log\frac{p(x,z)}{q(z)}$."
FREE = r"Define $F(q,\theta) = \mathbb{E}_{q(z)}[\log p_\theta(x,z)] + H(q)$."


@pytest.mark.parametrize(
    ("before", "right", "wrong"),
    [
        (BOUND, r"L(q) \le \log p(x)", r"L(q) \ge \log p(x)"),
        (BOUND, r"L(r) \le \log p(x)", r"L(r) \ge \log p(x)"),
        (BOUND, r"L(q_\phi) \le \log p(x)", r"L(q_\phi) \ge \log p(x)"),
        (
            BOUND,
            r"L(q) = \log p(x) - D(q(z) \| p(z|x))",
            r"L(q) = \log p(x) - D(p(z|x) \| q(z))",
        ),
        (FREE, r"F(q,\theta) \le \log p_\theta(x)", r"F(q,\theta) \ge \log p_\theta(x)"),
        (
            r"The objective is $$ J(\pi) = \mathbb{E}_{a\sim\pi}[r(a)] - D(\pi\|\pi_0) $$ and so",
            r"J(\pi) = \sum_a \pi(a) r(a) - D(\pi\|\pi_0)",
            r"J(\pi) = \sum_a \pi(a) r(a) + D(\pi\|\pi_0)",
        ),
    ],
)
def test_they_are_read_of_the_law_that_is_given(before, right, wrong):
    assert one(before, right).verdict in TRUE
    assert one(before, wrong).verdict in FALSE


GINI = r"$$ G(p) = \sum_{k=1}^K p_k (1 - p_k) $$"
GAIN = r"$$ IG(Y|X) = H(Y) - H(Y|X) $$"
VARIATION = r"$$ VI(X;Y) = H(X|Y) + H(Y|X) $$"


@pytest.mark.parametrize(
    ("before", "right", "wrong"),
    [
        (GINI, r"G(p) = 1 - \sum_{k=1}^K p_k^2", r"G(p) = 1 + \sum_{k=1}^K p_k^2"),
        (GAIN, r"IG(Y|X) = I(X;Y)", r"IG(Y|X) = H(Y)"),
        (GAIN, r"IG(Y|Z) = I(Z;Y)", r"IG(Y|Z) = I(X;Y)"),
        (VARIATION, r"VI(X;Z) \le VI(X;Y) + VI(Y;Z)", r"VI(X;Z) \ge VI(X;Y) + VI(Y;Z)"),
        (VARIATION, r"VI(Y;X) = H(X,Y) - I(X;Y)", r"VI(Y;X) = H(X,Y)"),
    ],
)
def test_of_laws_with_an_index_and_of_random_variables(before, right, wrong):
    assert one(before, right).verdict in TRUE
    assert one(before, wrong).verdict in FALSE


def test_the_law_that_is_given_stands_in_the_readback():
    assert "r(z)" in one(BOUND, r"L(r) \le \log p(x)").readback_lhs
    assert "r(z)" not in one(BOUND, r"L(q) \le \log p(x)").readback_lhs


def test_what_says_so_is_shown():
    found = one(BOUND, r"L(r) \le \log p(x)")
    assert [(r.line, "L(q) =" in r.quote) for r in found.rests_on_text] == [(1, True)]


@pytest.mark.parametrize(
    "display",
    [r"L(1) = 2", r"L(q, r) \le 0", r"L(x) \le 0", r"L(z) \le \log p(x)"],
)
def test_of_anything_else_they_are_not_read(display):
    assert one(BOUND, display).verdict == "unread"


def test_behind_the_section_nothing_says_what_they_are():
    text = f"# One\n\n{BOUND}\n\n# Two\n\n$$ L(q) \\le \\log p(x) $$\n"
    assert [s.verdict for s in steps(text)] == ["unread"]


def test_without_a_definition_none_is_made_up():
    found = one("Let $q$ be a distribution.", r"G(q) \le D(q \| p)")
    assert found.verdict == "unread" and "nothing says what it is" in found.why


def test_a_function_of_the_variable_is_none_of_its_value():
    text = r"Lengths are $L_i = \lceil \log_2 \frac{1}{p_i} \rceil$, where $X$ has the law $p$."
    found = one(text, r"H(X) \le L(X)")
    assert (found.verdict, found.readback_rhs) == ("refuted unless", "L(X)")
    assert one("", r"H(X) + L(X) \ge L(X)").verdict == "proved"
    assert one("", r"E[L(X)] + H(X) \ge \sum_x p(x) L(x)").verdict == "proved"
