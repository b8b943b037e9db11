"""Mutual information, Markov chains, Fano."""

from derive import KL, Eq, Ge, Gt, H, I, Le, Lt, Sum, log
from tests.power.words import *

TRUE = [
    st(Ge(I(X, Y), 0), "a divergence"),
    st(Le(I(X, Y), H(X)), "H(X|Y) ≥ 0"),
    st(Eq(I(X, Y), H(X) + H(Y) - H(X, Y)), "the definition"),
    st(Eq(I(X, Y), I(Y, X)), "symmetry"),
    st(Eq(I(X, X), H(X)), "H(X|X) = 0"),
    st(Ge(I(A, (B, C)), I(A, B)), "I(A;C|B) ≥ 0"),
    st(Eq(I(A, (B, C)), I(A, B) + I(A, C | B)), "the chain rule"),
    st(Le(I(A, C), I(A, B)), "data processing", markov),
    st(Le(I(A, C), I(B, C)), "data processing", markov),
    st(Eq(I(A, C | B), 0), "the Markov chain", markov),
    st(Eq(I(X, Y), 0), "independence", independent),
    st(Le(I(X, Y), log(x.size)), "I ≤ H(X) ≤ ln|X|"),
    st(Eq(I(X, Y), Sum(r(x) * KL(r(y | x), r(y), over=y), x)), "a mean of divergences"),
    st(Le(I(A, B | C), H(A | C)), "H(A|B,C) ≥ 0"),
    st(Eq(I(A, B) - I(A, B | C), I(A, C) - I(A, C | B)), "interaction information is symmetric"),
    st(Ge(I((A, B), C), I(A, C) + I(B, C)), "superadditivity", Independent(A, B)),
    st(Le(H(A | C), H(A | B) + H(B | C)), "the triangle inequality"),
    st(
        Le(I(X, Y), Sum(r(x) * KL(r(y | x), pi(y), over=y), x)),
        "the golden formula",
        Dominated(r(y), pi(y)),
    ),
    st(Le(I(A, B), I(A, B | C) + I(A, C)), "I(A;B) ≤ I(A;B,C)"),
]

FALSE = [
    st(Gt(I(X, Y), 0), "independent"),
    st(Ge(I(X, Y), H(X)), "independent, X uniform"),
    st(Eq(I(X, Y), H(X) - H(Y | X)), "X uniform, Y constant: 0 against ln 2"),
    st(Eq(I(X, X), 0), "X uniform"),
    st(Le(I(A, (B, C)), I(A, B)), "A = C uniform, B constant"),
    st(Eq(I(A, (B, C)), I(A, B) + I(A, C)), "A = B = C"),
    st(Le(I(A, C), I(A, B)), "without the chain: A = C uniform, B constant"),
    st(Ge(I(A, C), I(A, B)), "A = B uniform, C constant", markov),
    st(Eq(I(A, C), 0), "A = B = C", markov),
    st(Le(I(A, B | C), I(A, B)), "C = A xor B"),
    st(Ge(I(A, B | C), I(A, B)), "A = B = C"),
    st(Ge(I(X, Y), log(x.size)), "independent on two letters"),
    st(Eq(I(X, Y), Sum(KL(r(y | x), r(y), over=y), x)), "without weights"),
    st(Ge(I(A, B | C), H(A | C)), "A uniform, B, C constant"),
    st(Ge(I(A, B) - I(A, B | C), 0), "C = A xor B"),
    st(Ge(I((A, B), C), I(A, C) + I(B, C)), "A = B = C"),
    st(Ge(H(A | C), H(A | B) + H(B | C)), "B uniform, A, C constant"),
    st(
        Ge(I(X, Y), Sum(r(x) * KL(r(y | x), pi(y), over=y), x)),
        "π another law",
        Dominated(r(y), pi(y)),
    ),
    st(Le(I(A, B), I(A, B | C)), "A = B = C"),
]
