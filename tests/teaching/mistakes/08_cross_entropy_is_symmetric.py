from derive import *

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)


@theorem("Exercise 7", given=[p << q, q << p])
def exercise(proof):
    proof.start(cross_entropy(p, q))
    proof.eq(cross_entropy(q, p), "symmetry")
    proof.ge(H(q), "Gibbs")
