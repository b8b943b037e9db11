"""Laws of families by their customary wording: 𝒩(μ, σ²), Bernoulli(p), Uniform[0, b], Exp(λ)."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings
from tests.notes import verdicts

GAUSS = r"Let $X \sim \mathcal{N}(\mu, \sigma^2)$." + "\n\n"
TWO = (
    r"Let $p(x) = \mathcal{N}(x; \mu_1, \sigma_1^2)$ and "
    r"$q(x) = \mathcal{N}(x; \mu_2, \sigma_2^2)$." + "\n\n"
)
DRAWN = (
    r"Let $P \sim \mathcal{N}(\mu_0, \sigma_0^2)$ and "
    r"$Q \sim \mathcal{N}(\mu_1, \sigma_1^2)$." + "\n\n"
)
COIN = r"Let $X \sim \text{Bernoulli}(p)$." + "\n\n"


def last(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return found.chains[-1].steps[-1]


BELL = (
    r"$$ p(x) = \frac{1}{\sqrt{2\pi\sigma^2}} "
    r"\exp\left(-\frac{(x-\mu)^2}{2\sigma^2}\right) $$" + "\n\n"
)
PROVED = [
    BELL + r"$$ -\int p(x) \ln p(x)\,dx = \frac12 \ln 2\pi e\sigma^2 $$",
    BELL + r"$$ \mathbb{E}_{p}[(x - \mu)^2] = \sigma^2 $$",
    GAUSS + BELL + r"$$ \int p(x) x\,dx = \mu $$",
    r"$$ p(x) = \frac{1}{\sqrt{2\pi}} e^{-x^2/2} $$" + "\n\n$$ \\int x^2 p(x)\\,dx = 1 $$",
    GAUSS + r"$$ h(X) = \frac12 \log(2\pi e \sigma^2) $$",
    GAUSS + r"$$ E[X] = \mu $$",
    GAUSS + r"$$ \mathbb{E}[(X-\mu)^2] = \sigma^2 $$",
    TWO + r"$$ D_{KL}(p \| q) = \ln\frac{\sigma_2}{\sigma_1} + "
    r"\frac{\sigma_1^2 + (\mu_1-\mu_2)^2}{2\sigma_2^2} - \frac12 $$",
    TWO + r"$$ \int p(x) \ln p(x)\,dx = -\frac12 (1 + \ln 2\pi\sigma_1^2) $$",
    TWO.replace("Let", "For")
    + r"$$ KL(p(x) \| q(x)) = \frac12\left[\ln\frac{\sigma_2^2}{\sigma_1^2} - 1"
    r" + \frac{\sigma_1^2 + (\mu_1-\mu_2)^2}{\sigma_2^2}\right] $$",
    DRAWN + r"$$ D_{KL}(P \| Q) = \int_{-\infty}^{\infty} p(x) \log\frac{p(x)}{q(x)}\,dx $$",
    DRAWN + r"$$ \mathbb{E}_{x \sim P}[\ln p(x)] = -\frac12 \ln(2\pi\sigma_0^2) - \frac12 $$",
    r"$$ D_{KL}(\mathcal{N}(\mu, \sigma^2) \| \mathcal{N}(0, 1)) = "
    r"\frac12(\mu^2 + \sigma^2 - 1 - \ln\sigma^2) $$",
    r"$$ \mathbb{E}_{x \sim \mathcal{N}(0, 1)}[x^2] = 1 $$",
    r"Let $P$ be the \"true\" distribution $\mathcal{N}(\mu_0, \sigma_0^2)$."
    "\n\n" + r"$$ \mathbb{E}_P[(x - \mu_0)^2] = \sigma_0^2 $$",
    r"Let $X$ be a Gaussian random variable with mean $\mu$ and variance $\sigma^2$."
    "\n\n" + r"$$ h(X) = \frac12 \log(2\pi e\sigma^2) $$",
    r"Let $X$ be normally distributed with zero mean and variance $v$."
    "\n\n" + r"$$ E[X^2] = v $$",
    COIN + r"$$ H(X) = -p\log p - (1-p)\log(1-p) $$",
    COIN + r"$$ E[X] = p $$",
    r"$$ D(\text{Bern}(p) \| \text{Bern}(q)) = p\log\frac pq + (1-p)\log\frac{1-p}{1-q} $$",
    r"Let $X \sim \text{Uniform}[0, 8]$." + "\n\n$$ h(X) = \\log_2 8 $$",
    r"Let $X \sim \text{Exp}(\lambda)$." + "\n\n$$ h(X) = 1 - \\ln\\lambda $$",
    r"Let $X \sim \text{Laplace}(\mu, b)$." + "\n\n$$ h(X) = 1 + \\ln(2b) $$",
    r"Let $N \sim \text{Poisson}(\lambda)$." + "\n\n$$ E[N] = \\lambda $$",
]


@pytest.mark.parametrize("text", PROVED)
def test_true_of_the_family_is_proved(text):
    step = last(text)
    assert step.verdict in ("proved", "proved if"), step.why
    assert "for finite alphabets" not in step.assumed


@pytest.mark.parametrize(
    "text",
    [
        GAUSS + r"$$ h(X) = \frac12 \log(2\pi \sigma^2) $$",
        GAUSS + r"$$ E[X^2] = \sigma^2 $$",
        BELL + r"$$ \mathbb{E}_{p}[x^2] = \sigma^2 $$",
        GAUSS + r"$$ H(X) \ge 0 $$",
        DRAWN + r"$$ \mathbb{E}_{x \sim Q}[\ln p(x)] = -\frac12 \ln(2\pi\sigma_0^2) - \frac12 $$",
        "Let $X \\sim N(0, \\sigma^2)$ be Gaussian.\n\n$$ H(X) \\ge 0 $$",
        TWO + r"$$ D_{KL}(p \| q) = \ln\frac{\sigma_1}{\sigma_2} + "
        r"\frac{\sigma_1^2 + (\mu_1-\mu_2)^2}{2\sigma_2^2} - \frac12 $$",
        r"$$ D_{KL}(\mathcal{N}(\mu, \sigma^2) \| \mathcal{N}(0, 1)) = "
        r"\frac12(\mu^2 + \sigma^2 - 1 + \ln\sigma^2) $$",
        r"$$ \mathbb{E}_{x \sim \mathcal{N}(1, 1)}[x^2] = 1 $$",
        COIN + r"$$ H(X) = -p\log p $$",
        "Let $X$ be normally distributed with zero mean and variance $v$.\n\n$$ E[X^2] = 2v $$",
        COIN + r"$$ E[X] = 1 - p $$",
        r"Let $X \sim \text{Uniform}[0, 8]$." + "\n\n$$ h(X) = \\log_2 4 $$",
        r"Let $X \sim \text{Exp}(\lambda)$." + "\n\n$$ h(X) = 1 + \\ln\\lambda $$",
    ],
)
def test_false_of_the_family_is_refuted(text):
    assert last(text).verdict in ("refuted", "refuted unless")


@pytest.mark.parametrize(
    "text",
    [
        # whether σ is the variance is not told; Σ and I are matrices; μ_i is another for each i
        r"$$ D_{KL}(\mathcal{N}(\mu, \sigma) \| \mathcal{N}(0, 1)) = 0 $$",
        r"$$ D_{KL}(\mathcal{N}(\mu, \Sigma) \| \mathcal{N}(0, I)) \ge 0 $$",
        r"$$ D_{KL}(\mathcal{N}(\mu_i, \sigma_i^2) \| \mathcal{N}(0, 1)) \ge 0 $$",
        r"$$ D_{KL}(\mathcal{N}(\boldsymbol{\mu}, \sigma^2) \| \mathcal{N}(0, 1)) \ge 0 $$",
        r"$$ D(\text{Bern}(p) \| \mathcal{N}(0, 1)) \ge 0 $$",
        r"$$ D(\text{Bern}(2) \| \text{Bern}(q)) \ge 0 $$",
    ],
)
def test_what_does_not_tell_its_parameters_is_not_read(text):
    assert last(text).verdict == "unread"


@pytest.mark.parametrize(
    "exponent",
    [
        r"-\frac{(x-\mu)^2}{\sigma^2}",
        r"\frac{(x-\mu)^2}{2\sigma^2}",
        r"-\frac{(y-\mu)^2}{2\sigma^2}",
    ],
)
def test_what_is_no_density_is_no_normal_law(exponent):
    """A factor 2 lost, a sign lost, another letter."""
    text = rf"$$ p(x) = \frac{{1}}{{\sqrt{{2\pi\sigma^2}}}} \exp\left({exponent}\right) $$"
    text += "\n\n$$ \\mathbb{E}_{p}[(x - \\mu)^2] = \\sigma^2 $$"
    assert last(text).verdict not in ("proved", "proved if")


def test_a_law_with_other_letters_is_none_of_the_family():
    """μ and σ may depend on x in q(z|x) = 𝒩(z; μ, σ²)."""
    text = r"""$$ q(z|x) = \mathcal{N}(z; \mu, \sigma^2) $$

