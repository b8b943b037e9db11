"""Densities: differential entropy, divergence and information, without a family of laws.

Cover & Thomas, chapter 8. What holds for Σ with ln t ≤ t − 1 alone holds for ∫ too, provided that
the integrals named converge; what rests on p(x) ≤ 1 or on the size of an alphabet does not. So
h(X) may be negative, and h(X,Y) less than h(X); I and D stay nonnegative.
"""

from derive import *

x, y, w = Space("x"), Space("y"), Space("w")
p, q = Density("p", x), Density("q", x)
r, t = Density("r", x, y), Density("t", x, y, w)
X, Y = r.variables
T, U, W = t.variables
f = Real("f", x)


# ------------------------------------------------------------------ divergence, cross-entropy


@theorem("Gibbs' inequality for densities", given=[p << q])
def gibbs_for_densities(proof):
    """Cover & Thomas, theorem 8.6.1. Equality is that of densities: almost everywhere."""
    proof.start(-KL(p, q))
    proof.eq(Sum(p(x) * log(q(x) / p(x)), x), "ln(1/t) = −ln t")
    proof.le(Sum(p(x) * (q(x) / p(x) - 1), x), log_bound)
    proof.le(Sum(q(x), x) - Sum(p(x), x), "q has mass ≥ 0 where p has none")
    proof.eq(0, "both have the integral 1")
    proof.claim(KL(p, q) >= 0, equality=Eq(p, q))


@theorem("Cross-entropy is entropy plus divergence, for densities", given=[p << q])
def cross_entropy_of_densities(proof):
    """Where h(p) is ∞ and D is not, there is nothing to add: see what is provided."""
    proof.start(cross_entropy(p, q))
    proof.eq(Sum(p(x) * (log(1 / p(x)) + log(p(x) / q(x))), x), "1/q = 1/p · p/q")
    proof.eq(h(p) + KL(p, q), "linearity")


@theorem("Cross-entropy is at least the entropy, for densities", given=[p << q])
def at_least_the_entropy(proof):
    """A model of the data is best when it is the law of the data."""
    proof.start(cross_entropy(p, q))
    proof.eq(h(p) + KL(p, q), "cross-entropy is entropy plus divergence")
    proof.ge(h(p), "D ≥ 0")
    proof.claim(cross_entropy(p, q) >= h(p), equality=Eq(p, q))


@theorem("Gibbs' inequality for densities without p ≪ q", expect="ill-posed")
def gibbs_without_domination(proof):
    """A uniform law on a longer interval has mass where the shorter one has none."""
    proof.claim(KL(p, q) >= 0)


@theorem("Entropy is nonnegative, for densities", expect="refuted")
def entropy_nonnegative(proof):
    """It is for letters: there p(x) ≤ 1."""
    proof.claim(h(p) >= 0)


@theorem("A density is at most 1", expect="refuted")
def density_at_most_one(proof):
    """It is 2 on an interval of length ½."""
    proof.claim(p(x) <= 1)


@theorem("Cross-entropy is nonnegative, for densities", given=[p << q], expect="refuted")
def cross_entropy_nonnegative(proof):
    """A negative log-likelihood below 0 is no error of the program that reports it."""
    proof.claim(cross_entropy(p, q) >= 0)


@theorem("Divergence is at most the cross-entropy, for densities", given=[p << q], expect="refuted")
def divergence_below_cross_entropy(proof):
    """D = H(p,q) − h(p), and h(p) may be negative."""
    proof.claim(KL(p, q) <= cross_entropy(p, q))


@theorem("Cross-entropy is at least the model's entropy", given=[p << q], expect="refuted")
def at_least_the_models(proof):
    """h(p) and h(q) are exchanged."""
    proof.claim(cross_entropy(p, q) >= h(q))


# ------------------------------------------------------------------ two variables


@theorem("The chain rule of differential entropy")
def chain_rule(proof):
    """Cover & Thomas, (8.33)."""
    proof.start(h(X, Y))
    proof.eq(Sum(r(x, y) * (log(1 / r(x)) + log(1 / r(y | x))), x, y), "r(x,y) = r(x)·r(y|x)")
    proof.eq(Sum(r(x) * log(1 / r(x)), x) + h(Y | X), "∫ r(x,y) dy = r(x)")
    proof.eq(h(X) + h(Y | X), "definition of h")


