"""The lower half of the source coding theorem: no code beats entropy, H(X) ≤ E[L(X)].

Cover & Thomas, Theorem 5.3.1. The lengths are real numbers with Σ 2^{-L(x)} ≤ 1, which holds for
every prefix-free code (Kraft) and every uniquely decodable one (McMillan). In bits. Zeros are
allowed in p. Equality means L(x) = log₂ 1/p(x) at every letter; since 2^{-L} > 0 there can be no
letter of probability 0 then. Integer lengths meet that for dyadic p only.

The upper half is in `source_coding_upper.py`; what it means for real lengths in
`optimal_lengths.py`; blocks of letters are in `block_codes.py`.
"""

from kraft import L as word_length
from kraft import bits, i, kraft_bits, prefix_free, uniform

from derive import *
from derive.coding import kraft_sum, mean_length, sardinas_patterson
from derive.numeric import Model, evaluate, witness

x = Alphabet("x")
p = Distribution("p", x)
L = CodeLengths("L", x)
t = Positive("t")
full_support = Dominated(1, p(x))
one_bit_each = Eq(L(x), 1)
s = Distribution("s", i)


@theorem("No code beats entropy", given=[L.kraft()])
def source_coding(proof):
    """The mean length of a code, in bits, is at least the entropy."""
    proof.start(H(p, base=2) - E(L(x), p))
    proof.eq(Sum(p(x) * log(1 / p(x), 2), x) - Sum(p(x) * L(x), x), "definitions of H and E")
    proof.eq(Sum(p(x) * log(2 ** (-L(x)) / p(x), 2), x), "L = −log₂ 2^(−L)")
    proof.eq(Sum(p(x) * log(2 ** (-L(x)) / p(x)), x) / log(2), "log₂ t = ln t / ln 2")
    proof.le(Sum(p(x) * (2 ** (-L(x)) / p(x) - 1), x) / log(2), log_bound)
    proof.le((L.kraft_sum() - 1) / log(2), "2^(−L) > 0 also where p = 0")
    proof.le(0, L.kraft())
    proof.claim(H(p, base=2) <= E(L(x), p), equality=Eq(L(x), log(1 / p(x), 2)))


@theorem("The same equality condition, with budgets", given=[L.kraft()])
def equality_budget(proof):
    """Equality holds exactly when each letter's share 2^{-L(x)} of the budget is p(x)."""
    proof.claim(H(p, base=2) <= E(L(x), p), equality=Eq(2 ** (-L(x)), p(x)))


# The steps of the proof by themselves.


@theorem("Entropy in bits, by definition")
def definition_of_entropy(proof):
    """H(X) = Σ p(x) log₂ 1/p(x)."""
    proof.start(H(p, base=2))
    proof.eq(Sum(p(x) * log(1 / p(x), 2), x), definition)


@theorem("The mean length, by definition")
def definition_of_mean_length(proof):
    """E[L(X)] = Σ p(x) L(x)."""
    proof.start(E(L(x), p))
    proof.eq(Sum(p(x) * L(x), x), definition)


@theorem("Entropy minus mean length, by definition")
def definition_of_excess(proof):
    """H(X) − E[L(X)], written out."""
    proof.start(H(p, base=2) - E(L(x), p))
    proof.eq(Sum(p(x) * log(1 / p(x), 2), x) - Sum(p(x) * L(x), x), definition)


@theorem("The tangent of the logarithm at 1")
def tangent(proof):
    """ln t ≤ t − 1 for t > 0, with equality exactly at t = 1."""
    proof.claim(log(t) <= t - 1, equality=Eq(t, 1))


@theorem("Cancelling p against p, zeros or not", given=[L.kraft()], expect="refuted")
def as_printed(proof):
    """Σ p·(2^(−L)/p − 1) = Σ 2^(−L) − 1: where p = 0 the left side loses 2^(−L), so only ≤ holds.

    The inequality, which is all that the theorem needs, is the fifth step of `source_coding`.
    """
    proof.start(Sum(p(x) * (2 ** (-L(x)) / p(x) - 1), x) / log(2))
    proof.eq((L.kraft_sum() - 1) / log(2))


@theorem("Cancelling p against p", given=[full_support])
def cancelled(proof):
    """With no letter of probability 0 it is an equation."""
    proof.start(Sum(p(x) * (2 ** (-L(x)) / p(x) - 1), x) / log(2))
    proof.eq(Sum(2 ** (-L(x)) - p(x), x) / log(2), "p > 0")
    proof.eq((L.kraft_sum() - 1) / log(2), "p sums to 1")


@theorem("The last step", given=[L.kraft()])
def last_step(proof):
    """(Σ 2^(−L) − 1)/ln 2 ≤ 0 is Kraft's inequality."""
    proof.start((L.kraft_sum() - 1) / log(2))
    proof.le(0, L.kraft())


# Which codes: prefix-free and uniquely decodable ones, not all.


@theorem("No prefix-free code beats entropy", given=[*prefix_free, *bits, uniform])
def prefix_free_codes(proof):
    """With the model of a prefix-free code of `kraft.py` in the place of Kraft's inequality.

    For a uniquely decodable code the inequality is `mcmillan_bits` in `mcmillan.py`, a statement
    about a whole family of powers; it is put in by hand.
    """
    proof.start(H(s, base=2) - E(word_length(i), s))
    proof.le((Sum(2 ** (-word_length(i)), i) - 1) / log(2), log_bound)
    proof.le(0, kraft_bits)
    proof.claim(H(s, base=2) <= E(word_length(i), s))


@theorem("No lengths beat entropy", given=[one_bit_each], expect="refuted")
def without_budget(proof):
    """False without Kraft's inequality: one bit for each of three letters."""
    proof.claim(H(p, base=2) <= E(L(x), p))


@theorem("The last step without Kraft's inequality", given=[one_bit_each], expect="refuted")
def last_step_without_budget(proof):
    """The same lengths."""
    proof.claim((L.kraft_sum() - 1) / log(2) <= 0)


def at_least_entropy(code, law):
    """The statement that a code's mean length is at least the entropy of a law."""
    mean, lengths = mean_length(law, code), [len(w) for w in code]
    kind = "uniquely decodable" if sardinas_patterson(code) else "not uniquely decodable"
    words, letters = ", ".join(code), ", ".join(map(str, law))
    return Computed(
        f"the code {{{words}}}, {kind}, has at least the entropy of ({letters}) as mean length",
        lambda: witness(Le(H(p, base=2), Rational(mean)), (), {p: list(law)}).holds,
        (
            f"the mean length is {mean}; the sum of 2^(−length) is {kraft_sum(lengths)}",
            f"the entropy is {entropy_value(law)}",
        ),
    )


def entropy_value(law):
    """H₂ of a law in numbers, exact and rounded."""
    return evaluate(H(p, base=2), Model.of({p: list(law)}))


@theorem("No encoding whatever beats entropy", expect="refuted")
def any_encoding(proof):
    """False of codes that cannot be decoded: {0, 1, 01} for three equally likely letters."""
    proof.fact(at_least_entropy(["0", "1", "01"], ["1/3", "1/3", "1/3"]))


if __name__ == "__main__":
    run()
