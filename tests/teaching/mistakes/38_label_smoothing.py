from derive import *

x = Alphabet("x")
k = x.another("k")
eps = Probability("ε")


@theorem("Exercise 37", given=[x.size >= 2])
def exercise(proof):
    proof.start(Sum((1 - eps) * Delta(x, k) + eps / (x.size - 1), x))
    proof.eq(1, "a law")
