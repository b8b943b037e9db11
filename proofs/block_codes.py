"""Codes for blocks of n letters: the least mean length per letter tends to the entropy.

Cover & Thomas, 2nd ed., Theorem 5.4.2. For n independent letters with the law p the blocks have the
entropy n·H(p) (`block_entropy`, for every number of letters). A code for blocks is a code for an
alphabet of blocks, so both halves of the source coding theorem hold for it. Divided by n:

    H(p) ≤ E[L]/n < H(p) + 1/n        for Shannon's lengths, and so for a best code

and since 1/n → 0 both bounds tend to H(p). That is the sense in which the entropy is the limit of
compression. Below it there is no code, at any n.

In the theorems about blocks, w runs over the blocks, b is their law, and n may be any number > 0
with H(b) = n·H(p). No block may have probability 0 in the upper bound H(p) + 1/n. With blocks of
probability 0 the lengths ⌈log₂ 1/m⌉ for the mixture m = (b + 1/|W|)/2 stay below H(p) + 2/n
(`mixed_upper`), and that tends to H(p) too.
"""

from fractions import Fraction
from itertools import product
from math import prod

from source_coding import entropy_value

from derive import *
from derive.coding import huffman, mean_length
from derive.numeric import witness

u, v = past_and_next("x")
r = Law("r", u, v)
U, V = r.variables
next_law = Distribution("p", v)
identical = Eq(next_law(v), r(v))
independent = Independent(U, V)

w, x = alphabets("w x")
b, p = Distribution("b", w), Distribution("p", x)
L = CodeLengths("L", w)
n, K, unspent, η = Positive("n"), Positive("K"), Nonnegative("unspent"), Nonnegative("η")
spent = Eq(K, L.kraft_sum())
within_budget = Eq(unspent, 1 - K)  # Kraft's inequality: unspent ≥ 0
entropy_bits, block_bits = H(p, base=2), H(b, base=2)
ε = Positive("ε")
n_letters = [Eq(η, entropy_bits), Eq(block_bits, n * η)]
full_support = Dominated(1, b(w))
ideal = log(1 / b(w), 2)
shannon = Eq(L(w), Ceiling(ideal))
long_blocks = Le(1 / n, ε)

κ, extra = Positive("κ"), Nonnegative("extra", w)
even = Eq(κ, 1 / w.size)
mixture = (b(w) + κ) / 2
ideal_mixed = log(1 / mixture, 2)
shannon_mixed = Eq(L(w), Ceiling(ideal_mixed))
rounding_mixed = Eq(L(w), ideal_mixed + extra(w))


# The entropy of n independent letters.


@theorem("One letter more, independent of those before", given=[independent, identical])
def one_letter_more(proof):
    """H(X₁…Xₜ) = H(X₁…Xₜ₋₁) + H(p), if Xₜ is independent of the past and has the law p."""
    proof.start(H(U, V, base=2))
    proof.eq(H(U, base=2) + H(V, base=2), independent)
    proof.eq(H(U, base=2) + H(next_law, base=2), identical)


@theorem("The entropy of T independent letters", given=[independent, identical])
def block_entropy(proof):
    """H(X₁) and T − 1 times H(p): T·H(p) for letters that all have the law p."""
    proof.fact(EveryT(one_letter_more, total=H(U, base=2), new=H(next_law, base=2), past=u, next=v))


@theorem("The entropy of two letters, independent or not", given=[identical], expect="refuted")
def dependent_letters(proof):
    """False if the second letter depends on the first."""
    proof.claim(Eq(H(U, V, base=2), H(U, base=2) + H(next_law, base=2)))


# The two bounds per letter.


@theorem("Per letter, no code beats the entropy of the blocks", given=[spent, within_budget])
def lower(proof):
    """H(b)/n ≤ E[L]/n: the proof of the source coding theorem, each line divided by n."""
    proof.start(block_bits / n - E(L(w), b) / n)
    proof.eq(Sum(b(w) / n * log(2 ** (-L(w)) / b(w)), w) / log(2), "definitions; L = −log₂ 2^(−L)")
    proof.le(Sum(b(w) / n * (2 ** (-L(w)) / b(w) - 1), w) / log(2), log_bound)
    proof.le((L.kraft_sum() - 1) / n / log(2), "2^(−L) > 0 also where b = 0")
    proof.eq((K - 1) / n / log(2), spent)
    proof.eq(-unspent / n / log(2), within_budget)
    proof.le(0, "unspent ≥ 0")
    proof.claim(block_bits / n <= E(L(w), b) / n, equality=Eq(L(w), ideal))


@theorem("Per letter, Shannon's lengths", given=[full_support, shannon])
def upper(proof):
    """E[L]/n < H(b)/n + 1/n: rounding up costs less than one bit for a whole block."""
    proof.start(E(L(w), b) / n)
    proof.eq(Sum(b(w) * Ceiling(ideal), w) / n, shannon)
    proof.lt(Sum(b(w) * (ideal + 1), w) / n, "⌈a⌉ < a + 1")
    proof.eq(block_bits / n + 1 / n, "definition of H")


@theorem("The entropy per letter", given=n_letters)
def per_letter(proof):
    """H(b)/n = H(p), by `block_entropy`. (η stands for H(p).)"""
    proof.start(block_bits / n)
    proof.eq(η, "H(b) = n·η")
    proof.eq(entropy_bits, "η = H(p)")


@theorem("No code for blocks beats the entropy", given=[*n_letters, spent, within_budget])
def block_lower(proof):
    """H(p) ≤ E[L]/n for every n and every uniquely decodable code for blocks."""
    proof.start(entropy_bits)
    proof.eq(block_bits / n, per_letter)
    proof.le(E(L(w), b) / n, lower)


