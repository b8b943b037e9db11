"""What a Gaussian channel tells: information, two correlated variables, capacity.

Cover & Thomas, sections 8.5 and 9.1. Information is in nats: ½ ln(1 + P/N). What is cited, and not
derived here: the entropy power inequality, Stam's inequality, de Bruijn's identity.
"""

from derive import *

x, y = Space("x"), Space("y")
e = exp(1)
half = Rational(1, 2)

# ------------------------------------------------------------------ two correlated variables

mu, nu, rho = Real("μ"), Real("ν"), Real("ρ")
sigma, tau = Positive("σ"), Positive("τ")  # deviations
p = Normal("p", x, mean=mu, variance=sigma**2)
q = Normal("q", y, mean=nu, variance=tau**2)
W = Normal("W", y, mean=nu + rho * tau / sigma * (x - mu), variance=tau**2 * (1 - rho**2), given=x)
V = Normal(
    "V", x, mean=mu + rho * sigma / tau * (y - nu), variance=sigma**2 * (1 - rho**2), given=y
)
r = DefinedLaw("r", x, y, value=p(x) * W(y | x))
X, Y = r.variables
CORRELATED = [Lt(rho**2, 1)]
information = -log(1 - rho**2) / 2


@theorem("A bivariate normal law, both ways", given=CORRELATED)
def both_ways(proof):
    """Given x, y is normal, and given y, x is: ρ is the same."""
    proof.claim(Eq(p(x) * W(y | x), q(y) * V(x | y)))


@theorem("The correlation of a bivariate normal law", given=CORRELATED)
def correlation(proof):
    proof.claim(Eq(E((x - mu) * (y - nu), r) / (sigma * tau), rho))


@theorem("The marginal of a bivariate normal law", given=CORRELATED)
def bivariate_marginal(proof):
    proof.start(r(y))
    proof.eq(Sum(q(y) * V(x | y), x), both_ways)
    proof.eq(q(y), "∫ V(x|y) dx = 1")


@theorem("The information of two correlated normal variables", given=CORRELATED)
def bivariate_information(proof):
    """Cover & Thomas, example 8.5.1: q is the marginal. Means and variances play no part."""
    proof.start(KL(r(x, y), p(x) * q(y)))
    proof.eq(E(log(W(y | x) / q(y)), r), "r(x,y) = p(x)·W(y|x)")
    proof.eq(information, "ln of both densities")


@theorem("The information of two correlated normal variables is nonnegative", given=CORRELATED)
def bivariate_nonnegative(proof):
    """It is 0 for ρ = 0 only."""
    proof.claim(information >= 0, equality=Eq(rho, 0))


@theorem(
    "The information of two correlated normal variables, with the other sign",
    given=CORRELATED,
    expect="refuted",
)
def bivariate_sign(proof):
    proof.claim(Eq(I(X, Y), log(1 - rho**2) / 2))


@theorem(
    "The information of two correlated normal variables, with ρ for ρ²",
    given=[*CORRELATED, Ge(rho, 0)],
    expect="refuted",
)
def bivariate_without_square(proof):
    proof.claim(Eq(I(X, Y), -log(1 - rho) / 2))


@theorem(
    "The information of two correlated normal variables, without ½",
    given=CORRELATED,
    expect="refuted",
)
def bivariate_without_half(proof):
    proof.claim(Eq(I(X, Y), -log(1 - rho**2)))


@theorem("The slope of a regression is the correlation", given=CORRELATED, expect="refuted")
def slope_is_correlation(proof):
    """Only for σ = τ."""
    proof.claim(Eq(E((x - mu) * (y - nu), r), rho * sigma**2))


# ------------------------------------------------------------------ the Gaussian channel

P, N = Positive("P"), Positive("N")
noisy = Normal("W", y, mean=x, variance=N, given=x)
a = Density("a", x)
sent = DefinedLaw("r", x, y, value=a(x) * noisy(y | x))
S, R = sent.variables
best = Normal("t", y, variance=P + N)
POWER = [Le(E(x**2, a), P)]
capacity = log(1 + P / N) / 2


@theorem("The noise is what is left of Y when X is known")
def noise_entropy(proof):
    """Cover & Thomas, (9.12): for any input."""
    proof.start(h(R | S))
    proof.eq(E(log(1 / noisy(y | x)), sent), "r(y|x) = W(y|x)")
    proof.eq(log(2 * pi * N) / 2 + E((y - x) ** 2, sent) / (2 * N), "ln of the density")
    proof.eq(log(2 * pi * e * N) / 2, "the noise has the variance N")


@theorem("The power of what is received")
def received_power(proof):
    """Cover & Thomas, (9.15): signal and noise are independent, the noise has the mean 0."""
    proof.claim(Eq(E(y**2, sent), E(x**2, a) + N))


@theorem("The entropy of what is received", given=POWER)
def received_entropy(proof):
    """Cover & Thomas, (9.16): the normal law has the largest entropy."""
    proof.start(h(R))
    proof.le(cross_entropy(sent(y), best(y)), "D ≥ 0")
    proof.eq(log(2 * pi * (P + N)) / 2 + E(y**2, sent) / (2 * (P + N)), "ln of the density")
    proof.eq(log(2 * pi * (P + N)) / 2 + (E(x**2, a) + N) / (2 * (P + N)), received_power)
    proof.le(log(2 * pi * (P + N)) / 2 + half, "the power constraint")
    proof.eq(log(2 * pi * e * (P + N)) / 2, "½ = ½ ln e")


