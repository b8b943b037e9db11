"""Two and three variables: symmetry, bounds on information, sufficiency, interaction, Gini's gain.

Cover & Thomas, 2nd ed., sections 2.3 to 2.9, problems 2.6 and 2.25, Theorem 13.1.1; Barber & Agakov
(2003); Breiman et al., Classification and Regression Trees (1984), for Gini's gain.
"""

from gibbs import gibbs
from mutual_information import conditional_nonnegative

from derive import *

x, y, z = alphabets("x y z")
x1 = x.another("x'")
r = Law("r", x, y, z)
X, Y, Z = r.variables
p, q = Distribution("p", x), Distribution("q", y)
W, s = Channel("W", y, given=x), Channel("s", x, given=y)
out = Sum(p(x) * W(y | x), x)
independent = Independent(X, Y)
markov = Markov(X, Y, Z)


@theorem("Joint entropy has no order")
def symmetric(proof):
    proof.claim(Eq(H(X, Y), H(Y, X)))


@theorem("Joint entropy has no brackets")
def associative(proof):
    """H(X,(Y,Z)) = H((X,Y),Z), by two chain rules."""
    proof.start(H(X) + H(Y, Z | X))
    proof.eq(H(X, Y, Z), "chain rule")
    proof.eq(H(X, Y) + H(Z | X, Y), "chain rule")


@theorem("The larger of two entropies")
def at_least_larger(proof):
    proof.start(H(X, Y))
    proof.ge(Max(H(X), H(Y)), "H(Y|X) ≥ 0 and H(X|Y) ≥ 0")


@theorem("Information is at most the entropy of either")
def at_most_x(proof):
    """I(X;Y) ≤ H(X), with equality exactly if X is a function of Y."""
    proof.start(I(X, Y))
    proof.eq(H(X) - H(X | Y), "reduction of uncertainty")
    proof.le(H(X), "H(X|Y) ≥ 0")
    proof.claim(I(X, Y) <= H(X), equality=Eq(r(x, y) ** 2, r(x, y) * r(y)))


@theorem("Information is at most the smaller entropy")
def at_most_smaller(proof):
    proof.claim(I(X, Y) <= Min(H(X), H(Y)))


@theorem("Information about a pair is at most that about each", expect="refuted")
def at_most_information(proof):
    proof.claim(I((X, Y), Z) <= I(X, Z))


@theorem("Golden formula", given=[Dominated(W(y | x), q(y))])
def golden(proof):
    """Σ p(x)·D(W(·|x)‖q) = I + D(pW‖q): the mean divergence from a law, and from the right one."""
    proof.start(Sum(p(x) * W(y | x) * log(W(y | x) / q(y)), x, y))
    proof.eq(
        Sum(p(x) * W(y | x) * log(W(y | x) / out), x, y)
        + Sum(p(x) * W(y | x) * log(out / q(y)), x, y),
        "split the logarithm",
    )
    proof.eq(KL(p(x) * W(y | x), p(x) * out) + KL(out, q(y)), "sum out x: definitions of I and D")


@theorem("Information is the least mean divergence", given=[Dominated(W(y | x), q(y))])
def golden_bound(proof):
    """Any q in place of the output law makes it larger (Theorem 13.1.1)."""
    proof.start(Sum(p(x) * W(y | x) * log(W(y | x) / q(y)), x, y))
    proof.eq(KL(p(x) * W(y | x), p(x) * out) + KL(out, q(y)), golden)
    proof.ge(KL(p(x) * W(y | x), p(x) * out), gibbs.on(p=out, q=q(y)))
    proof.claim(
        Sum(p(x) * W(y | x) * log(W(y | x) / q(y)), x, y) >= KL(p(x) * W(y | x), p(x) * out),
        equality=Eq(out, q(y)),
    )


