"""Diffusion models: the forward process, its posterior, and the loss of a step.

Ho, Jain & Abbeel 2020, (2)–(12); Kingma, Salimans, Poole & Ho 2021, appendix A. One step takes x_s
to x_t, s = t − 1: α_t is the step's factor, ᾱ_s = α_1⋯α_s, and ᾱ_t = α_t·ᾱ_s. Beside each formula
stand the slips of programs: α for √α, 1 − ᾱ_t for 1 − ᾱ_s, β for its posterior value, ½ forgotten.
"""

from derive import *

x0, xs, xt = Space("x_0"), Space("xₛ"), Space("xₜ")
alpha, before = Probability("αₜ"), Probability("ᾱₛ")
now = alpha * before
NOISY = [alpha > 0, before > 0, alpha < 1, before < 1, now < 1]
earlier = Normal("qₛ", xs, mean=sqrt(before) * x0, variance=1 - before, given=x0)
step = Normal("W", xt, mean=sqrt(alpha) * xs, variance=1 - alpha, given=xs)
forward = Normal("qₜ", xt, mean=sqrt(now) * x0, variance=1 - now, given=x0)
spread = (1 - before) * (1 - alpha) / (1 - now)  # of the posterior


def centre(x):
    """The posterior's mean at this x_0."""
    return (sqrt(before) * (1 - alpha) * x + sqrt(alpha) * (1 - before) * xt) / (1 - now)


posterior = Normal("b", xs, mean=centre(x0), variance=spread, given=(xt, x0))

# ------------------------------------------------------------------ the forward process


@theorem("One step forward is one step back", given=NOISY)
def both_ways(proof):
    """The logarithms of both sides are the same polynomial in x_0, x_s and x_t."""
    proof.claim(Eq(earlier(xs | x0) * step(xt | xs), forward(xt | x0) * posterior(xs | xt, x0)))


@theorem("The forward process, by induction", given=NOISY)
def induction(proof):
    """Ho et al., (4): from s to t. For t = 1 it is the step itself."""
    proof.start(Sum(earlier(xs | x0) * step(xt | xs), xs))
    proof.eq(Sum(forward(xt | x0) * posterior(xs | xt, x0), xs), both_ways)
    proof.eq(forward(xt | x0), "b has mass 1")


@theorem("The posterior of the forward process", given=NOISY)
def backward(proof):
    """Ho et al., (6), (7)."""
    whole = Sum(earlier(xs | x0) * step(xt | xs), xs)
    proof.start(earlier(xs | x0) * step(xt | xs) / whole)
    proof.eq(forward(xt | x0) * posterior(xs | xt, x0) / whole, both_ways)
    proof.eq(whole * posterior(xs | xt, x0) / whole, induction)
    proof.eq(posterior(xs | xt, x0), "the density of x_t is > 0")


@theorem("The variance stays 1", given=NOISY)
def variance_preserved(proof):
    """For data of mean square 1."""
    proof.claim(Eq(E(xt**2, forward(xt | x0), over=xt), 1 - now + now * x0**2))


@theorem("The posterior has less noise than the step", given=NOISY)
def posterior_variance(proof):
    proof.claim(spread <= 1 - alpha)


@theorem("The forward process, with ᾱ for its root", given=NOISY, expect="refuted")
def forward_without_root(proof):
    wrong = Normal("qₜ", xt, mean=now * x0, variance=1 - now, given=x0)
    proof.claim(Eq(Sum(earlier(xs | x0) * step(xt | xs), xs), wrong(xt | x0)))


@theorem("The forward process, with the step's variance", given=NOISY, expect="refuted")
def forward_with_step_variance(proof):
    """Noise accumulates."""
    wrong = Normal("qₜ", xt, mean=sqrt(now) * x0, variance=1 - alpha, given=x0)
    proof.claim(Eq(Sum(earlier(xs | x0) * step(xt | xs), xs), wrong(xt | x0)))


