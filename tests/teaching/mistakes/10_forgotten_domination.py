from derive import *

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)


@theorem("Exercise 9")
def exercise(proof):
    proof.start(cross_entropy(p, q))
    proof.eq(H(p) + KL(p, q))
    proof.ge(H(p), "Gibbs")
