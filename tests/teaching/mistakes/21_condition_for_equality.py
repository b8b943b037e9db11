from derive import *

x = Alphabet("x")
p = Distribution("p", x)


@theorem("Exercise 20")
def exercise(proof):
    proof.claim(H(p) <= log(x.size), equality=Eq(H(p), 0))
