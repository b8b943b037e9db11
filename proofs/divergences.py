"""Divergences: log-sum, convexity, chain rule, data processing, and the Jensen-Shannon divergence.

Cover & Thomas, 2nd ed., Theorems 2.5.3 and 2.7.1 to 2.7.3 and section 2.9; the Jensen-Shannon
divergence is from Lin, "Divergence measures based on the Shannon entropy" (1991).

Zeros are allowed everywhere. A divergence D(p‖q) needs p ≪ q to have a meaning; the divergences
from a mixture (in the concavity of H, in JS) always have one, as a mixture has mass wherever
its parts do.
"""

from gibbs import gibbs

from derive import *

x, y = alphabets("x y")
a, b = Nonnegative("a", x), Nonnegative("b", x)
A, B = Sum(a(x), x), Sum(b(x), x)

p, q = Distribution("p", x), Distribution("q", x)
p1, p2 = Distribution("p₁", x), Distribution("p₂", x)
q1, q2 = Distribution("q₁", x), Distribution("q₂", x)
lam = Probability("λ")
p_mix = lam * p1(x) + (1 - lam) * p2(x)
q_mix = lam * q1(x) + (1 - lam) * q2(x)

r, s = Law("r", x, y), Law("s", x, y)
W = Channel("W", y, given=x)
half = Rational(1, 2)
m = half * p(x) + half * q(x)


@theorem("Log-sum inequality", given=[Dominated(a(x), b(x))])
def log_sum(proof):
    """Σ a log(a/b) ≥ A log(A/B) with A = Σ a, B = Σ b (Theorem 2.7.1), for all a ≥ 0 and b ≥ 0.

    Equality exactly when a and b are proportional.
    """
    proof.start(A * log(A / B) - Sum(a(x) * log(a(x) / b(x)), x))
    proof.eq(Sum(a(x) * (log(A / B) - log(a(x) / b(x))), x), "A = Σ a")
    proof.eq(Sum(a(x) * log(b(x) * A / (a(x) * B)), x), "join the logarithms where a > 0")
    proof.le(Sum(a(x) * (b(x) * A / (a(x) * B) - 1), x), log_bound)
    proof.le(Sum(b(x), x) * A / B - A, "b ≥ 0 also where a = 0")
    proof.eq(0, "B = 0 only if A = 0")
    proof.claim(Sum(a(x) * log(a(x) / b(x)), x) >= A * log(A / B), equality=Eq(a(x) * B, b(x) * A))


@theorem("Joint convexity of the divergence", given=[p1 << q1, p2 << q2])
def convexity(proof):
    """Mixing two pairs of laws with the same weight brings them closer (Theorem 2.7.2)."""
    proof.start(KL(p_mix, q_mix))
    proof.eq(Sum(p_mix * log(p_mix / q_mix), x), "definition of D")
    proof.le(
        Sum(
            lam * p1(x) * log(lam * p1(x) / (lam * q1(x)))
            + (1 - lam) * p2(x) * log((1 - lam) * p2(x) / ((1 - lam) * q2(x))),
            x,
        ),
        "log-sum inequality for two terms, at each letter",
    )
    proof.eq(
        Sum(lam * p1(x) * log(p1(x) / q1(x)) + (1 - lam) * p2(x) * log(p2(x) / q2(x)), x),
        "cancel the weights where they are not 0",
    )
    proof.eq(lam * KL(p1, q1) + (1 - lam) * KL(p2, q2), "split the sum: definition of D")


@theorem("Convexity in the first argument", given=[p1 << q, p2 << q])
def convexity_first(proof):
    """Mixing first arguments: D(λp₁ + (1 − λ)p₂‖q) ≤ λD(p₁‖q) + (1 − λ)D(p₂‖q)."""
    proof.start(KL(p_mix, q(x)))
    proof.eq(Sum(p_mix * log(p_mix / q(x)), x), "definition of D")
    proof.le(
        Sum(lam * p1(x) * log(p1(x) / q(x)) + (1 - lam) * p2(x) * log(p2(x) / q(x)), x),
        "log-sum inequality for two terms, at each letter",
    )
    proof.eq(lam * KL(p1, q) + (1 - lam) * KL(p2, q), "split the sum: definition of D")


