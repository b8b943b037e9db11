"""Linear-Gaussian models: marginal, posterior, sums, products of experts, ELBO.

Bishop 2006, section 2.3.3; Hinton 2002; Kingma & Welling 2014, section 2.4.
A density is shown to be the product of two others by the logarithms of both sides, which are
polynomials: this is completing the square. Beside each identity stand the slips that texts and
programs make: σ for σ², a for a², a precision for a variance, ½ forgotten, a divergence reversed.
"""

from derive import *

z, x = Space("z"), Space("x")
m, a, b = Real("m"), Real("a"), Real("b")
s, v = Positive("s"), Positive("v")  # variances
total = a**2 * s + v
p = Normal("p", z, mean=m, variance=s)
W = Normal("W", x, mean=a * z + b, variance=v, given=z)
t = Normal("t", x, mean=a * m + b, variance=total)
f = Normal("f", z, mean=(v * m + a * s * (x - b)) / total, variance=s * v / total, given=x)
r = DefinedLaw("r", z, x, value=p(z) * W(x | z))
Z, X = r.variables
e = exp(1)
half = Rational(1, 2)

# ------------------------------------------------------------------ marginal and posterior


@theorem("Completing the square")
def square(proof):
    """The logarithms of both sides are polynomials in z and x (Bishop, (2.102)–(2.108))."""
    proof.claim(Eq(log(p(z)) + log(W(x | z)), log(t(x)) + log(f(z | x))))


@theorem("Prior times likelihood is evidence times posterior")
def factors(proof):
    """Both sides are > 0, and have the same logarithm."""
    proof.claim(Eq(p(z) * W(x | z), t(x) * f(z | x)))


@theorem("The marginal of a linear-Gaussian model")
def marginal(proof):
    """Bishop, (2.115): the variances add, the prior's times a²."""
    proof.start(r(x))
    proof.eq(Sum(p(z) * W(x | z), z), "definition")
    proof.eq(Sum(t(x) * f(z | x), z), factors)
    proof.eq(t(x), "∫ f(z|x) dz = 1")


@theorem("The posterior of a linear-Gaussian model")
def posterior(proof):
    """Bishop, (2.116). Its variance is the same for all x."""
    proof.start(r(z | x))
    proof.eq(p(z) * W(x | z) / r(x), "definition")
    proof.eq(t(x) * f(z | x) / r(x), factors)
    proof.eq(r(x) * f(z | x) / r(x), marginal)
    proof.eq(f(z | x), "r(x) > 0")


@theorem("The mean of what is observed")
def observed_mean(proof):
    proof.claim(Eq(E(x, r), a * m + b))


@theorem("The variance of what is observed")
def observed_variance(proof):
    proof.claim(Eq(E((x - a * m - b) ** 2, r), a**2 * s + v))


@theorem("The covariance of what is observed with its cause")
def covariance(proof):
    proof.claim(Eq(E((x - a * m - b) * (z - m), r), a * s))


@theorem("The marginal of a linear-Gaussian model, with s + v", expect="refuted")
def marginal_without_square(proof):
    """A factor that scales a variable scales its variance by the square."""
    wrong = Normal("t", x, mean=a * m + b, variance=s + v)
    proof.claim(Eq(r(x), wrong(x)))


@theorem("The marginal of a linear-Gaussian model, without the noise", expect="refuted")
def marginal_variance_without_noise(proof):
    proof.claim(Eq(E((x - a * m - b) ** 2, r), a**2 * s))


@theorem("The marginal of a linear-Gaussian model, without b", expect="refuted")
def marginal_without_shift(proof):
    proof.claim(Eq(r(x), Normal("t", x, mean=a * m, variance=total)(x)))


@theorem("The posterior of a linear-Gaussian model, with the prior's variance", expect="refuted")
def posterior_with_prior_variance(proof):
    """An observation makes it smaller, unless a = 0."""
    wrong = Normal("f", z, mean=(v * m + a * s * (x - b)) / total, variance=s, given=x)
    proof.claim(Eq(r(z | x), wrong(z | x)))


@theorem("The posterior's mean, with the weights exchanged", expect="refuted")
def posterior_weights_exchanged(proof):
    """The prior's mean has the weight of the noise's variance, not of its own."""
    one = Normal("f", z, mean=(s * m + v * (x - b)) / (s + v), variance=s * v / (s + v), given=x)
    plain = Normal("W", x, mean=z + b, variance=v, given=z)
    joint = DefinedLaw("r", z, x, value=p(z) * plain(x | z))
    proof.claim(Eq(joint(z | x), one(z | x)))


