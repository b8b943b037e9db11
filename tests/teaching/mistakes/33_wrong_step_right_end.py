from derive import *

x, y = alphabets("x y")
X, Y = Law("r", x, y).variables


@theorem("Exercise 32")
def exercise(proof):
    proof.start(H(X | Y))
    proof.eq(H(X, Y) - H(X), "chain rule")
    proof.le(H(X), "H(X,Y) ≤ H(X) + H(Y)")
