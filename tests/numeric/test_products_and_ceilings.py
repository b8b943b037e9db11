"""Products are exp Σ ln, ill-posed at a zero; ceilings are decided exactly."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Integer, Rational

from derive.language.alphabets import alphabets
from derive.language.expressions import Ceiling, Indicator, Product, Sum, exp, log
from derive.language.laws import Distribution, Law
from derive.language.measures import H
from derive.language.quantities import CodeLengths, Positive, Probability
from derive.language.relations import Eq, Ge, Gt, Le, Lt
from derive.numeric import Model, Settings, attack, bounds, closed, compile_expression, evaluate
from derive.numeric.exact import exact_value, misplaced

x, y = alphabets("x y")
p, q = Distribution("p", x), Distribution("q", x)
r = Law("r", x, y)
a = Positive("a", x)
lam = Probability("λ")
L = CodeLengths("L", x)
PI = Product(a(x), x)
LENGTH = Ceiling(log(1 / p(x), 2))
FULL = [Gt(p(x), 0)]


# ---------------------------------------------------------------- products


def test_a_product_is_exact():
    model = Model.of({p: ["1/2", "1/3", "1/6"]}, {a: [2, "1/3", 5]})
    assert exact_value(PI, model) == Fraction(10, 3)
    assert exact_value(Product(p(x) ** 2, x) * 2, model) == Fraction(1, 648)
    assert exact_value(Product(Rational(1, 2), x), model) == Fraction(1, 8)
    joint = Model.of({r: [["1/8", "3/8"], ["1/4", "1/4"]]})
    assert exact_value(Product(r(x, y), y), joint, {x: 0}) == Fraction(3, 64)
    assert exact_value(Product(r(x, y), x, y), joint) == Fraction(3, 1024)


def test_a_product_with_a_zero_factor_is_ill_posed():
    model = Model.of({p: ["1/2", 0, "1/2"]}, {lam.quantity: 0})
    found = misplaced(Product(p(x), x), model)
    assert (found.node, found.letters) == (Product(p(x), x), (("x", 2),))
    assert misplaced(Product(1 + p(x), x), model) is None
    assert misplaced(Product(p(x) - 1, x), model) is not None
    assert misplaced(lam * Product(p(x), x), model) is None  # without weight
    assert misplaced(Product(exp(log(q(x)) + 1), x), Model.of({q: [1, 0]})) is not None
    evidence = attack(Ge((1 + lam) * Product(p(x), x), 0), [])
    assert evidence.verdict == "ill-posed"
    assert evidence.place.startswith("Π_x p(x) at x=")


@pytest.mark.parametrize(
    ("claim", "hypotheses", "verdict"),
    [
        (Eq(log(PI), Sum(log(a(x)), x)), [], "survived"),
        (Le(Product(p(x), x), 1), FULL, "survived"),
        (Le(PI, 1), [], "refuted"),
        (Lt(Product(p(x), x), 1), FULL, "refuted"),
        (Eq(Product(Rational(1, 2), x), 2 ** (-x.size)), [], "survived"),
        (Le(PI, Sum(a(x), x) / x.size), [], "refuted"),
        (Eq(Product(a(x) * p(x), x), PI * Product(p(x), x)), FULL, "survived"),
        (Eq(Product(a(x) + p(x), x), PI + Product(p(x), x)), FULL, "refuted"),
    ],
)
def test_claims_with_products(claim, hypotheses, verdict):
    evidence = attack(claim, hypotheses)
    assert evidence.verdict == verdict, evidence
    assert evidence.undecided == 0


# ---------------------------------------------------------------- ceilings


@pytest.mark.parametrize(
    ("e", "value"),
    [
        (log(Integer(8)) / log(Integer(2)), 3),
        (log(Integer(9)) / log(Integer(2)), 4),
        (log(Rational(1, 8), 2), -3),
        (log(Integer(3)) / log(Integer(9)), 1),
        (log(Integer(6)) / (log(Integer(2)) + log(Integer(3))) + 4, 5),
        (Rational(-1, 2), 0),
        (Integer(7), 7),
        (exp(Integer(50)), 5184705528587072464088),
        (log(Integer(2**90 + 1), 2), 91),
        (log(Integer(2**90), 2), 90),
        (log(Integer(2**90 - 1), 2), 90),
        (2 - log(Integer(2)) / 10**12, 2),
        (2 + log(Integer(2)) / 10**40, 3),
    ],
)
def test_a_ceiling_is_exact(e, value):
    assert exact_value(Ceiling(e), Model.of({})) == value
    assert evaluate(Ceiling(e), Model.of({})).exact == str(value)


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.integers(2, 10))
@settings(max_examples=80, deadline=None)
def test_a_ceiling_of_logarithms_against_integers(n, d, base):
    """⌈log_b n/d⌉ is the least k with b^k ≥ n/d."""
    value = closed.log(Fraction(n, d)) * closed.inverse(closed.log(Fraction(base)))
    k = closed.ceiling(value)
    assert Fraction(base) ** int(k) >= Fraction(n, d) > Fraction(base) ** int(k - 1)


@given(st.floats(-1e6, 1e6), st.floats(0, 3), st.floats(-1, 1))
@settings(max_examples=200, deadline=None)
def test_the_bound_of_a_ceiling_holds(v, e, where):
    b = bounds.ceiling(bounds.Bound(np.array([v]), 0.0, np.array([e]), False))
    with mpmath.workprec(300):
        true = mpmath.ceil(mpmath.mpf(v) + mpmath.mpf(e) * mpmath.mpf(where))
    assert abs(float(true) - float(b.v[0])) <= float(np.max(bounds.error(b)))


def test_the_bound_of_a_ceiling_is_tight_away_from_integers():
    b = bounds.ceiling(bounds.Bound(np.array([2.5, 3.0, 3.0]), 0.0, np.array([0.1, 0.1, 0]), True))
    assert b.v.tolist() == [3.0, 3.0, 3.0]
    assert bounds.error(b).tolist() == [0.0, 1.0, 0.0]


@pytest.mark.parametrize(
    ("claim", "hypotheses", "verdict"),
    [
        (Le(Sum(2**-LENGTH, x), 1), FULL, "survived"),
        (Lt(Sum(2**-LENGTH, x), 1), FULL, "refuted"),
        (Lt(Sum(p(x) * LENGTH, x), H(p, base=2) + 1), [], "survived"),
        (Lt(Sum(p(x) * L(x), x), H(p, base=2) + 1), [Eq(L(x), LENGTH)], "survived"),
        (Ge(Sum(p(x) * LENGTH, x), H(p, base=2)), [], "survived"),
        (Gt(Sum(p(x) * LENGTH, x), H(p, base=2)), [], "refuted"),
        (Ge(Sum(p(x) * LENGTH, x), H(p, base=2) + Rational(1, 10)), [], "refuted"),
        (Ge(Sum(p(x) * L(x), x), H(p, base=2) + Rational(1, 9)), [Eq(L(x), LENGTH)], "refuted"),
        (Eq(LENGTH, log(1 / p(x), 2)), FULL, "refuted"),
        (Le(LENGTH, 40), [], "ill-posed"),
        (Ge(Ceiling(a(x)), a(x)), [], "survived"),
        (Lt(Ceiling(a(x)), a(x) + 1), [], "survived"),
        (Le(Ceiling(a(x)), a(x) + Rational(9, 10)), [], "refuted"),
        (Eq(Ceiling(Ceiling(a(x))), Ceiling(a(x))), [], "survived"),
    ],
)
def test_claims_with_ceilings(claim, hypotheses, verdict):
    for seed in (0, 1):
        evidence = attack(claim, hypotheses, Settings(seed=seed))
        assert evidence.verdict == verdict, evidence
        assert evidence.undecided == 0


def test_only_exact_equality_counts():
    """1/2 = 2⁻¹ has length 1, anything less has 2."""
    dyadic = Model.of({p: ["1/2", "1/2"]})
    nearly = Model.of(
        {p: [Fraction(1, 2) - Fraction(1, 10**30), Fraction(1, 2) + Fraction(1, 10**30)]}
    )
    assert exact_value(Sum(LENGTH, x), dyadic) == 2
    assert exact_value(Sum(LENGTH, x), nearly) == 3


# ---------------------------------------------------------------- fast values


def test_fast_values():
    P = np.array([[0.5, 0.25, 0.25], [1.0, 0.0, 0.0], [0.3, 0.3, 0.4]])
    lengths = compile_expression(Sum(p(x) * LENGTH, x))({"p": P})
    assert lengths.tolist() == pytest.approx([1.5, 0.0, 2.0])
    products = compile_expression(2 * Product(p(x), x) + Product(Rational(1, 2), x))({"p": P})
    assert products.tolist() == pytest.approx([2 / 32 + 1 / 8, 2 + 1 / 8, 0.072 + 1 / 8])
    powers = 2.0 ** np.arange(-40, 0)
    table = np.stack([powers, 1 - powers], axis=1)
    counted = compile_expression(Ceiling(log(1 / p(x), 2)))({"p": table})
    assert counted[:, 0].tolist() == list(range(40, 0, -1))


def test_fast_values_of_products_with_constants():
    P = np.array([[0.5, 0.5]])
    e = p(x) * Sum(Integer(1), x) * Indicator(Integer(2)) * Ceiling(Rational(3, 2))
    assert compile_expression(e)({"p": P}).tolist() == [[2.0, 2.0]]
