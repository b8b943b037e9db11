"""A function of a number at data points, and powers whose base may be 0."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

DATA = r"We observe i.i.d. $y_1, \dots, y_m$."


@pytest.mark.parametrize(
    ("said", "call", "product", "closed", "wrong"),
    [
        (r"u(y; a) = a^y (1-a)^{1-y}", "u(y_i; a)", r"a^{y_i} (1-a)^{1-y_i}",
         r"a^{\sum_i y_i} (1-a)^{m - \sum_i y_i}", r"a^{\sum_i y_i} (1-a)^{m + \sum_i y_i}"),
        (r"u(y; b) = b e^{-b y}", "u(y_i; b)", r"b e^{-b y_i}",
         r"b^m e^{-b \sum_{i=1}^m y_i}", r"b^m e^{b \sum_{i=1}^m y_i}"),
    ],
)  # fmt: skip
def test_a_likelihood_is_of_the_numbers_that_are_counted_with(said, call, product, closed, wrong):
    whole = rf"\prod_{{i=1}}^m {call} = \prod_{{i=1}}^m {product}"
    for before in (f"{DATA} Let ${said}$.", f"{DATA}\n\n$$ {said} $$"):
        assert one(before, whole).verdict in TRUE
        start = rf"{before}" + "\n\n" + f"$$ {whole} $$"
        assert one(start, rf"\prod_{{i=1}}^m {call} = {closed}").verdict in TRUE
        assert one(start, rf"\prod_{{i=1}}^m {call} = {wrong}").verdict in FALSE


def test_points_that_are_letters_elsewhere_stay_letters():
    """v(y_i) is a value of a law, so that y_i is a letter, and no number."""
    text = DATA + r" Let $u(y) = y^2$." + "\n\n" + r"$$ \sum_{i=1}^m u(y_i) = \sum_{i=1}^m y_i^2 $$"
    assert steps(text)[-1].verdict in TRUE
    both = text + "\n\n" + r"$$ W = \sum_{i=1}^m \log v(y_i) $$"
    assert steps(both)[0].verdict not in TRUE


def test_what_a_label_with_a_colon_says_is_a_definition():
    text = DATA + "\n\n- Probability mass function (PMF): $u(y) = a^y (1-a)^{1-y}$."
    claim = r"\prod_{i=1}^m u(y_i) = \prod_{i=1}^m a^{y_i} (1-a)^{1-y_i}"
    assert one(text, claim).verdict in TRUE
    assert one(text.replace("function (PMF)", "function, as in line"), claim).verdict not in TRUE


def test_a_power_is_posed_where_its_base_is_no_zero():
    found = one(r"Let $a \in [0, 1]$.", r"a^{w + v} = a^w a^v")
    assert found.verdict == "proved if" and "a > 0" in found.assumed
    assert one(r"Let $a \in [0, 1]$.", r"a^{w + v} = a^w + a^v").verdict in FALSE


def test_a_product_over_the_other_data_is_not_read():
    """A condition under Π over data was once left out without a word."""
    law = r"Let $p(x, c)$ be a law."
    ratio = r"\frac{p(x_i|c) \prod_{l \neq i} A}{\sum_{j=1}^N p(x_j|c) \prod_{l \neq j} A}"
    claim = f"{ratio.replace('A', 'p(x_l|c)')} = {ratio.replace('A', 'p(x_l)')}"
    found = one(law, claim)
    assert found.verdict == "unread" and "condition" in found.why
