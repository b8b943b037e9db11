"""Identities of the divergence, and what is lost on the way through a channel.

Cover & Thomas, 2nd ed., sections 2.3 to 2.9; Csiszár & Körner, Information Theory (2011),
section 3, for the compensation identity; Polyanskiy & Wu, Information Theory (2025), chapter 2.
"""

from derive import *

x, y, k, z = alphabets("x y k z")
x1 = x.another("x'")
p, q, s = Distribution("p", x), Distribution("q", x), Distribution("s", x)
v, w = Distribution("v", y), Distribution("w", y)
a, b, c = Nonnegative("a", x), Nonnegative("b", x), Positive("c")
p1, p2, q1, q2 = (Distribution(name, x) for name in ("p₁", "p₂", "q₁", "q₂"))
lam = Probability("λ")
weight, P = Distribution("λ", k), Channel("P", x, given=k)
center = Sum(weight(k) * P(x | k), k)
W = Channel("W", y, given=x)
p_out = Let("P", Sum(p(x) * W(y | x), x), y)(y)  # the laws of the outputs
q_out = Let("Q", Sum(q(x) * W(y | x), x), y)(y)


@theorem("The divergence as a sum", given=[p << q])
def as_a_sum(proof):
    proof.claim(Eq(KL(p, q), Sum(p(x) * log(p(x) / q(x)), x)))


@theorem("The divergence as a sum, without p ≪ q", expect="ill-posed")
def without_domination(proof):
    """Where q(x) = 0 < p(x) the summand is not defined, and books put D = ∞."""
    proof.claim(Eq(KL(p, q), Sum(p(x) * log(p(x) / q(x)), x)))


@theorem("A sub-probability", given=[Dominated(p(x), b(x)), Sum(b(x), x) <= 1])
def sub_probability(proof):
    """Gibbs' inequality needs no more of q than that it sums to at most 1."""
    proof.start(-Sum(p(x) * log(p(x) / b(x)), x))
    proof.le(Sum(p(x) * (b(x) / p(x) - 1), x), log_bound)
    proof.le(Sum(b(x), x) - 1, "b ≥ 0 also where p = 0")
    proof.le(0, "Σ b ≤ 1")
    proof.claim(Sum(p(x) * log(p(x) / b(x)), x) >= 0, equality=Eq(p(x), b(x)))


@theorem("More than a probability", given=[Dominated(p(x), b(x))], expect="refuted")
def more_than_a_probability(proof):
    proof.claim(Sum(p(x) * log(p(x) / b(x)), x) >= 0)


@theorem("Divergence from the uniform law")
def from_uniform(proof):
    proof.start(KL(p, 1 / x.size))
    proof.eq(Sum(p(x) * log(x.size) - p(x) * log(1 / p(x)), x), "ln of a quotient")
    proof.eq(log(x.size) - H(p), "p sums to 1")


@theorem("Divergences of product laws add", given=[p << q, v << w])
def products(proof):
    proof.start(KL(p(x) * v(y), q(x) * w(y)))
    proof.eq(Sum(p(x) * v(y) * (log(p(x) / q(x)) + log(v(y) / w(y))), x, y), "ln of a product")
    proof.eq(KL(p, q) + KL(v, w), "sum out the other letter")


joint, independent = Law("r", x, y), Law("s", x, y)


@theorem(
    "Divergences of joint laws add",
    given=[
        joint << independent,
        Dominated(joint(x), independent(x)),
        Dominated(joint(y), independent(y)),
    ],
    expect="refuted",
)
def joint_laws(proof):
    """Of joint laws that are no products it is false both ways."""
    parts = KL(joint(x), independent(x)) + KL(joint(y), independent(y))
    proof.claim(Eq(KL(joint, independent), parts))


@theorem("Scaling both", given=[Dominated(a(x), b(x))])
def scaling(proof):
    proof.claim(Eq(KL(c * a(x), c * b(x), over=x), c * KL(a(x), b(x), over=x)))


@theorem("Scaling the first", given=[Dominated(a(x), b(x))])
def scaling_first(proof):
    """What is added is ln c times the mass."""
    scaled = c * KL(a(x), b(x), over=x) + c * log(c) * Sum(a(x), x)
    proof.claim(Eq(KL(c * a(x), b(x), over=x), scaled))


@theorem("The three-point identity", given=[p << q, p << s, q << s])
def three_points(proof):
    """What is missing from an addition is Σ (p − q) ln(q/s), of any sign."""
    proof.start(KL(p, s))
    proof.eq(Sum(p(x) * log(p(x) / q(x)) + p(x) * log(q(x) / s(x)), x), "by way of q")
    proof.eq(KL(p, q) + Sum((q(x) + p(x) - q(x)) * log(q(x) / s(x)), x), "p = q + (p − q)")
    proof.eq(KL(p, q) + KL(q, s) + Sum((p(x) - q(x)) * log(q(x) / s(x)), x), definition)


@theorem("Three points without the third term", given=[p << q, p << s, q << s], expect="refuted")
def triangle(proof):
    proof.claim(KL(p, s) <= KL(p, q) + KL(q, s))


