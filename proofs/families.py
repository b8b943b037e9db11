"""Uniform, exponential and Laplace laws; geometric and Poisson laws on 0, 1, 2, ….

Cover & Thomas, sections 8.1, 8.6 and 12.1; Johnson, Kotz & Balakrishnan, Continuous Univariate
Distributions, chapters 19, 24 and 26; Johnson, Kemp & Kotz, Univariate Discrete Distributions,
chapters 4 and 5. Of each law the entropy, the divergence from another one of its kind, and among
which laws it has the largest entropy. Beside each stand the usual slips: a sign, the rate for the
mean, the scale for the variance, a support that nothing keeps.
"""

from derive import *

x, n = Space("x"), Naturals("n")
a, mu, nu = Real("a"), Real("μ"), Real("ν")
w, s = Positive("w"), Positive("s")  # lengths of intervals
lam, kap = Positive("λ"), Positive("κ")  # rates
b, c = Positive("b"), Positive("c")  # scales
m, k = Positive("m"), Positive("k")  # means
r, d = Density("r", x), Distribution("d", n)

u = Uniform("u", x, low=a, high=a + w)
wide = Uniform("v", x, low=a - s, high=a + w + s)
e, f = Exponential("e", x, rate=lam), Exponential("f", x, rate=kap)
em = Exponential("e", x, mean=m)
la, q = Laplace("l", x, mean=mu, scale=b), Laplace("q", x, mean=mu, scale=c)
la_unit = Laplace("q", x, mean=mu)
g, j = Geometric("g", n, mean=m), Geometric("j", n, mean=k)
p, o = Poisson("p", n, mean=m), Poisson("o", n, mean=k)


# ------------------------------------------------------------------ a uniform law


@theorem("The entropy of a uniform law on an interval")
def uniform_entropy(proof):
    """Cover & Thomas, (8.2). It is negative on an interval shorter than 1."""
    proof.start(h(u))
    proof.eq(E(log(w), u), "ln of the density, which is 1/w on the interval")
    proof.eq(log(w), "u has mass 1")


@theorem("The entropy of a uniform law is nonnegative", expect="refuted")
def uniform_entropy_nonnegative(proof):
    """As it is on a finite alphabet."""
    proof.claim(h(u) >= 0)


@theorem("The mean and the variance of a uniform law")
def uniform_variance(proof):
    proof.start(E((x - a - w / 2) ** 2, u))
    proof.eq(w**2 / 12, "the moments of a uniform law")


@theorem("The variance of a uniform law, without 1/12", expect="refuted")
def uniform_variance_without_twelve(proof):
    """¼ would be that of the two ends."""
    proof.claim(Eq(E((x - a - w / 2) ** 2, u), w**2 / 4))


@theorem("A uniform law has the largest entropy on its interval", given=[r << u])
def uniform_maximises(proof):
    """Among all densities that are 0 outside the interval: r ≪ u says that."""
    proof.start(h(r))
    proof.le(cross_entropy(r, u), "D ≥ 0")
    proof.eq(log(w), "ln of the density is constant where r is not 0")
    proof.claim(h(r) <= log(w), equality=Eq(r, u))


@theorem("A uniform law has the largest entropy, on all of ℝ", expect="refuted")
def uniform_maximises_anything(proof):
    """Nothing keeps r on the interval."""
    proof.claim(h(r) <= log(w))


@theorem("A uniform law has the least entropy on its interval", given=[r << u], expect="refuted")
def uniform_minimises(proof):
    """There is no least one: narrow densities have h → −∞."""
    proof.claim(h(r) >= log(w))


@theorem("The divergence of two uniform laws, one interval in the other")
def uniform_divergence(proof):
    """The logarithm of how much longer the second interval is."""
    proof.start(KL(u, wide))
    proof.eq(E(log((w + 2 * s) / w), u), "both densities are constant on the first interval")
    proof.eq(log((w + 2 * s) / w), "u has mass 1")


@theorem("The divergence of two uniform laws, the other way round", expect="ill-posed")
def uniform_divergence_reversed(proof):
    """The first law has mass where the second one is 0: ln 0, and D is infinite."""
    proof.claim(Eq(KL(wide, u), log(w / (w + 2 * s))))


