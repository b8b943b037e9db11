"""“p is the law of …”: of X alone, of several, or of something that is not read and none of X's."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

PROVED = ("proved", "proved if")


def verdict(said, claim):
    text = f"{said}\n\n$$ {claim} $$\n"
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    (step,) = (s for c in found.chains for s in c.steps)
    return step.verdict


@pytest.mark.parametrize(
    "said",
    [
        "Let $p$ be the law of $X$ given $Y$.",
        "Let $p$ be the law of $X$ under $Q$.",
        "Let $p$ be the law of $X^2$.",
        "Let $p$ be the law of $f(X)$.",
        "Let $X$ have the law $p$ or $q$.",
        "Let $X$ have law $p$ given $Y$.",
        "Let $X$ have the law $p$ with probability $1/2$.",
    ],
)
def test_a_law_of_something_else_is_neither_that_of_the_variable_nor_an_arbitrary_one(said):
    assert verdict(said, "H(p) = H(X)") == "refuted unless"


@pytest.mark.parametrize(
    ("said", "claim", "expected"),
    [
        ("Let $p$ be the joint law of $X$ and $Y$.", "H(p) = H(X,Y)", "proved"),
        ("Let $p$ be the joint law of $X$ and $Y$.", "H(p) = H(X)", "refuted"),
        (r"Let $(X, Y) \sim p$.", "H(p) = H(X)", "refuted"),
        (r"Let $(X, Y) \sim p$.", "H(p) = H(X,Y)", "proved"),
        (r"Let $(X, Y) \sim p$.", r"H(X) = -\sum_x p(x) \log p(x)", "proved"),
        ("Let $p$ be the law of $X$.", "H(p) = H(X)", "proved"),
        ("Let $p$ be the distribution of the data.", "H(p) = H(X)", "proved"),
    ],
)
def test_a_law_of_several_is_by_its_name_alone_that_of_all(said, claim, expected):
    assert verdict(said, claim) == expected


@pytest.mark.parametrize(
    ("said", "claim", "holds"),
    [
        (r"Let $X, Y \stackrel{iid}{\sim} p$.", "I(X;Y) = 0", True),
        (r"Let $X, Y \overset{\text{i.i.d.}}{\sim} p$.", "I(X;Y) = 0", True),
        (r"Let $X_1, X_2 \sim p$ i.i.d.", "I(X_1;X_2) = 0", True),
        (r"Let $X, Y \sim p$.", "I(X;Y) = 0", False),
        (r"Let $X, Y \sim p$ i.i.d. given $Z$.", "I(X;Y) = 0", False),
    ],
)
def test_what_is_called_iid_beside_its_law_is_so(said, claim, holds):
    assert (verdict(said, claim) in PROVED) == holds


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        (r"Let $\ell_i$ be the lengths of a prefix code.", True),
        (r"Let $\ell_i$ be the lengths of a non-prefix code.", False),
        (r"Let $\ell_i$ be the lengths of the codewords of two prefix codes.", False),
        (r"Let $\ell_i$ be the lengths of a prefix code and its reverse.", False),
    ],
)
def test_the_lengths_of_one_prefix_code_meet_krafts_inequality(said, holds):
    assert (verdict(said, r"\sum_i 2^{-\ell_i} \le 1") in PROVED) == holds
