"""Normal laws: entropy, divergence, what a VAE's loss is, and what a squared error is.

Cover & Thomas, sections 8.1 and 8.6; Kingma & Welling 2014, appendix B. Beside each identity stand
the slips that texts and programs make: σ for σ², ln σ with the other sign, ½ forgotten, the
divergence taken the other way round.
"""

from derive import *

x, i = Space("x"), Alphabet("i")
mu, nu = Real("μ"), Real("ν")
v, w = Positive("v"), Positive("w")  # variances
p = Normal("p", x, mean=mu, variance=v)
q = Normal("q", x, mean=nu, variance=w)
r = Density("r", x)
e = exp(1)


# ------------------------------------------------------------------ one law


@theorem("The entropy of a normal law")
def entropy(proof):
    """Cover & Thomas, (8.7)–(8.9). It has no μ, and is negative for v < 1/(2πe)."""
    proof.start(h(p))
    proof.eq(E(log(2 * pi * v) / 2 + (x - mu) ** 2 / (2 * v), p), "ln of the density")
    proof.eq(log(2 * pi * v) / 2 + E((x - mu) ** 2, p) / (2 * v), "linearity")
    proof.eq(log(2 * pi * v) / 2 + Rational(1, 2), "the variance is v")
    proof.eq(log(2 * pi * e * v) / 2, "½ = ½ ln e")


@theorem("The entropy of a normal law, without ½", expect="refuted")
def entropy_without_half(proof):
    """ln √ is ½ ln."""
    proof.claim(Eq(h(p), log(2 * pi * e * v)))


@theorem("The entropy of a normal law, without e", expect="refuted")
def entropy_without_e(proof):
    """The mean of the exponent, ½, is forgotten."""
    proof.claim(Eq(h(p), log(2 * pi * v) / 2))


@theorem("The entropy of a normal law, σ⁴ for σ²", expect="refuted")
def entropy_of_a_squared_variance(proof):
    """The variance is taken for the deviation, and squared."""
    proof.claim(Eq(h(p), log(2 * pi * e * v**2) / 2))


@theorem("The entropy of a normal law is nonnegative", expect="refuted")
def entropy_nonnegative(proof):
    """Not for a narrow one."""
    proof.claim(h(p) >= 0)


@theorem("The fourth moment of a normal law")
def fourth_moment(proof):
    """Its kurtosis is 3."""
    proof.claim(Eq(E((x - mu) ** 4, p), 3 * v**2))


@theorem("The fourth moment of a normal law, without 3", expect="refuted")
def fourth_moment_without_3(proof):
    """E X⁴ is not (E X²)²."""
    proof.claim(Eq(E((x - mu) ** 4, p), v**2))


@theorem("The second moment of a normal law")
def second_moment(proof):
    proof.claim(Eq(E(x**2, p), mu**2 + v))


@theorem("The second moment of a normal law is its variance", expect="refuted")
def second_moment_without_mean(proof):
    """Only about the mean."""
    proof.claim(Eq(E(x**2, p), v))


# ------------------------------------------------------------------ two laws


@theorem("The divergence of two normal laws")
def divergence(proof):
    """Of the law with mean μ and variance v from that with ν and w."""
    proof.start(KL(p, q))
    proof.eq(cross_entropy(p, q) - h(p), "definitions")
    proof.eq(
        log(2 * pi * w) / 2 + E((x - nu) ** 2, p) / (2 * w) - log(2 * pi * e * v) / 2,
        "ln of both densities",
    )
    proof.eq(
        log(2 * pi * w) / 2 + (v + (mu - nu) ** 2) / (2 * w) - log(2 * pi * e * v) / 2,
        "E (X − ν)² = v + (μ − ν)²",
    )
    proof.eq((log(w / v) + (v + (mu - nu) ** 2) / w - 1) / 2, "2π cancels, ln e = 1")


@theorem("What two variances and means satisfy, as D ≥ 0")
def divergence_nonnegative(proof):
    """Gibbs' inequality, in parameters."""
    proof.claim(
        (log(w / v) + (v + (mu - nu) ** 2) / w - 1) / 2 >= 0, equality=[Eq(mu, nu), Eq(v, w)]
    )


