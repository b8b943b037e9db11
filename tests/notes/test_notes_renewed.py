"""A letter of laws that becomes a law of its own in the same section; and laws in brackets."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

DATA = r"$$ \hat\theta = \arg\max_\theta \prod_{i=1}^n r_\theta(y_i) $$"
LABEL = r"$$ J = -\sum_{k=1}^K y_k \log s_k $$"


def steps(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


def test_data_points_and_then_a_label_of_the_same_name():
    text = f"Data are modelled by\n\n{DATA}\n\nFor one-hot labels, $y$ is one-hot:\n\n{LABEL}\n"
    assert [s.verdict for s in steps(text)] == ["definition", "definition"]


def test_what_goes_on_as_a_letter_is_not_parted():
    text = f"Where $y$ is one-hot:\n\n{LABEL}\n\nand of the data\n\n{DATA}\n"
    found = steps(text)
    assert any(s.verdict == "unread" and "inside" in s.why for s in found)


@pytest.mark.parametrize("call", [r"\delta(P, Q)", "W(P, Q)", "F(P)"])
def test_laws_in_brackets_are_no_letters(call):
    bound, other = steps(
        f"$$ {call} \\le \\sqrt{{D(P \\| Q)}} $$\n\n$$ D(P \\| Q) = \\sum_x P(x) \\log"
        " \\frac{P(x)}{Q(x)} $$\n"
    )
    assert bound.verdict == "unread" and "taken of laws" in bound.why
    assert other.verdict == "proved if"


@pytest.mark.parametrize("log", ["log", "ln"])
def test_a_logarithm_glued_to_a_law(log):
    (step,) = steps(rf"$$ H(P, Q) = -\sum_x P(x) {log}Q(x) $$")
    assert step.verdict == "proved if"
    (wrong,) = steps(rf"$$ H(P, Q) = -\sum_x P(x) {log}P(x) $$")
    assert wrong.verdict.startswith("refuted")


def test_letters_that_only_begin_like_one_are_not_taken_apart():
    (step,) = steps(r"$$ H(P, Q) = -\sum_x P(x) logR_x $$")
    assert step.verdict == "unread"


def test_what_is_supposed_holds_on_in_a_chain_of_displays():
    text = (
        "For a Markov chain $X \\to Y \\to Z$,\n\n$$ p(x,y,z) = p(x) p(y|x) p(z|y) $$\n\n"
        "Dividing by $p(y)$ gives\n\n$$ p(x,z|y) = \\frac{p(x) p(y|x) p(z|y)}{p(y)} $$\n\n"
        "But\n\n$$ p(x|y) = \\frac{p(x) p(y|x)}{p(y)} $$\n\n"
        "Therefore,\n\n$$ p(x,z|y) = p(x|y) p(z|y) $$\n"
    )
    found = steps(text)
    assert [s.verdict for s in found] == ["proved if", "proved if", "proved", "proved if"]
    assert found[-1].rests_on_text


@pytest.mark.parametrize("joint", ["But in general", "For other variables", "Using no assumption"])
def test_and_not_behind_words_that_end_it(joint):
    text = (
        "For a Markov chain $X \\to Y \\to Z$,\n\n$$ p(x,y,z) = p(x) p(y|x) p(z|y) $$\n\n"
        f"{joint}\n\n$$ p(x,z|y) = p(x|y) p(z|y) $$\n"
    )
    assert not steps(text)[-1].verdict.startswith("proved")
