"""The upper half of the source coding theorem: the least mean length is less than H(X) + 1.

Cover & Thomas, 2nd ed., section 5.4: Shannon's lengths ⌈log₂ 1/p⌉ keep Kraft's inequality, and
their mean is at least H and below H + 1 (Theorem 5.4.1). A code with these lengths exists
(`kraft_sufficiency.py`), an optimal one is no longer, so H ≤ E[L*] < H + 1.

No letter may have probability 0 here, for which log₂ 1/p is infinite, and there must be two letters
at least: with one, ⌈log₂ 1⌉ = 0 is the empty codeword, which is not uniquely decodable when it is
repeated; one bit is needed, and 1 = H + 1.

So the entropy of one letter is the least mean length for dyadic p only. For blocks it is the limit
per letter: `block_codes.py`.
"""

from source_coding import L, entropy_value, full_support, p, source_coding, x

from derive import *
from derive.coding import huffman, is_prefix_free, least_mean_length, mean_length
from derive.numeric import witness

q = Distribution("q", x)
M = CodeLengths("M", x)
extra = Nonnegative("extra", x)
entropy_bits = H(p, base=2)
ideal = log(1 / p(x), 2)
shannon = Eq(L(x), Ceiling(ideal))
rounding = Eq(L(x), ideal + extra(x))  # with extra ≥ 0, as `long_enough` says of Shannon's
d = Positive("d")
more = Eq(d, H(q, base=2) - entropy_bits)
no_better = Le(E(M(x), p), E(L(x), p))


@theorem("Shannon's lengths are long enough", given=[full_support, shannon])
def long_enough(proof):
    """⌈log₂ 1/p⌉ ≥ log₂ 1/p."""
    proof.claim(L(x) >= ideal)


@theorem("Shannon's lengths are less than one bit too long", given=[full_support, shannon])
def not_too_long(proof):
    """⌈log₂ 1/p⌉ < log₂ 1/p + 1."""
    proof.claim(L(x) < ideal + 1)


@theorem("Longer than log₂ 1/p is cheaper than p", given=[full_support, rounding])
def cheap_enough(proof):
    """If L = log₂ 1/p + extra with extra ≥ 0, then 2^(−L) ≤ p."""
    proof.start(p(x) - 2 ** (-L(x)))
    proof.ge(2 ** (-L(x)) * (L(x) - ideal) * log(2), log_bound)
    proof.eq(2 ** (-L(x)) * extra(x) * log(2), rounding)
    proof.ge(0, "extra ≥ 0")
    proof.claim(2 ** (-L(x)) <= p(x), equality=Eq(extra(x), 0))


@theorem("Shannon's lengths cost at most p, zeros or not", expect="ill-posed")
def with_zeros(proof):
    """A letter of probability 0 has no such length."""
    proof.claim(2 ** (-Ceiling(ideal)) <= p(x))


@theorem("Lengths rounded up keep Kraft's inequality", given=[full_support, rounding])
def rounded_kraft(proof):
    """Σ 2^(−L) ≤ Σ p = 1 if L = log₂ 1/p + extra. Shannon's lengths are such: `long_enough`."""
    proof.start(L.kraft_sum())
    proof.le(Sum(p(x), x), cheap_enough)
    proof.eq(1, "p sums to 1")


@theorem("The mean of lengths rounded up, from below", given=[full_support, rounding])
def rounded_lower(proof):
    """H ≤ E[L], with equality exactly when nothing is rounded: every p a power of ½ for whole L."""
    proof.start(E(L(x), p))
    proof.eq(Sum(p(x) * (ideal + extra(x)), x), rounding)
    proof.eq(entropy_bits + Sum(p(x) * extra(x), x), "definition of H")
    proof.ge(entropy_bits, "extra ≥ 0")
    proof.claim(entropy_bits <= E(L(x), p), equality=Eq(L(x), ideal))


@theorem("The mean of Shannon's lengths, from above", given=[full_support, shannon])
def shannon_upper(proof):
    """E[L] < H + 1, strictly."""
    proof.start(E(L(x), p))
    proof.lt(Sum(p(x) * (ideal + 1), x), not_too_long)
    proof.eq(entropy_bits + 1, "p sums to 1")


@theorem("What is no longer than Shannon's code", given=[full_support, shannon, no_better])
def best_upper(proof):
    """The lengths M of a best code: E[M] ≤ E[L] < H + 1."""
    proof.start(E(M(x), p))
    proof.le(E(L(x), p), no_better)
    proof.lt(entropy_bits + 1, shannon_upper)


@theorem("Huffman's code is a best one", expect="cited")
def huffman_is_best(proof):
    """So the bounds hold for it; the examples below are checked without it."""
    proof.fact(
        Cited(
            "no uniquely decodable code has a smaller mean length than Huffman's",
            "Cover & Thomas, 2nd ed., Theorem 5.8.1; Huffman 1952",
        )
    )


# Whole bits in numbers. The least mean is found by trying all lengths that keep Kraft's inequality.


def named(law):
    """p = (2/3, 1/3)."""
    return f"p = ({', '.join(map(str, law))})"