@theorem("The divergence of two uniform laws, with the quotient upside down", expect="refuted")
def uniform_divergence_sign(proof):
    proof.claim(Eq(KL(u, wide), log(w / (w + 2 * s))))


@theorem("The divergence from a uniform law, of any density", expect="ill-posed")
def uniform_divergence_of_any(proof):
    """D ≥ 0 needs r ≪ u."""
    proof.claim(KL(r, u) >= 0)


# ------------------------------------------------------------------ an exponential law


@theorem("The entropy of an exponential law")
def exponential_entropy(proof):
    """Cover & Thomas, section 8.1: 1 − ln λ."""
    proof.start(h(e))
    proof.eq(E(lam * x - log(lam), e), "ln of the density")
    proof.eq(lam * E(x, e) - log(lam), "linearity")
    proof.eq(1 - log(lam), "the mean is 1/λ")


@theorem("The entropy of an exponential law, with the sign of ln λ lost", expect="refuted")
def exponential_entropy_sign(proof):
    """A larger rate is a narrower law."""
    proof.claim(Eq(h(e), 1 + log(lam)))


@theorem("The entropy of an exponential law, without 1", expect="refuted")
def exponential_entropy_without_one(proof):
    """The mean of the exponent is forgotten."""
    proof.claim(Eq(h(e), -log(lam)))


@theorem("The entropy of an exponential law, the mean taken for the rate", expect="refuted")
def exponential_entropy_of_the_mean(proof):
    proof.claim(Eq(h(em), 1 - log(m)))


@theorem("The entropy of an exponential law is nonnegative", expect="refuted")
def exponential_entropy_nonnegative(proof):
    """Not for a rate greater than e."""
    proof.claim(h(e) >= 0)


@theorem("The variance of an exponential law")
def exponential_variance(proof):
    proof.claim(Eq(E((x - 1 / lam) ** 2, e), 1 / lam**2))


@theorem("The second moment of an exponential law is its variance", expect="refuted")
def exponential_second_moment(proof):
    """It is twice that."""
    proof.claim(Eq(E(x**2, e), 1 / lam**2))


@theorem("The mean of an exponential law is its rate", expect="refuted")
def exponential_mean_is_rate(proof):
    proof.claim(Eq(E(x, e), lam))


@theorem("The divergence of two exponential laws")
def exponential_divergence(proof):
    """With rates λ and κ."""
    proof.start(KL(e, f))
    proof.eq(cross_entropy(e, f) - h(e), "definitions")
    proof.eq(kap * E(x, e) - log(kap) - (1 - log(lam)), "ln of both densities")
    proof.eq(log(lam / kap) + kap / lam - 1, "the mean is 1/λ")


@theorem("What two rates satisfy, as D ≥ 0")
def exponential_divergence_nonnegative(proof):
    proof.claim(log(lam / kap) + kap / lam - 1 >= 0, equality=Eq(lam, kap))


@theorem("The divergence of two exponential laws, with the rates exchanged", expect="refuted")
def exponential_divergence_reversed(proof):
    proof.claim(Eq(KL(f, e), log(lam / kap) + kap / lam - 1))


@theorem("The divergence of two exponential laws, with the logarithm upside down", expect="refuted")
def exponential_divergence_sign(proof):
    proof.claim(Eq(KL(e, f), log(kap / lam) + kap / lam - 1))


@theorem(
    "The exponential law has the largest entropy under a mean",
    given=[r << em, Le(E(x, r), m)],
)
def exponential_maximises(proof):
    """Among all densities on [0, ∞), which is what r ≪ e says (Cover & Thomas, example 12.2.5)."""
    proof.start(h(r))
    proof.le(cross_entropy(r, em), "D ≥ 0")
    proof.eq(log(m) + E(x, r) / m, "ln of the density, where r is not 0")
    proof.le(1 + log(m), "the bound on the mean")


@theorem("The exponential law attains it, alone", given=[r << em, Eq(E(x, r), m)])
def exponential_alone(proof):
    proof.start(h(r))
    proof.le(cross_entropy(r, em), "D ≥ 0")
    proof.eq(log(m) + E(x, r) / m, "ln of the density")
    proof.eq(1 + log(m), "the mean")
    proof.claim(h(r) <= 1 + log(m), equality=Eq(r, em))


