"""False statements on densities: the language refuses them, or the search finds no proof of them
and the attack an exact counterexample, with cells, or a place where they are undefined."""

import numpy as np
import pytest

from derive import (
    JS,
    KL,
    Abs,
    Alphabet,
    Ceiling,
    Cited,
    DefinedLaw,
    Density,
    Derivation,
    Derivative,
    DeriveError,
    Distribution,
    E,
    Eq,
    Exists,
    H,
    I,
    In,
    Independent,
    Indicator,
    Le,
    Markov,
    Max,
    Maximum,
    Min,
    Mixture,
    Ne,
    Nonnegative,
    Normal,
    P,
    Positive,
    Probability,
    Real,
    Space,
    Subset,
    Sum,
    chi_squared,
    cross_entropy,
    exp,
    h,
    hellinger_squared,
    log,
    renyi_divergence,
    renyi_entropy,
    total_variation,
)
from derive.derivation.check import check
from derive.kernel.normal import Normalizer
from derive.language.relations import as_relation
from derive.numeric import Settings
from derive.numeric.attack import attack
from derive.numeric.cells import widths
from derive.search.engine import find
from derive.translate.bridge import Translator

x, y, w, z = Space("x"), Space("y"), Space("w"), Alphabet("z")
x1 = x.another("x'")
p, q = Density("p", x), Density("q", x)
r, m, t, d = Density("r", x, y), Density("m", x, z), Density("t", x, y, w), Density("d", x, x1)
W = Density("W", y, given=x)
X, Y = r.variables
MX, MZ = m.variables
TX, TY, TW = t.variables
f, g, c = Real("f", x), Nonnegative("g", x), Real("c")
lam, u, theta, b = Probability("λ"), Probability("u", x), Real("θ"), Positive("b", x)
mixed = Mixture("v", lam, p, q)

FALSE = {
    # the sign of h, and what is bounded for probabilities only
    "h(X) ≥ 0": (h(p) >= 0, []),
    "h(X) ≤ 0": (h(p) <= 0, []),
    "h₂(X) ≥ 0": (h(p, base=2) >= 0, []),
    "h(X|Y) ≥ 0": (h(X | Y) >= 0, []),
    "h(X, Y) ≥ h(X)": (h(X, Y) >= h(X), []),
    "h(X, Z) ≥ H(Z)": (h(MX, MZ) >= H(MZ), []),
    "h(X, Z) ≤ h(X)": (h(MX, MZ) <= h(MX), []),
    "p ≤ 1": (p(x) <= 1, []),
    "p² ≤ p": (p(x) ** 2 <= p(x), []),
    "r(x|y) ≤ 1": (r(x | y) <= 1, []),
    "W(y|x) ≤ 1": (W(y | x) <= 1, []),
    "r(x, y) ≤ r(x)": (r(x, y) <= r(x), []),
    "m(x, z) ≤ m(z)": (m(x, z) <= m(z), []),
    "∫ p² ≤ 1": (Sum(p(x) ** 2, x) <= 1, []),
    "E ln p ≤ 0": (E(log(p(x)), p) <= 0, []),
    "E⌈log 1/p⌉ ≥ 0": (E(Ceiling(log(1 / p(x), 2)), p) >= 0, []),
    "Rényi's entropy ≥ 0": (renyi_entropy(p, 2) >= 0, []),
    "H(p, q) ≥ 0": (cross_entropy(p, q) >= 0, [p << q]),
    "D(p‖q) ≤ H(p, q)": (KL(p, q) <= cross_entropy(p, q), [p << q]),
    # an integrand against its integral
    "p(x) ≤ ∫ p": (p(x) <= Sum(p(x1), x1), []),
    "g(x) ≤ ∫ g": (g(x) <= Sum(g(x1), x1), []),
    "∫ u ≤ 1 for 0 ≤ u ≤ 1": (Sum(u(x), x) <= 1, []),
    "∫ c ≥ 0": (Sum(c, x) >= 0, []),
    "E g ≤ ∫ g": (E(g(x), p) <= Sum(g(x), x), []),
    "E f ≤ c gives f ≤ c": (f(x) <= c, [Le(E(f(x), p), c)]),
    "∫ f = 0 gives f = 0": (Eq(f(x), 0), [Eq(Sum(f(x), x), 0)]),
    "∫ p ln p = ∫ p": (Eq(Sum(p(x) * log(p(x)), x), Sum(p(x), x)), []),
    "∫ fg = ∫ f ∫ g": (Eq(E(f(x) * g(x), p), E(f(x), p) * E(g(x), p)), []),
    # the diagonal
    "d(x, x) = 0": (Eq(d(x, x), 0), []),
    "∫ d(x, x) = 1": (Eq(Sum(d(x, x), x), 1), []),
    "d is symmetric": (Eq(d(x, x1), d(x1, x)), []),
    # information
    "I(X; Y) ≤ h(X)": (I(X, Y) <= h(X), []),
    "I(X; Z) ≤ h(X)": (I(MX, MZ) <= h(MX), []),
    "I(X; Y) ≤ min h": (I(X, Y) <= Min(h(X), h(Y)), []),
    "I(X; Y) ≤ ln 2": (I(X, Y) <= log(2), []),
    "I(X; Y) = 0": (Eq(I(X, Y), 0), []),
    "I > 0": (I(X, Y) > 0, []),
    "h(X|Y) = h(X)": (Eq(h(X | Y), h(X)), []),
    "h(X|Y) ≥ h(X)": (h(X | Y) >= h(X), []),
    "h(Y|X) = h(X|Y)": (Eq(h(Y | X), h(X | Y)), []),
    "h(X, Y) = h(X) + h(Y)": (Eq(h(X, Y), h(X) + h(Y)), []),
    "h(X) − h(X|Z) ≥ H(Z)": (h(MX) - h(MX | MZ) >= H(MZ), []),
    "I(X; W) ≥ I(X; Y)": (I(TX, TW) >= I(TX, TY), [Markov(TX, TY, TW)]),
    "I(X; Y|W) ≤ I(X; Y)": (I(TX, TY | TW) <= I(TX, TY), []),
    # divergences and means
    "D is symmetric": (Eq(KL(p, q), KL(q, p)), [p << q, q << p]),
    "D ≤ 1": (KL(p, q) <= 1, [p << q]),
    "D > 0": (KL(p, q) > 0, [p << q]),
    "H(p, q) ≥ H(q)": (cross_entropy(p, q) >= h(q), [p << q]),
    "H(p, q) = h(p) − D": (Eq(cross_entropy(p, q), h(p) - KL(p, q)), [p << q]),
    "D₂ ≤ D": (renyi_divergence(p, q, 2) <= KL(p, q), [p << q]),
    "D ≥ χ²": (KL(p, q) >= chi_squared(p, q), [p << q]),
    "JS ≤ ½": (JS(p, q) <= 1 / Real("two"), [Eq(Real("two"), 2)]),
    "Hel² ≥ V": (hellinger_squared(p, q) >= total_variation(p, q), []),
    "V > 1": (total_variation(p, q) > 1, []),
    "h of a mixture ≤ max": (h(mixed) <= Max(h(p), h(q)), []),
    "h of a mixture ≤ mean": (h(mixed) <= lam * h(p) + (1 - lam) * h(q), []),
    "Jensen the other way": (exp(E(f(x), p)) >= E(exp(f(x)), p), []),
    "|E f| ≥ E|f|": (Abs(E(f(x), p)) >= E(Abs(f(x)), p), []),
    "var ≤ 0": (E(f(x) ** 2, p) <= E(f(x), p) ** 2, []),
    "max ent without a moment": (h(p) <= c, []),
    "p ≤ c gives h ≥ ln c": (h(p) >= log(Positive("a")), [Le(p(x), Positive("a"))]),
    "h ≥ ln of the support": (h(p) >= log(Sum(Indicator(p(x)), x)), []),
    "independent: r = r_x": (Eq(r(x, y), r(x)), [Independent(X, Y)]),
    # conditionals where what is given has no density
    "∫ r(x|y) dx = 1": (Eq(Sum(r(x | y), x), 1), []),
    "p/p = 1": (Eq(p(x) / p(x), 1), []),
    "h(X|Z = z) ≤ h(X)": (h(MX | Eq(MZ, z)) <= h(MX), []),
}

