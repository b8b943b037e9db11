from derive import *

x, y, z = alphabets("x y z")
X, Y, Z = Law("r", x, y, z).variables


@theorem("Exercise 19")
def exercise(proof):
    proof.start(I(X, Z))
    proof.le(I(X, Y), "data processing")