@theorem("Mutual information is a divergence, and nonnegative")
def information_nonnegative(proof):
    """Cover & Thomas, corollary to theorem 8.6.1."""
    proof.start(I(X, Y))
    proof.eq(KL(r(x, y), r(x) * r(y)), "definition of I")
    proof.ge(0, gibbs_for_densities.on(p=r(x, y), q=r(x) * r(y)))
    proof.claim(I(X, Y) >= 0, equality=Eq(r(x, y), r(x) * r(y)))


@theorem("What Y says of X is what it takes from the entropy of X")
def information_from_entropies(proof):
    """Both entropies may be negative; their difference is not."""
    proof.start(h(X) - h(X | Y))
    proof.eq(Sum(r(x, y) * log(r(x | y) / r(x)), x, y), "∫ r(x,y) dy = r(x)")
    proof.eq(I(X, Y), "r(x|y)/r(x) = r(x,y)/(r(x)·r(y))")


@theorem("Conditioning reduces differential entropy")
def conditioning(proof):
    """On average over y (Cover & Thomas, corollary to theorem 8.6.1)."""
    proof.start(h(X | Y))
    proof.eq(h(X) - I(X, Y), "I = h(X) − h(X|Y)")
    proof.le(h(X), "I ≥ 0")
    proof.claim(h(X | Y) <= h(X), equality=Eq(r(x, y), r(x) * r(y)))


@theorem("Differential entropy is subadditive")
def subadditive(proof):
    proof.start(h(X, Y))
    proof.eq(h(X) + h(Y | X), "chain rule")
    proof.le(h(X) + h(Y), "conditioning reduces entropy")
    proof.claim(h(X, Y) <= h(X) + h(Y), equality=Eq(r(x, y), r(x) * r(y)))


@theorem("Data processing, for densities", given=[Markov(T, U, W)])
def data_processing(proof):
    """Cover & Thomas, theorem 2.8.1: what is made from Y alone knows no more of X than Y does."""
    proof.start(I(T, W))
    proof.le(I(T, W) + I(T, U | W), "I ≥ 0")
    proof.eq(I(T, U) + I(T, W | U), "the chain rule, both ways")
    proof.eq(I(T, U), "X → Y → W: I(X;W|Y) = 0")


@theorem("Two variables have at least the entropy of one", expect="refuted")
def more_is_more(proof):
    """h(Y|X) may be negative."""
    proof.claim(h(X, Y) >= h(X))


@theorem("Mutual information is at most the entropy, for densities", expect="refuted")
def information_below_entropy(proof):
    """I(X;Y) = h(X) − h(X|Y), and h(X|Y) may be negative."""
    proof.claim(I(X, Y) <= h(X))


@theorem("Data processing the wrong way, for densities", given=[Markov(T, U, W)], expect="refuted")
def data_processing_reversed(proof):
    """What is made from Y may have lost all that Y knows."""
    proof.claim(I(T, W) >= I(T, U))


@theorem("Conditioning reduces mutual information, for densities", expect="refuted")
def conditioning_information(proof):
    """Of two independent variables and their sum it raises it."""
    proof.claim(I(T, U | W) <= I(T, U))


# ------------------------------------------------------------------ the largest entropy

A = Subset("A", x)
volume = Let("V", Sum(A(x), x))
even = DefinedLaw("u", x, value=A(x) / volume)


@theorem(
    "On a set of finite measure the uniform law has the largest entropy",
    given=[Dominated(p(x), A(x))],
)
def uniform_maximises(proof):
    """V is the length of an interval, the volume of a body; ln V is negative for a small one."""
    proof.start(h(p))
    proof.eq(log(volume) - KL(p, even), "u(x) = 1/V where p(x) > 0")
    proof.le(log(volume), gibbs_for_densities.on(p=p(x), q=even(x)))
    proof.claim(h(p) <= log(volume), equality=Eq(p, even))


g = Real("g", x)
Z = Let("Z", Sum(exp(-g(x)), x))
family = DefinedLaw("e", x, value=exp(-g(x)) / Z)
mean = Real("m")


