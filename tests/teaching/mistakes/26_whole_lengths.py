from derive import *

x = Alphabet("x")
p = Distribution("p", x)


@theorem("Exercise 25")
def exercise(proof):
    proof.start(E(Ceiling(log(1 / p(x), 2)), p))
    proof.eq(H(p, base=2), "Shannon's code has the entropy's length")
