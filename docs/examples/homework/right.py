"""A right answer: conditioning reduces entropy, and no law is more uncertain than the uniform."""

from derive import *

x, y = alphabets("x y")
p = Distribution("p", x)
r = Law("r", x, y)
X, Y = r.variables


@theorem("Conditioning reduces entropy")
def conditioning(proof):
    proof.start(H(X | Y))
    proof.eq(H(X) - I(X, Y), "I = H(X) − H(X|Y)")
    proof.le(H(X), "I ≥ 0")


@theorem("The uniform law is the most uncertain")
def maximum_entropy(proof):
    proof.start(H(p) - log(x.size))
    proof.eq(Sum(p(x) * log(1 / (x.size * p(x))), x), "p sums to 1")
    proof.le(Sum(p(x) * (1 / (x.size * p(x)) - 1), x), log_bound)
    proof.le(0, "1/|X| has mass ≥ 0 where p has none")
    proof.claim(H(p) <= log(x.size), equality=Eq(p(x), 1 / x.size))


@theorem("Entropies of dependent variables add up", expect="refuted")
def additivity(proof):
    """Question 3 asks for a counterexample to this."""
    proof.claim(Eq(H(X, Y), H(X) + H(Y)))
