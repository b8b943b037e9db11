"""Entropy of one variable: support, functions, mixtures, doubly stochastic maps, constraints.

Cover & Thomas, 2nd ed., sections 2.1, 2.7 and 12.1, problems 2.4 and 2.28; Marshall, Olkin &
Arnold, Inequalities: Theory of Majorization, for doubly stochastic maps.
"""

from entropies import joint_at_least
from entropies import x as X
from entropies import y as Y

from derive import *

x, y, k = alphabets("x y k")
x1 = x.another("x'")
p, q = Distribution("p", x), Distribution("q", x)
lam, c = Distribution("λ", k), Probability("c")
part = Channel("W", x, given=k)  # the laws p_k that are mixed
D = Channel("D", x1, given=x)
doubly = Eq(Sum(D(x1 | x), x), 1)
support = Sum(Indicator(p(x)), x)
a, b = Positive("a"), Positive("b")
N, n, const, eta = Positive("N"), Positive("n", x), Positive("c₀"), Real("η")
grouped = Eq(eta, const * log(N) - Sum(p(x) * const * log(n(x)), x))
low, gap, top = Real("ℓ"), Nonnegative("s", k), Nonnegative("top", k, x)
ranked = Eq(p(x), exp(low + Sum(gap(k) * top(k, x), k)))
surplus = Nonnegative("d", k)
more_at_the_top = Eq(Sum((q(x) - p(x)) * top(k, x), x), surplus(k))
T, beta = Real("T", x), Real("β")
Z = Let("Z", Sum(exp(-beta * T(x)), x))
gibbs_law = Law.defined("g", x, value=exp(-beta * T(x)) / Z)


@theorem("Entropy is the mean of −ln p(X)")
def as_expectation(proof):
    proof.start(H(p))
    proof.eq(E(log(1 / p(x)), p), definition)


@theorem("The uniform law")
def uniform(proof):
    proof.start(H(Uniform(x)))
    proof.eq(log(x.size), "|X| terms, ln|X|/|X| each")


@theorem("Entropy is at most the logarithm of the support's size")
def support_bound(proof):
    """With equality exactly if p is uniform where it is not 0."""
    proof.start(H(p) - log(support))
    proof.eq(Sum(p(x) * log(1 / (support * p(x))), x), "p sums to 1")
    proof.le(Sum(p(x) * (1 / (support * p(x)) - 1), x), log_bound)
    proof.eq(0, "Σ [p ≠ 0] letters")
    proof.claim(H(p) <= log(support), equality=Eq(p(x) * support, Indicator(p(x))))


@theorem("Two letters made one")
def recursion(proof):
    """The terms of a and b are that of a + b, and the weight a + b times their choice."""
    t = a / (a + b)
    proof.start(-a * log(a) - b * log(b))
    proof.eq(
        -(a + b) * log(a + b) + (a + b) * (-t * log(t) - (1 - t) * log(b / (a + b))),
        "a = (a + b)·t, b = (a + b)(1 − t)",
    )


@theorem("Grouping forces entropy", given=[Eq(n(x), N * p(x)), grouped])
def forced(proof):
    """Shannon: p(x) = n(x)/N; N equal letters, grouped by n(x), have c·ln N = η + Σ p·c·ln n(x)."""
    proof.start(eta)
    proof.eq(const * log(N) - Sum(p(x) * const * log(n(x)), x), grouped)
    proof.eq(const * log(N) - Sum(p(x) * const * log(N * p(x)), x), "n = N·p")
    proof.eq(const * H(p), "p sums to 1")


@theorem("Mixtures: entropy is concave")
def mixture_lower(proof):
    mixed = Sum(lam(k) * part(x | k), k)
    proof.claim(H(mixed) >= Sum(lam(k) * H(part(x | k), over=x), k))


@theorem("Mixtures: at most the entropy of the choice more")
def mixture_upper(proof):
    mixed = Sum(lam(k) * part(x | k), k)
    proof.start(H(mixed))
    proof.le(
        H(lam(k) * part(x | k), over=(k, x)),
        joint_at_least.on(s=lam(k) * part(x | k), over={X: k, Y: x}),
    )
    proof.eq(H(lam) + Sum(lam(k) * H(part(x | k), over=x), k), "chain rule")


@theorem("Strict concavity", given=[Gt(c, 0), Lt(c, 1)])
def strict(proof):
    proof.claim(
        H(c * p(x) + (1 - c) * q(x)) >= c * H(p) + (1 - c) * H(q),
        equality=Eq(p, q),
    )


@theorem("Doubly stochastic maps raise entropy", given=[doubly])
def doubly_stochastic(proof):
    out = Sum(p(x) * D(x1 | x), x)
    proof.claim(H(out, over=x1) >= H(p))


@theorem("Any channel raises entropy", expect="refuted")
def any_channel(proof):
    out = Sum(p(x) * D(x1 | x), x)
    proof.claim(H(out, over=x1) >= H(p))


@theorem("Majorisation", given=[ranked, more_at_the_top])
def majorisation(proof):
    """H(p) ≥ H(q) where q has d(k) ≥ 0 more than p in every group top(k) of p's likeliest letters.

    p's letters in order, ln p(x) = ℓ + Σ_k s(k)·[x ∈ top(k)], with the steps s(k) ≥ 0 of ln p.
    """
    proof.start(H(p) - H(q))
    proof.ge(Sum((q(x) - p(x)) * log(p(x)), x), "Gibbs: Σ q ln q ≥ Σ q ln p")
    proof.eq(Sum((q(x) - p(x)) * (low + Sum(gap(k) * top(k, x), k)), x), ranked)
    proof.eq(Sum(gap(k) * Sum((q(x) - p(x)) * top(k, x), x), k), "both laws sum to 1")
    proof.eq(Sum(gap(k) * surplus(k), k), more_at_the_top)
    proof.ge(0, "s, d ≥ 0")
    proof.claim(H(p) >= H(q))


@theorem("Majorisation, the groups in any order", given=[more_at_the_top], expect="refuted")
def majorisation_unranked(proof):
    proof.claim(H(p) >= H(q))


@theorem("The most likely letter")
def atom_bound(proof):
    proof.claim(guessing_probability(p) >= exp(-H(p)))


@theorem("Greatest entropy for a given mean", given=[Eq(E(T(x), p), E(T(x), gibbs_law))])
def mean_constraint(proof):
    proof.start(H(p))
    proof.le(Sum(p(x) * log(1 / gibbs_law(x)), x), "Gibbs")
    proof.eq(beta * E(T(x), p) + log(Z), "definition")
    proof.eq(beta * E(T(x), gibbs_law) + log(Z), "the means agree")
    proof.eq(H(gibbs_law), "definition")
    proof.claim(H(p) <= H(gibbs_law), equality=Eq(p, gibbs_law))


@theorem(
    "Greatest entropy for a mean, of any law", given=[Eq(E(T(x), p), E(T(x), q))], expect="refuted"
)
def mean_alone(proof):
    proof.claim(H(p) <= H(q))


if __name__ == "__main__":
    run()
