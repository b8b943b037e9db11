"""How different are two laws? What cross-entropy, divergence and Jensen–Shannon are, and are not.

Divergence is not symmetric and has no triangle inequality, so it is no metric (Cover & Thomas,
section 2.3); nor is the Jensen–Shannon divergence, but its square root is (Endres & Schindelin
2003). A statement with "≠" for all laws fails at equal laws; what is true is that some pair
differs. Cross-entropy compares laws only against one and the same P.
"""

from cross_entropy import decomposition

from derive import *

x = Alphabet("x")
p, q, s, w = (Distribution(name, x) for name in "pqsw")
HALF = ["1/2", "1/2"]
NEVER = [0, 1]
# Not the laws of the notes' figure, which gives no numbers: two such laws.
DOGS, CATS = ["1/2", "1/4", "1/8", "1/8"], ["1/8", "1/2", "1/4", "1/8"]


# ------------------------------------------------------------------ symmetry


@theorem("Cross-entropy always depends on the order", given=[p << q, q << p], expect="refuted")
def cross_entropy_never_symmetric(proof):
    """H(P, Q) ≠ H(Q, P) for all P, Q: false already for P = Q."""
    proof.claim(Ne(cross_entropy(p, q), cross_entropy(q, p)))


@theorem("Cross-entropy depends on the order, for some laws", given=[p << q, q << p])
def cross_entropy_asymmetric(proof):
    """One pair with H(P, Q) ≠ H(Q, P), and one pair of different laws with equality."""
    proof.fact(Exists(Ne(cross_entropy(p, q), cross_entropy(q, p)), p=HALF, q=["1/4", "3/4"]))
    proof.fact(
        Exists(Eq(cross_entropy(p, q), cross_entropy(q, p)), p=["1/4", "3/4"], q=["3/4", "1/4"])
    )


@theorem("Divergence always depends on the order", given=[p << q, q << p], expect="refuted")
def divergence_never_symmetric(proof):
    """D(P‖Q) ≠ D(Q‖P) for all P, Q: false already for P = Q."""
    proof.claim(Ne(KL(p, q), KL(q, p)))


@theorem("Divergence depends on the order, for some laws", given=[p << q, q << p])
def divergence_asymmetric(proof):
    """One pair with D(P‖Q) ≠ D(Q‖P), and one pair of different laws with equality."""
    proof.fact(Exists(Ne(KL(p, q), KL(q, p)), p=HALF, q=["1/4", "3/4"]))
    proof.fact(Exists(Eq(KL(p, q), KL(q, p)), p=["1/4", "3/4"], q=["3/4", "1/4"]))


# ------------------------------------------------------------------ metrics

a, b, c = x, x.another("y"), x.another("z")
d = Nonnegative("d", x, b)


@theorem("What a metric is")
def metric(proof):
    """Symmetry and the triangle inequality; the discrete metric on two points meets both."""
    proof.fact(Defined("a metric is symmetric", Eq(d(a, b), d(b, a)), d=[[0, 1], [1, 0]]))
    proof.fact(
        Defined("the triangle inequality", Le(d(a, c), d(a, b) + d(b, c)), d=[[0, 1], [1, 0]])
    )


@theorem("Divergence has no triangle inequality", given=[p << q, q << s, p << s])
def divergence_no_triangle(proof):
    """Three laws with D(P‖S) > D(P‖Q) + D(Q‖S)."""
    proof.fact(
        Exists(Gt(KL(p, s), KL(p, q) + KL(q, s)), p=HALF, q=["1/4", "3/4"], s=["1/8", "7/8"])
    )


@theorem("The Jensen–Shannon divergence, by definition")
def js_definition(proof):
    """JS(P, Q) = ½D(P‖M) + ½D(Q‖M) with M = (P + Q)/2."""
    m = (p(x) + q(x)) / 2
    proof.start(JS(p, q))
    proof.eq(KL(p(x), m) / 2 + KL(q(x), m) / 2, definition)


@theorem("The Jensen–Shannon divergence is a metric", expect="refuted")
def js_triangle(proof):
    """JS(P, S) ≤ JS(P, Q) + JS(Q, S) for all P, Q, S: false, with Q halfway between P and S."""
    proof.claim(JS(p, s) <= JS(p, q) + JS(q, s))


@theorem("The root of the Jensen–Shannon divergence is a metric", expect="cited")
def js_root(proof):
    """√JS has the triangle inequality."""
    proof.fact(
        Cited(
            "√JS(P,S) ≤ √JS(P,Q) + √JS(Q,S) for all laws P, Q, S",
            "Endres & Schindelin 2003, IEEE Trans. Inf. Theory 49(7), Theorem 1",
            r"\sqrt{JS(P,S)} \le \sqrt{JS(P,Q)} + \sqrt{JS(Q,S)}",
        )
    )