@theorem("Entropy under a bound on a mean", given=[Le(E(g(x), p), mean)])
def entropy_under_a_mean(proof):
    """For any g with ∫ exp(−g) < ∞: with g = (x − μ)²/(2v) the bound is the Gaussian's."""
    proof.start(h(p))
    proof.eq(E(g(x), p) + log(Z) - KL(p, family), "definition of e")
    proof.le(E(g(x), p) + log(Z), "D ≥ 0")
    proof.le(mean + log(Z), "the bound on the mean")


@theorem("The Gibbs density has the largest entropy", given=[Eq(E(g(x), p), E(g(x), family))])
def gibbs_density_maximises(proof):
    """Among all densities with the same mean of g (Cover & Thomas, theorem 12.1.1)."""
    proof.start(h(p))
    proof.le(cross_entropy(p, family), "D ≥ 0")
    proof.eq(E(g(x), p) + log(Z), "definition of e")
    proof.eq(E(g(x), family) + log(Z), "the same mean")
    proof.eq(h(family), "definition of e")
    proof.claim(h(p) <= h(family), equality=Eq(p, family))


@theorem(
    "Entropy under a bound on a mean, without ln Z", given=[Le(E(g(x), p), mean)], expect="refuted"
)
def without_ln_z(proof):
    """Z is 1 only for a g that was made so."""
    proof.claim(h(p) <= mean)


@theorem(
    "A density that is at most c has at least the entropy ln c",
    given=[Le(p(x), Positive("c"))],
    expect="refuted",
)
def sign_of_ln_c(proof):
    """The sign is lost: it is −ln c."""
    proof.claim(h(p) >= log(Positive("c")))


@theorem(
    "A density that is at most c has at least the entropy −ln c", given=[Le(p(x), Positive("c"))]
)
def bounded_density(proof):
    """So a bounded density has no entropy −∞."""
    proof.claim(h(p) >= -log(Positive("c")))


# ------------------------------------------------------------------ latent variables

z = Space("z")
model = Density("p", x, z)
encoder = Density("q", z, given=x)
BELOW = [Dominated(encoder(z | x), model(x, z)), Dominated(1, model(x))]


@theorem("The evidence is the ELBO plus a divergence, for a continuous latent", given=BELOW)
def elbo_identity(proof):
    """Kingma & Welling 2014, (1)–(3)."""
    proof.start(E(log(model(x, z) / encoder(z | x)), encoder(z | x)))
    proof.eq(
        E(log(model(x)) - log(encoder(z | x) / model(z | x)), encoder(z | x)),
        "p(x,z) = p(x)·p(z|x)",
    )
    proof.eq(log(model(x)) - KL(encoder(z | x), model(z | x), over=z), "∫ q(z|x) dz = 1")


@theorem("The ELBO, for a continuous latent", given=BELOW)
def elbo(proof):
    """Tight exactly where the encoder is the posterior."""
    proof.start(log(model(x)))
    proof.ge(log(model(x)) - KL(encoder(z | x), model(z | x), over=z), "D ≥ 0")
    proof.eq(E(log(model(x, z) / encoder(z | x)), encoder(z | x)), elbo_identity)
    proof.claim(
        log(model(x)) >= E(log(model(x, z) / encoder(z | x)), encoder(z | x)),
        equality=Eq(encoder(z | x), model(z | x)),
    )


@theorem(
    "The ELBO with the divergence reversed",
    given=[*BELOW, Dominated(model(x, z), encoder(z | x))],
    expect="refuted",
)
def elbo_reversed(proof):
    """D(p‖q) for D(q‖p)."""
    proof.claim(
        Eq(
            E(log(model(x, z) / encoder(z | x)), encoder(z | x)),
            log(model(x)) - KL(model(z | x), encoder(z | x), over=z),
        )
    )


@theorem("The ELBO without the encoder's entropy", given=BELOW, expect="refuted")
def elbo_without_entropy(proof):
    """E_q ln p(x,z) alone is no lower bound: the encoder's entropy may be negative."""
    proof.claim(log(model(x)) >= E(log(model(x, z)), encoder(z | x)))


