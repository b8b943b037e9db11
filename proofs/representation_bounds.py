"""Bounds that learning maximises: Donsker–Varadhan, NWJ, Barber–Agakov, InfoNCE, ELBO, IWAE, EM.

Donsker & Varadhan (1975); Nguyen, Wainwright & Jordan (2010); Barber & Agakov (2003); van den
Oord, Li & Vinyals (2018) and Poole et al. (2019) for InfoNCE; Burda, Grosse & Salakhutdinov
(2016); Dempster, Laird & Rubin (1977); Hoffman & Johnson (2016) for the rate of a variational
autoencoder.
"""

from derive import *

x, y, z, k, t, u = alphabets("x y z k t u")
p, q = Distribution("p", x), Distribution("q", x)
f = Real("f", x)
r = Law("r", x, y)
X, Y = r.variables
whole = [p << q, Dominated(1, p(x))]

# Lower bounds of a divergence by a critic f.

donsker_varadhan = E(f(x), p) - log(Sum(q(x) * exp(f(x)), x))
nwj = E(f(x), p) - Sum(q(x) * exp(f(x) - 1), x)


@theorem("The Donsker–Varadhan bound", given=[p << q])
def donsker_varadhan_bound(proof):
    """For every f; the law q·e^f/E_q[e^f] is what p is compared with."""
    total = Sum(q(x) * exp(f(x)), x)
    proof.start(donsker_varadhan)
    proof.eq(
        KL(p, q) + Sum(p(x) * log(q(x) * exp(f(x)) / (p(x) * total)), x), "join the logarithms"
    )
    proof.le(
        KL(p, q) + Sum(p(x) * (q(x) * exp(f(x)) / (p(x) * total) - 1), x),
        log_bound,
    )
    proof.le(KL(p, q), "q·e^f/E_q[e^f] sums to 1")


@theorem("The Donsker–Varadhan formula", given=whole)
def donsker_varadhan_optimum(proof):
    """The largest value over all f is the divergence, attained at f = ln p/q."""
    attained = log(p(x) / q(x))
    proof.fact(Maximum(donsker_varadhan, over=f, value=KL(p, q), at=attained, only=False))


@theorem("The Donsker–Varadhan optimum is the only one", given=whole, expect="refuted")
def donsker_varadhan_alone(proof):
    """A constant added to f changes nothing."""
    proof.claim(donsker_varadhan <= KL(p, q), equality=Eq(f(x), log(p(x) / q(x))))


@theorem("The Donsker–Varadhan bound without p ≪ q", expect="ill-posed")
def without_domination(proof):
    proof.claim(donsker_varadhan <= KL(p, q))


a, g = Positive("a"), Real("g")


@theorem("A tangent of ln at e^g")
def tangent(proof):
    proof.claim(log(a) <= a * exp(-g) + g - 1)


@theorem("The Nguyen–Wainwright–Jordan bound", given=[p << q])
def nwj_bound(proof):
    """ln Z ≤ Z/e, so it is below the Donsker–Varadhan bound."""
    total = Sum(q(x) * exp(f(x)), x)
    proof.start(nwj)
    proof.eq(E(f(x), p) - total * exp(-1), "e^(f−1) = e^f/e")
    proof.le(donsker_varadhan, tangent.on(a=total, g=1))
    proof.le(KL(p, q), donsker_varadhan_bound)


@theorem("The Nguyen–Wainwright–Jordan optimum", given=whole)
def nwj_optimum(proof):
    """Attained at f = 1 + ln p/q, and nowhere else."""
    proof.fact(Maximum(nwj, over=f, value=KL(p, q), at=1 + log(p(x) / q(x))))


@theorem("The NWJ bound with e^f for e^(f−1)", given=[p << q], expect="refuted")
def nwj_without_e(proof):
    proof.claim(nwj >= E(f(x), p) - Sum(q(x) * exp(f(x)), x) + Rational(1, 2))


# Bounds of an information.

decoder = Channel("s", x, given=y)


