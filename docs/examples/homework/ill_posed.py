"""Statements that hold where everything in them makes sense, which is not always."""

from derive import *

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)


@theorem("Gibbs' inequality, without its hypothesis")
def gibbs_unsaid(proof):
    proof.claim(KL(p, q) >= 0)


@theorem("Cross-entropy, without its hypothesis")
def decomposition_unsaid(proof):
    proof.start(cross_entropy(p, q))
    proof.eq(H(p) + KL(p, q), "definitions")


@theorem("The order does not matter", given=[p << q])
def symmetric(proof):
    proof.start(KL(p, q))
    proof.eq(KL(q, p), "a distance is symmetric")
