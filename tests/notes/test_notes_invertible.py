"""Functions of variables that lose nothing, where the text says so."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

SAME = r"$$ H(g(X)) = H(X) $$"


def last(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return found.chains[-1].steps[-1]


@pytest.mark.parametrize(
    "said",
    [
        "For any invertible function $g$:",
        "If $g$ is one-to-one,",
        "Let $g$ be a bijection. Then",
        "Suppose that $g$ is injective. Then",
    ],
)
def test_an_invertible_function_keeps_the_entropy(said):
    step = last(f"{said}\n\n{SAME}\n")
    assert step.verdict in ("proved", "proved if") and step.rests_on_text


def test_and_the_information():
    text = "For invertible functions $f, g$:\n\n$$ I(X; Y) = I(f(X); g(Y)) $$\n"
    assert last(text).verdict == "proved if"


@pytest.mark.parametrize(
    "said",
    [
        "Let $g$ be a function.",
        "If $g$ is not one-to-one,",
        "For any invertible function $h$:",
        "$H(g(X)) = H(X)$ if and only if $g$ is one-to-one. In general",
        "Unless $g$ is a bijection,",
        "Let $g$ be one-to-one on the set $A$. Then",
    ],
)
def test_and_no_other_does(said):
    assert not last(f"{said}\n\n{SAME}\n").verdict.startswith("proved")


@pytest.mark.parametrize(
    "said",
    [
        "Let $Y = f(X)$, where $f$ is invertible. Then",
        "Let $f$ be a bijection and $Y = f(X)$.",
        "Suppose $Y = f(X)$ for a one-to-one function $f$. Then",
        "Let $Y$ be a bijective function of $X$.",
    ],
)
def test_a_variable_that_an_invertible_function_makes(said):
    step = last(f"{said}\n\n$$ H(Y) = H(X) $$\n")
    assert step.verdict in ("proved", "proved if") and len(step.rests_on_text) == 2
    assert last(f"{said}\n\n$$ I(X; Y) = H(Y) $$\n").verdict in ("proved", "proved if")
    assert last(f"{said}\n\n$$ H(Y) \\le H(X) - 1 $$\n").verdict.startswith("refuted")


@pytest.mark.parametrize(
    "said",
    [
        "Let $Y = f(X)$, where $f$ is not invertible.",
        "Let $Y = f(X)$. Let $g$ be invertible.",
        "Let $Y = f(X)$, where $f$ is one-to-one on the image of $g$.",
        "Let $Y = f(X)$. If $f$ is one-to-one, then $X = f^{-1}(Y)$. In general",
    ],
)
def test_and_what_no_invertible_one_does(said):
    assert last(f"{said}\n\n$$ H(Y) = H(X) $$\n").verdict == "refuted unless"
