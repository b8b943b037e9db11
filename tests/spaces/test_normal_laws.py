"""Normal laws: what is proved of them, and the usual mistakes refuted at exact parameters."""

import pytest

from derive import (
    KL,
    Alphabet,
    Density,
    Derivation,
    DeriveError,
    E,
    Eq,
    Normal,
    Positive,
    Real,
    Space,
    Sum,
    cross_entropy,
    exp,
    h,
    log,
    pi,
)
from derive.derivation.check import check
from derive.language.printing import text
from derive.numeric import Settings
from derive.render.provided import integrals

x, i = Space("x"), Alphabet("i")
mu, nu, v, w = Real("μ"), Real("ν"), Positive("v"), Positive("w")
m, s = Real("m", i), Positive("s", i)
p = Normal("p", x, mean=mu, variance=v)
q = Normal("q", x, mean=nu, variance=w)
g = Normal("g", x, mean=m(i), variance=s(i), given=i)
n, r = Normal("n", x), Density("r", x)
e = exp(1)
SPREAD = Eq(E((x - nu) ** 2, r), w)
DIVERGENCE = (log(w / v) + (v + (mu - nu) ** 2) / w - 1) / 2
VAE = Sum(KL(g(x | i), n(x), over=x), i)


def checked(claim, given=(), steps=()):
    def write(proof):
        for k, line in enumerate(steps):
            kind, value = line
            proof.start(value) if not k else getattr(proof, kind)(value)
        proof.claim(claim)

    return check(Derivation(write, "a title", given=list(given)), Settings(trials=80))


PROVED = {
    "entropy": Eq(h(p), log(2 * pi * e * v) / 2),
    "divergence": Eq(KL(p, q), DIVERGENCE),
    "cross-entropy": Eq(cross_entropy(p, q), log(2 * pi * w) / 2 + (v + (mu - nu) ** 2) / (2 * w)),
    "mean": Eq(E(x, p), mu),
    "variance": Eq(E((x - mu) ** 2, p), v),
    "skewness": Eq(E((x - mu) ** 3, p), 0),
    "fourth moment": Eq(E((x - mu) ** 4, p), 3 * v**2),
    "a density": Eq(-log(q(x)), log(2 * pi * w) / 2 + (x - nu) ** 2 / (2 * w)),
    "the loss of a VAE": Eq(VAE, -Sum(1 + log(s(i)) - m(i) ** 2 - s(i), i) / 2),
    "its sign": -Sum(1 + log(s(i)) - m(i) ** 2 - s(i), i) / 2 >= 0,
    "squared error": Eq(E(-log(q(x)), p) - log(2 * pi * w) / 2, E((x - nu) ** 2, p) / (2 * w)),
}


@pytest.mark.parametrize("name", PROVED)
def test_proved_of_normal_laws(name):
    report = checked(PROVED[name])
    assert report.verdict == "proved", report
    assert integrals(report) == ()
    if "sign" not in name:
        assert "the density and the moments of a normal law" in report.rests.axioms


FALSE = {
    "½ forgotten": Eq(h(p), log(2 * pi * e * v)),
    "e forgotten": Eq(h(p), log(2 * pi * v) / 2),
    "v for v²": Eq(h(p), log(2 * pi * e * v**2) / 2),
    "h ≥ 0": h(p) >= 0,
    "reverse divergence": Eq(KL(q, p), DIVERGENCE),
    "sign of the logarithm": Eq(KL(p, q), (log(v / w) + (v + (mu - nu) ** 2) / w - 1) / 2),
    "the other variance": Eq(KL(p, q), (log(w / v) + (v + (mu - nu) ** 2) / v - 1) / 2),
    "−1 forgotten": Eq(KL(p, q), (log(w / v) + (v + (mu - nu) ** 2) / w) / 2),
    "square forgotten": Eq(KL(p, q), (log(w / v) + (v + (mu - nu)) / w - 1) / 2),
    "the VAE's sign": Eq(VAE, -Sum(1 - log(s(i)) - m(i) ** 2 - s(i), i) / 2),
    "the VAE's ½": Eq(VAE, -Sum(1 + log(s(i)) - m(i) ** 2 - s(i), i)),
    "fourth moment": Eq(E((x - mu) ** 4, p), v**2),
    "second moment": Eq(E(x**2, p), v),
    "the density's ½": Eq(-log(q(x)), log(2 * pi * w) / 2 + (x - nu) ** 2 / w),
    "symmetric": Eq(KL(p, q), KL(q, p)),
}


@pytest.mark.parametrize("name", FALSE)
def test_refuted_of_normal_laws(name):
    report = checked(FALSE[name])
    assert report.verdict == "refuted", report


def test_a_normal_law_has_the_largest_entropy():
    bound = log(2 * pi * e * w) / 2
    steps = [
        ("start", h(r)),
        ("le", cross_entropy(r, q)),
        ("eq", log(2 * pi * w) / 2 + E((x - nu) ** 2, r) / (2 * w)),
        ("eq", bound),
    ]
    report = checked(h(r) <= bound, [SPREAD], steps)
    assert report.verdict == "proved", report
    listed = [text(found) for found in integrals(report)]
    assert "∫ r(x)·x^2 dx" in listed
    assert not any(line.startswith("∫ q(x)") for line in listed)
    assert checked(h(r) <= log(2 * pi * w) / 2, [SPREAD]).verdict == "refuted"


def test_what_a_normal_law_needs():
    with pytest.raises(DeriveError, match="no point of a space"):
        Normal("a", Alphabet("a"))
    with pytest.raises(DeriveError, match="not given"):
        Normal("a", x, mean=m(i))
    report = checked(Eq(h(Normal("a", x, variance=Real("c"))), 0))
    assert report.verdict == "error"
    assert "not visibly > 0" in report.error + "".join(line.note for line in report.steps)


def test_a_letter_of_an_alphabet_is_no_number():
    assert checked(Eq(Sum(i * s(i), i), 0)).verdict == "error"


def test_laws_of_other_parameters_are_other_laws():
    assert Normal("p", x, mean=mu, variance=v) == p
    assert Normal("p", x, mean=nu, variance=v) != p
    assert checked(Eq(h(p), h(Normal("p", x, mean=nu, variance=v)))).verdict == "error"
