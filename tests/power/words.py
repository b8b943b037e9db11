"""What the statements are about, and how one is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from derive import (
    Alphabet,
    Channel,
    CodeLengths,
    Distribution,
    Dominated,
    Eq,
    Gt,
    Independent,
    Law,
    Le,
    Lt,
    Markov,
    Natural,
    Nonnegative,
    Positive,
    Probability,
    Real,
    Sum,
    alphabets,
)

x, y, z = alphabets("x y z")
x1 = x.another("x'")
k = Alphabet("k")
p, q, v, m = (Distribution(name, x) for name in "pqvm")
pi = Distribution("π", y)
r = Law("r", x, y)
X, Y = r.variables
t3 = Law("t", x, y, z)
A, B, C = t3.variables
W, V = Channel("W", y, given=x), Channel("V", y, given=x)
L = CodeLengths("L", x)
a, b, c = Nonnegative("a", x), Nonnegative("b", x), Positive("c", x)
f, g, s = Real("f", x), Real("g", x), Real("s", x)
F = Nonnegative("F", x, y)
P, Q, R, T = (Positive(name) for name in "PQRT")
M, N, K = (Nonnegative(name) for name in "MNK")
u, w, mu = Real("u"), Real("w"), Real("μ")
lam, eps, e = Probability("λ"), Probability("ε"), Probability("e")
n = Natural("n")

p_in_q = Dominated(p(x), q(x))  # p ≪ q
q_in_p = Dominated(q(x), p(x))
p_in_v, v_in_q = Dominated(p(x), v(x)), Dominated(v(x), q(x))
v_in_p = Dominated(v(x), p(x))
q_full = Dominated(1, q(x))  # q > 0 everywhere
p_full = Dominated(1, p(x))
independent = Independent(X, Y)
markov = Markov(A, B, C)
kraft = L.kraft()


@dataclass(frozen=True)
class Statement:
    """claim: a relation. given: its hypotheses. why: a proof by hand, or what breaks it."""

    claim: Any
    given: tuple[Any, ...]
    why: str


def st(claim: Any, why: str, *given: Any) -> Statement:
    return Statement(claim, given, why)


__all__ = [name for name in dir() if not name.startswith("_") and name not in {"annotations"}]
