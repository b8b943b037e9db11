"""Which codes can be read back: fixed length, prefix-free, uniquely decodable.

Cover & Thomas, 2nd ed., section 5.1. A code is uniquely decodable if no string is the encoding of
two messages, that is, of two sequences of codewords; prefix-free if no codeword is the beginning
of another one (or equal to it). Prefix-free codes without the empty codeword are uniquely
decodable (`messages_that_begin`), and that is proved here, not through McMillan's inequality, which
is about lengths only: {0, 00} meets it as well.

The proof reads one given string from the left. u = x₁…xₜ₋₁ is a message of t − 1 codewords and
xₜ the next codeword:

- begins(u) = 1 if the encoding of u is a beginning of the string, else 0. It is begins(u)·next(u,x)
  for u and x together, where next(u,x) = 1 if codeword x begins what the encoding of u leaves of
  the string.
- done(u) = 1 if u leaves nothing, so that begins(u)·done(u) counts the readings of the string.
- stuck(u) = 1 if something is left and no codeword fits.

At most one of these three happens (`one_case`): prefix-freeness says that next is a partial
function (of two codewords that begin one string one begins the other; `common_descendants` and
`one_value` in `kraft.py`), and where nothing is left only the empty codeword would fit
(`nothing_fits`). So the messages of t codewords that begin the string are at most as many as those
of t − 1, less the readings among them; for every T,

    readings with less than T codewords ≤ messages of one codeword that begin the string ≤ 1.

That these numbers count what they are said to count, is said in words only.
"""

from fractions import Fraction
from itertools import combinations

from derive import *
from derive.coding import (
    is_prefix_free,
    kraft_sum,
    least_mean_length,
    mean_length,
    sardinas_patterson,
    words,
)

# Codes of one length.

a = Alphabet("a")
bits = Real("ℓ")
enough_words = Le(a.size * 2 ** (-bits), 1)


@theorem("A fixed length of log₂|A| bits at least", given=[enough_words])
def fixed_length(proof):
    """Kraft's inequality for |A| codewords of ℓ bits each: ℓ ≥ log₂|A|."""
    proof.start(log(a.size, 2) - bits)
    proof.eq(log(a.size * 2 ** (-bits)) / log(2), "ℓ = −log₂ 2^(−ℓ)")
    proof.le((a.size * 2 ** (-bits) - 1) / log(2), log_bound)
    proof.le(0, enough_words)
    proof.claim(log(a.size, 2) <= bits)


def shortest_fixed_length(letters):
    """The fact that so many letters want words of ⌈log₂ letters⌉ bits, and no fewer."""
    length = (letters - 1).bit_length()
    have, fewer = len(words(length)), len(words(length - 1))
    return Computed(
        f"{letters} letters can have different words of {length} bits, and not of {length - 1}",
        lambda: fewer < letters <= have,
        (f"there are {have} words of {length} bits and {fewer} of {length - 1}",),
        tex=rf"\lceil \log_2 {letters} \rceil = {length}",
    )


@theorem("Two bits for four letters")
def four_letters(proof):
    """⌈log₂ 4⌉ = 2."""
    proof.fact(shortest_fixed_length(4))


# Variable lengths.

p = Distribution("p", a)
animals = ["1/2", "1/4", "1/8", "1/8"]
uniform = ["1/4"] * 4
old, new = [2, 2, 2, 2], [1, 2, 3, 3]


def mean(law, lengths, value):
    """The statement that lengths have this mean, in bits."""
    return Computed(
        f"the lengths {lengths} have the mean {value} for p = ({', '.join(law)})",
        lambda: mean_length(law, lengths) == Fraction(value),
        (f"the mean is {mean_length(law, lengths)}",),
    )


def least(law, value):
    """The fact that no code has a smaller mean length."""
    found, lengths = least_mean_length(law)
    return Computed(
        f"the least mean length of a uniquely decodable code for p = ({', '.join(law)}) is {value}",
        lambda: found == Fraction(value),
        (f"lengths {list(lengths)}; all vectors of lengths tried",),
    )


@theorem("From 2 bits to 1.75 bits")
def shorter_on_average(proof):
    """With short codewords for frequent letters; here the mean is the entropy, the least there is.

    It depends on p: `shorter_for_any_law`.
    """
    proof.fact(mean(animals, old, "2"))
    proof.fact(mean(animals, new, "7/4"))
    proof.fact(least(animals, "7/4"))
    proof.fact(Exists(Eq(H(p, base=2), Rational(7, 4)), p=animals))


@theorem("1.75 bits for any law", expect="refuted")
def shorter_for_any_law(proof):
    """For four letters of equal probability the new lengths are worse than 2 bits each."""
    proof.fact(mean(uniform, new, "7/4"))


# Reading a string from the left.

past, x = past_and_next("x")
following = Map("next", past, to=x, partial=True)
begins, done = Nonnegative("begins", past), Probability("done", past)
stuck, left = Nonnegative("stuck", past), Nonnegative("left", past)
fits = Sum(following(past, x), x)
one_of_three = Eq(stuck(past), 1 - done(past) - fits)

# Lengths of codewords: more(x) + 1 for one that is not empty, any length ≥ 0 else.
more, any_length = Nonnegative("more", x), Nonnegative("L", x)
not_longer = Le(following(past, x) * (1 + more(x)), following(past, x) * left(past))
not_longer_any = Le(following(past, x) * any_length(x), following(past, x) * left(past))


