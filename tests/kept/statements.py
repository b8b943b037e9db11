"""Derivations of every verdict, for what is kept of them to be forged."""

from derive import *

x, y = alphabets("x y")
p, q = Distribution("p", x), Distribution("q", x)
r = Law("r", x, y)
X, Y = r.variables
a = Nonnegative("a", x)
s, t = Space("s"), Space("t")
f, g = Density("f", s), Density("g", t)


@theorem("A mean", given=[Ge(a(x), 1)])
def mean(proof):
    proof.claim(E(a(x), p) >= 1)


@theorem("Gibbs", given=[p << q])
def gibbs(proof):
    proof.start(-KL(p, q))
    proof.le(Sum(p(x) * (q(x) / p(x) - 1), x), log_bound)
    proof.le(0, "both sum to 1")
    proof.claim(KL(p, q) >= 0, equality=Eq(p, q))


@theorem("By a lemma")
def by_lemma(proof):
    proof.start(I(X, Y))
    proof.ge(0, gibbs.on(p=r(x, y), q=r(x) * r(y)))


@theorem("Backwards", given=[p << q, q << p], expect="refuted")
def backwards(proof):
    proof.claim(KL(p, q) <= 0)


@theorem("Symmetric", given=[p << q, q << p], expect="refuted")
def symmetric(proof):
    proof.claim(Eq(KL(p, q), KL(q, p)))


@theorem("Without a hypothesis", expect="ill-posed")
def unposed(proof):
    proof.claim(KL(p, q) >= 0)


@theorem("Wrong equality", given=[p << q], expect="refuted")
def wrong_equality(proof):
    proof.claim(KL(p, q) >= 0, equality=Eq(p(x), 1))


@theorem("Not from this reason", given=[p << q], expect="open")
def wrong_reason(proof):
    proof.start(KL(p, q))
    proof.ge(0, mean)


@theorem("By an equation", given=[Eq(p(x), q(x))])
def by_equation(proof):
    proof.claim(Eq(H(p), H(q)))


@theorem("Over two spaces", expect="refuted")
def two_spaces(proof):
    proof.claim(Eq(Sum(f(s) ** 2, s), Sum(g(t) ** 2, t)))


if __name__ == "__main__":
    run()
