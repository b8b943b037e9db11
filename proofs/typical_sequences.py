"""Typical sequences and types, at a fixed length n: equipartition, sizes, tails, codes.

Cover & Thomas, 2nd ed., sections 3.1 to 3.3 and 11.1; Csiszár & Körner, Information Theory
(2011), chapter 2. u is a sequence of n letters, μ its law, and A, B, T are sets of sequences.
What tends to what as n grows is not said here.
"""

from derive import *

x, u = alphabets("x u")
p, mu = Distribution("p", x), Distribution("μ", u)
n, N = Positive("n"), Nonnegative("N", x, u)
A, B, T = Subset("A", u), Subset("B", u), Subset("T", u)
h, v = Nonnegative("h"), Nonnegative("v")
eps, delta = Positive("ε"), Probability("δ")
surprise = log(1 / mu(u)) / n


def chance(event):
    return Sum(mu(u) * event(u), u)


# Equipartition: h is the entropy per letter, B where the surprise per letter is ε away from it.

squared = Nonnegative("d", u)
variance = [Eq(squared(u), (surprise - h) ** 2), Sum(mu(u) * squared(u), u) <= v / n]
far = B(u) * eps**2 <= B(u) * squared(u)


@theorem("The surprise per letter is the entropy on average", given=[Dominated(1, mu(u))])
def mean_surprise(proof):
    proof.claim(Eq(Sum(mu(u) * surprise, u), H(mu) / n))


@theorem("Equipartition, by Chebyshev", given=[Dominated(1, mu(u)), *variance, far])
def equipartition(proof):
    """ε²·P(far) ≤ v/n, where v is the variance of one letter's surprise, and v/n of the mean."""
    proof.start(eps**2 * chance(B))
    proof.le(Sum(mu(u) * B(u) * squared(u), u), far)
    proof.le(Sum(mu(u) * squared(u), u), "B ≤ 1")
    proof.le(v / n, variance[1])


@theorem(
    "Equipartition for any spread", given=[Dominated(1, mu(u)), variance[0], far], expect="refuted"
)
def equipartition_any(proof):
    proof.claim(eps**2 * chance(B) <= 1 / n)


# The typical set: its sequences have probabilities within e^(−n(h ± ε)).

least, most = exp(-n * (h + eps)), exp(-n * (h - eps))
not_less, not_more = A(u) * least <= A(u) * mu(u), A(u) * mu(u) <= A(u) * most


@theorem("The typical set is small", given=[not_less])
def typical_small(proof):
    """|A| ≤ e^(n(h + ε))."""
    proof.start(least * A.size)
    proof.eq(Sum(A(u) * least, u), "one for each sequence")
    proof.le(Sum(A(u) * mu(u), u), not_less)
    proof.le(1, "A ≤ 1, and μ sums to 1")
    proof.claim(A.size <= exp(n * (h + eps)))


@theorem("The typical set is not too small", given=[not_more, chance(A) >= 1 - delta])
def typical_large(proof):
    """(1 − δ)·e^(n(h − ε)) ≤ |A|."""
    proof.start(1 - delta)
    proof.le(Sum(A(u) * mu(u), u), "A is likely")
    proof.le(Sum(A(u) * most, u), not_more)
    proof.eq(A.size * most, "one for each sequence")
    proof.claim((1 - delta) * exp(n * (h - eps)) <= A.size)


@theorem("Any likely set is small", given=[chance(A) >= 1 - delta], expect="refuted")
def likely_small(proof):
    proof.claim(A.size <= exp(n * (h + eps)))


# Fixed-length codes: the words of B are those that a code tells apart.

few = B.size <= exp(n * (h - 2 * eps))


@theorem("Too few codewords fail", given=[few, not_more, chance(A) >= 1 - delta])
def fixed_length_converse(proof):
    """P(B) ≤ e^(−nε) + δ, below the entropy; at the typical set's size P(A) ≥ 1 − δ."""
    proof.start(chance(B))
    proof.eq(Sum(mu(u) * B(u) * A(u), u) + Sum(mu(u) * B(u) * (1 - A(u)), u), "typical or not")
    proof.le(Sum(mu(u) * B(u) * A(u), u) + Sum(mu(u) * (1 - A(u)), u), "B ≤ 1")
    proof.le(Sum(mu(u) * B(u) * A(u), u) + delta, "A is likely")
    proof.le(Sum(most * B(u) * A(u), u) + delta, not_more)
    proof.le(Sum(most * B(u), u) + delta, "A ≤ 1")
    proof.eq(most * B.size + delta, "one for each sequence")
    proof.le(most * exp(n * (h - 2 * eps)) + delta, few)
    proof.eq(exp(-n * eps) + delta, "−(h − ε) + h − 2ε = −ε")