@theorem("The capacity of the Gaussian channel is an upper bound", given=POWER)
def capacity_bound(proof):
    """Cover & Thomas, (9.17): no input of power ≤ P tells more."""
    proof.start(I(S, R))
    proof.eq(h(R) - h(R | S), "I = h(Y) − h(Y|X)")
    proof.eq(h(R) - log(2 * pi * e * N) / 2, noise_entropy)
    proof.le(cross_entropy(sent(y), best(y)) - log(2 * pi * e * N) / 2, "D ≥ 0")
    proof.le(log(2 * pi * e * (P + N)) / 2 - log(2 * pi * e * N) / 2, "the power constraint")
    proof.eq(capacity, "ln of a quotient")


normal = Normal("a", x, variance=P)
back = Normal("f", x, mean=P * y / (P + N), variance=P * N / (P + N), given=y)
attained = DefinedLaw("r", x, y, value=normal(x) * noisy(y | x))
A, B = attained.variables


@theorem("What is received of a normal input")
def received_of_normal(proof):
    proof.claim(Eq(normal(x) * noisy(y | x), best(y) * back(x | y)))


@theorem("What is received of a normal input is normal")
def received_is_normal(proof):
    proof.start(attained(y))
    proof.eq(Sum(best(y) * back(x | y), x), received_of_normal)
    proof.eq(best(y), "∫ f(x|y) dx = 1")


@theorem("A normal input attains the capacity of the Gaussian channel")
def capacity_attained(proof):
    """Cover & Thomas, (9.17): I(X;Y), t being the law of what is received."""
    proof.start(KL(attained(x, y), normal(x) * best(y)))
    proof.eq(E(log(noisy(y | x) / best(y)), attained), "r(x,y) = a(x)·W(y|x)")
    proof.eq((log(P + N) - log(N)) / 2, "ln of both densities")
    proof.eq(capacity, "ln of a quotient")


both = MultivariateNormal("r", x, y, covariance=[[P, P], [P, P + N]])
Sent, Got = both.variables


@theorem("Signal and what is received are normal together")
def received_together(proof):
    """Cover & Thomas, section 9.1: r is the law of a normal input and what is received of it."""
    proof.claim(Eq(normal(x) * noisy(y | x), both(x, y)))


@theorem("The mutual information of a normal input is the capacity")
def capacity_information(proof):
    """Cover & Thomas, (9.17), from I itself: the bound above is attained."""
    proof.start(I(Sent, Got))
    proof.eq(h(Sent) + h(Got) - h(Sent, Got), "definitions")
    proof.eq(
        (log(2 * pi * e * P) + log(2 * pi * e * (P + N))) / 2 - log((2 * pi * e) ** 2 * P * N) / 2,
        "P·(P + N) − P² = P·N",
    )
    proof.eq(capacity, "2πe and P cancel")


@theorem("A normal input has the power that it may have")
def normal_power(proof):
    proof.claim(Eq(E(x**2, normal), P))


@theorem("The capacity of the Gaussian channel, without ½", expect="refuted")
def capacity_without_half(proof):
    proof.claim(Eq(I(A, B), log(1 + P / N)))


@theorem("The capacity of the Gaussian channel, without 1", expect="refuted")
def capacity_without_one(proof):
    """ln(P/N) is negative for weak signals."""
    proof.claim(Eq(I(A, B), log(P / N) / 2))


@theorem("The capacity of the Gaussian channel, upside down", expect="refuted")
def capacity_upside_down(proof):
    proof.claim(Eq(I(A, B), log(1 + N / P) / 2))


@theorem("The capacity of the Gaussian channel, from amplitudes", expect="refuted")
def capacity_of_amplitudes(proof):
    """P and N are powers: σ² and not σ."""
    proof.claim(Eq(I(A, B), log(1 + sqrt(P / N)) / 2))


@theorem("A normal input tells at most ½ ln(P/N)", expect="refuted")
def capacity_too_small(proof):
    proof.claim(I(A, B) <= log(P / N) / 2)


@theorem("What is received has the power of what is sent", expect="refuted")
def power_without_noise(proof):
    proof.claim(Eq(E(y**2, sent), E(x**2, a)))


@theorem("The best guess of what was sent is what was received", expect="refuted")
def guess_without_shrinking(proof):
    """It is y·P/(P + N) (Wiener): noise has to be taken off."""
    wrong = Normal("f", x, mean=y, variance=P * N / (P + N), given=y)
    proof.claim(Eq(attained(x | y), wrong(x | y)))


# ------------------------------------------------------------------ cited


@theorem("The entropy power inequality", expect="cited")
def entropy_power(proof):
    """Shannon 1948. For noise of variance N the second term is 2πeN."""
    proof.fact(
        Cited(
            "exp(2h(X + Z)) ≥ exp(2h(X)) + exp(2h(Z)) for independent X, Z with densities",
            "Cover & Thomas 2006, theorem 17.7.3",
        )
    )


@theorem("Stam's inequality", expect="cited")
def stam(proof):
    """J is Fisher's information, E (∂ ln p(X)/∂x)²."""
    proof.fact(
        Cited(
            "1/J(X + Z) ≥ 1/J(X) + 1/J(Z) for independent X, Z with smooth densities",
            "Stam 1959; Cover & Thomas 2006, section 17.8",
        )
    )


@theorem("De Bruijn's identity", expect="cited")
def de_bruijn(proof):
    """Why normal noise adds entropy at the rate of Fisher's information."""
    proof.fact(
        Cited(
            "∂h(X + √t·Z)/∂t = ½·J(X + √t·Z) for t > 0, Z ∼ N(0, 1) independent of X, E X² finite",
            "Stam 1959; Cover & Thomas 2006, theorem 17.7.2",
        )
    )


if __name__ == "__main__":
    run()
