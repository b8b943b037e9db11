"""Sides without a value, and signs that are no relation of the language, in words of the notes."""

import pytest

from derive.notes.check import check_notes
from derive.notes.settings import NOTHING


def only(formula):
    report = check_notes("t.md", None, text=f"$$ {formula} $$\n", notation=NOTHING)
    (step,) = [s for c in report.chains for s in c.steps]
    return step


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        (r"\log 0 = 0", "the logarithm of 0"),
        (r"\log (1 - 1) \le 0", "the logarithm of 0"),
        (r"\log(-1) = 0", "the logarithm of -1"),
        (r"\frac{1}{0} = 1", "a denominator is 0"),
        (r"0^{-1} = 1", "0 to a negative power"),
        (r"\sqrt{-1} = i", "a root of -1"),
    ],
)
def test_what_has_no_value_is_ill_posed_and_says_why(formula, why):
    step = only(formula)
    assert (step.verdict, step.why) == ("ill-posed", why)
    assert "NaN" not in step.readback_lhs and "∞" not in step.readback_lhs


def test_the_convention_is_none_of_the_mistakes():
    step = only(r"0 \log 0 = 0")
    assert step.verdict == "unread" and "convention" in step.why


@pytest.mark.parametrize("formula", [r"\log 1 = 0", r"\frac{0}{1} = 0", r"0^{2} = 0"])
def test_zeros_that_have_a_value_are_decided(formula):
    assert only(formula).verdict == "proved"


@pytest.mark.parametrize(
    ("sign", "word"),
    [
        (r"\nleq", "opposite"),
        (r"\not\geq", "opposite"),
        (r"\not\le", "opposite"),
        ("≰", "opposite"),
        (r"\lesssim", "constant"),
        ("≲", "constant"),
        (r"\stackrel{?}{=}", "question"),
        (r"\overset{!}{=}", "demand"),
        (r"\cong", "write one of"),
        (r"\propto", "factor"),
    ],
)
def test_a_sign_that_is_not_decided_says_what_to_write(sign, word):
    step = only(f"H(X) {sign} H(Y)")
    assert step.verdict in ("unread", "open") and word in step.why
    assert "rel:" not in step.why


def test_the_square_of_a_logarithm_has_no_base_in_it():
    step = only(r"\log^2 p(x) = (\log p(x))^2")
    assert step.readback_lhs == step.readback_rhs
    assert "ln" not in step.readback_lhs and "b" not in step.readback_lhs
