"""Maxima and minima over all laws, with the law where they are attained."""

from __future__ import annotations

import pytest

from derive import (
    JS,
    KL,
    Channel,
    CodeLengths,
    DefinedLaw,
    DeriveError,
    Distribution,
    Dominated,
    E,
    H,
    Le,
    Let,
    Maximum,
    Minimum,
    Mixture,
    Positive,
    Rational,
    Real,
    Sum,
    Uniform,
    alphabets,
    cross_entropy,
    exp,
    log,
    theorem,
)
from derive.derivation.check import check
from derive.kernel.certificates import TANGENT_AXIOM
from derive.numeric import Settings
from derive.render.latex import latex as fragment

x, y = alphabets("x y")
p, q, s, pi = (Distribution(n, x) for n in ("p", "q", "s", "π"))
r, beta = Real("r", x), Positive("β")
Z = Let("Z", Sum(p(x) * exp(r(x) / beta), x))
best = DefinedLaw("p*", x, value=p(x) * exp(r(x) / beta) / Z)
half = Mixture("m", Rational(1, 2), p, s)
lam = Rational(1, 2)
L = CodeLengths("L", x)
reward = E(r(x), pi) - beta * KL(pi, p)
FAST = Settings(trials=100)


def checked(fact, given=(), settings=FAST):
    @theorem("A fact", given=given)
    def made(proof):
        proof.fact(fact)

    return check(made, settings)


PROVED = [
    (Maximum(reward, over=pi, value=beta * log(Z), at=best), [pi << p]),
    (Minimum(-reward, over=pi, value=-beta * log(Z), at=best), [pi << p]),
    (Maximum(H(q), over=q, value=log(x.size), at=Uniform(x)), []),
    (Minimum(cross_entropy(p, q), over=q, value=H(p), at=p), [p << q]),
    (Minimum(KL(p, q) / 2 + KL(s, q) / 2, over=q, value=JS(p, s), at=half), [p << q, s << q]),
    (
        Minimum(Sum(p(x) * L(x), x), over=L, value=H(p, base=2), at=log(1 / p(x), 2)),
        [L.kraft(), Dominated(1, p(x))],
    ),
    (Maximum(Sum(q(x), x), over=q, value=1, at=p, only=False), []),
]


@pytest.mark.parametrize(("fact", "given"), PROVED)
def test_extremes_that_are_proved(fact, given):
    report = checked(fact, given)
    assert report.verdict == "proved", report
    assert report.seconds < 10


REFUTED = [
    # β forgotten, β for 1/β, Z forgotten
    (Maximum(reward, over=pi, value=log(Z), at=best), [pi << p], "beyond"),
    (
        Maximum(E(r(x), pi) - KL(pi, p) / beta, over=pi, value=beta * log(Z), at=best),
        [pi << p],
        "beyond",
    ),
    (Maximum(reward, over=pi, value=beta, at=best), [pi << p], "beyond"),
    # a bound that is not attained there, or at all
    (Maximum(reward, over=pi, value=beta * log(Z), at=p), [pi << p], "not attained"),
    (Maximum(H(q), over=q, value=1 + log(x.size), at=Uniform(x)), [], "not attained"),
    # max for min, min for max
    (Maximum(KL(q, p), over=q, value=0, at=p), [q << p], "beyond"),
    (Minimum(H(q), over=q, value=log(x.size), at=Uniform(x)), [], "beyond"),
    # attained elsewhere too
    (Maximum(Sum(q(x), x), over=q, value=1, at=p), [], "elsewhere"),
    (Minimum(KL(q, p) * 0 + H(q) * 0 + Sum(q(x), x), over=q, value=1, at=p), [], "elsewhere"),
    # what is attained is not meant
    (
        Maximum(H(q), over=q, value=log(x.size), at=Uniform(x)),
        [Le(Sum(q(x) * r(x), x), Sum(p(x) * r(x), x))],
        "breaks",
    ),
]


@pytest.mark.parametrize(("fact", "given", "why"), REFUTED)
def test_extremes_that_are_refuted(fact, given, why):
    report = checked(fact, given)
    found = report.steps[0]
    assert found.verdict == "refuted", report
    assert why in found.note
    assert checked(fact, given, None).verdict == "open"  # and the kernel does not prove it


def test_a_place_that_is_no_law_is_refused():
    fake = DefinedLaw("p*", x, value=p(x) * exp(r(x) / beta))
    fact = Maximum(Sum(q(x), x), over=q, value=1, at=fake, only=False)
    assert checked(fact).verdict == "refuted"
    assert checked(fact, (), None).verdict == "open"


def test_what_it_rests_on_and_how_it_is_written():
    fact, given = PROVED[0]
    report = checked(fact, given)
    assert report.rests.axioms == {TANGENT_AXIOM}
    tex = fragment(report)
    assert r"\max_{\pi} \left\{" in tex
    assert r"= \beta \ln \left( Z \right)" in tex
    assert r"\text{, attained exactly at } \pi = p^{*}" in tex
    assert r"Z = \sum_{x}" in tex
    assert "attained exactly at π = p*" in str(fact)
    assert "attained at q = p" in str(PROVED[-1][0])


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Maximum(H(q), over=best, value=1, at=p), "given by its name alone"),
        (lambda: Maximum(H(q), over=beta, value=1, at=p), "given by its name alone"),
        (lambda: Maximum(H(q), over=q, value=H(q), at=p), "depends on q"),
        (lambda: Maximum(H(q), over=q, value=1, at=q), "what varies"),
        (
            lambda: Maximum(H(q), over=q, value=1, at=Mixture("m", Rational(1, 2), p, q)),
            "depends on q",
        ),
        (lambda: Maximum(H(p), over=q, value=1, at=p), "does not occur"),
        (lambda: Maximum(q(x), over=q, value=1, at=p), "depends on the letters"),
        (lambda: Maximum(H(q), over=q, value=1, at=Channel("W", x, given=y)), "same alphabets"),
    ],
)
def test_mistakes_are_named(make, says):
    with pytest.raises(DeriveError, match=says):
        make()
