"""Which law a random variable has, where the text says it of one and laws of several stand."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

ENTROPY = r"$$ H(X) = -\sum_x p(x) \log p(x) $$"
OTHERS = "$$ H(X|Y) \\le H(X) $$"


@pytest.mark.parametrize(
    "said",
    [
        "Let $p$ be the law of $X$.",
        "Let $p(x)$ be the probability mass function for $X$.",
        "Let $p$ be the distribution of the random variable $X$.",
        "Let $X \\sim p(x)$.",
        "Let $X$ be a random variable with distribution $p(x)$.",
    ],
)
def test_the_law_of_one_variable_is_said(said):
    text = f"{said}\n\n$$ D(p \\| u) \\ge 0 $$\n\n{OTHERS}\n\n{ENTROPY}"
    found = steps(text)[-1]
    assert found.verdict in TRUE
    assert "H_{P}" not in found.readback_lhs
    assert steps(text.replace("-\\sum", "\\sum"))[-1].verdict in FALSE


@pytest.mark.parametrize("said", ["let $q$ be the law of $Z$", "$Z \\sim q$", "$Z \\sim q(z)$"])
def test_the_law_of_another_variable_is_not_that_of_all(said):
    before = f"Let $p(x, y)$ be the joint pmf of $X$ and $Y$, and {said}."
    other = r"$$ H(Z) = -\sum_z q(z) \log q(z) $$"
    right = r"$$ H(X|Y) = -\sum_{x,y} p(x,y) \log p(x|y) $$"
    assert [s.verdict for s in steps(f"{before}\n\n{right}\n\n{other}")] == ["proved", "proved"]
    wrong = right.replace("p(x|y) $$", "p(y|x) $$")
    assert steps(f"{before}\n\n{wrong}\n\n{other}")[0].verdict in FALSE
    mixed = other.replace("H(Z)", "H(Y)")
    assert steps(f"{before}\n\n{right}\n\n{mixed}")[-1].verdict in FALSE


def test_two_variables_have_each_its_own():
    said = "Let $X \\sim p(x)$ and $Y \\sim q(y)$."
    of_y = r"$$ H(Y) = -\sum_y %s(y) \log %s(y) $$"
    right = steps(f"{said}\n\n{ENTROPY}\n\n{of_y % ('q', 'q')}")
    assert [s.verdict for s in right] == ["proved", "proved"]
    assert steps(f"{said}\n\n{ENTROPY}\n\n{of_y % ('p', 'p')}")[-1].verdict in FALSE


@pytest.mark.parametrize(
    "said", ["Let $p$ be the law of $X$ given $Y$.", "If $p$ is the law of $X$, $q$ is not."]
)
def test_what_is_said_otherwise_is_no_law_of_all(said):
    found = steps(f"{said}\n\n{OTHERS}\n\n$$ D(p \\| u) \\ge 0 $$")
    assert found[0].verdict == "proved"


def test_a_wish_in_words_that_are_not_read_keeps_from_refuting():
    wished = one("我们希望互信息和原来的熵一样大，这样才好。希望的是", "H(X) = I(X;Y)")
    assert wished.verdict == "refuted unless"
    assert one("互信息和原来的熵是这样的：", "H(X) = I(X;Y)").verdict == "refuted"


def test_powers_are_no_law():
    said = "Define $q_i = 2^{-l_i}$."
    right = r"\sum_i p_i l_i = -\sum_i p_i \log_2 q_i"
    assert one(said, right).verdict in TRUE
    assert one(said, right.replace("= -", "= ")).verdict in FALSE
    assert one(said, r"\sum_i q_i = 1").verdict == "refuted unless"
