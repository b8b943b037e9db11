"""What makes Huffman's code best, codes for wrong laws, codes made of codes, what is wasted.

Cover & Thomas, 2nd ed., sections 5.4 and 5.8; Huffman (1952); Gallager, "Variations on a theme
by Huffman" (1978), for the redundancy. Lengths are real numbers here, except where they are
rounded. The induction over the size of the alphabet, which makes an algorithm of these steps, is
not written.
"""

from derive import *

x, y = alphabets("x y")
i, j = x.another("i"), x.another("j")
p, q = Distribution("p", x), Distribution("q", x)
L, N = CodeLengths("L", x), CodeLengths("N", y)
K = Let("K", L.kraft_sum())
budget = DefinedLaw("s", x, value=2 ** (-L(x)) / K)
H2 = H(p, base=2)

# Exchanging two codewords.

swapped = L(x) + (Delta(x, i) - Delta(x, j)) * (L(j) - L(i))


@theorem("Two codewords exchanged")
def exchange(proof):
    """The mean length changes by (p(i) − p(j))·(L(j) − L(i)): those of the letters i and j."""
    proof.claim(Eq(E(swapped, p) - E(L(x), p), (p(i) - p(j)) * (L(j) - L(i))))


more, gap, l_i, l_j, rare = Positive("g"), Nonnegative("d"), Real("ℓᵢ"), Real("ℓⱼ"), Real("r")
no_worse = (rare + more) * l_i + rare * l_j <= (rare + more) * l_j + rare * l_i


@theorem("In a best code likelier letters are not longer", given=[no_worse])
def likelier_shorter(proof):
    """Probabilities r + g and r; exchanging does not shorten the mean: so ℓᵢ ≤ ℓⱼ, times g > 0."""
    proof.start(more * l_i)
    proof.le(more * l_j, no_worse)


@theorem("In any code likelier letters are not longer", expect="refuted")
def likelier_shorter_always(proof):
    proof.claim((p(i) - p(j)) * (L(i) - L(j)) <= 0)


g = Nonnegative("g")


@theorem("A rarer letter may take the longer codeword")
def rarer_longer(proof):
    """Probabilities r and r + g, lengths ℓᵢ and ℓᵢ + d.

    So the longest two words may be given to the two rarest letters.
    """
    proof.start(rare * (l_i + gap) + (rare + g) * l_i)
    proof.le(rare * l_i + (rare + g) * (l_i + gap), "g·d ≥ 0")


# Two letters with weights a and b, whose words differ in their last bit, are made one.

w, a, b, ell = Nonnegative("w", y), Nonnegative("a"), Nonnegative("b"), Real("ℓ")
best = Real("m")
merged = Sum(w(y) * N(y), y) + (a + b) * ell


@theorem("Two letters made one")
def merge(proof):
    """Undoing it costs a + b bits on average, and no budget: 2·2^(−ℓ−1) = 2^(−ℓ)."""
    parted = Sum(w(y) * N(y), y) + a * (ell + 1) + b * (ell + 1)
    proof.claim(Eq(parted, merged + a + b))


@theorem("Undoing a merger keeps the budget")
def merge_budget(proof):
    proof.claim(Eq(2 ** (-(ell + 1)) + 2 ** (-(ell + 1)), 2 ** (-ell)))


@theorem("A best code from a best code", given=[best <= merged])
def from_merged(proof):
    """If m is least for the merged letters, m + a + b is least with the two as twins."""
    proof.start(best + a + b)
    proof.le(merged + a + b, "m is least")
    proof.eq(Sum(w(y) * N(y), y) + a * (ell + 1) + b * (ell + 1), merge)


@theorem("A best code leaves no budget for a shorter word", given=[K + 2 ** (-ell) <= 1])
def complete(proof):
    """With 2^(−ℓ) to spare the longest word, of ℓ bits, may lose a bit, and the code is not best.

    For whole lengths a sum K < 1 is a multiple of 2^(−ℓ), so there is that much to spare.
    """
    proof.start(K - 2 ** (-ell) + 2 ** (-(ell - 1)))
    proof.eq(K + 2 ** (-ell), "2^(1−ℓ) = 2·2^(−ℓ)")
    proof.le(1, K + 2 ** (-ell) <= 1)


# Redundancy.


@theorem("What a code wastes", given=[p << budget])
def redundancy(proof):
    """E[L] − H = D(p‖2^(−L)/K) − log K: the wrong law, and the budget that is left."""
    proof.start(E(L(x), p) - H2)
    proof.eq(Sum(p(x) * (log(p(x), 2) - log(2 ** (-L(x)), 2)), x), "L = −log₂ 2^(−L)")
    proof.eq(KL(p, budget, base=2) - log(K, 2), "2^(−L) = K·s")


