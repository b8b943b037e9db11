from derive import *

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)


@theorem("Exercise 2", given=[p << q])
def exercise(proof):
    proof.start(KL(p, q))
    proof.eq(Sum(p(x) * log(p(x) / q(x)), x), "definition")
    proof.eq(Sum(p(x) * log(p(x)) / log(q(x)), x), "logarithm of a quotient")
    proof.eq(cross_entropy(p, q) - H(p))
