"""Which lengths are best, if they may be any real numbers: 2^(−L) = p, and the mean is the entropy.

At the best allocation of the budget, benefit over cost (`cost_curve.py`) is the same for every
letter: the condition of Lagrange, or of Karush, Kuhn and Tucker (Cover & Thomas, 2nd ed., section
5.3). That condition and a budget used up give 2^(−L) = p. That this is the minimum, and the only
one, is not calculus but the source coding theorem, so that no second derivative is needed.

An even ratio alone is not enough: log₂ 1/p + 1 has one too, and wastes half of the budget. Letters
of probability 0 have no best length, and lengths in whole bits are another matter
(`source_coding_upper.py`).
"""

from fractions import Fraction

from cost_curve import L, allocated, best, cost, full_support, ideal, not_certain, p, ratio, x, x1
from source_coding import equality_budget, source_coding

from derive import *
from derive.coding import least_mean_length

λ, μ, K, ell = Positive("λ"), Positive("μ"), Positive("K"), Real("ℓ")
ideal_length = Measure("log₂(1/p(x))", r"\log_2 \tfrac{1}{p(x)}", ideal)
entropy_bits = H(p, base=2)
spent = Eq(K, L.kraft_sum())
all_spent = Eq(L.kraft_sum(), 1)
even = Eq(L(x), log(μ / p(x), 2))  # ratio(x) = μ/ln 2, solved for L(x)
proportional = Eq(p(x), cost(x) / K)


# An even ratio: ratio(x) = μ/ln 2 at every letter means L(x) = log₂ μ/p(x).


@theorem("Lengths with an even ratio", given=[full_support, even])
def even_ratio(proof):
    """With L = log₂ μ/p the ratio is μ/ln 2 at every letter."""
    proof.start(ratio(x))
    proof.eq(quotient(p(x), p(x) / μ * log(2)), "2^(−L) = p/μ")
    proof.eq(μ / log(2), "p > 0")


@theorem("An even ratio says what is spent", given=[full_support, even])
def even_spends(proof):
    """Σ 2^(−L) = 1/μ: any part of the budget."""
    proof.start(L.kraft_sum())
    proof.eq(Sum(p(x) / μ, x), "2^(−L) = p/μ")
    proof.eq(1 / μ, "p sums to 1")


@theorem("An even ratio means costs in proportion to p", given=[full_support, even, spent])
def even_is_proportional(proof):
    """p = Cost/K, for K the part of the budget that is spent."""
    proof.start(cost(x) / K)
    proof.eq(cost(x) / L.kraft_sum(), spent)
    proof.eq(cost(x) * μ, "Σ 2^(−L) = 1/μ")
    proof.eq(p(x), "2^(−L) = p/μ")
    proof.claim(Eq(p(x), cost(x) / K))


@theorem(
    "An even ratio means 2^(−L) = p",
    given=[spent, proportional, L.kraft(), not_certain],
    expect="refuted",
)
def even_means_allocated(proof):
    """False if budget is wasted evenly."""
    proof.claim(Eq(cost(x), p(x)))


@theorem(
    "An even ratio means the optimum",
    given=[spent, proportional, L.kraft(), not_certain],
    expect="refuted",
)
def even_means_optimal(proof):
    """The same: all lengths longer by log₂ 1/K than they need be."""
    proof.claim(Eq(E(L(x), p), entropy_bits))


@theorem("What an even ratio costs", given=[spent, proportional])
def even_excess(proof):
    """With an even ratio the mean length is H + log₂ 1/K exactly."""
    proof.start(E(L(x), p))
    proof.eq(Sum(p(x) * log(1 / (K * p(x)), 2), x), "2^(−L) = K·p")
    proof.eq(entropy_bits + log(1 / K, 2), "p sums to 1")


@theorem("An even ratio and a budget used up", given=[all_spent, spent, proportional])
def even_and_spent(proof):
    """Together they give 2^(−L) = p."""
    proof.start(p(x))
    proof.eq(cost(x) / K, proportional)
    proof.eq(cost(x), "K = 1")
    proof.claim(Eq(cost(x), p(x)))


@theorem(
    "An even ratio and a budget used up are the optimum", given=[all_spent, spent, proportional]
)
def even_and_spent_is_optimal(proof):
    """The mean length is the entropy."""
    proof.start(E(L(x), p))
    proof.eq(Sum(p(x) * log(1 / (K * p(x)), 2), x), "2^(−L) = K·p")
    proof.eq(Sum(p(x) * ideal, x), "K = 1")
    proof.eq(entropy_bits, "definition of H")


# The same by Lagrange's method: stationary for Σ p·L + λ·(Σ 2^(−L) − 1), and Σ 2^(−L) = 1.

stationary = Eq(L(x), log(λ * log(2) / p(x), 2))  # p(x) = λ·ln 2·2^(−L(x)), solved for L(x)


