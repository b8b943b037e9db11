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
