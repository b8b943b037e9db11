from derive import *

x, y = alphabets("x y")
X, Y = Law("r", x, y).variables


@theorem("More variables, more entropy")
def more(proof):
    proof.claim(H(X) <= H(X, Y))


@theorem("Exercise 33")
def exercise(proof):
    proof.start(H(X | Y))
    proof.eq(H(X, Y) - H(Y), "chain rule")
    proof.le(H(X), more)