@theorem("Lagrange's condition")
def lagrange(proof):
    """The derivative by L(x') is p(x') − λ·ln 2·2^(−L(x')); it is 0 where p = λ·ln 2·2^(−L)."""
    lagrangian = Sum(p(x) * L(x), x) + λ * (L.kraft_sum() - 1)
    proof.fact(Derivative(lagrangian, L(x1), p(x1) - λ * log(2) * 2 ** (-L(x1))))


@theorem("The multiplier", given=[full_support, stationary])
def multiplier(proof):
    """λ·ln 2·Σ 2^(−L) = 1."""
    proof.start(λ * log(2) * L.kraft_sum())
    proof.eq(Sum(λ * log(2) * 2 ** (-L(x)), x), "one sum")
    proof.eq(Sum(p(x), x), "p = λ·ln 2·2^(−L)")
    proof.eq(1, "p sums to 1")


@theorem(
    "The multiplier where the budget is used up",
    given=[full_support, Eq(λ, μ / log(2)), stationary, spent, Eq(K, 1)],
)
def multiplier_value(proof):
    """λ = 1/ln 2, the ratio of benefit and cost at the optimum. (μ is λ in units of 1/ln 2.)"""
    proof.start(λ)
    proof.eq(λ * K, "K = 1")
    proof.eq(λ * L.kraft_sum(), spent)
    proof.eq(1 / log(2), multiplier)


# The optimum.


@theorem("The best lengths keep the budget", given=best)
def ideal_spends_all(proof):
    """Lengths log₂ 1/p cost Σ p = 1 exactly."""
    proof.start(L.kraft_sum())
    proof.eq(Sum(p(x), x), "2^(−log₂ 1/p) = p")
    proof.eq(1, "p sums to 1")


@theorem("The best lengths keep the budget, zeros or not", expect="ill-posed")
def ideal_with_zeros(proof):
    """A letter of probability 0 would have an infinite length."""
    proof.claim(Eq(Sum(2 ** (-ideal_length), x), 1))


@theorem("The best lengths, from the allocation", given=[full_support, allocated])
def ideal_lengths(proof):
    """If letter x is given p(x) of the budget, L(x) = log₂ 1/p(x)."""
    proof.start(L(x))
    proof.eq(log(1 / cost(x), 2), "L = log₂ 1/Cost")
    proof.eq(ideal, allocated)


@theorem("Their mean is the entropy", given=[allocated])
def ideal_mean(proof):
    """E[L] = Σ p·log₂ 1/p = H."""
    proof.start(E(L(x), p))
    proof.eq(Sum(p(x) * L(x), x), "definition of E")
    proof.eq(Sum(p(x) * ideal, x), "L = log₂ 1/p")
    proof.eq(entropy_bits, "definition of H")


@theorem("No lengths within the budget are better", given=[L.kraft(), full_support])
def optimum(proof):
    """E[L] ≥ E[log₂ 1/p], with equality exactly when every letter has its part p of the budget."""
    proof.start(E(ideal, p))
    proof.eq(entropy_bits, "definition of H")
    proof.le(E(L(x), p), source_coding)
    proof.claim(E(ideal, p) <= E(L(x), p), equality=Eq(cost(x), p(x)))


@theorem("The optimum by its ratio", given=[L.kraft()])
def optimum_by_ratio(proof):
    """Equality exactly when benefit over cost is 1/ln 2 for every letter.

    So with any unevenness of the ratio the mean length is above H, and with no letter of
    probability 0 it can be lowered to H: the lengths log₂ 1/p are affordable.
    """
    proof.start(entropy_bits)
    proof.le(E(L(x), p), equality_budget)
    proof.claim(entropy_bits <= E(L(x), p), equality=Eq(ratio(x), 1 / log(2)))


# Two letters with probabilities p, p' > 0 and the shares c, c' of the budget, which together they
# keep. Their ratios are even where c = p·κ and c' = p'·κ.

p0, p1, c0, c1 = Positive("p"), Positive("p'"), Positive("c"), Positive("c'")
κ = Positive("κ")
kept = Eq(c0 + c1, κ * (p0 + p1))
mean_of_two = p0 * log(1 / c0, 2) + p1 * log(1 / c1, 2)
mean_if_even = p0 * log(1 / (p0 * κ), 2) + p1 * log(1 / (p1 * κ), 2)


@theorem("Moving budget between two letters", given=[kept])
def moving_budget(proof):
    """Shares in proportion to p make the mean least, and no others do: uneven ratios lose.

    The other letters keep theirs, so any unevenness can be bettered, whatever their p are.
    """
    proof.start(mean_if_even - mean_of_two)
    proof.eq((p0 * log(c0 / (p0 * κ)) + p1 * log(c1 / (p1 * κ))) / log(2), "join the logarithms")
    proof.le((p0 * (c0 / (p0 * κ) - 1) + p1 * (c1 / (p1 * κ) - 1)) / log(2), log_bound)
    proof.eq(((c0 + c1) / κ - p0 - p1) / log(2), "p > 0")
    proof.eq(0, kept)
    proof.claim(mean_if_even <= mean_of_two, equality=[Eq(c0, p0 * κ), Eq(c1, p1 * κ)])