# ------------------------------------------------------------------ a measure of difference?


@theorem(
    "The more different two laws are, the bigger their cross-entropy",
    given=[p << q, s << w, KL(p, q) > KL(s, w)],
    expect="refuted",
)
def more_different_bigger(proof):
    """D(P‖Q) > D(S‖W) gives H(P, Q) > H(S, W): false, the entropies of P and S differ.

    Here P and Q differ and S = W, yet the cross-entropy of S and W is the bigger one.
    """
    proof.fact(
        At(cross_entropy(p, q) > cross_entropy(s, w), p=NEVER, q=["1/3", "2/3"], s=HALF, w=HALF)
    )


@theorem("Against one and the same P, cross-entropy and divergence agree", given=[p << q, p << w])
def same_first_law(proof):
    """H(P, Q) − H(P, W) = D(P‖Q) − D(P‖W): for a fixed P the order is the same."""
    proof.start(cross_entropy(p, q, base=2) - cross_entropy(p, w, base=2))
    proof.eq(H(p, base=2) + KL(p, q, base=2) - cross_entropy(p, w, base=2), decomposition)
    proof.eq(
        H(p, base=2) + KL(p, q, base=2) - H(p, base=2) - KL(p, w, base=2),
        decomposition.on(q=w),
    )
    proof.eq(KL(p, q, base=2) - KL(p, w, base=2), "H(P) cancels")


@theorem("Equal laws have the least cross-entropy", given=[s << q], expect="refuted")
def equal_laws_least(proof):
    """H(P, P) ≤ H(S, Q) for all P, S, Q: false, also where S and Q differ.

    So H(P, Q) alone is no measure of difference.
    """
    proof.fact(At(cross_entropy(p, p) <= cross_entropy(s, q), p=HALF, s=NEVER, q=["1/3", "2/3"]))


# ------------------------------------------------------------------ the wrong code

u, v, gap = Positive("p"), Positive("q"), Positive("d")


@theorem("Where p > q, the code for Q is too long", given=[Eq(u, v + gap)])
def too_long(proof):
    """p·log₂ 1/q > p·log₂ 1/p where p > q, that is, p = q + d with d > 0."""
    proof.start(u * log(1 / u, 2) - u * log(1 / v, 2))
    proof.eq(u * log(v / u, 2), "difference of logarithms")
    proof.le(u * (v / u - 1) / log(2), log_bound)
    proof.eq((v - u) / log(2), "p > 0")
    proof.eq(-gap / log(2), "q = p − d")
    proof.lt(0, "d > 0")
    proof.claim(u * log(1 / v, 2) > u * log(1 / u, 2))


@theorem("Where p < q, the code for Q is too long", given=[u < v], expect="refuted")
def too_long_where_less(proof):
    """log₂ 1/q > log₂ 1/p where p < q: false, there it is shorter than the code for P."""
    proof.claim(log(1 / v, 2) > log(1 / u, 2))


@theorem("Where p < q, the code for Q is shorter", given=[Eq(v, u + gap)])
def shorter(proof):
    """q·log₂ 1/q < q·log₂ 1/p where p < q, that is, q = p + d with d > 0."""
    proof.start(v * log(1 / v, 2) - v * log(1 / u, 2))
    proof.eq(v * log(u / v, 2), "difference of logarithms")
    proof.le(v * (u / v - 1) / log(2), log_bound)
    proof.eq((u - v) / log(2), "q > 0")
    proof.eq(-gap / log(2), "p = q − d")
    proof.lt(0, "d > 0")
    proof.claim(v * log(1 / v, 2) < v * log(1 / u, 2))


# ------------------------------------------------------------------ what stays open


@theorem("Cross-entropy is larger one way round, for some laws", given=[p << q, q << p])
def larger_one_way(proof):
    """H(P, Q) > H(Q, P): true of two laws on four letters in which dogs and cats change places."""
    proof.fact(At(cross_entropy(p, q) > cross_entropy(q, p), p=DOGS, q=CATS))


@theorem(
    "Cross-entropy is larger that way round, for any laws", given=[p << q, q << p], expect="refuted"
)
def larger_other_way(proof):
    """False of the same two laws in the other order."""
    proof.fact(At(cross_entropy(p, q) > cross_entropy(q, p), p=CATS, q=DOGS))


@theorem("Forward divergence is almost always the right choice", expect="open")
def right_choice(proof):
    """A matter of taste and purpose."""
    proof.fact(
        Empirical(
            "forward KL is almost always the right choice in machine learning",
            "which loss is right depends on what the model is for; no theorem says so",
        )
    )


if __name__ == "__main__":
    run()
