"""The logarithm's tangents, change of base, and the log-sum inequality's edge cases.

Cover & Thomas, 2nd ed., Lemma 2.1.2 and Theorem 2.7.1. Everything in this folder that has
a logarithm in it goes back to the first of these.
"""

from divergences import log_sum

from derive import *

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)
t, s, D = Positive("t"), Positive("s"), Positive("D")
a, w = Nonnegative("a", x), Nonnegative("w", x)
A, B = Sum(a(x), x), Sum(w(x), x)
eps = Positive("ε")
i = x.another("i")
others = Nonnegative("others", x, i)
at_the_others = Eq(others(x, i), 1 - Delta(x, i))


@theorem("The tangent of ln at 1")
def tangent(proof):
    """ln t ≤ t − 1 for t > 0, with equality exactly at t = 1."""
    proof.start(log(t))
    proof.le(t - 1, log_bound)
    proof.claim(log(t) <= t - 1, equality=Eq(t, 1))


@theorem("The tangent lies above, also at 1", expect="refuted")
def strict_everywhere(proof):
    proof.claim(log(t) < t - 1)


@theorem("The tangent of ln at any point")
def tangent_at(proof):
    """ln t ≤ ln s + (t − s)/s: the tangent at 1, with t/s for t."""
    proof.start(log(t) - log(s))
    proof.eq(log(t / s), "difference of logarithms")
    proof.le(t / s - 1, log_bound)
    proof.eq((t - s) / s, "s > 0")
    proof.claim(log(t) <= log(s) + (t - s) / s, equality=Eq(t, s))


@theorem("The tangent where t may be 0", expect="ill-posed")
def tangent_at_zero(proof):
    proof.claim(log(Nonnegative("t")) <= Nonnegative("t") - 1)


@theorem("ln from below, and an equation at 1 only")
def from_below(proof):
    """1 − 1/t ≤ ln t: the tangent, with 1/t for t."""
    proof.start(-log(t))
    proof.eq(log(1 / t), "ln(1/t) = −ln t")
    proof.le(1 / t - 1, log_bound)
    proof.claim(log(t) >= 1 - 1 / t, equality=Eq(t, 1))


@theorem("Entropy in another base", given=[Gt(D, 1)])
def entropy_in_base(proof):
    """H_D(p) = H(p)/ln D (Cover & Thomas, Lemma 2.1.2)."""
    proof.start(H(p, base=D))
    proof.eq(Sum(p(x) * log(1 / p(x), D), x), definition)
    proof.eq(Sum(p(x) * log(1 / p(x)), x) / log(D), "log_D t = ln t/ln D")
    proof.eq(H(p) / log(D), definition)


@theorem("Entropy in base 1", given=[Ge(D, 1)], expect="ill-posed")
def entropy_in_base_1(proof):
    proof.claim(Eq(H(p, base=D), H(p) / log(D)))


@theorem("Log-sum without a ≪ b", expect="ill-posed")
def log_sum_without(proof):
    """Where b(x) = 0 < a(x): books put +∞ on the left."""
    proof.claim(Sum(a(x) * log(a(x) / w(x)), x) >= A * log(A / B))


@theorem("Log-sum, with zeros filled up")
def log_sum_filled(proof):
    """With b + ε for b no hypothesis is needed; 0·ln 0 counts 0."""
    proof.start(Sum(a(x) * log(a(x) / (w(x) + eps)), x))
    proof.ge(A * log(A / Sum(w(x) + eps, x)), log_sum.on(a=a(x), b=w(x) + eps))
    proof.claim(
        Sum(a(x) * log(a(x) / (w(x) + eps)), x) >= A * log(A / Sum(w(x) + eps, x)),
        equality=Eq(a(x) * Sum(w(x) + eps, x), (w(x) + eps) * A),
    )


@theorem("Where a > 0 = b the sum has no bound", given=[at_the_others])
def log_sum_infinite(proof):
    """At a letter i with w(i) = 0 it grows like a(i)·ln 1/ε; elsewhere a·ln(a/c) ≥ a − c."""
    proof.start(Sum(a(x) * log(a(x) / (w(x) + eps)), x))
    proof.eq(
        a(i) * log(a(i) / (w(i) + eps)) + Sum(others(x, i) * a(x) * log(a(x) / (w(x) + eps)), x),
        "the letter i, and the others",
    )
    proof.ge(
        a(i) * log(a(i) / (w(i) + eps)) + Sum(others(x, i) * (a(x) - w(x) - eps), x),
        "a·ln(a/c) ≥ a − c",
    )
    proof.eq(
        a(i) * log(a(i) / (w(i) + eps)) + A - a(i) - B + w(i) - eps * (x.size - 1),
        "all letters but one",
    )


if __name__ == "__main__":
    run()
