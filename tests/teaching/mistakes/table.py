"""Exercises, the mistake that each script makes, and the sentence that helps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from derive import *
from derive.cli.scripts import load_all
from derive.teaching import grade, grade_script

SECONDS = 60.0
FOLDER = Path(__file__).parent
x, y, z = alphabets("x y z")
i, k = x.another("i"), x.another("k")
theta = Alphabet("θ")
p, q, w = (Distribution(name, x) for name in "pqw")
f, g = Positive("f", x), Positive("g", x)
real_f, real_g = Real("f", x), Real("g", y)
r, v, t = Law("r", x, y), Law("w", x, y), Law("r", x, y, z)
X, Y = r.variables
A, B, C = t.variables
u, qz = Law("r", x, z), Distribution("q", z)
L = CodeLengths("L", x)
guess = x.another("x̂")
GX, G = Law("r", x, guess).variables
P_e = P(Ne(GX, G))
s = Real("s", x)
softmax = Law.defined("σ", x, value=exp(s(x)) / Sum(exp(s(x)), x))
m = Channel("m", x, given=theta)
eps = Probability("ε")
half = (p(x) + q(x)) / 2
fit, loss = (Sum(p(x) * log(e), x) for e in (m(x | theta), 1 / m(x | theta)))


@dataclass(frozen=True)
class Mistake:
    """file: the script's name without its number. says: the first thing that the student reads."""

    file: str
    title: str
    target: Any
    given: tuple[Any, ...]
    says: str

    @property
    def path(self) -> Path:
        """The script."""
        (found,) = FOLDER.glob(f"[0-9]*_{self.file}.py")
        return found


