from derive import *

x, y = alphabets("x y")
X, Y = Law("r", x, y).variables


@theorem("Exercise 35")
def exercise(proof):
    proof.start(H(X | Y))
    proof.le(H(X), "conditioning reduces entropy")


@theorem("Exercise 35, again")
def second_try(proof):
    proof.start(I(X, Y))
    proof.ge(0, "information")
