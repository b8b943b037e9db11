"""Rényi's divergences and entropies: their order, and what a channel takes.

Rényi (1961); van Erven & Harremoës, "Rényi Divergence and Kullback–Leibler Divergence" (2014),
theorems 3 and 9; Tsallis (1988). With ρ = ln p/q the divergence of order 1 + a is ln
E_p[e^(aρ)]/a, and that of order 1 − a is −ln E_p[e^(−aρ)]/a, for a > 0.
"""

from derive import *

x, y = alphabets("x y")
p, q, v = Distribution("p", x), Distribution("q", x), Distribution("v", x)
p2 = Distribution("p'", y)
W = Channel("W", y, given=x)
a, g, alpha = Positive("a"), Nonnegative("g"), Positive("α")
c = Nonnegative("c")
f, rho = Real("f", x), Real("ρ", x)
half = Rational(1, 2)
full = [Dominated(1, p(x)), Dominated(1, q(x))]
ratio = log(p(x) / q(x))
p_out = Let("P", Sum(p(x) * W(y | x), x), y)(y)  # the laws of the outputs
q_out = Let("Q", Sum(q(x) * W(y | x), x), y)(y)


def moment(exponent):
    return Sum(p(x) * exp(exponent), x)


M, N = Let("M", moment(a * rho(x))), Let("N", moment((a + g) * rho(x)))
tilted = DefinedLaw("w", x, value=p(x) * exp(a * rho(x)) / M)


@theorem("The Gibbs variational bound", given=[v << p])
def variational(proof):
    """E_v[f] − D(v‖p) ≤ ln E_p[e^f]."""
    proof.claim(E(f(x), v) - KL(v, p) <= log(moment(f(x))))


@theorem("Gibbs' inequality for v and p", given=[v << p])
def gibbs_here(proof):
    proof.claim(KL(v, p) >= 0)


@theorem("The order of a divergence as an exponent", given=[*full, alpha > 1])
def as_exponent(proof):
    """Σ p^α q^(1−α) = E_p[e^((α−1)ρ)]."""
    proof.claim(Eq(renyi_divergence(p, q, alpha), log(moment((alpha - 1) * ratio)) / (alpha - 1)))


@theorem("Orders above 1 are above the divergence", given=[*full, alpha > 1])
def above(proof):
    """D ≤ D_α: Jensen, at the law p itself."""
    proof.start(KL(p, q))
    proof.le(renyi_divergence(p, q, alpha), variational.on(v=p(x), p=p(x), f=(alpha - 1) * ratio))


@theorem("Orders below 1 are below the divergence", given=full)
def below(proof):
    """D_(1−a) ≤ D."""
    proof.start(-log(moment(-a * ratio)) / a)
    proof.le(KL(p, q), variational.on(v=p(x), p=p(x), f=-a * ratio))


@theorem("Power means grow with the power")
def power_means(proof):
    """ln E[e^(aρ)]/a ≤ ln E[e^(bρ)]/b for b = a + g.

    Both are largest values of E_v[ρ] − D(v‖p)/b; the first is attained at the law w.
    """
    mean, away = E(rho(x), tilted), KL(tilted, p)
    proof.start(log(M) / a)
    proof.eq((a * mean - away) / a, "definition of w")
    proof.eq((a + g) * (a * mean - away) / (a * (a + g)), "a + g > 0")
    proof.le(a * ((a + g) * mean - away) / (a * (a + g)), gibbs_here.on(v=tilted(x), p=p(x)))
    proof.eq(((a + g) * mean - away) / (a + g), "a > 0")
    proof.le(log(N) / (a + g), variational.on(v=tilted(x), p=p(x), f=(a + g) * rho(x)))


@theorem("Rényi's divergences grow with the order, above 1", given=full)
def order_above(proof):
    """Of the orders 1 + a ≤ 1 + a + g."""
    proof.start(log(moment(a * ratio)) / a)
    proof.le(log(moment((a + g) * ratio)) / (a + g), power_means.on(ρ=ratio))


@theorem("Rényi's divergences grow with the order, below 1", given=full)
def order_below(proof):
    """Of the orders 1 − a − g ≤ 1 − a."""
    proof.start(-log(moment(-(a + g) * ratio)) / (a + g))
    proof.le(-log(moment(-a * ratio)) / a, power_means.on(ρ=-ratio))


@theorem("The orders ½, 1, 2 and 3", given=[p << q])
def four_orders(proof):
    """Also where p has zeros."""
    proof.start(renyi_divergence(p, q, half))
    proof.le(KL(p, q), "Jensen")
    proof.le(renyi_divergence(p, q, 2), "Jensen")
    proof.le(renyi_divergence(p, q, 3), "Jensen")


@theorem("The order ∞", given=[p << q])
def order_infinity(proof):
    """D_∞ = ln max p/q."""
    proof.claim(renyi_divergence(p, q, 2) <= log(Max(p(x) / q(x), x)))


@theorem("Rényi's divergences fall with the order", given=[p << q], expect="refuted")
def wrong_way(proof):
    proof.claim(renyi_divergence(p, q, 2) <= KL(p, q))


@theorem("Rényi's divergence of order 2 without p ≪ q", expect="ill-posed")
def without_domination(proof):
    proof.claim(renyi_divergence(p, q, 2) >= 0)


# Data processing.


@theorem("Data processing for χ², and for the order 2", given=[p << q])
def chi_squared_processed(proof):
    """As a sum of squares; D₂ is ln(1 + χ²)."""
    gap = sqrt(q(x) * W(y | x)) * (p(x) / q(x) - p_out / q_out)
    proof.start(chi_squared(p_out, q_out, over=y))
    proof.le(chi_squared(p, q), square(gap))


