"""The lower half of the source coding theorem: no code beats entropy, H(X) ≤ E[L(X)].

Cover & Thomas, Theorem 5.3.1. The lengths are real numbers with Σ 2^{-L(x)} ≤ 1, which holds for
every prefix-free code (Kraft) and every uniquely decodable one (McMillan). In bits. Zeros are
allowed in p. Equality means L(x) = log₂ 1/p(x) at every letter; since 2^{-L} > 0 there can be no
letter of probability 0 then. Integer lengths meet that for dyadic p only.
"""

from derive import *

x = Alphabet("x")
p = Distribution("p", x)
L = CodeLengths("L", x)


@theorem("No code beats entropy", given=[L.kraft()])
def source_coding(proof):
    """The mean length of a code, in bits, is at least the entropy."""
    proof.start(H(p, base=2) - E(L(x), p))
    proof.eq(Sum(p(x) * log(1 / p(x), 2), x) - Sum(p(x) * L(x), x), "definitions of H and E")
    proof.eq(Sum(p(x) * log(2 ** (-L(x)) / p(x), 2), x), "L = −log₂ 2^(−L)")
    proof.eq(Sum(p(x) * log(2 ** (-L(x)) / p(x)), x) / log(2), "log₂ t = ln t / ln 2")
    proof.le(Sum(p(x) * (2 ** (-L(x)) / p(x) - 1), x) / log(2), log_bound)
    proof.le((L.kraft_sum() - 1) / log(2), "2^(−L) > 0 also where p = 0")
    proof.le(0, L.kraft())
    proof.claim(H(p, base=2) <= E(L(x), p), equality=Eq(L(x), log(1 / p(x), 2)))


@theorem("The same equality condition, with budgets", given=[L.kraft()])
def equality_budget(proof):
    """Equality holds exactly when each letter's share 2^{-L(x)} of the budget is p(x)."""
    proof.claim(H(p, base=2) <= E(L(x), p), equality=Eq(2 ** (-L(x)), p(x)))


if __name__ == "__main__":
    run()
