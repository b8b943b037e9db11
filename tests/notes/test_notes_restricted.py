"""What is said of something else than the names in it, in a case, or somehow, is none of these."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

PROVED = ("proved", "proved if")
PRODUCT = r"p(x_1, \dots, x_n) = \prod_{i=1}^n p(x_i)"


def verdict(said, claim):
    text = f"{said}\n\n$$ {claim} $$\n"
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    (step,) = (s for c in found.chains for s in c.steps)
    return step.verdict


@pytest.mark.parametrize(
    "said",
    [
        "Assume that the components of $X$ and $Y$ are independent.",
        "Assume that the noise in $X$ and $Y$ is independent.",
        "Let the errors of $X$ and $Y$ be independent.",
        "Let the sign of $X$ be independent of $Y$.",
        "Let $X$ be independent of $Y$'s sign.",
        "Let $X$ be mean independent of $Y$.",
        "Let $X$ and $Y$ be independent in mean.",
        "Let $X$ and $Y$ be independent after whitening.",
        r"Let $X$ and $Y$ be i.i.d. given $\theta$.",
        "Given $Z$, $X$ and $Y$ are i.i.d.",
        r"Conditional on $\theta$, let $X$ and $Y$ be i.i.d.",
        "Let $X$ and $Y$ be i.i.d. within each class.",
        "Let $X$ and $Y$ be i.i.d. conditional on the class.",
        r"Let $X$ and $Y$ be i.i.d. once $\theta$ is known.",
        r"Let $X \perp Y$ given $Z$.",
        "Assume $p(x,y) = p(x)p(y)$ at one pair.",
        "Assume $I(X;Y) = 0$ within each class.",
    ],
)
def test_no_independence_of_the_variables_themselves(said):
    assert verdict(said, "I(X;Y) = 0") not in PROVED


@pytest.mark.parametrize(
    "said",
    [
        "Given $Y$, let $X$ be uniform.",
        "Let the coordinates of $X$ be uniform.",
        "Let $X$ be uniform within each class.",
        "Let $X$ be uniform on its support.",
        "Let $X$ be uniform on the typical set.",
        "Let $X$ be uniform over the even letters.",
        "Let $X$ be uniform but for one letter.",
        "Let $X$ be the uniform distribution mixed with $q$.",
        "Let $X$ be uniform perturbed by noise.",
        "Let all but $X$ be uniform.",
    ],
)
def test_no_uniform_law(said):
    assert verdict(said, r"H(X) = \log |\mathcal{X}|") not in PROVED


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        ("Given $Z$, $Y$ is a function of $X$.", "H(Y|X) = 0"),
        ("Let the parity of $Y$ be a function of $X$.", "H(Y|X) = 0"),
        ("Suppose that the law of $Y$ is a function of $X$.", "H(Y|X) = 0"),
        ("Assume $H(Y|X) = 0$ for some $X$.", "H(Y|X) = 0"),
        ("Let $X$ and $Y$ have the same distribution given $Z$.", "H(X) = H(Y)"),
        (r"Let $X \to Y \to Z$ be a Markov chain given $W$.", "I(X;Z|Y) = 0"),
        (r"Given $W$, $X \to Y \to Z$ is a Markov chain.", "I(X;Z|Y) = 0"),
        (r"The map $X \to Y \to Z$ composes two functions.", "I(X;Z|Y) = 0"),
        ("Suppose that there is an $x$ with $p(x) = q(x)$.", r"D(p\|q) = 0"),
        ("Let $p$ and $q$ be laws with $p(x) = q(x)$ for some $x$.", r"D(p\|q) = 0"),
        (r"Let $x_1, \dots, x_n$ be i.i.d. given $\theta$.", PRODUCT),
        (r"The observations are i.i.d. conditional on $\theta$.", PRODUCT),
    ],
)
def test_nothing_is_said_for_all(said, claim):
    assert verdict(said, claim) not in PROVED


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        ("Let $X$ and $Y$ be uniform.", r"H(X) = \log |\mathcal{X}|"),
        ("Let the law of $X$ be uniform.", r"H(X) = \log |\mathcal{X}|"),
        (r"Let $X$ be uniform on $\mathcal{X}$.", r"H(X) = \log |\mathcal{X}|"),
        ("Let $X$ be uniform over the whole alphabet.", r"H(X) = \log |\mathcal{X}|"),
        ("Let $X$ be independent of $Y$ and $Y$ independent of $Z$.", "I(Y;Z) = 0"),
        ("Let $X$ and $Y$ be i.i.d. given $Z$.", "I(X;Y|Z) = 0"),
        ("Given $Z$, the variables $X$ and $Y$ are i.i.d.", "I(X;Y|Z) = 0"),
        (
            r"Let $x_1, \dots, x_n$ be i.i.d. given $\theta$.",
            r"p(x_1, \dots, x_n | \theta) = \prod_{i=1}^n p(x_i | \theta)",
        ),
        (
            r"The data are i.i.d. given $\theta$.",
            r"p(x_1, \dots, x_n | \theta) = \prod_{i=1}^n p(x_i | \theta)",
        ),
        (r"$X \to Y \to Z$ unless stated otherwise.", "I(X;Z|Y) = 0"),
        ("Assume that $p(x,y) = p(x)p(y)$.", "p(x|y) = p(x)"),
    ],
)
def test_what_is_said_as_it_stands_holds(said, claim):
    assert verdict(said, claim) in PROVED


DATA = r"\frac1n \sum_{i=1}^n \log p(x_i) = E_{\hat p}[\log p(x)]"


@pytest.mark.parametrize(
    ("said", "is_of_the_data"),
    [
        (r"Let $\hat p$ be the empirical distribution of $x_1, \dots, x_n$.", True),
        (r"Let $\hat p$ be the empirical distribution of the training set.", True),
        (r"Take samples $x_1, \dots, x_n$, with $\hat p$ the empirical distribution.", True),
        (r"Let $\hat p$ be the empirical distribution of $y_1, \dots, y_n$.", False),
        (r"Let $\hat p$ be the empirical distribution of the labels.", False),
        (r"Let $\hat p$ be the empirical distribution of the validation data.", False),
        (r"Let $\hat p$ be the empirical distribution with add-one smoothing.", False),
        (r"The empirical distribution $\hat p$ of the labels is useful.", False),
    ],
)
def test_the_empirical_distribution_is_of_the_data_that_it_is_said_to_be_of(said, is_of_the_data):
    assert (verdict(said, DATA) in PROVED) == is_of_the_data


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        ("Replace the one-hot label $y$ by a soft one.", r"\sum_k y_k^2 = 1"),
        ("We soften the one-hot vector $y$.", r"\sum_k y_k^2 = 1"),
        ("Let $f$ be an invertible map followed by quantization.", "H(f(X)) = H(X)"),
        ("Let $f$ be non-convex.", r"f(\sum_i p_i x_i) \le \sum_i p_i f(x_i)"),
        ("Let $f$ be the negative of a convex one.", r"f(\sum_i p_i x_i) \le \sum_i p_i f(x_i)"),
    ],
)
def test_what_is_changed_is_no_longer_so(said, claim):
    assert verdict(said, claim) not in PROVED


def test_an_inverse_said_of_a_function_keeps_a_refutation_from_being_one():
    assert verdict("Let $g$ be a left inverse of $f$.", "H(f(X)) = H(X)") == "refuted unless"


def test_laws_that_the_text_defines_are_taken_to_be_dominated_as_others_are():
    said = r"Let $P = \mathrm{Bernoulli}(p)$ and $Q = \mathrm{Bernoulli}(q)$."
    assert verdict(said, r"D(P\|Q) \ge 0") == "proved if"
    assert verdict(said, r"D(P\|Q) \ge 2 (p - q)^2") == "open"
    assert verdict(said, r"D(P\|Q) \ge p - q") == "refuted unless"


@pytest.mark.parametrize(
    "said",
    [
        "Let $p$ be a distribution on strings of $n$ symbols.",
        "Let $p$ be a distribution on more than $n$ symbols.",
        "Let $p$ be a distribution on a subset of $n$ symbols.",
        "Let $p$ be the law of $n$ symbols.",
        "The source emits $n$ symbols per second with law $p$.",
    ],
)
def test_what_counts_other_things_is_no_size(said):
    assert verdict(said, r"H(p) \le \log n") not in PROVED


@pytest.mark.parametrize(
    ("said", "claim", "expected"),
    [
        (r"Let $X \in \{0,1\}$.", r"H(X) \le \log 2", "proved"),
        (r"Let $X$ take $2$ values.", r"H(X) \le \log 2", "proved"),
        (r"<!-- derive: 2 is the size of \mathcal{X} -->", r"H(X) \le \log 2", "proved"),
        (r"Let $X, Y \in \{0,1\}$.", r"H(X,Y) \le \log 2", "refuted"),
        (r"If $X \in \{0,1\}$ then it is a bit.", r"H(X) \le \log 2", "refuted unless"),
        (r"Let $X \in \{0,1\}$ with high probability.", r"H(X) \le \log 2", "refuted unless"),
        (r"Let $X \in \{0,1\}^n$.", r"H(X) \le \log 2", "refuted unless"),
        ("Let $X$ take two values.", r"H(X) \le \log 2", "refuted unless"),
        ("Let $q$ be uniform on $K$ outcomes.", r"H(q) = \log K", "proved"),
    ],
)
def test_how_many_letters_there_are_is_a_hypothesis(said, claim, expected):
    assert verdict(said, claim) == expected


def test_a_size_that_is_supposed_holds_in_its_case():
    text = (
        "If $X \\in \\{0,1\\}$, then\n\n$$ H(X) \\le \\log 2 $$\n\n"
        "In general,\n\n$$ H(X) \\le \\log 2 $$\n"
    )
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    assert [s.verdict for c in found.chains for s in c.steps] == ["proved if", "refuted"]


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        (r"Let $p$ be a law on $\mathcal{X} \times \mathcal{Y}$.", r"H(p) \le \log |\mathcal{X}|"),
        (r"Let $p$ be a distribution on $\mathcal{X}^n$.", r"H(p) \le \log |\mathcal{X}|"),
        (r"Let $J = \sum_i p_i \log p_i$ (up to a factor).", r"J \le 0"),
        (r"Let $J = \sum_i p_i \log p_i$ with the sign flipped.", r"J \le 0"),
        (r"Let $J = \sum_i p_i \log p_i$ if $p$ is uniform, and $0$ otherwise.", r"J \le 0"),
        (r"Some define $J = \sum_i p_i \log p_i$.", r"J \le 0"),
        ("Let $X$ be a fair die rolled twice.", r"H(X) = \log 6"),
        (r"Let $X$ be uniform on $\{1, \dots, 6\}$ except $3$.", r"H(X) = \log 6"),
        (r"Let $X \sim \mathcal{N}(\mu, \sigma^2)$ truncated to $[0,1]$.", r"\mathbb{E}[X] = \mu"),
        (r"Given $Y$, $X \sim \mathrm{Bernoulli}(p)$.", r"\mathbb{E}[X] = p"),
        ("Let $X$ be Bernoulli with parameter $p$ or $1-p$.", r"\mathbb{E}[X] = p"),
    ],
)
def test_laws_and_definitions_are_what_they_are_said_to_be(said, claim):
    assert verdict(said, claim) not in PROVED


@pytest.mark.parametrize(
    ("said", "claim", "holds"),
    [
        ("We draw $X$ from $p$ and $q$ is uniform.", r"H(q) = \log |\mathcal{X}|", True),
        ("We draw $X$ from $p$ and $q$ is uniform.", r"H(p) = \log |\mathcal{X}|", False),
        ("Here $X$ depends on $Y$, and $Z$ is independent of $W$.", "I(Z;W) = 0", True),
        ("Here $X$ depends on $Y$, and $Z$ is independent of $W$.", "I(Y;W) = 0", False),
        (r"We have $x_i$ from $p$, and $\hat p$ is the empirical distribution.", DATA, True),
        (
            r"We have $x_i$ from $p$, and $\hat p$ is the empirical distribution.",
            DATA.replace(r"\hat p", "p"),
            False,
        ),
    ],
)
def test_of_a_list_the_last_alone_is_what_one_thing_is(said, claim, holds):
    assert (verdict(said, claim) in PROVED) == holds
