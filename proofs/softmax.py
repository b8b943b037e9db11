"""Softmax and its normaliser: bounds, duality, convexity, temperature; losses made of it.

Boyd & Vandenberghe, Convex Optimization (2004), sections 3.1.5 and 3.3.1; Hinton, Vinyals & Dean
(2015) for temperature and distillation; Szegedy et al. (2016) for label smoothing. Gradients and
the second derivative are in gradients.py.
"""

from derive import *

x, theta = Alphabet("x"), Alphabet("θ")
x1 = x.another("x'")
p, q, r = Distribution("p", x), Distribution("q", x), Distribution("r", x)
s, t, score = Real("s", x), Real("t", x), Real("s", theta)
lam, eps, tau = Probability("λ"), Probability("ε"), Positive("τ")
beta, g = Nonnegative("β"), Positive("g")


def lse(z):
    """Log-sum-exp."""
    return log(Sum(exp(z), x))


softmax = DefinedLaw("σ", x, value=exp(s(x)) / Let("Z", Sum(exp(s(x)), x)))


@theorem("Log-sum-exp is at least the maximum")
def at_least_maximum(proof):
    proof.start(lse(s(x)))
    proof.ge(log(exp(Max(s(x), x))), "one term of the sum")
    proof.eq(Max(s(x), x), "ln e^t = t")


@theorem("Log-sum-exp is at most the maximum and ln n")
def at_most_maximum(proof):
    proof.start(lse(s(x)))
    proof.le(log(x.size * exp(Max(s(x), x))), "each term is at most the largest")
    proof.eq(Max(s(x), x) + log(x.size), "ln of a product")


@theorem("Log-sum-exp is at most the maximum", expect="refuted")
def at_most_maximum_alone(proof):
    proof.claim(lse(s(x)) <= Max(s(x), x))


@theorem("Log-sum-exp is at least ln n and the mean")
def at_least_mean(proof):
    """Jensen; equality exactly when all e^s are their mean."""
    proof.claim(
        lse(s(x)) >= log(x.size) + Sum(s(x), x) / x.size,
        equality=Eq(x.size * exp(s(x)), Sum(exp(s(x)), x)),
    )


@theorem("Log-sum-exp and entropy are dual, a bound")
def dual(proof):
    proof.start(E(s(x), p) + H(p))
    proof.eq(lse(s(x)) - KL(p, softmax), "definition of σ")
    proof.le(lse(s(x)), "D ≥ 0")
    proof.claim(E(s(x), p) + H(p) <= lse(s(x)), equality=Eq(p(x), softmax(x)))


@theorem("Log-sum-exp and entropy are dual")
def duality(proof):
    """Log-sum-exp is the largest value of E_p[s] + H(p), attained at the softmax alone."""
    proof.fact(Maximum(E(s(x), p) + H(p), over=p, value=lse(s(x)), at=softmax))


blend = lam * s(x) + (1 - lam) * t(x)
mixed = DefinedLaw("m", x, value=exp(blend) / Let("M", Sum(exp(blend), x)))


@theorem("Log-sum-exp is convex")
def convexity(proof):
    """A largest value of functions that are linear in s."""
    rest = E(t(x), mixed) + H(mixed)
    proof.start(lse(blend))
    proof.eq(E(blend, mixed) + H(mixed), "definition of m")
    proof.eq(lam * (E(s(x), mixed) + H(mixed)) + (1 - lam) * rest, "λ + (1 − λ) = 1")
    proof.le(lam * lse(s(x)) + (1 - lam) * rest, dual.on(p=mixed(x)))
    proof.le(lam * lse(s(x)) + (1 - lam) * lse(t(x)), dual.on(p=mixed(x), s=t(x)))


@theorem("Log-sum-exp is concave", expect="refuted")
def concavity(proof):
    proof.claim(lse(blend) >= lam * lse(s(x)) + (1 - lam) * lse(t(x)))


# Temperature: β is its inverse; `cold` belongs to β + g, `warm` to β.

weights_warm = Let("Z", Sum(exp(beta * s(x)), x))
warm = DefinedLaw("w", x, value=exp(beta * s(x)) / weights_warm)
cold = DefinedLaw("c", x, value=exp((beta + g) * s(x)) / Let("Z'", Sum(exp((beta + g) * s(x)), x)))


