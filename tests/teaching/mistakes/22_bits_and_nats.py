from derive import *

x = Alphabet("x")
p = Distribution("p", x)


@theorem("Exercise 21")
def exercise(proof):
    proof.start(H(p, base=2))
    proof.le(log(x.size), "the uniform law has the most")
