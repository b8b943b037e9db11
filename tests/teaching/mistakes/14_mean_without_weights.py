from derive import *

x, y = alphabets("x y")
X, Y = Law("r", x, y).variables


@theorem("Exercise 13")
def exercise(proof):
    proof.start(H(X | Y))
    proof.eq(Sum(H(X | Eq(Y, y)), y), "over all values of Y")
