"""One-variable inequalities in their usual dress."""

from derive import Eq, Ge, Gt, Le, Lt, binary_entropy, exp, log, sqrt
from tests.power.words import *

TRUE = [
    st(Ge(exp(u), 1 + u), "the tangent of exp at 0"),
    st(Ge(mu**2 + P - 1 - log(P), 0), "a square, and the tangent of ln"),
    st(Ge(P - 1 - log(P), 0), "the tangent of ln"),
    st(Le(log(P), 2 * (sqrt(P) - 1)), "ln √P ≤ √P − 1"),
    st(Le(2 * log(P), P - 1 / P), "derivative (1 − 1/P)² ≥ 0, equality at 1", Ge(P, 1)),
    st(Ge(P * log(P) - P + 1, 0), "t ln t − t + 1 ≥ 0"),
    st(Ge(P * log(P) - P + 1, 3 * (P - 1) ** 2 / (2 * (P + 2))), "the lemma behind Pinsker"),
    st(Le(-log(1 - lam), lam / (1 - lam)), "−ln t ≤ 1/t − 1", Lt(lam, 1)),
    st(Le(log(1 + M**2), M**2), "the tangent"),
    st(Ge(log(1 + M), M / (1 + M)), "1 − 1/t ≤ ln t"),
    st(Le(binary_entropy(e), log(2)), "maximum entropy of two letters"),
    st(Ge(binary_entropy(e), 0), "each term is ≥ 0"),
    st(Ge(binary_entropy(e) / log(2), 4 * e * (1 - e)), "the quadratic bound in bits"),
    st(Le(exp(-M), 1), "M ≥ 0"),
    st(Ge(exp(-M), 1 - M), "e^t ≥ 1 + t"),
    st(Le((exp(u) + exp(-u)) / 2, exp(u**2 / 2)), "cosh, by power series"),
    st(Le(1 - lam, exp(-lam)), "e^t ≥ 1 + t"),
    st(Ge(P + 1 / P, 2), "AM–GM"),
]

FALSE = [
    st(Ge(exp(u), 2 + u), "u = 0"),
    st(Ge(mu + P - 1 - log(P), 0), "μ = −1, P = 1"),
    st(Gt(P - 1 - log(P), 0), "P = 1"),
    st(Le(log(P), sqrt(P) - 1), "P = 4: 1.386 > 1"),
    st(Le(2 * log(P), P - 1 / P), "P = ½: −1.386 > −1.5"),
    st(Ge(P * log(P), 0), "P = ½"),
    st(Ge(P * log(P) - P + 1, (P - 1) ** 2 / 2), "P = 4: 2.545 < 4.5"),
    st(Le(-log(1 - lam), lam), "λ = ½", Lt(lam, 1)),
    st(Ge(log(1 + M), M / 2), "M = 4: 1.61 < 2"),
    st(Le(log(1 + M), M / (1 + M)), "M = 1: 0.69 > 0.5"),
    st(Le(binary_entropy(e), e), "e = ½ : 0.69 > 0.5"),
    st(Gt(binary_entropy(e), 0), "e = 0"),
    st(Ge(binary_entropy(e), 4 * e * (1 - e)), "nats: e = ½, 0.69 < 1"),
    st(Lt(exp(-M), 1), "M = 0"),
    st(Le(exp(-M), 1 - M), "M = 1: 0.37 > 0"),
    st(Ge((exp(u) + exp(-u)) / 2, exp(u**2 / 2)), "u = 2: 3.76 < 7.39"),
    st(Ge(1 - lam, exp(-lam)), "λ = 1"),
    st(Le(P + 1 / P, 2), "P = 2"),
]
