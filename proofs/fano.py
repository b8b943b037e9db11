"""Fano's inequality, and when it holds with equality (Cover & Thomas, 2nd ed., Theorem 2.10.1).

Given a guess u, the law s gives the chance R to the letter u and W/k to each of the k others. R and
W are the chances of a hit and of an error; errors are neither certain nor impossible here. Fano's
bound is the cross-entropy of s, so there is equality exactly if s is the conditional law of X.
"""

from derive import *

x = Alphabet("x")
guess = x.another("u")
g = Law("g", x, guess)
X, U = g.variables
R, W, k = Positive("R"), Positive("W"), Positive("k")
hit = Delta(x, guess)
s = Channel("s", x, given=guess)
two_values = Eq(s(x | guess), R**hit * (W / k) ** (1 - hit))
possible = Dominated(g(x, guess), s(x | guess))
shares = [Eq(R, Sum(g(x, guess) * hit, x, guess)), Eq(W, 1 - R), Eq(k, x.size - 1)]
cross = Sum(g(x, guess) * log(1 / s(x | guess)), x, guess)
bound = R * log(1 / R) + W * log(1 / W) + W * log(k)


@theorem("Gibbs' inequality, given u", given=[possible])
def gibbs_given(proof):
    """H(X|U) is at most the cross-entropy of any conditional law s, equal exactly for g(x|u)."""
    proof.start(H(X | U) - cross)
    proof.eq(Sum(g(x, guess) * log(s(x | guess) * g(guess) / g(x, guess)), x, guess), definition)
    proof.le(0, log_bound)
    proof.claim(H(X | U) <= cross, equality=Eq(g(x, guess), g(guess) * s(x | guess)))


@theorem("Fano's bound is a cross-entropy", given=[two_values, *shares])
def as_cross_entropy(proof):
    """A hit costs ln 1/R, an error ln k/W; R·ln 1/R + W·ln 1/W is the binary entropy of W."""
    proof.start(cross)
    proof.eq(
        Sum(g(x, guess) * hit * log(1 / R) + g(x, guess) * (1 - hit) * log(k / W), x, guess),
        two_values,
    )
    proof.eq(R * log(1 / R) + W * log(k / W), "R and W are the chances")
    proof.eq(bound, "ln of a quotient")


@theorem("Fano's inequality", given=[two_values, *shares, possible])
def fano(proof):
    """With equality exactly if all errors are alike, given any guess, and as likely as W says."""
    proof.start(H(X | U))
    proof.le(cross, gibbs_given)
    proof.eq(bound, as_cross_entropy)
    proof.claim(H(X | U) <= bound, equality=Eq(g(x, guess), g(guess) * s(x | guess)))


@theorem("Fano's inequality without the number of letters", given=shares, expect="refuted")
def without_letters(proof):
    proof.claim(H(X | U) <= R * log(1 / R) + W * log(1 / W))


if __name__ == "__main__":
    run()
