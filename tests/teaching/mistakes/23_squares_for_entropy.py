from derive import *

x = Alphabet("x")
p = Distribution("p", x)


@theorem("Exercise 22")
def exercise(proof):
    proof.start(H(p))
    proof.eq(-Sum(p(x) * p(x), x), "definition")
    proof.le(log(x.size))
