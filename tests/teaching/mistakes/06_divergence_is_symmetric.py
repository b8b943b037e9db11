from derive import *

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)


@theorem("Exercise 5", given=[p << q, q << p])
def exercise(proof):
    proof.start(KL(p, q))
    proof.eq(KL(q, p), "distances are symmetric")
    proof.eq(cross_entropy(q, p) - H(q), "definition")