@theorem("Codes for blocks come near the entropy", given=[*n_letters, full_support, shannon])
def block_upper(proof):
    """E[L]/n < H(p) + 1/n for Shannon's lengths, and so for the best ones."""
    proof.start(E(L(w), b) / n)
    proof.lt(block_bits / n + 1 / n, upper)
    proof.eq(entropy_bits + 1 / n, per_letter)


# Blocks of probability 0: lengths for b mixed with the uniform law, in which nothing is 0.


@theorem("Shannon's lengths for the mixture are long enough", given=[shannon_mixed])
def mixed_long_enough(proof):
    """⌈log₂ 1/m⌉ ≥ log₂ 1/m: extra ≥ 0 in `mixed_cheap`."""
    proof.claim(L(w) >= ideal_mixed)


@theorem("Longer than log₂ 1/m is cheaper than m", given=[rounding_mixed])
def mixed_cheap(proof):
    """If L = log₂ 1/m + extra with extra ≥ 0, then 2^(−L) ≤ m."""
    proof.start(mixture - 2 ** (-L(w)))
    proof.ge(2 ** (-L(w)) * (L(w) - ideal_mixed) * log(2), log_bound)
    proof.eq(2 ** (-L(w)) * extra(w) * log(2), rounding_mixed)
    proof.ge(0, "extra ≥ 0")
    proof.claim(2 ** (-L(w)) <= mixture)


@theorem("Lengths for the mixture keep Kraft's inequality", given=[rounding_mixed, even])
def mixed_kraft(proof):
    """Σ 2^(−L) ≤ Σ m = 1, so there is a prefix-free code with these lengths.

    No codeword is empty if there are two blocks at least, as m is below 1 then.
    """
    proof.start(L.kraft_sum())
    proof.le(Sum(mixture, w), mixed_cheap)
    proof.eq(Rational(1, 2) + κ * w.size / 2, "b sums to 1")
    proof.eq(1, even)


@theorem("Per letter, Shannon's lengths for the mixture", given=[shannon_mixed])
def mixed_upper(proof):
    """E[L]/n < H(b)/n + 2/n: b/m is at most 2, which costs one bit more at most."""
    proof.start(E(L(w), b) / n - block_bits / n - 2 / n)
    proof.eq(Sum(b(w) * Ceiling(ideal_mixed), w) / n - block_bits / n - 2 / n, shannon_mixed)
    proof.lt(Sum(b(w) * (ideal_mixed + 1), w) / n - block_bits / n - 2 / n, "⌈a⌉ < a + 1")
    proof.eq(Sum(b(w) * log(b(w) / 2 / mixture), w) / log(2) / n, "join the logarithms")
    proof.le(Sum(b(w) * (b(w) / 2 / mixture - 1), w) / log(2) / n, log_bound)
    proof.eq(-Sum(b(w) * κ / mixture, w) / 2 / log(2) / n, "b/2 = m − κ/2")
    proof.le(0, "κ > 0")
    proof.claim(E(L(w), b) / n < block_bits / n + 2 / n)


@theorem("Codes for blocks come near the entropy, zeros or not", given=[*n_letters, shannon_mixed])
def block_upper_mixed(proof):
    """E[L]/n < H(p) + 2/n, so for the best codes too."""
    proof.start(E(L(w), b) / n)
    proof.lt(block_bits / n + 2 / n, mixed_upper)
    proof.eq(entropy_bits + 2 / n, per_letter)


@theorem("Both bounds tend to the entropy")
def limit(proof):
    """With `block_lower` and `block_upper_mixed`: E[L]/n → H(p) for the best codes, n → ∞."""
    proof.fact(Limit(lambda n: 1 / n, 0))
    proof.fact(Limit(lambda n: entropy_bits + 1 / n, entropy_bits))
    proof.fact(Limit(lambda n: entropy_bits + 2 / n, entropy_bits))


@theorem(
    "As near to the entropy as one likes",
    given=[*n_letters, full_support, shannon, long_blocks],
)
def as_near_as_wanted(proof):
    """For blocks of n ≥ 1/ε letters, less than ε bits per letter are lost."""
    proof.start(E(L(w), b) / n)
    proof.lt(entropy_bits + 1 / n, block_upper)
    proof.le(entropy_bits + ε, long_blocks)


def huffman_per_letter(law, most):
    """The facts that Huffman's codes for blocks of 1 to `most` letters keep the bounds."""
    return [_per_letter(law, size) for size in range(1, most + 1)]


def _per_letter(law, size):
    blocks = [prod(letters) for letters in product(map(Fraction, law), repeat=size)]
    rate = mean_length(blocks, huffman(blocks)) / size
    bounds = (
        Le(entropy_bits, Rational(rate)),
        Lt(Rational(rate), entropy_bits + Rational(1, size)),
    )
    return Computed(
        f"for p = ({', '.join(law)}) and n = {size}, Huffman's code has at least H bits per letter "
        "and less than H + 1/n",
        lambda: all(witness(r, (), {p: list(law)}).holds for r in bounds),
        (f"{rate} ≈ {float(rate):.4f} bits per letter; H = {entropy_value(law)}",),
    )


@theorem("Blocks of one to six letters")
def blocks_in_numbers(proof):
    """From 1 bit per letter to less than 0.94; not steadily: six letters do worse than five."""
    for fact in huffman_per_letter(["2/3", "1/3"], 6):
        proof.fact(fact)


if __name__ == "__main__":
    run()
