from derive import *

x, y = alphabets("x y")
r = Law("r", x, y)
f, g = Real("f", x), Real("g", y)


@theorem("Exercise 38")
def exercise(proof):
    proof.start(E(f(x) * g(y), r))
    proof.eq(E(f(x), r) * E(g(y), r), "linearity")
