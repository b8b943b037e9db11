"""I(x) and I(x; y) of letters, where a display says that they are logarithms."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

SAID = "The information of an outcome is\n\n$$ I(x) = -\\log p(x) $$\n\n"
ABOUT = "Of a pair\n\n$$ I(x; y) = \\log \\frac{p(x, y)}{p(x)\\, p(y)} $$\n\n"


def steps(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


def last(text):
    return steps(text)[-1]


@pytest.mark.parametrize(
    "claim",
    [
        "I(x, y) = I(x) + I(y | x)",
        "I(x; y) = I(x) - I(x | y)",
        "I(x; y) = I(x) + I(y) - I(x, y)",
        "I(x; y, z) = I(x; y) + I(x; z | y)",
        "H(X) = E[I(X)]",
        r"H(X) = \sum_x p(x) I(x)",
        "H(X, Y) = E[I(X, Y)]",
        r"I(X; Y) = \sum_{x,y} p(x, y) I(x; y)",
    ],
)
def test_it_is_put_in(claim):
    assert last(f"{SAID}$$ {claim} $$\n").verdict in ("proved", "proved if")


@pytest.mark.parametrize(
    "claim",
    [
        "I(x, y) = I(x) + I(y)",
        r"I(x; y) \ge 0",
        "H(X, Y) = E[I(X; Y)]",
        r"H(X) = \sum_x I(x)",
        r"I(x; y) = \log \frac{p(x, y)}{p(x)}",
    ],
)
def test_and_what_is_wrong_of_it_is_refused(claim):
    assert last(f"{SAID}$$ {claim} $$\n").verdict.startswith("refuted")


def test_a_pair_says_it_too():
    assert last(f"{ABOUT}$$ I(x; y) = I(y; x) $$\n").verdict == "proved if"
    assert last(f"{ABOUT}$$ I(x; y) \\ge 0 $$\n").verdict.startswith("refuted")


def test_beside_a_side_that_sums_it_is_of_the_variables():
    step = last(f"{ABOUT}$$ I(x; y) = H(X) - H(X | Y) $$\n")
    assert step.readback_lhs == "I(X; Y)" and step.verdict == "proved"


def test_without_such_a_display_it_is_the_mutual_information():
    assert last(r"$$ I(x; y) \ge 0 $$").verdict == "proved"


def test_a_base_is_that_of_the_row():
    said = "$$ I(x) = -\\log_2 p(x) $$\n\n"
    assert last(f"{said}$$ I(x, y) = -\\log p(x, y) $$\n").verdict == "proved if"
    assert last(f"{said}$$ I(x) = -\\log_3 p(x) $$\n").verdict == "proved if"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"I(x, y) = D(p(x, y) \| p(x) p(y))", "proved"),
        ("I(x, y) = H(Y) - H(Y|X)", "proved"),
        ("I(x, y) = H(Y) - H(X|Y)", "refuted"),
        ("I(x, y) = I(y, x)", "refuted unless"),  # some function
        (r"I(x, y) = \log \frac{p(x, y)}{p(x)} + H(X)", "definition"),  # of letters
    ],
)
def test_of_two_letters_beside_measures_it_is_of_their_variables(claim, verdict):
    assert last(f"$$ {claim} $$").verdict == verdict


@pytest.mark.parametrize("below", ["P_X", "P_x", "p_X", "p(x)"])
def test_a_capacity_is_a_maximum_over_laws_of_the_input(below):
    made = last(rf"$$ C = \max_{{{below}}} I(X;Y) $$")
    assert made.verdict == "definition" and made.readback_rhs.startswith(r"\max_{")
    assert last(r"$$ C = \max_{T_X} I(X;Y) $$").verdict == "unread"
