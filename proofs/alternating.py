"""Two steps in turn: EM, Blahut–Arimoto, the information bottleneck; the rate of an autoencoder.

Csiszár & Tusnády (1984) for the pattern; Dempster, Laird & Rubin (1977), Neal & Hinton (1998)
for EM; Blahut (1972), Arimoto (1972); Tishby, Pereira & Bialek (1999); Hoffman & Johnson (2016).
Each step is a Gibbs variational problem, solved exactly; that the steps converge to an optimum
is not said here.
"""

from derive import *

x, y, z, k, t = alphabets("x y z k t")
i = k.another("i")
p, q, s = Distribution("p", x), Distribution("q", x), Distribution("s", x)
half = Rational(1, 2)

# EM: t is a datum, k a hidden class; w(k,t) is the old weight of both, v(k,t) the new.

w, v = Positive("w", k, t), Positive("v", k, t)
old, new = Sum(w(k, t), k), Sum(v(k, t), k)
blame = Let("γ", w(k, t) / old, k, t)(k, t)  # the E-step: what each class has of the datum t
complete = Sum(blame * log(v(k, t)), k, t)
m_step = Sum(blame * log(w(k, t)), k, t) <= complete


@theorem("What an E-step makes tight")
def e_step(proof):
    """At the old weights the bound is the log-likelihood."""
    proof.claim(Eq(Sum(blame * log(w(k, t) / blame), k, t), Sum(log(old), t)))


@theorem("EM does not lower the likelihood", given=[m_step])
def em(proof):
    """γ(k,t), what the class k has of the datum t, comes from the old weights w.

    The new weights v are only asked to be no worse for these γ.
    """
    proof.start(Sum(log(new), t))
    proof.ge(Sum(blame * log(v(k, t) / blame), k, t), "Jensen, at each datum")
    proof.eq(complete - Sum(blame * log(blame), k, t), "ln of a quotient")
    proof.ge(Sum(blame * log(w(k, t)), k, t) - Sum(blame * log(blame), k, t), m_step)
    proof.eq(Sum(blame * log(w(k, t) / blame), k, t), "ln of a quotient")
    proof.eq(Sum(log(old), t), e_step)


@theorem("Any new weights raise the likelihood", expect="refuted")
def without_m_step(proof):
    proof.claim(Sum(log(new), t) >= Sum(log(old), t))


share, mixing = Let("π*", Sum(blame, t) / t.size, k), Distribution("π", k)


@theorem("The M-step of the mixing weights", given=[Dominated(1, mixing(k))])
def mixing_weights(proof):
    """The best are the mean shares of the classes, by Gibbs' inequality."""
    proof.start(Sum(blame * log(mixing(k)), k, t))
    proof.eq(
        Sum(blame * log(share(k)), k, t) - t.size * Sum(share(k) * log(share(k) / mixing(k)), k),
        "Σ_t of a class is n times its share",
    )
    proof.le(Sum(blame * log(share(k)), k, t), "D ≥ 0")


# The rate of a variational autoencoder.

encoder, prior = Channel("e", z, given=x), Distribution("π", z)
aggregate = Sum(p(x) * encoder(z | x), x)
rate = Sum(p(x) * KL(encoder(z | x), prior, over=z), x)
told = Sum(p(x) * KL(encoder(z | x), aggregate, over=z), x)


@theorem("The rate of an autoencoder", given=[Dominated(encoder(z | x), prior(z))])
def autoencoder(proof):
    """Mean divergence to the prior: what Z tells of X, and the misfit of the aggregate."""
    proof.start(rate)
    proof.eq(
        Sum(
            p(x) * encoder(z | x) * (log(encoder(z | x) / aggregate) + log(aggregate / prior(z))),
            x,
            z,
        ),
        "by way of the aggregate",
    )
    proof.eq(told + KL(aggregate, prior(z), over=z), "sum out x")
    proof.ge(told, "D ≥ 0")