@theorem("The golden formula without W ≪ q", expect="ill-posed")
def golden_without(proof):
    proof.claim(
        Sum(p(x) * W(y | x) * log(W(y | x) / q(y)), x, y) >= KL(p(x) * W(y | x), p(x) * out)
    )


@theorem("Barber and Agakov's bound", given=[Dominated(r(x, y), s(x | y))])
def barber_agakov(proof):
    """I(X;Y) ≥ H(X) + E ln s(X|Y), with equality exactly if s is the posterior."""
    proof.start(H(X) + E(log(s(x | y)), r(x, y)) - I(X, Y))
    proof.eq(Sum(r(x, y) * log(s(x | y) * r(y) / r(x, y)), x, y), "I = H(X) − H(X|Y)")
    proof.le(Sum(r(x, y) * (s(x | y) * r(y) / r(x, y) - 1), x, y), log_bound)
    proof.le(Sum(s(x | y) * r(y), x, y) - 1, "terms are ≥ 0 also where r(x,y) = 0")
    proof.eq(0, "s(·|y) and r sum to 1")
    proof.claim(I(X, Y) >= H(X) + E(log(s(x | y)), r(x, y)), equality=Eq(r(x, y), r(y) * s(x | y)))


# ------------------------------------------------------------------ three variables


@theorem("Conditional information in three ways")
def conditional_information(proof):
    proof.start(I(X, Y | Z))
    proof.eq(Sum(r(x, y, z) * log(r(x, y | z) / (r(x | z) * r(y | z))), x, y, z), definition)
    proof.eq(H(X | Z) - H(X | Y, Z), "r(x,y|z) = r(x|y,z)·r(y|z)")
    proof.eq(H(X, Z) + H(Y, Z) - H(X, Y, Z) - H(Z), "chain rules")


@theorem("Submodularity")
def submodular(proof):
    """H(X,Y) + H(Y,Z) ≥ H(X,Y,Z) + H(Y), with equality exactly if X → Y → Z."""
    proof.start(H(X, Y) + H(Y, Z) - H(X, Y, Z) - H(Y))
    proof.eq(I(X, Z | Y), conditional_information)
    proof.ge(0, "I ≥ 0")
    proof.claim(
        H(X, Y) + H(Y, Z) >= H(X, Y, Z) + H(Y),
        equality=Eq(r(x, y, z) * r(y), r(x, y) * r(y, z)),
    )


@theorem("Data processing, equality", given=[markov])
def processing_equality(proof):
    """I(X;Z) ≤ I(X;Y), with equality exactly if X → Z → Y too."""
    proof.start(I(X, Y) - I(X, Z))
    proof.eq(I(X, Y) + I(X, Z | Y) - I(X, Z), markov)
    proof.eq(I(X, Y | Z), "chain rules")
    proof.ge(0, "I ≥ 0")
    proof.claim(I(X, Z) <= I(X, Y), equality=Eq(r(x, y, z) * r(z), r(x, z) * r(y, z)))


@theorem("Data processing without a chain", expect="refuted")
def processing_unchained(proof):
    proof.claim(I(X, Z) <= I(X, Y))


@theorem("Independent parts", given=[independent])
def independent_parts(proof):
    """I(X,Y;Z) ≥ I(X;Z) + I(Y;Z) for independent X and Y."""
    proof.start(I((X, Y), Z))
    proof.eq(I(X, Z) + I(Y, Z | X), "chain rule")
    proof.eq(I(X, Z) + I(Y, (X, Z)), independent)
    proof.ge(I(X, Z) + I(Y, Z), "more variables, more information")


@theorem("Any parts", expect="refuted")
def any_parts(proof):
    """Two copies of one bit."""
    proof.claim(I((X, Y), Z) >= I(X, Z) + I(Y, Z))


