"""Sums over ℕ₀ without a closed form: enclosed, and used in what is refuted."""

import mpmath
import pytest
from flint import arb, ctx, fmpq

from derive import Distribution, E, Eq, H, Sum, cross_entropy, factorial, log
from derive.language.relations import as_relation
from derive.numeric import attack, bounds, closed, series
from derive.numeric.evaluated import evaluated
from derive.numeric.series import Powers
from tests.spaces.test_families import g, n, p, p2

m, k = p.parameters[0], p2.parameters[0]
d = Distribution("d", n)
COUNTS = log(factorial(n))
SUMS = [
    ((1, 2), Powers(1, 0, 1)),
    ((3, 1), Powers(1, 2, 2)),
    ((40, 1), Powers(1, 0, 1)),
    ((7, 10), Powers(0, 1, 1)),
    ((3, 1), Powers(2, 0, 0)),
    ((2, 1), Powers(1, 0, 1, 2)),
]


def term(z, powers, j):
    j, one = int(j), mpmath.mpf(1)
    above = one * j**powers.n * mpmath.loggamma(j + 1) ** powers.ln
    return above * mpmath.log(j + 1) ** powers.next * z**j / mpmath.factorial(j) ** powers.under


@pytest.mark.parametrize(("z", "powers"), SUMS)
def test_a_sum_is_enclosed(z, powers):
    """Narrowly, at every precision; and floats are as near as their bound says."""
    with mpmath.workdps(60):
        wanted = mpmath.fsum(term(mpmath.mpf(z[0]) / z[1], powers, j) for j in range(400))
        shown = mpmath.nstr(wanted, 45)
    for precision in (64, 128):
        with ctx.workprec(precision):
            found = series.ball(arb(fmpq(*z)), powers)
            assert found.contains(arb(shown)) or abs(found - arb(shown)) < arb(shown) * 2**-60
            assert found.rel_accuracy_bits() > precision - 30
    near = bounds.counted_sum(bounds.constant(z[0] / z[1], exact=False), powers)
    assert abs(near.v - float(wanted)) <= bounds.error(near) < 1e-6 * float(wanted)


def test_what_converges_too_slowly_is_not_known():
    assert series.ball(arb(fmpq(9999, 10000)), Powers(0, 0, 1)) is None
    assert bounds.error(bounds.counted_sum(bounds.constant(0.9999), Powers(0, 0, 1))) > 1e200
    with pytest.raises(closed.Undecided):
        closed.sign(closed.counted_sum(fmpq(9999, 10000), Powers(0, 0, 1)))


def attacked(claim, *given):
    (relation,), met = evaluated([as_relation(claim)], given)
    return attack(relation, met)


REFUTED = {
    "a sign": Eq(E(COUNTS + m - n * log(m), p), m * log(m) - E(COUNTS, p) - m),
    "(n!)²": Eq(E(COUNTS + m, p), m + E(log(factorial(n) ** 2), p)),
    "(n + 1)!": Eq(H(p), E(log(factorial(n + 1)) + m - n * log(m), p)),
    "H ≤ m": H(p) <= m,
    "more entropy": H(p) <= H(p2),
    "(ln 1/p)²": Eq(E(log(1 / p(n)) ** 2, p), H(p)),
    "p² for p": Eq(Sum(p(n) ** 2 * (n - m) ** 2, n), m),
    "of two families": Eq(cross_entropy(g, p), H(g)),
}


@pytest.mark.parametrize("name", REFUTED)
def test_refuted_with_enclosed_sums(name):
    assert attacked(REFUTED[name]).verdict == "refuted"


def test_true_with_enclosed_sums():
    """What is the same number on both sides is 0 by algebra."""
    assert attacked(Eq(H(p), E(COUNTS, p) + m - m * log(m))).counterexample is None
    assert attacked(E(COUNTS, p) >= 0).counterexample is None
    assert attacked(Sum(p(n) ** 2, n) <= 1).counterexample is None


def test_a_logarithm_of_any_law_alone_is_ill_posed():
    """Σ ln 1/d(n): d is 0 somewhere."""
    assert attacked(Sum(log(1 / d(n)), n) >= 0).verdict == "ill-posed"


def test_a_sum_in_closed_form_for_people():
    shown = closed.text(closed.counted_sum(fmpq(1, 2), Powers(1, 0, 1)))
    assert shown == "Σ ln n!·(1/2)^n/n!"