@theorem("The divergence of two normal laws is 0 for equal parameters only")
def divergence_zero(proof):
    """Both of its parts are ≥ 0."""
    proof.start(KL(p, q))
    proof.eq((log(w / v) + (v + (mu - nu) ** 2) / w - 1) / 2, "the divergence of two normal laws")
    proof.ge((mu - nu) ** 2 / (2 * w), "ln t ≤ t − 1 at v/w")
    proof.ge(0, "squares")
    proof.claim(KL(p, q) >= 0, equality=[Eq(mu, nu), Eq(v, w)])


@theorem("The divergence of two normal laws is 0 for equal means", expect="refuted")
def divergence_zero_for_equal_means(proof):
    """The variances matter too."""
    proof.claim(KL(p, q) >= 0, equality=Eq(mu, nu))


@theorem("The divergence of two normal laws, with the logarithm upside down", expect="refuted")
def divergence_sign_of_the_logarithm(proof):
    """ln(v/w) for ln(w/v)."""
    proof.claim(Eq(KL(p, q), (log(v / w) + (v + (mu - nu) ** 2) / w - 1) / 2))


@theorem("The divergence of two normal laws, over the other variance", expect="refuted")
def divergence_other_variance(proof):
    """The square is divided by the variance of the second law."""
    proof.claim(Eq(KL(p, q), (log(w / v) + (v + (mu - nu) ** 2) / v - 1) / 2))


@theorem("The divergence of two normal laws, without −1", expect="refuted")
def divergence_without_one(proof):
    """It would not be 0 for equal laws."""
    proof.claim(Eq(KL(p, q), (log(w / v) + (v + (mu - nu) ** 2) / w) / 2))


@theorem("The divergence of two normal laws, with deviations for variances", expect="refuted")
def divergence_of_deviations(proof):
    """ln(σ₂²/σ₁²) has the factor ½, ln(σ₂/σ₁) has none."""
    proof.claim(Eq(KL(p, q), log(w / v) + (v + (mu - nu) ** 2) / (2 * w) - Rational(1, 2)))


@theorem("The divergence of two normal laws is symmetric", expect="refuted")
def divergence_symmetric(proof):
    """It is for equal variances only."""
    proof.claim(Eq(KL(p, q), KL(q, p)))


same = Normal("s", x, mean=nu, variance=v)


@theorem("The divergence of two normal laws of one variance")
def divergence_of_one_variance(proof):
    """Half the squared distance of the means, in units of the variance: diffusion's term."""
    proof.start(KL(p, same))
    proof.eq((mu - nu) ** 2 / (2 * v), "the divergence of two normal laws")


@theorem("The divergence of two normal laws of one variance, without ½", expect="refuted")
def divergence_of_one_variance_without_half(proof):
    proof.claim(Eq(KL(p, same), (mu - nu) ** 2 / v))


# ------------------------------------------------------------------ the loss of a VAE

m, s = Real("m", i), Positive("s", i)  # means and variances that the encoder gives
g = Normal("g", x, mean=m(i), variance=s(i), given=i)
n = Normal("n", x)
loss = -Sum(1 + log(s(i)) - m(i) ** 2 - s(i), i) / 2


@theorem("The regulariser of a VAE")
def vae(proof):
    """Kingma & Welling 2014, appendix B: i runs over the latent dimensions, s is σ²."""
    proof.start(Sum(KL(g(x | i), n(x), over=x), i))
    proof.eq(
        Sum((-log(s(i)) + s(i) + m(i) ** 2 - 1) / 2, i),
        "the divergence of two normal laws",
    )
    proof.eq(loss, "−½ taken out")


@theorem("The regulariser of a VAE is nonnegative")
def vae_nonnegative(proof):
    """A program that prints a negative one has a sign wrong."""
    proof.start(loss)
    proof.ge(Sum(m(i) ** 2, i) / 2, "ln s ≤ s − 1")
    proof.ge(0, "squares")
    proof.claim(loss >= 0, equality=[Eq(m(i), 0), Eq(s(i), 1)])


@theorem("The regulariser of a VAE is 0 for the prior's mean", expect="refuted")
def vae_zero_for_the_mean(proof):
    """Its variance must be the prior's too."""
    proof.claim(loss >= 0, equality=Eq(m(i), 0))


@theorem("The regulariser of a VAE, with the sign of ln σ² lost", expect="refuted")
def vae_sign(proof):
    proof.claim(
        Eq(Sum(KL(g(x | i), n(x), over=x), i), -Sum(1 - log(s(i)) - m(i) ** 2 - s(i), i) / 2)
    )


