"""Where over parameters a divergence, an error or a likelihood is best: argmin and argmax.

Bishop, Pattern Recognition and Machine Learning, sections 1.5.5, 2.3.4 and 10.1.2. Each is a chain
to a bound that does not depend on the parameters, and is met at one place only.
"""

from derive import *

x, y = Space("x"), Space("y")
f = Density("f", x)  # any law of one number
mu, v = Real("μ"), Positive("v")
m, a = Real("m"), Positive("a")  # mean and variance of f
normal = Normal("q", x, mean=mu, variance=v)
best = Normal("b", x, mean=m, variance=a)
MOMENTS = [Eq(E(x, f), m), Eq(E((x - m) ** 2, f), a)]


# ------------------------------------------------------------------ one number


@theorem("The mean has the least squared error", given=MOMENTS)
def least_squares(proof):
    """Bishop, section 1.5.5."""
    proof.start(E((x - mu) ** 2, f))
    proof.eq(E((x - m) ** 2, f) + (m - mu) ** 2, "the cross term has the mean 0")
    proof.eq(a + (m - mu) ** 2, "the variance")
    proof.ge(a, "a square")
    proof.argmin(E((x - mu) ** 2, f), at={mu: m}, value=a)


@theorem("0 has the least squared error", given=MOMENTS, expect="refuted")
def least_squares_zero(proof):
    """The second moment for the variance."""
    proof.argmin(E((x - mu) ** 2, f), at={mu: 0}, value=a + m**2)


@theorem("Moment matching, as an argmin", given=MOMENTS)
def moment_matching(proof):
    """Bishop, (10.187): the nearest normal law in D(f‖q) has the mean and the variance of f."""
    proof.start(KL(f, normal) - KL(f, best))
    proof.eq(KL(best, normal), "a square in x has the same mean under f and b")
    proof.eq((log(v / a) + (a + (m - mu) ** 2) / v - 1) / 2, "the divergence of normal laws")
    proof.ge((m - mu) ** 2 / (2 * v), "ln t ≤ t − 1 at a/v")
    proof.ge(0, "squares")
    proof.argmin(KL(f, normal), at={mu: m, v: a}, value=KL(f, best))


@theorem("Moment matching, with the standard deviation", given=MOMENTS, expect="refuted")
def moment_matching_deviation(proof):
    """√a for a."""
    narrow = Normal("b", x, mean=m, variance=sqrt(a))
    proof.argmin(KL(f, normal), at={mu: m, v: sqrt(a)}, value=KL(f, narrow))


@theorem("Maximum likelihood of a normal law", given=MOMENTS)
def maximum_likelihood(proof):
    """Bishop, section 2.3.4; f may be the law of a large sample."""
    proof.start(E(log(normal(x)), f))
    proof.eq(-log(2 * pi * v) / 2 - (a + (m - mu) ** 2) / (2 * v), "moments")
    proof.le(-log(2 * pi * v) / 2 - a / (2 * v), "squares")
    proof.le(-log(2 * pi * exp(1) * a) / 2, "ln t ≤ t − 1 at a/v")
    proof.argmax(E(log(normal(x)), f), at={mu: m, v: a}, value=-log(2 * pi * exp(1) * a) / 2)


@theorem("Maximum likelihood, half the variance", given=MOMENTS, expect="refuted")
def maximum_likelihood_half(proof):
    """The ½ of the exponent taken twice."""
    proof.argmax(E(log(normal(x)), f), at={mu: m, v: a / 2}, value=-log(pi * a) / 2 - 1)


# ------------------------------------------------------------------ zero-forcing

n, b, c, d = Real("n"), Positive("b"), Real("c"), Positive("d")
nu, w = Real("ν"), Positive("w")
p = MultivariateNormal("p", x, y, mean=(m, n), covariance=[[a, c], [c, b]])
one, other = Normal("g", x, mean=mu, variance=v), Normal("o", y, mean=nu, variance=w)
reverse = KL(one(x) * other(y), p(x, y))
determined = Eq(d, a * b - c**2)
completed = (
    (log(d / (v * w)) + (b * v + a * w) / d - 2) / 2
    + (b * (mu - m) - c * (nu - n)) ** 2 / (2 * b * d)
    + (nu - n) ** 2 / (2 * b)
)


@theorem("Zero-forcing, as an argmin", given=[determined])
def zero_forcing(proof):
    """Bishop, section 10.1.2: the means, and the variances 1/Λ₁₁ = d/b, 1/Λ₂₂ = d/a of Λ = Σ⁻¹."""
    proof.start(reverse)
    proof.eq(completed, "squares completed; d is the determinant")
    proof.ge((log(d / (v * w)) + (b * v + a * w) / d - 2) / 2, "squares")
    proof.ge((log(a / v) + b * v / d - 1) / 2, "ln t ≤ t − 1 at aw/d")
    proof.ge(log(a * b / d) / 2, "ln t ≤ t − 1 at bv/d")
    proof.argmin(reverse, at={mu: m, nu: n, v: d / b, w: d / a}, value=log(a * b / d) / 2)


@theorem("Zero-forcing, at the marginals' variances", given=[determined], expect="refuted")
def zero_forcing_marginals(proof):
    """Those are the argmin of D(p‖g·o)."""
    proof.start(reverse)
    proof.eq(completed, "squares completed; d is the determinant")
    proof.ge((log(d / (v * w)) + (b * v + a * w) / d - 2) / 2, "squares")
    proof.ge((log(a / v) + b * v / d - 1) / 2, "ln t ≤ t − 1 at aw/d")
    proof.ge(log(a * b / d) / 2, "ln t ≤ t − 1 at bv/d")
    proof.argmin(reverse, at={mu: m, nu: n, v: a, w: b}, value=log(a * b / d) / 2)


if __name__ == "__main__":
    run()
