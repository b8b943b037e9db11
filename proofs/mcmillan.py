"""McMillan's inequality: every uniquely decodable code has Σ D^(−L(x)) ≤ 1, prefix-free or not.

Cover & Thomas, 2nd ed., Theorem 5.5.1 (McMillan 1956; the proof is Karush's, 1961). For a finite
code, with K = Σ_x D^(−L(x)) and L_max the greatest length:

    K^k = Σ_messages D^(−ℓ) = Σ_n A(n)·D^(−λ(n)) ≤ Σ_n 1 ≤ k·L_max    for every k,

over the messages of k codewords, of which A(n) have an encoding of λ(n) symbols. A number whose
powers stay below a line is at most 1.

Where the hypotheses of `power_below_line` come from, for each k:

- K^k = S = Σ_m D^(−λ(b(m))), written with the k-th root: `powers`, where ℓ is the length of the
  encoding, as lengths of codewords add up.
- A(n) ≤ D^λ(n), written D^λ(n) = A(n) + unused(n): `messages_of_one_length`. This is where unique
  decodability is used, and all of it that is used: two messages of k codewords have two
  encodings. There are D^λ words of λ symbols (`words_of_length` in `kraft.py`).
- At most k·L_max different lengths: they are whole numbers from 1 to k·L_max. (The empty codeword
  is not uniquely decodable.)
- L(x) = −log_D (K·p(x)) is the definition of p(x), a codeword's part of K; it says that K is the
  sum of all D^(−L(x)).
"""

from itertools import combinations

from kraft import words_of_length

from derive import *
from derive.coding import kraft_sum, sardinas_patterson, words
from derive.language.printing import latex, text

D = Positive("D")
base = Dominated(1, log(D))


def power(exponent):
    """D^exponent, as exp(exponent·ln D)."""
    return Measure(f"D^({text(exponent)})", f"D^{{{latex(exponent)}}}", exp(exponent * log(D)))


# Powers of the Kraft sum: messages of t codewords are pairs of one of t − 1 and a codeword.

past, new = past_and_next("x")
length, new_length = Real("ℓ", past), Real("L", new)


@theorem("One codeword more multiplies by the Kraft sum")
def one_codeword_more(proof):
    """The lengths of the encodings add up."""
    proof.start(Sum(power(-length(past) - new_length(new)), past, new))
    proof.eq(Sum(power(-length(past)) * power(-new_length(new)), past, new), "D^(a+b) = D^a·D^b")
    proof.eq(
        Sum(power(-length(past)), past) * Sum(power(-new_length(new)), new), "each sum by itself"
    )


@theorem("Powers of the Kraft sum are sums over messages")
def powers(proof):
    """Σ over messages of T codewords of D^(−ℓ) is the product of T Kraft sums, for every T."""
    proof.fact(
        EveryT(
            one_codeword_more,
            Sum(power(-length(past)), past),
            Sum(power(-new_length(new)), new),
            past,
            new,
            by="*",
            put={length: length(past) + new_length(new)},
        )
    )


# Messages of one length: j runs over them, w over the words of that length, and c(w,j) = 1 if w
# is the encoding of j.

j, w = alphabets("j w")
c = Map("c", w, to=j, partial=True)
decodable = [*c.facts()]
encoded = Eq(Sum(c(w, j), w), 1)


@theorem("A word is the encoding of at most one message", given=decodable)
def one_message(proof):
    """Unique decodability: from a word to its message there is a partial function."""
    proof.start(Sum(c(w, j), j))
    proof.le(1, square(1 - Sum(c(w, j), j)))


@theorem("No more messages than words", given=[*decodable, encoded])
def messages_of_one_length(proof):
    """Different messages have different encodings, so they are at most as many as the words."""
    proof.start(j.size)
    proof.eq(Sum(Sum(c(w, j), w), j), "every message has one encoding")
    proof.eq(Sum(Sum(c(w, j), j), w), "exchange the sums")
    proof.le(Sum(1, w), one_message)
    proof.eq(w.size, "one for each word")


# Messages m of k codewords by the lengths of their encodings: b(m,n) = 1 if that of m has λ(n)
# symbols.

m, n, x = alphabets("m n x")
b = Map("b", m, to=n)
lam, unused = Real("λ", n), Nonnegative("unused", n)
A = b.count(n, name="A")
by_length = b.at(m, lambda i: power(-lam(i)))
decodes = Eq(unused(n), power(lam(n)) - A)

