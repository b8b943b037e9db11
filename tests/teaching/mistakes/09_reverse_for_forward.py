from derive import *

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)


@theorem("Exercise 8", given=[p << q, q << p])
def exercise(proof):
    proof.start(KL(p, q))
    proof.eq(Sum(q(x) * log(p(x) / q(x)), x), "definition")
    proof.eq(Sum(p(x) * log(1 / q(x)), x) - H(p), "logarithm of a quotient")
