"""Jensen's inequality from a supporting line, means, Cauchy–Schwarz and Hölder.

Cover & Thomas, 2nd ed., Theorem 2.6.2. A convex f has at every point a line below it that touches
it there; the inequality needs no more of f than the line at the mean. Weights may be 0.
"""

from derive import *

x = Alphabet("x")
p = Distribution("p", x)
v, F = Real("v", x), Real("F", x)
f0, slope = Real("f₀"), Real("c")
mean = Sum(p(x) * v(x), x)
supported = Ge(F(x), f0 + slope * (v(x) - mean))

a = Positive("a", x)
b, c = Positive("b", x), Positive("c", x)
u, w = Real("u", x), Real("w", x)
am = Sum(p(x) * a(x), x)
m = Positive("m")
everywhere, the_mean = Dominated(1, p(x)), Eq(m, am)
lam, x1 = Probability("λ"), x.another("x'")
s, t = Positive("s"), Positive("t")
B, C = Sum(b(x), x), Sum(c(x), x)


@theorem("Jensen's inequality", given=[supported])
def jensen(proof):
    """F(x) = f(v(x)) and f₀ = f(E v): if a line through (E v, f₀) lies below, E f(v) ≥ f(E v)."""
    proof.start(E(F(x), p))
    proof.ge(Sum(p(x) * (f0 + slope * (v(x) - mean)), x), supported)
    proof.eq(f0 + slope * (mean - mean), "p sums to 1")
    proof.eq(f0, "the line is taken at the mean")
    proof.claim(E(F(x), p) >= f0)


@theorem("Jensen's inequality without a line", expect="refuted")
def jensen_without(proof):
    proof.claim(E(F(x), p) >= f0)


@theorem("Jensen for ln")
def jensen_ln(proof):
    """E ln a ≤ ln E a."""
    proof.start(E(log(a(x)), p) - log(am))
    proof.eq(Sum(p(x) * log(a(x) / am), x), "p sums to 1")
    proof.le(Sum(p(x) * (a(x) / am - 1), x), log_bound)
    proof.eq(0, "definition of the mean")
    proof.claim(E(log(a(x)), p) <= log(am))


@theorem("Jensen for ln, equality", given=[everywhere, the_mean])
def jensen_ln_equality(proof):
    """Letters without weight do not matter; at the others a is its mean m."""
    proof.start(E(log(a(x)), p))
    proof.le(log(m), "as above")
    proof.claim(E(log(a(x)), p) <= log(m), equality=Eq(a(x), m))


@theorem("Jensen for exp")
def jensen_exp(proof):
    """exp E u ≤ E exp u."""
    proof.start(exp(E(u(x), p)))
    proof.le(E(exp(u(x)), p), "e^t ≥ 1 + t at t = u − E u")


@theorem("Jensen for t·ln t")
def jensen_entropy(proof):
    """E[b ln b] ≥ E b·ln E b."""
    m = Sum(p(x) * b(x), x)
    proof.claim(E(b(x) * log(b(x)), p) >= m * log(m))


@theorem("Jensen for squares")
def jensen_square(proof):
    """(E u)² ≤ E u²: the variance is at least 0, and 0 only if u is constant where p > 0."""
    m = Sum(p(x) * u(x), x)
    proof.start(E(u(x) ** 2, p) - E(u(x), p) ** 2)
    proof.eq(E((u(x) - m) ** 2, p), "multiply out")
    proof.ge(0, square(u(x) - m))
    proof.claim(E(u(x) ** 2, p) >= E(u(x), p) ** 2, equality=Eq(p(x) * u(x), p(x) * m))


@theorem("Jensen for 1/t")
def jensen_inverse(proof):
    """1/E a ≤ E 1/a: the harmonic mean is at most the arithmetic."""
    proof.claim(1 / am <= E(1 / a(x), p))


@theorem("Jensen for ln, the other way round", expect="refuted")
def jensen_ln_wrong(proof):
    proof.claim(E(log(a(x)), p) >= log(am))


@theorem("Arithmetic and geometric mean")
def am_gm(proof):
    """Π a^p ≤ E a."""
    proof.start(Product(a(x) ** p(x), x))
    proof.eq(exp(E(log(a(x)), p)), definition)
    proof.le(am, "exp of both sides of Jensen for ln")


@theorem("Arithmetic and geometric mean, equality", given=[everywhere, the_mean])
def am_gm_equality(proof):
    proof.start(Product(a(x) ** p(x), x))
    proof.le(m, "as above")
    proof.claim(Product(a(x) ** p(x), x) <= m, equality=Eq(a(x), m))


@theorem("Cauchy–Schwarz")
def cauchy_schwarz(proof):
    """Lagrange's identity; equality exactly when u and w are proportional."""
    uu, uw, ww = Sum(u(x) ** 2, x), Sum(u(x) * w(x), x), Sum(w(x) ** 2, x)
    cross = u(x) * w(x1) - u(x1) * w(x)
    proof.start(uu * ww - uw**2)
    proof.eq(Sum(cross**2, x, x1) / 2, "Lagrange's identity")
    proof.ge(0, square(cross))
    proof.claim(uw**2 <= uu * ww, equality=Eq(u(x) * w(x1), u(x1) * w(x)))


@theorem("Two numbers' weighted means")
def young(proof):
    """Young's inequality, s^λ·t^(1−λ) ≤ λs + (1 − λ)t."""
    proof.start(exp(lam * log(s) + (1 - lam) * log(t)))
    proof.le(lam * s + (1 - lam) * t, "ln is concave, exp increases")
    proof.claim(s**lam * t ** (1 - lam) <= lam * s + (1 - lam) * t)


@theorem("Hölder's inequality")
def hoelder(proof):
    """Σ b^λ·c^(1−λ) ≤ (Σ b)^λ·(Σ c)^(1−λ), the exponents being 1/λ and 1/(1−λ)."""
    proof.start(Sum((b(x) / B) ** lam * (c(x) / C) ** (1 - lam), x))
    proof.le(Sum(lam * b(x) / B + (1 - lam) * c(x) / C, x), young.on(s=b(x) / B, t=c(x) / C))
    proof.eq(1, "both parts sum to 1")
    proof.claim(Sum(b(x) ** lam * c(x) ** (1 - lam), x) <= B**lam * C ** (1 - lam))


@theorem("Hölder's inequality with an exponent too small", expect="refuted")
def hoelder_exponents(proof):
    proof.claim(Sum(b(x) ** lam, x) <= B**lam)


if __name__ == "__main__":
    run()
