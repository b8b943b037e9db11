"""Squares: Cauchy–Schwarz, variances, means, roots."""

from derive import E, Eq, Ge, Gt, Le, Sum, bhattacharyya, hellinger_squared, sqrt, total_variation
from tests.power.words import *

TRUE = [
    st(Ge(Sum((f(x) - g(x)) ** 2, x), 0), "squares"),
    st(Le(Sum(f(x) * g(x), x) ** 2, Sum(f(x) ** 2, x) * Sum(g(x) ** 2, x)), "Cauchy and Schwarz"),
    st(Le(E(f(x), p) ** 2, E(f(x) ** 2, p)), "a variance is ≥ 0"),
    st(
        Le(E(f(x) * g(x), p) ** 2, E(f(x) ** 2, p) * E(g(x) ** 2, p)),
        "Cauchy and Schwarz with weights",
    ),
    st(Eq(E((f(x) - E(f(x), p)) ** 2, p), E(f(x) ** 2, p) - E(f(x), p) ** 2), "the variance"),
    st(Le(E((f(x) - E(f(x), p)) ** 2, p), E((f(x) - u) ** 2, p)), "the mean is the best constant"),
    st(Ge(u**2 + w**2, 2 * u * w), "(u − w)²"),
    st(Ge((u + w) ** 2, 4 * u * w), "(u − w)²"),
    st(Ge(u**2 - u + 1, 0), "(u − ½)² + ¾"),
    st(Gt(u**2 + u + 1, 0), "(u + ½)² + ¾"),
    st(Le(Sum(f(x), x) ** 2, x.size * Sum(f(x) ** 2, x)), "Cauchy and Schwarz with 1"),
    st(Ge(P / Q + Q / P, 2), "(√P/√Q − √Q/√P)²"),
    st(Le(bhattacharyya(p, q), 1), "Σ √(pq) ≤ Σ (p + q)/2"),
    st(Le(hellinger_squared(p, q), total_variation(p, q)), "(√p − √q)² ≤ |p − q|"),
    st(Ge(Sum(q(x) * (p(x) / q(x) - 1) ** 2, x), 0), "squares", q_full),
    st(Ge(Sum(p(x) ** 2 / q(x), x), 1), "Cauchy and Schwarz, Σ q = 1", q_full),
    st(Le((u + w) ** 2, 2 * u**2 + 2 * w**2), "(u − w)²"),
    st(Le(4 * lam * (1 - lam), 1), "(1 − 2λ)²"),
]

FALSE = [
    st(Gt(Sum((f(x) - g(x)) ** 2, x), 0), "f = g"),
    st(
        Ge(Sum(f(x) * g(x), x) ** 2, Sum(f(x) ** 2, x) * Sum(g(x) ** 2, x)),
        "f = (1, 0), g = (0, 1)",
    ),
    st(Ge(E(f(x), p) ** 2, E(f(x) ** 2, p)), "p = (½, ½), f = (0, 1)"),
    st(Le(Sum(f(x) * g(x), x), Sum(f(x) ** 2, x) * Sum(g(x) ** 2, x)), "f = g = ½ at one letter"),
    st(Eq(E((f(x) - E(f(x), p)) ** 2, p), E(f(x) ** 2, p)), "f = 1"),
    st(Ge(E((f(x) - E(f(x), p)) ** 2, p), E((f(x) - u) ** 2, p)), "u far away"),
    st(Ge(u * w, 0), "u = 1, w = −1"),
    st(Eq((u + w) ** 2, u**2 + w**2), "u = w = 1"),
    st(Ge(u**2 - u, 0), "u = ½"),
    st(Ge(u**2 + u, 0), "u = −½"),
    st(Le(Sum(f(x), x) ** 2, Sum(f(x) ** 2, x)), "f = (1, 1)"),
    st(Ge(P / Q + Q / P, 3), "P = Q"),
    st(Ge(bhattacharyya(p, q), 1), "p, q on different letters"),
    st(Ge(hellinger_squared(p, q), total_variation(p, q)), "p = (½, ½), q = (1, 0)"),
    st(Eq(Sum(p(x) ** 2 / q(x), x), 1), "p = (1, 0), q = (½, ½)", q_full),
    st(Le(Sum(p(x) ** 2 / q(x), x), 1), "p = (1, 0), q = (½, ½)", q_full),
    st(Ge((u + w) ** 2, 2 * u**2 + 2 * w**2), "u = 1, w = −1"),
    st(Le(4 * lam * (1 - lam), lam), "λ = ½"),
]
