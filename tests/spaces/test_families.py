"""Uniform, exponential, Laplace, geometric and Poisson laws: proved, refuted, refused."""

import mpmath
import pytest
from sympy import Integer, Rational

from derive import (
    KL,
    Abs,
    Alphabet,
    Density,
    Derivation,
    DeriveError,
    Distribution,
    E,
    Eq,
    Exponential,
    Geometric,
    H,
    Indicator,
    Laplace,
    Le,
    Lt,
    Naturals,
    Poisson,
    Positive,
    Real,
    Space,
    Sum,
    Uniform,
    cross_entropy,
    exp,
    factorial,
    h,
    log,
    pi,
)
from derive.derivation.check import check
from derive.language.printing import text
from derive.numeric import Settings
from derive.numeric.weights import distance, logarithm, moment
from derive.render.provided import integrals
from derive.translate.family_facts import facts

x, n = Space("x"), Naturals("n")
a, mu = Real("a"), Real("μ")
w, lam, nu, b, m, k = (Positive(name) for name in ("w", "λ", "ν", "b", "m", "k"))
u = Uniform("u", x, low=a, high=a + w)
e, f, em = Exponential("e", x, lam), Exponential("f", x, nu), Exponential("c", x, mean=m)
la = Laplace("l", x, mean=mu, scale=b)
g, g2 = Geometric("g", n, mean=m), Geometric("g2", n, mean=k)
p, p2 = Poisson("p", n, mean=lam), Poisson("p2", n, mean=nu)
inner, outer = Uniform("s", x, low=0, high=1), Uniform("t", x, low=0, high=3)
r, d = Density("r", x), Distribution("d", n)
BOUND = (1 + m) * log(1 + m) - m * log(m)


def checked(claim, given=(), steps=(), **named):
    def write(proof):
        for number, (kind, value) in enumerate(steps):
            (getattr(proof, kind) if number else proof.start)(value)
        proof.claim(claim, **named)

    return check(Derivation(write, "a title", given=list(given)), Settings(trials=60))


PROVED = {
    "h of a uniform law": (Eq(h(u), log(w)),),
    "h of an exponential law": (Eq(h(e), 1 - log(lam)),),
    "h of a Laplace law": (Eq(h(la), 1 + log(2 * b)),),
    "H of a geometric law": (Eq(H(g), BOUND),),
    "H of a Poisson law": (Eq(H(p), lam - lam * log(lam) + E(log(factorial(n)), p)),),
    "two exponential laws": (Eq(KL(e, f), log(lam / nu) + nu / lam - 1),),
    "two Poisson laws": (Eq(KL(p, p2), lam * log(lam / nu) - lam + nu),),
    "H on ℕ₀ is ≥ 0": (H(d) >= 0,),
    "an interval by a hypothesis": (
        Eq(h(Uniform("z", x, low=a, high=mu)), log(mu - a)),
        [Lt(a, mu)],
    ),
    "one interval in another": (Eq(KL(inner, outer), log(3)),),
}


@pytest.mark.parametrize("name", PROVED)
def test_proved_of_families(name):
    report = checked(*PROVED[name])
    assert report.verdict == "proved", report
    if "ℕ₀" not in name:
        assert integrals(report) == () or "Poisson" in name


FALSE = {
    "h ≥ 0 on an interval": (h(u) >= 0,),
    "h ≥ 0 on the half-line": (h(e) >= 0,),
    "the sign of ln λ": (Eq(h(e), 1 + log(lam)),),
    "2 forgotten": (Eq(h(la), 1 + log(b)),),
    "the rate for the mean": (Eq(E(x, e), lam),),
    "scale² for the variance": (Eq(E((x - mu) ** 2, la), b**2),),
    "the other order": (Eq(KL(f, e), log(lam / nu) + nu / lam - 1),),
    "no mean": (h(r) <= 1 + log(m), [r << em]),
    "1 forgotten": (h(r) <= log(m), [r << em, Eq(E(x, r), m)]),
    "the least, not the largest": (h(r) >= log(w), [r << u]),
    "an interval that nothing keeps": (h(r) <= log(w),),
    "the least on ℕ₀": (H(d) >= BOUND, [Eq(E(n, d), m)]),
    "ln(1 + m) alone": (H(d) <= log(1 + m), [Eq(E(n, d), m)]),
    "Laplace without 1": (h(r) <= log(2 * b), [Eq(E(Abs(x - mu), r), b)]),
    "the square of a Poisson law": (Eq(E(n**2, p), lam**2),),
}


