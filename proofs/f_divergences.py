"""f-divergences: Σ q·f(p/q) for a convex f is at least f(1), and no channel raises it.

Csiszár (1967); Liese & Vajda (2006); Polyanskiy & Wu, Information Theory (2025), chapter 7. Of a
convex f nothing is used but its supporting lines f(t) ≥ a + m·t, times q: φ(x) stands for
q(x)·f(p(x)/q(x)), which is at least a·q(x) + m·p(x) for each of them, ψ(y) for the same at the
outputs, where one of them is met.
"""

from derive import *

x, y = alphabets("x y")
p, q = Distribution("p", x), Distribution("q", x)
W = Channel("W", y, given=x)
p_out = Let("P", Sum(p(x) * W(y | x), x), y)(y)  # the laws of the outputs
q_out = Let("Q", Sum(q(x) * W(y | x), x), y)(y)
phi, psi = Real("φ", x), Real("ψ", y)
start, slope = Real("a", y), Real("m", y)
start_at_1, slope_at_1 = Real("a₁"), Real("m₁")
half = Rational(1, 2)

line_at_1 = phi(x) >= start_at_1 * q(x) + slope_at_1 * p(x)
lines = phi(x) >= start(y) * q(x) + slope(y) * p(x)
met = Eq(psi(y), start(y) * q_out + slope(y) * p_out)


@theorem("An f-divergence is at least f(1)", given=[line_at_1])
def at_least(proof):
    """The line at 1 has the value a₁ + m₁ = f(1) there: Jensen's inequality."""
    proof.start(Sum(phi(x), x))
    proof.ge(Sum(start_at_1 * q(x) + slope_at_1 * p(x), x), line_at_1)
    proof.eq(start_at_1 + slope_at_1, "both laws sum to 1")


@theorem("An f-divergence of any f is at least f(1)", expect="refuted")
def any_function(proof):
    proof.claim(Sum(phi(x), x) >= start_at_1 + slope_at_1)


@theorem("No channel raises an f-divergence", given=[lines, met])
def data_processing(proof):
    """At each output the line that is met there; they add up to the divergence of the outputs."""
    proof.start(Sum(phi(x), x))
    proof.eq(Sum(W(y | x) * phi(x), x, y), "W sums to 1")
    proof.ge(Sum(W(y | x) * (start(y) * q(x) + slope(y) * p(x)), x, y), lines)
    proof.eq(Sum(start(y) * q_out + slope(y) * p_out, y), "sum out x")
    proof.eq(Sum(psi(y), y), met)


above = phi(x) <= start(y) * q(x) + slope(y) * p(x)


@theorem("No channel raises it for a concave f", given=[above, met], expect="refuted")
def concave(proof):
    proof.claim(Sum(phi(x), x) >= Sum(psi(y), y))


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
