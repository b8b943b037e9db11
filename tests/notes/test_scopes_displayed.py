"""A display behind "suppose" is a hypothesis; one that the text denies is no mistake of it."""

import pytest

from derive.notes.faces.marks import is_wrong
from tests.notes.scoped import APART, BAD, SUM, conditions, steps, verdicts

_FACTORS = "| p(x,y) = p(x) p(y)"
_NONE_LEFT = "| H(X|Y) = 0."
_ALL = "| I(X;Y) = H(X)"


@pytest.mark.parametrize(
    "leading",
    [
        "Assume",
        "Assume now that",
        "Suppose, in addition, that",
        "The whole section is under the assumption that",
        "We work under the constraint",
        "We need this, provided that",
    ],
)
def test_a_displayed_hypothesis_claims_nothing_and_holds_behind_it(leading):
    found = steps(leading, _NONE_LEFT, "Then", _ALL)
    assert [s.verdict for s in found] == ["skipped", "proved if"]
    assert conditions(found[1]) == [r"$H\left(X \mid Y\right) = 0$"] or conditions(found[1])
    assert verdicts(leading, _FACTORS, "Then", APART, SUM) == ["skipped", "proved if", "proved if"]


def test_a_displayed_let_holds_for_the_whole():
    assert verdicts("Let", _NONE_LEFT, "Then", _ALL) == ["skipped", "proved"]
    assert verdicts("Let", "| q(x) = p(x)", "Then", r"| D(p\|q) = 0") == ["definition", "proved"]


def test_a_displayed_if_holds_for_its_then():
    found = verdicts("If", _NONE_LEFT, "then", _ALL, "For other pairs", _ALL)
    assert found[:2] == ["skipped", "proved if"] and found[2] in BAD


def test_what_equality_holds_for_is_no_hypothesis():
    found = verdicts("We have equality if and only if", _FACTORS, "Then", APART)
    assert found == ["skipped", "refuted unless"]


def test_a_displayed_hypothesis_that_is_not_read_leaves_no_licence():
    found = verdicts("Assume", "| H(X|Y) \\preceq 0.", "Then", _ALL)
    assert found[-1] == "refuted unless"


def test_a_displayed_hypothesis_that_holds_anyway_is_proved():
    assert verdicts("Suppose that", r"| H(X) \le H(X,Y)") == ["proved"]


def test_a_conclusion_behind_a_displayed_if_is_no_fact():
    claim = r"| H(p) = \log |\mathcal{X}|"
    found = verdicts("If", claim, "then $p$ is uniform. For other laws it is less.", claim)
    assert found[0] == "skipped" and found[1] in BAD


_SWAPPED = r"| D(p\|q) = D(q\|p)"
_DENIED = [
    ("We do *not* have", ""),
    ("We can write much, but not", "for these."),
    ("It is tempting to write", ""),
    ("A common mistake is", ""),
    ("Here is how it goes:", "but this is wrong."),
    ("One reads", "which is false in general."),
    ("Suppose, to the contrary, that", ""),
    ("It is not true that", ""),
    ("From this it does not follow that", ""),
    ("One is inclined to believe", ""),
    ("The following often-quoted formula is wrong:", ""),
]


@pytest.mark.parametrize(("before", "behind"), _DENIED)
def test_a_denied_display_is_refuted_as_its_author_says(before, behind):
    (step,) = steps(before, _SWAPPED, behind)
    assert step.verdict in BAD and step.expect == step.verdict
    assert not is_wrong(step)


def test_denied_in_its_own_row():
    (step,) = steps(r"| H(X,Y) = H(X)+H(Y) \quad \text{(not in general!)}")
    assert step.verdict in BAD and not is_wrong(step)


_CLAIMED = [
    ("We want to show", ""),
    ("It is not hard to see that", ""),
    ("To avoid a common mistake, note", ""),
    ("No doubt", ""),
    ("We find", "which is not obvious."),
    ("This need not be proved:", ""),
    ("Not only that, we also have", ""),
    ("No mistake was made in", "It would be wrong to doubt it."),
    ("It would be wrong to doubt that", ""),
    ("Now", "This is false if the laws are far apart."),
]


@pytest.mark.parametrize(("before", "behind"), _CLAIMED)
def test_a_claim_beside_a_not_is_a_claim(before, behind):
    (step,) = steps(before, _SWAPPED, behind)
    assert step.verdict in BAD and is_wrong(step, strict=True)


def test_a_denied_display_that_holds_is_shown_as_proved():
    (step,) = steps("It is not true that", r"| H(X,Y) \le H(X) + H(Y)")
    assert step.verdict == "proved" and not step.expect
