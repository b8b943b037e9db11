"""Names that the text says something of: read as definitions, or at least no arbitrary ones."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

FIRST = r"$w_1(a) = \sum_b w(a,b)$"
SECOND = r"$w_2(b) = \sum_a w(a,b)$"
MEAN = r"$$ \sum_{a,b} w(a,b) \log w_2(b) = \sum_b w_2(b) \log w_2(b) $$"


def step(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return found.chains[-1].steps[-1]


@pytest.mark.parametrize(
    "said",
    [
        f"Here {FIRST} and {SECOND}.",
        f"Recall {FIRST}, {SECOND}.",
        f"The marginals of $w$ are {FIRST} and {SECOND}.",
        f"A joint law $w(a,b)$ with marginals {FIRST} and {SECOND} is given.",
    ],
)
def test_marginals_in_a_line_are_definitions(said):
    made = step(f"{said}\n\n{MEAN}\n")
    assert made.verdict in ("proved", "proved if")
    assert made.rests_on_text
    wrong = step(f"{said}\n\n{MEAN.replace('log w_2(b) =', 'log w_2(b) = 2')}\n")
    assert wrong.verdict.startswith("refuted")


def other(said):
    return step(f"{said}\n\n$$ \\sum_x p_3(x) \\log p_3(x) = \\sum_x p_3(x) \\log q(x) $$\n")


@pytest.mark.parametrize(
    "said",
    [
        "We find that $p_3(x) = q(x)$ here.",
        r"In the end, $p_3(x) = \mathcal{T}\{q\}_{\lfloor x}$ remains.",
        "The empirical distribution $p_3$ is what we have.",
        r"So it comes down to $p_3(x) = \sum_y r(x,y)$.",
    ],
)
def test_what_is_said_but_not_used_keeps_a_law_from_being_any(said):
    made = other(said)
    assert made.verdict == "refuted unless"
    assert "line 1" in made.why and "not read" in made.why


@pytest.mark.parametrize(
    "said",
    [
        "Nothing is said of it.",
        "There is equality for $p_3(x) = q(x)$.",
        r"If $p_3(x) = \sum_y r(x,y)$, then more holds.",
        "Clearly $p_3(x) = p_3(x)$.",
    ],
)
def test_of_a_law_about_which_nothing_is_said_it_is_refuted(said):
    made = other(said)
    assert made.counterexample
    assert "which is not read, says otherwise" not in made.why


TWO = "Consider joint laws $P(x,y)$ and $p(x,y)$.\n\n$$ P(x,y) \\le P(x) $$\n\n"


def test_of_two_laws_of_the_variables_the_one_that_stands_there_is_meant():
    own = r"$$ \sum_{x,y} p(x,y) \log p(x) = -H(X) $$"
    for display in (own, own.replace("p(", "P(")):
        made = step(f"{TWO}$$ p(x,y) \\le p(x) $$\n\n{display}\n")
        assert made.verdict == "proved", made


def test_where_both_stand_there_it_is_asked():
    made = step(f"{TWO}$$ \\sum_{{x,y}} p(x,y) \\log P(x) = -H(X) $$\n")
    assert made.verdict == "unread" and "which law has X" in made.why