# With a letter of probability 0 beside: all of its budget is better given away.


@theorem("Budget of a letter that never occurs")
def moving_budget_from_zero(proof):
    """p' = 0, p > 0: with the share c + c' the other letter's contribution is smaller."""
    proof.start(p0 * log(1 / (c0 + c1), 2) - p0 * log(1 / c0, 2))
    proof.eq(p0 * log(c0 / (c0 + c1)) / log(2), "join the logarithms")
    proof.le(p0 * (c0 / (c0 + c1) - 1) / log(2), log_bound)
    proof.eq(-p0 * c1 / (c0 + c1) / log(2), "c − (c + c')")
    proof.lt(0, "c' > 0")
    proof.claim(p0 * log(1 / (c0 + c1), 2) < p0 * log(1 / c0, 2))


@theorem(
    "Every other allocation is over the budget or under it",
    given=[full_support, all_spent],
    expect="refuted",
)
def over_or_under(proof):
    """False: one may spend all of it in other parts than p, and pay with a longer mean."""
    proof.claim(Eq(cost(x), p(x)))


@theorem("What an allocation costs", given=[spent])
def waste(proof):
    """H ≤ E[L] + log₂ K for any lengths, with equality exactly when 2^(−L) = K·p.

    K = Σ 2^(−L) is what they spend. So K > 1 is over the budget, K < 1 wastes log₂ 1/K bits at
    least, and K = 1 gives a mean longer than H except for 2^(−L) = p.
    """
    proof.start(entropy_bits - E(L(x), p) - log(K, 2))
    proof.eq(Sum(p(x) * log(2 ** (-L(x)) / (K * p(x)), 2), x), "p sums to 1; join the logarithms")
    proof.le(Sum(p(x) * (2 ** (-L(x)) / (K * p(x)) - 1), x) / log(2), log_bound)
    proof.le((L.kraft_sum() / K - 1) / log(2), "2^(−L) > 0 also where p = 0")
    proof.eq(0, spent)
    proof.claim(entropy_bits <= E(L(x), p) + log(K, 2), equality=Eq(2 ** (-L(x)), K * p(x)))


# Letters of probability 0: the minimum is not reached, only approached.


@theorem("A codeword for a letter of probability 0", given=[Le(L.kraft_sum() + 2 ** (-ell), 1)])
def zero_letter(proof):
    """If a further codeword, of length ℓ, is never used, then E[L] > H."""
    proof.start(entropy_bits - E(L(x), p))
    proof.le((L.kraft_sum() - 1) / log(2), log_bound)
    proof.le(-(2 ** (-ell)) / log(2), "what ℓ costs is lost")
    proof.lt(0, "2^(−ℓ) > 0")
    proof.claim(entropy_bits < E(L(x), p))


@theorem("The mean length next to an unused codeword")
def approached(proof):
    """p = (1, 0), H = 0: lengths log₂ 1/(1 − 2^(−n)) and n spend the budget; their mean tends to 0.

    With `zero_letter`: every mean is above the entropy, and none is the least.
    """
    proof.fact(Limit(lambda n: log(1 / (1 - 2 ** (-n)), 2), 0))


# Whole bits.


def each_costs_its_probability(law):
    """The statement that in an optimal code every codeword costs its letter's probability."""
    mean, lengths = least_mean_length(law)
    costs = [Fraction(1, 2**length) for length in lengths]
    return Computed(
        f"lengths in whole bits that are best for p = ({', '.join(law)}) cost p",
        lambda: costs == [Fraction(v) for v in law],
        (
            f"the least mean length is {mean}, with lengths {lengths}",
            f"they cost ({', '.join(map(str, costs))}); the ratios p/2^(−L) are "
            f"({', '.join(str(Fraction(v) / share) for v, share in zip(law, costs, strict=True))})",
        ),
    )


@theorem("Best lengths in whole bits cost p", expect="refuted")
def whole_bits(proof):
    """For (2/3, 1/3) the best lengths are (1, 1): the costs are not p and the ratios are uneven."""
    proof.fact(each_costs_its_probability(["2/3", "1/3"]))


@theorem("Best lengths in whole bits cost p, if p is dyadic")
def whole_bits_dyadic(proof):
    """The zoo: probabilities that are powers of ½."""
    proof.fact(each_costs_its_probability(["1/2", "1/4", "1/8", "1/8"]))


@theorem("log₂ 1/p in whole bits", given=[full_support], expect="refuted")
def ideal_is_whole(proof):
    """It is a whole number for dyadic p only."""
    proof.claim(Eq(Ceiling(ideal), ideal))


if __name__ == "__main__":
    run()