@theorem("Convexity in the second argument", given=[p << q1, p << q2])
def convexity_second(proof):
    """Mixing second arguments: D(p‖λq₁ + (1 − λ)q₂) ≤ λD(p‖q₁) + (1 − λ)D(p‖q₂)."""
    proof.start(KL(p(x), q_mix) - lam * KL(p, q1) - (1 - lam) * KL(p, q2))
    proof.eq(
        Sum(lam * p(x) * log(q1(x) / q_mix) + (1 - lam) * p(x) * log(q2(x) / q_mix), x),
        "definition of D; 1 = λ + (1 − λ)",
    )
    proof.le(
        Sum(lam * p(x) * (q1(x) / q_mix - 1) + (1 - lam) * p(x) * (q2(x) / q_mix - 1), x),
        log_bound,
    )
    proof.eq(Sum(p(x) * quotient(q_mix, q_mix), x) - 1, "collect; p sums to 1")
    proof.eq(0, "the mixture is > 0 where p is")
    proof.claim(KL(p(x), q_mix) <= lam * KL(p, q1) + (1 - lam) * KL(p, q2))


@theorem("Concavity of entropy")
def concavity_of_entropy(proof):
    """Mixing raises entropy: H(λp₁ + (1 − λ)p₂) ≥ λH(p₁) + (1 − λ)H(p₂) (Theorem 2.7.3)."""
    proof.start(lam * H(p1) + (1 - lam) * H(p2) - H(p_mix))
    proof.eq(
        Sum(lam * p1(x) * log(p_mix / p1(x)) + (1 - lam) * p2(x) * log(p_mix / p2(x)), x),
        "definition of H; the mixture is > 0 where a part is",
    )
    proof.le(
        Sum(lam * p1(x) * (p_mix / p1(x) - 1) + (1 - lam) * p2(x) * (p_mix / p2(x) - 1), x),
        log_bound,
    )
    proof.le(lam * Sum(p_mix, x) + (1 - lam) * Sum(p_mix, x) - 1, "the mixture is ≥ 0 elsewhere")
    proof.eq(0, "all sum to 1")
    proof.claim(H(p_mix) >= lam * H(p1) + (1 - lam) * H(p2))


@theorem("Chain rule for the divergence", given=[r << s, Dominated(r(x), s(x))])
def chain_rule(proof):
    """D(r(x,y)‖s(x,y)) = D(r(x)‖s(x)) + D(r(y|x)‖s(y|x)) (Theorem 2.5.3).

    The last is the conditional divergence, averaged over r. The second hypothesis follows from
    the first.
    """
    proof.start(KL(r, s))
    proof.eq(Sum(r(x, y) * log(r(x, y) / s(x, y)), x, y), "definition of D")
    proof.eq(Sum(r(x, y) * log(r(x) * r(y | x) / (s(x) * s(y | x))), x, y), "r(x,y) = r(x)·r(y|x)")
    proof.eq(
        Sum(r(x, y) * log(r(x) / s(x)), x, y) + Sum(r(x, y) * log(r(y | x) / s(y | x)), x, y),
        "split the logarithm",
    )
    proof.eq(
        Sum(r(x) * log(r(x) / s(x)), x) + Sum(r(x, y) * log(r(y | x) / s(y | x)), x, y),
        "sum out y",
    )
    proof.eq(KL(r(x), s(x)) + Sum(r(x, y) * log(r(y | x) / s(y | x)), x, y), "definition of D")


