from derive import *

x, y = alphabets("x y")
X, Y = Law("r", x, y).variables


@theorem("Exercise 31", given=[Le(H(X | Y), H(X))])
def exercise(proof):
    proof.start(I(X, Y))
    proof.eq(H(X) - H(X | Y), "definition")
    proof.ge(0, "conditioning reduces entropy")
