"""Kraft's inequality is enough: whole lengths with Σ D^(−L(i)) ≤ 1 are those of a prefix-free code.

Cover & Thomas, 2nd ed., Theorem 5.2.1, the other half, by the intervals of Theorem 5.2.2. The code
alphabet has the digits 0, …, D − 1. Sort the codewords by length, ties in any order, and let

    s(i) = Σ_{j before i} D^(−L(j)),

the numbers' intervals [s(i), s(i) + D^(−L(i))) then lie side by side in [0, 1). Codeword i is s(i)
written with L(i) digits. What is proved:

- `disjoint`, `inside`, `room`: the intervals do not meet, and lie in [0, 1).
- `whole_number`: s(i)·D^L(i) is a sum of D^(L(i) − L(j)) over j before i. These are whole numbers,
  as the lengths are and L(j) ≤ L(i). Together with `room`: s(i) has L(i) digits.
- `begins_lower`, `begins_upper`: words that begin with a word have their intervals in its own.
- `no_beginnings`: so no codeword begins another one, as the intervals would have to meet.

Said in words only: that a sum of whole powers is whole, and that numbers 0 ≤ n < D^L are the words
of L digits. The lengths have to be whole numbers ≥ 0; `derive.coding.canonical_code` is the
construction, and refuses other lengths. The one length 0 gives the empty codeword, prefix-free
but of no use for messages (`decodability.py`).

The order is given by ranks between 0 and 1, all different: before(i,j) is 1 if codeword i comes
before codeword j, else 0. The hypotheses on `after` and `between` name what else an order has:
of i and j, one comes first or they are the same; who is before i or is i, is before all that come
after i.
"""

from itertools import product

from derive import *
from derive.coding import canonical_code, is_prefix_free, kraft_sum, words
from derive.language.printing import latex, text

i = Alphabet("i")
j, k = i.another("j"), i.another("k")
D, L = Positive("D"), Real("L", i)
rank, before = Probability("rank", i), Probability("before", i, j)
after, between = Nonnegative("after", i, j), Nonnegative("between", i, k, j)


def power(exponent):
    """D^exponent; powers of D stay apart, as they are written."""
    return Power(D, exponent)


def start(x):
    """s(x), the lower end of the interval of codeword x."""
    lengths = Sum(before(k, x) * power(-L(k)), k)
    return Measure(f"s({text(x)})", f"s({latex(x)})", lengths)


order = Eq(before(i, j), Ceiling(rank(j) - rank(i)))
trichotomy = Eq(after(i, j), 1 - before(i, j) - Delta(i, j))
transitivity = Eq(between(i, k, j), before(i, j) * (before(k, j) - before(k, i) - Delta(k, i)))
enough = Le(Sum(power(-L(i)), i), 1)


# The intervals of the codewords.


@theorem("The intervals lie side by side", given=[order, transitivity])
def disjoint(proof):
    """If codeword i comes before codeword j, then s(j) ≥ s(i) + D^(−L(i))."""
    proof.start(before(i, j) * start(j))
    proof.eq(Sum(before(i, j) * before(k, j) * power(-L(k)), k), "definition of s(j)")
    proof.eq(
        Sum(
            (before(i, j) * (before(k, i) + Delta(k, i)) + between(i, k, j)) * power(-L(k)),
            k,
        ),
        "k is before i, is i, or comes between i and j",
    )
    proof.eq(
        before(i, j) * (start(i) + power(-L(i))) + Sum(between(i, k, j) * power(-L(k)), k),
        "definition of s(i)",
    )
    proof.ge(before(i, j) * (start(i) + power(-L(i))), "shares are ≥ 0")


@theorem("An interval ends within the Kraft sum", given=[order, trichotomy])
def inside(proof):
    """s(i) + D^(−L(i)) ≤ Σ_k D^(−L(k)): what comes before i, and i, are part of all."""
    proof.start(start(i) + power(-L(i)))
    proof.eq(Sum((before(k, i) + Delta(k, i)) * power(-L(k)), k), "definition of s(i)")
    proof.eq(Sum((1 - after(k, i)) * power(-L(k)), k), "the others come after i")
    proof.le(Sum(power(-L(k)), k), "shares are ≥ 0")


@theorem("There is room", given=[order, trichotomy, enough])
def room(proof):
    """If Σ_k D^(−L(k)) ≤ 1, every interval ends at 1 or before."""
    proof.start(start(i) + power(-L(i)))
    proof.le(Sum(power(-L(k)), k), inside)
    proof.le(1, enough)


@theorem("The lower end in units of the last digit")
def whole_number(proof):
    """s(i)·D^L(i) = Σ_{k before i} D^(L(i) − L(k)), whole when L(k) ≤ L(i) for these k."""
    proof.start(start(i) * power(L(i)))
    proof.eq(Sum(before(k, i) * power(-L(k)) * power(L(i)), k), "definition of s(i)")
    proof.eq(Sum(before(k, i) * power(L(i) - L(k)), k), "D^a·D^b = D^(a + b)")


# Words as numbers: ℓ(x₁…xₜ) digits, with the value 0.x₁…xₜ in base D. The interval of a word is
# from its value to its value + D^(−ℓ).

past, symbol = past_and_next("x")
length, value = Real("ℓ", past), Real("val", past)
digit, missing = Nonnegative("digit", symbol), Nonnegative("miss", symbol)
digits = Eq(digit(symbol), D - 1 - missing(symbol))  # a digit is at most D − 1
last = power(-length(past) - 1)
longer = {value: value(past) + digit(symbol) * last, length: length(past) + 1}


