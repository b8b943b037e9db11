"""Logarithms: tangents, several of one weight, means, sums of logs."""

from derive import Eq, Ge, Gt, Le, Lt, Sum, exp, log
from tests.power.words import *

TRUE = [
    st(Le(log(P), P - 1), "the tangent at 1"),
    st(Le(log(P * Q), P + Q - 2), "two tangents"),
    st(Le(log(P / R) + log(Q / R), (P + Q) / R - 2), "a tangent for each"),
    st(Ge(log((P + Q) / 2), (log(P) + log(Q)) / 2), "ln is concave"),
    st(Ge(log((P + Q + R) / 3), (log(P) + log(Q) + log(R)) / 3), "ln is concave"),
    st(Ge(log(lam * P + (1 - lam) * Q), lam * log(P) + (1 - lam) * log(Q)), "ln is concave"),
    st(Ge(log(P), 1 - 1 / P), "the tangent at 1 for 1/P"),
    st(Le(log(1 + M), M), "the tangent at 1, M ≥ 0"),
    st(Le(log(P + Q), log(P) + Q / P), "ln(1 + Q/P) ≤ Q/P"),
    st(Ge(P * log(P), P - 1), "P ln P ≥ P − 1: multiply 1 − 1/P ≤ ln P by P"),
    st(Ge(P * log(P / Q), P - Q), "t = Q/P"),
    st(Ge(P * log(P / Q) + R * log(R / T), (P + R) * log((P + R) / (Q + T))), "log-sum"),
    st(
        Ge(Sum(c(x) * log(c(x) / P), x), Sum(c(x), x) * log(Sum(c(x), x) / (x.size * P))),
        "log-sum with constants",
    ),
    st(Le(Sum(p(x) * log(c(x)), x), log(Sum(p(x) * c(x), x))), "Jensen"),
    st(Le(log(Sum(c(x), x)), Sum(c(x), x) - 1), "the tangent at 1 of a sum"),
    st(Le(exp(Sum(p(x) * f(x), x)), Sum(p(x) * exp(f(x)), x)), "Jensen for exp"),
]

FALSE = [
    st(Le(log(P), P - 2), "P = 1: 0 > −1"),
    st(Le(log(P * Q), P * Q - 2), "P = Q = 1"),
    st(Le(log(P / R) + log(Q / R), (P + Q) / R - 3), "P = Q = R"),
    st(Le(log((P + Q) / 2), (log(P) + log(Q)) / 2), "P = 1, Q = 4"),
    st(Eq(log(P + Q), log(P) + log(Q)), "P = Q = 1"),
    st(Le(log(lam * P + (1 - lam) * Q), lam * log(P) + (1 - lam) * log(Q)), "λ = ½, P = 1, Q = 4"),
    st(Le(log(P), 1 - 1 / P), "P = 2"),
    st(Ge(log(1 + M), M), "M = 1"),
    st(Le(log(P + Q), log(P) + Q), "P = ½, Q = ½: 0 ≤ −0.69 + 0.5 fails"),
    st(Ge(P * log(P), P), "P = 1"),
    st(Ge(P * log(P / Q), Q - P), "P = 1, Q = 2: −0.69 ≥ 1 fails"),
    st(
        Le(P * log(P / Q) + R * log(R / T), (P + R) * log((P + R) / (Q + T))),
        "P = R = 1, Q = 1, T = 2",
    ),
    st(Ge(Sum(p(x) * log(c(x)), x), log(Sum(p(x) * c(x), x))), "p = (½, ½), c = (1, 2)"),
    st(Le(Sum(log(c(x)), x), log(Sum(c(x), x))), "two letters, c = (2, 3): ln 6 > ln 5"),
    st(Ge(exp(Sum(p(x) * f(x), x)), Sum(p(x) * exp(f(x)), x)), "p = (½, ½), f = (0, 1)"),
    st(Gt(P - 1, log(P)), "P = 1"),
]
