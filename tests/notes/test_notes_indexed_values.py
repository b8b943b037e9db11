"""p_i = P(X = x_i): the values of a variable, counted; and entropies of laws whose variable is not
said."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

ENTROPY = r"$$ H(X) = -\sum_{i=1}^n p_i \log p_i $$"
OF_PAIRS = r"$$ H(X|Y) = -\sum_{i,j} p(x_i, y_j) \log p(x_i|y_j) $$"


def steps(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


@pytest.mark.parametrize("said", ["where $p_i = P(X = x_i)$.", r"with $p_i = \Pr(X = x_i)$."])
@pytest.mark.parametrize("behind", ["", OF_PAIRS])
def test_the_probability_of_the_ith_value(said, behind):
    found = steps(f"{ENTROPY}\n\n{said}\n\n{behind}\n")
    assert [s.verdict for s in found] == ["proved"] * len(found)


def test_of_another_variable_it_is_not_the_same():
    text = f"{ENTROPY}\n\nwhere $p_i = P(Y = y_i)$.\n\n{OF_PAIRS}\n"
    assert not steps(text)[0].verdict.startswith("proved")


def test_a_law_of_which_nothing_is_said_may_be_that_of_the_variable():
    text = "$$ H(Y) = -\\sum_j q_j \\log q_j $$\n\n" + OF_PAIRS
    first, _ = steps(text)
    assert first.verdict == "refuted unless"
    assert "law of Y" in first.why


def test_one_that_is_any_law_is_not():
    text = "Let $q$ be any distribution.\n\n$$ H(Y) = -\\sum_j q_j \\log q_j $$\n\n" + OF_PAIRS
    assert steps(text)[0].verdict == "refuted"


def test_a_probability_of_error_is_what_is_said_of_it_wherever_that_is():
    text = (
        r"For a Markov chain $X \to Y \to \hat X$ with $P_e = \Pr(\hat X \ne X)$:"
        "\n\n$$ P_e = \\sum_{x, \\hat x} p(x, \\hat x) 1[x \\ne \\hat x] $$\n"
    )
    (step,) = steps(text)
    assert step.verdict.startswith("proved") and step.rests_on_text


PERPLEXITY = r"$$ 2^{H(P,Q)} = 2^{-\frac{1}{T} \sum_{t=1}^T \log_2 P(w_t | w_{<t})} $$"


def test_one_name_for_a_law_and_for_that_of_a_word_given_others():
    (step,) = steps(PERPLEXITY)
    assert step.verdict == "refuted unless"
    assert "P is the same law on both sides" in step.why
    (step,) = steps(f"Let $P$ and $Q$ be any distributions.\n\n{PERPLEXITY}")
    assert "same law" not in step.why