@theorem("The conditional divergence is nonnegative", given=[r << s])
def conditional_nonnegative(proof):
    """Σ r(x,y) log(r(y|x)/s(y|x)) ≥ 0, with equality iff r(y|x) = s(y|x) wherever r(x) > 0."""
    proof.start(-Sum(r(x, y) * log(r(y | x) / s(y | x)), x, y))
    proof.eq(Sum(r(x, y) * log(r(x) * s(y | x) / r(x, y)), x, y), "r(y|x) = r(x,y)/r(x)")
    proof.le(Sum(r(x, y) * (r(x) * s(y | x) / r(x, y) - 1), x, y), log_bound)
    proof.le(Sum(r(x) * s(y | x), x, y) - 1, "also where r(x,y) = 0, terms are ≥ 0")
    proof.le(Sum(r(x), x) - 1, "s(y|x) sums to 1, or to 0 where s(x) = 0")
    proof.eq(0, "r sums to 1")
    proof.claim(
        Sum(r(x, y) * log(r(y | x) / s(y | x)), x, y) >= 0,
        equality=Eq(r(x, y), r(x) * s(y | x)),
    )


@theorem("Marginals are closer", given=[r << s, Dominated(r(x), s(x))])
def marginals(proof):
    """D(r(x)‖s(x)) ≤ D(r(x,y)‖s(x,y)), with equality exactly when y|x is distributed alike."""
    proof.start(KL(r, s))
    proof.eq(KL(r(x), s(x)) + Sum(r(x, y) * log(r(y | x) / s(y | x)), x, y), chain_rule)
    proof.ge(KL(r(x), s(x)), conditional_nonnegative)
    proof.claim(KL(r(x), s(x)) <= KL(r, s), equality=Eq(r(x, y), r(x) * s(y | x)))


@theorem("Data processing for the divergence", given=[p << q])
def data_processing(proof):
    """A channel brings any two input laws closer: the output laws differ by at most as much."""
    p_out, q_out = Sum(p(x) * W(y | x), x), Sum(q(x) * W(y | x), x)
    proof.start(KL(p_out, q_out) - KL(p, q))
    proof.eq(
        Sum(p(x) * W(y | x) * log(p_out / q_out), x, y)
        - Sum(p(x) * W(y | x) * log(p(x) / q(x)), x, y),
        "definition of D; W(y|x) sums to 1",
    )
    proof.eq(Sum(p(x) * W(y | x) * log(p_out * q(x) / (q_out * p(x))), x, y), "join the logarithms")
    proof.le(Sum(p(x) * W(y | x) * (p_out * q(x) / (q_out * p(x)) - 1), x, y), log_bound)
    proof.le(Sum(p_out * q(x) * W(y | x) / q_out, x, y) - 1, "terms are ≥ 0 also where p(x) = 0")
    proof.eq(Sum(p_out * q_out / q_out, y) - 1, "sum out x")
    proof.eq(0, "q's output is > 0 where p's is, and that sums to 1")
    proof.claim(KL(p_out, q_out) <= KL(p, q))


@theorem("Jensen-Shannon divergence")
def js_definition(proof):
    """JS(p, q) = ½D(p‖m) + ½D(q‖m) with m = ½p + ½q. No hypothesis: p ≪ m and q ≪ m always."""
    proof.claim(Eq(JS(p, q), half * KL(p(x), m) + half * KL(q(x), m)))


@theorem("The Jensen-Shannon divergence is symmetric")
def js_symmetry(proof):
    """JS(p, q) = JS(q, p), which D(p‖q) is not."""
    proof.start(JS(p, q))
    proof.eq(half * KL(p(x), m) + half * KL(q(x), m), js_definition)
    proof.eq(half * KL(q(x), m) + half * KL(p(x), m), "order of the summands")
    proof.eq(JS(q, p), "definition of JS: m is the same")


@theorem("Jensen-Shannon divergence from entropies")
def js_from_entropies(proof):
    """JS(p, q) = H(m) − ½H(p) − ½H(q): the gap in the concavity of entropy."""
    proof.start(JS(p, q))
    proof.eq(half * KL(p(x), m) + half * KL(q(x), m), js_definition)
    proof.eq(
        half * Sum(p(x) * (log(1 / m) - log(1 / p(x))), x)
        + half * Sum(q(x) * (log(1 / m) - log(1 / q(x))), x),
        "definition of D; m > 0 where p > 0 or q > 0",
    )
    proof.eq(
        Sum(m * log(1 / m), x)
        - half * Sum(p(x) * log(1 / p(x)), x)
        - half * Sum(q(x) * log(1 / q(x)), x),
        "½p + ½q = m",
    )
    proof.eq(H(m) - half * H(p) - half * H(q), "definition of H")