def is_entropy(law):
    """The statement that the least mean length of a binary code for this law is its entropy."""
    mean, lengths = least_mean_length(law)
    return Computed(
        f"the least mean length for {named(law)} is its entropy",
        lambda: witness(Eq(entropy_bits, Rational(mean)), (), {p: list(law)}).holds,
        (f"least mean length {mean}, with lengths {lengths}", f"entropy {entropy_value(law)}"),
    )


def within_one_bit(law):
    """The statement that the least mean length is at least H and below H + 1."""
    mean, lengths = least_mean_length(law)
    bounds = (Le(entropy_bits, Rational(mean)), Lt(Rational(mean), entropy_bits + 1))
    return Computed(
        f"the least mean length for {named(law)} is at least H and below H + 1",
        lambda: all(witness(r, (), {p: list(law)}).holds for r in bounds),
        (f"least mean length {mean}, with lengths {lengths}", f"entropy {entropy_value(law)}"),
    )


def huffman_reaches_it(law):
    """The statement that Huffman's code is prefix-free and has the least mean length."""
    code, (mean, _) = huffman(law), least_mean_length(law)
    return Computed(
        f"Huffman's code {{{', '.join(code)}}} for {named(law)} has the least mean length {mean}",
        lambda: is_prefix_free(code) and mean_length(law, code) == mean,
    )


def longer_for_more_entropy(more, less):
    """The statement that of two laws the one of greater entropy has the greater least mean."""
    (mean, _), (other, _) = least_mean_length(more), least_mean_length(less)
    greater = Gt(entropy_bits, H(q, base=2))
    if not witness(greater, (), {p: list(more), q: list(less)}).holds:
        raise DeriveError(f"{named(more)} has not more entropy than {named(less)}.")
    return Computed(
        f"{named(more)} needs more bits than {named(less)}, which has less entropy",
        lambda: mean > other,
        (
            f"entropies {entropy_value(more)} and {entropy_value(less)}",
            f"least mean lengths {mean} and {other}",
        ),
    )


@theorem("The entropy is the least mean length", expect="refuted")
def least_is_entropy(proof):
    """False of codes for single letters unless p is dyadic."""
    proof.fact(is_entropy(["2/3", "1/3"]))


@theorem("The entropy is the least mean length, for dyadic p")
def least_is_entropy_dyadic(proof):
    """The zoo: 1.75 bits."""
    proof.fact(is_entropy(["1/2", "1/4", "1/8", "1/8"]))


@theorem("Within one bit, in examples")
def examples(proof):
    """Also for a skewed law, where the last bit is nearly all waste, and next to a zero."""
    for law in (["2/3", "1/3"], ["2/5", "1/5", "1/5", "1/5"], ["99/100", "1/100"]):
        proof.fact(within_one_bit(law))
    proof.fact(within_one_bit(["1/2", "1/2", "0"]))


@theorem("Within one bit, for one letter", expect="refuted")
def one_letter(proof):
    """H = 0, and one bit is needed: 1 = H + 1."""
    proof.fact(within_one_bit(["1"]))


@theorem("Within one bit, with a letter of probability 0", expect="refuted")
def unused_letter(proof):
    """The unused letter takes a codeword: again 1 = H + 1."""
    proof.fact(within_one_bit(["1", "0"]))


@theorem("Huffman's code in examples")
def huffman_examples(proof):
    """Against the search through all lengths."""
    for law in (
        ["1/2", "1/4", "1/8", "1/8"],
        ["2/5", "1/5", "1/5", "1/5"],
        ["1/3", "1/3", "1/4", "1/12"],
        ["4/9", "2/9", "2/9", "1/9"],
    ):
        proof.fact(huffman_reaches_it(law))


# More uncertainty, more bits?


@theorem("More entropy needs more bits", expect="refuted")
def more_entropy_more_bits(proof):
    """False in whole bits, letter by letter: two letters take one bit each, whatever their law is.

    With three letters the order may even be the other way round.
    """
    proof.fact(longer_for_more_entropy(["1/2", "1/2"], ["2/3", "1/3"]))
    proof.fact(longer_for_more_entropy(["1/2", "1/4", "1/4"], ["3/7", "3/7", "1/7"]))


@theorem("More entropy needs more bits, if they need not be whole", given=[more])
def more_entropy_more_ideal_bits(proof):
    """The best real lengths, log₂ 1/p and log₂ 1/q, have the entropies as their means."""
    proof.start(E(ideal, p))
    proof.eq(entropy_bits, "definition of H")
    proof.lt(entropy_bits + d, "d > 0")
    proof.eq(H(q, base=2), more)
    proof.eq(E(log(1 / q(x), 2), q), "definition of H")


@theorem(
    "One bit more of entropy needs more bits",
    given=[full_support, shannon, M.kraft(), Ge(H(q, base=2), entropy_bits + 1)],
)
def one_bit_more(proof):
    """If H(q) ≥ H(p) + 1, every code for q is longer than Shannon's, or a better one, for p."""
    proof.start(E(L(x), p))
    proof.lt(entropy_bits + 1, shannon_upper)
    proof.le(H(q, base=2), "H(q) ≥ H(p) + 1")
    proof.le(E(M(x), q), source_coding.on(p=q, L=M(x)))


if __name__ == "__main__":
    run()