@theorem("The largest entropy on [0, ∞), without a mean", given=[r << em], expect="refuted")
def exponential_without_mean(proof):
    proof.claim(h(r) <= 1 + log(m))


@theorem("The largest entropy under a mean, on ℝ", given=[Eq(E(x, r), m)], expect="refuted")
def exponential_without_support(proof):
    """On ℝ a law with this mean may be as wide as one likes."""
    proof.claim(h(r) <= 1 + log(m))


@theorem(
    "The largest entropy under a mean, without 1",
    given=[r << em, Eq(E(x, r), m)],
    expect="refuted",
)
def exponential_maximum_without_one(proof):
    proof.claim(h(r) <= log(m))


@theorem("The divergence from an exponential law, of any density", expect="ill-posed")
def exponential_divergence_of_any(proof):
    """r may have mass below 0."""
    proof.claim(KL(r, e) >= 0)


# ------------------------------------------------------------------ a Laplace law


@theorem("The entropy of a Laplace law")
def laplace_entropy(proof):
    """ln 2eb: that of a normal law has a root."""
    proof.start(h(la))
    proof.eq(E(log(2 * b) + Abs(x - mu) / b, la), "ln of the density")
    proof.eq(log(2 * b) + E(Abs(x - mu), la) / b, "linearity")
    proof.eq(log(2 * b) + 1, "the scale is the mean distance from μ")
    proof.eq(log(2 * exp(1) * b), "1 = ln e")


@theorem("The entropy of a Laplace law, without 2", expect="refuted")
def laplace_entropy_without_two(proof):
    """That is the entropy of one half of it."""
    proof.claim(Eq(h(la), 1 + log(b)))


@theorem("The variance of a Laplace law")
def laplace_variance(proof):
    proof.claim(Eq(E((x - mu) ** 2, la), 2 * b**2))


@theorem("The variance of a Laplace law is its scale squared", expect="refuted")
def laplace_scale_for_deviation(proof):
    """The scale is no standard deviation."""
    proof.claim(Eq(E((x - mu) ** 2, la), b**2))


@theorem("The mean distance of a Laplace law is its deviation", expect="refuted")
def laplace_distance_for_deviation(proof):
    proof.claim(Eq(E(Abs(x - mu), la) ** 2, E((x - mu) ** 2, la)))


@theorem("The divergence of two Laplace laws about one point")
def laplace_divergence(proof):
    """As of two exponential laws."""
    proof.start(KL(la, q))
    proof.eq(E(log(c / b) + Abs(x - mu) / c - Abs(x - mu) / b, la), "ln of both densities")
    proof.eq(log(c / b) + b / c - 1, "the mean distance from μ is b")


@theorem("The divergence of two Laplace laws about one point, without −1", expect="refuted")
def laplace_divergence_without_one(proof):
    """It would not be 0 for equal laws."""
    proof.claim(Eq(KL(la, la_unit), b - log(b)))


moved = Laplace("z", x, mean=nu, scale=c)
AWAY = Abs(mu - nu) + b * exp(-Abs(mu - nu) / b)


@theorem("The divergence of two Laplace laws")
def laplace_divergence_moved(proof):
    """About μ and ν, with the scales b and c."""
    proof.start(KL(la, moved))
    proof.eq(E(log(c / b) + Abs(x - nu) / c - Abs(x - mu) / b, la), "ln of both densities")
    proof.eq(log(c / b) + AWAY / c - 1, "the mean distances from ν and from μ")


@theorem("The mean distance of a Laplace law is twice its scale", expect="refuted")
def laplace_distance_twice(proof):
    """Both tails are counted in b already."""
    proof.claim(Eq(E(Abs(x - mu), la), 2 * b))


@theorem("The Laplace law has the largest entropy", given=[Le(E(Abs(x - mu), r), b)])
def laplace_maximises(proof):
    """Among all densities whose mean distance from some μ is at most b."""
    proof.start(h(r))
    proof.le(cross_entropy(r, la), "D ≥ 0")
    proof.eq(log(2 * b) + E(Abs(x - mu), r) / b, "ln of the density")
    proof.le(1 + log(2 * b), "the bound on the mean distance")


