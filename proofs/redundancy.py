"""Why random data do not compress, and where the redundancy of a text lies.

Cover & Thomas, 2nd ed., Theorems 2.6.4, 2.6.5 and 2.6.6. A letter has at most log₂ |X| bits, with
equality exactly when all letters are equally likely. A text has that many bits per letter exactly
when, besides, every letter is independent of those before it: equally likely letters alone are not
enough. What is missing from log₂ |X| bits per letter is the sum of two parts,

    log₂ |X| − H(Xₜ|X₁…Xₜ₋₁) = [log₂ |X| − H(Xₜ)] + I(X₁…Xₜ₋₁;Xₜ),

uneven probabilities and dependence. How large they are in English is a matter of observation. By
tables of letter frequencies the first part is about half a bit of the 4.7.
"""

from fractions import Fraction

from entropies import maximum_entropy_in_bits
from source_coding import L, entropy_value, p, source_coding, x

from derive import *
from derive.numeric import witness

x1 = x.another("x'")
λ = Probability("λ")
s = Law("s", x, x1)
A, B = s.variables
entropy_bits = H(p, base=2)
uniform = Eq(p(x), 1 / x.size)
# Each letter is the one before it with probability λ, and else drawn anew.
repeating = Eq(s(x, x1), (1 - λ) / x.size**2 + λ * Delta(x, x1) / x.size)

equally_likely = Eq(Sum(s(x, x1), x), 1 / x.size)

u, v = past_and_next("x")
r = Law("r", u, v)
U, V = r.variables
fresh = Eq(r(u, v), r(u) / v.size)


# One letter.


@theorem("A letter has at most log₂ |X| bits")
def letter_bits(proof):
    """H(p) ≤ log₂ |X|, with equality exactly when all letters are equally likely."""
    proof.start(entropy_bits)
    proof.le(log(x.size, 2), maximum_entropy_in_bits)
    proof.claim(entropy_bits <= log(x.size, 2), equality=uniform)


@theorem("Equally likely letters do not compress", given=[uniform, L.kraft()])
def incompressible(proof):
    """No code for them has a mean length below log₂ |X|."""
    proof.start(log(x.size, 2))
    proof.eq(Sum(p(x) * log(1 / p(x), 2), x), uniform)
    proof.eq(entropy_bits, "definition of H")
    proof.le(E(L(x), p), source_coding)


# A text.


@theorem("One letter more has at most log₂ |X| bits")
def letter_step(proof):
    """Equality exactly when the letter is uniform and independent of the past."""
    proof.start(H(U, V, base=2))
    proof.eq(H(U, base=2) + H(V | U, base=2), "chain rule")
    proof.le(H(U, base=2) + H(V, base=2), "conditioning reduces entropy")
    proof.le(H(U, base=2) + log(v.size, 2), "maximum entropy")
    proof.claim(H(U, V, base=2) <= H(U, base=2) + log(v.size, 2), equality=fresh)


@theorem("A text has at most log₂ |X| bits per letter")
def text(proof):
    """H(X₁…X_T) ≤ H(X₁) + (T − 1)·log₂ |X|."""
    proof.fact(EveryT(letter_step, total=H(U, base=2), new=log(v.size, 2), past=u, next=v))


@theorem("One random letter more", given=[fresh])
def random_step(proof):
    """A letter that is uniform whatever came before adds log₂ |X| bits."""
    proof.start(H(U, V, base=2))
    proof.eq(Sum(r(u, v) * log(v.size / r(u), 2), u, v), "uniform, whatever came before")
    proof.eq(H(U, base=2) + log(v.size, 2), "split the logarithm; sum out xₜ")


@theorem("Random data have the greatest entropy", given=[fresh])
def random_data(proof):
    """Uniform letters, independent of the past: each adds log₂ |X| bits, as the first has."""
    proof.fact(EveryT(random_step, total=H(U, base=2), new=log(v.size, 2), past=u, next=v))


@theorem("Letters that repeat are equally likely", given=[repeating])
def repeating_is_uniform(proof):
    """Whatever the chance λ of a repetition is."""
    proof.start(Sum(s(x, x1), x))
    proof.eq(1 / x.size, "(1 − λ)/|X| + λ/|X|")