$$ q(z|x) = \sum_{x'} p(x') q(z|x') $$"""
    assert last(text).verdict not in ("proved", "proved if")


@pytest.mark.parametrize(
    "sentence",
    [
        "It is not true that $X$ is Gaussian with mean $0$ and variance $1$.",
        r"$X$ is not $\mathcal{N}(0, 1)$.",
        "Is $X$ Gaussian with zero mean and variance $1$?",
    ],
)
def test_what_is_denied_is_not_taken(sentence):
    assert last(f"{sentence}\n\n$$ E[X^2] = 1 $$").verdict not in ("proved", "proved if")


def test_a_law_that_is_written_out_is_of_no_other_variable():
    text = r"$$ D(q \| \mathcal{N}(0, 1)) \ge 0 $$" + "\n\n$$ h(X) = \\frac12\\log(2\\pi e) $$"
    assert last(text).verdict not in ("proved", "proved if")


def test_a_density_is_said_behind_its_first_use_to_the_end_of_the_section():
    first = r"$$ h(X) = -\int p(x) \log p(x)\,dx $$" + "\n\nHere\n\n" + BELL
    variance = r"$$ \mathbb{E}_{p}[(x - \mu)^2] = \sigma^2 $$"
    assert last(first + variance).verdict == "proved if"
    assert last(f"{first}# Others\n\n{variance}").verdict != "proved if"


def test_a_mean_is_over_the_law_that_the_variable_is_said_to_have():
    """And not over the density f of another line."""
    text = GAUSS + "$$ D(f \\| q) = \\int f(x) \\log \\frac{f(x)}{q(x)}\\,dx $$\n\n"
    mean = r"$$ h(X) = \mathbb{E}[(X - \mu)^2] + h(X) - \sigma^2 $$"
    assert last(text + mean).verdict == "proved if"


def test_the_assumption_is_shown():
    step = last(GAUSS + r"$$ h(X) = \frac12 \log(2\pi e \sigma^2) $$")
    assert any("mathcal" in r.quote for r in step.rests_on_text) and "σ > 0" in step.assumed


@pytest.mark.parametrize(
    "said",
    ["Let $U$ be Bernoulli$(a)$.", r"Suppose $U \sim$ Bernoulli$(a)$.", r"Let $U \sim$ Bern$(a)$."],
)
def test_a_family_whose_name_stands_outside_of_the_formula(said):
    right = r"H(U) = -a \log a - (1-a) \log(1-a)"
    assert verdicts.one(said, right).verdict in verdicts.TRUE
    assert verdicts.one(said, r"H(U) = -a \log a").verdict in verdicts.FALSE
    other = said.replace("(a)$", "(a)$ or Poisson")
    assert verdicts.one(other, right).verdict not in verdicts.TRUE
