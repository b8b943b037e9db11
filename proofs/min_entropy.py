"""Guessing: the greatest probability, min-entropy, Rényi's entropies, and what Y tells of X.

Rényi (1961) for the orders; Arimoto (1977) for guessing with an observation; Hellman & Raviv
(1970) for the error of the best guess.
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


# Hellman & Raviv (1970): the error of the best guess is at most half the entropy in bits, whence
# the factors ln 2. Either all probabilities are at most ½, or one of them, t, is at least ½.

t, bits = Probability("t"), 2 * log(2)
rest = Distribution("q", y)
v = Nonnegative("v")
surprise = ScalarLemma(
    "−ln v ≥ 2·ln 2·(1 − v) for v ≤ ½", -v * log(v) >= bits * v * (1 - v), v, 0, half
)
binary = ScalarLemma(
    "h(t) ≥ 2·ln 2·(1 − t) for t ≥ ½", binary_entropy(t) >= bits * (1 - t), t, half
)


@theorem("Twice the error is at most the entropy: no likely letter", given=[p(x) <= half])
def unlikely_letters(proof):
    """2(1 − max p) ≤ H₂, where all probabilities are at most ½."""
    proof.start(H(p))
    proof.ge(bits * Sum(p(x) * (1 - p(x)), x), surprise.on(p(x)))
    proof.ge(bits * (1 - guessing_probability(p)), "Σ p² ≤ max p")


@theorem("Twice the error is at most the entropy: one likely letter", given=[t >= half, t < 1])
def likely_letter(proof):
    """The others have the probabilities (1 − t)·q, so the error of the best guess is 1 − t."""
    others = (1 - t) * rest(y)
    proof.start(t * log(1 / t) + Sum(others * log(1 / others), y))
    proof.eq(binary_entropy(t) + (1 - t) * H(rest), "grouping")
    proof.ge(binary_entropy(t), "H ≥ 0")
    proof.ge(bits * (1 - t), binary)


each = Sum(r(x, y) * log(r(y) / r(x, y)), x) >= bits * (r(y) - Max(r(x, y), x))


@theorem("The error of the best guess is at most half the entropy", given=[each])
def hellman_raviv(proof):
    """H₂(X|Y) ≥ 2·Pₑ: the hypothesis is the two theorems before, at each y with its weight r(y)."""
    proof.start(H(X | Y))
    proof.eq(Sum(Sum(r(x, y) * log(r(y) / r(x, y)), x), y), definition)
    proof.ge(bits * Sum(r(y) - Max(r(x, y), x), y), each)
    proof.eq(bits * bayes_error(X | Y), "r sums to 1")


@theorem("The error of the best guess is at most a third of the entropy", expect="refuted")
def third(proof):
    proof.claim(H(p) >= 3 * log(2) * (1 - guessing_probability(p)))


if __name__ == "__main__":
    run()
