"""Bounds of numbers that a case supposes, and what stands in brackets right of an equation."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.faces.marks import numbers
from derive.notes.records import Rested
from derive.notes.settings import NOTHING
from derive.numeric import Settings


def steps(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


@pytest.mark.parametrize(
    "text",
    [
        "Suppose $x > 1$.\n\n$$ \\log x \\ge 0 $$",
        "For $x \\ge 1$:\n\n$$ \\log x \\ge 0 $$",
        "If $3/2 \\le x$, then\n\n$$ \\log x \\ge 0 $$",
        "$$ \\log x \\ge 0 \\quad (x > 1) $$",
        "$$ \\log x \\ge 0, \\quad \\text{if } x > 1 $$",
        "$$ \\begin{align*} \\log x &\\ge 0, & (x > 1) \\end{align*} $$",
        "Let $t \\le -1$. Then\n\n$$ -3t \\ge 3 $$",
    ],
)
def test_a_bound_that_is_supposed_is_used(text):
    (step,) = steps(text)
    assert step.verdict in ("proved", "proved if")
    assert step.rests_on_text


@pytest.mark.parametrize(
    "text",
    [
        "We see that $x > 1$.\n\n$$ \\log x \\ge 0 $$",
        "Unless $x > 1$,\n\n$$ \\log x \\ge 0 $$",
        "Suppose $x \\ge 1$.\n\n$$ \\log x > 0 $$",
        "Suppose $x > 1/2$.\n\n$$ \\log x \\ge 0 $$",
        "$$ \\log x \\ge 0 \\quad (x < 1) $$",
    ],
)
def test_no_other_and_none_that_is_claimed(text):
    (step,) = steps(text)
    assert not step.verdict.startswith("proved")


def test_asides_in_a_column_of_their_own_are_no_part_of_the_formula():
    found = steps(
        "$$ \\begin{align*} H(X) &= -\\sum_x p(x) \\log p(x), & (\\log \\text{ is concave}) \\\\\n"
        "&\\ge -\\log \\sum_x p(x)^2 ; & (p(x) \\le 1) \\\\\n"
        "&\\ge 0. & (\\text{as a sum of squares}) \\end{align*} $$"
    )
    assert [s.verdict for s in found] == ["proved", "proved", "proved"]


def test_a_factor_in_brackets_right_of_a_mark_is_one():
    (step,) = steps("$$ \\begin{align*} H(X) + 1 &= H(X) & (1 + 1) \\end{align*} $$")
    assert not step.verdict.startswith("proved")


def test_an_assumption_is_numbered_once():
    one, other = (Rested(3, 1, "x > 1", says) for says in ("x > 1", "x − 1 > 0"))
    assert numbers([one, other]) == "[3]"