@theorem("The forward process, with the variances added", given=NOISY, expect="refuted")
def forward_variances_added(proof):
    """The earlier noise is scaled by α too."""
    square = E(xt**2, earlier(xs | x0) * step(xt | xs), over=(xs, xt))
    proof.claim(Eq(square, now * x0**2 + (1 - before) + (1 - alpha)))


def is_posterior(law):
    return Eq(earlier(xs | x0) * step(xt | xs), forward(xt | x0) * law(xs | xt, x0))


@theorem("The posterior, with 1 − ᾱ_t for 1 − ᾱ_s", given=NOISY, expect="refuted")
def posterior_of_wrong_time(proof):
    """Its variance is then that of the step."""
    wrong = Normal("b", xs, mean=centre(x0), variance=1 - alpha, given=(xt, x0))
    proof.claim(is_posterior(wrong))


@theorem("The posterior's mean, with the weights exchanged", given=NOISY, expect="refuted")
def posterior_exchanged(proof):
    mean = (sqrt(before) * (1 - alpha) * xt + sqrt(alpha) * (1 - before) * x0) / (1 - now)
    wrong = Normal("b", xs, mean=mean, variance=spread, given=(xt, x0))
    proof.claim(is_posterior(wrong))


@theorem("The posterior's mean, with α for √α", given=NOISY, expect="refuted")
def posterior_without_root(proof):
    mean = (before * (1 - alpha) * x0 + alpha * (1 - before) * xt) / (1 - now)
    wrong = Normal("b", xs, mean=mean, variance=spread, given=(xt, x0))
    proof.claim(is_posterior(wrong))


# ------------------------------------------------------------------ the loss of a step

guess = Real("f", xt)  # of x_0, by the model
model = Normal("p", xs, mean=centre(guess(xt)), variance=spread, given=xt)
loss = KL(posterior(xs | xt, x0), model(xs | xt), over=xs)
signal_s, signal_t = before / (1 - before), now / (1 - now)


@theorem("The loss of a step is a weighted squared error", given=NOISY)
def step_loss(proof):
    """Ho et al., (8), of x_0 instead of the mean."""
    proof.start(loss)
    proof.eq((centre(x0) - centre(guess(xt))) ** 2 / (2 * spread), "equal variances")
    proof.eq(
        before * (1 - alpha) / (2 * (1 - before) * (1 - now)) * (x0 - guess(xt)) ** 2,
        "the parts with x_t cancel",
    )


@theorem("The weight of a step is half the loss of signal", given=NOISY)
def step_weight(proof):
    """Kingma et al., (14): signal to noise ᾱ/(1 − ᾱ), before and after."""
    weight = before * (1 - alpha) / (2 * (1 - before) * (1 - now))
    proof.claim(Eq(weight, (signal_s - signal_t) / 2))


@theorem("The loss of a step, without ½", given=NOISY, expect="refuted")
def step_loss_without_half(proof):
    proof.claim(Eq(loss, (signal_s - signal_t) * (x0 - guess(xt)) ** 2))


@theorem("The loss of a step, unweighted", given=NOISY, expect="refuted")
def step_loss_unweighted(proof):
    """What is trained is not the bound (Ho et al., (14))."""
    proof.claim(Eq(loss, (x0 - guess(xt)) ** 2))


@theorem("The loss of a step, with the signal of the wrong time", given=NOISY, expect="refuted")
def step_loss_wrong_time(proof):
    proof.claim(Eq(loss, (signal_t - signal_s) / 2 * (x0 - guess(xt)) ** 2))


# ------------------------------------------------------------------ the terms of the bound

data = Density("a", x0)
chain = DefinedLaw("q", x0, xs, xt, value=data(x0) * forward(xt | x0) * posterior(xs | xt, x0))
step_term = KL(chain(xs | xt, x0), model(xs | xt), over=xs)
weight = (signal_s - signal_t) / 2
standard = Normal("n", xt)