@theorem("The Jensen-Shannon divergence is nonnegative")
def js_nonnegative(proof):
    """JS(p, q) ≥ 0, with equality exactly when p = q."""
    proof.start(JS(p, q))
    proof.eq(half * KL(p(x), m) + half * KL(q(x), m), js_definition)
    proof.ge(half * KL(q(x), m), gibbs.on(p=p(x), q=m))
    proof.ge(0, gibbs.on(p=q(x), q=m))
    proof.claim(JS(p, q) >= 0, equality=Eq(p, q))


@theorem("Overlap keeps the Jensen-Shannon divergence below log 2")
def js_overlap(proof):
    """JS(p, q) ≤ log 2 − Σ pq/(p + q): what letters that both laws use take away."""
    proof.start(JS(p, q))
    proof.eq(
        half * Sum(p(x) * log(2 * p(x) / (p(x) + q(x))), x)
        + half * Sum(q(x) * log(2 * q(x) / (p(x) + q(x))), x),
        "definitions of JS and D; p/m = 2p/(p + q)",
    )
    proof.eq(
        log(2)
        + half * Sum(p(x) * log(p(x) / (p(x) + q(x))), x)
        + half * Sum(q(x) * log(q(x) / (p(x) + q(x))), x),
        "take log 2 out; p and q sum to 1",
    )
    proof.le(
        log(2)
        + half * Sum(p(x) * (p(x) / (p(x) + q(x)) - 1), x)
        + half * Sum(q(x) * (q(x) / (p(x) + q(x)) - 1), x),
        log_bound,
    )
    proof.eq(log(2) - Sum(p(x) * q(x) / (p(x) + q(x)), x), "p/(p + q) − 1 = −q/(p + q)")


@theorem("The Jensen-Shannon divergence is at most log 2")
def js_bounded(proof):
    """However different two laws are, JS(p, q) ≤ log 2."""
    proof.start(JS(p, q))
    proof.le(log(2) - Sum(p(x) * q(x) / (p(x) + q(x)), x), js_overlap)
    proof.le(log(2), "the overlap is ≥ 0")


@theorem("The Jensen-Shannon divergence is at most one bit")
def js_one_bit(proof):
    """JS₂(p, q) ≤ 1."""
    proof.start(JS(p, q, base=2))
    proof.eq(JS(p, q) / log(2), "log₂ t = ln t / ln 2")
    proof.le(log(2) / log(2), js_bounded)
    proof.eq(1, "ln 2 / ln 2")


@theorem("Laws without a common letter are log 2 apart")
def js_disjoint(proof):
    """JS(p, q) ≥ log 2 − ½(q(supp p) + p(supp q)): laws without a common letter have JS = log 2."""
    proof.start(log(2) - JS(p, q))
    proof.eq(
        half * Sum(p(x) * log((p(x) + q(x)) / p(x)), x)
        + half * Sum(q(x) * log((p(x) + q(x)) / q(x)), x),
        "definitions of JS and D; m/p = (p + q)/2p",
    )
    proof.le(
        half * Sum(p(x) * ((p(x) + q(x)) / p(x) - 1), x)
        + half * Sum(q(x) * ((p(x) + q(x)) / q(x) - 1), x),
        log_bound,
    )
    proof.eq(
        half * Sum(q(x) * Indicator(p(x)), x) + half * Sum(p(x) * Indicator(q(x)), x),
        "p·(p + q)/p = p + q where p > 0",
    )
    proof.claim(
        JS(p, q)
        >= log(2) - half * Sum(q(x) * Indicator(p(x)), x) - half * Sum(p(x) * Indicator(q(x)), x)
    )


if __name__ == "__main__":
    run()
