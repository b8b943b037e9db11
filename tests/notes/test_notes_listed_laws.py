"""Laws by wording: uniform on a set that is listed, and on an interval, dice, Bernoulli with p."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one


@pytest.mark.parametrize(
    ("said", "size"),
    [
        (r"Let $X \sim \text{Uniform}\{1,\dots,6\}$.", 6),
        (r"Let $X \sim \mathrm{Unif}(\{1, 2, 3\})$.", 3),
        (r"Let $X$ be uniform on $\{1, \dots, 5\}$.", 5),
        (r"Let $X$ be uniformly distributed over the set $\{a, b, c, d\}$.", 4),
        (r"Let $X$ be the outcome of a fair die.", 6),
        (r"Let $X$ be the result of tossing a fair coin.", 2),
        (r"Let $X \sim \text{Uniform}\{0, 1\}$.", 2),
    ],
)
def test_a_law_on_a_list_has_its_entropy(said, size):
    assert one(said, rf"H(X) = \log {size}").verdict in TRUE
    wrong = one(said, rf"H(X) = \log {size + 1}")
    assert wrong.verdict in FALSE
    assert one(said, rf"H(X|Y) \leq \log {size}").verdict in TRUE


def test_its_letters_are_numbers_where_it_lists_numbers():
    said = r"Let $X$ be uniform on $\{1, \dots, 6\}$."
    assert one(said, r"\mathbb{E}[X] = \frac{7}{2}").verdict in TRUE
    assert one(said, r"\mathbb{E}[X] = 3").verdict in FALSE
    letters = r"Let $X$ be uniform on $\{a, b\}$."
    assert one(letters, r"\mathbb{E}[X] = \frac{1}{2}").verdict not in (*TRUE, "refuted")


def test_a_list_of_other_numbers_is_not_taken_for_one_that_counts():
    said = r"Let $X$ be uniform on $\{-1, 1\}$."
    assert one(said, r"\mathbb{E}[X] = 0").verdict == "refuted unless"  # it was refuted outright
    assert one(said, r"\mathbb{E}[X] = \frac32").verdict not in TRUE


@pytest.mark.parametrize(
    "said", ["Let $X \\sim U(0, a)$.", "Let $X$ be uniformly distributed over $[0, a]$."]
)
def test_an_interval_is_none_of_letters(said):
    assert one(said, r"h(X) = \log a").verdict in TRUE
    assert one(said, r"h(X) = \log (2a)").verdict in FALSE


@pytest.mark.parametrize(
    "said",
    [
        "Let $X$ be a Bernoulli random variable with parameter $p$.",
        "Let $X$ be a Bernoulli($p$) random variable.",
        "Let $X$ be Bernoulli with success probability $p$.",
    ],
)
def test_a_bernoulli_variable_in_words(said):
    right = r"H(X) = -p \log p - (1-p) \log (1-p)"
    assert one(said, right).verdict in TRUE
    assert one(said, right.replace("(1-p) \\log", "\\log")).verdict in FALSE


def test_rates_in_words():
    said = r"Let $N$ be a Poisson random variable with parameter $\lambda$."
    assert one(said, r"\mathbb{E}[N] = \lambda").verdict in TRUE
    assert one(said, r"\mathbb{E}[N] = 2\lambda").verdict in FALSE


@pytest.mark.parametrize(
    "said",
    [
        r"It follows that $X$ is uniform on $\{1, 2\}$.",
        r"Suppose that $X$ is not uniform on $\{1, 2\}$.",
        r"Some think that $X$ is the outcome of a fair coin.",
    ],
)
def test_what_is_concluded_or_denied_is_no_law(said):
    assert one(said, r"H(X) = \log 2").verdict not in ("proved", "refuted")


def test_another_u_is_no_law():
    assert one(r"Let $U(a, b)$ be a utility.", r"U(a, b) = U(b, a)").verdict not in TRUE