@theorem("The compensation identity", given=[Dominated(P(x | k), q(x))])
def compensation(proof):
    """The mean divergence to q is that to the centre, and what the centre is from q."""
    proof.start(Sum(weight(k) * KL(P(x | k), q, over=x), k))
    proof.eq(
        Sum(weight(k) * P(x | k) * (log(P(x | k) / center) + log(center / q(x))), k, x),
        "by way of the centre, which is > 0 where λP is",
    )
    proof.eq(
        Sum(weight(k) * KL(P(x | k), center, over=x), k) + KL(center, q(x), over=x), "sum out k"
    )


# Convexity and data processing, with equality.

mixture, other = lam * p1(x) + (1 - lam) * p2(x), lam * q1(x) + (1 - lam) * q2(x)
apart = [p1 << q1, p2 << q2, lam > 0, lam < 1]


@theorem("Joint convexity, with equality", given=apart)
def convexity(proof):
    """Equality exactly when p₁/q₁ = p₂/q₂, letter by letter."""
    proof.claim(
        KL(mixture, other) <= lam * KL(p1, q1) + (1 - lam) * KL(p2, q2),
        equality=Eq(p1(x) * q2(x), p2(x) * q1(x)),
    )


@theorem("Convexity in the first argument, with equality", given=[p1 << q, p2 << q, *apart[2:]])
def convexity_first(proof):
    """Strictly convex: equality for p₁ = p₂ only."""
    proof.claim(
        KL(mixture, q(x)) <= lam * KL(p1, q) + (1 - lam) * KL(p2, q), equality=Eq(p1(x), p2(x))
    )


@theorem("Convexity in the first argument, with λ = 0", given=[p1 << q, p2 << q], expect="refuted")
def convexity_at_an_end(proof):
    """With λ = 0 or 1 equality says nothing."""
    proof.claim(
        KL(mixture, q(x)) <= lam * KL(p1, q) + (1 - lam) * KL(p2, q), equality=Eq(p1(x), p2(x))
    )


@theorem("Data processing, with equality", given=[p << q])
def processing(proof):
    """Equality exactly when both laws have one posterior: q's recovers p as well."""
    proof.claim(
        KL(p_out, q_out) <= KL(p, q),
        equality=Eq(p(x) * W(y | x) * q_out, q(x) * W(y | x) * p_out),
    )


# W is a function that no two letters share: they go to separate outputs, for sure.
one_to_one = Eq(W(y | x) * W(y | x1), Delta(x, x1) * W(y | x))


@theorem("The law of the image, where it comes from", given=[one_to_one])
def image(proof):
    """p_out(y) = p(x) for y = f(x)."""
    proof.start(p_out * W(y | x))
    proof.eq(Sum(p(x1) * W(y | x1) * W(y | x), x1), "into the sum")
    proof.eq(Sum(p(x1) * Delta(x, x1) * W(y | x), x1), one_to_one)
    proof.eq(p(x) * W(y | x), "only x is left")


@theorem("A one-to-one function loses no divergence", given=[p << q, one_to_one])
def reparametrisation(proof):
    """D(f(X)‖f(X')) ≥ D(X‖X'); with data processing both are equal."""
    proof.start(KL(p, q) - KL(p_out, q_out))
    proof.eq(Sum(p(x) * W(y | x) * log(p(x) * q_out / (q(x) * p_out)), x, y), "W sums to 1")
    proof.le(Sum(p(x) * W(y | x) * (p(x) * q_out / (q(x) * p_out) - 1), x, y), log_bound)
    proof.eq(Sum(p(x) * p(x) * W(y | x) * q_out / (q(x) * p_out), x, y) - 1, "p sums to 1")
    proof.eq(Sum(p(x) * p_out * W(y | x) * q_out / (q(x) * p_out), x, y) - 1, image)
    proof.eq(Sum(p(x) * q_out * W(y | x) / q(x), x, y) - 1, "p_out > 0 where pW is")
    proof.eq(Sum(p(x) * q(x) * W(y | x) / q(x), x, y) - 1, "the same for q")
    proof.eq(0, "p ≪ q, and p sums to 1")
    proof.claim(KL(p_out, q_out) >= KL(p, q))


@theorem("Any channel loses no divergence", given=[p << q], expect="refuted")
def lossless(proof):
    proof.claim(KL(p_out, q_out) >= KL(p, q))


# Z is added to both: T(z | x, y) says that z is their sum, as a channel does.

noise = Distribution("n", y)
T = Channel("T", z, given=(x, y))


@theorem("The same noise added to both", given=[p << q])
def convolution(proof):
    """Any way of adding noise n to X; for sums, D(X + Z‖X' + Z) ≤ D(X‖X')."""
    mixed, other_mixed = (Sum(law(x) * noise(y) * T(z | x, y), x, y) for law in (p, q))
    proof.claim(KL(mixed, other_mixed, over=z) <= KL(p, q))


if __name__ == "__main__":
    run()