rounded = Eq(L(x), Ceiling(log(1 / q(x), 2)))
wrong_law = [Dominated(1, q(x)), rounded]


@theorem("A code for the wrong law, from below", given=wrong_law)
def mismatched_below(proof):
    proof.start(H2 + KL(p, q, base=2))
    proof.eq(Sum(p(x) * log(1 / q(x), 2), x), "cross-entropy")
    proof.le(E(L(x), p), "⌈t⌉ ≥ t")


@theorem("A code for the wrong law, from above", given=wrong_law)
def mismatched_above(proof):
    proof.start(E(L(x), p))
    proof.lt(Sum(p(x) * (log(1 / q(x), 2) + 1), x), "⌈t⌉ < t + 1")
    proof.eq(H2 + KL(p, q, base=2) + 1, "cross-entropy")


@theorem("A code for the wrong law costs nothing", given=wrong_law, expect="refuted")
def mismatched_free(proof):
    proof.claim(E(L(x), p) <= H2 + 1)


# Gallager's bound where one letter has a probability t of at least ½: it gets one bit, the others a
# code of their own behind the other bit, which wastes at most a bit (source_coding_upper.py).

t, half = Probability("t"), Rational(1, 2)
rest, M = Distribution("q", y), CodeLengths("M", y)
others = (1 - t) * rest(y)
h2 = binary_entropy(t, base=2)
spent = E(M(y), rest) <= H(rest, base=2) + 1
entropy = Let("η", t * log(1 / t, 2) + Sum(others * log(1 / others, 2), y))
tail = ScalarLemma(
    "h₂(s) ≥ 2(1 − s) for s ≥ ½",
    binary_entropy(t, base=2) >= 2 * (1 - t),
    t,
    half,
)


@theorem("The entropy of one letter and the others", given=[t < 1, t > 0])
def grouping(proof):
    proof.claim(Eq(entropy, h2 + (1 - t) * H(rest, base=2)))


@theorem("The binary entropy above one half", given=[t >= half])
def tail_bound(proof):
    proof.start(h2)
    proof.ge(2 * (1 - t), tail)


@theorem("One likely letter: little is wasted", given=[t < 1, t > 0, t >= half, spent])
def one_likely_letter(proof):
    """E[L] ≤ η + t for the entropy η, Gallager's bound p_max + 0.086 for p_max ≥ ½, and better."""
    proof.start(t + Sum(others * (1 + M(y)), y))
    proof.eq(1 + (1 - t) * E(M(y), rest), "t + (1 − t) = 1")
    proof.le(1 + (1 - t) * (H(rest, base=2) + 1), spent)
    proof.eq(entropy + 2 - t - h2, grouping)
    proof.le(entropy + t, tail_bound)


@theorem("One letter, likely or not", given=[t < 1, t > 0, spent], expect="refuted")
def one_letter(proof):
    proof.claim(t + Sum(others * (1 + M(y)), y) <= entropy + t)


# Codes made of codes.


@theorem("A word of each of two codes, one after the other")
def concatenated(proof):
    """The Kraft sums multiply."""
    proof.claim(Eq(Sum(2 ** (-(L(x) + N(y))), x, y), L.kraft_sum() * N.kraft_sum()))


@theorem("Codes one after the other keep the budget", given=[L.kraft(), N.kraft()])
def concatenated_budget(proof):
    proof.start(Sum(2 ** (-(L(x) + N(y))), x, y))
    proof.eq(L.kraft_sum() * N.kraft_sum(), concatenated)
    proof.le(N.kraft_sum(), L.kraft())
    proof.le(1, N.kraft())


@theorem("A word of either code, told apart by a bit", given=[L.kraft(), N.kraft()])
def either(proof):
    proof.start(Sum(2 ** (-(1 + L(x))), x) + Sum(2 ** (-(1 + N(y))), y))
    proof.eq(L.kraft_sum() / 2 + N.kraft_sum() / 2, "one bit halves the cost")
    proof.le(half + N.kraft_sum() / 2, L.kraft())
    proof.le(1, N.kraft())


@theorem("A word of either code, not told apart", given=[L.kraft(), N.kraft()], expect="refuted")
def not_told_apart(proof):
    proof.claim(L.kraft_sum() + N.kraft_sum() <= 1)


if __name__ == "__main__":
    run()
