"""Entropy is continuous: how far apart the entropies of two laws can be.

Cover & Thomas, 2nd ed., Theorem 17.3.3; Audenaert, A sharp continuity estimate for the von Neumann
entropy (2007), for laws. Two laws at the distance θ in total variation share a part μ of weight
1 − θ: p = θα + (1 − θ)μ and q = θβ + (1 − θ)μ, where α and β have no letter in common.
"""

from derive import *

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)
alpha, beta, mu = Distribution("α", x), Distribution("β", x), Distribution("μ", x)
half = Rational(1, 2)
theta, k, c = Probability("θ"), Positive("k"), Real("c", x)
first, second = Mixture("p", theta, alpha, mu), Mixture("q", theta, beta, mu)
shown_before = [Le(second(x), 1), Le(theta * beta(x), half)]
disjoint = Eq(alpha(x) * beta(x), 0)
others = Eq(k, x.size - 1)
t, v, r = Nonnegative("t"), Nonnegative("v"), Real("r")
step = Eq(t + v + r, 1)
mirror_image = ScalarLemma(
    "(1 − v)·ln(1/(1 − v)) ≤ v·ln(1/v) for v ≤ ½",
    -(1 - v) * log(1 - v) <= -v * log(v), v, 0, half,
)  # fmt: skip

# any two laws that differ, and are not disjoint, in this form
T = Let("θ", total_variation(p, q))
A = Law.defined("α", x, value=Max(p(x) - q(x), 0) / T)
B = Law.defined("β", x, value=Max(q(x) - p(x), 0) / T)
M = Law.defined("μ", x, value=Min(p(x), q(x)) / (1 - T))
between = [Gt(T, 0), Lt(T, 1)]


def f(t):
    """t·ln 1/t."""
    return t * log(1 / t)


# ------------------------------------------------------------------ two laws and what they share


@theorem("What two laws share, and what they do not", given=between)
def shared_part(proof):
    """p is the mixture, and so is q."""
    proof.start(T * A(x) + (1 - T) * M(x))
    proof.eq(Max(p(x) - q(x), 0) + Min(p(x), q(x)), "definitions of α and μ")
    proof.eq(p(x), "max(a − b, 0) + min(a, b) = a")


@theorem("What one has more the other has not", given=between)
def nothing_in_common(proof):
    proof.claim(Eq(A(x) * B(x), 0))


@theorem("The weight is the distance", given=[Eq(Min(alpha(x), beta(x)), 0)])
def weight_is_distance(proof):
    proof.start(total_variation(first, second))
    proof.eq(theta * Sum(Abs(alpha(x) - beta(x)), x) / 2, "what is shared cancels")
    proof.eq(theta * Sum(alpha(x) + beta(x) - 2 * Min(alpha(x), beta(x)), x) / 2, definition)
    proof.eq(theta, "both sum to 1")


# ------------------------------------------------------------------ Fannes and Audenaert


@theorem("What has a letter to itself takes it from the others", given=[disjoint])
def separate(proof):
    proof.claim(Eq(Indicator(alpha(x)) * beta(x), 0))


@theorem("A part is at most the whole", given=[Ge(c(x), 0)])
def part(proof):
    proof.claim(Sum(Indicator(alpha(x)) * c(x), x) <= Sum(c(x), x))


@theorem("A law that misses a letter", given=[disjoint, others])
def misses(proof):
    """H(α) ≤ ln(n − 1) if some law β lies where α does not."""
    proof.start(H(alpha) - log(k))
    proof.eq(Sum(alpha(x) * log(1 / (k * alpha(x))), x), "α sums to 1")
    proof.le(Sum(Indicator(alpha(x)), x) / k - 1, log_bound)
    proof.eq(Sum(Indicator(alpha(x)) * (1 - beta(x)), x) / k - 1, separate)
    proof.le(Sum(1 - beta(x), x) / k - 1, part.on(c=1 - beta(x)))
    proof.eq(0, "β sums to 1, k = n − 1")
    proof.claim(H(alpha) <= log(k))