@theorem(
    "Equally likely letters are enough for the greatest entropy",
    given=[repeating],
    expect="refuted",
)
def uniform_is_enough(proof):
    """False: letters that repeat are equally likely too."""
    proof.claim(Eq(H(A, B, base=2), 2 * log(x.size, 2)))


# Redundancy.


@theorem("What is missing from log₂ |X| bits per letter")
def missing_bits(proof):
    """Uneven probabilities, and dependence on the past: a sum of two parts."""
    proof.start(log(v.size, 2) - H(V | U, base=2))
    proof.eq((log(v.size, 2) - H(V, base=2)) + I(U, V, base=2), "I = H(Xₜ) − H(Xₜ|past)")


@theorem("Equally likely letters may be redundant", given=[equally_likely])
def redundant_but_uniform(proof):
    """Two equally likely letters, the second the same as the first with probability 9/10.

    One letter has 1 bit, the next one, given the first, less than half a bit.
    """
    law = [["9/20", "1/20"], ["1/20", "9/20"]]
    proof.fact(Exists(Lt(H(B | A, base=2), H(B, base=2) / 2), s=law))


# English in numbers.


def log2_between(number, low, high):
    """The fact that log₂ of a whole number lies between two fractions, by comparing powers."""
    low, high = Fraction(low), Fraction(high)
    return Computed(
        f"log₂ {number} is between {float(low)} and {float(high)}",
        lambda: (
            2**low.numerator < number**low.denominator
            and number**high.denominator < 2**high.numerator
        ),
        (
            f"2^{low.numerator} < {number}^{low.denominator} and "
            f"{number}^{high.denominator} < 2^{high.numerator}",
        ),
        tex=rf"{float(low)} < \log_2 {number} < {float(high)}",
    )


# Occurrences of A to Z in 100 000 letters: Lewand, Cryptological Mathematics (2000), as often
# reprinted (W rounded there to 2360 or 2361).
LEWAND = (
    *(8167, 1492, 2782, 4253, 12702, 2228, 2015, 6094, 6966, 153, 772, 4025, 2406),
    *(6749, 7507, 1929, 95, 5987, 6327, 9056, 2758, 978, 2360, 150, 1974, 74),
)


def letters_between(counts, source, low, high):
    """The statement that the entropy of one letter lies between two numbers of bits."""
    law = [Fraction(n, sum(counts)) for n in counts]
    bounds = (Ge(entropy_bits, Rational(low)), Le(entropy_bits, Rational(high)))
    return Computed(
        f"with the letter frequencies of {source}, a letter of English has {low} to {high} bits",
        lambda: all(witness(r, (), {p: law}).holds for r in bounds),
        (f"H = {float(entropy_value(law).decimal):.3f} bits",),
    )


@theorem("log₂ 26 is about 4.7")
def log2_of_26(proof):
    """To one decimal place."""
    proof.fact(log2_between(26, "4.65", "4.75"))


@theorem("The letters of English, one by one")
def letters_of_english(proof):
    """Uneven frequencies alone leave more than 4 of the 4.7 bits."""
    proof.fact(letters_between(LEWAND, "Lewand (2000)", "4.1", "4.2"))


@theorem("Uneven letters alone bring English to 1.5 bits per letter", expect="refuted")
def uneven_letters_alone(proof):
    """False by far: most of what English saves is dependence between its letters."""
    proof.fact(letters_between(LEWAND, "Lewand (2000)", "1", "2"))


@theorem("The entropy of English", expect="open")
def english(proof):
    """Shannon (1951) estimated 0.6 to 1.3 bits per letter, Cover & King (1978) about 1.3.

    Cover & Thomas, section 6.4. The estimates use 27 symbols, with the space.
    """
    proof.fact(
        Empirical(
            "English has about 1.5 bits per letter",
            "an estimate from texts and readers; it depends on which texts, and on the method",
        )
    )


@theorem("Why English compresses", expect="open")
def why_english_compresses(proof):
    """Uneven letters are one part of two: `missing_bits`, `letters_of_english`."""
    proof.fact(
        Empirical(
            "English has far less than 4.7 bits per letter because its letters are unevenly likely",
            "how much is due to uneven letters and how much to dependence is observed in texts",
        )
    )


if __name__ == "__main__":
    run()
