"""Short ways to write kernel terms in tests."""

from fractions import Fraction

from derive.kernel import terms as t
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, Index, LawDecl, QuantityDecl, Support

A, B = "A", "B"
x, y, z, w = (Index(name, A) for name in "xyzw")
u, v = Index("u", B), Index("v", B)

LAWS = {
    "p": LawDecl((("X", A),)),
    "q": LawDecl((("X", A),)),
    "s": LawDecl((("X", A),)),
    "r": LawDecl((("X", A), ("Y", B))),
    "d": LawDecl((("X", A), ("Y", A))),
    "e": LawDecl((("X", A), ("Y", B), ("Z", A))),
    "W": LawDecl((("Y", B),), (("X", A),)),
}
QUANTITIES = {
    "a": QuantityDecl((A,), "nonneg"),
    "b": QuantityDecl((A,), "nonneg"),
    "f": QuantityDecl((A,), "real"),
    "g": QuantityDecl((A,), "pos"),
    "L": QuantityDecl((A,), "real"),
    "lam": QuantityDecl((), "unit"),
    "c": QuantityDecl((), "real"),
    "n": QuantityDecl((), "nonneg"),
    "m": QuantityDecl((A, A), "nonneg"),
    "h": QuantityDecl((A, A), "real"),
}
ZERO, ONE = t.ZERO, t.ONE
P_BELOW_Q = Support("p << q", t.LawTerm("p", (("X", x),)), t.LawTerm("q", (("X", x),)))
A_BELOW_B = Support("a << b", t.Quantity("a", (x,)), t.Quantity("b", (x,)))


def context(*hypotheses: Support | Hypothesis) -> Context:
    supports = tuple(h for h in hypotheses if isinstance(h, Support))
    return Context(
        LAWS, QUANTITIES, supports, tuple(h for h in hypotheses if isinstance(h, Hypothesis))
    )


def under(*hypotheses: Support | Hypothesis) -> Normalizer:
    return Normalizer(context(*hypotheses))


def P(law: str, **at: Index) -> t.LawTerm:
    return t.LawTerm(law, tuple(at.items()))


def p(i: Index = x) -> t.LawTerm:
    return P("p", X=i)


def q(i: Index = x) -> t.LawTerm:
    return P("q", X=i)


def Q(name: str, *at: Index) -> t.Quantity:
    return t.Quantity(name, at)


def mul(*factors: t.Term) -> t.Term:
    return t.Mul(factors)


def add(*terms: t.Term) -> t.Term:
    return t.Add(terms)


def num(value: int | str) -> t.Const:
    return t.Const(Fraction(value))


def neg(e: t.Term) -> t.Term:
    return mul(num(-1), e)


def sub(a: t.Term, b: t.Term) -> t.Term:
    return t.minus(a, b)


def inv(e: t.Term) -> t.Term:
    return t.Pow(e, -1)


def ln(e: t.Term) -> t.Term:
    return t.Log(e)


def exp(e: t.Term) -> t.Term:
    return t.Exp(e)


def nz(e: t.Term) -> t.Term:
    return t.Nonzero(e)


def total(*indices_and_body: object) -> t.Term:
    *indices, body = indices_and_body
    return t.Sum(tuple(indices), body)  # type: ignore[arg-type]


def entropy() -> t.Term:
    return neg(total(x, mul(p(), ln(p()))))


def divergence() -> t.Term:
    return total(x, mul(p(), ln(mul(p(), inv(q())))))
