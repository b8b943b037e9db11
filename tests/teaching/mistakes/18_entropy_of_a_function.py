from derive import *

x, y = alphabets("x y")
X, Y = Law("r", x, y).variables  # Y = f(X)


@theorem("Exercise 17", given=[Eq(H(Y | X), 0)])
def exercise(proof):
    proof.start(H(Y))
    proof.eq(H(X), "Y is a function of X")