@theorem("Only something can begin with a codeword that is not empty", given=[not_longer])
def nothing_fits(proof):
    """A codeword that fits is no longer than what is left; so where 0 symbols are left, none is."""
    proof.start(following(past, x))
    proof.le(following(past, x) * (1 + more(x)), "a codeword has 1 + more(x) symbols")
    proof.le(following(past, x) * left(past), not_longer)
    proof.eq(left(past) - left(past) * (1 - following(past, x)), "next = 1 − (1 − next)")
    proof.le(left(past), "next ≤ 1")


@theorem("The same with the empty codeword", given=[not_longer_any], expect="refuted")
def nothing_fits_empty(proof):
    """The empty codeword fits where nothing is left."""
    proof.claim(following(past, x) <= left(past))


never_both = Eq(done(past) * following(past, x), 0)


@theorem(
    "Done, or one codeword next, or stuck",
    given=[*following.facts(), Eq(done(past) ** 2, done(past)), never_both],
)
def one_case(proof):
    """done + Σ_x next ≤ 1: with S for the sum, S² = S, so 1 − S = (1 − S)²."""
    proof.start(done(past) + fits)
    proof.le(1, square(1 - done(past) - fits))


@theorem("At most one first codeword", given=following.facts())
def one_first(proof):
    """In a prefix-free code at most one codeword begins a given string."""
    proof.start(fits)
    proof.le(1, square(1 - fits))


@theorem("One codeword more", given=[one_of_three])
def one_codeword_more(proof):
    """A message that begins the string is continued in one way at most, and in none when done."""
    proof.start(Sum(begins(past) * following(past, x), past, x))
    proof.eq(Sum(begins(past) * fits, past), "sum over the next codeword")
    proof.eq(
        Sum(begins(past) * (1 - done(past) - stuck(past)), past), "done, or one is next, or stuck"
    )
    proof.le(Sum(begins(past), past) - Sum(begins(past) * done(past), past), "stuck ≥ 0")


@theorem("Prefix-free codes are uniquely decodable", given=[one_of_three])
def messages_that_begin(proof):
    """The messages of T codewords that begin the string, and all shorter readings of it, are at
    most as many as the single codewords that begin it: one at most (`one_first`).

    So the string has one reading at most. The codewords must not be empty.
    """
    readings = Sum(begins(past) * done(past), past)
    proof.fact(
        EveryT(
            one_codeword_more,
            Sum(begins(past), past),
            -readings,
            past,
            x,
            put={begins: begins(past) * following(past, x)},
        )
    )


# Codes in numbers.


def _quoted(code):
    return "{" + ", ".join(w or "empty word" for w in code) + "}"


def _readings(string, code):
    """All sequences of codewords that make up the string; no codeword is empty."""
    if not string:
        return [[]]
    return [
        [w, *others]
        for w in code
        if string.startswith(w)
        for others in _readings(string[len(w) :], code)
    ]


def decodable(code):
    """The statement that a code is uniquely decodable."""
    found = sardinas_patterson(code)
    kind = "prefix-free" if is_prefix_free(code) else "not prefix-free"
    return Computed(
        f"{_quoted(code)}, which is {kind}, is uniquely decodable",
        lambda: found.unique,
        (str(found), f"Kraft sum {kraft_sum([len(w) for w in code])}"),
    )


def two_readings(string, code):
    """The fact that a string is the encoding of two messages."""
    ways = _readings(string, code)
    return Computed(
        f"with {_quoted(code)}, {string} has the readings "
        + " and ".join("[" + ", ".join(way) + "]" for way in ways),
        lambda: (
            len(ways) > 1
            and not sardinas_patterson(code)
            and all("".join(way) == string for way in ways)
        ),
    )


def prefix_free_codes(number, longest):
    """The fact that prefix-free implies uniquely decodable, for all small codes."""
    nonempty = [w for n in range(1, longest + 1) for w in words(n)]
    codes = [c for n in range(1, number + 1) for c in combinations(nonempty, n)]
    good = [c for c in codes if is_prefix_free(c)]
    return Computed(
        f"each prefix-free code of at most {number} words of 1 to {longest} bits is uniquely "
        "decodable",
        lambda: all(map(sardinas_patterson, good)),
        (f"{len(good)} of {len(codes)} codes are prefix-free",),
    )


@theorem("A code that is not uniquely decodable")
def not_decodable(proof):
    """{0, 1, 01}."""
    proof.fact(two_readings("001", ["0", "1", "01"]))


@theorem("The empty codeword", expect="refuted")
def empty_codeword(proof):
    """Prefix-free, as there is no other codeword, and useless: messages cannot be told apart."""
    proof.fact(decodable([""]))


@theorem("Small prefix-free codes")
def small_codes(proof):
    """All of them that have no empty codeword, by the algorithm of Sardinas and Patterson."""
    proof.fact(prefix_free_codes(4, 3))


@theorem("Uniquely decodable without being prefix-free")
def proper_inclusion(proof):
    """{0, 01}: each 0 begins a codeword."""
    proof.fact(decodable(["0", "01"]))


@theorem("Kraft's inequality does not make a code decodable", expect="refuted")
def lengths_are_not_enough(proof):
    """{0, 00} has the Kraft sum 3/4."""
    proof.fact(decodable(["0", "00"]))


if __name__ == "__main__":
    run()