@pytest.mark.parametrize("name", FALSE)
def test_refuted_of_families(name):
    report = checked(*FALSE[name])
    assert report.verdict == "refuted", report


ILL_POSED = {
    "on an interval": KL(r, u) >= 0,
    "on the half-line": KL(r, e) >= 0,
    "two intervals": Eq(KL(u, Uniform("v", x, low=0, high=1)), -log(w)),
}


@pytest.mark.parametrize("name", ILL_POSED)
def test_a_divergence_needs_its_support(name):
    (step,) = checked(ILL_POSED[name]).steps
    assert step.verdict == "ill-posed"
    assert step.note.startswith(("ln(", "1/")) and "[" not in step.note  # in the script's letters


def test_the_exponential_law_has_the_largest_entropy():
    steps = [
        ("start", h(r)),
        ("le", cross_entropy(r, em)),
        ("eq", log(m) + E(x, r) / m),
        ("le", 1 + log(m)),
    ]
    report = checked(h(r) <= 1 + log(m), [r << em, Le(E(x, r), m)], steps)
    assert report.verdict == "proved", report
    assert "∫ r(x)·x dx" in [text(found) for found in integrals(report)]


def test_the_geometric_law_has_the_largest_entropy_and_alone():
    steps = [
        ("start", H(d)),
        ("le", cross_entropy(d, g)),
        ("eq", (1 + E(n, d)) * log(1 + m) - E(n, d) * log(m)),
        ("eq", BOUND),
    ]
    report = checked(H(d) <= BOUND, [Eq(E(n, d), m)], steps, equality=Eq(d, g))
    assert report.verdict == "proved", report


half = Rational(1, 2)
LAWS = {
    "uniform": Uniform("q", x, low=-half, high=Rational(7, 3)),
    "exponential": Exponential("q", x, rate=Rational(5, 4)),
    "by its mean": Exponential("q", x, mean=Rational(3, 5)),
    "Laplace": Laplace("q", x, mean=Rational(2, 3), scale=Rational(4, 5)),
    "geometric": Geometric("q", n, mean=Rational(3, 2)),
    "by its success": Geometric("q", n, success=Rational(2, 7)),
    "Poisson": Poisson("q", n, mean=Rational(5, 3)),
}


def density(law, t):
    """Its value, written down here from the textbook."""
    own = [float(v) for v in law.parameters]
    match type(law).__name__:
        case "UniformOn":
            return 1 / (own[1] - own[0])
        case "Exponential":
            return own[0] * mpmath.exp(-own[0] * t)
        case "Laplace":
            return mpmath.exp(-abs(t - own[0]) / own[1]) / (2 * own[1])
        case "Geometric":
            success = 1 / (1 + own[0])
            return success * (1 - success) ** int(t)
    return own[0] ** int(t) * mpmath.exp(-own[0]) / mpmath.factorial(int(t))


def mean(law, function):
    if law.outputs[0].is_natural:
        return mpmath.fsum(density(law, t) * function(t) for t in range(200))
    low, high = law.ends(*law.parameters)
    middle = 1 if high is None else (low + high) / 2
    ends = (-60 if low is None else low, float(law.parameters[0]) if low is None else middle)
    whole = [*map(float, ends), 80 if high is None else float(high)]
    return mpmath.quad(lambda t: density(law, t) * function(t), whole)


