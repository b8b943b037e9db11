"""Pinsker's inequality: D(p‖q) ≥ ½(Σ|p − q|)² = 2·TV(p, q)².

Pinsker (1960) with a smaller constant; Csiszár, Kemperman and Kullback (1966–67) with this one. The
proof is that of Tsybakov, Introduction to Nonparametric Estimation (2009), Lemma 2.5: an inequality
in one variable at every letter, then Cauchy and Schwarz.
"""

from derive import *

x, y = alphabets("x y")
p, q = Distribution("p", x), Distribution("q", x)
r = Law("r", x, y)
X, Y = r.variables
t = Nonnegative("t")
half = Rational(1, 2)
distance = Sum(Abs(p(x) - q(x)), x)
chi = Sum((p(x) - q(x)) ** 2 / (p(x) + 2 * q(x)), x)
at_a_letter = ScalarLemma(
    "t·ln t − t + 1 ≥ 3(t − 1)²/(2(t + 2))",
    t * log(t) - t + 1 >= 3 * (t - 1) ** 2 / (2 * (t + 2)),
    t,
)


@theorem("Cauchy–Schwarz with the weights p + 2q")
def cauchy_schwarz(proof):
    """(Σ a)² ≤ Σ w·Σ a²/w for a = |p − q| and w = p + 2q, whose sum is 3."""
    weight = p(x) + 2 * q(x)
    proof.start(chi)
    proof.ge(distance**2 / 3, square(Abs(p(x) - q(x)) / weight - distance / 3))


@theorem("Pinsker's inequality", given=[p << q])
def pinsker(proof):
    """The lemma at t = p(x)/q(x), times q(x), is summed over x."""
    proof.start(KL(p, q))
    proof.eq(Sum(p(x) * log(p(x) / q(x)) - p(x) + q(x), x), "both laws sum to 1")
    proof.ge(Rational(3, 2) * chi, at_a_letter.on(p(x) / q(x)))
    proof.ge(half * distance**2, cauchy_schwarz)
    proof.claim(KL(p, q) >= half * distance**2, equality=Eq(p(x), q(x)))


@theorem("Pinsker's inequality for the total variation", given=[p << q])
def with_total_variation(proof):
    """As statisticians write it, D ≥ 2·TV²."""
    proof.start(KL(p, q))
    proof.ge(half * distance**2, pinsker)
    proof.eq(2 * total_variation(p, q) ** 2, definition)


@theorem("Information is at least half the squared distance from independence")
def information(proof):
    """The same for a joint law and the product of its marginals."""
    joint, product = r(x, y), r(x) * r(y)
    weight = joint + 2 * product
    apart = Sum(Abs(joint - product), x, y)
    proof.start(I(X, Y))
    proof.eq(Sum(joint * log(joint / product), x, y), definition)
    proof.ge(
        Rational(3, 2) * Sum((joint - product) ** 2 / weight, x, y), at_a_letter.on(joint / product)
    )
    proof.ge(half * apart**2, square(Abs(joint - product) / weight - apart / 3))
    proof.claim(I(X, Y) >= half * apart**2)


@theorem("Pinsker's inequality with 51/100 for ½", given=[p << q], expect="refuted")
def larger_constant(proof):
    """½ is the best constant: two nearly uniform letters show it."""
    proof.claim(KL(p, q) >= Rational(51, 100) * distance**2)


@theorem("Pinsker's inequality without p ≪ q", expect="ill-posed")
def without_domination(proof):
    proof.claim(KL(p, q) >= half * distance**2)


if __name__ == "__main__":
    run()
