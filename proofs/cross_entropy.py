"""Cross-entropy: H(P, Q) = H(P) + D(P‖Q), so H(P, Q) ≥ H(P), with equality exactly when P = Q.

In bits, under P ≪ Q: where Q has no mass, P has none. (Without it the code made for Q has no
word for a letter that P sends, and both sides are ill-posed.)
"""

from gibbs import gibbs

from derive import *
from derive.coding import huffman, least_mean_length, mean_length

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


@theorem("Cross-entropy, by definition", given=[p << q])
def definition_of_cross_entropy(proof):
    """H(P, Q) = Σ p log₂ 1/q."""
    proof.start(cross_entropy(p, q, base=2))
    proof.eq(Sum(p(x) * log(1 / q(x), 2), x), definition)


@theorem("The mean length on P of the code for Q", given=[Dominated(1, q(x))])
def mean_length_on_p(proof):
    """If lengths log₂ 1/q(x) are allowed, their mean on P is H(P, Q) and their Kraft sum 1."""
    proof.start(E(log(1 / q(x), 2), p))
    proof.eq(Sum(p(x) * log(1 / q(x), 2), x), "definition of E")
    proof.eq(cross_entropy(p, q, base=2), "definition of H(P, Q)")


@theorem("The wrong code costs the divergence", given=[Dominated(1, p(x)), Dominated(1, q(x))])
def extra_length(proof):
    """With lengths log₂ 1/q instead of log₂ 1/p, the mean length on P grows by D(P‖Q)."""
    proof.start(E(log(1 / q(x), 2), p) - E(log(1 / p(x), 2), p))
    proof.eq(cross_entropy(p, q, base=2) - H(p, base=2), "definitions")
    proof.eq(KL(p, q, base=2), divergence_as_excess)


@theorem("On P an optimal code for Q has mean length H(P, Q)", given=[p << q], expect="refuted")
def integer_code_on_p(proof):
    """With whole bits: every code of least mean length for (2/3, 1/3) has lengths (1, 1)."""
    P, Q = [0, 1], ["2/3", "1/3"]
    mean = mean_length(P, least_mean_length(Q)[1])
    proof.fact(At(Eq(cross_entropy(p, q, base=2), Rational(mean)), p=P, q=Q))


@theorem("With whole bits the wrong code costs D(P‖Q)", given=[p << q], expect="refuted")
def integer_extra_length(proof):
    """For p = (2/3, 1/3), q = (1/3, 2/3) optimal codes are equally long on p, yet D(P‖Q) > 0."""
    P, Q = ["2/3", "1/3"], ["1/3", "2/3"]
    extra = mean_length(P, huffman(Q)) - mean_length(P, huffman(P))
    proof.fact(At(Eq(KL(p, q, base=2), Rational(extra)), p=P, q=Q))


@theorem("The right law: H(P, P) = H(P)")
def right_law(proof):
    """When Q = P the loss vanishes."""
    proof.start(cross_entropy(p, p, base=2))
    proof.eq(Sum(p(x) * log(1 / p(x), 2), x), "definition")
    proof.eq(H(p, base=2), "definition")


@theorem("Cross-entropy is entropy plus divergence, without P ≪ Q", expect="ill-posed")
def decomposition_without_domination(proof):
    """Where q(x) = 0 < p(x) no code word is there: both sides are undefined, or ∞."""
    proof.claim(Eq(cross_entropy(p, q, base=2), H(p, base=2) + KL(p, q, base=2)))


@theorem("Divergence as excess, without P ≪ Q", expect="ill-posed")
def excess_without_domination(proof):
    """The same for D(P‖Q) = H(P, Q) − H(P)."""
    proof.claim(Eq(KL(p, q, base=2), cross_entropy(p, q, base=2) - H(p, base=2)))


@theorem("The wrong code is never shorter, without P ≪ Q", expect="ill-posed")
def at_least_entropy_without_domination(proof):
    """The same for H(P, Q) ≥ H(P)."""
    proof.claim(cross_entropy(p, q, base=2) >= H(p, base=2))


@theorem("The wrong code is always longer", given=[p << q], expect="refuted")
def always_longer(proof):
    """H(P, Q) > H(P) for all P, Q: false for P = Q."""
    proof.claim(cross_entropy(p, q, base=2) > H(p, base=2))


if __name__ == "__main__":
    run()
