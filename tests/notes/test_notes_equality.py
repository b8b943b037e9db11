"""“With equality iff” behind an inequality is part of what is claimed."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

GIBBS = r"-\sum_z p(z) \log q(z) \ge -\sum_z p(z) \log p(z)"


def last(relation):
    text = f"$$ {relation} $$"
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return found.chains[-1].steps[-1]


@pytest.mark.parametrize("words", ["with equality iff", "with equality if and only if"])
def test_a_true_condition_is_proved_with_the_relation(words):
    step = last(rf"{GIBBS}, \text{{ {words} }} p = q.")
    assert step.verdict == "proved if"
    assert not any("not read" in a for a in step.assumed)


def test_a_false_condition_is_refuted_though_the_relation_holds():
    entropy = r"-\sum_z p(z) \log p(z) \ge 0, \text{ with equality iff } p = q"
    step = last(f"{GIBBS} $$\n\n$$ {entropy}")
    assert step.verdict == "refuted"
    assert "not with equality as said" in step.why


def test_a_condition_that_is_not_read_is_supposed():
    step = last(rf"{GIBBS}, \text{{ with equality iff }} p \approx q")
    assert step.verdict == "proved if"
    assert any("not read" in a for a in step.assumed)
