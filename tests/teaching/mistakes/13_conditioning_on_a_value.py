from derive import *

x, y = alphabets("x y")
X, Y = Law("r", x, y).variables


@theorem("Exercise 12")
def exercise(proof):
    proof.start(H(X | Eq(Y, y)))
    proof.le(H(X), "conditioning reduces entropy")
