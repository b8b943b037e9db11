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
# the factors ln 2. m is the largest probability; H is at least −ln m, and at least h(m).

i = x.another("i")
t, m, u, bit = Probability("t"), Probability("m"), Nonnegative("u"), log(2)
other = Nonnegative("o", x, i)
others = [Eq(other(x, i), p(x) - Delta(x, i) * p(x)), Dominated(other(x, i), p(x))]
rest = Sum(other(x, i), x)


def binary(value):
    return value * log(1 / value) + (1 - value) * log(1 / (1 - value))


between = ScalarLemma(
    "−ln 2·ln t + (1 − ln 2)·h(t) ≥ 2·ln 2·(1 − t)",
    -bit * log(t) + (1 - bit) * binary(t) >= 2 * bit * (1 - t),
    t,
)


@theorem("Telling a letter from the others", given=others)
def other_squared(proof):
    """o(x,i) is p(x), but 0 at the letter i."""
    proof.claim(Eq(other(x, i) * p(x), other(x, i) ** 2))


@theorem("Squares of the parts are at most the square of the whole")
def parts_squared(proof):
    proof.claim(Sum(other(x, i) ** 2, x) <= rest**2)


@theorem("Entropy is at least that of one letter against the others", given=others)
def one_letter(proof):
    """H ≥ h(p(i)): no other letter has more than 1 − p(i)."""
    proof.start(H(p) - p(i) * log(1 / p(i)) - rest * log(1 / rest))
    proof.eq(Sum(other(x, i) * log(rest / p(x)), x), "the others sum to 1 − p(i)")
    proof.ge(Sum(other(x, i) * (1 - p(x) / rest), x), log_bound)
    proof.eq(rest - Sum(other(x, i) ** 2, x) / rest, other_squared)
    proof.ge(rest - rest**2 / rest, parts_squared)
    proof.eq(0, "also where no other letter comes")
    proof.claim(H(p) >= p(i) * log(1 / p(i)) + rest * log(1 / rest))


@theorem("Entropy is at least −ln m", given=[p(x) <= m, m > 0])
def at_least_surprise(proof):
    proof.claim(H(p) >= -log(m))


likeliest = [p(x) <= m, m > 0, Eq(u, 1 - bit), H(p) >= binary(m)]


@theorem("Twice the error of the best guess is at most the entropy", given=likeliest)
def twice_the_error(proof):
    """H₂ ≥ 2(1 − m): the mean of both bounds with the weights ln 2 and u = 1 − ln 2.

    The last hypothesis is `one_letter` at the likeliest letter, where m = p(i).
    """
    proof.start(H(p))
    proof.eq(bit * H(p) + u * H(p), "u = 1 − ln 2")
    proof.ge(-bit * log(m) + u * H(p), at_least_surprise)
    proof.ge(-bit * log(m) + u * binary(m), likeliest[3])
    proof.eq(-bit * log(m) + (1 - bit) * binary(m), "u = 1 − ln 2")
    proof.ge(2 * bit * (1 - m), between.on(m))


each = Sum(r(x, y) * log(r(y) / r(x, y)), x) >= 2 * bit * (r(y) - Max(r(x, y), x))


@theorem("The error of the best guess is at most half the entropy", given=[each])
def hellman_raviv(proof):
    """H₂(X|Y) ≥ 2·Pₑ: the hypothesis is `twice_the_error` at each y, with its weight r(y)."""
    proof.start(H(X | Y))
    proof.eq(Sum(Sum(r(x, y) * log(r(y) / r(x, y)), x), y), definition)
    proof.ge(2 * bit * Sum(r(y) - Max(r(x, y), x), y), each)
    proof.eq(2 * bit * bayes_error(X | Y), "r sums to 1")


@theorem("The error of the best guess is at most a third of the entropy", expect="refuted")
def third(proof):
    proof.claim(H(p) >= 3 * log(2) * (1 - guessing_probability(p)))


if __name__ == "__main__":
    run()
