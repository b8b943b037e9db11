from derive import *

x, y = alphabets("x y")
X, Y = Law("r", x, y).variables


@theorem("Exercise 34")
def exercise(proof):
    proof.start(H(X))
    proof.le(H(X, Y), "more variables, more entropy")
