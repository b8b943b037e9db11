"""When Fano's inequality holds with equality (Cover & Thomas, 2nd ed., Theorem 2.10.1).

Given what is guessed, s gives the chance R to the guess and W/k to each of the k other letters; R
and W are the chances of a hit and of an error. Fano's bound is the cross-entropy of s, so there is
equality exactly if s is the conditional law. Errors are neither certain nor impossible here.
"""

from derive import *

x = Alphabet("x")
guess = x.another("u")
g = Law("g", x, guess)
X, U = g.variables
R, W, k = Positive("R"), Positive("W"), Positive("k")
hit = Delta(x, guess)
s = Channel("s", x, given=guess)
two_values = Eq(s(x | guess), exp(hit * log(R) + (1 - hit) * log(W / k)))
possible = Dominated(g(x, guess), s(x | guess))
shares = [Eq(R, Sum(g(x, guess) * hit, x, guess)), Eq(W, 1 - R)]


@theorem("Gibbs' inequality, given u", given=[possible])
def gibbs_given(proof):
    """H(X|U) is at most the cross-entropy of any conditional law s, equal exactly for g(x|u)."""
    proof.start(H(X | U) - Sum(g(x, guess) * log(1 / s(x | guess)), x, guess))
    proof.eq(Sum(g(x, guess) * log(s(x | guess) * g(guess) / g(x, guess)), x, guess), definition)
    proof.le(0, log_bound)
    proof.claim(
        H(X | U) <= Sum(g(x, guess) * log(1 / s(x | guess)), x, guess),
        equality=Eq(g(x, guess), g(guess) * s(x | guess)),
    )


@theorem("Fano's bound is a cross-entropy", given=[two_values, *shares])
def as_cross_entropy(proof):
    """h(W) + W·ln(n − 1), where k = n − 1 as s and g have sum 1."""
    proof.start(Sum(g(x, guess) * log(1 / s(x | guess)), x, guess))
    proof.eq(
        Sum(g(x, guess) * hit * log(1 / R) + g(x, guess) * (1 - hit) * log(k / W), x, guess),
        two_values,
    )
    proof.eq(R * log(1 / R) + W * log(1 / W) + W * log(k), "R and W are the chances")


@theorem("Fano's inequality", given=[two_values, *shares, possible])
def fano(proof):
    proof.start(H(X | U))
    proof.le(Sum(g(x, guess) * log(1 / s(x | guess)), x, guess), gibbs_given)
    proof.eq(R * log(1 / R) + W * log(1 / W) + W * log(k), as_cross_entropy)


@theorem("Fano's inequality without the number of letters", given=shares, expect="refuted")
def without_letters(proof):
    proof.claim(H(X | U) <= R * log(1 / R) + W * log(1 / W))


if __name__ == "__main__":
    run()
