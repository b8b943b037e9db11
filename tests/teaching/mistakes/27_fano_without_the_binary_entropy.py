from derive import *

x = Alphabet("x")
guess = x.another("x̂")
X, G = Law("r", x, guess).variables


@theorem("Exercise 26")
def exercise(proof):
    proof.start(H(X | G))
    proof.le(P(Ne(X, G)) * log(x.size), "an error leaves at most ln |X|")
