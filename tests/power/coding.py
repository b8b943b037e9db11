"""Codes: Kraft, lengths, redundancy."""

from derive import KL, Ceiling, E, Eq, Ge, Gt, H, Le, Lt, Sum, cross_entropy, log
from tests.power.words import *

shannon = Ceiling(log(1 / p(x), 2))

TRUE = [
    st(Le(H(p, base=2), E(L(x), p)), "Gibbs", kraft),
    st(Le(H(p, base=2), E(L(x), p) + M), "Gibbs, M ≥ 0", kraft),
    st(Ge(E(shannon, p), H(p, base=2)), "⌈t⌉ ≥ t", p_full),
    st(Lt(E(shannon, p), H(p, base=2) + 1), "⌈t⌉ < t + 1", p_full),
    st(Le(Sum(2 ** (-shannon), x), 1), "2^−⌈t⌉ ≤ 2^−t = p", p_full),
    st(Le(2 ** (-L(x)), 1), "a part of the Kraft sum", kraft),
    st(Ge(E(L(x), p), 0), "lengths are ≥ 0 by Kraft", kraft),
    st(Eq(E(log(1 / q(x), 2), p), H(p, base=2) + KL(p, q, base=2)), "the mismatch", p_in_q),
    st(Le(KL(p, q, base=2), cross_entropy(p, q, base=2)), "H ≥ 0", p_in_q),
    st(Ge(E(Ceiling(log(1 / q(x), 2)), p), H(p, base=2)), "⌈t⌉ ≥ t, Gibbs", q_full),
    st(
        Lt(E(Ceiling(log(1 / q(x), 2)), p), H(p, base=2) + KL(p, q, base=2) + 1),
        "⌈t⌉ < t + 1",
        q_full,
    ),
]

FALSE = [
    st(Le(H(p, base=2), E(L(x), p)), "no Kraft: L = −1"),
    st(Le(E(L(x), p), H(p, base=2)), "L = 5", kraft),
    st(Le(E(shannon, p), H(p, base=2)), "p = (¾, ¼)", p_full),
    st(Ge(E(shannon, p), H(p, base=2) + 1), "p = (½, ½)", p_full),
    st(Eq(Sum(2 ** (-shannon), x), 1), "p = (¾, ¼)", p_full),
    st(Le(Sum(2 ** (-L(x)), x), 1), "L = 0 on two letters"),
    st(Eq(E(L(x), p), H(p, base=2)), "L = 5", kraft),
    st(Eq(E(log(1 / q(x), 2), p), H(p, base=2) - KL(p, q, base=2)), "p ≠ q", p_in_q),
    st(Ge(KL(p, q, base=2), cross_entropy(p, q, base=2)), "uniform", p_in_q),
    st(Le(E(Ceiling(log(1 / q(x), 2)), p), H(p, base=2)), "p ≠ q", q_full),
    st(Lt(E(Ceiling(log(1 / q(x), 2)), p), H(p, base=2) + 1), "q far from p", q_full),
]