@theorem(
    "The Laplace law has the largest entropy, without 1",
    given=[Eq(E(Abs(x - mu), r), b)],
    expect="refuted",
)
def laplace_maximum_without_one(proof):
    proof.claim(h(r) <= log(2 * b))


@theorem("The Laplace law has the largest entropy under a variance", expect="refuted")
def laplace_maximises_under_variance(proof):
    """The normal law of variance 2b² has more: ½ ln(4πeb²) > ln 2eb, for π > e."""
    proof.claim(h(Normal("z", x, mean=mu, variance=2 * b**2)) <= h(la))


@theorem("The cross-entropy of a Laplace model is an absolute error")
def absolute_error(proof):
    """So least absolute error is maximum likelihood, for a scale that is held fixed."""
    proof.start(cross_entropy(r, la))
    proof.eq(E(log(2 * b) + Abs(x - mu) / b, r), "ln of the Laplace density")
    proof.eq(log(2 * b) + E(Abs(x - mu), r) / b, "linearity")


@theorem("The cross-entropy of a Laplace model is at most the absolute error", expect="refuted")
def absolute_error_alone(proof):
    """ln 2b is forgotten, which may be anything."""
    proof.claim(cross_entropy(r, la) <= E(Abs(x - mu), r) / b)


@theorem("The cross-entropy of a Laplace model, with a square", expect="refuted")
def absolute_error_squared(proof):
    """That is a normal model's."""
    proof.claim(Eq(cross_entropy(r, la), log(2 * b) + E((x - mu) ** 2, r) / b))


below, above = Density("r1", x), Density("r2", x)
MEDIAN = [
    Eq(E(Abs(x - nu), below), nu - E(x, below)),
    Eq(E(Abs(x - nu), above), E(x, above) - nu),
]


@theorem("The least absolute error is that of the median", given=MEDIAN)
def least_absolute_error(proof):
    """Of the law whose halves r1 and r2 lie below ν and above, as the hypotheses say: ν is a
    median."""
    proof.start((E(Abs(x - mu), below) + E(Abs(x - mu), above)) / 2)
    proof.ge((E(mu - x, below) + E(x - mu, above)) / 2, "|a| ≥ a, and |a| ≥ −a")
    proof.eq((E(nu - x, below) + E(x - nu, above)) / 2, "μ and ν cancel")
    proof.eq(
        (E(Abs(x - nu), below) + E(Abs(x - nu), above)) / 2,
        "the halves lie on either side of ν",
    )


@theorem("The least absolute error is that of the mean", given=[Eq(E(x, r), nu)], expect="refuted")
def least_absolute_error_of_the_mean(proof):
    """That is the least squared error."""
    proof.claim(E(Abs(x - mu), r) >= E(Abs(x - nu), r))


# ------------------------------------------------------------------ on 0, 1, 2, …

BOUND = (1 + m) * log(1 + m) - m * log(m)


@theorem("The entropy of a geometric law")
def geometric_entropy(proof):
    """By its mean m = (1 − θ)/θ, where θ is the chance of success."""
    proof.start(H(g))
    proof.eq(E((n + 1) * log(1 + m) - n * log(m), g), "ln of the law")
    proof.eq((E(n, g) + 1) * log(1 + m) - E(n, g) * log(m), "linearity")
    proof.eq(BOUND, "the mean is m")


@theorem("The entropy of a geometric law, with its signs exchanged", expect="refuted")
def geometric_entropy_sign(proof):
    proof.claim(Eq(H(g), -BOUND))


@theorem("The entropy of a law on 0, 1, 2, … is nonnegative")
def entropy_nonnegative(proof):
    """There a probability is at most 1, as on finite alphabets and not as for densities."""
    proof.claim(H(d) >= 0)


@theorem("The variance of a geometric law")
def geometric_variance(proof):
    proof.claim(Eq(E((n - m) ** 2, g), m * (1 + m)))


@theorem("The variance of a geometric law is its mean", expect="refuted")
def geometric_variance_is_mean(proof):
    """That is Poisson's."""
    proof.claim(Eq(E((n - m) ** 2, g), m))


