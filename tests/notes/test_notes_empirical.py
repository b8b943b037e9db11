"""The empirical distribution of data: a law that the data make, and not any law."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

COUNTS = r"\frac{1}{m} \sum_{j=1}^m \mathbf{1}[x_j = x]"
MEANS = r"$$ \frac{1}{m} \sum_{j=1}^m \log r(x_j) = \sum_x \tilde p(x) \log r(x) $$"


def steps(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


@pytest.mark.parametrize(
    "said",
    [
        rf"Observations $x_1, \dots, x_m$ with empirical law $\tilde p(x) = {COUNTS}$.",
        rf"Take samples $x_1, \dots, x_m$. Their histogram is $\tilde p(x) = {COUNTS}$.",
        rf"We observe data $x_1,\dots,x_m$ and count them: $\tilde p(x) = {COUNTS}$.",
        r"Of data $x_1, \dots, x_m$ we use $\tilde p(x) = \frac{1}{m} \sum_{j=1}^m"
        r" \mathbb{1}\{x = x_j\}$.",
    ],
)
def test_a_mean_over_data_is_one_under_the_empirical_law(said):
    (step,) = steps(f"{said}\n\n{MEANS}\n")
    assert step.verdict == "proved if"
    assert all("> 0" in h or "≪" in h for h in step.assumed), step.assumed
    assert step.rests_on_text


def test_it_is_none_under_another_law_and_not_with_the_wrong_factor():
    said = rf"Data $x_1, \dots, x_m$ have the empirical law $\tilde p(x) = {COUNTS}$."
    mean = r"\sum_{j=1}^m \log r(x_j)"
    wrong, other = steps(
        f"{said}\n\n$$ {mean} = \\sum_x \\tilde p(x) \\log r(x) $$\n\n"
        f"$$ \\frac1m {mean} = \\sum_x p(x) \\log r(x) $$\n"
    )
    assert wrong.verdict != "proved" and wrong.verdict != "proved if"
    assert other.verdict.startswith("refuted")


def test_what_is_claimed_of_a_count_is_no_definition():
    said = rf"Data $x_1, \dots, x_m$. It is not true that $\tilde p(x) = {COUNTS}$."
    (step,) = steps(f"{said}\n\n{MEANS}\n")
    assert not step.verdict.startswith("proved")


MODEL = r"\frac1m \sum_{j=1}^m \log r_\theta(x_j)"


@pytest.mark.parametrize(
    "said",
    [
        r"Let $\tilde p$ be the empirical distribution of the data $x_1, \dots, x_m$." "\n\n{}\n",
        "{}\n\n" r"where $\tilde p$ is the empirical distribution of the training set.",
        r"The empirical distribution $\tilde p$ gives" "\n\n{}\n",
    ],
)
def test_the_law_of_the_data_may_be_said_in_words(said):
    display = rf"$$ {MODEL} = \mathbb{{E}}_{{x \sim \tilde p}}[\log r_\theta(x)] $$"
    (step,) = steps(said.format(display))
    assert step.verdict == "proved if"
    assert step.rests_on_text


@pytest.mark.parametrize("letter", ["x", "y"])
def test_maximum_likelihood_is_least_cross_entropy(letter):
    text = (
        rf"$$ -\frac1m \sum_{{j=1}}^m \log Q_\theta({letter}_j)"
        r" = \mathbb{E}_{x \sim P}[-\log Q_\theta(x)] = H(P, Q_\theta) $$"
        "\n\nThis is the cross-entropy between the empirical distribution $P$ and the model.\n"
    )
    assert [s.verdict for s in steps(text)] == ["proved if", "proved if"]


def test_two_sorts_of_data_leave_it_open_which_is_counted():
    text = (
        r"Let $\tilde p$ be the empirical distribution."
        f"\n\n$$ a = {MODEL} $$\n\n$$ b = \\sum_{{j=1}}^m \\log s(z_j) $$\n\n"
        rf"$$ {MODEL} = \mathbb{{E}}_{{x \sim \tilde p}}[\log r_\theta(x)] $$"
        "\n"
    )
    assert not steps(text)[-1].verdict.startswith("proved")


def test_it_is_the_law_of_its_own_section_alone():
    text = (
        "# One\n\nLet $\\tilde p$ be the empirical distribution of the data.\n\n"
        f"$$ a = {MODEL} $$\n\n# Two\n\n"
        rf"$$ {MODEL} = \mathbb{{E}}_{{x \sim \tilde p}}[\log r_\theta(x)] $$"
        "\n"
    )
    assert not steps(text)[-1].verdict.startswith("proved")
