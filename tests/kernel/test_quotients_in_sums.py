"""Quotients in a sum that is divided by: q/(p/q + 2) is q²/(p + 2q), also where q is 0."""

import random

import pytest

from derive.kernel import terms as t

from . import evaluator
from .build import P_BELOW_Q, add, inv, ln, mul, neg, num, p, q, sub, total, under, x

RATIO = mul(p(), inv(q()))
WITHIN = inv(add(RATIO, num(2)))


def same(n, one, other):
    return n.vanishes(sub(one, other))


def test_a_factor_clears_the_quotient():
    n = under()
    assert same(n, mul(q(), WITHIN), mul(q(), q(), inv(add(p(), mul(num(2), q())))))
    assert same(n, mul(p(), WITHIN), mul(p(), WITHIN))


def test_so_does_what_a_hypothesis_says():
    whole = mul(p(), q(), inv(add(p(), mul(num(2), q()))))
    assert same(under(P_BELOW_Q), mul(p(), WITHIN), whole)


def test_not_without_a_reason():
    """Where q is 0 and p is not, p/(p/q + 2) is p/2."""
    whole = mul(p(), q(), inv(add(p(), mul(num(2), q()))))
    assert not same(under(), mul(p(), WITHIN), whole)
    assert not same(under(), WITHIN, mul(q(), inv(add(p(), mul(num(2), q())))))


BOTH = add(p(), mul(num(3), q()))
PARTS = [
    *(p(), q(), num(2), RATIO, mul(q(), inv(p())), mul(RATIO, RATIO), neg(RATIO), mul(p(), q())),
    *(mul(p(), inv(BOTH)), mul(q(), inv(BOTH)), mul(BOTH, inv(q())), inv(add(RATIO, num(1)))),
]


@pytest.mark.parametrize("hypotheses", [(), (P_BELOW_Q,)])
def test_the_normal_form_has_the_value_of_the_term(hypotheses):
    rng, n = random.Random(5), under(*hypotheses)
    models = list(evaluator.models(n.context, rng, 12, sizes=(1, 2)))
    compared = 0
    for _ in range(80):
        below = t.Pow(add(*rng.sample(PARTS, rng.randint(2, 3))), -rng.randint(1, 2))
        term = mul(rng.choice((p(), q(), RATIO, ln(q()), BOTH, num(1))), below, rng.choice(PARTS))
        term = total(x, term) if rng.random() < 0.5 else term
        form = n.normal(term)
        for m in models:
            for env in m.places(t.free_indices(term)):
                try:
                    value, ours = evaluator.term(term, m, env), evaluator.poly(form, m, env)
                except evaluator.OutOfRange:
                    continue
                compared += 1
                assert evaluator.close(value, ours), term
    assert compared > 500


def test_a_sum_below_a_quotient_stays():
    """p/((p + q)/2) is left inside the sum: multiplying it out would not end."""
    n = under()
    half = mul(num("1/2"), add(p(), q()))
    ratio = mul(p(), inv(half))
    term = mul(p(), ln(ratio), t.Pow(add(ratio, num(-1)), 2), inv(add(ratio, num(2))))
    assert n.normal(term) == n.normal(mul(num(1), term))
