"""McMillan's inequality: every uniquely decodable code has Σ D^(−L(x)) ≤ 1, prefix-free or not.

Cover & Thomas, 2nd ed., Theorem 5.5.1 (McMillan 1956; the proof is Karush's, 1961). For a finite
code, with K = Σ_x D^(−L(x)) and L_max the greatest length:

    K^T = Σ_messages D^(−ℓ) ≤ Σ_words D^(−length) = Σ_n 1 ≤ L_max·T    for every T,

over the messages of T codewords, the words of the lengths n that their encodings have, and these
lengths. A number whose powers stay below a line is at most 1. The model, for each T:

- x₁…xₜ₋₁ runs over the messages of T codewords; ℓ is the length of a message's encoding, and grows
  by L(x) with one codeword more. So Σ D^(−ℓ) = K^T (`powers`).
- w runs over the words, n over their lengths: b(w,n) = 1 if w has λ(n) symbols. There are
  A(n) = D^λ(n) of them (`words_of_length` in `kraft.py`), which take 1 together
  (`one_for_each_length`).
- c(w,m) = 1 if w is the encoding of message m. Every message has one, of ℓ(m) symbols: `encoded`.
- Unique decodability: no word is the encoding of two messages, Σ_m c(w,m) ≤ 1, written with
  free(w) ≥ 0 for what is left of the 1. From a word to its message there is then a partial
  function, and this is what makes it true (`one_message`). No more of it is used.
- At most L_max·T lengths: they are whole numbers from 1 to L_max·T. (The empty codeword is not
  uniquely decodable.)

The inequality is therefore about codes for which all that is so for every T; `example` is one.
"""

from itertools import combinations, product

from derive import *
from derive.coding import kraft_sum, sardinas_patterson, words

D = Positive("D")
base = Dominated(1, log(D))


def power(exponent):
    """D^exponent; powers of D stay apart, as they are written."""
    return Power(D, exponent)


# Powers of the Kraft sum: messages of t codewords are pairs of one of t − 1 and a codeword.

past, new = past_and_next("x")
length, L, L_max = Real("ℓ", past), Real("L", new), Positive("Lmax")
messages, kraft_sum_of_L = Sum(power(-length(past)), past), Sum(power(-L(new)), new)
longer = {length: length(past) + L(new)}


@theorem("One codeword more multiplies by the Kraft sum")
def one_codeword_more(proof):
    """The lengths of the encodings add up."""
    proof.start(Sum(power(-length(past) - L(new)), past, new))
    proof.eq(Sum(power(-length(past)) * power(-L(new)), past, new), "D^(a+b) = D^a·D^b")
    proof.eq(messages * kraft_sum_of_L, "each sum by itself")


@theorem("Powers of the Kraft sum are sums over messages")
def powers(proof):
    """Σ over messages of T codewords of D^(−ℓ) is the product of T Kraft sums, for every T."""
    proof.fact(EveryT(one_codeword_more, messages, kraft_sum_of_L, past, new, by="*", put=longer))


# Words, their lengths, and the messages that they encode.

w, n = alphabets("w n")
decoded, word_length = Map("c", w, to=past, partial=True), Map("b", w, to=n)
lam, A, free = Real("λ", n), Positive("A", n), Nonnegative("free", w)
share = word_length.at(w, lambda k: power(-lam(k)))
encodes = Sum(decoded(w, past), past)

count = Eq(A(n), word_length.count(n, name="words"))
symbols = Eq(lam(n), log(A(n)) / log(D))
lengths = [count, symbols, base]
encoded = Eq(power(-length(past)), Sum(decoded(w, past) * share, w))
decodable = Eq(free(w), 1 - encodes)


@theorem("A word is the encoding of at most one message", given=decoded.facts())
def one_message(proof):
    """Unique decodability: from a word to its message there is a partial function."""
    proof.start(encodes)
    proof.le(1, square(1 - encodes))


@theorem("The words of one length take 1 together", given=lengths)
def one_for_each_length(proof):
    """A(n) = D^λ(n) words, each of which takes D^(−λ(n))."""
    proof.start(Sum(share, w))
    proof.eq(Sum(word_length.count(n) * power(-lam(n)), n), "group the words by length")
    proof.eq(Sum(A(n) * power(-lam(n)), n), count)
    proof.eq(Sum(1, n), "A(n) = D^λ(n)")
    proof.eq(n.size, "one for each length")


@theorem("Messages take no more than words", given=[encoded, decodable])
def messages_of_one_length(proof):
    """Different messages have different words."""
    proof.start(messages)
    proof.eq(Sum(Sum(decoded(w, past) * share, w), past), encoded)
    proof.eq(Sum(encodes * share, w), "exchange the sums")
    proof.eq(Sum((1 - free(w)) * share, w), decodable)
    proof.le(Sum(share, w), "free ≥ 0")


