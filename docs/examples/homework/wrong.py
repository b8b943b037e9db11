"""Wrong answers, one mistake in each."""

from derive import *

x, y = alphabets("x y")
p, q = Distribution("p", x), Distribution("q", x)
r = Law("r", x, y)
X, Y = r.variables


@theorem("Chain rule, with the wrong conditional")
def wrong_conditional(proof):
    proof.start(H(X, Y) - H(X))
    proof.eq(H(X | Y), "chain rule")
    proof.le(H(X), "conditioning reduces entropy")


@theorem("An inequality the wrong way round")
def reversed_inequality(proof):
    proof.start(H(X, Y))
    proof.eq(H(X) + H(Y) - I(X, Y), "definition of I")
    proof.ge(H(X) + H(Y), "I ≥ 0")


@theorem("Equality where there is an inequality")
def always_uniform(proof):
    proof.start(H(p))
    proof.eq(log(x.size), "p is uniform")


@theorem("Independence taken for granted")
def independence(proof):
    proof.start(H(X | Y))
    proof.eq(H(X), "X and Y have nothing to do with each other")


@theorem("Bits and nats")
def bits_and_nats(proof):
    proof.start(H(p, base=2))
    proof.eq(H(p), "definition of H")
    proof.le(log(x.size), "maximum entropy")


@theorem("A factor lost")
def factor(proof):
    proof.start(H(X | Y) + H(Y | X))
    proof.eq(H(X, Y) - I(X, Y), "Venn diagram")
    proof.eq(H(X) + H(Y) - I(X, Y), "Venn diagram again")


@theorem("A sum forgotten", given=[p << q])
def lost_sum(proof):
    proof.start(KL(p, q))
    proof.eq(p(x) * log(p(x) / q(x)), "definition of D")


@theorem("A constant lost")
def constant(proof):
    proof.start(Sum(p(x) * (log(p(x)) + 1), x))
    proof.eq(-H(p), "definition of H")


@theorem("Too strict")
def too_strict(proof):
    proof.start(H(X | Y))
    proof.lt(H(X), "knowing Y always helps")
