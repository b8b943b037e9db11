from derive import *

x = Alphabet("x")
p, q, w = Distribution("p", x), Distribution("q", x), Distribution("w", x)


@theorem("Exercise 6", given=[p << q, q << w])
def exercise(proof):
    proof.start(KL(p, w))
    proof.le(KL(p, q) + KL(q, w), "triangle inequality")