@theorem("The Barber–Agakov bound", given=[Dominated(r(x, y), decoder(x | y))])
def barber_agakov(proof):
    """Any decoder s(x|y) in place of the posterior; equality exactly for the posterior."""
    proof.start(H(X) + Sum(r(x, y) * log(decoder(x | y)), x, y))
    proof.eq(
        I(X, Y) + Sum(r(x, y) * log(r(y) * decoder(x | y) / r(x, y)), x, y),
        "I = H(X) + E ln r(x|y)",
    )
    proof.le(I(X, Y) + Sum(r(x, y) * (r(y) * decoder(x | y) / r(x, y) - 1), x, y), log_bound)
    proof.le(I(X, Y), "r(y)·s(x|y) sums to 1")
    proof.claim(
        I(X, Y) >= H(X) + Sum(r(x, y) * log(decoder(x | y)), x, y),
        equality=Eq(r(x, y), r(y) * decoder(x | y)),
    )


@theorem("Barber–Agakov for a decoder with zeros", expect="ill-posed")
def barber_agakov_with_zeros(proof):
    proof.claim(I(X, Y) >= H(X) + Sum(r(x, y) * log(decoder(x | y)), x, y))


# InfoNCE: u holds x and K candidates y₁…y_K; under J(u|k) the k-th belongs to x, under Q none does.

J, Q = Channel("J", u, given=k), Distribution("Q", u)
critic = Positive("c", k, u)
total = Sum(critic(k, u), k)
contrast = Sum(J(u | k) / k.size * log(critic(k, u) / (total / k.size)), k, u)


@theorem("A part is at most the whole")
def part(proof):
    proof.claim(critic(k, u) / total <= 1)


@theorem("InfoNCE is at most ln K")
def info_nce(proof):
    """However large the information: the right candidate's part is at most the whole."""
    proof.start(contrast)
    proof.eq(log(k.size) + Sum(J(u | k) / k.size * log(critic(k, u) / total), k, u), "J sums to 1")
    proof.le(log(k.size) + Sum(J(u | k) / k.size * (critic(k, u) / total - 1), k, u), log_bound)
    proof.le(log(k.size), part)


@theorem("InfoNCE is a lower bound", given=[Dominated(J(u | k), Q(u))])
def info_nce_bound(proof):
    """Of the mean divergence D(J(·|k)‖Q), as Q(u)·c(k,u)/Σc sums to 1 over k and u."""
    divergence = Sum(Sum(J(u | k) * log(J(u | k) / Q(u)), u), k) / k.size
    proof.start(contrast)
    proof.eq(
        divergence
        + Sum(J(u | k) / k.size * log(Q(u) * critic(k, u) / (total / k.size) / J(u | k)), k, u),
        "join the logarithms",
    )
    proof.le(
        divergence
        + Sum(J(u | k) / k.size * (Q(u) * critic(k, u) / (total / k.size) / J(u | k) - 1), k, u),
        log_bound,
    )
    proof.le(divergence, "Σ_k c(k,u)/Σc = 1, and Q sums to 1")


others = Distribution("w", z)


@theorem("That divergence is the information")
def info_nce_information(proof):
    """For one k: y is the candidate of x, z the others, which are drawn apart."""
    proof.claim(Eq(KL(r(x, y) * others(z), r(x) * r(y) * others(z)), I(X, Y)))


@theorem("InfoNCE may exceed ln K by a little", expect="refuted")
def info_nce_equation(proof):
    proof.claim(contrast >= log(k.size))


# The evidence and its bounds: w(x) is the joint weight of the data seen and a hidden x.

joint = Positive("w", x)
evidence = Let("Z", Sum(joint(x), x))
posterior = DefinedLaw("ρ", x, value=joint(x) / evidence)


