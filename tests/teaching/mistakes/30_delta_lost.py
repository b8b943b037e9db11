from derive import *

x = Alphabet("x")
i = x.another("i")
s = Real("s", x)
softmax = Law.defined("σ", x, value=exp(s(x)) / Sum(exp(s(x)), x))


@theorem("Exercise 29")
def exercise(proof):
    proof.start(Derivative(softmax(x), s(i)))
    proof.eq(-softmax(x) * softmax(i), "quotient rule")