@theorem("The covariance of what is observed with its cause, times a²", expect="refuted")
def covariance_squared(proof):
    proof.claim(Eq(E((x - a * m - b) * (z - m), r), a**2 * s))


# ------------------------------------------------------------------ known variance, sums, experts

noise = Normal("W", x, mean=z, variance=v, given=z)
sum_law = Normal("t", x, mean=m, variance=s + v)
left = s * v / (s + v)
update = Normal("u", z, mean=(v * m + s * x) / (s + v), variance=left, given=x)
seen = DefinedLaw("r", z, x, value=p(z) * noise(x | z))


@theorem("An observation with known variance")
def update_factors(proof):
    proof.claim(Eq(p(z) * noise(x | z), sum_law(x) * update(z | x)))


@theorem("The sum of two independent normal variables is normal")
def sum_of_normals(proof):
    """x = z + noise: means and variances add."""
    proof.start(Sum(p(z) * noise(x | z), z))
    proof.eq(Sum(sum_law(x) * update(z | x), z), update_factors)
    proof.eq(sum_law(x), "∫ u(z|x) dz = 1")


@theorem("The posterior of a mean with known variance")
def bayesian_update(proof):
    """Bishop, (2.141), (2.142)."""
    proof.start(seen(z | x))
    proof.eq(p(z) * noise(x | z) / seen(x), "Bayes' rule")
    proof.eq(sum_law(x) * update(z | x) / seen(x), update_factors)
    proof.eq(seen(x) * update(z | x) / seen(x), sum_of_normals)
    proof.eq(update(z | x), "the evidence is > 0")


@theorem("Precisions add")
def precisions_add(proof):
    proof.claim(Eq(1 / left, 1 / s + 1 / v))


@theorem("The posterior's mean is weighted by precisions")
def weighted_by_precisions(proof):
    proof.claim(Eq((v * m + s * x) / (s + v), left * (m / s + x / v)))


@theorem("The posterior's variance is less than both")
def posterior_variance(proof):
    proof.claim(left < Min(s, v))


@theorem("The sum of two normal variables, deviations added", expect="refuted")
def deviations_add(proof):
    """(√s + √v)² is s + v + 2√(sv): that is for dependent ones."""
    wrong = Normal("t", x, mean=m, variance=s + v + 2 * sqrt(s) * sqrt(v))
    proof.claim(Eq(Sum(p(z) * noise(x | z), z), wrong(x)))


@theorem("Variances add in the posterior", expect="refuted")
def posterior_variances_add(proof):
    """It is precisions that add."""
    wrong = Normal("u", z, mean=(v * m + s * x) / (s + v), variance=s + v, given=x)
    proof.claim(Eq(seen(z | x), wrong(z | x)))


@theorem("A precision for the variance of a posterior", expect="refuted")
def precision_for_variance(proof):
    """Programs that take one for the other are right for precision 1."""
    wrong = Normal("u", z, mean=(v * m + s * x) / (s + v), variance=1 / s + 1 / v, given=x)
    proof.claim(Eq(seen(z | x), wrong(z | x)))


@theorem("The posterior's mean is the average", expect="refuted")
def posterior_mean_is_average(proof):
    """Only for s = v."""
    wrong = Normal("u", z, mean=(m + x) / 2, variance=left, given=x)
    proof.claim(Eq(seen(z | x), wrong(z | x)))


n, w = Real("n"), Positive("w")
g = Normal("g", z, mean=n, variance=w)
expert = Normal("k", z, mean=(w * m + s * n) / (s + w), variance=s * w / (s + w))
both = Sum(p(z) * g(z), z)
scale = exp(-((m - n) ** 2) / (2 * (s + w))) / sqrt(2 * pi * (s + w))


@theorem("The product of two normal densities")
def product_of_densities(proof):
    """A number times a normal density: precisions add."""
    proof.claim(Eq(p(z) * g(z), scale * expert(z)))


@theorem("The integral of the product of two normal densities")
def overlap(proof):
    """The density of the difference of two variables at 0."""
    proof.start(both)
    proof.eq(Sum(scale * expert(z), z), product_of_densities)
    proof.eq(scale, "∫ k(z) dz = 1")


@theorem("A product of experts")
def experts(proof):
    """Hinton 2002: the product, normalised, is normal."""
    proof.start(p(z) * g(z) / both)
    proof.eq(scale * expert(z) / both, product_of_densities)
    proof.eq(both * expert(z) / both, overlap)
    proof.eq(expert(z), "the integral is > 0")


@theorem("The product of two normal densities is a density", expect="refuted")
def product_is_no_density(proof):
    """It has to be divided by its integral."""
    proof.claim(Eq(p(z) * g(z), expert(z)))


