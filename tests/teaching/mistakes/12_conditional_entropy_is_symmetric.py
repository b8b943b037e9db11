from derive import *

x, y = alphabets("x y")
X, Y = Law("r", x, y).variables


@theorem("Exercise 11")
def exercise(proof):
    proof.start(I(X, Y))
    proof.eq(H(X) - H(X | Y), "definition")
    proof.eq(H(X) - H(Y | X), "symmetry")
