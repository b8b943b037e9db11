from derive import *

x, y = alphabets("x y")
r = Law("r", x, y)


@theorem("Exercise 23")
def exercise(proof):
    proof.start(r(x))
    proof.eq(Sum(r(x, y), x), "marginal")
