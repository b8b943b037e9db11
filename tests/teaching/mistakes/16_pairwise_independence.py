from derive import *

x, y, z = alphabets("x y z")
X, Y, Z = Law("r", x, y, z).variables


@theorem("Exercise 15", given=[Independent(X, Y), Independent(X, Z), Independent(Y, Z)])
def exercise(proof):
    proof.start(H(X, Y, Z))
    proof.eq(H(X) + H(Y) + H(Z), "independence")
