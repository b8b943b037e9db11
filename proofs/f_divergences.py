"""f-divergences: Σ q·f(p/q) for a convex f is at least f(1), and no channel raises it.

Csiszár (1967); Liese & Vajda (2006); Polyanskiy & Wu, Information Theory (2025), chapter 7. Of f
nothing is used but a supporting line at one point each: F(x) stands for f(p(x)/q(x)), G(y) for f
at the ratio of the outputs, and m for the slope of a supporting line there.
"""

from derive import *

x, y = alphabets("x y")
p, q = Distribution("p", x), Distribution("q", x)
p1, p2, q1, q2 = (Distribution(name, x) for name in ("p₁", "p₂", "q₁", "q₂"))
W = Channel("W", y, given=x)
p_out = Let("P", Sum(p(x) * W(y | x), x), y)(y)  # the laws of the outputs
q_out = Let("Q", Sum(q(x) * W(y | x), x), y)(y)
F, G, slope = Real("F", x), Real("G", y), Real("m", y)
f1, m1 = Real("f₁"), Real("m₁")
lam = Probability("λ")
half = Rational(1, 2)

line_at_1 = F(x) >= f1 + m1 * (p(x) / q(x) - 1)
lines = F(x) >= G(y) + slope(y) * (p(x) / q(x) - p_out / q_out)


@theorem("Jensen's inequality for a convex function", given=[line_at_1])
def jensen_hypothesis(proof):
    """The supporting line at 1 is what convexity is used for; without p ≪ q, f₁ is not reached."""
    proof.claim(Sum(q(x) * F(x), x) >= f1 + m1 * (Sum(q(x) * (p(x) / q(x)), x) - 1))


@theorem("An f-divergence is at least f(1)", given=[p << q, line_at_1])
def at_least(proof):
    proof.start(Sum(q(x) * F(x), x))
    proof.ge(Sum(q(x) * (f1 + m1 * (p(x) / q(x) - 1)), x), line_at_1)
    proof.eq(f1, "p ≪ q, and both laws sum to 1")


@theorem("An f-divergence of any f is at least f(1)", given=[p << q], expect="refuted")
def any_function(proof):
    proof.claim(Sum(q(x) * F(x), x) >= f1)


@theorem("No channel raises an f-divergence", given=[p << q, lines])
def data_processing(proof):
    """At each output the supporting line at p_out/q_out; they add up to the outputs' divergence."""
    proof.start(Sum(q(x) * F(x), x))
    proof.eq(Sum(q(x) * W(y | x) * F(x), x, y), "W sums to 1")
    proof.ge(Sum(q(x) * W(y | x) * (G(y) + slope(y) * (p(x) / q(x) - p_out / q_out)), x, y), lines)
    proof.eq(Sum(q_out * G(y), y), "Σ_x qW·p/q = p_out, and q_out·p_out/q_out too")


below = F(x) <= G(y) + slope(y) * (p(x) / q(x) - p_out / q_out)


@theorem("No channel raises it for a concave f", given=[p << q, below], expect="refuted")
def concave(proof):
    proof.claim(Sum(q(x) * F(x), x) >= Sum(q_out * G(y), y))


# The usual ones.


@theorem("The divergence is the f-divergence of t·ln t", given=[p << q])
def kl(proof):
    proof.claim(Eq(f_divergence(p, q, lambda t: t * log(t)), KL(p, q)))


@theorem("χ² is the f-divergence of (t − 1)²", given=[p << q])
def chi(proof):
    proof.claim(Eq(f_divergence(p, q, lambda t: (t - 1) ** 2), chi_squared(p, q)))


@theorem("Le Cam's divergence is nonnegative", given=[p << q])
def le_cam(proof):
    """f(t) = (1 − t)²/(2(1 + t))."""
    proof.claim(f_divergence(p, q, lambda t: (1 - t) ** 2 / (2 * (1 + t))) >= 0)


# Total variation over events.

B = Probability("B", x)
difference = Sum(B(x) * (p(x) - q(x)), x)


@theorem("No test tells two laws better apart than their total variation")
def tests(proof):
    proof.claim(difference <= total_variation(p, q))


where_more = Subset("A", x)
likelier = [
    where_more(x) * (p(x) - q(x)) >= 0,
    (1 - where_more(x)) * (q(x) - p(x)) >= 0,
]


@theorem("The event that p is larger attains it", given=likelier)
def attained(proof):
    """A holds the letters with p > q, and perhaps some with p = q: p(A) − q(A) = TV."""
    proof.start(total_variation(p, q))
    proof.eq(half * Sum(Abs(p(x) - q(x)), x), definition)
    proof.le(
        half * Sum(where_more(x) * (p(x) - q(x)) + (1 - where_more(x)) * (q(x) - p(x)), x),
        "|a| = ±a",
    )
    proof.eq(Sum(where_more(x) * (p(x) - q(x)), x), "both laws sum to 1")
    proof.claim(Sum(where_more(x) * (p(x) - q(x)), x) >= total_variation(p, q))


@theorem("Any event attains it", expect="refuted")
def any_event(proof):
    proof.claim(Sum(where_more(x) * (p(x) - q(x)), x) >= total_variation(p, q))


if __name__ == "__main__":
    run()
