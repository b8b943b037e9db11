from derive import *

x, y = alphabets("x y")
X, Y = Law("r", x, y).variables


@theorem("Exercise 14")
def exercise(proof):
    proof.start(H(X, Y))
    proof.eq(H(X) + H(Y), "entropies add")
    proof.ge(H(X), "H(Y) ≥ 0")