@theorem("Interaction information is symmetric")
def interaction(proof):
    """I(X;Y) − I(X;Y|Z) = I(X;Z) − I(X;Z|Y)."""
    proof.start(I(X, Y) - I(X, Y | Z))
    proof.eq(
        H(X) + H(Y) + H(Z) - H(X, Y) - H(X, Z) - H(Y, Z) + H(X, Y, Z), "all in joint entropies"
    )
    proof.eq(I(X, Z) - I(X, Z | Y), "the same")


XOR = [[["1/4", 0], [0, "1/4"]], [[0, "1/4"], ["1/4", 0]]]
COPY = [[["1/2", 0], [0, 0]], [[0, 0], [0, "1/2"]]]


@theorem("Interaction information has any sign")
def interaction_signs(proof):
    """Negative where Z is the sum of two fair bits, positive for three copies of one."""
    proof.fact(Exists(Lt(I(X, Y) - I(X, Y | Z), 0), r=XOR))
    proof.fact(Exists(Gt(I(X, Y) - I(X, Y | Z), 0), r=COPY))


@theorem("Interaction information is at least 0", expect="refuted")
def interaction_positive(proof):
    proof.claim(I(X, Y) >= I(X, Y | Z))


# ------------------------------------------------------------------ sufficient statistics

θ, t = Alphabet("θ"), Alphabet("t")
j = Law("j", θ, x, t)
TH, S, T = j.variables
is_statistic = Eq(H(T | S), 0)  # T is a function of the sample X


@theorem("A statistic", given=[is_statistic])
def statistic(proof):
    """I(θ;T) ≤ I(θ;X), with equality exactly if θ → T → X: T is sufficient."""
    proof.start(I(TH, S) - I(TH, T))
    proof.eq(I(TH, S | T), "chain rules; T is a function of X")
    proof.ge(0, conditional_nonnegative.on(r=j(θ, x, t), over={x: θ, y: x, z: t}))
    proof.claim(I(TH, T) <= I(TH, S), equality=Eq(j(θ, x, t) * j(t), j(θ, t) * j(x, t)))


u, w = Nonnegative("u", θ, t), Nonnegative("w", x, t)
factors = Eq(j(θ, x, t), u(θ, t) * w(x, t))


@theorem("Fisher and Neyman: factors suffice", given=[factors])
def factorised(proof):
    """If the law is u(θ,t)·w(x,t), then θ → T → X."""
    proof.start(j(θ, x, t) * j(t))
    proof.eq(u(θ, t) * w(x, t) * Sum(u(θ, t), θ) * Sum(w(x, t), x), "each is a product, sum it out")
    proof.eq(Sum(u(θ, t) * w(x, t), x) * w(x, t) * Sum(u(θ, t), θ), "order of factors")
    proof.eq(Sum(j(θ, x, t), x) * w(x, t) * Sum(u(θ, t), θ), factors)
    proof.eq(j(θ, t) * Sum(u(θ, t) * w(x, t), θ), "sum out x")
    proof.eq(j(θ, t) * j(x, t), factors)


@theorem("Fisher and Neyman: a sufficient statistic factors", given=[Markov(TH, T, S)])
def factorisation(proof):
    proof.claim(Eq(j(θ, x, t), j(θ, t) * j(x | t)))


# ------------------------------------------------------------------ Gini's gain


@theorem("Gini's gain is at least 0")
def gini(proof):
    """Σ_x r(x)(1 − Σ_y r(y|x)²) ≤ 1 − Σ_y r(y)², with equality exactly for independence."""
    proof.start(1 - Sum(r(y) ** 2, y) - Sum(r(x) * (1 - Sum(r(y | x) ** 2, y)), x))
    proof.eq(Sum(r(x) * (r(y | x) - r(y)) ** 2, x, y), "multiply out")
    proof.ge(0, square(r(y | x) - r(y)))
    proof.claim(
        Sum(r(x) * (1 - Sum(r(y | x) ** 2, y)), x) <= 1 - Sum(r(y) ** 2, y),
        equality=Eq(r(x, y), r(x) * r(y)),
    )


if __name__ == "__main__":
    run()