CONDITIONING = Le(H(X | Y), H(X))
MISTAKES = [
    Mistake(
        "log_of_a_product",
        "The logarithm of a product, as a product",
        Eq(log(f(x) * g(x)), log(f(x)) + log(g(x))),
        (),
        "Step 1: The logarithm of a product is the sum of the logarithms: ln(f(x)·g(x)) = "
        "ln(f(x)) + ln(g(x))  (proved)",
    ),
    Mistake(
        "log_of_a_sum",
        "The logarithm of a sum, as a sum",
        Ge(log(f(x) + g(x)), log(f(x))),
        (),
        "Step 1: A sum of logarithms is the logarithm of a product, not of a sum: "
        "ln(f(x)·g(x)) = ln(f(x)) + ln(g(x))  (proved)",
    ),
    Mistake(
        "log_of_a_quotient",
        "The logarithm of a quotient, as a quotient",
        Eq(KL(p, q), cross_entropy(p, q) - H(p)),
        (p << q,),
        "Step 2: The logarithm of a quotient is the difference of the logarithms: Σ_x "
        "p(x)·ln(p(x)/q(x)) = Σ_x p(x)·(ln(p(x)) - ln(q(x)))  (proved)",
    ),
    Mistake(
        "jensen_the_wrong_way",
        "Jensen's inequality the wrong way round",
        Le(E(log(f(x)), p), log(E(f(x), p))),
        (),
        "Step 1: It is the other way round: E_p[ln(f(x))] ≤ ln(E_p[f(x)]) (ln is concave: the"
        " mean of a logarithm is at most the logarithm of the mean)  (proved)",
    ),
    Mistake(
        "log_moved_into_a_mean",
        "The logarithm moved into a mean",
        Ge(log(u(x)), Sum(qz(z) * log(u(x, z) / qz(z)), z)),
        (Dominated(1, qz(z)), Dominated(1, u(x, z))),
        "Step 2: Only ≥ holds: ln(Σ_z q(z)·r(x,z)/q(z)) ≥ Σ_z q(z)·ln(r(x,z)/q(z)) (ln is "
        "concave: the mean of a logarithm is at most the logarithm of the mean)  (proved)",
    ),
    Mistake(
        "divergence_is_symmetric",
        "D(p‖q) = D(q‖p)",
        Eq(KL(p, q), cross_entropy(p, q) - H(p)),
        (p << q, q << p),
        "Step 1: p and q may not be exchanged in D(p‖q): by definition D(p‖q) = Σ_x "
        "p(x)·ln(p(x)/q(x)), D(q‖p) = Σ_x q(x)·ln(q(x)/p(x))",
    ),
    Mistake(
        "triangle_inequality",
        "The triangle inequality for D",
        Le(KL(p, w), KL(p, q) + E(log(q(x) / w(x)), p)),
        (p << q, q << w),
        "Step 1: D is no metric, but the total variation is one: TV(p,w) ≤ TV(p,q) + TV(q,w)"
        "  (proved)",
    ),
    Mistake(
        "cross_entropy_is_symmetric",
        "H(p,q) = H(q,p)",
        Ge(cross_entropy(p, q), H(p)),
        (p << q, q << p),
        "Step 1: p and q may not be exchanged in H(p,q): by definition H(p,q) = Σ_x "
        "p(x)·ln(1/q(x)), H(q,p) = Σ_x q(x)·ln(1/p(x))",
    ),
    Mistake(
        "reverse_for_forward",
        "Forward and reverse divergence exchanged",
        Eq(KL(p, q), cross_entropy(p, q) - H(p)),
        (p << q, q << p),
        "Step 1: The average is over p(x), not q(x): D(p‖q) = Σ_x p(x)·ln(p(x)/q(x))  (proved)",
    ),
    Mistake(
        "forgotten_domination",
        "p ≪ q forgotten",
        Ge(cross_entropy(p, q), H(p)),
        (p << q,),
        "Not stated: p ≪ q (that is, p(x) = 0 wherever q(x) = 0), without which step 1 is not"
        " proved.",
    ),
    Mistake(
        "cancelled_factor",
        "A factor cancelled that may be 0",
        Le(E(p(x) / q(x), q), 1),
        (),
        "Step 1: Only ≤ holds: E_q[p(x)/q(x)] ≤ 1; = holds under p ≪ q (that is, p(x) = 0 "
        "wherever q(x) = 0), which is not among the hypotheses  (proved)",
    ),
    Mistake(
        "conditional_entropy_is_symmetric",
        "H(X|Y) = H(Y|X)",
        Eq(I(X, Y), H(Y) - H(Y | X)),
        (),
        "Step 2: X and Y may not be exchanged in H(X|Y): by definition H(X|Y) = Σ_x,y "
        "r(x,y)·ln(1/r(x|y)), H(Y|X) = Σ_x,y r(x,y)·ln(1/r(y|x))",
    ),
    Mistake(
        "conditioning_on_a_value",
        "H(X|Y=y) ≤ H(X)",
        CONDITIONING,
        (),
        "Step 1: It is true on average over y, not for every y: H(X|Y) ≤ H(X), where H(X|Y) ="
        " Σ_y r(y)·H(X|Y=y)  (proved)",
    ),
    Mistake(
        "mean_without_weights",
        "Conditional entropies added without weights",
        Eq(H(X | Y), Sum(r(y) * H(X | Eq(Y, y)), y)),
        (),
        "Step 1: A mean needs its weights, here r(y): H(X|Y) = Σ_y r(y)·H(X|Y=y)  (proved)",
    ),
    Mistake(
        "joint_entropy_adds",
        "Entropies added without independence",
        Ge(H(X, Y), H(X)),
        (),
        "Step 1: Only ≤ holds: H(X,Y) ≤ H(X) + H(Y); = holds under the independence X ⊥ Y "
        "(that is, r(x,y) = r(x)·r(y)), which is not among the hypotheses  (proved)",
    ),
    Mistake(
        "pairwise_independence",
        "Pairwise for mutual independence",
        Eq(H(A, B, C), H(A) + H(B) + H(C)),
        (Independent(A, B, C),),
        "Not stated, and not proved from what is stated: the independence X ⊥ Y ⊥ Z (that is,"
        " r(x,y,z) = r(x)·r(y)·r(z)), without which step 1 is not proved.",
    ),
    Mistake(
        "entropy_of_a_copy",
        "H(X,X) = 2·H(X)",
        Eq(H(X, X), H(X)),
        (),
        "Step 1: The factor 2 is wrong: H(X,X) = H(X)  (proved)",
    ),
    Mistake(
        "entropy_of_a_function",
        "H(f(X)) = H(X)",
        Le(H(Y), H(X)),
        (Eq(H(Y | X), 0),),
        "Step 1: Only ≤ holds: H(Y) ≤ H(X); = holds under H(X|Y) = 0 (that is, X is a "
        "function of Y), which is not among the hypotheses  (proved)",
    ),
    Mistake(
        "conditioning_reduces_information",
        "I(X;Y|Z) ≤ I(X;Y)",
        Le(I(A, B | C), I(A, (B, C))),
        (),
        "Step 1: It holds under the Markov chain X → Y → Z (that is, r(x,y,z)·r(y) = "
        "r(x,y)·r(y,z)), which is not among the hypotheses  (proved)",
    ),
    Mistake(
        "forgotten_markov_chain",
        "The Markov chain forgotten",
        Le(I(A, C), I(A, B)),
        (Markov(A, B, C),),
        "Not stated: the Markov chain X → Y → Z (that is, r(x,y,z)·r(y) = r(x,y)·r(y,z)), "
        "without which step 1 is not proved.",
    ),
    Mistake(
        "condition_for_equality",
        "A wrong condition for equality",
        Le(H(p), log(x.size)),
        (),
        "Equality holds exactly when p(x) = 1/|X|  (proved)",
    ),
    Mistake(
        "bits_and_nats",
        "Bits on one side, nats on the other",
        Le(H(p, base=2), log(x.size, 2)),
        (),
        "Step 1: One side is in bits, the other in nats: H₂(p) ≤ log₂(|X|)  (proved)",
    ),
    Mistake(
        "squares_for_entropy",
        "Σ p² for Σ p ln p",
        Le(H(p), log(x.size)),
        (),
        "Step 1: By definition H(p) = Σ_x p(x)·ln(1/p(x))",
    ),
    Mistake(
        "sum_over_the_wrong_letter",
        "A sum over the wrong letter",
        Eq(r(x), Sum(r(x, y), y)),
        (),
        "Step 1: The sum is over y, not x: r(x) = Σ_y r(x,y)  (proved)",
    ),
    Mistake(
        "kraft_the_wrong_way",
        "Kraft's inequality the wrong way round",
        Le(H(p, base=2), E(L(x), p)),
        (L.kraft(),),
        "You state Σ_x 2^(-L(x)) ≥ 1; it is the other way round, Σ_x 2^(-L(x)) ≤ 1, without "
        "which step 1 is not proved.",
    ),
    Mistake(
        "whole_lengths",
        "⌈ ⌉ lost",
        Lt(E(Ceiling(log(1 / p(x), 2)), p), H(p, base=2) + 1),
        (),
        "Step 1: Without rounding up it is true: E_p[log₂(1/p(x))] = H₂(p)  (proved)",
    ),
    Mistake(
        "fano_without_the_binary_entropy",
        "Fano's inequality without h",
        Le(H(GX | G), P_e * log(x.size) + binary_entropy(P_e)),
        (),
        "Step 1: Perhaps a term is missing, the binary entropy h(P(X≠X̂)): H(X|X̂) ≤ "
        "P(X≠X̂)·ln(|X|) + h(P(X≠X̂))  (not proved; no counterexample found)",
    ),
    Mistake(
        "sign_of_the_entropy_in_the_elbo",
        "A sign in the evidence lower bound",
        Ge(log(u(x)), E(log(u(x, z)), qz) + H(qz)),
        (Dominated(1, u(x, z)),),
        "Step 1: The sign of H(q) is wrong: ln(r(x)) = E_q[ln(r(x,z))] + H(q) + "
        "D_z(q(z)‖r(z|x))  (proved)",
    ),
    Mistake(
        "divergences_add",
        "Divergences added without independence",
        Ge(KL(r, v), KL(r(x), v(x))),
        (r << v,),
        "Step 1: It holds under the independence X ⊥ Y under r (that is, r(x,y) = r(x)·r(y)) "
        "and the independence X ⊥ Y under w (that is, w(x,y) = w(x)·w(y)), which are not "
        "among the hypotheses  (proved)",
    ),
    Mistake(
        "delta_lost",
        "The gradient of softmax without [x = i]",
        Eq(Derivative(softmax(x), s(i)), softmax(x) * (Delta(x, i) - softmax(i))),
        (),
        "Step 1: A term is missing, σ(x)·[i=x]: ∂/∂s(i) [σ(x)] = σ(x)·[i=x] - σ(i)·σ(x), "
        "where [i=x] is 1 if the letters agree, else 0  (proved)",
    ),
    Mistake(
        "argmax_for_argmin",
        "The largest cross-entropy",
        Eq(ArgMax(fit, theta), ArgMin(loss, theta)),
        (Dominated(1, m(x | theta)),),
        "Step 1: Where one objective is largest, the other is least: argmax_θ Σ_x "
        "p(x)·ln(m(x|θ)) = argmin_θ Σ_x p(x)·ln(1/m(x|θ))  (proved)",
    ),
    Mistake(
        "circular",
        "The target among the hypotheses",
        Ge(I(X, Y), 0),
        (),
        "The target is assumed, not proved: the hypothesis H(X|Y) ≤ H(X) gives it away.",
    ),
    Mistake(
        "wrong_step_right_end",
        "A wrong step and the right end",
        CONDITIONING,
        (),
        "Step 1: With H(Y) in place of H(X) it is true: H(X|Y) = H(X,Y) - H(Y)  (proved)",
    ),
    Mistake(
        "another_theorem",
        "A reason that says something else",
        CONDITIONING,
        (),
        "Step 2: It is true, but not for this reason alone: “More variables, more entropy” "
        "says H(X) ≤ H(X,Y)",
    ),
    Mistake(
        "another_statement",
        "Another statement than the one asked",
        CONDITIONING,
        (),
        "The chain shows H(X) ≤ H(X,Y), and not H(X|Y) ≤ H(X). It has H(X) for H(X|Y).",
    ),
    Mistake(
        "two_derivations",
        "Two derivations, one of them asked for",
        CONDITIONING,
        (),
        "2 derivations, exercise, second_try, are about H(X|Y) ≤ H(X): keep the one that is "
        "to be marked.",
    ),
    Mistake(
        "not_a_law",
        "A law that does not sum to 1",
        Ge(log(Sum(exp(real_f(x)), x)) - E(real_f(x), p), H(p)),
        (),
        "Step 1: q is no law, as Σ_x exp(f(x)) need not be 1; divided by that sum it is one: "
        "q(x) = exp(f(x))/(Σ_x exp(f(x)))  (proved)",
    ),
    Mistake(
        "label_smoothing",
        "|X| − 1 for |X| in label smoothing",
        Eq(Sum((1 - eps) * Delta(x, k) + eps / x.size, x), 1),
        (Ge(x.size, 2),),
        "Step 1: With |X| in place of |X| - 1 it is true: Σ_x (ε/|X| + (1 - ε)·[k=x]) = 1  "
        "(proved)",
    ),
    Mistake(
        "mean_of_a_product",
        "The mean of a product, as a product of means",
        Eq(E(real_f(x) * real_g(y), r), E(real_f(x), r) * E(real_g(y), r)),
        (Independent(X, Y),),
        "Not stated: the independence X ⊥ Y (that is, r(x,y) = r(x)·r(y)), without which step"
        " 1 is not proved.",
    ),
    Mistake(
        "half_forgotten",
        "A factor ½ forgotten",
        Eq(JS(p, q), KL(p(x), half) / 2 + KL(q(x), half) / 2),
        (),
        "Step 1: A factor 1/2 is missing: JS(p,q) = D(p(x)‖p(x)/2 + q(x)/2)/2 + D(q(x)‖p(x)/2"
        " + q(x)/2)/2  (proved)",
    ),
]


def derivation_of(mistake: Mistake) -> Derivation:
    """The script's answer."""
    (script,) = load_all([mistake.path])
    return next(d for d in script.derivations if d.name == "exercise")


@cache
def marks(mistake: Mistake) -> dict[str, Any]:
    """The marks, with time enough on a busy machine."""
    (script,) = load_all([mistake.path])
    if len(script.derivations) > 1:  # which one is meant is found out by `grade_script`
        return grade_script(mistake.path, mistake.target, mistake.given, hint_seconds=SECONDS)
    return grade(derivation_of(mistake), mistake.target, mistake.given, hint_seconds=SECONDS)
