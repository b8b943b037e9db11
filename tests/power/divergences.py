"""Divergences: Gibbs, domination, other distances."""

from derive import JS, KL, E, Eq, Ge, Gt, H, Le, Lt, Sum, chi_squared, cross_entropy, exp, log, sqrt
from derive import bhattacharyya, hellinger_squared, renyi_divergence, total_variation

from tests.power.words import *  # noqa: F403

TRUE = [
    st(Ge(KL(p, q), 0), "Gibbs", p_in_q),
    st(Eq(cross_entropy(p, q), H(p) + KL(p, q)), "the definition", p_in_q),
    st(Ge(cross_entropy(p, q), H(p)), "Gibbs", p_in_q),
    st(Eq(KL(p, p), 0), "ln 1 = 0"),
    st(Le(KL(p, q), log(1 + chi_squared(p, q))), "Jensen", q_full),
    st(Le(KL(p, q), chi_squared(p, q)), "ln t ≤ t − 1", q_full),
    st(Ge(KL(p, q), 2 * total_variation(p, q) ** 2), "Pinsker", p_in_q),
    st(Ge(KL(v, p) + KL(v, q), 0), "Gibbs twice", v_in_p, v_in_q),
    st(Le(JS(p, q), log(2)), "p/(p + q) ≤ 1"),
    st(Ge(JS(p, q), 0), "Gibbs twice"),
    st(Le(total_variation(p, q), 1), "|p − q| ≤ p + q"),
    st(Eq(total_variation(p, q), total_variation(q, p)), "symmetry"),
    st(
        Le(total_variation(p, q), total_variation(p, v) + total_variation(v, q)),
        "the triangle inequality",
    ),
    st(Ge(KL(p, q), hellinger_squared(p, q)), "ln t ≤ t − 1 at √(q/p)", p_in_q),
    st(Ge(-2 * log(bhattacharyya(p, q)), 0), "B ≤ 1", p_full, q_full),
    st(Eq(KL(p, 1 / x.size), log(x.size) - H(p)), "the uniform law"),
    st(Ge(renyi_divergence(p, q, 2), 0), "Σ p²/q ≥ 1", q_full),
    st(Ge(renyi_divergence(p, q, 2), KL(p, q)), "Jensen", q_full),
    st(Ge(chi_squared(p, q), 0), "squares", q_full),
    st(
        Eq(KL(p, v), KL(p, q) + KL(q, v) + Sum((p(x) - q(x)) * log(q(x) / v(x)), x)),
        "three points",
        Dominated(1, q(x)),
        Dominated(1, v(x)),
    ),
    st(Le(1 - bhattacharyya(p, q), total_variation(p, q)), "min(p, q) ≤ √(pq)"),
    st(Le(KL(p(x) * W(y | x), q(x) * W(y | x)), KL(p, q)), "equal: the channel cancels", p_in_q),
]

FALSE = [
    st(Gt(KL(p, q), 0), "p = q", p_in_q),
    st(Eq(KL(p, q), KL(q, p)), "p = (½, ½), q = (¼, ¾)", p_full, q_full),
    st(Le(cross_entropy(p, q), H(p)), "p ≠ q", p_in_q),
    st(Eq(cross_entropy(p, q), cross_entropy(q, p)), "p = (½, ½), q = (¼, ¾)", p_full, q_full),
    st(Ge(KL(p, q), log(1 + chi_squared(p, q))), "p = (½, ½), q = (¼, ¾)", q_full),
    st(Ge(KL(p, q), chi_squared(p, q)), "p = (½, ½), q = (¼, ¾)", q_full),
    st(Ge(KL(p, q), 3 * total_variation(p, q) ** 2), "p near q on two letters", p_in_q),
    st(Le(KL(p, v), KL(p, q) + KL(q, v)), "no triangle", Dominated(1, q(x)), Dominated(1, v(x))),
    st(Le(JS(p, q), log(2) / 2), "p, q on different letters"),
    st(Gt(JS(p, q), 0), "p = q"),
    st(Le(total_variation(p, q), Q), "Q = ½, p, q on different letters", Lt(Q, 1)),
    st(Ge(total_variation(p, q), hellinger_squared(p, q) * 2), "p, q on different letters"),
    st(
        Ge(total_variation(p, q), total_variation(p, v) + total_variation(v, q)),
        "p = q, v another",
    ),
    st(Le(KL(p, q), hellinger_squared(p, q)), "p = (½, ½), q = (¼, ¾)", p_in_q),
    st(Ge(log(bhattacharyya(p, q)), 0), "p ≠ q", p_full, q_full),
    st(Eq(KL(p, 1 / x.size), log(x.size) + H(p)), "uniform on two letters"),
    st(Le(renyi_divergence(p, q, 2), KL(p, q)), "p = (½, ½), q = (¼, ¾)", q_full),
    st(Eq(KL(p, q), Sum(q(x) * log(p(x) / q(x)), x)), "another weight", p_full, q_full),
    st(Eq(chi_squared(p, q), chi_squared(q, p)), "p = (½, ½), q = (¼, ¾)", p_full, q_full),
    st(Eq(KL(p, v), KL(p, q) + KL(q, v)), "no triangle", Dominated(1, q(x)), Dominated(1, v(x))),
    st(Ge(1 - bhattacharyya(p, q), total_variation(p, q)), "p = (½, ½), q = (1, 0)"),
    st(Le(KL(p, q), 1), "q small where p is not", p_in_q),
]
