"""The bound of diffusion models: a prior's term, a term for each step, the data's term.

Sohl-Dickstein, Weiss, Maheswaranathan & Ganguli 2015, appendix B; Ho, Jain & Abbeel 2020, (3), (5)
and appendix A. The data x₀ are made noisy by a Markov chain q, x₀ → x₁ → … → x_T; the model p is a
Markov chain from x_T back to x₀. The densities may be any with q ≪ p; T = 2 has every step of the
book, T = 3 the sum. What the terms are for normal laws is in `diffusion.py`.
"""

from derive import *

x0, x1, x2, x3 = (Space(f"x{t}") for t in "₀₁₂₃")
q, p = Density("q", x0, x1, x2), Density("p", x0, x1, x2)
NOISING, MODEL = Markov(*q.variables), Markov(*p.variables)
CHAINS = [NOISING, MODEL, q << p]

nll = cross_entropy(q(x0), p(x0))  # −ln p(x₀), on average over the data
bound = E(log(q(x1, x2 | x0) / p(x0, x1, x2)), q)
prior_term = Sum(q(x0) * KL(q(x2 | x0), p(x2), over=x2), x0)
step_term = Sum(q(x0, x2) * KL(q(x1 | x2, x0), p(x1 | x2), over=x1), x0, x2)
data_term = -E(log(p(x0 | x1)), q)

# ------------------------------------------------------------------ the bound


@theorem("The bound of a latent-variable model, at one datum", given=[q << p])
def at_one_datum(proof):
    """Both sides times q(x₀), which is > 0 where there are data."""
    gap = KL(q(x1, x2 | x0), p(x1, x2 | x0), over=(x1, x2))
    proof.start(-q(x0) * log(p(x0)))
    proof.le(q(x0) * (-log(p(x0)) + gap), "D ≥ 0")
    proof.eq(
        Sum(q(x0, x1, x2) * log(q(x1, x2 | x0) / p(x0, x1, x2)), x1, x2),
        "p(x₀)·p(x₁,x₂|x₀) = p(x₀,x₁,x₂)",
    )


@theorem("The bound of a diffusion model", given=[q << p])
def variational_bound(proof):
    """Ho et al., (3). Nothing is said of chains yet."""
    gap = Sum(q(x0) * KL(q(x1, x2 | x0), p(x1, x2 | x0), over=(x1, x2)), x0)
    proof.start(nll)
    proof.le(nll + gap, "D ≥ 0")
    proof.eq(bound, "p(x₀)·p(x₁,x₂|x₀) = p(x₀,x₁,x₂)")
    proof.claim(nll <= bound, equality=Eq(q(x0, x1, x2) * p(x0), p(x0, x1, x2) * q(x0)))


@theorem("Bayes' rule within the noising chain", given=[NOISING])
def turned_around(proof):
    """Given x₀ too, else the posterior of x₁ is not known."""
    proof.start(q(x0, x1) * q(x2 | x1))
    proof.eq(q(x0, x1, x2), NOISING)
    proof.eq(q(x0, x2) * q(x1 | x2, x0), "definition of the conditional")


@theorem("The bound is a prior's term, a step's term and the data's term", given=CHAINS)
def split(proof):
    """Ho et al., (17)–(22), for T = 2."""
    first = log(p(x0 | x1) / q(x1 | x0))
    proof.start(bound)
    proof.eq(E(-log(p(x2)) - log(p(x1 | x2) / q(x2 | x1)) - first, q), "both are chains")
    proof.eq(
        E(-log(p(x2)) - log(p(x1 | x2) / q(x1 | x2, x0) * (q(x1 | x0) / q(x2 | x0))) - first, q),
        "Bayes' rule given x₀",
    )
    proof.eq(
        E(-log(p(x2) / q(x2 | x0)) - log(p(x1 | x2) / q(x1 | x2, x0)) - log(p(x0 | x1)), q),
        "q(x₁|x₀) cancels",
    )
    proof.eq(prior_term + step_term + data_term, "definition of D")


@theorem("The loss of a diffusion model bounds −ln p(x₀)", given=CHAINS)
def loss_bounds(proof):
    """Ho et al., (3) and (5)."""
    proof.start(nll)
    proof.le(bound, variational_bound)
    proof.eq(prior_term + step_term + data_term, split)


# ------------------------------------------------------------------ three steps

s, m = Density("q", x0, x1, x2, x3), Density("p", x0, x1, x2, x3)
S0, S1, S2, S3 = s.variables
LATER = Markov(S1, (S0, S2), S3)  # of x₁ no more is known from x₃
LONG = [LATER, Markov(*m.variables), s << m]
long_bound = E(log(s(x1, x2, x3 | x0) / m(x0, x1, x2, x3)), s)
three_terms = (
    Sum(s(x0) * KL(s(x3 | x0), m(x3), over=x3), x0)
    + Sum(s(x0, x3) * KL(s(x2 | x3, x0), m(x2 | x3), over=x2), x0, x3)
    + Sum(s(x0, x2) * KL(s(x1 | x2, x0), m(x1 | x2), over=x1), x0, x2)
    - E(log(m(x0 | x1)), s)
)


