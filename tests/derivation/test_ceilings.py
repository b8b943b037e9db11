"""Ceilings: the slack of each is its own, whatever names the user takes."""

import pytest

from derive import (
    Alphabet,
    Ceiling,
    Eq,
    Law,
    Le,
    Positive,
    Real,
    Sum,
    check,
    theorem,
)
from derive.language.names import DeriveError


def verdict(relation):
    @theorem("t")
    def one(proof):
        proof.claim(relation)

    return check(one).verdict


def test_a_quantity_called_slack1_is_no_ceilings_slack():
    a, b = Positive("slack1"), Real("b")
    assert verdict(Le(a + Ceiling(b), 1 + Ceiling(b))) == "refuted"
    assert verdict(Eq(a + Ceiling(b), 1 + b)) == "refuted"
    with pytest.raises(DeriveError, match="⌈"):
        Positive("slack⌈1⌉")


def test_a_letter_called_c0_is_not_captured():
    x = Alphabet("x")
    c0 = x.another("c0")
    r, f = Law("r", x, x.another("x2")), Real("f", x)
    one, other = Sum(r(x, c0), c0) + f(x), Sum(r(c0, c0), c0) + f(x)
    assert verdict(Eq(Ceiling(one) - one, Ceiling(other) - other)) == "refuted"
    same = Sum(r(x1 := x.another("a"), c0), c0) + f(x1)
    assert verdict(Eq(Ceiling(same), Ceiling(same))) == "proved"
    assert verdict(Le(Sum(f(x) + Ceiling(f(x)), x), Sum(2 * f(c0) + 1, c0))) == "proved"
