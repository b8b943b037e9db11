"""Sums: parts and wholes, given masses under weights, exchange of order, counting."""

from derive import Eq, Ge, Le, Lt, Max, Sum, exp, log
from tests.power.words import *

mass = Eq(Sum(F(x, y), y), 1)
total = Eq(Sum(a(x), x), 1)

TRUE = [
    st(Le(a(x), Sum(a(x), x)), "the other terms are ≥ 0"),
    st(Le(Sum(a(x) * b(x), x), Sum(a(x), x) * Sum(b(x), x)), "the diagonal of the product"),
    st(Le(Sum(a(x) ** 2, x), Sum(a(x), x) ** 2), "the diagonal of the product"),
    st(Le(Max(a(x), x), Sum(a(x), x)), "a term is at most the sum"),
    st(Le(Sum(a(x), x), x.size * Max(a(x), x)), "each term is at most the largest"),
    st(Eq(f(x) * Sum(F(x, y), y), f(x)), "the given mass", mass),
    st(Eq(Sum(p(x) ** 2 * F(x, y), x, y), Sum(p(x) ** 2, x)), "the given mass", mass),
    st(Eq(Sum(p(x) * log(c(x)) * F(x, y), x, y), Sum(p(x) * log(c(x)), x)), "the mass", mass),
    st(Le(p(x), 1), "a law's value"),
    st(Le(Sum(p(x) ** 2, x), 1), "p² ≤ p"),
    st(Ge(Sum(p(x) ** 2, x), 1 / x.size), "Cauchy and Schwarz"),
    st(Le(r(x, y), r(x)), "a part of the marginal"),
    st(Le(Sum(r(x, y) ** 2, x, y), Sum(r(x) ** 2, x)), "Σ_y r² ≤ (Σ_y r)²"),
    st(Eq(Sum(a(x) * Sum(b(x), x), x), Sum(a(x), x) * Sum(b(x), x)), "a constant factor"),
    st(Le(Sum(a(x) * p(x), x), Max(a(x), x)), "a mean is at most the largest"),
    st(Le(a(x), 1), "a part of 1", total),
    st(Eq(Sum(p(x) * q(x1), x, x1), 1), "a product of sums"),
    st(Le(Sum(p(x) * a(x), x), Sum(a(x), x)), "p ≤ 1"),
]

FALSE = [
    st(Le(f(x), Sum(f(x), x)), "f = (1, −1)"),
    st(Ge(Sum(a(x) * b(x), x), Sum(a(x), x) * Sum(b(x), x)), "a = b = (1, 1)"),
    st(Eq(Sum(a(x) ** 2, x), Sum(a(x), x) ** 2), "a = (1, 1)"),
    st(Ge(Max(a(x), x), Sum(a(x), x)), "a = (1, 1)"),
    st(Le(Sum(f(x), x), x.size * Max(f(x), x) - 1), "f constant"),
    st(Eq(Sum(F(x, y), x, y), 1), "two letters x: 2", mass),
    st(Eq(Sum(p(x) * F(x, y), x), 1), "F(x, y) = ½ for two letters y: ½", mass),
    st(Le(Sum(f(x) * g(x), x), Sum(f(x), x) * Sum(g(x), x)), "f = g = (1, −1)"),
    st(Lt(p(x), 1), "a point mass"),
    st(Ge(Sum(p(x) ** 2, x), 1), "uniform on two letters"),
    st(Le(Sum(p(x) ** 2, x), 1 / x.size), "a point mass on one of two letters"),
    st(Le(r(x), r(x, y)), "r uniform on 1 × 2"),
    st(Eq(r(x, y), r(x) * r(y)), "X = Y uniform"),
    st(Eq(Sum(a(x) * b(x), x), Sum(a(x), x) * Sum(b(x), x)), "a = b = (1, 1)"),
    st(Ge(Sum(a(x) * p(x), x), Max(a(x), x)), "p = (½, ½), a = (0, 1)"),
    st(Eq(Sum(p(x) * q(x), x), 1), "p = q = (½, ½)"),
    st(Eq(Sum(1, x), 1), "two letters"),
    st(Ge(Sum(p(x) * a(x), x), Sum(a(x), x)), "p = (1, 0), a = (0, 1)"),
]
