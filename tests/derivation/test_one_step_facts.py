"""Textbook facts in one step, and what is like them and false."""

import pytest

from derive import (
    KL,
    Distribution,
    Dominated,
    E,
    Eq,
    H,
    Independent,
    Law,
    Nonnegative,
    Positive,
    Probability,
    Rational,
    Real,
    Sum,
    alphabets,
    log,
    theorem,
)
from derive.derivation.check import check as decide
from derive.numeric import Settings

x, y, z = alphabets("x y z")
p, q, v = (Distribution(name, x) for name in "pqv")
r = Law("r", x, y)
X, Y = r.variables
A, B, C, w = (Positive(name) for name in "ABCw")
D, s = Nonnegative("D"), Nonnegative("s")
a, b, f = Nonnegative("a", x), Nonnegative("b", x), Nonnegative("f", x, y)
c, d, u = Real("c", x), Real("d", x), Real("u", x)
lam, T = Probability("λ"), Law("t", x, y, z).variables
R, S, mu = Real("R"), Real("S"), Real("mu")
mass = Eq(Sum(f(x, y), y), 1)
p_in_q, v_in_p, v_in_q = (Dominated(*at) for at in [(p(x), q(x)), (v(x), p(x)), (v(x), q(x))])

TRUE = {
    "an inequality times a number ≥ 0": (A * D <= B * D, [A <= B]),
    "a factor at most 1": (A * s <= s, [A <= 1]),
    "an equation under a weight": (Eq(u(x) * Sum(f(x, y), y), u(x)), [mass]),
    "an equation under a square": (
        Eq(Sum(p(x) ** 2 * Sum(f(x, y), y), x), Sum(p(x) ** 2, x)),
        [mass],
    ),
    "a part of a sum": (a(x) <= Sum(a(x), x), []),
    "a diagonal": (Sum(a(x) * b(x), x) <= Sum(a(x), x) * Sum(b(x), x), []),
    "Cauchy and Schwarz": (
        Sum(c(x) * d(x), x) ** 2 <= Sum(c(x) ** 2, x) * Sum(d(x) ** 2, x),
        [],
    ),
    "a variance": (E(u(x), p) ** 2 <= E(u(x) ** 2, p), []),
    "two tangents": (log(A / C) + log(B / C) <= A / C - 1 + B / C - 1, []),
    "two divergences": (KL(v, p) + KL(v, q) >= 0, [v_in_p, v_in_q]),
    "means": (log((A + B) / 2) >= log(A) / 2 + log(B) / 2, []),
    "rates": (H(X, Y) <= R + S, [H(X) <= R, H(Y) <= S]),
    "a square beside a tangent": (mu**2 + w - 1 - log(w) >= 0, []),
}

FALSE = {
    "an inequality times any number": (A * R <= B * R, [A <= B]),
    "a factor at least 1": (A * s <= s, [A >= 1]),
    "another mass": (Eq(u(x) * Sum(f(x, y), y), u(x)), [Eq(Sum(f(x, y), y), 2)]),
    "a part of a sum of any sign": (c(x) <= Sum(c(x), x), []),
    "a diagonal of any sign": (Sum(c(x) * d(x), x) <= Sum(c(x), x) * Sum(d(x), x), []),
    "Cauchy and Schwarz, reversed": (
        Sum(c(x) * d(x), x) ** 2 >= Sum(c(x) ** 2, x) * Sum(d(x) ** 2, x),
        [],
    ),
    "Cauchy and Schwarz without a square": (
        Sum(c(x) * d(x), x) ** 2 <= Sum(c(x) ** 2, x) * Sum(d(x), x) ** 2,
        [],
    ),
    "a variance, reversed": (E(u(x), p) ** 2 >= E(u(x) ** 2, p), []),
    "a variance without weights": (Sum(u(x), x) ** 2 <= Sum(u(x) ** 2, x), []),
    "two tangents, too low": (log(A / C) + log(B / C) <= A / C - 1, []),
    "means, reversed": (log((A + B) / 2) <= log(A) / 2 + log(B) / 2, []),
    "means without ½": (log(A + B) >= log(A) + log(B), []),
    "one rate": (H(X, Y) <= R, [H(X) <= R, H(Y) <= R]),
    "a square that is none": (mu + w - 1 - log(w) >= 0, []),
    "a number that is not 1": (lam <= Rational(1, 2), [Dominated(1, 1 - lam)]),
    "a number between": (lam <= Rational(1, 2), [Dominated(1, 1 - lam), Dominated(1, lam)]),
    "pairwise for mutual independence": (
        Eq(H(*T), sum(map(H, T))),
        [Independent(*pair) for pair in ((T[0], T[1]), (T[1], T[2]), (T[0], T[2]))],
    ),
}


def verdict(claim, given):
    def alone(proof):
        proof.claim(claim)

    report = decide(theorem("alone", given=given)(alone), Settings(trials=200, seed=0))
    return report.verdict


@pytest.mark.parametrize("name", TRUE)
def test_it_is_proved(name):
    assert verdict(*TRUE[name]) == "proved"


@pytest.mark.parametrize("name", FALSE)
def test_what_is_like_it_is_refuted(name):
    assert verdict(*FALSE[name]) == "refuted"