@theorem("Messages take at most 1 for each length", given=[encoded, decodable, *lengths])
def power_below_line(proof):
    """K^T ≤ |N|, the number of lengths."""
    proof.start(messages)
    proof.le(Sum(share, w), messages_of_one_length)
    proof.eq(n.size, one_for_each_length)


def example(t, code=("0", "01")):
    """The model of the messages of t codewords of a binary code, uniquely decodable or not."""
    encodings = ["".join(parts) for parts in product(code, repeat=t)]
    found = sorted({len(m) for m in encodings})
    of_these = [v for k in found for v in words(k)]
    return {
        length: [len(m) for m in encodings],
        L: [len(v) for v in code],
        L_max: max(map(len, code)),
        D: 2,
        decoded: [[int(v == m) for m in encodings] for v in of_these],
        word_length: [[int(len(v) == k) for k in found] for v in of_these],
        free: [1 - encodings.count(v) for v in of_these],
        A: [2**k for k in found],
        lam: found,
    }


@theorem("McMillan's inequality", given=power_below_line.given)
def mcmillan(proof):
    """Σ_x D^(−L(x)) ≤ 1 for every uniquely decodable code.

    The hypotheses, which say that it is one, are read at every T: w, n, b, λ, A, c are others for
    each number T of codewords.
    """
    proof.fact(AtMostOne(powers, power_below_line, N=n, each=L_max, met_by=example))


# In bits.

bits_messages, bits_kraft_sum = Sum(2 ** (-length(past)), past), Sum(2 ** (-L(new)), new)
bit_share = word_length.at(w, lambda k: 2 ** (-lam(k)))
in_bits = [
    Eq(2 ** (-length(past)), Sum(decoded(w, past) * bit_share, w)),
    decodable,
    count,
    Eq(lam(n), log(A(n), 2)),
]


@theorem("One codeword more multiplies by the Kraft sum in bits")
def one_codeword_more_bits(proof):
    """With D = 2."""
    proof.start(Sum(2 ** (-length(past) - L(new)), past, new))
    proof.eq(bits_messages * bits_kraft_sum, one_codeword_more.on(D=2))


@theorem("Powers of the Kraft sum in bits")
def powers_bits(proof):
    """With D = 2."""
    proof.fact(
        EveryT(one_codeword_more_bits, bits_messages, bits_kraft_sum, past, new, by="*", put=longer)
    )


@theorem("Messages take at most 1 for each length, in bits", given=in_bits)
def power_below_line_bits(proof):
    """With D = 2."""
    proof.start(bits_messages)
    proof.le(n.size, power_below_line.on(D=2))


@theorem("McMillan's inequality in bits", given=in_bits)
def mcmillan_bits(proof):
    """Σ_x 2^(−L(x)) ≤ 1 for every uniquely decodable code; hypotheses at every T, as before."""
    proof.fact(AtMostOne(powers_bits, power_below_line_bits, N=n, each=L_max, met_by=example))


# Codes in numbers.


def decodable_codes(number, longest):
    """The fact that all small uniquely decodable codes keep the inequality."""
    nonempty = [w for n in range(1, longest + 1) for w in words(n)]
    codes = [c for n in range(1, number + 1) for c in combinations(nonempty, n)]
    good = [c for c in codes if sardinas_patterson(c)]
    largest = max(kraft_sum([len(w) for w in c]) for c in good)
    return Computed(
        f"each uniquely decodable code of at most {number} words of 1 to {longest} bits has "
        "Kraft sum ≤ 1",
        lambda: largest <= 1,
        (f"{len(good)} of {len(codes)} codes; the largest sum is {largest}",),
    )


def within_budget(code):
    """The statement that a code keeps the inequality."""
    total = kraft_sum([len(w) for w in code])
    return Computed(
        f"the sum of 2^(−length) over {{{', '.join(code)}}} is at most 1",
        lambda: total <= 1,
        (f"the sum is {total}", str(sardinas_patterson(code))),
    )


@theorem("The inequality without unique decodability", expect="refuted")
def not_decodable(proof):
    """{0, 1, 01} breaks it, and cannot be decoded."""
    proof.fact(within_budget(["0", "1", "01"]))


@theorem("Small uniquely decodable codes")
def small_codes(proof):
    """Checked one by one, by the algorithm of Sardinas and Patterson."""
    proof.fact(decodable_codes(4, 3))


if __name__ == "__main__":
    run()
