"""What the text says of one name is said of no other."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

FULL = r"$$ H(W) = \log |\mathcal{W}| $$"


def last(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return found.chains[-1].steps[-1]


@pytest.mark.parametrize(
    "said",
    [
        r"Let $q$ be uniform, and $W$ a random variable.",
        r"Of the variables $V$ and $W$, let $V$ be uniform.",
        r"The law $q$ is uniform. Another experiment has the outcome $W$.",
    ],
)
def test_that_one_law_is_uniform_says_nothing_of_a_variable_that_is_not_said_to_have_it(said):
    step = last(f"{said}\n\n{FULL}")
    assert step.verdict in ("refuted", "refuted unless") and not step.rests_on_text


@pytest.mark.parametrize(
    "said", [r"Let $W \sim q$, where $q$ is uniform.", r"The law $q(w)$ of $W$ is uniform."]
)
def test_the_law_that_a_variable_is_said_to_have_is_its_law(said):
    shown = r"$$ H(W) = -\sum_w q(w) \log q(w) $$"
    step = last(f"{said}\n\n{shown}\n\n{FULL}")
    assert step.verdict == "proved"
    assert ["uniform" in r.quote for r in step.rests_on_text] == [True]
