"""θ among the letters of a law, or behind its bar, that is a parameter; H(x) beside variables."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

PROVED = ("proved", "proved if")
BOUND = r"\log p(x|\phi) \ge \int q(z, \theta) \log \frac{p(x, z|\phi)}{q(z, \theta)} dz"


def steps(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


def test_what_the_text_calls_a_parameter_is_one_among_letters():
    (step,) = steps(f"$$ {BOUND} $$\n\n- $\\theta$: parameters of $q$\n")
    assert step.verdict == "proved if"
    assert r"q_{\theta}" in step.readback_rhs


def test_without_that_word_it_is_a_letter():
    (step,) = steps(f"$$ {BOUND} $$\n")
    assert step.verdict not in PROVED


def test_a_letter_that_is_summed_over_is_no_parameter():
    (step,) = steps(
        "where $\\theta$: parameters of $q$\n\n"
        "$$ \\sum_{z, \\theta} q(z, \\theta) = 1 $$\n"
    )
    assert r"q_{\theta}" not in step.readback_lhs


def test_a_parameter_behind_a_bar_that_other_calls_do_not_have():
    (step,) = steps(r"$$ p(x, z | \theta) = p(z) p(x | z, \theta) $$")
    assert step.verdict != "unread"
    (bayes,) = steps(r"$$ p(\theta | x) = \frac{p(x | \theta) p(\theta)}{p(x)} $$")
    assert bayes.verdict == "proved"
    assert r"p_{\theta}" not in bayes.readback_rhs


@pytest.mark.parametrize("claim", ["H(x) \\le \\log |\\mathcal{X}|", "H(x) \\ge 0"])
def test_the_entropy_of_a_letter_beside_variables(claim):
    found = steps(f"$$ a = \\sum_x p(x) \\log p(x) $$\n\n$$ {claim} $$\n\n$$ H(X|Y) \\le H(X) $$\n")
    assert found[1].verdict in PROVED
    assert any("entropy of X" in a for a in found[1].assumed)


def test_but_not_beside_that_variable_itself():
    found = steps("$$ a = \\sum_x p(x) \\log p(x) $$\n\n$$ H(x) = H(X) $$\n\n$$ H(X|Y) \\ge 0 $$\n")
    assert found[1].verdict == "unread"


def test_words_that_nobody_means_as_products():
    found = steps(r"$$ loss = -\log r_k $$" "\n\n" r"$$ loss \ge 0 $$")
    assert found[0].verdict == "definition"


def test_a_wide_blank_is_no_word():
    (step,) = steps(r"$$ \int q(z) \log q(z) \space dz = \mathbb{E}_q[\log q(z)] $$")
    assert step.verdict in PROVED
