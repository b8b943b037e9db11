from derive import *

x, y = alphabets("x y")
X, Y = Law("r", x, y).variables


@theorem("Exercise 16")
def exercise(proof):
    proof.start(H(X, X))
    proof.eq(2 * H(X), "two variables of the same law")
