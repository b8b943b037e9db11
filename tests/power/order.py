"""Order arithmetic: products, quotients, powers, monotone functions, strictness."""

from derive import KL, Eq, Ge, Gt, H, I, Le, Lt, exp, log, sqrt
from tests.power.words import *

TRUE = [
    st(Le(P * M, Q * M), "M ≥ 0", Le(P, Q)),
    st(Le(P / Q, 1), "divide by Q > 0", Le(P, Q)),
    st(Le(1 / Q, 1 / P), "P ≤ Q", Le(P, Q)),
    st(Le(log(P), log(Q)), "ln increases", Le(P, Q)),
    st(Lt(log(P), log(Q)), "ln increases strictly", Lt(P, Q)),
    st(Le(exp(u), exp(w)), "exp increases", Le(u, w)),
    st(Le(P**2, Q**2), "0 < P ≤ Q", Le(P, Q)),
    st(Le(lam * M, M), "λ ≤ 1"),
    st(Le(lam * I(X, Y), I(X, Y)), "I ≥ 0 and λ ≤ 1"),
    st(Ge(-lam * KL(q, p), -KL(q, p)), "D ≥ 0", q_in_p),
    st(Le(-P * KL(p, q), 0), "D ≥ 0", p_in_q),
    st(Le(H(X, Y), u + w), "H(X,Y) ≤ H(X) + H(Y)", Le(H(X), u), Le(H(Y), w)),
    st(Le(M * N, K**2), "M, N ≤ K", Le(M, K), Le(N, K)),
    st(Le(P + Q, R + T), "add them", Le(P, R), Le(Q, T)),
    st(Gt(P + M, 0), "P > 0"),
    st(Le(sqrt(P * Q), (P + Q) / 2), "AM–GM"),
    st(Gt(u, w), "as given", Gt(u, w)),
    st(Le(lam * u + (1 - lam) * w, P), "a mean of two bounded numbers", Le(u, P), Le(w, P)),
]

FALSE = [
    st(Le(P * u, Q * u), "u = −1", Le(P, Q)),
    st(Le(Q / P, 1), "P = 1, Q = 2", Le(P, Q)),
    st(Le(1 / P, 1 / Q), "P = 1, Q = 2", Le(P, Q)),
    st(Le(log(Q), log(P)), "P = 1, Q = 2", Le(P, Q)),
    st(Lt(log(P), log(Q)), "P = Q", Le(P, Q)),
    st(Le(u**2, w**2), "u = −2, w = 1", Le(u, w)),
    st(Le(M, lam * M), "λ = 0, M = 1"),
    st(Le(lam * f(x), f(x)), "f = −1, λ = 0"),
    st(Ge(lam * u, u), "u = 1, λ = 0"),
    st(Le(H(X, Y), u), "X, Y independent, u the larger entropy", Le(H(X), u), Le(H(Y), u)),
    st(Le(M * N, K), "M = N = K = 2", Le(M, K), Le(N, K)),
    st(Le(P - Q, R - T), "P = R = 1, Q = ½, T = 1", Le(P, R), Le(Q, T)),
    st(Gt(M, 0), "M = 0"),
    st(Ge(sqrt(P * Q), (P + Q) / 2), "P = 1, Q = 4"),
    st(Gt(u, w), "u = w", Ge(u, w)),
    st(Le(P / Q, R / T), "P = R = T = 1, Q = ½", Le(P, R), Le(Q, T)),
    st(Le(exp(u) * exp(w), exp(u * w)), "u = 1, w = 0"),
    st(Le(P**2, P), "P = 2"),
]
