"""Losses, bounds on the evidence, softmax, rewards, scores."""

from derive import (
    KL,
    Derivative,
    E,
    Eq,
    Ge,
    Gt,
    H,
    I,
    Le,
    Let,
    Lt,
    Max,
    Sum,
    cross_entropy,
    exp,
    log,
)
from tests.power.words import *

Z = Sum(p(x) * exp(f(x) / P), x)
soft = exp(f(x)) / Sum(exp(f(x)), x)
i = x.another("i")
smooth = (1 - eps) * p(x) + eps / x.size

TRUE = [
    st(Ge(log(Sum(c(x), x)), Sum(q(x) * log(c(x) / q(x)), x)), "Jensen: the ELBO"),
    st(
        Eq(log(Sum(c(x), x)), Sum(q(x) * log(c(x) / q(x)), x) + KL(q(x), c(x) / Sum(c(x), x))),
        "the gap of the ELBO",
    ),
    st(Le(E(f(x), q) - P * KL(q, p), P * log(Z)), "Gibbs at the tilted law", q_in_p),
    st(Ge(log(Sum(exp(f(x)), x)), Max(f(x), x)), "one term of the sum"),
    st(Le(log(Sum(exp(f(x)), x)), Max(f(x), x) + log(x.size)), "each term is at most the largest"),
    st(Eq(Sum(soft, x), 1), "a quotient by the sum"),
    st(Ge(log(Sum(exp(f(x)), x)), Sum(f(x), x) / x.size + log(x.size)), "Jensen with 1/n"),
    st(
        Eq(
            cross_entropy(smooth, q),
            (1 - eps) * cross_entropy(p, q) + eps * Sum(log(1 / q(x)), x) / x.size,
        ),
        "linearity",
        q_full,
    ),
    st(Le(log(Sum(p(x) * exp(f(x)), x)), Max(f(x), x)), "each term is at most the largest"),
    st(Le(E(f(x), p) - log(Sum(q(x) * exp(f(x)), x)), KL(p, q)), "Donsker and Varadhan", p_in_q),
    st(Le(E(f(x), p) - Sum(q(x) * exp(f(x) - 1), x), KL(p, q)), "NWJ", p_in_q),
    st(Ge(1 - Sum(p(x) * p(x), x), Sum(p(x) * (1 - p(x)), x)), "Gini, both ways"),
    st(Ge(Sum(p(x) * log(p(x)), x), Sum(p(x) * log(q(x)), x)), "the log score is proper", p_in_q),
    st(
        Ge(Sum((q(x) - p(x)) ** 2, x), 0),
        "the Brier score's regret",
    ),
    st(
        Eq(cross_entropy(p, q) - cross_entropy(p, v), KL(p, q) - KL(p, v)),
        "the entropy cancels",
        p_in_q,
        p_in_v,
    ),
    st(Ge(exp(cross_entropy(p, q)), 1), "perplexity: H(p, q) ≥ 0", p_in_q),
]

FALSE = [
    st(Le(log(Sum(c(x), x)), Sum(q(x) * log(c(x) / q(x)), x)), "q = (½, ½), c = (1, 2)"),
    st(
        Eq(log(Sum(c(x), x)), Sum(q(x) * log(c(x) / q(x)), x) - KL(q(x), c(x) / Sum(c(x), x))),
        "the sign of the gap",
    ),
    st(Le(E(f(x), q) + P * KL(q, p), P * log(Z)), "q ≠ p, f = 0", q_in_p),
    st(Le(log(Sum(exp(f(x)), x)), Max(f(x), x)), "f = (0, 0)"),
    st(Ge(log(Sum(exp(f(x)), x)), Max(f(x), x) + log(x.size)), "f = (0, 1)"),
    st(Eq(Sum(exp(f(x)), x), 1), "f = 0 on two letters"),
    st(Le(log(Sum(exp(f(x)), x)), Sum(f(x), x) / x.size), "f = 0 on two letters"),
    st(Eq(cross_entropy(smooth, q), (1 - eps) * cross_entropy(p, q)), "ε = 1", q_full),
    st(Ge(E(f(x), p), log(Sum(p(x) * exp(f(x)), x))), "f = (0, 1)"),
    st(Ge(E(f(x), p) - log(Sum(q(x) * exp(f(x)), x)), KL(p, q)), "f = 0, p ≠ q", p_in_q),
    st(Ge(E(f(x), p) - Sum(q(x) * exp(f(x) - 1), x), KL(p, q)), "f = 0", p_in_q),
    st(Ge(Sum(p(x) * p(x), x), Sum(q(x) * q(x), x)), "p uniform, q a point mass"),
    st(Le(Sum(p(x) * log(p(x)), x), Sum(p(x) * log(q(x)), x)), "p ≠ q", p_in_q),
    st(
        Ge(Sum(p(x) * p(x), x), Sum(p(x) * q(x), x)), "the linear score: p = (0.6, 0.4), q = (1, 0)"
    ),
    st(
        Eq(cross_entropy(p, q) - cross_entropy(p, v), KL(q, p) - KL(v, p)),
        "the laws exchanged",
        p_full,
        q_full,
        Dominated(1, v(x)),
    ),
    st(Le(exp(cross_entropy(p, q)), exp(H(p))), "p ≠ q", p_in_q),
]
