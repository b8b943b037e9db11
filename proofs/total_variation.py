"""Total variation, Bhattacharyya's coefficient, Hellinger's distance, χ², Rényi.

Definitions and bounds as in Tsybakov, Introduction to Nonparametric Estimation (2009), section
2.4, and Levin, Peres & Wilmer, Markov Chains and Mixing Times (2009), section 4.1. Zeros are
allowed everywhere; what divides by q needs p ≪ q.
"""

from derive import *

x, y = alphabets("x y")
p, q, r = Distribution("p", x), Distribution("q", x), Distribution("r", x)
W = Channel("W", y, given=x)
B = Probability("B", x)  # an event, or a test that says yes with probability B(x)
half = Rational(1, 2)
a, b, u, v = Real("a"), Real("b"), Nonnegative("u"), Nonnegative("v")


@theorem("Total variation in three ways")
def three_ways(proof):
    """Σ |p − q|/2 is the mass that p has more than q, and what min(p, q) leaves of 1."""
    proof.start(total_variation(p, q))
    proof.eq(half * Sum(Abs(p(x) - q(x)), x), definition)
    proof.eq(Sum(Max(p(x) - q(x), 0), x), "|a| = 2·max(a, 0) − a, and both laws sum to 1")
    proof.eq(1 - Sum(Min(p(x), q(x)), x), "max(a − b, 0) = a − min(a, b)")


@theorem("Total variation is at least 0")
def at_least_0(proof):
    """And 0 for equal laws only."""
    proof.claim(total_variation(p, q) >= 0, equality=Eq(p(x), q(x)))


@theorem("Total variation is at most 1")
def at_most_1(proof):
    proof.claim(total_variation(p, q) <= 1)


@theorem("Total variation is at most ½", expect="refuted")
def at_most_half(proof):
    """The ½ belongs to the definition: laws on different letters are at distance 1."""
    proof.claim(total_variation(p, q) <= half)


@theorem("The triangle inequality for total variation")
def triangle(proof):
    proof.claim(total_variation(p, r) <= total_variation(p, q) + total_variation(q, r))


@theorem("No event tells two laws better apart")
def events(proof):
    """p(B) − q(B) ≤ TV(p, q) for every event, and every random test B."""
    proof.claim(Sum(B(x) * (p(x) - q(x)), x) <= total_variation(p, q))


@theorem("A channel brings laws closer")
def through_a_channel(proof):
    """Data processing for total variation."""
    pW, qW = Sum(W(y | x) * p(x), x), Sum(W(y | x) * q(x), x)
    proof.claim(total_variation(pW, qW, over=y) <= total_variation(p, q))


@theorem("The Bhattacharyya coefficient is at most 1")
def coefficient(proof):
    """By Cauchy and Schwarz, as a sum of squares; 1 for equal laws only."""
    proof.start(bhattacharyya(p, q))
    proof.eq(1 - half * Sum((sqrt(p(x)) - sqrt(q(x))) ** 2, x), "multiply out")
    proof.le(1, square(sqrt(p(x)) - sqrt(q(x))))
    proof.claim(bhattacharyya(p, q) <= 1, equality=Eq(p(x), q(x)))


@theorem("Hellinger and Bhattacharyya")
def hellinger_is(proof):
    proof.claim(Eq(hellinger_squared(p, q), 1 - bhattacharyya(p, q)))


@theorem("Hellinger and total variation")
def hellinger_below(proof):
    """(√p − √q)² ≤ |√p − √q|·(√p + √q) = |p − q|, letter by letter."""
    proof.claim(hellinger_squared(p, q) <= total_variation(p, q))


@theorem("Total variation is below the squared distance", expect="refuted")
def hellinger_above(proof):
    """For laws that are near it is not: one is linear in the difference, one quadratic."""
    proof.claim(total_variation(p, q) <= hellinger_squared(p, q))


@theorem("A root of a sum may be split", expect="refuted")
def split_root(proof):
    proof.claim(Eq(sqrt(u + v), sqrt(u) + sqrt(v)))


@theorem("A maximum of sums may be split", expect="refuted")
def split_maximum(proof):
    """Only ≤ holds: the two maxima may be at different places."""
    proof.claim(Eq(Max(a + u, b + v), Max(a, b) + Max(u, v)))


@theorem("Divergence and the Bhattacharyya distance", given=[p << q])
def divergence_above(proof):
    """−2 ln Σ √(pq) is Rényi's divergence of order ½, and they grow with the order."""
    proof.start(renyi_divergence(p, q, half))
    proof.eq(-2 * log(bhattacharyya(p, q)), "definition")
    proof.le(KL(p, q), "ln t ≤ t − 1 at t = √(q/p)/Σ √(pq)")


@theorem("Divergence and Hellinger's distance", given=[p << q])
def twice_hellinger(proof):
    proof.claim(KL(p, q) >= 2 * hellinger_squared(p, q))


@theorem("Divergence and three times Hellinger's distance", given=[p << q], expect="refuted")
def thrice_hellinger(proof):
    proof.claim(KL(p, q) >= 3 * hellinger_squared(p, q))


@theorem("Divergence and χ²", given=[p << q])
def below_chi(proof):
    """Rényi's divergence of order 2 is ln(1 + χ²)."""
    proof.start(KL(p, q))
    proof.le(renyi_divergence(p, q, 2), "Jensen: ln is concave")
    proof.eq(log(1 + chi_squared(p, q)), "Σ p²/q = 1 + Σ (p − q)²/q")
    proof.le(chi_squared(p, q), log_bound)


if __name__ == "__main__":
    run()