k, K, S, L_max = Positive("k"), Positive("K"), Positive("S"), Positive("Lmax")
L, p = Real("L", x), Distribution("p", x)
kraft_sum_of_L = Sum(power(-L(x)), x)
lengths = Le(n.size, L_max * k)
total = Eq(S, Sum(by_length, m))
root = Eq(K, exp(log(S) / k))
shares = Eq(L(x), -log(K * p(x)) / log(D))
parts = [base, shares, Dominated(1, p(x))]


@theorem("Messages grouped by length", given=b.facts())
def grouped(proof):
    """Σ_m D^(−λ(b(m))) = Σ_n A(n)·D^(−λ(n)): A(n) messages have λ(n) symbols."""
    proof.start(Sum(by_length, m))
    proof.eq(Sum(Sum(b(m, n), m) * power(-lam(n)), n), "exchange the sums")
    proof.eq(Sum(A * power(-lam(n)), n), "definition of A")


@theorem("Messages take at most 1 for each length", given=[*b.facts(), decodes])
def one_for_each_length(proof):
    """A(n) ≤ D^λ(n) messages, each of which takes D^(−λ(n))."""
    proof.start(Sum(by_length, m))
    proof.eq(Sum(A * power(-lam(n)), n), grouped)
    proof.eq(Sum((power(lam(n)) - unused(n)) * power(-lam(n)), n), "A(n) = D^λ(n) − unused(n)")
    proof.eq(Sum(1 - unused(n) * power(-lam(n)), n), "D^λ·D^(−λ) = 1")
    proof.le(Sum(1, n), "unused(n) ≥ 0")
    proof.eq(n.size, "one for each length")


@theorem("K is the Kraft sum", given=parts)
def is_kraft_sum(proof):
    """The parts p(x) of K sum to 1."""
    proof.start(kraft_sum_of_L)
    proof.eq(Sum(K * p(x), x), "D^(−L(x)) = K·p(x)")
    proof.eq(K, "p sums to 1")


@theorem(
    "The powers of the Kraft sum stay below a line",
    given=[*b.facts(), decodes, lengths, total, root, *parts],
)
def power_below_line(proof):
    """K^k ≤ L_max·k."""
    proof.start(exp(k * log(kraft_sum_of_L)))
    proof.eq(exp(k * log(K)), "K is the Kraft sum")
    proof.eq(S, "K^k is the sum over the messages of k codewords")
    proof.eq(Sum(by_length, m), total)
    proof.le(n.size, one_for_each_length)
    proof.le(L_max * k, lengths)


@theorem("McMillan's inequality", given=power_below_line.given)
def mcmillan(proof):
    """Σ_x D^(−L(x)) ≤ 1 for every uniquely decodable code.

    The hypotheses are those of the step; m, n, b, λ, unused and S are others for each k, and the
    hypotheses hold for every k. The docstring of this script says why.
    """
    proof.fact(
        AtMostOne(
            power_below_line,
            kraft_sum_of_L,
            L_max,
            k,
            met_by=(powers, messages_of_one_length, words_of_length, is_kraft_sum),
        )
    )


# In bits.

bit_shares = Eq(L(x), -log(K * p(x), 2))
by_length_bits = b.at(m, lambda i: 2 ** (-lam(i)))
in_bits = [
    Eq(unused(n), 2 ** lam(n) - A),
    Eq(S, Sum(by_length_bits, m)),
    bit_shares,
    Dominated(1, p(x)),
]


@theorem("The same in bits", given=[*b.facts(), lengths, root, *in_bits])
def power_below_line_bits(proof):
    """With D = 2."""
    proof.start(exp(k * log(Sum(2 ** (-L(x)), x))))
    proof.le(L_max * k, power_below_line.on(D=2))


@theorem("McMillan's inequality in bits", given=power_below_line_bits.given)
def mcmillan_bits(proof):
    """Σ_x 2^(−L(x)) ≤ 1 for every uniquely decodable code; hypotheses for every k, as before."""
    proof.fact(
        AtMostOne(
            power_below_line_bits,
            Sum(2 ** (-L(x)), x),
            L_max,
            k,
            met_by=(powers, messages_of_one_length, words_of_length, is_kraft_sum),
        )
    )


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
