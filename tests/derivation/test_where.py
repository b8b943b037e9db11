"""Numbers and laws defined from others: what they mean, that laws are laws, where it is said."""

from __future__ import annotations

import json
import pickle

import pytest

from derive import (
    KL,
    Channel,
    DefinedLaw,
    DeriveError,
    Distribution,
    E,
    Eq,
    Gt,
    H,
    I,
    Law,
    Let,
    Mixture,
    Positive,
    Posterior,
    Probability,
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
from derive.language.definitions import where
from derive.language.printing import latex, text
from derive.numeric import Settings
from derive.render.latex import latex as fragment
from derive.render.notebook import formula
from derive.render.to_json import derivation as as_json
from derive.store import dumps, loads

x, y = alphabets("x y")
x1 = x.another("x'")
p, q, pi = Distribution("p", x), Distribution("q", x), Distribution("π", x)
r, beta, lam = Real("r", x), Positive("β"), Probability("λ")
W = Channel("W", y, given=x)
Z = Let("Z", Sum(p(x) * exp(r(x) / beta), x))
best = DefinedLaw("p*", x, value=p(x) * exp(r(x) / beta) / Z)
SOFTMAX = Law.defined("σ", x, value=exp(r(x)) / Sum(exp(r(x)), x))
FAST = Settings(trials=100)


def claimed(relation, given=(), equality=(), expect="proved"):
    @theorem("A claim", given=given, expect=expect)
    def made(proof):
        proof.claim(relation, equality=equality)

    return made


def checked(relation, given=(), equality=()):
    return check(claimed(relation, given, equality), FAST)


def test_names_print_alone_and_stand_for_their_definition():
    assert text(best(x)) == "p*(x)"
    assert latex(best(x)) == "p^{*}(x)"
    assert [str(w) for w in where([KL(q, best)])] == [
        "Z = Σ_x p(x)·exp(r(x)/β)",
        "p*(x) = p(x)·exp(r(x)/β)/Z",
    ]
    assert best(x1).unfold() == p(x1) * exp(r(x1) / beta) / Z
    assert latex(Let("Z*", 2) ** 2) == "{Z^{*}}^{2}"
    assert latex(DefinedLaw("p̂", x, value=p(x))(x)) == r"\hat{p}(x)"
    assert pickle.loads(pickle.dumps(best(x))) == best(x)


def test_letters_are_put_in_without_capture():
    near = Let("s", Sum(p(x) * p(x1), x1), x)
    assert near(x1).unfold() != Sum(p(x1) * p(x1), x1)
    assert checked(Eq(near(x1), p(x1))).verdict == "proved"
    odd = x.another("x''")  # as a letter on the way from x to x' would be called
    assert Let("g", p(x) - 2 * p(odd), x, odd)(odd, x).unfold() == p(odd) - 2 * p(x)
    swapped = Let("g", p(x) - 2 * p(x1), x, x1)
    assert swapped(x1, x).unfold() == p(x1) - 2 * p(x)


def test_where_lines_are_on_every_face():
    d = claimed(E(r(x), pi) - beta * KL(pi, p) <= beta * log(Z), [pi << p], Eq(pi(x), best(x)))
    report = check(d, FAST)
    assert report.verdict == "proved"
    line = "Z = Σ_x p(x)·exp(r(x)/β)"
    assert f"where {line}" in repr(report)
    assert line in json.dumps(as_json(report), ensure_ascii=False)
    for tex in (fragment(report), formula(report), formula(d)):
        assert r"Z = \sum_{x} p(x) \exp" in tex
        assert r"p^{*}(x) = \frac{p(x)" in tex


def test_the_gibbs_bound_is_found_at_the_law_that_is_named():
    d = claimed(E(r(x), pi) - beta * KL(pi, p) <= beta * log(Z), [pi << p], Eq(pi(x), best(x)))
    report = check(d, None)
    assert report.verdict == "proved"
    assert report.seconds < 5
    assert loads(dumps(report.theorem)).statement == report.theorem.statement


def test_definitions_that_do_not_occur_are_not_said():
    report = checked(H(p) >= 0)
    assert report.where == ()
    assert [s.kind for s in report.steps] == ["claim"]


@pytest.mark.parametrize(
    ("relation", "given"),
    [
        (KL(p, Uniform(x)) >= 0, ()),
        (Eq(KL(p, Uniform(x)), log(x.size) - H(p)), ()),
        (H(best) >= 0, ()),
        (H(best) <= log(x.size), ()),
        (H(p) <= cross_entropy(p, SOFTMAX), ()),
        (H(Mixture("m", lam, p, q)) >= lam * H(p) + (1 - lam) * H(q), ()),
    ],
)
def test_defined_laws_stand_where_laws_do(relation, given):
    assert checked(relation, given).verdict == "proved"


def test_marginals_and_conditionals_of_a_defined_joint_law():
    j = DefinedLaw("j", x, y, value=p(x) * W(y | x))
    X, Y = j.variables
    assert text(j(x | y)) == "j(x|y)"
    assert checked(Eq(j(x | y) * j(y), j(x, y))).verdict == "proved"
    assert checked(Eq(j(x), p(x))).verdict == "proved"
    assert checked(I(X, Y) >= 0).verdict == "proved"
    assert checked(H(X, Y) >= H(X)).verdict == "proved"
    assert checked(H(X | Y) <= H(X)).verdict == "proved"
    assert checked(H(X | Y) >= H(X)).verdict == "refuted"
    assert checked(Eq(j(x | y), p(x))).verdict == "refuted"


def test_a_posterior_is_a_law_where_every_letter_has_a_chance():
    post = Posterior("post", p, W)
    seen = Sum(p(x) * W(y | x), x)
    joint = Eq(post(x | y) * seen, p(x) * W(y | x))
    assert text(post(x | y)) == "post(x|y)"
    assert checked(joint, [Gt(seen, 0)]).verdict == "proved"
    assert checked(joint).verdict == "refuted"
    assert checked(Eq(post(x | y), p(x)), [Gt(seen, 0)]).verdict == "refuted"


@pytest.mark.parametrize(
    ("law", "verdict"),
    [
        (DefinedLaw("p*", x, value=p(x) * exp(r(x) / beta)), "refuted"),  # Z forgotten
        (DefinedLaw("p*", x, value=2 * p(x) - q(x)), "refuted"),  # negative somewhere
        (DefinedLaw("p*", x, value=p(x) * exp(r(x) * beta) / Z), "refuted"),  # β for 1/β
        (DefinedLaw("p*", x, value=p(x) * q(x) / Sum(p(x) * q(x), x)), "refuted"),
        (Mixture("m", Real("λ"), p, q), "refuted"),  # a weight that is none
        (Posterior("post", p, W), "refuted"),  # of a y without a chance
    ],
)
def test_what_is_no_law_is_refused(law, verdict):
    value = law.itself()
    report = checked(Eq(value, value))
    assert report.verdict == verdict
    about = [s for s in report.steps if s.kind == "law"]
    assert any(s.verdict == verdict for s in about)
    claim = next(s for s in report.steps if s.kind == "claim")
    assert claim.verdict != "proved"
    assert report.theorem is None


def test_a_law_that_is_none_is_no_lemma():
    bad = DefinedLaw("p*", x, value=2 * p(x))
    lemma = claimed(Eq(bad(x), 2 * p(x)))

    @theorem("Uses it")
    def user(proof):
        proof.start(bad(x)).eq(2 * p(x), lemma)

    assert check(user, FAST).verdict != "proved"


def test_names_that_are_used_twice():
    other = Let("Z", Sum(q(x) * exp(r(x)), x))
    assert "declared twice" in checked(Eq(other, Z)).error
    assert "declared twice" in checked(Eq(Let("p", 1), Sum(p(x), x))).error
    assert "declared twice" in checked(Eq(DefinedLaw("r", x, value=p(x))(x), r(x))).error


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Let("Z", p(x)), "depends on the letters"),
        (lambda: DefinedLaw("m", x, value=p(x) * W(y | x)), "depends on the letters"),
        (lambda: DefinedLaw("m", x), "no value"),
        (lambda: Let("*", 1), "starts with a letter"),
        (lambda: Let("Z + 1", 1), "starts with a letter"),
        (lambda: best(y), "over the alphabet"),
        (lambda: Let("g", p(x), x)(y), "expected letters over"),
        (lambda: Uniform(3), "expected a letter"),
        (lambda: Mixture("m", lam, p, W), "expected a distribution"),
        (lambda: Posterior("post", q, Channel("V", x, given=y)), "has the inputs"),
    ],
)
def test_mistakes_are_named(make, says):
    with pytest.raises(DeriveError, match=says):
        make()


def test_a_subclass_could_mean_something_else():
    class Other(DefinedLaw):
        pass

    fake = Other("f", x, value=p(x))
    assert "class Other" in checked(Eq(fake(x), p(x))).error


def test_a_wrong_bound_is_refuted_by_what_the_names_stand_for():
    report = checked(E(r(x), pi) - beta * KL(pi, p) <= log(Z), [pi << p])
    assert report.verdict == "refuted"
