"""Cross-entropy: H(P, Q) = H(P) + D(P‖Q), so H(P, Q) ≥ H(P), with equality exactly when P = Q.

In bits, under P ≪ Q: where Q has no mass, P has none. (Without it the code made for Q has no
word for a letter that P sends, and both sides are ill-posed.)
"""

from gibbs import gibbs

from derive import *

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)


@theorem("Cross-entropy is entropy plus divergence", given=[p << q])
def decomposition(proof):
    """The mean length on P of the code made for Q splits into an unavoidable part and a loss."""
    proof.start(cross_entropy(p, q, base=2))
    proof.eq(Sum(p(x) * log(1 / q(x), 2), x), "definition of H(P, Q)")
    proof.eq(
        Sum(p(x) * (log(1 / p(x), 2) + log(p(x) / q(x), 2)), x),
        "1/q = (1/p)·(p/q) where p > 0",
    )
    proof.eq(Sum(p(x) * log(1 / p(x), 2), x) + Sum(p(x) * log(p(x) / q(x), 2), x), "split the sum")
    proof.eq(H(p, base=2) + KL(p, q, base=2), "definitions of H and D")


@theorem("Divergence is the excess of cross-entropy over entropy", given=[p << q])
def divergence_as_excess(proof):
    """D(P‖Q) = H(P, Q) − H(P)."""
    proof.start(cross_entropy(p, q, base=2) - H(p, base=2))
    proof.eq(Sum(p(x) * log(1 / q(x), 2), x) - Sum(p(x) * log(1 / p(x), 2), x), "definitions of H")
    proof.eq(Sum(p(x) * (log(1 / q(x), 2) - log(1 / p(x), 2)), x), "one sum")
    proof.eq(Sum(p(x) * log(p(x) / q(x), 2), x), "join the logarithms where p > 0")
    proof.eq(KL(p, q, base=2), "definition of D")
    proof.claim(Eq(KL(p, q, base=2), cross_entropy(p, q, base=2) - H(p, base=2)))


@theorem("The wrong code is never shorter", given=[p << q])
def at_least_entropy(proof):
    """H(P, Q) ≥ H(P), with equality exactly when P = Q."""
    proof.start(cross_entropy(p, q, base=2))
    proof.eq(H(p, base=2) + KL(p, q, base=2), decomposition)
    proof.ge(H(p, base=2), gibbs)
    proof.claim(cross_entropy(p, q, base=2) >= H(p, base=2), equality=Eq(p, q))


if __name__ == "__main__":
    run()
