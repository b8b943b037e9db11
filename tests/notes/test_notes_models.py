"""Nothing is proved under what no model meets, or none but alphabets of a single letter."""

import pytest

from derive import Alphabet, Delta, Distribution, Eq, Sum
from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings, consistent
from derive.numeric.roomy import met_with_room

PROVED = ("proved", "proved if")
SETTINGS = Settings(trials=60)
ONE = ("y is a distribution on k", r"assume y(k) = \mathbb{1}[k = c]")
TWICE = ("p, q distributions on x", "assume p(x) = 2 q(x)")
APART = ("a is a number", "assume a > 1", "assume a < 0")


def steps(*facts, claim):
    text = "".join(f"<!-- derive: {f} -->\n\n" for f in facts) + f"$$ {claim} $$\n"
    found = check_notes("n.md", SETTINGS, Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


@pytest.mark.parametrize(
    ("facts", "claim"),
    [
        (ONE, r"y(k) \ge 1"),
        (ONE, r"\sum_k y(k)^2 \ge y(j)"),
        (TWICE, r"\sum_x p(x) q(x) = 7"),
        (APART, r"a^2 \ge 100"),
        (("p, q distributions on x", r"assume \sum_x p(x) q(x) = 2"), r"\sum_x p(x) q(x) \ge 2"),
    ],
)
def test_what_follows_from_the_impossible_is_open_and_says_so(facts, claim):
    (step,) = steps(*facts, claim=claim)
    assert step.verdict == "open"
    assert step.why.startswith("no model ")
    assert any(f"[{r.number}]" in step.why for r in step.rests_on_text)


@pytest.mark.parametrize(
    ("facts", "claim"),
    [
        (ONE, r"\sum_k y(k) = 1"),
        (TWICE, r"\sum_x p(x) q(x) \ge 0"),
        (APART, r"a^2 \ge 0"),
        (("p, q distributions on x", "assume p(x) = q(x)"), r"D(p \| q) = 0"),
        (("p is a distribution on x", r"assume |\mathcal{X}| = 1"), r"H(p) = 0"),
    ],
)
def test_what_needs_none_of_it_or_what_a_model_meets_is_proved(facts, claim):
    (step,) = steps(*facts, claim=claim)
    assert step.verdict in PROVED


def test_a_model_with_room_has_two_letters_but_where_their_number_is_said():
    k = Alphabet("k")
    c = k.another("c")
    y = Distribution("y", k)
    one_for_each = Eq(y(k), Delta(k, c))
    assert consistent([one_for_each], SETTINGS)
    assert not met_with_room([one_for_each], SETTINGS)
    assert met_with_room([one_for_each, Eq(k.size, 1)], SETTINGS)
    assert not met_with_room([one_for_each, Eq(Sum(y(k) / k.size, k), 1)], SETTINGS)
    assert met_with_room([Eq(y(k), 1 / k.size)], SETTINGS)
