from derive import *

x = Alphabet("x")
p, f = Distribution("p", x), Positive("f", x)


@theorem("Exercise 3")
def exercise(proof):
    proof.start(E(log(f(x)), p))
    proof.ge(log(E(f(x), p)), "Jensen")
