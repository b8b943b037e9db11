from derive import *

x, z = alphabets("x z")
r = Law("r", x, z)
q = Distribution("q", z)


@theorem("Exercise 27", given=[Dominated(1, r(x, z))])
def exercise(proof):
    proof.start(log(r(x)))
    proof.eq(E(log(r(x, z)), q) - H(q) + KL(q(z), r(z | x)), "add and subtract ln q")
    proof.ge(E(log(r(x, z)), q) - H(q), "D ≥ 0")
