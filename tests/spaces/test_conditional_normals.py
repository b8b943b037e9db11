"""Conditional normal laws: means that depend on a point, and what the attack makes of them."""

import pytest

from derive import (
    KL,
    DefinedLaw,
    Derivation,
    DeriveError,
    E,
    Eq,
    I,
    Lt,
    Normal,
    Positive,
    Real,
    Space,
    Sum,
    exp,
    h,
    log,
    pi,
)
from derive.derivation.check import check
from derive.language.declared import declared
from derive.language.printing import text
from derive.numeric import Settings
from derive.render.provided import integrals

x, y = Space("x"), Space("y")
a, b, m = Real("a"), Real("b"), Real("m")
v, s = Positive("v"), Positive("s")
D = a**2 * s + v
p = Normal("p", y, mean=m, variance=s)
q = Normal("q", x, mean=a * y + b, variance=v, given=y)
n = Normal("n", x, mean=a * m + b, variance=D)
f = Normal("f", y, mean=(a * s * (x - b) + v * m) / D, variance=s * v / D, given=x)
r = DefinedLaw("r", x, y, value=p(y) * q(x | y))
X, Y = r.variables
e = exp(1)


def verdict(claim, given=()):
    made = Derivation(lambda proof: proof.claim(claim), "a title", given=list(given))
    return check(made, Settings(trials=60)).verdict


TRUE = {
    "moment": Eq(Sum(q(x | y) * x**2, x), (a * y + b) ** 2 + v),
    "under the joint law": Eq(E((x - m) ** 2, r), D + (a * m + b - m) ** 2),
    "mixed moment": Eq(E(x * y, r), a * (s + m**2) + b * m),
    "marginal": Eq(r(x), n(x)),
    "its log": Eq(log(r(x)), log(n(x))),
    "posterior": Eq(r(y | x), f(y | x)),
    "factors": Eq(p(y) * q(x | y), n(x) * f(y | x)),
    "entropy": Eq(h(X | Y), log(2 * pi * e * v) / 2),
    "entropy of the sum": Eq(h(X), log(2 * pi * e * D) / 2),
    "information": Eq(I(X, Y), log(1 + a**2 * s / v) / 2),
    "given a point": Eq(KL(q(x | y), n(x), over=x), E(log(q(x | y) / n(x)), q(x | y), over=x)),
}
FALSE = {
    "moment": Eq(Sum(q(x | y) * x**2, x), (a * y + b) ** 2),
    "under the joint law": Eq(E((x - m) ** 2, r), v + (a * m + b - m) ** 2),
    "mixed moment": Eq(E(x * y, r), a * s + b * m),
    "marginal of a deviation": Eq(r(x), Normal("n", x, mean=a * m + b, variance=a * a + v)(x)),
    "marginal without the factor": Eq(r(x), Normal("n", x, mean=a * m + b, variance=s + v)(x)),
    "posterior is the prior": Eq(r(y | x), p(y)),
    "entropy of the sum": Eq(h(X), log(2 * pi * e * v) / 2),
    "information": Eq(I(X, Y), log(1 + a**2 * v / s) / 2),
    "without ½": Eq(I(X, Y), log(1 + a**2 * s / v)),
}


@pytest.mark.parametrize("name", TRUE)
def test_the_attack_refutes_nothing_true(name):
    assert verdict(TRUE[name]) in ("proved", "open")


@pytest.mark.parametrize("name", FALSE)
def test_refuted(name):
    assert verdict(FALSE[name]) == "refuted"


def test_printed_with_what_is_given():
    assert [str(d) for d in declared(Eq(Sum(q(x | y) * x, x), a * y + b))] == [
        "x, y, a, b ∈ ℝ",
        "q(x|y) ∼ N(a·y + b, v)",
        "v > 0",
    ]
    same = Normal("q", x, mean=y, variance=1, given=y)
    assert "y in a space" not in str([str(d) for d in declared(Eq(h(same(x | y), over=x), 1))])


def test_a_variance_does_not_depend_on_a_point():
    with pytest.raises(DeriveError, match="depends on the point y"):
        Normal("q", x, variance=1 + y**2, given=y)


def test_a_variance_that_hypotheses_make_positive():
    c = Positive("c")
    claim = Eq(h(Normal("q", x, variance=1 - c)), log(2 * pi * e * (1 - c)) / 2)
    assert verdict(claim, [Lt(c, 1)]) == "proved"
    assert verdict(claim) == "error"


def test_what_converges():
    """Moments of conditional laws do; those of a mean that is any function are listed."""
    g = Real("g", y)
    any_mean = Normal("q", x, mean=g(y), variance=v, given=y)
    listed = provided(Eq(E(x**2, p(y) * any_mean(x | y)), v + E(g(y) ** 2, p)))
    assert "∫ p(y)·g(y)^2 dy" in listed
    assert provided(TRUE["under the joint law"]) == []
    assert provided(TRUE["entropy"]) == []


def provided(claim):
    made = Derivation(lambda proof: proof.claim(claim), "a title", given=[])
    report = check(made, Settings(trials=0))
    assert report.verdict == "proved", report
    return [text(found) for found in integrals(report)]
