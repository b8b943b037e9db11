from derive import *

x = Alphabet("x")
p, L = Distribution("p", x), CodeLengths("L", x)


@theorem("Exercise 24", given=[Ge(Sum(2 ** -L(x), x), 1)])
def exercise(proof):
    proof.start(H(p, base=2))
    proof.le(E(L(x), p), "Kraft and Gibbs")