@pytest.mark.parametrize("name", LAWS)
def test_what_the_kernel_is_told_is_so(name):
    law = LAWS[name]
    (point,) = law.outputs
    found = {fact.name: fact for fact in facts(law, 4, [law])}
    for j in range(1, 5):
        told = found[f"moment {j} of q"].rhs
        assert float(told) == pytest.approx(float(mean(law, lambda t, j=j: t**j)), rel=1e-6)
    value = law(point)
    for t in (0, 1, 2):
        told = found["ln q"].rhs.xreplace({Indicator(value): Integer(1), point: Integer(t)})
        assert float(told) == pytest.approx(float(mpmath.log(density(law, t))), rel=1e-9)
    if "mean distance of q" in found:
        told = found["mean distance of q"].rhs
        center = float(law.parameters[0])
        assert float(told) == pytest.approx(float(mean(law, lambda t: abs(t - center))), rel=1e-6)


@pytest.mark.parametrize("name", LAWS)
def test_what_the_attack_works_out_is_so(name):
    law = LAWS[name]
    kind = type(law)
    for j in range(7):
        made = moment(kind, law.parameters, j)
        assert float(made) == pytest.approx(float(mean(law, lambda t, j=j: t**j)), rel=1e-6)
    made = logarithm(kind, law.parameters, Integer(1))
    assert float(made) == pytest.approx(float(mpmath.log(density(law, 1))), rel=1e-9)
    if not law.outputs[0].is_natural:
        for c in (-1, half, 3):
            made = distance(kind, law.parameters, Rational(c))
            there = mpmath.mpf(float(c))
            wanted = mean(law, lambda t, c=there: abs(t - c))
            assert float(made) == pytest.approx(float(wanted), rel=1e-3)


i = Alphabet("i")
REFUSED = {
    "a rate of 0": (lambda: Exponential("q", x, rate=0), "rate is 0; expected a number > 0"),
    "a mean below 0": (lambda: Exponential("q", x, mean=-1), "mean is -1; expected a number > 0"),
    "both": (lambda: Exponential("q", x, rate=1, mean=1), "the mean is 1/rate"),
    "no length": (lambda: Uniform("q", x, low=1, high=1), "is 0; expected a number > 0"),
    "one end": (lambda: Uniform("q", x, low=1), "both ends"),
    "a scale of 0": (lambda: Laplace("q", x, scale=0), "scale is 0; expected a number > 0"),
    "no success": (lambda: Geometric("q", n, success=1), "between 0 and 1"),
    "neither": (lambda: Geometric("q", n), "its mean or its chance of success"),
    "a finite alphabet": (lambda: Poisson("q", i, mean=1), r"Naturals\('i'\)"),
    "numbers for a point": (lambda: Laplace("q", n), r"Space\('n'\)"),
    "a parameter at a letter": (lambda: Laplace("q", x, mean=Real("c", i)(i)), "not given"),
    "a size": (lambda: n.size, "infinitely many"),
    "h of a law on ℕ₀": (lambda: h(d), "Try H"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_families_refused_with_what_to_write(name):
    make, said = REFUSED[name]
    with pytest.raises(DeriveError, match=said):
        make()


NOT_SHOWN = {
    "rate": (Eq(h(Exponential("q", x, rate=a)), 0), r"Positive\('λ'\)|Positive"),
    "length": (Eq(h(Uniform("q", x, low=a, high=mu)), 0), "low < high"),
    "scale": (Eq(h(Laplace("q", x, scale=a)), 0), "Positive"),
    "mean": (Eq(H(Poisson("q", n, mean=a)), 0), "Positive"),
}


@pytest.mark.parametrize("name", NOT_SHOWN)
def test_a_parameter_that_is_not_shown_to_be_positive(name):
    claim, said = NOT_SHOWN[name]
    report = checked(claim)
    assert report.verdict == "error"
    shown = report.error + "".join(line.note for line in report.steps)
    assert "not visibly > 0" in shown and any(part in shown for part in said.split("|"))


def test_sums_over_naturals_are_printed_as_sums():
    assert text(Sum(d(n) * n, n)) == "Σ_n d(n)·n"
    assert text(H(d)) == "H(d)"
    assert "dn" not in text(KL(d, g).unfold())


def test_what_is_refused_on_naturals_stays_so():
    with pytest.raises(DeriveError, match="no such indicator"):
        from derive import Delta

        Delta(n, n.another("n'"))
    report = checked(Eq(Sum(d(n), n), 1))
    assert report.verdict == "proved"
    assert checked(Eq(exp(log(pi)), pi)).verdict == "proved"
