from derive import *

x = Alphabet("x")
f, g = Positive("f", x), Positive("g", x)


@theorem("Exercise 1")
def exercise(proof):
    proof.start(log(f(x) * g(x)))
    proof.eq(log(f(x)) * log(g(x)), "logarithm of a product")
