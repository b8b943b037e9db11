"""Entropy of one and of several variables."""

from derive import Eq, Ge, Gt, H, I, Le, Lt, Sum, exp, log, min_entropy, renyi_entropy
from tests.power.words import *

TRUE = [
    st(Ge(H(p), 0), "each term is ≥ 0"),
    st(Le(H(p), log(x.size)), "Gibbs against the uniform law"),
    st(Le(H(X, Y), H(X) + H(Y)), "I ≥ 0"),
    st(Ge(H(X, Y), H(X)), "H(Y|X) ≥ 0"),
    st(Le(H(X | Y), H(X)), "I ≥ 0"),
    st(Ge(H(X | Y), 0), "each term is ≥ 0"),
    st(Eq(H(X, Y), H(Y) + H(X | Y)), "the chain rule"),
    st(Le(H(A | (B, C)), H(A | B)), "I(A;C|B) ≥ 0"),
    st(Eq(H(A, B, C), H(A) + H(B | A) + H(C | (A, B))), "the chain rule"),
    st(Ge(H(A, B) + H(B, C), H(A, B, C) + H(B)), "submodularity"),
    st(Ge(2 * H(A, B, C), 0), "entropies are ≥ 0"),
    st(Le(2 * H(A, B, C), H(A, B) + H(B, C) + H(A, C)), "Han"),
    st(Eq(H(X, Y), H(X) + H(Y)), "independence", independent),
    st(Le(min_entropy(p), H(p)), "H is a mean of ln 1/p ≥ ln 1/max p"),
    st(Ge(H(lam * p(x) + (1 - lam) * q(x)), lam * H(p) + (1 - lam) * H(q)), "concavity"),
    st(Le(H(p), log(x.size) + M), "maximum entropy, M ≥ 0"),
    st(Le(-log(Sum(p(x) ** 2, x)), H(p)), "Jensen: collision entropy"),
    st(Ge(exp(H(p)), 1), "H ≥ 0"),
    st(Eq(H(p), Sum(p(x) * log(1 / p(x)), x)), "the definition"),
    st(Le(H(A, B | C), H(A | C) + H(B | C)), "I(A;B|C) ≥ 0"),
]

FALSE = [
    st(Gt(H(p), 0), "a point mass"),
    st(Ge(H(p), log(x.size)), "a point mass on one of two letters"),
    st(Eq(H(X, Y), H(X) + H(Y)), "X = Y uniform"),
    st(Le(H(X, Y), H(X)), "X constant, Y not"),
    st(Ge(H(X | Y), H(X)), "X = Y uniform"),
    st(Eq(H(X | Y), H(Y | X)), "X uniform on two letters, Y constant"),
    st(Eq(H(X, Y), H(Y) + H(Y | X)), "X uniform, Y constant"),
    st(Ge(H(A | (B, C)), H(A | B)), "A = C uniform, B constant"),
    st(Eq(H(A, B, C), H(A) + H(B) + H(C)), "A = B = C"),
    st(Le(H(A, B) + H(B, C), H(A, B, C) + H(B)), "A = C uniform, B constant"),
    st(Le(H(A, B, C), H(A, B)), "C alone is uniform"),
    st(Ge(2 * H(A, B, C), H(A, B) + H(B, C) + H(A, C)), "A = B = C: 2 ≥ 3 fails"),
    st(
        Eq(H(A, B, C), H(A) + H(B) + H(C)),
        "pairwise independence, and C = A xor B",
        Independent(A, B),
        Independent(B, C),
        Independent(A, C),
    ),
    st(Ge(min_entropy(p), H(p)), "p = (¾, ¼)"),
    st(Le(H(lam * p(x) + (1 - lam) * q(x)), lam * H(p) + (1 - lam) * H(q)), "two point masses"),
    st(Le(H(p), log(x.size) - M), "uniform, M > 0"),
    st(Ge(-log(Sum(p(x) ** 2, x)), H(p)), "p = (¾, ¼)"),
    st(Le(exp(H(p)), 1), "uniform on two letters"),
    st(Eq(H(p), -Sum(log(p(x)), x)), "p = (½, ½), where p > 0", p_full),
    st(Eq(H(A, B | C), H(A | C) + H(B | C)), "A = B uniform, C constant"),
]
