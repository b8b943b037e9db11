"""What a theorem rests on names integrals as people write them, and nothing of the kernel's."""

from derive import DefinedLaw, Density, Eq, Let, Normal, Positive, Real, Space, Sum, exp
from derive.derivation.check import check
from derive.derivation.derivation import Derivation

x, y = Space("x"), Space("y")
v = Positive("v")
a, W = Density("a", x), Normal("W", y, mean=x, variance=v, given=x)
r = DefinedLaw("r", x, y, value=a(x) * W(y | x))
g = Real("g", x)
Z = Let("Z", Sum(exp(-g(x)), x))
gibbs = DefinedLaw("e", x, value=exp(-g(x)) / Z)


def axioms(relation):
    report = check(Derivation(lambda proof: proof.claim(relation), "a defined law", given=[]))
    assert report.verdict == "proved", report
    return {s for s in report.rests.axioms if s.endswith("converges absolutely")}


def test_integrals_of_a_channel():
    found = axioms(Eq(r(x), a(x)))
    assert "∫ W(y|x)·y dy converges absolutely" in found
    assert not any(c in s for s in found for c in "⌈⌉Σ[")


def test_an_integral_without_a_law():
    assert axioms(Eq(Sum(gibbs(x), x), 1)) == {"∫ exp(−g(x)) dx converges absolutely"}
