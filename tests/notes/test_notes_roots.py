"""Roots of divergences: p ≪ q repairs them, and what is then not decided is open."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings


def only(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return found.chains[-1].steps[-1]


@pytest.mark.parametrize(
    "text",
    [
        r"$$ \sum_a |r(a) - s(a)| \le \sqrt{2 D(r\|s)} $$",
        r"$$ \sqrt{2 D(r\|s)} \ge \sum_a |r(a) - s(a)| $$",
        r"$$ \sqrt{D(r\|s)} \ge 0 $$",
    ],
)
def test_a_root_of_a_divergence_is_not_ill_posed_for_want_of_domination(text):
    step = only("Let $r(a)$ and $s(a)$ be two distributions.\n\n" + text)
    assert step.verdict in ("open", "proved if")
    assert "r ≪ s" in step.assumed


def test_a_root_that_fails_where_the_laws_are_equal_is_refuted():
    step = only(
        "Let $r(a)$ and $s(a)$ be two distributions.\n\n"
        r"$$ \sqrt{D(r\|s)} \ge 1 $$"
    )
    assert step.verdict == "refuted"
