r"""P_{XY}, P_X ⊗ P_Y, P_{Y|X=x}, D(P‖Q|R); what ℙ(X = x) says of p; mixtures of a law of more."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings


def steps(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


def verdicts(*lines):
    return [s.verdict for s in steps("\n\n".join(f"$$ {line} $$" for line in lines))]


RIGHT = [
    r"I(X;Y) = D_{KL}(P_{X,Y} \| P_X P_Y)",
    r"I(X;Y) = D(P_{XY} \| P_X \otimes P_Y)",
    r"I(X;Y) = \mathbb{E}_{P_{XY}}\left[\log \frac{P_{XY}}{P_X P_Y}\right]",
    r"I(X;Y) = \sum_x P_X(x) D(P_{Y|X=x} \| P_Y)",
    r"I(X;Y) = D(P_{Y|X} \| P_Y | P_X)",
    r"D(P_{XY} \| Q_{XY}) = D(P_X \| Q_X) + D(P_{Y|X} \| Q_{Y|X} | P_X)",
    r"H(X,Y) = H(P_{XY})",
    r"D(P_{XY} \| P_X \otimes P_Y) = \sum_{x,y} p(x,y) \log \frac{p(x,y)}{p(x)p(y)}",
]
WRONG = [
    r"I(X;Y) = D(P_X P_Y \| P_{XY})",
    r"I(X;Y) = D(P_{XY} \| P_X \otimes Q_Y)",
    r"I(X;Y) = \mathbb{E}_{P_{XY}}\left[\log \frac{P_X P_Y}{P_{XY}}\right]",
    r"I(X;Y) = \sum_x P_X(x) D(P_Y \| P_{Y|X=x})",
    r"D(P_{XY} \| Q_{XY}) = D(P_X \| Q_X) + D(P_{Y|X} \| Q_{Y|X} | Q_X)",
    r"H(X) = H(P_Y)",
]


@pytest.mark.parametrize("line", RIGHT)
def test_a_subscript_names_the_variables(line):
    assert verdicts(line) in (["proved"], ["proved if"])


@pytest.mark.parametrize("line", WRONG)
def test_and_what_is_wrong_with_them_is_refuted(line):
    assert verdicts(line)[0].startswith("refuted")


@pytest.mark.parametrize("line", [r"D(p \otimes q \| r) \ge 0", r"D(p(x) \otimes q(x) \| r) \ge 0"])
def test_a_product_of_laws_without_letters_of_their_own_is_not_read(line):
    (step,) = steps(f"Let $p$, $q$, $r$ be laws.\n\n$$ {line} $$\n")
    assert step.verdict == "unread"
    assert "⊗" in step.why


def test_a_law_said_by_probabilities_is_the_law_of_its_variable():
    said = "$X$ has the distribution $p(x) = \\mathbb{P}(X = x)$.\n\n"
    mixed = "$$ H(\\lambda p + (1-\\lambda) q) \\ge \\lambda H(p) + (1-\\lambda) H(q) $$\n\n"
    sequence = "$$ H(X_1, \\dots, X_n) = \\sum_{i=1}^n H(X_i | X_1, \\dots, X_{i-1}) $$\n"
    entropy = "$$ H(X) = -\\sum_x p(x) \\log p(x) $$\n\n"
    found = steps(said + entropy + mixed + sequence)
    assert [s.verdict for s in found] == ["proved", "proved if", "proved"]
    (wrong,) = steps(said + "$$ H(X) = \\sum_x p(x) \\log p(x) $$\n")
    assert wrong.verdict == "refuted"
    shown = "$$ p(x) = \\Pr(X = x) $$\n\n"
    assert [s.verdict for s in steps(shown + entropy + mixed)] == ["proved", "proved", "proved if"]
