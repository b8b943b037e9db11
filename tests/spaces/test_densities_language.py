"""Spaces and densities as they are written, printed, refused and refuted."""

import json

import pytest

from derive import (
    KL,
    Alphabet,
    ArgMax,
    CodeLengths,
    Delta,
    Density,
    Derivation,
    DeriveError,
    Distribution,
    E,
    Eq,
    H,
    I,
    Map,
    Max,
    Real,
    Relation,
    Space,
    Sum,
    Uniform,
    cross_entropy,
    exp,
    h,
    log,
)
from derive.derivation.check import check
from derive.language.printing import latex, text
from derive.numeric import Settings
from derive.numeric.attack import attack
from derive.numeric.cells import width
from derive.numeric.exact import exact_value
from derive.render.latex import latex as as_latex
from derive.render.python import Source
from derive.render.tex.document import _theorem
from derive.render.tex.page import Page
from derive.render.to_json import derivation as as_json

x, y, z = Space("x"), Space("y"), Alphabet("z")
p, q = Density("p", x), Density("q", x)
r, m, s = Density("r", x, y), Density("m", x, z), Distribution("s", z)
X, Y = r.variables
MX, MZ = m.variables
f = Real("f", x)


def checked(claim, given=(), equality=None, **named):
    def write(proof):
        proof.claim(claim, **({} if equality is None else {"equality": equality}))

    return check(Derivation(write, "a title", given=list(given), **named), Settings(trials=120))


SHOWN = {
    "an integral": (Sum(p(x) * f(x), x), "∫ p(x)·f(x) dx", r"\int p(x) f(x) \, \mathrm{d}x"),
    "of a sum": (Sum(p(x) + f(x), x), "∫ (f(x) + p(x)) dx", None),
    "two": (Sum(r(x, y), x, y), "∫∫ r(x,y) dx dy", None),
    "mixed": (
        Sum(m(x, z) * f(x), x, z),
        "Σ_z ∫ m(x,z)·f(x) dx",
        r"\sum_{z} \int m(x,z) f(x) \, \mathrm{d}x",
    ),
    "h": (h(p), "h(p)", "h(p)"),
    "h in bits": (h(X | Y, base=2), "h₂(X|Y)", None),
    "a mean": (E(f(x), p), "E_p[f(x)]", None),
    "beside a factor": (2 * Sum(p(x), x) * Sum(f(x), x), "2·(∫ p(x) dx)·∫ f(x) dx", None),
}


@pytest.mark.parametrize("name", SHOWN)
def test_printed(name):
    e, plain, tex = SHOWN[name]
    assert text(e) == plain
    assert tex is None or latex(e) == tex


