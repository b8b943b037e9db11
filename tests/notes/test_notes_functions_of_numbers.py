"""f(t) = t log t in the text, f(p(x)/q(x)) in a display; 1/ln 2; what a mean binds."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

RATIO = r"\sum_x q(x) f\left(\frac{p(x)}{q(x)}\right)"


@pytest.mark.parametrize(
    "before",
    [
        r"Let $f(t) = t \log t$.",
        r"We use the convex function $f(t) = t \log t$.",
        r"We prove it by introducing function $f(x) = x \log x$ (which is convex):",
    ],
)
def test_what_the_text_says_of_a_function_is_put_in(before):
    made = one(before, rf"D(p \| q) = {RATIO}")
    assert made.verdict in TRUE and made.rests_on_text
    assert one(before, rf"D(q \| p) = {RATIO}").verdict in FALSE


def test_another_function_is_another():
    square = r"Let $f(u) = u^2 - u$."
    assert one(square, rf"{RATIO} = \sum_x \frac{{p(x)^2}}{{q(x)}} - 1").verdict in TRUE
    assert one(square, rf"{RATIO} = \sum_x \frac{{p(x)^2}}{{q(x)}}").verdict in FALSE


def test_of_numbers_with_an_index():
    total = r"\sum_{i=1}^n a_i \log \frac{a_i}{b_i} = \sum_{i=1}^n b_i f(\frac{a_i}{b_i})"
    assert one(r"Let $f(t) = t \log t$.", total).verdict in TRUE


def test_of_which_nothing_is_said():
    assert one("Let $f$ be convex.", rf"D(p \| q) = {RATIO}").verdict == "unread"


def test_of_another_section_it_is_none():
    text = rf"# A\nLet $f(t) = t \log t$.\n\n# B\n$$ D(p \| q) = {RATIO} $$\n".replace("\\n", "\n")
    assert steps(text)[-1].verdict == "unread"


def test_a_letter_that_is_bound_in_it_is_not_caught():
    before = r"Let $f(t) = \sum_x t \log p(x)$."
    assert one(before, r"f(q(x)/2) = \sum_x p(x) \log p(x)").verdict == "unread"


@pytest.mark.parametrize(
    "relation",
    [
        r"D(p \| q) \ge \frac{1}{2 \ln 2} \left(\sum_x |p(x) - q(x)|\right)^2",
        r"D(p \| q) = -\frac{1}{\ln 2} \sum_x p(x) \ln \frac{q(x)}{p(x)}",
    ],
)
def test_what_turns_nats_into_bits_does_not_make_entropies_natural(relation):
    made = one("", relation)
    assert made.verdict == "proved if" and any("log" in a for a in made.assumed)
    natural = one(r"$$ H(p) = -\sum_x p(x) \ln p(x) $$", relation)
    assert natural.verdict == "refuted"


@pytest.mark.parametrize(
    "mean",
    [
        r"\mathbb{E}_{X, Y \sim p(x, y)}\left[\log \frac{p(Y|X)}{q(Y|X)}\right]",
        r"E_{p(x,y)}\left[\log \frac{p(y|x)}{q(y|x)}\right]",
        r"E \log \frac{p(Y|X)}{q(Y|X)}",
    ],
)
def test_a_divergence_of_conditionals_is_averaged_over_what_a_mean_binds(mean):
    made = one("", rf"D(p(y|x) \| q(y|x)) = {mean}")
    assert made.verdict == "proved if" and "averaged over x" in made.assumed
    assert one("", rf"D(p(y|x) \| q(y|x)) = 2 {mean}").verdict in (*FALSE, "unread")


def test_under_the_conditional_it_is_at_a_letter():
    made = one(
        "", r"D(p(y|x) \| q(y|x)) = E_{y \sim p(y|x)}\left[\log \frac{p(y|x)}{q(y|x)}\right]"
    )
    assert made.verdict == "proved if" and not any("averaged" in a for a in made.assumed)


def test_a_constant_that_stands_nowhere_else_is_no_condition():
    total = r"(\sum_{i=1}^n a_i) \log \frac{\sum_{i=1}^n a_i}{\sum_{i=1}^n b_i}"
    text = (
        "For non-negative numbers $a_1, \\dots, a_n$ and $b_1, \\dots, b_n$,\n\n"
        rf"$$ \sum_{{i=1}}^n a_i \log \frac{{a_i}}{{b_i}} \ge {total} $$"
        "\n\nwith equality if and only if $\\frac{a_i}{b_i} = \\mathrm{constant}$.\n"
    )
    (made,) = steps(text)
    assert made.verdict == "proved if" and any("constant" in a for a in made.assumed)


@pytest.mark.parametrize("last", [r"\mathbb{E}[L(X)]", "H(X)"])
def test_whose_law_is_meant_is_asked_beside_two(last):
    before = r"$$ q(x_i) = \frac{2^{-\ell_i}}{2} $$" + "\n\n" + r"$$ \sum_i p_i = 1 $$"
    made = one(before, rf"{last} = \sum_i p_i \ell_i")
    assert made.verdict == "unread" and made.ask
