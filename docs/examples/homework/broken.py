"""A script that does not run: `Distribution` is misspelt."""

from derive import *

x = Alphabet("x")
p = Distribtion("p", x)


@theorem("Entropy is not negative")
def nonnegative(proof):
    proof.claim(H(p) >= 0)