REFUSED = {
    "H of a density": (lambda: H(p), r"Try h\(p\)"),
    "h of a distribution": (lambda: h(s), r"Try H\(p\)"),
    "H given a letter": (lambda: H(MX | MZ), "Try h"),
    "a density on letters": (lambda: Density("a", z), r"Try z = Space\('z'\)"),
    "a size": (lambda: x.size, "no number of points"),
    "a delta": (lambda: Delta(x, x.another("x'")), "almost never equal"),
    "information of X and itself": (lambda: I(X, X), "almost never equal"),
    "a maximum": (lambda: Max(p(x), x), "a bound as a hypothesis"),
    "an optimiser": (lambda: ArgMax(p(x), x), "a bound as a hypothesis"),
    "code lengths": (lambda: CodeLengths("L", x), "Real"),
    "a map": (lambda: Map("g", x, to=z), "a quantity of x"),
    "the uniform law": (lambda: Uniform(x), "no number of points"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_what_to_write(name):
    make, said = REFUSED[name]
    with pytest.raises(DeriveError, match=said):
        make()


PROVED = {
    "Gibbs": (KL(p, q) >= 0, [p << q], Eq(p, q)),
    "cross-entropy": (cross_entropy(p, q) >= h(p), [p << q], None),
    "conditioning": (h(X | Y) <= h(X), [], None),
    "subadditive": (h(X, Y) <= h(X) + h(Y), [], None),
    "information": (Eq(I(X, Y), h(X) + h(Y) - h(X, Y)), [], None),
    "mixed chain rule": (Eq(h(MX, MZ), H(MZ) + h(MX | MZ)), [], None),
    "information of a letter": (I(MX, MZ) <= H(MZ), [], None),
    "a marginal": (Eq(Sum(r(x, y), y), r(x)), [], None),
    "moments": (Sum(p(x) * (f(x) - E(f(x), p)) ** 2, x) >= 0, [], None),
    "a squared mean": (E(f(x), p) ** 2 <= E(f(x) ** 2, p), [], None),
}


@pytest.mark.parametrize("name", PROVED)
def test_proved(name):
    claim, given, equality = PROVED[name]
    report = checked(claim, given, equality)
    assert report.verdict == "proved", report


FALSE = {
    "h(X) ≥ 0": h(p) >= 0,
    "h(X|Y) ≥ 0": h(X | Y) >= 0,
    "more is more": h(X, Y) >= h(X),
    "p ≤ 1": p(x) <= 1,
    "I ≤ h": I(X, Y) <= h(X),
    "a density squared": Sum(p(x) ** 2, x) <= 1,
    "r(x, y) ≤ r(x)": r(x, y) <= r(x),
    "cross-entropy ≥ 0": cross_entropy(p, p) >= 0,
    "h ≤ 0": h(p) <= 0,
    "∫ p ln p = ∫ p": Eq(Sum(p(x) * log(p(x)), x), 1),
    "the mixed entropy ≥ 0": h(MX, MZ) >= 0,
    "h(X, Z) ≥ H(Z)": h(MX, MZ) >= H(MZ),
}


@pytest.mark.parametrize("name", FALSE)
def test_refuted_with_cells(name):
    report = checked(FALSE[name])
    (claim,) = report.steps
    assert report.verdict == "refuted", report
    shown = claim.evidence.counterexample.describe()
    assert any("cell" in line and "width" in line for line in shown)


def test_the_counterexample_is_exact():
    found = attack(Relation(h(p), ">=", 0), (), Settings(trials=100)).counterexample
    total = exact_value(Sum(p(x), x), found.model)
    assert total == 1
    assert found.lhs.decimal.startswith("-")
    assert exact_value(width(x), found.model, {x: 0}) > 0


def test_without_a_support_it_is_ill_posed():
    assert checked(KL(p, q) >= 0).verdict == "ill-posed"


def test_what_is_provided_is_on_every_face():
    report = checked(KL(p, q) >= 0, [p << q])
    wanted = "∫ p(x)·ln(p(x)/q(x)) dx"
    assert [e["text"] for e in as_json(report)["provided"]] == [wanted]
    assert r"\int p(x) \ln" in as_latex(report)
    assert "converges absolutely" in as_latex(report)
    assert "converges absolutely" in "".join(_theorem(report, "stem", Page(), ()))
    json.dumps(as_json(report))


def test_nothing_is_provided_for_alphabets():
    report = checked(KL(s, s) >= 0)
    assert as_json(report)["provided"] == []
    assert "converge" not in as_latex(report)


def test_a_letter_is_of_a_space_or_of_an_alphabet():
    a = Alphabet("x")
    report = checked(Eq(Sum(p(x), x), Sum(Distribution("t", a)(a), a)))
    assert report.verdict == "error"


def test_written_as_python():
    source = Source()
    shown = source.text(Sum(r(x, y) * f(x), x, y))
    assert "x = Space('x')" in source.declarations
    assert shown.startswith("Sum(")
    assert any(line.startswith("r = Law(") for line in source.declarations)


def test_a_defined_density_and_its_integral():
    """Z = ∫ exp(−f) has to converge for the law exp(−f)/Z to be one; who uses it is told."""
    from derive import DefinedLaw, Let

    Z = Let("Z", Sum(exp(-f(x)), x))
    g = DefinedLaw("g", x, value=exp(-f(x)) / Z)
    report = checked(Eq(Sum(g(x), x), 1))
    assert report.verdict == "proved"
    assert [e["text"] for e in as_json(report)["provided"]] == ["∫ exp(-f(x)) dx"]
