from derive import *

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)


@theorem("Exercise 39")
def exercise(proof):
    proof.start(JS(p, q))
    proof.eq(KL(p(x), (p(x) + q(x)) / 2) + KL(q(x), (p(x) + q(x)) / 2), "definition")