@theorem("Few codewords fail, likely set or not", given=[few, not_more], expect="refuted")
def converse_without_likely(proof):
    proof.claim(chance(B) <= exp(-n * eps))


# Types: N(x,u) counts the letter x in u, T holds the sequences with the shares p.

of_type = Eq(T(u) * N(x, u), T(u) * n * p(x))


@theorem("Sequences of one type are equally likely", given=[Dominated(1, p(x)), of_type])
def one_type(proof):
    """Under the law with the type's shares each has the probability e^(−nH)."""
    proof.claim(Eq(T(u) * Sum(N(x, u) * log(p(x)), x), -T(u) * n * H(p)))


members = T(u) * exp(-n * H(p)) <= T(u) * mu(u)


@theorem("A type has at most e^(nH) sequences", given=[members])
def type_size(proof):
    """The hypothesis is `one_type`, put into the law of independent letters."""
    proof.start(exp(-n * H(p)) * T.size)
    proof.eq(Sum(T(u) * exp(-n * H(p)), u), "one for each sequence")
    proof.le(Sum(T(u) * mu(u), u), members)
    proof.le(1, "T ≤ 1, and μ sums to 1")
    proof.claim(T.size <= exp(n * H(p)))


# A type says of each letter how often it comes, from 0 to n times: a word of |X| counts.

before, one = past_and_next("c")


@theorem("One letter more multiplies the counts")
def count_step(proof):
    proof.claim(Eq(Sum(1, before, one), Sum(1, before) * Sum(1, one)))


# Binomial sums: u has k(u) ones among n, each with probability α; B holds those with at most αn.

k, alpha, c = Nonnegative("k", u), Probability("α"), Nonnegative("c")
rest = n * log(1 - alpha)
at_most = B(u) * k(u) <= B(u) * alpha * n
inside = [alpha > 0, alpha < 1]
odds = Eq(c, log((1 - alpha) / alpha))
drawn = B(u) * exp(rest - k(u) * c) <= B(u) * mu(u)


@theorem("Below one half zeros are likelier", given=[*inside, alpha <= Rational(1, 2)])
def zeros(proof):
    """So the c of `binomial_tail` is ≥ 0."""
    proof.claim(log((1 - alpha) / alpha) >= 0)


@theorem("Above one half zeros are likelier", given=inside, expect="refuted")
def zeros_always(proof):
    proof.claim(log((1 - alpha) / alpha) >= 0)


a, b = Real("a"), Real("b")


@theorem("A tangent of exp")
def exp_tangent(proof):
    proof.claim(exp(a + b) >= exp(a) * (1 + b))


@theorem("A word with few ones is not unlikely", given=[*inside, at_most])
def few_ones(proof):
    """The law is that of the words with αn ones at least."""
    proof.start(B(u) * exp(rest - k(u) * c))
    more = alpha * n * c - k(u) * c
    proof.ge(
        B(u) * exp(rest - alpha * n * c) * (1 + more),
        exp_tangent.on(a=rest - alpha * n * c, b=more),
    )
    proof.ge(B(u) * exp(rest - alpha * n * c), at_most)


@theorem("With αn ones the probability is e^(−n·h(α))", given=[*inside, odds])
def least_probability(proof):
    proof.claim(Eq(rest - alpha * n * c, -n * binary_entropy(alpha)))


@theorem("Words with at most αn ones", given=[*inside, odds, drawn, at_most])
def binomial_tail(proof):
    """Their number Σ_(k ≤ αn) C(n,k), times e^(−n·h(α)) by `least_probability`, is at most 1."""
    each = exp(rest - alpha * n * c)
    proof.start(each * B.size)
    proof.eq(Sum(B(u) * each, u), "one for each word")
    proof.le(Sum(B(u) * exp(rest - k(u) * c), u), few_ones)
    proof.le(Sum(B(u) * mu(u), u), drawn)
    proof.le(1, "B ≤ 1, and μ sums to 1")
    proof.claim(each * B.size <= 1)


if __name__ == "__main__":
    run()
