from derive import *

x = Alphabet("x")
a, b, c = Real("a"), Real("b"), Real("c")


@theorem("Exercise 10", given=[Eq(a * b, a * c)])
def exercise(proof):
    proof.start(b)
    proof.eq(c, "a cancels")