@theorem("A lower temperature raises the mean score")
def mean_rises(proof):
    """The two divergences together are g times the difference."""
    proof.start(g * E(s(x), cold) - g * E(s(x), warm))
    proof.eq(KL(cold, warm) + KL(warm, cold), "ln c/w = g·s + const")
    proof.ge(0, "D ≥ 0, twice")
    proof.claim(g * E(s(x), cold) >= g * E(s(x), warm))


@theorem("A lower temperature lowers the entropy")
def entropy_falls(proof):
    """H(c) ≤ H(w), times g > 0."""
    proof.start(g * H(cold))
    proof.eq(
        g * log(weights_warm) - beta * g * E(s(x), cold) - g * KL(cold, warm), "ln w = βs − ln Z"
    )
    proof.le(g * log(weights_warm) - beta * g * E(s(x), cold), "D ≥ 0")
    proof.le(g * log(weights_warm) - beta * g * E(s(x), warm), mean_rises)
    proof.eq(g * H(warm), "ln w = βs − ln Z")


@theorem("The slope of the entropy in β")
def entropy_slope(proof):
    """−β times a variance, so never positive."""
    mean = E(s(x), warm)
    proof.start(Derivative(H(warm), beta))
    proof.eq(-beta * Sum(warm(x) * (s(x) - mean) ** 2, x), "under the sum")
    proof.le(0, square(s(x) - mean))


signed = Real("b")
hot = DefinedLaw("h", x, value=exp(signed * s(x)) / Let("N", Sum(exp(signed * s(x)), x)))


@theorem("The slope of the entropy, for β of any sign", expect="refuted")
def entropy_slope_negative(proof):
    proof.claim(Derivative(H(hot), signed) <= 0)


@theorem("Temperature does not change which letter is likeliest")
def likeliest(proof):
    total = Sum(exp(score(theta) / tau), theta)
    proof.start(ArgMax(score(theta), theta))
    proof.eq(ArgMax(score(theta) / tau, theta), scaled(1 / tau))
    proof.eq(ArgMax(exp(score(theta) / tau), theta), "exp is increasing")
    proof.eq(ArgMax(exp(score(theta) / tau) / total, theta), scaled(1 / total))


# Losses.

smooth = (1 - eps) * p(x) + eps / x.size


@theorem("Label smoothing", given=[Dominated(1, q(x))])
def label_smoothing(proof):
    """A mixture of two losses: the second pulls the prediction to the uniform law."""
    proof.start(cross_entropy(smooth, q))
    proof.eq(
        (1 - eps) * cross_entropy(p, q) + eps * cross_entropy(1 / x.size, q), "linear in the label"
    )
    proof.eq(
        (1 - eps) * cross_entropy(p, q) + eps * (log(x.size) + KL(1 / x.size, q)), "H(u) = ln n"
    )


@theorem("Label smoothing with zeros in the prediction", given=[p << q], expect="ill-posed")
def label_smoothing_with_zeros(proof):
    proof.claim(cross_entropy(smooth, q) >= (1 - eps) * cross_entropy(p, q))


@theorem("Two students of one teacher", given=[p << q, p << r])
def distillation(proof):
    """The difference of their losses is that of their divergences."""
    proof.start(cross_entropy(p, q) - cross_entropy(p, r))
    proof.eq(H(p) + KL(p, q) - H(p) - KL(p, r), "cross-entropy is entropy plus divergence")
    proof.eq(KL(p, q) - KL(p, r), "the teacher's entropy cancels")


@theorem("Perplexity as a geometric mean", given=[Dominated(1, q(x))])
def perplexity(proof):
    """1 ≤ exp E ln 1/q ≤ E 1/q: geometric is at most arithmetic."""
    proof.start(1)
    proof.le(exp(cross_entropy(p, q)), "ln 1/q ≥ 0")
    proof.le(Sum(p(x) / q(x), x), "Jensen: exp is convex")


@theorem("Perplexity as an arithmetic mean", given=[Dominated(1, q(x))], expect="refuted")
def perplexity_arithmetic(proof):
    proof.claim(Eq(exp(cross_entropy(p, q)), Sum(p(x) / q(x), x)))


if __name__ == "__main__":
    run()