ILL_POSED = {
    "D ≥ 0 without ≪": (KL(p, q) >= 0, []),
    "H(p, q) = h + D without ≪": (Eq(cross_entropy(p, q), h(p) + KL(p, q)), []),
    "χ² ≥ 0 without ≪": (chi_squared(p, q) >= 0, []),
    "E ln g ≤ ln E g, g ≥ 0": (E(log(g(x)), p) <= log(E(g(x), p)), []),
    "ln p(x) ≤ p(x) − 1": (log(p(x)) <= p(x) - 1, []),
    "Bayes where m(x) may be 0": (log(m(z | x)) <= 0, []),
    "1/∫ g": (1 / Sum(g(x), x) >= 0, []),
}


def refused_twice(entropy):
    return entropy, "no density once it is known"


REFUSED = {
    "h(X|X) = 0": refused_twice(lambda: h(X | X)),
    "h(X, X) = h(X)": refused_twice(lambda: h(X, X)),
    "h(X, Y|X) = h(Y|X)": refused_twice(lambda: h(X, Y | X)),
    "I(X; X) = h(X)": (lambda: I(X, X), "almost never equal"),
    "I(X, Z; X) = h(X)": (lambda: I((MX, MZ), MX), "almost never equal"),
    "H(X|Z = z) ≥ 0": (lambda: H(MX | Eq(MZ, z)), "Try h"),
    "h(Z) ≥ 0": (lambda: h(MZ), "Try H"),
    "P(X = x) = p(x)": (lambda: P(Eq(X, x)), "Try its density"),
    "P(X ≠ X') ≤ 1": (lambda: P(Ne(*d.variables)), "Try its density"),
    "P(X ∈ {x, x'})": (lambda: P(In(X, (x, x1))), "Try its density"),
    "|A| ≤ |𝒳|": (lambda: Subset("A", x).size, "its measure"),
    "|𝒳| ≥ 1": (lambda: x.size, "no number of points"),
    "max p ≤ 1": (lambda: Max(p(x), x), "a bound as a hypothesis"),
    "D(p‖1/|𝒳|)": (lambda: KL(p, 1), "no number of points"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_language_refuses(name):
    make, said = REFUSED[name]
    with pytest.raises(DeriveError, match=said):
        make()


def report_of(claim, given=()):
    return check(Derivation(lambda proof: proof.claim(claim), "a title", given=list(given)))


def report_of_fact(fact):
    return check(Derivation(lambda proof: proof.fact(fact), "a title", given=[]))


UNDER_THE_INTEGRAL = {
    "of ln Z": log(Sum(exp(theta * f(x)), x)),
    "of a mean": E(exp(theta * f(x)), p),
    "inside a measure": KL(p(x), DefinedLaw("g", x, value=b(x) ** theta / Sum(b(x) ** theta, x))),
}


@pytest.mark.parametrize("name", UNDER_THE_INTEGRAL)
def test_no_derivative_goes_under_an_integral(name):
    """∫ exp(θ·f) may converge at one θ and nowhere near: it has no derivative there."""
    value = UNDER_THE_INTEGRAL[name]
    report = report_of(Derivative(value, theta) >= 0)
    assert report.verdict == "error"
    assert "under the integral" in report.error


FACTS = {
    "exists": lambda: Exists(h(p) < 0, p=["1"]),
    "a maximum": lambda: Maximum(h(p), over=p, value=0, at=q),
}


@pytest.mark.parametrize("name", FACTS)
def test_facts_are_refused(name):
    report = report_of_fact(FACTS[name]())
    assert report.verdict == "error"
    assert "point of a space" in report.steps[0].note


def test_what_is_cited_says_so():
    assert report_of_fact(Cited("h(X) is at most that of a Gaussian", "a book")).verdict == "cited"


a = Alphabet("a")
A, B, ha = Distribution("A", a), Distribution("B", a), Nonnegative("ha", a)
FINITE = {
    "H ≥ 0": (H(A) >= 0, h(p) >= 0, lambda known: known.on(A=p(x))),
    "A ≤ 1": (A(a) <= 1, p(x) <= 1, lambda known: known.on(A=p(x))),
    "H ≤ ln |𝒜|": (H(A) <= log(a.size), h(p) <= 0, lambda known: known.on(A=p(x))),
    "a ≤ Σ a": (ha(a) <= Sum(ha(a), a), g(x) <= Sum(g(x), x), lambda known: known.on(ha=g(x))),
    "as it stands": (H(A) >= 0, h(p) >= 0, lambda known: known),
}


@pytest.mark.parametrize("name", FINITE)
def test_a_theorem_about_alphabets_is_no_reason(name):
    general, false, put = FINITE[name]
    known = Derivation(lambda proof: proof.claim(general), "for alphabets", given=[])
    assert check(known).verdict == "proved"

    def write(proof):
        wanted = as_relation(false)
        proof.start(wanted.lhs)
        {"<=": proof.le, ">=": proof.ge}[wanted.rel](wanted.rhs, put(known))

    report = check(Derivation(write, "for a space", given=[]))
    assert report.theorem is None
    assert report.steps[0].verdict in ("error", "open", "refuted")


def proved(claim, given):
    terms = Translator()
    statement = terms.statement(as_relation(claim))
    return find(Normalizer(terms.context(given)), statement).theorem is not None


@pytest.mark.parametrize("name", FALSE)
def test_refuted_exactly(name):
    claim, given = FALSE[name]
    found = attack(as_relation(claim), given, Settings(trials=150))
    assert found.verdict == "refuted", found
    model = found.counterexample.model
    for law, heights in model.laws.items():
        assert all(n == 1 for n in totals(model, law, heights))


def totals(model, law, heights):
    """The integrals of a law's table over its outputs, with the widths of the cells."""
    for n, v in enumerate(law.outputs):
        if v.is_space:
            sizes = model.quantities[widths(v.alphabet)]
            assert all(m > 0 for m in sizes)
            heights = heights * sizes.reshape([-1 if j == n else 1 for j in range(heights.ndim)])
    return np.atleast_1d(heights.sum(axis=tuple(range(len(law.outputs))))).flat


@pytest.mark.parametrize("name", ILL_POSED)
def test_undefined_somewhere(name):
    claim, given = ILL_POSED[name]
    assert attack(as_relation(claim), given, Settings(trials=150)).verdict == "ill-posed"


@pytest.mark.parametrize("name", FALSE | ILL_POSED)
def test_no_proof_is_found(name):
    assert not proved(*{**FALSE, **ILL_POSED}[name])


def test_a_normal_law_moves_with_its_mean():
    """∂p(x)/∂μ = 0 would follow if p(x) were taken for a number without μ."""
    mu = Real("μ")
    normal = Normal("a", x, mean=mu)
    for value in (normal(x), E(x, normal), h(normal)):
        assert report_of(Eq(Derivative(value, mu), 0)).verdict == "error"