@theorem("One digit more does not lower a number")
def digit_lower(proof):
    """0.x₁…xₜ ≥ 0.x₁…xₜ₋₁."""
    proof.start(value(past) + digit(symbol) * last)
    proof.ge(value(past) + 0, "digits are ≥ 0")


@theorem("One digit more keeps a number below the end of the interval", given=[digits])
def digit_upper(proof):
    """The digit is at most D − 1, and D·D^(−ℓ−1) = D^(−ℓ)."""
    proof.start(value(past) + digit(symbol) * last + last)
    proof.eq(value(past) + (D - missing(symbol)) * last, "digit = D − 1 − miss")
    proof.eq(value(past) + power(-length(past)) - missing(symbol) * last, "D·D^(−ℓ−1) = D^(−ℓ)")
    proof.le(value(past) + power(-length(past)) + 0, "miss ≥ 0")


@theorem("Words that begin with a word are not below it")
def begins_lower(proof):
    """Read x₁ as the word, of any length, and x₂, x₃, … as the digits that follow."""
    proof.fact(EveryT(digit_lower, value(past), 0, past, symbol, put=longer))


@theorem("Words that begin with a word stay in its interval", given=[digits])
def begins_upper(proof):
    """The upper ends do not rise either."""
    total = value(past) + power(-length(past))
    proof.fact(EveryT(digit_upper, total, 0, past, symbol, put=longer))


# Two codewords, with the lower ends s, s' and the lengths L, L'; the first comes before the second.
# begins = 1 if the first is a beginning of the second, begun = 1 if the second is one of the first,
# else 0.

s0, s1, len0, len1 = Real("s"), Real("s'"), Real("L"), Real("L'")
begins, begun = Probability("begins"), Probability("begun")
gap, high, low = Nonnegative("gap"), Nonnegative("high"), Nonnegative("low")
side_by_side = Eq(s1, s0 + power(-len0) + gap)
not_beyond = Eq(high, begins * (s0 + power(-len0) - s1 - power(-len1)))
not_below = Eq(low, begun * (s0 - s1))


@theorem("No codeword begins another", given=[side_by_side, not_beyond, not_below])
def no_beginnings(proof):
    """Two words of which one begins the other cannot have intervals side by side.

    The hypotheses say gap ≥ 0 (`disjoint`), high ≥ 0 (`begins_upper`: where begins = 1, the second
    interval ends within the first) and low ≥ 0 (`begins_lower`: where begun = 1, the first
    interval starts within the second). As D^(−L) > 0, the claim says begins = begun = 0.
    """
    proof.start(begins * power(-len1) + begun * power(-len0))
    proof.eq(-high - low - (begins + begun) * gap, "put the differences in")
    proof.le(0, "all of them are ≥ 0")


# The construction in numbers.


def _refused(lengths, size):
    try:
        canonical_code(lengths, size)
    except DeriveError:
        return True
    return False


def constructed(lengths, size=2):
    """The fact that the construction gives a prefix-free code with these lengths."""
    code = canonical_code(lengths, size)
    return Computed(
        f"the lengths {lengths} with D = {size} are those of a prefix-free code",
        lambda: [len(w) for w in code] == lengths and is_prefix_free(code),
        (f"Kraft sum {kraft_sum(lengths, size)}: {', '.join(code)}",),
    )


def impossible(lengths, size=2):
    """The fact that no words of these lengths are a prefix-free code."""
    total = kraft_sum(lengths, size)
    return Computed(
        f"no prefix-free code with D = {size} has the lengths {lengths}",
        lambda: (
            total > 1
            and _refused(lengths, size)
            and not any(map(is_prefix_free, product(*(words(n, size) for n in lengths))))
        ),
        (f"Kraft sum {total} > 1",),
    )


def all_lengths(number, longest, size=2):
    """The fact that the construction works for all short lists of lengths that it should."""
    lists = [
        list(given) for n in range(1, number + 1) for given in product(range(longest + 1), repeat=n)
    ]
    good = [given for given in lists if kraft_sum(given, size) <= 1]

    def holds():
        codes = [canonical_code(given, size) for given in good]
        return all(map(is_prefix_free, codes)) and all(
            [len(w) for w in code] == given for code, given in zip(codes, good, strict=True)
        )

    return Computed(
        f"each list of at most {number} whole lengths from 0 to {longest} with Kraft sum ≤ 1 for "
        f"D = {size} is that of a prefix-free code",
        holds,
        (f"{len(good)} lists of {len(lists)} have Kraft sum ≤ 1",),
    )


@theorem("Codes from lengths")
def codes_from_lengths(proof):
    """Printed codes, for two symbols and for three."""
    proof.fact(constructed([1, 2, 3, 3]))
    proof.fact(constructed([2, 2, 2, 2]))
    proof.fact(constructed([1, 1, 2, 2, 3], 3))


@theorem("Lengths that are too short")
def lengths_too_short(proof):
    """Every choice of words of these lengths has one that begins another."""
    proof.fact(impossible([1, 1, 2]))
    proof.fact(impossible([1, 2, 2, 2]))


@theorem("All short lists of lengths")
def all_short_lists(proof):
    """The construction never fails when Kraft's inequality holds."""
    proof.fact(all_lengths(4, 4))
    proof.fact(all_lengths(4, 3, 3))


if __name__ == "__main__":
    run()
