"""|·|, max, min, indicators, cases."""

from derive import Abs, E, Eq, Ge, Gt, Indicator, Le, Lt, Max, Min, Sum, total_variation
from tests.power.words import *

TRUE = [
    st(Le(Abs(u + w), Abs(u) + Abs(w)), "the triangle inequality"),
    st(Eq(Abs(u) * Abs(w), Abs(u * w)), "signs multiply"),
    st(Eq(Max(u, w) + Min(u, w), u + w), "one of each"),
    st(Eq(Max(u, w), (u + w + Abs(u - w)) / 2), "the larger one"),
    st(Ge(Max(u, w), u), "one of them"),
    st(Le(Min(u, w), (u + w) / 2), "at most the mean"),
    st(Eq(total_variation(p, q), 1 - Sum(Min(p(x), q(x)), x)), "|a − b| = a + b − 2 min"),
    st(Le(Abs(E(f(x), p)), E(Abs(f(x)), p)), "the triangle inequality"),
    st(Le(Abs(E(f(x), p) - E(f(x), q)), Sum(Abs(p(x) - q(x)) * Abs(f(x)), x)), "term by term"),
    st(Le(Indicator(u), 1), "0 or 1"),
    st(Eq(Indicator(u) ** 2, Indicator(u)), "0 or 1"),
    st(Eq(u * Indicator(u), u), "0 where it is 0"),
    st(Ge(Abs(u), u), "by cases"),
    st(Eq(Abs(u) ** 2, u**2), "by cases"),
    st(Le(Max(a(x), x), 1), "each is at most the sum", Eq(Sum(a(x), x), 1)),
]

FALSE = [
    st(Eq(Abs(u + w), Abs(u) + Abs(w)), "u = 1, w = −1"),
    st(Ge(Abs(u - w), Abs(u) + Abs(w)), "u = w = 1"),
    st(Eq(Max(u, w) + Min(u, w), 2 * u), "u ≠ w"),
    st(Eq(Max(u, w), (u + w - Abs(u - w)) / 2), "that is the smaller one"),
    st(Le(Max(u, w), u), "w larger"),
    st(Ge(Min(u, w), (u + w) / 2), "u ≠ w"),
    st(Eq(total_variation(p, q), Sum(Abs(p(x) - q(x)), x)), "without ½"),
    st(Ge(Abs(E(f(x), p)), E(Abs(f(x)), p)), "f = (1, −1)"),
    st(Le(E(f(x), p) - E(f(x), q), total_variation(p, q)), "f = (5, 0)"),
    st(Eq(Indicator(u), 1), "u = 0"),
    st(Eq(Indicator(u), u), "u = 2"),
    st(Gt(Indicator(u), 0), "u = 0"),
    st(Le(Abs(u), u), "u = −1"),
    st(Eq(Abs(u) * u, u**2), "u = −1"),
    st(Ge(Max(a(x), x), 1), "a = (½, ½)", Eq(Sum(a(x), x), 1)),
]