# ------------------------------------------------------------------ classes and features

c = Alphabet("c")
m = Density("m", x, c)
F, C = m.variables


@theorem("A feature tells of the class at most the entropy of the class")
def information_of_a_class(proof):
    """The class is a letter, so H(C|X) ≥ 0, whatever X is."""
    proof.start(I(F, C))
    proof.eq(H(C) - H(C | F), "I = H(C) − H(C|X)")
    proof.le(H(C), "H(C|X) ≥ 0")


@theorem("The entropy of a mixture")
def entropy_of_a_mixture(proof):
    """Between the mean entropy of the components, and that with H(C) added."""
    proof.start(h(F))
    proof.eq(h(F | C) + I(F, C), "I = h(X) − h(X|C)")
    proof.le(h(F | C) + H(C), "I ≤ H(C)")
    proof.claim(h(F) <= h(F | C) + H(C))


@theorem("A mixture has at least the mean entropy of its components")
def at_least_the_components(proof):
    """Conditioning reduces entropy; equality where the components are all one."""
    proof.claim(h(F | C) <= h(F), equality=Eq(m(x, c), m(x) * m(c)))


@theorem("A feature tells of the class at most its own entropy", expect="refuted")
def information_of_a_feature(proof):
    """h(X|C) may be negative."""
    proof.claim(I(F, C) <= h(F))


@theorem("A class and a feature have at least the entropy of the class", expect="refuted")
def class_alone(proof):
    """h(X,C) = H(C) + h(X|C)."""
    proof.claim(h(F, C) >= H(C))


@theorem("A mixture has the mean entropy of its components", expect="refuted")
def mixture_linear(proof):
    """Entropy is concave, not linear."""
    proof.claim(Eq(h(F), h(F | C)))


old, new = Density("p", x, c), Density("n", x, c)
LIKELIER = Ge(E(log(new(x, c)), old(c | x)), E(log(old(x, c)), old(c | x)))


@theorem(
    "A step of EM, for a mixture of densities",
    given=[old << new, Dominated(1, old(x, c)), LIKELIER],
)
def em_step(proof):
    """Dempster, Laird & Rubin 1977, theorem 1: p(c|x) are the responsibilities."""
    proof.start(log(new(x)))
    proof.ge(E(log(new(x, c) / old(c | x)), old(c | x)), "ELBO")
    proof.ge(E(log(old(x, c) / old(c | x)), old(c | x)), "M-step")
    proof.eq(log(old(x)), "p(x,c)/p(c|x) = p(x)")


@theorem(
    "A step of EM without the M-step",
    given=[old << new, Dominated(1, old(x, c))],
    expect="refuted",
)
def em_without_m_step(proof):
    """Nothing says that the new model is any good."""
    proof.claim(log(new(x)) >= log(old(x)))


# ------------------------------------------------------------------ the score

slope = Real("s", x)  # ∂p_θ(x)/∂θ
SUPPORTED = Dominated(slope(x), p(x))


@theorem("The score has mean 0", given=[Eq(Sum(slope(x), x), 0), SUPPORTED])
def score(proof):
    """With s = ∂p/∂θ: what is supposed is that ∫ ∂p/∂θ dx = ∂/∂θ ∫ p dx, which is 0."""
    proof.start(E(slope(x) / p(x), p))
    proof.eq(Sum(slope(x), x), "s(x) = 0 where p(x) = 0")
    proof.eq(0, "∫ s = 0")


@theorem("When a derivative goes under the integral", expect="cited")
def leibniz(proof):
    """The condition that the score needs."""
    proof.fact(
        Cited(
            "∂/∂θ ∫ p(x;θ) dx = ∫ ∂p(x;θ)/∂θ dx if |∂p/∂θ| is at most an integrable function of x "
            "for all θ near by",
            "Folland, Real Analysis, theorem 2.27",
        )
    )


@theorem("The score has mean 0, without its condition", given=[SUPPORTED], expect="refuted")
def score_without_condition(proof):
    """For the uniform law on [0, θ] the boundary moves: the score is −1/θ, and so is its mean."""
    proof.claim(Eq(E(slope(x) / p(x), p), 0))


if __name__ == "__main__":
    run()
