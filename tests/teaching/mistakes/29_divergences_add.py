from derive import *

x, y = alphabets("x y")
r, w = Law("r", x, y), Law("w", x, y)


@theorem("Exercise 28", given=[r << w])
def exercise(proof):
    proof.start(KL(r, w))
    proof.eq(KL(r(x), w(x)) + KL(r(y), w(y)), "divergences add")
    proof.ge(KL(r(x), w(x)), "D ≥ 0")
