"""Squares in letters that are ≥ 0, and what a sum among the hypotheses says of its terms."""

from __future__ import annotations

import pytest

from derive import (
    CodeLengths,
    Distribution,
    E,
    Eq,
    Nonnegative,
    Positive,
    Probability,
    Rational,
    Real,
    Sum,
    alphabets,
    check,
    theorem,
)

x, y = alphabets("x y")
p, f, u = Distribution("p", x), Real("f", x), Real("u")
P, Q, R = Positive("P"), Positive("Q"), Positive("R")
lam, a, b, S = Probability("λ"), Nonnegative("a", x), Real("b", x), Nonnegative("S")
L = CodeLengths("L", x)
one = Eq(Sum(a(x), x), 1)


def verdict(relation, given=()):
    def alone(proof):
        proof.claim(relation)

    return check(theorem("A statement", given=list(given))(alone)).verdict


TRUE = [
    (P / R + R / P >= 2, ()),
    (P * Q / R + R / (P * Q) >= 2, ()),
    (lam * (1 - lam) <= Rational(1, 4), ()),
    (lam**2 + (1 - lam) ** 2 >= Rational(1, 2), ()),
    (P**2 + Q**2 + R**2 >= P * Q + Q * R + R * P, ()),
    (Sum(p(x) * (f(x) - E(f(x), p)) ** 2, x) <= Sum(p(x) * (f(x) - 2 * u) ** 2, x), ()),
    (a(x) <= 1, (one,)),
    (a(x) <= 2 * S, (Sum(a(x), x) <= 2 * S,)),
    (3 ** (-L(x)) <= 1, (Sum(3 ** (-L(x)), x) <= 1,)),
]
FALSE = [
    (Rational(21, 10) <= P / R + R / P, ()),
    (Rational(21, 10) * P * R <= P**2 + R**2, ()),
    (lam * (1 - lam) <= Rational(6, 25), ()),
    (b(x) <= 1, (Eq(Sum(b(x), x), 1),)),  # terms below 0 leave room for one above
    (a(x) <= Rational(9, 10), (one,)),
    (a(x) <= S, (Sum(a(x), x) >= S,)),
]


@pytest.mark.parametrize("relation, given", TRUE, ids=str)
def test_true_ones_are_proved(relation, given):
    assert verdict(relation, given) == "proved"


@pytest.mark.parametrize("relation, given", FALSE, ids=str)
def test_false_ones_are_refuted(relation, given):
    assert verdict(relation, given) == "refuted"
