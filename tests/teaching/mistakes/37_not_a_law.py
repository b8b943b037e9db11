from derive import *

x = Alphabet("x")
f = Real("f", x)
p, q = Distribution("p", x), Law.defined("q", x, value=exp(f(x)))


@theorem("Exercise 36")
def exercise(proof):
    proof.start(cross_entropy(p, q))
    proof.eq(-E(f(x), p), "ln exp f = f")
