"""Forward KL over an exponential family: the minimiser of D(p‖q_θ) matches the moments of p.

The family has features T(x,j) and parameters θ(j), over finite alphabets for x and for j, and a
base measure b(x) > 0: q_θ(x) = b(x)·exp(Σ_j θ(j)·T(x,j))/Z(θ), where Z(θ) makes it sum to 1. The
discretised Gaussians are the case b = 1 with the two features x and x². As q_θ(x) > 0 everywhere,
D(p‖q_θ) needs no hypothesis, and p may have zeros.

What is proved: a member with the moments of p is a minimiser, and no other law of the family is
(Csiszár 1975 for the Pythagorean identity; Cover & Thomas, Theorem 11.6.1, for its inequality).
That a member with these moments exists is a hypothesis; p = (1, 0) with one feature for each
letter has moments that no q_θ > 0 has, and the infimum is not attained.

Conversely the moments match at every minimiser, where the derivatives of D(p‖q_θ) are 0
(`gradient`, by SymPy's calculus). What is said of the reverse divergence D(q_θ‖p) is computed, not
proved: `docs/forward-reverse-kl.md`.
"""

from gibbs import gibbs
from sympy import latex

from derive import *

x, j = alphabets("x j")
p, q = Distribution("p", x), Distribution("q", x)
b, s, T = Positive("b", x), Positive("s", x), Real("T", x, j)
θ, η, m = Real("θ", j), Real("η", j), Real("m", j)


def weight(t):
    """b(x)·exp(Σ_j t(j)·T(x,j)), not yet normalised."""
    return b(x) * exp(Sum(t(j) * T(x, j), j))


def Z(t):
    """The sum that normalises the member with parameters t."""
    return Measure(f"Z({t})", f"Z({latex(t)})", Sum(weight(t), x))


def member(t):
    """The member with parameters t, at x."""
    return Measure(f"q_{t}(x)", f"q_{{{latex(t)}}}(x)", weight(t) / Z(t))


q_θ, q_η = member(θ), member(η)
moments = Eq(m(j), Sum(p(x) * T(x, j), x))
matching = Eq(m(j), Sum(q_θ * T(x, j), x))


@theorem("Members see the moments of p only")
def mean_log_likelihood(proof):
    """The mean log-likelihood of a member depends on p through Σ p·ln b and the moments."""
    proof.start(Sum(p(x) * log(q_θ), x))
    proof.eq(Sum(p(x) * (log(b(x)) + Sum(θ(j) * T(x, j), j) - log(Z(θ))), x), "definition of q_θ")
    proof.eq(
        Sum(p(x) * log(b(x)), x) + Sum(θ(j) * Sum(p(x) * T(x, j), x), j) - log(Z(θ)),
        "exchange the sums",
    )


@theorem("Gap identity")
def gap_identity(proof):
    """Two members' distances from p differ by a divergence and a term in the moments."""
    proof.start(KL(p(x), q_η) - KL(p(x), q_θ))
    proof.eq(Sum(p(x) * log(q_θ / q_η), x), "the terms p·ln p cancel")
    proof.eq(
        Sum(q_θ * log(q_θ / q_η), x) + Sum((p(x) - q_θ) * log(q_θ / q_η), x),
        "p = q_θ + (p − q_θ)",
    )
    proof.eq(
        KL(q_θ, q_η)
        + Sum((p(x) - q_θ) * (Sum((θ(j) - η(j)) * T(x, j), j) - log(Z(θ)) + log(Z(η))), x),
        "definitions of D, q_θ and q_η",
    )
    proof.eq(
        KL(q_θ, q_η) + Sum((p(x) - q_θ) * Sum((θ(j) - η(j)) * T(x, j), j), x),
        "p and q_θ have the same sum",
    )
    proof.eq(
        KL(q_θ, q_η) + Sum((θ(j) - η(j)) * Sum((p(x) - q_θ) * T(x, j), x), j),
        "exchange the sums",
    )


@theorem("Pythagorean identity", given=[moments, matching])
def pythagoras(proof):
    """If q_θ has the moments m of p, the way from p to any member leads through q_θ."""
    proof.start(KL(p(x), q_η) - KL(p(x), q_θ))
    proof.eq(
        KL(q_θ, q_η) + Sum((θ(j) - η(j)) * Sum((p(x) - q_θ) * T(x, j), x), j),
        gap_identity,
    )
    proof.eq(
        KL(q_θ, q_η) + Sum((θ(j) - η(j)) * (m(j) - Sum(q_θ * T(x, j), x)), j),
        "the moments of p are m",
    )
    proof.eq(KL(q_θ, q_η), "so are those of q_θ")
    proof.claim(Eq(KL(p(x), q_η), KL(p(x), q_θ) + KL(q_θ, q_η)))


@theorem("Moment matching minimises the forward divergence", given=[moments, matching])
def moment_matching(proof):
    """No member is closer to p, in D(p‖·), than the one with the moments of p."""
    proof.start(KL(p(x), q_η))
    proof.eq(KL(p(x), q_θ) + KL(q_θ, q_η), pythagoras)
    proof.ge(KL(p(x), q_θ), gibbs.on(p=q_θ, q=q_η))
    proof.claim(KL(p(x), q_η) >= KL(p(x), q_θ))


@theorem("The minimiser is unique", given=[moments, matching, Eq(s(x), q_θ)])
def uniqueness(proof):
    """With s for the moment-matching member q_θ: equality exactly when q_η is s."""
    proof.start(KL(p(x), q_η))
    proof.eq(KL(p(x), q_θ) + KL(q_θ, q_η), pythagoras)
    proof.ge(KL(p(x), q_θ), gibbs.on(p=q_θ, q=q_η))
    proof.eq(KL(p(x), s(x)), "s is q_θ")
    proof.claim(KL(p(x), q_η) >= KL(p(x), s(x)), equality=Eq(s(x), q_η))


@theorem("With one feature for each letter, the moments are the probabilities")
def categorical_moments(proof):
    """The features [x = x'] give every law without zeros; to match their moments is q = p."""
    x1 = x.another("x'")
    proof.start(Sum(q(x) * Delta(x, x1), x))
    proof.eq(q(x1), "only the term x = x' is left")


@theorem("Over all laws, the minimiser of the forward divergence is p itself", given=[p << q])
def categorical(proof):
    """The whole simplex, zeros included: Gibbs' inequality."""
    proof.start(KL(p, q))
    proof.ge(0, gibbs)
    proof.eq(KL(p, p), "ln 1 = 0")
    proof.claim(KL(p, q) >= KL(p, p), equality=Eq(p, q))


@theorem("Gradient of the forward divergence")
def gradient(proof):
    """∂D(p‖q_θ)/∂θ(k) = Σ q_θ·T(·,k) − Σ p·T(·,k): 0 exactly where the moments match."""
    k = j.another("k")
    difference = Sum(q_θ * T(x, k), x) - Sum(p(x) * T(x, k), x)
    proof.fact(Derivative(KL(p(x), q_θ), θ(k), difference))


if __name__ == "__main__":
    run()
