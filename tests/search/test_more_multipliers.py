"""Equality conditions that need an equation's multipliers for another, and roots inside a law."""

import pytest

from derive import (
    KL,
    Abs,
    Channel,
    Distribution,
    Eq,
    Probability,
    Sum,
    alphabets,
    sqrt,
    theorem,
)
from derive.derivation.check import check
from derive.numeric import Settings

x, y = alphabets("x y")
p, q = Distribution("p", x), Distribution("q", x)
p1, p2, q1, q2 = (Distribution(name, x) for name in ("p₁", "p₂", "q₁", "q₂"))
W = Channel("W", y, given=x)
lam = Probability("λ")
p_out, q_out = Sum(p(x) * W(y | x), x), Sum(q(x) * W(y | x), x)
processed = KL(p_out, q_out) <= KL(p, q)
mixed = KL(lam * p1(x) + (1 - lam) * p2(x), lam * q1(x) + (1 - lam) * q2(x))
convex = mixed <= lam * KL(p1, q1) + (1 - lam) * KL(p2, q2)
inside = [p1 << q1, p2 << q2, lam > 0, lam < 1]


def verdict(claim, given, **more):
    @theorem("t", given=given)
    def t(proof):
        proof.claim(claim, **more)

    return check(t, Settings(trials=60)).verdict


def test_one_posterior_is_when_processing_loses_nothing():
    same = Eq(p(x) * W(y | x) * q_out, q(x) * W(y | x) * p_out)
    assert verdict(processed, [p << q], equality=same) == "proved"


@pytest.mark.parametrize("wrong", [Eq(p(x), q(x)), Eq(p_out, q_out)])
def test_another_condition_is_not_when(wrong):
    assert verdict(processed, [p << q], equality=wrong) == "refuted"


def test_joint_convexity_is_strict_but_for_equal_ratios():
    same = Eq(p1(x) * q2(x), p2(x) * q1(x))
    assert verdict(convex, inside, equality=same) == "proved"
    assert verdict(convex, inside[:2], equality=same) == "refuted"  # λ may be 0


def test_a_number_is_a_product_of_its_roots():
    minus, plus = sqrt(p(x)) - sqrt(q(x)), sqrt(p(x)) + sqrt(q(x))
    assert verdict(Eq(Abs(p(x) - q(x)), Abs(minus) * plus), []) == "proved"
    assert verdict(p(x) - q(x) <= Abs(minus) * plus, []) == "proved"
    assert verdict(p(x) - q(x) <= Abs(minus) * sqrt(p(x)), []) == "refuted"
