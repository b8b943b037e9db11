"""PPL and Gini as names, X = {x_1, …, x_n} as the data, optima on both sides, laws of vectors."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

DATA = r"Let the data $X = \{x_1, \dots, x_n\}$ be i.i.d." + "\n\n"


@pytest.mark.parametrize("word", ["PPL", "Gini", "Perplexity", "NLL"])
def test_words_that_are_no_products_are_names(word):
    found = steps(f"$$ {word} = 1 - \\sum_k p_k^2 $$\n\n$$ {word} \\leq 1 $$")
    assert found[0].verdict == "definition" and found[1].verdict in TRUE
    assert steps(f"$$ {word} = 1 - \\sum_k p_k^2 $$\n\n$$ {word} \\leq 0 $$")[1].verdict in FALSE


def test_a_likelihood_is_of_the_parameter_alone():
    said = r"$$ \mathcal{L}(\theta | X) = \prod_{i=1}^n p_\theta(x_i) $$" + "\n\n"
    claim = r"\log \mathcal{L}(\theta | X) = \sum_{i=1}^n \log p_\theta(x_i)"
    assert steps(f"{DATA}{said}$$ {claim} $$")[-1].verdict in TRUE
    assert steps(f"{DATA}{said}$$ {claim.replace('= ', '= 2')} $$")[-1].verdict in FALSE


def test_a_law_of_all_data_is_not_read():
    found = one(DATA, r"p_\theta(X) = p_\theta(x)")
    assert found.verdict == "unread" and "law of the row" in found.why
    assert one("", r"H(X) \geq 0").verdict in TRUE


def test_optima_on_both_sides_are_decided_by_what_is_optimised():
    one_side, other = r"\max_q (-D(q \| r))", r"\max_q \sum_x q(x) \log \frac{r(x)}{q(x)}"
    assert one("", f"{one_side} = {other}").verdict in TRUE
    found = one("", f"{one_side} = {other.replace('r(x)}{q(x)', 'q(x)}{r(x)')}")
    assert found.verdict == "refuted unless"
    assert one("", f"{one_side} = {other.replace('max', 'min')}").verdict == "unread"


def test_a_normal_law_of_vectors_is_said_and_more_than_is_read():
    said = r"$$ p_\theta(x|z) = \mathcal{N}(x | \mu_\theta(z), \Sigma_\theta(z)) $$"
    found = steps(f"{said}\n\n$$ p_\\theta(x|z) = \\frac12 $$")
    assert found[0].verdict == "definition" and found[1].verdict == "refuted unless"


def test_the_size_of_noise_is_no_number_of_letters():
    said = r"$$ f(\varepsilon) = \frac{1}{2} e^{-|\varepsilon|} $$" + "\n\n"
    found = steps(f"{said}$$ f(\\varepsilon) \\leq \\frac12 $$")[-1]
    assert found.verdict not in FALSE and "Ε" not in found.readback_lhs
    assert r"|\mathcal" not in steps(said)[0].readback_rhs


def test_a_letter_of_a_law_is_not_what_another_section_calls_so():
    text = "# Model\n\n$$ y = f(x) + e $$\n\n# Loss\n\n$$ P(y|a) = a^y (1 - a)^{1-y} $$"
    assert "f" not in steps(text)[-1].readback_rhs.replace("left", "")


def test_sigma_with_an_index_is_no_value_of_sigma():
    assert one("", r"\sigma^{(i)} = \sigma(z^{(i)})").verdict == "unread"
    assert one("", r"\sigma(z) = \frac{1}{1 + e^{-z}}").verdict in (*TRUE, "definition")