@theorem(
    "The rate is the information", given=[Dominated(encoder(z | x), prior(z))], expect="refuted"
)
def rate_is_information(proof):
    """Only for the prior that is the aggregate."""
    proof.claim(Eq(rate, told))


# A law between two laws.

Z = Let("Z", Sum(sqrt(p(x) * s(x)), x))
middle = DefinedLaw("g", x, value=sqrt(p(x) * s(x)) / Z)
positive = [Dominated(1, p(x)), Dominated(1, s(x))]


@theorem("The geometric mean is closest, backwards", given=positive)
def geometric_mean(proof):
    """Of ½D(q‖p) + ½D(q‖s); forwards it is the arithmetic mean, `variational:barycentre`."""
    objective = half * KL(q, p) + half * KL(q, s)
    proof.start(objective)
    proof.eq(KL(q, middle) - log(Z), "definition of g")
    proof.ge(-log(Z), "D ≥ 0")
    proof.claim(objective >= -log(Z), equality=Eq(q(x), middle(x)))


@theorem("The arithmetic mean is closest, backwards", given=positive, expect="refuted")
def arithmetic_mean(proof):
    mean = half * p(x) + half * s(x)
    objective = half * KL(q, p) + half * KL(q, s)
    proof.claim(objective >= half * KL(mean, p(x)) + half * KL(mean, s(x)))


# Rate–distortion: a channel W(y|x) at a distortion d, and a law u of reproductions.

d, beta = Real("d", x, y), Positive("β")
W, W1, W2 = (Channel(name, y, given=x) for name in ("W", "W₁", "W₂"))
u = Distribution("u", y)
lam = Probability("λ")
output = Sum(p(x) * W(y | x), x)


def distortion(channel):
    return Sum(p(x) * channel * d(x, y), x, y)


def information(channel):
    return Sum(p(x) * channel * log(channel / Sum(p(x) * channel, x)), x, y)


reached, level = Real("R"), Real("D")
mixed = lam * W1(y | x) + (1 - lam) * W2(y | x)
r1, r2, d1, d2 = (Real(name) for name in ("R₁", "R₂", "D₁", "D₂"))
two_channels = [
    information(W1(y | x)) <= r1,
    information(W2(y | x)) <= r2,
    distortion(W1(y | x)) <= d1,
    distortion(W2(y | x)) <= d2,
]


@theorem("Information is convex in the channel")
def information_convex(proof):
    proof.claim(
        information(mixed) <= lam * information(W1(y | x)) + (1 - lam) * information(W2(y | x))
    )


@theorem("A mixture of rates is reached", given=two_channels[:2])
def rate_convex(proof):
    """What W₁ and W₂ reach with rates R₁ and R₂, their mixture reaches with the mixture …"""
    proof.start(information(mixed))
    proof.le(lam * information(W1(y | x)) + (1 - lam) * information(W2(y | x)), information_convex)
    proof.le(lam * r1 + (1 - lam) * information(W2(y | x)), "the first rate")
    proof.le(lam * r1 + (1 - lam) * r2, "the second")


@theorem("… at a mixture of distortions", given=two_channels[2:])
def distortion_linear(proof):
    """… at the mixture of their distortions: R(D) is convex."""
    proof.start(distortion(mixed))
    proof.eq(lam * distortion(W1(y | x)) + (1 - lam) * distortion(W2(y | x)), "linear")
    proof.le(lam * d1 + (1 - lam) * distortion(W2(y | x)), two_channels[2])
    proof.le(lam * d1 + (1 - lam) * d2, two_channels[3])


def cost(channel, law):
    """Rate against the law u, and β times the distortion."""
    return Sum(p(x) * channel * log(channel / law), x, y) + beta * distortion(channel)


Zx = Let("Z", Sum(u(y) * exp(-beta * d(x, y)), y), x)
best = u(y) * exp(-beta * d(x, y)) / Zx(x)


