"""Mixtures, channels and data processing, f-divergences, Jensen."""

from derive import JS, KL, E, Eq, Ge, Gt, H, I, Le, Lt, Sum, cross_entropy, exp, log
from tests.power.words import *

mix = lam * p(x) + (1 - lam) * q(x)

TRUE = [
    st(
        Le(KL(mix, v(x)), lam * KL(p, v) + (1 - lam) * KL(q, v)),
        "D is convex",
        p_in_v,
        Dominated(q(x), v(x)),
    ),
    st(Le(H(mix), lam * H(p) + (1 - lam) * H(q) + log(2)), "H(mixture) ≤ H(λ) + …"),
    st(
        Le(KL(Sum(p(x) * W(y | x), x), Sum(q(x) * W(y | x), x)), KL(p, q)),
        "data processing",
        p_in_q,
    ),
    st(Ge(Sum(q(x) * (p(x) / q(x)) ** 2, x), 1), "Jensen for t²", q_full),
    st(Ge(Sum(p(x) * c(x), x) * Sum(p(x) / c(x), x), 1), "Cauchy and Schwarz"),
    st(Le(exp(Sum(p(x) * log(c(x)), x)), Sum(p(x) * c(x), x)), "AM–GM"),
    st(Ge(Sum(p(x) * c(x) * log(c(x)), x), E(c(x), p) * log(E(c(x), p))), "t ln t is convex"),
    st(
        Eq(H(mix) - lam * H(p) - (1 - lam) * H(q), lam * KL(p(x), mix) + (1 - lam) * KL(q(x), mix)),
        "mixture",
    ),
    st(Ge(cross_entropy(p, mix), H(p)), "Gibbs", Gt(lam, 0)),
    st(Le(1 / E(c(x), p), E(1 / c(x), p)), "the harmonic mean"),
    st(Ge(log(Sum(p(x) * exp(f(x)), x)), E(f(x), p)), "Jensen"),
    st(Le(KL(p, mix), (1 - lam) * KL(p, q)), "D is convex in q", p_in_q),
]

FALSE = [
    st(
        Ge(KL(mix, v(x)), lam * KL(p, v) + (1 - lam) * KL(q, v)),
        "two point masses, λ = ½",
        p_in_v,
        Dominated(q(x), v(x)),
    ),
    st(Le(H(mix), lam * H(p) + (1 - lam) * H(q) + log(2) / 2), "two point masses, λ = ½"),
    st(
        Ge(KL(Sum(p(x) * W(y | x), x), Sum(q(x) * W(y | x), x)), KL(p, q)),
        "a constant channel",
        p_in_q,
    ),
    st(Le(Sum(q(x) * (p(x) / q(x)) ** 2, x), 1), "p ≠ q", q_full),
    st(Eq(Sum(p(x) * c(x), x) * Sum(p(x) / c(x), x), 1), "c = (1, 2)"),
    st(Ge(exp(Sum(p(x) * log(c(x)), x)), Sum(p(x) * c(x), x)), "c = (1, 2)"),
    st(Le(Sum(p(x) * c(x) * log(c(x)), x), E(c(x), p) * log(E(c(x), p))), "c = (1, 2)"),
    st(Eq(H(mix), lam * H(p) + (1 - lam) * H(q)), "two point masses"),
    st(Le(cross_entropy(p, mix), H(p)), "p ≠ q", Gt(lam, 0)),
    st(Ge(1 / E(c(x), p), E(1 / c(x), p)), "c = (1, 2)"),
    st(Le(log(Sum(p(x) * exp(f(x)), x)), E(f(x), p)), "f = (0, 1)"),
    st(Le(KL(p, mix), lam * KL(p, q)), "λ = 0: D(p‖q) ≤ 0 fails", p_in_q),
]
