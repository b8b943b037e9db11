"""Inequalities in one variable that books use in passing, each proved by derivatives.

Boucheron, Lugosi & Massart, Concentration Inequalities (2013), sections 2.2–2.4; Lin, Divergence
Measures Based on the Shannon Entropy (1991), theorem 8, for the binary entropy.
"""

from derive import *

s, t, u = Probability("s"), Positive("t"), Real("u")

entropy_bound = ScalarLemma("h₂(s) ≥ 4s(1 − s)", binary_entropy(s, base=2) >= 4 * s * (1 - s), s)
hyperbolic = ScalarLemma("cosh u ≤ exp(u²/2)", (exp(u) + exp(-u)) / 2 <= exp(u**2 / 2), u)
logarithm_from_below = ScalarLemma("ln t ≥ 1 − 1/t", log(t) >= 1 - 1 / t, t)
logarithm_at_a_root = ScalarLemma("2 ln t ≤ t − 1/t for t ≥ 1", 2 * log(t) <= t - 1 / t, t, 1)
gamma_tail = ScalarLemma(
    "−ln(1 − s) − s ≤ s²/(2(1 − s))", -log(1 - s) - s <= s**2 / (2 * (1 - s)), s
)


@theorem("The binary entropy is at least 4s(1 − s)")
def binary_entropy_bound(proof):
    """In bits, with equality where both sides are 0 or 1."""
    proof.start(binary_entropy(s, base=2))
    proof.ge(4 * s * (1 - s), entropy_bound)
    proof.claim(
        binary_entropy(s, base=2) >= 4 * s * (1 - s),
        equality=Eq(s * (s - Rational(1, 2)) * (s - 1), 0),
    )


@theorem("The binary entropy is at least 5s(1 − s)", expect="refuted")
def binary_entropy_bound_too_large(proof):
    """At s = ½ it is 1."""
    proof.claim(binary_entropy(s, base=2) >= 5 * s * (1 - s))


@theorem("A fair sign is sub-Gaussian")
def fair_sign(proof):
    """The moment generating function of ±1, as in Hoeffding's inequality."""
    proof.start((exp(u) + exp(-u)) / 2)
    proof.le(exp(u**2 / 2), hyperbolic)


@theorem("The logarithm from below")
def from_below(proof):
    """ln t ≤ t − 1 turned round by t → 1/t."""
    proof.start(log(t))
    proof.ge(1 - 1 / t, logarithm_from_below)
    proof.claim(log(t) >= 1 - 1 / t, equality=Eq(t, 1))


@theorem("The logarithm is at most (t² − 1)/(2t)", given=[t >= 1])
def at_a_root(proof):
    """With t² for t: ln t ≤ (t − 1)/√t."""
    proof.start(log(t))
    proof.le((t - 1 / t) / 2, logarithm_at_a_root)


@theorem("The logarithm is at most (t² − 1)/(2t), for all t", expect="refuted")
def at_a_root_everywhere(proof):
    """Below 1 it is the other way round."""
    proof.claim(log(t) <= (t - 1 / t) / 2)


@theorem("The Poisson and gamma tail", given=[s < 1])
def gamma(proof):
    """Bernstein's condition from the cumulant −ln(1 − s) − s."""
    proof.start(-log(1 - s) - s)
    proof.le(s**2 / (2 * (1 - s)), gamma_tail)


if __name__ == "__main__":
    run()