@theorem("The best law of reproductions", given=[Dominated(W(y | x), u(y))])
def arimoto_output(proof):
    """For a given channel: the law of its outputs."""
    proof.start(cost(W(y | x), u(y)))
    proof.eq(cost(W(y | x), output) + KL(output, u(y), over=y), "by way of the outputs")
    proof.ge(cost(W(y | x), output), "D ≥ 0")


@theorem("The best channel", given=[Dominated(W(y | x), u(y))])
def arimoto_channel(proof):
    """For a given u: the tilted law u·e^(−βd)/Z, at each x, with the cost −Σ p ln Z."""
    proof.start(cost(W(y | x), u(y)))
    proof.eq(
        Sum(p(x) * W(y | x) * log(W(y | x) / best), x, y) - Sum(p(x) * log(Zx(x)), x),
        "definition of Z",
    )
    proof.ge(
        -Sum(p(x) * W(y | x) * (best / W(y | x) - 1), x, y) - Sum(p(x) * log(Zx(x)), x), log_bound
    )
    proof.ge(1 - Sum(p(x) * best, x, y) - Sum(p(x) * log(Zx(x)), x), "best ≥ 0 where W = 0")
    proof.eq(-Sum(p(x) * log(Zx(x)), x), "best sums to 1 at each x")


@theorem("The cost of the best channel")
def arimoto_attained(proof):
    proof.claim(Eq(cost(best, u(y)), -Sum(p(x) * log(Zx(x)), x)))


@theorem("The law u may be ignored", given=[Dominated(1, u(y))], expect="refuted")
def arimoto_without_law(proof):
    free = exp(-beta * d(x, y)) / Sum(exp(-beta * d(x, y)), y)
    proof.claim(cost(free, u(y)) <= cost(best, u(y)))


# The information bottleneck: T is made of X alone, to tell of Y.

r = Law("r", x, z, t)
X, Y, T = r.variables
share_told = Probability("λ")


@theorem("A bottleneck tells no more than it is told", given=[Markov(T, X, Y)])
def bottleneck(proof):
    """I(X;T) − λ·I(T;Y) ≥ 0 for λ ≤ 1."""
    proof.start(share_told * I(T, Y))
    proof.le(I(T, Y), "λ ≤ 1")
    proof.le(I(T, X), "data processing")


more = Positive("λ")


@theorem("A bottleneck with λ above 1", given=[Markov(T, X, Y)], expect="refuted")
def bottleneck_above_one(proof):
    proof.claim(more * I(T, Y) <= I(T, X))


source, decoder = Channel("s", z, given=x), Channel("m", z, given=y)
misfit = Sum(source(z | x) * log(source(z | x) / decoder(z | y)), z)


@theorem(
    "The best encoder of a bottleneck",
    given=[Dominated(W(y | x), u(y)), Dominated(1, decoder(z | y))],
)
def bottleneck_encoder(proof):
    """The best channel for the distortion D(s‖m): one of the self-consistent equations."""
    tilt = u(y) * exp(-beta * misfit)
    proof.start(Sum(p(x) * W(y | x) * (log(W(y | x) / u(y)) + beta * misfit), x, y))
    proof.ge(-Sum(p(x) * log(Sum(tilt, y)), x), arimoto_channel.on(d=misfit))


told_of = Sum(p(x) * W(y | x) * source(z | x), x)


@theorem("The best decoder of a bottleneck", given=[Dominated(1, decoder(z | y))])
def bottleneck_decoder(proof):
    """The law of Y given T: another; the third, u, is `arimoto_output`."""
    weight = Sum(told_of, z)
    proof.start(Sum(told_of * log(decoder(z | y)), y, z))
    proof.le(Sum(told_of * log(told_of / weight), y, z), "Gibbs' inequality, at each t")


if __name__ == "__main__":
    run()
