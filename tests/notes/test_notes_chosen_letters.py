r"""π(y_w|x) beside π(y|x); P_e without a word about it; paragraphs that are one formula."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

POLICY = r"""
$$ \pi^*(y|x) = \frac{1}{Z(x)} \pi_0(y|x) e^{r_\theta(x,y)/\beta},
\qquad Z(x) = \sum_y \pi_0(y|x) e^{r_\theta(x,y)/\beta} $$
"""


def steps(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


def test_letters_with_a_mark_are_letters_of_the_variable_that_stands_there_too():
    right = r"""$$ r_\theta(x,y_w) - r_\theta(x,y_l) = \beta \ln \frac{\pi^*(y_w|x)}{\pi_0(y_w|x)}
        - \beta \ln \frac{\pi^*(y_l|x)}{\pi_0(y_l|x)} $$"""
    found = steps(f"{POLICY}\n{right}\n")[-1]
    assert found.verdict == "proved if"
    assert "y_{w}" in found.readback_lhs
    wrong = right.replace(r"- \beta", r"+ \beta")
    assert steps(f"{POLICY}\n{wrong}\n")[-1].verdict.startswith("refuted")


def test_and_not_where_both_are_arguments_of_one_law():
    (step,) = steps("$$ \\sum_{y_w} p(y, y_w) = p(y) $$\n")
    assert step.verdict == "proved"
    (step,) = steps("$$ \\sum_{y_w} p(y, y_w) = p(y_w) $$\n")
    assert step.verdict != "proved"


@pytest.mark.parametrize("name", ["P_e", "p_e", r"P_{\text{err}}"])
def test_a_probability_of_error_is_a_number_between_0_and_1(name):
    (step,) = steps(f"$$ H({name}) \\le \\log 2 $$\n")
    assert step.verdict == "proved if"
    (step,) = steps(f"$$ {name} \\log |\\mathcal{{X}}| \\ge H(X) $$\n")
    assert step.verdict == "refuted unless"
    assert name[0] in step.why or any(name[0] in c for c in step.assumed)


def test_a_paragraph_that_is_one_formula_is_displayed_in_lists_too():
    text = "* By definition\n\n    $H(X) \\ge 0$\n\n    * and\n\n        $H(X) \\ge 1$\n"
    assert [s.verdict for s in steps(text)] == ["proved", "refuted"]
    assert steps("- $H(X) \\ge 0$\n- $H(X) \\ge 1$\n") == []


def test_accents_on_letters_are_read():
    (step,) = steps("$$ \\sum_{\\tilde{y}} p(\\tilde{y}|x) = 1 $$\n")
    assert step.verdict in ("proved", "proved if")