@theorem("The divergence of two geometric laws")
def geometric_divergence(proof):
    proof.start(KL(g, j))
    proof.eq(cross_entropy(g, j) - H(g), "definitions")
    proof.eq((1 + m) * log(1 + k) - m * log(k) - BOUND, "ln of both laws, and the mean")
    proof.eq(m * log(m / k) - (1 + m) * log((1 + m) / (1 + k)), "logarithms put together")


@theorem("The divergence of two geometric laws, with + for −", expect="refuted")
def geometric_divergence_sign(proof):
    proof.claim(Eq(KL(g, j), m * log(m / k) + (1 + m) * log((1 + m) / (1 + k))))


@theorem("The geometric law has the largest entropy under a mean", given=[Eq(E(n, d), m)])
def geometric_maximises(proof):
    """Among all laws on 0, 1, 2, … (Cover & Thomas, section 12.1)."""
    proof.start(H(d))
    proof.le(cross_entropy(d, g), "D ≥ 0")
    proof.eq((1 + E(n, d)) * log(1 + m) - E(n, d) * log(m), "ln of the geometric law")
    proof.eq(BOUND, "the mean")
    proof.claim(H(d) <= BOUND, equality=Eq(d, g))


@theorem("The largest entropy on 0, 1, 2, …, without a mean", expect="refuted")
def geometric_without_mean(proof):
    proof.claim(H(d) <= BOUND)


@theorem("The largest entropy under a mean, as on [0, ∞)", given=[Eq(E(n, d), m)], expect="refuted")
def geometric_as_exponential(proof):
    """1 + ln m is too little for a small m, where it is even below 0."""
    proof.claim(H(d) <= 1 + log(m))


@theorem("The entropy of a Poisson law")
def poisson_entropy(proof):
    """E ln n! has no closed form."""
    proof.start(H(p))
    proof.eq(E(m + log(factorial(n)) - n * log(m), p), "ln of the law")
    proof.eq(m - m * log(m) + E(log(factorial(n)), p), "the mean is m")


@theorem("The variance of a Poisson law is its mean")
def poisson_variance(proof):
    proof.claim(Eq(E((n - m) ** 2, p), m))


@theorem("The second moment of a Poisson law is its mean squared", expect="refuted")
def poisson_second_moment(proof):
    proof.claim(Eq(E(n**2, p), m**2))


@theorem("The divergence of two Poisson laws")
def poisson_divergence(proof):
    """n! cancels under the sum."""
    proof.start(KL(p, o))
    proof.eq(E(n * log(m / k) - m + k, p), "ln of both laws")
    proof.eq(m * log(m / k) - m + k, "the mean is m")


@theorem("What two Poisson means satisfy, as D ≥ 0")
def poisson_divergence_nonnegative(proof):
    proof.claim(m * log(m / k) - m + k >= 0, equality=Eq(m, k))


@theorem("The divergence of two Poisson laws, with the means' signs exchanged", expect="refuted")
def poisson_divergence_sign(proof):
    proof.claim(Eq(KL(p, o), m * log(m / k) + m - k))


@theorem("The divergence of two Poisson laws, the other way round", expect="refuted")
def poisson_divergence_reversed(proof):
    proof.claim(Eq(KL(o, p), m * log(m / k) - m + k))


# ------------------------------------------------------------------ scaling

(X,) = e.variables
(Y,) = la.variables


@theorem("The entropy of an exponential law, scaled")
def exponential_scaled(proof):
    """cX has the rate λ/c."""
    proof.start(h(c * X))
    proof.eq(h(X) + log(c), "change of variables")
    proof.eq(h(Exponential("z", x, rate=lam / c)), "1 − ln λ + ln c = 1 − ln(λ/c)")


@theorem("The entropy of an exponential law does not change with its unit", expect="refuted")
def exponential_not_scaled(proof):
    proof.claim(Eq(h(c * X), h(X)))


@theorem("The entropy of a Laplace law, scaled and moved")
def laplace_scaled(proof):
    proof.start(h(c * Y + nu))
    proof.eq(1 + log(2 * b) + log(c), "change of variables")
    proof.eq(h(Laplace("z", x, mean=nu, scale=b * c)), "ln 2bc")


if __name__ == "__main__":
    run()