LAST = Markov((S0, S1), S2, S3)  # the last step looks at x₂ alone


@theorem("The last step of a noising chain, without x₁", given=[LAST])
def last_step(proof):
    proof.start(s(x0, x2) * s(x3 | x2))
    proof.eq(Sum(s(x0, x1, x2) * s(x3 | x2), x1), "the marginal")
    proof.eq(Sum(s(x0, x1, x2, x3), x1), LAST)
    proof.eq(s(x0, x2, x3), "the marginal")


@theorem("What came later says nothing more of a noising chain", given=[LAST])
def nothing_later(proof):
    """So that the posterior of x₁ is that from x₂ and x₀."""
    proof.start(s(x0, x1, x2, x3) * s(x0, x2))
    proof.eq(s(x0, x1, x2) * s(x3 | x2) * s(x0, x2), LAST)
    proof.eq(s(x0, x1, x2) * s(x0, x2, x3), last_step)


@theorem("The bound is the sum of the terms, for T = 3", given=LONG)
def split_three(proof):
    chain = m(x3) * m(x2 | x3) * m(x1 | x2) * m(x0 | x1)
    turned = s(x3 | x0) * s(x2 | x3, x0)
    proof.start(long_bound)
    proof.eq(E(log(turned * s(x1 | x2, x3, x0) / m(x0, x1, x2, x3)), s), "chain rule")
    proof.eq(E(log(turned * s(x1 | x2, x3, x0) / chain), s), "p is a chain")
    proof.eq(E(log(turned * s(x1 | x2, x0) / chain), s), LATER)
    proof.eq(three_terms, "definition of D")


@theorem("The loss of a diffusion model bounds −ln p(x₀), for T = 3", given=LONG)
def loss_bounds_three(proof):
    proof.start(cross_entropy(s(x0), m(x0)))
    proof.le(long_bound, "D(q(x₁,x₂,x₃|x₀)‖p(x₁,x₂,x₃|x₀)) ≥ 0")
    proof.eq(three_terms, split_three)


# ------------------------------------------------------------------ usual mistakes


@theorem("The bound, with the laws exchanged", given=[q << p, p << q], expect="refuted")
def reverse_divergence(proof):
    """The mean is over q, of which samples are drawn, and not over the model."""
    proof.claim(nll <= E(log(p(x0, x1, x2) / q(x1, x2 | x0)), p))


@theorem("The bound, with the other sign", given=CHAINS, expect="refuted")
def sign(proof):
    """L is made small, −L large."""
    proof.claim(nll <= -bound)


@theorem("The bound is from below", given=CHAINS, expect="refuted")
def from_below(proof):
    proof.claim(nll >= bound)


@theorem("The bound is attained by every model", given=CHAINS, expect="refuted")
def always_attained(proof):
    """Only if q(x₁,x₂|x₀) is the model's posterior."""
    proof.claim(Eq(nll, bound))


@theorem("The loss without the prior's term", given=CHAINS, expect="refuted")
def without_prior(proof):
    """It has no parameters, and may be left out of training, but not of the bound."""
    proof.claim(Eq(bound, step_term + data_term))


@theorem("The loss without the prior's term bounds −ln p(x₀)", given=CHAINS, expect="refuted")
def without_prior_bound(proof):
    proof.claim(nll <= step_term + data_term)


EVERYWHERE = Dominated(1, q(x0, x1, x2))


@theorem("The step's term, with its laws exchanged", given=[*CHAINS, EVERYWHERE], expect="refuted")
def step_exchanged(proof):
    wrong = Sum(q(x0, x2) * KL(p(x1 | x2), q(x1 | x2, x0), over=x1), x0, x2)
    proof.claim(Eq(bound, prior_term + wrong + data_term))


@theorem("The step's term, without x₀ in the posterior", given=CHAINS, expect="refuted")
def step_without_data(proof):
    """D(q(x₁|x₂)‖p(x₁|x₂)) is smaller, and then the sum is not the bound."""
    wrong = Sum(q(x2) * KL(q(x1 | x2), p(x1 | x2), over=x1), x2)
    proof.claim(Eq(bound, prior_term + wrong + data_term))


@theorem("The step's term, of the forward step", given=CHAINS, expect="refuted")
def step_forward(proof):
    """q(x₂|x₁) is a law of x₂, p(x₁|x₂) one of x₁: see Bayes' rule above."""
    wrong = -E(log(p(x1 | x2) / q(x2 | x1)), q)
    proof.claim(Eq(bound, prior_term + wrong + data_term))


@theorem("The data's term, with the other sign", given=CHAINS, expect="refuted")
def data_sign(proof):
    proof.claim(Eq(bound, prior_term + step_term - data_term))


@theorem("The split without a chain", given=[q << p], expect="refuted")
def without_chain(proof):
    """q(x₂|x₁,x₀) is then not q(x₂|x₁), nor p(x₀|x₁,x₂) = p(x₀|x₁)."""
    proof.claim(Eq(bound, prior_term + step_term + data_term))


if __name__ == "__main__":
    run()
