"""The Gibbs variational principle: the best policy under a penalty for leaving a reference law.

Among all laws π with π ≪ p, E_π[r] − β·D(π‖p) is largest at p*(x) = p(x)·exp(r(x)/β)/Z, and its
value there is β·ln Z (Donsker & Varadhan 1975; Boucheron, Lugosi & Massart, Concentration
Inequalities, corollary 4.15). So the optimum of reinforcement learning from human feedback is known
(Rafailov et al. 2023, appendix A.1). Maximum entropy and the barycentre are of the same kind.
"""

from derive import *

x = Alphabet("x")
p, q, s, policy = (Distribution(name, x) for name in ("p", "q", "s", "π"))
r, beta = Real("r", x), Positive("β")
Z = Let("Z", Sum(p(x) * exp(r(x) / beta), x))
best = DefinedLaw("p*", x, value=p(x) * exp(r(x) / beta) / Z)
objective = E(r(x), policy) - beta * KL(policy, p)


@theorem("The objective is a divergence from the best policy", given=[policy << p])
def objective_as_divergence(proof):
    """What is lost against β·ln Z is β times the divergence from p*, and nothing else."""
    proof.start(objective)
    proof.eq(Sum(policy(x) * (r(x) - beta * log(policy(x) / p(x))), x), "definitions")
    proof.eq(beta * log(Z) - beta * KL(policy, best), "definition of p*")
    proof.le(beta * log(Z), "D ≥ 0")
    proof.claim(objective <= beta * log(Z), equality=Eq(policy(x), best(x)))


@theorem("The Gibbs variational principle", given=[policy << p])
def gibbs_variational(proof):
    """The maximum is attained, at p* and nowhere else."""
    proof.fact(Maximum(objective, over=policy, value=beta * log(Z), at=best))


@theorem("The free energy is least at the Gibbs law", given=[policy << p])
def free_energy(proof):
    """The same with the signs of physics."""
    proof.fact(Minimum(-objective, over=policy, value=-beta * log(Z), at=best))


@theorem("The largest entropy is that of the uniform law")
def maximum_entropy(proof):
    """And of no other."""
    proof.fact(Maximum(H(q), over=q, value=log(x.size), at=Uniform(x)))


@theorem("The least cross-entropy is the entropy", given=[p << q])
def least_cross_entropy(proof):
    """A model is best when it is the law of the data."""
    proof.fact(Minimum(cross_entropy(p, q), over=q, value=H(p), at=p))


middle = Mixture("m", Rational(1, 2), p, s)


@theorem("The barycentre of two laws is their mean", given=[p << q, s << q])
def barycentre(proof):
    """The least mean divergence to a common law is the Jensen-Shannon divergence."""
    proof.fact(Minimum(KL(p, q) / 2 + KL(s, q) / 2, over=q, value=JS(p, s), at=middle))


# Statements kept because they are false.


@theorem("The best value is ln Z", given=[policy << p], expect="refuted")
def without_beta(proof):
    """β is forgotten."""
    proof.fact(Maximum(objective, over=policy, value=log(Z), at=best))


@theorem("The reference law is best", given=[policy << p], expect="refuted")
def reference_is_best(proof):
    """Only for a constant reward."""
    proof.fact(Maximum(objective, over=policy, value=beta * log(Z), at=p))


unnormalised = DefinedLaw("p*", x, value=p(x) * exp(r(x) / beta))


@theorem("The best policy, not divided by Z", given=[policy << p], expect="refuted")
def without_normalising(proof):
    """p·exp(r/β) is no law, so there is nothing to compare with."""
    proof.claim(KL(policy, unnormalised) >= 0)


@theorem("The objective is least at the best policy", given=[policy << p], expect="refuted")
def least_for_largest(proof):
    """min for max."""
    proof.fact(Minimum(objective, over=policy, value=beta * log(Z), at=best))


@theorem("A constant reward has one best policy", expect="refuted")
def mean_reward_alone(proof):
    """Without a penalty every policy is best then."""
    proof.fact(Maximum(Sum(policy(x), x), over=policy, value=1, at=p))


if __name__ == "__main__":
    run()