of_p, of_q = Distribution("A", y), Distribution("B", y)
outputs = [Eq(of_p(y), p_out), Eq(of_q(y), q_out)]


@theorem("Data processing for the Bhattacharyya coefficient", given=outputs)
def coefficient_processed(proof):
    """It grows, so −2 ln of it, which is D_½, falls. By Cauchy and Schwarz at each output."""
    r, s = sqrt(of_p(y)), sqrt(of_q(y))
    gap = sqrt(p(x)) / r - sqrt(q(x)) / s
    proof.start(bhattacharyya(of_p, of_q))
    proof.eq(Sum(s * of_p(y) / r, y) / 2 + Sum(r * of_q(y) / s, y) / 2, "a/√a = √a")
    proof.eq(Sum(s * p_out / r, y) / 2 + Sum(r * of_q(y) / s, y) / 2, outputs[0])
    proof.eq(Sum(s * p_out / r, y) / 2 + Sum(r * q_out / s, y) / 2, outputs[1])
    proof.ge(bhattacharyya(p, q) + Sum(W(y | x) * r * s * gap**2, x, y) / 2, "W sums to 1")
    proof.ge(bhattacharyya(p, q), "squares are ≥ 0")


@theorem("Data processing for the order ∞", given=[p(x) <= c * q(x)])
def infinity_processed(proof):
    """If D_∞(p‖q) ≤ ln c, then so is that of the outputs."""
    proof.claim(p_out <= c * q_out)


b, lam = Positive("b"), Probability("λ")
here = p(x) * q_out / (q(x) * p_out)  # the ratio at the input against that at the output
no_zeros = [*full, Dominated(1, W(y | x))]


def raised(power):
    """(p_out/q_out) to this power."""
    return exp(power * log(p_out / q_out))


@theorem("The weighted geometric mean of two numbers")
def two_means(proof):
    proof.claim(exp(lam * log(a) + (1 - lam) * log(b)) <= lam * a + (1 - lam) * b)


@theorem("Bernoulli's inequality for powers up to 1")
def bernoulli_below(proof):
    """a^λ ≤ 1 + λ(a − 1)."""
    proof.start(exp(lam * log(a)))
    proof.le(lam * a + 1 - lam, two_means.on(a=a, b=1))


@theorem("Bernoulli's inequality for powers from 1", given=[lam > 0])
def bernoulli_above(proof):
    """a^(1/λ) ≥ 1 + (a − 1)/λ."""
    power = exp(log(a) / lam)
    proof.start(power)
    proof.eq((lam * power + 1 - lam) / lam - 1 / lam + 1, "λ > 0")
    proof.ge(exp(lam * log(power)) / lam - 1 / lam + 1, bernoulli_below.on(a=power))
    proof.eq(1 + (a - 1) / lam, "the power undone")


@theorem("Data processing for the orders below 1", given=no_zeros)
def processed_below(proof):
    """Σ p^λ q^(1−λ) grows, and D_λ is ln of it over λ − 1 < 0."""
    proof.start(Sum(q(x) * exp(lam * ratio), x))
    proof.eq(Sum(q(x) * W(y | x) * raised(lam) * exp(lam * log(here)), x, y), "W sums to 1")
    proof.le(
        Sum(q(x) * W(y | x) * raised(lam) * (lam * here + 1 - lam), x, y),
        bernoulli_below.on(a=here),
    )
    proof.eq(Sum(q_out * raised(lam), y), "sum out x")


@theorem("Data processing for the orders above 1", given=[*no_zeros, lam > 0])
def processed_above(proof):
    """With the order 1/λ."""
    proof.start(Sum(q(x) * exp(ratio / lam), x))
    proof.eq(Sum(q(x) * W(y | x) * raised(1 / lam) * exp(log(here) / lam), x, y), "W sums to 1")
    proof.ge(
        Sum(q(x) * W(y | x) * raised(1 / lam) * (1 + (here - 1) / lam), x, y),
        bernoulli_above.on(a=here),
    )
    proof.eq(Sum(q_out * raised(1 / lam), y), "sum out x")


@theorem("A channel moves laws apart", given=[p << q], expect="refuted")
def apart(proof):
    proof.claim(chi_squared(p_out, q_out, over=y) >= chi_squared(p, q))


# Entropies.


@theorem("The min-entropy is at most the collision entropy")
def least(proof):
    """Σ p² ≤ max p."""
    proof.claim(min_entropy(p) <= renyi_entropy(p, 2))


@theorem("Entropies of the orders 3, 2, 1, ½ and 0")
def entropies(proof):
    proof.start(renyi_entropy(p, 3))
    proof.le(renyi_entropy(p, 2), "Cauchy and Schwarz")
    proof.le(H(p), "Jensen")
    proof.le(renyi_entropy(p, half), "Jensen")
    proof.le(log(x.size), "Cauchy and Schwarz")


@theorem("Tsallis's entropy of independent variables")
def tsallis(proof):
    """Not additive: what is missing is the product."""
    one, other = tsallis_entropy(p, 2), tsallis_entropy(p2, 2)
    joint = tsallis_entropy(p(x) * p2(y), 2, over=(x, y))
    proof.claim(Eq(joint, one + other - one * other))


@theorem("Tsallis's entropy is additive", expect="refuted")
def tsallis_additive(proof):
    joint = tsallis_entropy(p(x) * p2(y), 2, over=(x, y))
    proof.claim(Eq(joint, tsallis_entropy(p, 2) + tsallis_entropy(p2, 2)))


if __name__ == "__main__":
    run()
