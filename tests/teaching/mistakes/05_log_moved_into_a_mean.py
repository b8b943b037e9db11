from derive import *

x, z = alphabets("x z")
r = Law("r", x, z)
q = Distribution("q", z)


@theorem("Exercise 4", given=[Dominated(1, q(z)), Dominated(1, r(x, z))])
def exercise(proof):
    proof.start(log(r(x)))
    proof.eq(log(Sum(q(z) * (r(x, z) / q(z)), z)), "q ≠ 0")
    proof.eq(Sum(q(z) * log(r(x, z) / q(z)), z), "logarithm into the mean")
