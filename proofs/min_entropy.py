"""Guessing: the greatest probability, min-entropy, Rényi's entropies, and what Y tells of X.

Rényi (1961) for the orders; Arimoto (1977) for guessing with an observation.
"""

from derive import *

x, y = alphabets("x y")
p, r = Distribution("p", x), Law("r", x, y)
X, Y = r.variables
half = Rational(1, 2)


@theorem("The greatest probability lies between 1/|X| and 1")
def greatest(proof):
    proof.start(1 / x.size)
    proof.le(guessing_probability(p), "the greatest is at least the mean")
    proof.le(1, "p(x) ≤ 1")


@theorem("The greatest probability is at least ½", expect="refuted")
def at_least_half(proof):
    proof.claim(guessing_probability(p) >= half)


@theorem("Seeing Y helps to guess X")
def seeing_helps(proof):
    """Σ_y max_x r(x,y) ≥ max_x r(x): one may still guess what one would have guessed unseen."""
    proof.claim(guessing_probability(X | Y) >= guessing_probability(X))


@theorem("Seeing Y never hurts: the error")
def error_falls(proof):
    proof.claim(bayes_error(X | Y) <= bayes_error(X))


@theorem("The error never exceeds that of guessing at random")
def error_bounded(proof):
    proof.claim(bayes_error(X | Y) <= 1 - 1 / x.size)


@theorem("Maximum and sum may change places", expect="refuted")
def exchange(proof):
    proof.claim(Eq(guessing_probability(X | Y), guessing_probability(X)))


@theorem("Collision entropy is at most entropy")
def collision(proof):
    """Rényi's entropy of order 2, −ln Σ p², by Jensen."""
    proof.claim(renyi_entropy(p, 2) <= H(p))


@theorem("Entropy is at most Rényi's of order ½")
def order_half(proof):
    proof.claim(H(p) <= renyi_entropy(p, half))


@theorem("Rényi's entropies grow with the order", expect="refuted")
def wrong_way(proof):
    proof.claim(renyi_entropy(p, 2) >= H(p))


@theorem("Min-entropy is at most entropy")
def below_entropy(proof):
    """Σ p ln(max p/p) ≥ 0, as max p ≥ p(x) at every letter."""
    proof.claim(min_entropy(p) <= H(p))


@theorem("Min-entropy is at least 0")
def at_least_0(proof):
    proof.claim(min_entropy(p) >= 0)


@theorem("Entropy is at most min-entropy", expect="refuted")
def above_entropy(proof):
    proof.claim(min_entropy(p) >= H(p))


if __name__ == "__main__":
    run()
