"""Hoeffding's lemma from Pinsker's inequality, and what PAC-Bayes makes of it.

Boucheron, Lugosi & Massart, Concentration Inequalities (2013), sections 2.3 and 4.9 to 4.13;
McAllester (1999), Catoni (2007) for PAC-Bayes. Everything is on finite alphabets.
"""

from derive import *

x, y = alphabets("x y")
p, q = Distribution("p", x), Distribution("q", x)
f, s, c, t = Probability("f", x), Real("s"), Real("c"), Nonnegative("t")
half = Rational(1, 2)
weight = p(x) + 2 * q(x)
apart = Sum(f(x) * (p(x) - q(x)), x)
chi = Sum((p(x) - q(x)) ** 2 / weight, x)
at_a_letter = ScalarLemma(
    "t·ln t − t + 1 ≥ 3(t − 1)²/(2(t + 2))",
    t * log(t) - t + 1 >= 3 * (t - 1) ** 2 / (2 * (t + 2)),
    t,
)


@theorem("A number between 0 and 1 is at most ½ from ½")
def spread(proof):
    """Σ w·(f − ½)² ≤ ¾, for w = p + 2q."""
    proof.start(Sum(weight * (f(x) - half) ** 2, x))
    proof.le(Sum(weight / 4, x), "f(1 − f) ≥ 0")
    proof.eq(Rational(3, 4), "both laws sum to 1")


@theorem("Cauchy–Schwarz for a test")
def test_bound(proof):
    """For every number c: twice c times E_p f − E_q f, less ¾c²."""
    proof.start(chi)
    proof.ge(
        2 * c * apart - c**2 * Sum(weight * (f(x) - half) ** 2, x),
        square((p(x) - q(x)) / weight - c * (f(x) - half)),
    )
    proof.ge(2 * c * apart - c**2 * Rational(3, 4), spread)


@theorem("Pinsker's inequality for a test, a tangent", given=[p << q])
def tangent(proof):
    proof.start(KL(p, q))
    proof.eq(Sum(p(x) * log(p(x) / q(x)) - p(x) + q(x), x), "both laws sum to 1")
    proof.ge(Rational(3, 2) * chi, at_a_letter.on(p(x) / q(x)))
    proof.ge(3 * c * apart - Rational(9, 8) * c**2, test_bound)


@theorem("Pinsker's inequality for a test", given=[p << q])
def pinsker(proof):
    """D ≥ 2(E_p f − E_q f)² for 0 ≤ f ≤ 1."""
    proof.start(KL(p, q))
    proof.ge(2 * apart**2, tangent.on(c=4 * apart / 3))


# Hoeffding's lemma: T is the density, to p, of the law that e^(sf) tilts p to.

M, T = Positive("M"), Positive("T", x)
is_moment = Eq(M, Sum(p(x) * exp(s * f(x)), x))
density = Eq(T(x), exp(s * f(x)) / M)


@theorem("A tilted law is one", given=[is_moment, density])
def of_mass_one(proof):
    proof.start(Sum(p(x) * T(x), x))
    proof.eq(Sum(p(x) * exp(s * f(x)), x) / M, density)
    proof.eq(1, is_moment)


@theorem("Hoeffding's lemma", given=[is_moment, density])
def hoeffding(proof):
    """ln E e^(sf) ≤ s·E f + s²/8 for 0 ≤ f ≤ 1: Pinsker's inequality for T, and c = s/3."""
    mean = Sum(p(x) * T(x) * f(x), x)
    square_sum = Sum(p(x) * (T(x) + 2) * (f(x) - half) ** 2, x)
    proof.start(log(M))
    proof.eq(s * mean - Sum(p(x) * T(x) * log(T(x)), x), "ln T = sf − ln M")
    proof.eq(s * mean - Sum(p(x) * (T(x) * log(T(x)) - T(x) + 1), x), of_mass_one)
    proof.le(
        s * mean - Rational(3, 2) * Sum(p(x) * (T(x) - 1) ** 2 / (T(x) + 2), x),
        at_a_letter.on(T(x)),
    )
    proof.le(
        s * mean - s * Sum(p(x) * (T(x) - 1) * (f(x) - half), x) + s**2 * square_sum / 6,
        square((T(x) - 1) / (T(x) + 2) - s * (f(x) - half) / 3),
    )
    proof.eq(s * E(f(x), p) + s**2 * square_sum / 6, of_mass_one)
    proof.le(s * E(f(x), p) + s**2 * Sum(p(x) * (T(x) + 2), x) / 24, "f(1 − f) ≥ 0")
    proof.eq(s * E(f(x), p) + s**2 / 8, of_mass_one)


@theorem("Hoeffding's lemma with 1/9", given=[is_moment], expect="refuted")
def smaller_constant(proof):
    proof.claim(log(M) <= s * E(f(x), p) + s**2 / 9)


g = Nonnegative("g", x)


@theorem("Hoeffding's lemma without the bound", expect="refuted")
def unbounded(proof):
    """f may not exceed 1."""
    proof.claim(log(Sum(p(x) * exp(s * g(x)), x)) <= s * E(g(x), p) + s**2 / 8)


# PAC-Bayes: hypotheses x with prior p, samples y with law μ, Δ(x,y) is λ·(risk − empirical risk).

sample, posterior = Distribution("μ", y), Distribution("q", x)
gap, mean, level = Real("Δ", x, y), Positive("m"), Positive("ℓ")
moment = Sum(p(x) * exp(gap(x, y)), x)
bad = Subset("B", y)


@theorem("A change of measure", given=[posterior << p])
def change_of_measure(proof):
    """E_q Δ ≤ D(q‖p) + ln E_p e^Δ for every sample, and all posteriors at once."""
    proof.claim(E(gap(x, y), posterior) <= KL(posterior, p) + log(moment))


small = Sum(sample(y) * exp(gap(x, y)), y) <= mean
where_large = bad(y) * level <= bad(y) * moment


@theorem("The moment is rarely large", given=[small, where_large])
def rarely_large(proof):
    """Markov's inequality: μ(B) ≤ m/ℓ, where B is where E_p e^Δ ≥ ℓ."""
    proof.start(level * Sum(sample(y) * bad(y), y))
    proof.le(Sum(sample(y) * bad(y) * moment, y), where_large)
    proof.le(Sum(sample(y) * moment, y), "B ≤ 1")
    proof.eq(Sum(p(x) * Sum(sample(y) * exp(gap(x, y)), y), x), "change the order")
    proof.le(mean, small)


@theorem("The PAC-Bayes bound", given=[posterior << p, moment <= level])
def pac_bayes(proof):
    """Outside B: E_q Δ ≤ D(q‖p) + ln ℓ, where ℓ is m/δ, and m = e^(λ²/8n) by Hoeffding's lemma."""
    proof.start(E(gap(x, y), posterior))
    proof.le(KL(posterior, p) + log(moment), change_of_measure)
    proof.le(KL(posterior, p) + log(level), "ln is increasing")


@theorem("The PAC-Bayes bound without the divergence", given=[moment <= level], expect="refuted")
def without_divergence(proof):
    proof.claim(E(gap(x, y), posterior) <= log(level))


if __name__ == "__main__":
    run()
