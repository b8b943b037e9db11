"""A context with two spaces and a finite alphabet, for tests."""

from derive.kernel import terms as t
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, Index, LawDecl, QuantityDecl, Support

X, Y, Z = "x-space", "y-space", "z"
x, x1, y, z = Index("x", X), Index("x'", X), Index("y", Y), Index("z", Z)
LAWS = {
    "p": LawDecl((("X", X),)),
    "q": LawDecl((("X", X),)),
    "r": LawDecl((("X", X), ("Y", Y))),
    "d": LawDecl((("X", X), ("X'", X))),
    "m": LawDecl((("X", X), ("Z", Z))),
    "W": LawDecl((("Z", Z),), (("X", X),)),
}
QUANTITIES = {
    "f": QuantityDecl((X,), "nonneg"),
    "g": QuantityDecl((X,), "real"),
    "k": QuantityDecl((X, X), "nonneg"),
    "c": QuantityDecl((), "real"),
    "lam": QuantityDecl((X,), "unit"),
}
P_BELOW_Q = Support("p << q", t.LawTerm("p", (("X", x),)), t.LawTerm("q", (("X", x),)))


def over(*hypotheses: Support | Hypothesis) -> Normalizer:
    supports = tuple(h for h in hypotheses if isinstance(h, Support))
    others = tuple(h for h in hypotheses if isinstance(h, Hypothesis))
    return Normalizer(Context(LAWS, QUANTITIES, supports, others, (X, Y)))
