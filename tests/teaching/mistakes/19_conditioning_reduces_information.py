from derive import *

x, y, z = alphabets("x y z")
X, Y, Z = Law("r", x, y, z).variables


@theorem("Exercise 18")
def exercise(proof):
    proof.start(I(X, Y | Z))
    proof.le(I(X, Y), "conditioning reduces")