@theorem("Data, made noisy, from both ends", given=NOISY)
def chain_both_ways(proof):
    """q is the chain x_0 → x_s → x_t, whatever the data's law."""
    proof.start(chain(x0, xs, xt))
    proof.eq(data(x0) * forward(xt | x0) * posterior(xs | xt, x0), definition)
    proof.eq(data(x0) * earlier(xs | x0) * step(xt | xs), both_ways)


@theorem("A step's term of the bound is a weighted squared error", given=NOISY)
def term_of_bound(proof):
    """Ho et al., (5), (8): the bound has its mean over all x_0 and x_t."""
    proof.start(chain(x0, xt) * step_term)
    proof.eq(data(x0) * forward(xt | x0) * loss, "q(x_s|x_t,x_0) = b(x_s|x_t,x_0)")
    error = (x0 - guess(xt)) ** 2
    proof.eq(data(x0) * forward(xt | x0) * weight * error, "the loss of a step")
    proof.eq(chain(x0, xt) * weight * error, "q(x_0,x_t) = a(x_0)·q_t(x_t|x_0)")


@theorem("The prior's term of the bound", given=NOISY)
def prior_term(proof):
    """Ho et al., (5): it vanishes with ᾱ, and has no parameters."""
    proof.start(KL(forward(xt | x0), standard(xt), over=xt))
    proof.eq((now * x0**2 - now - log(1 - now)) / 2, "both are normal")


@theorem("The prior's term of the bound, without ln", given=NOISY, expect="refuted")
def prior_term_without_log(proof):
    proof.claim(Eq(KL(forward(xt | x0), standard(xt), over=xt), (now * x0**2 - now) / 2))


@theorem("A step's term of the bound, unweighted", given=NOISY, expect="refuted")
def term_unweighted(proof):
    proof.claim(Eq(chain(x0, xt) * step_term, chain(x0, xt) * (x0 - guess(xt)) ** 2))


# ------------------------------------------------------------------ predicting the noise

noise, predicted = Real("ε"), Real("ε̂")


def from_noise(eps):
    """What x_0 is if the noise in x_t is ε."""
    return (xt - sqrt(1 - now) * eps) / sqrt(now)


def shifted(eps):
    return (xt - (1 - alpha) / sqrt(1 - now) * eps) / sqrt(alpha)


@theorem("The posterior's mean from the noise", given=NOISY)
def mean_from_noise(proof):
    """Ho et al., (10), (11)."""
    proof.claim(Eq(centre(from_noise(noise)), shifted(noise)))


true = Normal("b", xs, mean=shifted(noise), variance=spread, given=xt)
learned = Normal("p", xs, mean=shifted(predicted), variance=spread, given=xt)
noise_loss = KL(true(xs | xt), learned(xs | xt), over=xs)


@theorem("The loss of a step is a weighted squared error of the noise", given=NOISY)
def noise_error(proof):
    """Ho et al., (12)."""
    proof.start(noise_loss)
    proof.eq((shifted(noise) - shifted(predicted)) ** 2 / (2 * spread), "equal variances")
    proof.eq(
        (1 - alpha) / (2 * alpha * (1 - before)) * (noise - predicted) ** 2,
        "the parts with x_t cancel",
    )


@theorem("The mean from the noise, with 1 − ᾱ_t for its root", given=NOISY, expect="refuted")
def mean_without_root(proof):
    wrong = (xt - (1 - alpha) / (1 - now) * noise) / sqrt(alpha)
    proof.claim(Eq(centre(from_noise(noise)), wrong))


@theorem("The loss of the noise, with 1 − ᾱ_t for 1 − ᾱ_s", given=NOISY, expect="refuted")
def noise_error_wrong_time(proof):
    """That is the weight for the variance β_t, not the posterior's."""
    wrong = (1 - alpha) / (2 * alpha * (1 - now)) * (noise - predicted) ** 2
    proof.claim(Eq(noise_loss, wrong))


if __name__ == "__main__":
    run()