@theorem("A product of experts has the sum of the variances", expect="refuted")
def experts_add_variances(proof):
    """That is the law of the sum of two variables."""
    wrong = Normal("k", z, mean=(w * m + s * n) / (s + w), variance=s + w)
    proof.claim(Eq(p(z) * g(z) / both, wrong(z)))


# ------------------------------------------------------------------ the evidence lower bound

mu, c = Real("μ"), Positive("c")
q = Normal("q", z, mean=mu, variance=c)
elbo = E(log(W(x | z)), q) - KL(q, p)
mean, variance = (v * m + a * s * (x - b)) / total, s * v / total
gap = (log(variance / c) + (c + (mu - mean) ** 2) / variance - 1) / 2


@theorem("The ELBO of a linear-Gaussian model, and its gap")
def elbo_and_gap(proof):
    """The divergence of q from the posterior, in the right order."""
    proof.start(elbo)
    proof.eq(E(log(p(z) * W(x | z) / q(z)), q), "ln of a quotient")
    proof.eq(E(log(t(x) * f(z | x) / q(z)), q), factors)
    proof.eq(log(t(x)) - KL(q(z), f(z | x), over=z), "ln t(x) is the same for all z")


@theorem("The ELBO of a linear-Gaussian model, in closed form")
def elbo_closed(proof):
    """What a program computes without samples."""
    proof.start(elbo)
    proof.eq(
        -log(2 * pi * v) / 2
        - E((x - a * z - b) ** 2, q) / (2 * v)
        - (log(s / c) + (c + (mu - m) ** 2) / s - 1) / 2,
        "ln of the density, the divergence of two normal laws",
    )
    proof.eq(
        -log(2 * pi * v) / 2
        - ((x - a * mu - b) ** 2 + a**2 * c) / (2 * v)
        - (log(s / c) + (c + (mu - m) ** 2) / s - 1) / 2,
        "E (x − aZ − b)² under q",
    )


@theorem("The gap of the ELBO, in closed form")
def gap_closed(proof):
    proof.claim(Eq(KL(q(z), f(z | x), over=z), gap))


@theorem("The ELBO is at most the log evidence")
def elbo_bound(proof):
    """It is attained at the posterior, which is normal here."""
    proof.start(elbo)
    proof.eq(log(t(x)) - KL(q(z), f(z | x), over=z), elbo_and_gap)
    proof.le(log(t(x)), "D ≥ 0")
    proof.claim(elbo <= log(t(x)), equality=Eq(q(z), f(z | x)))


@theorem("The gap of the ELBO, reversed", expect="refuted")
def gap_reversed(proof):
    """D(f‖q) for D(q‖f)."""
    proof.claim(Eq(elbo, log(t(x)) - KL(f(z | x), q(z), over=z)))


@theorem("The gap of the ELBO is the divergence from the prior", expect="refuted")
def gap_from_prior(proof):
    proof.claim(Eq(E(log(W(x | z)), q), log(t(x)) - KL(q, p)))


@theorem("The ELBO of a linear-Gaussian model, without the trace term", expect="refuted")
def elbo_without_variance(proof):
    """The decoder at the mean of q is not the mean of the decoder."""
    wrong = -log(2 * pi * v) / 2 - (x - a * mu - b) ** 2 / (2 * v)
    proof.claim(Eq(E(log(W(x | z)), q), wrong))


@theorem("The ELBO of a linear-Gaussian model, with the divergence added", expect="refuted")
def elbo_sign(proof):
    proof.claim(E(log(W(x | z)), q) + KL(q, p) <= log(t(x)))


# ------------------------------------------------------------------ reparametrisation

sigma = Positive("σ")
normal = Normal("N", z, mean=mu, variance=sigma**2)
unit = Normal("φ", z)
k = [Real(f"c_{j}") for j in range(5)]


def quartic(at):
    return sum(coefficient * at**j for j, coefficient in enumerate(k))


@theorem("Reparametrisation")
def reparametrisation(proof):
    """E f(X) = E f(μ + σε), for polynomials to degree 4 (Kingma & Welling 2014, section 2.4)."""
    proof.claim(Eq(E(quartic(z), normal), E(quartic(mu + sigma * z), unit)))


@theorem("Reparametrisation, with σ² for σ", expect="refuted")
def reparametrisation_by_variance(proof):
    """μ + σ²ε has the variance σ⁴."""
    proof.claim(Eq(E(z**2, normal), E((mu + sigma**2 * z) ** 2, unit)))


@theorem("Reparametrisation by the mean alone", expect="refuted")
def reparametrisation_without_noise(proof):
    proof.claim(Eq(E(z**2, normal), mu**2))


if __name__ == "__main__":
    run()
