from derive import *

x = Alphabet("x")
f = Real("f", x)
p, q = Distribution("p", x), Law.defined("q", x, value=exp(f(x)))


@theorem("Exercise 36")
def exercise(proof):
    proof.start(-E(f(x), p))
    proof.eq(cross_entropy(p, q), "ln exp f = f")
    proof.ge(H(p), "Gibbs")