@theorem("The ELBO and its gap")
def elbo(proof):
    """The gap is the divergence from the posterior; it closes there alone."""
    proof.start(Sum(q(x) * log(joint(x) / q(x)), x))
    proof.eq(log(evidence) - KL(q, posterior), "w = Z·ρ")
    proof.le(log(evidence), "D ≥ 0")
    proof.claim(
        Sum(q(x) * log(joint(x) / q(x)), x) <= log(evidence), equality=Eq(q(x), posterior(x))
    )


@theorem("The ELBO is the evidence", expect="refuted")
def elbo_always(proof):
    proof.claim(Eq(Sum(q(x) * log(joint(x) / q(x)), x), log(evidence)))


likelihood = Positive("ℓ", x)


@theorem("Reconstruction less the divergence from the prior", given=[q << p])
def reconstruction(proof):
    """With w(x) = p(x)·ℓ(x), prior times likelihood."""
    proof.start(Sum(q(x) * log(p(x) * likelihood(x) / q(x)), x))
    proof.eq(Sum(q(x) * log(likelihood(x)) - q(x) * log(q(x) / p(x)), x), "ln of a product")
    proof.eq(E(log(likelihood(x)), q) - KL(q, p), definition)


# Importance weights: u holds K draws, R(k,u) is the weight of the k-th.

i = k.another("i")
draws, R, ELBO = Distribution("μ", u), Positive("R", k, u), Real("L")
mean = Sum(R(k, u), k) / k.size
iwae = Sum(draws(u) * log(mean), u)
unbiased = Eq(Sum(draws(u) * R(k, u), u), evidence)
alike = Eq(Sum(draws(u) * log(R(k, u)), u), ELBO)


@theorem("The importance-weighted bound is below the evidence", given=[unbiased])
def iwae_below(proof):
    """Each weight has the mean Z, whatever the draws have to do with each other."""
    proof.start(iwae)
    proof.le(log(Sum(draws(u) * mean, u)), "Jensen")
    proof.eq(log(evidence), unbiased)


@theorem("Importance weights are above the ELBO", given=[alike])
def iwae_above(proof):
    proof.start(iwae)
    proof.ge(Sum(Sum(draws(u) * log(R(k, u)), u), k) / k.size, "Jensen: ln is concave")
    proof.eq(ELBO, alike)


without, before = Positive("S", i, u), Real("L'")
leave_one_out = [
    Eq(without(i, u), (Sum(R(k, u), k) - R(i, u)) / (k.size - 1)),
    k.size >= 2,
    Eq(Sum(draws(u) * log(without(i, u)), u), before),
]


@theorem("The mean of the means without one", given=leave_one_out[:2])
def means_without_one(proof):
    proof.start(Sum(without(i, u), i) / k.size)
    proof.eq(Sum(Sum(R(k, u), k) - R(i, u), i) / (k.size - 1) / k.size, leave_one_out[0])
    proof.eq(mean, "each draw stays |K| − 1 times")


average = Positive("M", u)
averages = [
    Eq(average(u), Sum(R(k, u), k) / k.size),
    Eq(Sum(without(i, u), i), k.size * average(u)),
]


@theorem("The importance-weighted bound grows with the draws", given=[*averages, leave_one_out[2]])
def iwae_grows(proof):
    """S(i,u) is the mean weight without draw i, and L' the bound with one draw fewer.

    That the S have the mean M of the R is `means_without_one`.
    """
    logarithm = log(without(i, u))
    proof.start(Sum(draws(u) * log(average(u)), u))
    proof.ge(
        Sum(draws(u) * Sum(logarithm + 1 - without(i, u) / average(u), i), u) / k.size, log_bound
    )
    proof.eq(Sum(draws(u) * Sum(logarithm, i), u) / k.size, averages[1])
    proof.eq(Sum(Sum(draws(u) * logarithm, u), i) / k.size, "change the order")
    proof.eq(before, leave_one_out[2])


@theorem("The importance-weighted bound, with unequal means", expect="refuted")
def iwae_biased(proof):
    """Without the mean Z of each weight."""
    proof.claim(iwae <= log(evidence))


if __name__ == "__main__":
    run()