@theorem("The regulariser of a VAE, without ½", expect="refuted")
def vae_without_half(proof):
    proof.claim(Eq(Sum(KL(g(x | i), n(x), over=x), i), -Sum(1 + log(s(i)) - m(i) ** 2 - s(i), i)))


@theorem("The regulariser of a VAE, σ⁴ for σ²", expect="refuted")
def vae_deviation(proof):
    """What the encoder gives is σ² already, and is squared once more."""
    proof.claim(
        Eq(Sum(KL(g(x | i), n(x), over=x), i), -Sum(1 + log(s(i)) - m(i) ** 2 - s(i) ** 2, i) / 2)
    )


@theorem("The regulariser of a VAE, as the prior from the encoder", expect="refuted")
def vae_reversed(proof):
    """D(n‖g) for D(g‖n)."""
    proof.claim(Eq(Sum(KL(n(x), g(x | i), over=x), i), loss))


@theorem("The regulariser of a VAE is at most 0", expect="refuted")
def vae_nonpositive(proof):
    """It is added to the loss, and taken from the ELBO."""
    proof.claim(loss <= 0)


# ------------------------------------------------------------------ the largest entropy

BOUND = log(2 * pi * e * w) / 2


@theorem("The normal law has the largest entropy", given=[Le(E((x - nu) ** 2, r), w)])
def normal_maximises(proof):
    """Among all densities whose mean square about some ν is at most w (Cover & Thomas, 8.6.5)."""
    proof.start(h(r))
    proof.le(cross_entropy(r, q), "D ≥ 0")
    proof.eq(log(2 * pi * w) / 2 + E((x - nu) ** 2, r) / (2 * w), "ln of the normal density")
    proof.le(log(2 * pi * w) / 2 + Rational(1, 2), "the bound on the mean square")
    proof.eq(BOUND, "½ = ½ ln e")
    proof.claim(h(r) <= BOUND, equality=Eq(r, q))


@theorem("The bound is attained")
def normal_attains(proof):
    proof.claim(Eq(h(q), BOUND))


@theorem("The largest entropy, without e", given=[Le(E((x - nu) ** 2, r), w)], expect="refuted")
def maximum_without_e(proof):
    proof.claim(h(r) <= log(2 * pi * w) / 2)


@theorem("The largest entropy, without a bound on the variance", expect="refuted")
def maximum_without_variance(proof):
    """A wide law has any entropy."""
    proof.claim(h(r) <= BOUND)


@theorem(
    "The normal law has the least entropy", given=[Le(E((x - nu) ** 2, r), w)], expect="refuted"
)
def normal_minimises(proof):
    proof.claim(h(r) >= BOUND)


# ------------------------------------------------------------------ squared error

spread = E((x - nu) ** 2, r)


@theorem("The cross-entropy of a normal model is a squared error")
def squared_error(proof):
    """So least squares is maximum likelihood, for a w that is held fixed."""
    proof.start(cross_entropy(r, q))
    proof.eq(E(log(2 * pi * w) / 2 + (x - nu) ** 2 / (2 * w), r), "ln of the normal density")
    proof.eq(log(2 * pi * w) / 2 + spread / (2 * w), "linearity")


average = Let("a", E(x, r))


@theorem("The least squared error is that of the mean")
def least_squares(proof):
    """The variance is what is left."""
    proof.start(spread)
    proof.eq(E((x - average) ** 2, r) + (average - nu) ** 2, "bias and variance")
    proof.ge(E((x - average) ** 2, r), "squares")
    proof.claim(spread >= E((x - average) ** 2, r), equality=Eq(average, nu))


@theorem("The cross-entropy of a normal model, without ½", expect="refuted")
def squared_error_without_half(proof):
    proof.claim(Eq(cross_entropy(r, q), log(2 * pi * w) / 2 + spread / w))


@theorem("The cross-entropy of a normal model is the squared error", expect="refuted")
def squared_error_alone(proof):
    """Only for w = ½, and without ½ ln π."""
    proof.claim(Eq(cross_entropy(r, q), spread))


@theorem("The cross-entropy of a normal model is nonnegative", expect="refuted")
def squared_error_nonnegative(proof):
    proof.claim(cross_entropy(r, q) >= 0)


if __name__ == "__main__":
    run()
