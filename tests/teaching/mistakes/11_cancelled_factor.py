from derive import *

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)


@theorem("Exercise 10")
def exercise(proof):
    proof.start(E(p(x) / q(x), q))
    proof.eq(1, "q cancels, and p sums to 1")
