"""The binary entropy h and its relative with q letters: symmetry, bounds, concavity, monotonicity.

Cover & Thomas, 2nd ed., Example 2.1.1 and section 2.7; Guruswami, Rudra & Sudan, Essential Coding
Theory, section 3.3, for q letters. In nats. The bounds from below stand in `one_variable`.
"""

from derive import *

s, t, lam = Probability("s"), Probability("t"), Probability("λ")
k, n, r, w = Positive("k"), Positive("n"), Nonnegative("r"), Nonnegative("w")
u, v = Positive("u"), Positive("v")
half = Rational(1, 2)
m = Probability("m")
mixed = Eq(m, lam * s + (1 - lam) * t)
inner = [Gt(m, 0), Lt(m, 1)]
d = Nonnegative("d")


@theorem("The binary entropy is symmetric")
def symmetric(proof):
    proof.claim(Eq(binary_entropy(s), binary_entropy(1 - s)))


@theorem("The binary entropy is at least 0")
def nonnegative(proof):
    """And 0 only where s is 0 or 1."""
    proof.claim(binary_entropy(s) >= 0, equality=Eq(s * (1 - s), 0))


@theorem("The binary entropy is at most ln 2")
def at_most_ln_2(proof):
    """With equality exactly at ½."""
    proof.start(binary_entropy(s) - log(2))
    proof.eq(s * log(half / s) + (1 - s) * log(half / (1 - s)), "1 = s + (1 − s)")
    proof.le(0, log_bound)
    proof.claim(binary_entropy(s) <= log(2), equality=Eq(s, half))


@theorem("The binary entropy is convex", given=[mixed], expect="refuted")
def convex(proof):
    proof.claim(lam * binary_entropy(s) + (1 - lam) * binary_entropy(t) >= binary_entropy(m))


@theorem("The tangent of the binary entropy", given=[Gt(t, 0), Lt(t, 1)])
def tangent(proof):
    """h(s) ≤ h(t) + (s − t)·ln((1 − t)/t): Gibbs for two letters."""
    proof.start(binary_entropy(s) - binary_entropy(t) - (s - t) * log((1 - t) / t))
    proof.eq(s * log(t / s) + (1 - s) * log((1 - t) / (1 - s)), "collect")
    proof.le(0, log_bound)
    proof.claim(
        binary_entropy(s) <= binary_entropy(t) + (s - t) * log((1 - t) / t), equality=Eq(s, t)
    )


@theorem("The binary entropy is concave", given=[mixed, *inner])
def concave(proof):
    """The tangent at m; where m is 0 or 1, so are s and t."""
    slope = log((1 - m) / m)
    proof.start(lam * binary_entropy(s) + (1 - lam) * binary_entropy(t))
    proof.le(
        lam * (binary_entropy(m) + (s - m) * slope) + (1 - lam) * binary_entropy(t),
        tangent.on(s=s, t=m),
    )
    proof.le(
        lam * (binary_entropy(m) + (s - m) * slope)
        + (1 - lam) * (binary_entropy(m) + (t - m) * slope),
        tangent.on(s=t, t=m),
    )
    proof.eq(binary_entropy(m), mixed)


@theorem("The binary entropy is strictly concave", given=[mixed, *inner, Gt(lam, 0), Lt(lam, 1)])
def strictly_concave(proof):
    """For 0 < λ < 1 there is equality at s = t only."""

    def apart(u):
        return u * log(m / u) + (1 - u) * log((1 - m) / (1 - u))

    proof.start(lam * binary_entropy(s) + (1 - lam) * binary_entropy(t) - binary_entropy(m))
    proof.eq(lam * apart(s) + (1 - lam) * apart(t), mixed)
    proof.le(0, log_bound)
    proof.claim(
        lam * binary_entropy(s) + (1 - lam) * binary_entropy(t) <= binary_entropy(m),
        equality=[Eq(s, m), Eq(t, m)],
    )


@theorem("Below ½ the binary entropy grows", given=[Eq(t, s + d), Le(t, half), Gt(t, 0), Lt(t, 1)])
def monotone(proof):
    """For s ≤ t = s + d ≤ ½ the slope at t is ≥ 0."""
    proof.start(binary_entropy(t) - binary_entropy(s))
    proof.ge((t - s) * log((1 - t) / t), tangent)
    proof.eq(d * log((1 - t) / t), "t = s + d")
    proof.ge(d * (1 - t / (1 - t)), log_bound)
    proof.eq(d * (1 - 2 * t) / (1 - t), "t < 1")
    proof.ge(0, "t ≤ ½")
    proof.claim(binary_entropy(s) <= binary_entropy(t))


@theorem("The binary entropy grows", given=[Le(s, t)], expect="refuted")
def monotone_everywhere(proof):
    proof.claim(binary_entropy(s) <= binary_entropy(t))


@theorem("The derivative of the binary entropy", given=[Gt(u, 0), Lt(u, 1)])
def derivative(proof):
    proof.claim(Eq(Derivative(-u * log(u) - (1 - u) * log(1 - u), u), log((1 - u) / u)))


# ------------------------------------------------------------------ q letters, k = q − 1


def h_q(t):
    """The entropy of one letter with 1 − t and k letters with t/k each."""
    return binary_entropy(t) + t * log(k)


@theorem("Entropy of q letters, all but one alike", given=[Eq(r + w, 1), Eq(n, k + 1)])
def q_ary_bound(proof):
    """h(w) + w·ln(q − 1) ≤ ln q, with equality exactly at w = 1 − 1/q; here k = q − 1, n = q."""
    proof.start(r * log(1 / r) + w * log(1 / w) + w * log(k) - log(n))
    proof.eq(r * log(1 / (n * r)) + w * log(k / (n * w)), "r + w = 1")
    proof.le(r * (1 / (n * r) - 1) + w * (k / (n * w) - 1), log_bound)
    proof.le(0, "n = k + 1")
    proof.claim(
        r * log(1 / r) + w * log(1 / w) + w * log(k) <= log(n),
        equality=[Eq(r, 1 / n), Eq(w, k / n)],
    )


@theorem("The same at any point but 1 − 1/q is the least", expect="refuted")
def q_ary_least(proof):
    proof.claim(h_q(t) >= log(k + 1))


@theorem("Below 1 − 1/q it grows", given=[Eq(t, s + d), Le(t, k * (1 - t)), Gt(t, 0), Lt(t, 1)])
def q_ary_monotone(proof):
    """As for h: the slope at t is ln(k(1 − t)/t) ≥ 0."""
    proof.start(h_q(t) - h_q(s))
    proof.ge((t - s) * log((1 - t) / t) + (t - s) * log(k), tangent)
    proof.eq(d * log(k * (1 - t) / t), "t = s + d; sum of logarithms")
    proof.ge(d * (1 - t / (k * (1 - t))), log_bound)
    proof.ge(0, "t ≤ k(1 − t)")
    proof.claim(h_q(s) <= h_q(t))


if __name__ == "__main__":
    run()
