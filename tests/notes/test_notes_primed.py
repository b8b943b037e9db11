"""A prime on a function of a number is its derivative; on laws and lengths it is part of a name."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings
from tests.notes.verdicts import FALSE, TRUE, one

BINARY = r"$$ H(w) = -w \log w - (1-w) \log(1-w) $$"
LOGISTIC = r"Write $\sigma(u) = \frac{1}{1 + e^{-u}}$."
ENTROPIC = r"Put $\eta(s) = -s \ln s$."


def last(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return found.chains[-1].steps[-1]


@pytest.mark.parametrize(
    ("before", "right", "wrong"),
    [
        (BINARY, r"H'(w) = \log \frac{1-w}{w}", r"H'(w) = \log \frac{w}{1-w}"),
        (
            LOGISTIC,
            r"\sigma'(u) = \sigma(u) (1 - \sigma(u))",
            r"\sigma'(u) = \sigma(u) (1 + \sigma(u))",
        ),
        (ENTROPIC, r"\eta'(s) = -1 - \ln s", r"\eta'(s) = -\ln s"),
        (ENTROPIC, r"\eta''(s) = -\frac{1}{s}", r"\eta''(s) = \frac{1}{s}"),
        (
            r"$$ \ell(\theta) = \theta^3 $$",
            r"\ell'(\theta) = 3\theta^2",
            r"\ell'(\theta) = 3\theta",
        ),
        ("", r"\sigma'(u) = \sigma(u) (1 - \sigma(u))", r"\sigma'(u) = \sigma(u)"),
    ],
)
def test_it_is_the_derivative_of_what_is_known(before, right, wrong):
    assert last(f"{before}\n\n$$ {right} $$\n").verdict in ("proved", "proved if")
    assert last(f"{before}\n\n$$ {wrong} $$\n").verdict in ("refuted", "refuted unless")


@pytest.mark.parametrize(
    "text",
    [
        "$$ f(v) \\ge 0 $$\n\n$$ f'(v) = 3 v $$\n",
        "$$ f'(v) = 3 v $$\n\n$$ f(v) = v^2 $$\n",
        "$$ f(2v + 1) \\ge 0 $$\n\n$$ f'(v) = 3 v $$\n",
    ],
)
def test_of_what_is_not_known_it_is_no_definition(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    primed = [s for c in found.chains for s in c.steps if "'" in s.latex_lhs]
    assert [s.verdict for s in primed] == ["unread"]


def test_lengths_and_laws_with_a_prime_keep_their_names():
    text = (
        "Let $p(x)$ be a law, and $L(x)$ lengths.\n\n$$ L'(x) = L(x) + 1 $$\n\n"
        "$$ \\sum_x p(x) L'(x) = 1 + \\sum_x p(x) L(x) $$\n"
    )
    assert last(text).verdict == "proved"
    other = last("$$ D(p' \\| q') = \\sum_x p'(x) \\ln p'(x) - \\sum_x p'(x) \\ln q'(x) $$\n")
    assert other.verdict in ("proved", "proved if")


def test_a_derivative_at_a_number_of_what_is_displayed():
    for value, verdict in ((4, TRUE), (5, FALSE)):
        assert one("$$ f(v) = v^2 $$\n\nand", f"f'(2) = {value}").verdict in verdict


def test_a_derivative_at_a_number():
    """The tangent of a convex function at 1."""
    before = r"Consider the function $f(v) = -\ln v$."
    assert one(before, r"f(c) - f(1) - f'(1) (c - 1) = c - 1 - \ln c").verdict in TRUE
    assert one(before, r"f(c) - f(1) - f'(1) (c - 1) = c + 1 - \ln c").verdict in FALSE
    assert one(before, r"f''(2) = \frac14").verdict in TRUE
    assert one(before, r"f'(c + 1) = -\frac{1}{c}").verdict in FALSE
    assert one("Let $f$ be a function.", r"f'(1) = 1").verdict not in TRUE
