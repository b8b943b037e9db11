"""Gibbs' inequality: D(p‖q) ≥ 0, with equality exactly when p = q.

Cover & Thomas, Theorem 2.6.3; the proof by ln t ≤ t − 1 is Gibbs' own (1902).
Zeros are allowed in p and in q as long as p ≪ q: where q(x) = 0, p(x) = 0. With zeros in p the
sum Σ p(q/p − 1) is only at most Σ q − 1, and the lost mass of q is the second half of the
equality condition.
"""

from derive import *

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)


@theorem("Gibbs' inequality", given=[p << q])
def gibbs(proof):
    """The divergence of two distributions is nonnegative, and zero only if they are equal."""
    proof.start(-KL(p, q))
    proof.eq(-Sum(p(x) * log(p(x) / q(x)), x), "definition of D")
    proof.eq(Sum(p(x) * log(q(x) / p(x)), x), "ln(1/t) = −ln t")
    proof.le(Sum(p(x) * (q(x) / p(x) - 1), x), log_bound)
    proof.le(Sum(q(x), x) - Sum(p(x), x), "q has mass ≥ 0 where p has none")
    proof.eq(0, "both sum to 1")
    proof.claim(KL(p, q) >= 0, equality=Eq(p, q))


@theorem("Gibbs' inequality without p ≪ q", expect="ill-posed")
def gibbs_without_domination(proof):
    """Where q(x) = 0 < p(x) the logarithm is of p/0: many books put D = ∞ there."""
    proof.claim(KL(p, q) >= 0)


if __name__ == "__main__":
    run()
