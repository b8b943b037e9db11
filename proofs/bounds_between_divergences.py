"""Bounds between divergences: Le Cam, Bretagnolle and Huber, χ² and its logarithm, Jeffreys.

Tsybakov, Introduction to Nonparametric Estimation (2009), section 2.4; Gibbs & Su, On Choosing
and Bounding Probability Metrics (2002); Lin (1991) for the Jensen–Shannon divergence against
Jeffreys's. Pinsker's inequality is in pinsker.py, the lower half of Le Cam's in
total_variation.py.
"""

from derive import *

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)
f, g = Real("f", x), Real("g", x)
b, c = Positive("b"), Positive("c")
half = Rational(1, 2)
variation, coefficient, divergence = total_variation(p, q), bhattacharyya(p, q), KL(p, q)
minus, plus = sqrt(p(x)) - sqrt(q(x)), sqrt(p(x)) + sqrt(q(x))
product = Sum(Abs(minus) * plus, x)


@theorem("Cauchy and Schwarz")
def cauchy_schwarz(proof):
    """(Σ fg)² ≤ Σ f²·Σ g²."""
    proof.claim(Sum(f(x) * g(x), x) ** 2 <= Sum(f(x) ** 2, x) * Sum(g(x) ** 2, x))


@theorem("A difference, by roots")
def by_roots(proof):
    """|p − q| = |√p − √q|·(√p + √q), letter by letter."""
    proof.claim(Eq(Abs(p(x) - q(x)), Abs(minus) * plus))


@theorem("Cauchy–Schwarz for the roots")
def product_bound(proof):
    """(Σ |√p − √q|·(√p + √q))² ≤ 4(1 − BC²), with BC = Σ √(pq)."""
    proof.start(product**2)
    proof.le(Sum(Abs(minus) ** 2, x) * Sum(plus**2, x), cauchy_schwarz.on(f=Abs(minus), g=plus))
    proof.eq(Sum(minus**2, x) * Sum(plus**2, x), "|a|² = a²")
    proof.eq((2 - 2 * coefficient) * (2 + 2 * coefficient), "multiply out; the laws sum to 1")
    proof.claim(product**2 <= 4 * (1 - coefficient**2))


@theorem("Le Cam's inequality")
def le_cam(proof):
    """TV ≤ √(1 − BC²)."""
    proof.start(4 * variation**2)
    proof.eq(Sum(Abs(p(x) - q(x)), x) ** 2, definition)
    proof.eq(product**2, by_roots)
    proof.le(4 * (1 - coefficient**2), product_bound)
    proof.claim(variation**2 <= 1 - coefficient**2)


@theorem("Le Cam's inequality with 1 − BC for 1 − BC²", expect="refuted")
def without_square(proof):
    proof.claim(variation**2 <= 1 - coefficient)


@theorem("Bhattacharyya's coefficient from below", given=[p << q])
def jensen(proof):
    """e^(−D) ≤ BC²: Jensen's inequality for E_p √(q/p)."""
    proof.claim(exp(-divergence) <= coefficient**2)


@theorem("The Bretagnolle–Huber inequality", given=[p << q])
def bretagnolle_huber(proof):
    """TV ≤ √(1 − e^(−D)): of use also where D is large and Pinsker's bound says nothing."""
    proof.start(variation**2)
    proof.eq(product**2 / 4, by_roots)
    proof.le(1 - coefficient**2, product_bound)
    proof.le(1 - exp(-divergence), jensen)


@theorem("The errors of a test are at least ½e^(−D) together", given=[p << q])
def two_errors(proof):
    """1 − TV is what the best test errs, of the first and second kind together."""
    proof.start(exp(-divergence))
    proof.le(coefficient**2, jensen)
    proof.le(1 - product**2 / 4, product_bound)
    proof.eq(1 - variation**2, by_roots)
    proof.le(2 * (1 - variation), square(1 - variation))
    proof.claim(half * exp(-divergence) <= 1 - variation)


@theorem("Bretagnolle–Huber with e^(−D/2)", given=[p << q], expect="refuted")
def half_the_divergence(proof):
    proof.claim(variation**2 <= 1 - exp(-half * divergence))


@theorem("Bretagnolle–Huber without p ≪ q", expect="ill-posed")
def without_domination(proof):
    proof.claim(variation**2 <= 1 - exp(-divergence))


@theorem("Divergence is at most ln(1 + χ²)", given=[p << q])
def log_chi(proof):
    """Equality exactly when p/q is one number where p > 0: q is p, given an event."""
    chi = chi_squared(p, q)
    proof.start(divergence)
    proof.le(log(Sum(p(x) * (p(x) / q(x)), x)), "Jensen: ln is concave")
    proof.eq(log(1 + chi), "Σ p²/q = 1 + Σ (p − q)²/q")
    proof.claim(divergence <= log(1 + chi), equality=Eq(p(x) ** 2, p(x) * q(x) * (1 + chi)))


@theorem("Divergence is at most χ²", given=[p << q])
def below_chi(proof):
    """p = q wherever p has mass, and so, as both sum to 1, everywhere."""
    proof.claim(divergence <= chi_squared(p, q), equality=Eq(p(x) ** 2, p(x) * q(x)))


@theorem("Divergence is at most χ²/2", given=[p << q], expect="refuted")
def half_chi(proof):
    """Near p = q it is about that, and may be more."""
    proof.claim(divergence <= half * chi_squared(p, q))


@theorem("A smaller denominator", given=[b <= c])
def denominators(proof):
    proof.claim(f(x) ** 2 / c <= f(x) ** 2 / b)


@theorem("Pinsker's inequality reversed", given=[q(x) >= b])
def reverse_pinsker(proof):
    """D ≤ Σ (p − q)²/q_min, for laws q without zeros."""
    proof.start(divergence)
    proof.le(chi_squared(p, q), log_bound)
    proof.eq(Sum((p(x) - q(x)) ** 2 / q(x), x), definition)
    proof.le(Sum((p(x) - q(x)) ** 2, x) / b, denominators.on(f=p(x) - q(x), b=b, c=q(x)))


@theorem("Pinsker's inequality reversed, without q_min", given=[p << q], expect="refuted")
def no_least_probability(proof):
    proof.claim(divergence <= 4 * Sum((p(x) - q(x)) ** 2, x))


@theorem("A quarter of Jeffreys's divergence", given=[p << q, q << p])
def jeffreys(proof):
    """JS ≤ (D(p‖q) + D(q‖p))/4."""
    proof.claim(JS(p, q) <= (KL(p, q) + KL(q, p)) / 4, equality=Eq(p(x), q(x)))


@theorem("Jensen–Shannon is ln 2 for laws apart")
def apart(proof):
    """Equality exactly when no letter has mass under both."""
    proof.claim(JS(p, q) <= log(2), equality=Eq(p(x) * q(x), 0))


@theorem("Jensen–Shannon is ln 2 for different laws", given=[Ne(p(x), q(x))], expect="refuted")
def apart_if_different(proof):
    proof.claim(JS(p, q) >= log(2))


if __name__ == "__main__":
    run()