@theorem("Fannes' and Audenaert's bound", given=[disjoint, others])
def fannes_audenaert(proof):
    """H(p) − H(q) ≤ θ·ln(n − 1) + h(θ), and with p and q exchanged, for θ the total variation."""
    proof.start(H(first) - H(second))
    proof.le(
        binary_entropy(theta) + theta * H(alpha) + (1 - theta) * H(mu) - H(second),
        "at most the entropy of the choice more",
    )
    proof.le(binary_entropy(theta) + theta * (H(alpha) - H(beta)), "entropy is concave")
    proof.le(binary_entropy(theta) + theta * H(alpha), "H(β) ≥ 0")
    proof.le(binary_entropy(theta) + theta * log(k), misses)


@theorem("The bound without the binary entropy", given=[disjoint, others], expect="refuted")
def without_choice(proof):
    proof.claim(H(first) - H(second) <= theta * log(k))


# ------------------------------------------------------------------ Cover & Thomas 17.3.3


@theorem("f(t + v) ≤ f(t) + f(v)")
def subadditive(proof):
    proof.claim(f(t + v) <= f(t) + f(v))


@theorem("f at three numbers that sum to 1", given=[step, Ge(r, 0)])
def three(proof):
    """f(t) ≤ f(t + v) + f(t + r)."""
    proof.start(f(t) - f(t + v) - f(t + r))
    proof.eq(
        t * log((t + v) * (t + r) / t) + v * log(t + v) + r * log(t + r), "join the logarithms"
    )
    proof.le(t * ((t + v) * (t + r) / t - 1) + v * (t + v - 1) + r * (t + r - 1), log_bound)
    proof.le((t + v) * (t + r) - t + v * (t + v - 1) + r * (t + r - 1), "a product is ≥ 0")
    proof.eq(-v * r, "t = 1 − v − r")
    proof.le(0, "v, r ≥ 0")
    proof.claim(f(t) <= f(t + v) + f(t + r))


@theorem("f(t) − f(t + v) ≤ f(v) for v ≤ ½", given=[step, Ge(r, 0), Le(v, half)])
def drop(proof):
    proof.start(f(t) - f(t + v))
    proof.le(f(t + r), three)
    proof.eq(f(1 - v), "t + r = 1 − v")
    proof.le(f(v), mirror_image)


@theorem("For v > ½ it fails", given=[step], expect="refuted")
def drop_far(proof):
    proof.fact(At(f(t) - f(t + v) <= f(v), t="1/4", v="3/4", r=0))


@theorem("No letter has more than all")
def at_most_one(proof):
    proof.claim(second(x) <= 1)


@theorem("No letter differs by more than the distance", given=[Le(theta, half)])
def small(proof):
    proof.start(theta * beta(x))
    proof.le(theta, "β(x) ≤ 1")
    proof.le(half, Le(theta, half))


@theorem("Laws that are near have entropies that are near", given=[disjoint, *shown_before])
def near(proof):
    """H(p) − H(q) ≤ d·ln(n/d) for d = Σ |p − q| = 2θ ≤ 1 (17.3.3 has d ≤ ½).

    The hypotheses about β and q hold by the two theorems before, for θ ≤ ½.
    """
    a, b, m = theta * alpha(x), theta * beta(x), (1 - theta) * mu(x)
    proof.start(H(first) - H(second))
    proof.eq(Sum(f(m + a) - f(m + b), x), definition)
    proof.le(Sum(f(m) + f(a) - f(m + b), x), subadditive.on(t=m, v=a))
    proof.le(Sum(f(a) + f(b), x), drop.on(t=m, v=b, r=1 - second(x)))
    proof.eq(Sum(f(a + b), x), "one of a and b is 0")
    proof.le(2 * theta * log(x.size / (2 * theta)), "log-sum")


if __name__ == "__main__":
    run()
