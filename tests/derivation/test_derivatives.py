"""Derivatives as lines of a chain: rules on one side, dual numbers on the other."""

from __future__ import annotations

import pickle
import random
from fractions import Fraction

import pytest

from derive import (
    KL,
    Ceiling,
    DefinedLaw,
    Delta,
    Derivative,
    DeriveError,
    Distribution,
    Dominated,
    E,
    Eq,
    H,
    Indicator,
    Le,
    Let,
    Natural,
    Nonnegative,
    Positive,
    Probability,
    Real,
    Sum,
    alphabets,
    cross_entropy,
    exp,
    log,
    quotient,
    sqrt,
    theorem,
)
from derive.derivation.check import check, proved_theorem
from derive.language.derivatives import Partial
from derive.language.printing import latex, text
from derive.numeric import Settings
from derive.numeric.exact import exact_value
from derive.numeric.model import Model, exact_array
from derive.render.latex import latex as fragment
from derive.store import dumps, loads
from derive.translate.differentiation import AXIOM, derivative

x, y = alphabets("x y")
x1, i = x.another("x'"), x.another("i")
p, target = Distribution("p", x), Distribution("y", x)
theta, a, s = Real("θ"), Real("a"), Real("s", x)
phi, h = Real("φ", x), Positive("h", x)
c, lam, w = Positive("c"), Probability("λ"), Nonnegative("w", x)
Z = Let("Z", Sum(h(x) * exp(theta * phi(x)), x))
family = DefinedLaw("p", x, value=h(x) * exp(theta * phi(x)) / Z)
softmax = DefinedLaw("σ", x, value=exp(s(x)) / Sum(exp(s(x1)), x1))
FAST = Settings(trials=100)
D = Derivative


def claimed(relation, given=()):
    @theorem("A claim", given=given)
    def made(proof):
        proof.claim(relation)

    return made


def checked(relation, given=(), settings=FAST):
    return check(claimed(relation, given), settings)


PROVED = [
    Eq(D(log(Z), theta), E(phi(x), family)),
    Eq(
        D(D(log(Z), theta), theta),
        Sum(family(x) * phi(x) ** 2, x) - E(phi(x), family) ** 2,
    ),
    Eq(Sum(family(x) * D(log(family(x)), theta), x), 0),
    Eq(D(softmax(x), s(i)), softmax(x) * (Delta(x, i) - softmax(i))),
    Eq(D(cross_entropy(target, softmax), s(i)), softmax(i) - target(i)),
    Eq(D(Sum(s(x) * p(x), x), s(x)), p(x)),  # the letter is summed over, and stands outside too
    Eq(D(p(x) * log(c), c), p(x) / c),
    Eq(D(2 ** (-theta), theta), -log(2) * 2 ** (-theta)),
    Eq(D(H(p), theta), 0),
    Eq(D(sqrt(c), c), quotient(sqrt(c), 2 * c)),
]


@pytest.mark.parametrize("relation", PROVED)
def test_derivatives_that_are_proved(relation):
    report = checked(relation)
    assert report.verdict == "proved", report
    assert report.rests is not None
    assert report.rests.axioms == {AXIOM}
    stored = next(step.theorem for step in report.steps if step.kind == "claim")
    assert loads(dumps(stored)).statement == stored.statement


REFUTED = [
    Eq(D(cross_entropy(target, softmax), s(i)), target(i) - softmax(i)),  # its sign
    Eq(D(exp(theta * phi(x)), theta), exp(theta * phi(x))),  # the chain rule's factor
    Eq(D(theta * exp(theta), theta), exp(theta)),  # half of the product rule
    Eq(D(quotient(theta, c), c), quotient(theta, c**2)),
    Eq(D(softmax(x), s(i)), softmax(x) * (1 - softmax(i))),  # [i = x] forgotten
    Eq(D(log(Z), theta), Sum(h(x) * phi(x), x)),  # not normalised
    Eq(D(Sum(s(x) ** 2, x), s(i)), 2 * Sum(s(x), x)),
    Le(D(log(Z), theta), 0),
    Eq(D(D(theta**3, theta), theta), 3 * theta**2),
]


@pytest.mark.parametrize("relation", REFUTED)
def test_derivatives_that_are_refuted(relation):
    assert checked(relation).verdict == "refuted"
    assert checked(relation, (), None).verdict != "proved"


ILL_POSED = [
    Eq(D(log(p(x)) + theta, theta), 1),  # f itself is not defined where p(x) = 0
    Eq(D(lam * log(lam), lam), log(lam) + 1),
    Eq(D(lam**2 * log(lam), lam), 2 * lam * log(lam) + lam),  # the value is 0 there, no more
    Eq(D(quotient(theta**2, theta), theta), 2 * quotient(theta, theta) - 1),
]


@pytest.mark.parametrize("relation", ILL_POSED)
def test_derivatives_that_are_nowhere_or_not_everywhere(relation):
    assert checked(relation).verdict == "ill-posed"
    assert checked(relation, (), None).verdict != "proved"


def test_a_root_has_no_derivative_at_0():
    mu = Nonnegative("μ")
    assert checked(Eq(D(sqrt(mu), mu), quotient(1, 2 * sqrt(mu)))).verdict != "proved"
    assert checked(Eq(D(sqrt(mu), mu), sqrt(mu) / (2 * mu))).verdict != "proved"


def test_what_is_defined_at_one_point_only_has_no_derivative_there():
    f = theta**2 * log(p(x))
    assert checked(Eq(D(f, theta), 2 * theta * log(p(x)))).verdict != "proved"
    tied = Dominated(theta, p(x))
    assert checked(Eq(D(f, theta), 2 * theta * log(p(x))), [tied]).verdict != "proved"


def test_a_weight_that_stays_silences():
    assert checked(Eq(D(w(x) * log(w(x) * c), c), quotient(w(x), c))).verdict == "proved"


def test_it_stands_in_a_chain_and_is_written_as_it_is():
    @theorem("The gradient of the log-partition function")
    def gradient(proof):
        proof.start(D(log(Z), theta))
        proof.eq(D(Z, theta) / Z, "chain rule")
        proof.eq(Sum(phi(x) * family(x), x), "under the sum")

    report = check(gradient, FAST)
    assert report.verdict == "proved"
    assert text(D(log(Z), theta)) == "∂/∂θ [ln(Z)]"
    assert r"\frac{\partial}{\partial \theta} \left[" in fragment(report)
    assert latex(D(s(x), s(i))).startswith(r"\frac{\partial}{\partial s(i)}")


def test_lemmas_hand_on_what_they_rest_on():
    lemma = claimed(PROVED[0])

    @theorem("Uses it")
    def user(proof):
        proof.start(a * Sum(h(x) * phi(x) * exp(theta * phi(x)), x) / Z)
        proof.eq(a * E(phi(x), family), lemma)

    report = check(user, FAST)
    assert report.verdict == "proved"
    assert AXIOM in report.rests.axioms
    assert AXIOM in lemma.beside.axioms
    assert proved_theorem(user)[0].rests.axioms == set()


def test_what_a_hypothesis_ties_does_not_stand_still():
    tied = Eq(p(x), h(x) * exp(theta * phi(x)) / Z)
    assert "ties" in checked(Eq(D(log(p(x)), theta), 0), [tied]).error


def test_the_fact_sees_into_definitions():
    @theorem("False")
    def constant(proof):
        proof.fact(Derivative(log(Z), theta, 0))

    assert check(constant, FAST).verdict == "refuted"
    assert check(constant, None).verdict == "open"
    fact = pickle.loads(pickle.dumps(Derivative(theta**2, theta, 2 * theta)))
    assert fact.text() == "d/dθ [θ^2] = 2·θ"


@pytest.mark.parametrize("f", [Ceiling(theta), Indicator(theta)])
def test_where_there_is_no_rule(f):
    assert "no rule" in checked(Eq(D(f, theta), 0)).error


def test_mistakes_are_named():
    with pytest.raises(DeriveError, match="expected a real quantity"):
        Derivative(KL(p, p), p(x))
    with pytest.raises(DeriveError, match="expected a real quantity"):
        Derivative(theta, x)
    with pytest.raises(DeriveError, match="expected a real quantity"):
        Derivative(Natural("n") ** 2, Natural("n"))


def test_rules_and_dual_numbers_agree_on_random_expressions():
    rng = random.Random(7)
    leaves = [theta, s(x), s(i), phi(x), c, Sum(s(x) * phi(x), x), p(x)]

    def grown(depth):
        if depth == 0:
            return rng.choice(leaves)
        one, other = grown(depth - 1), grown(rng.randrange(depth))
        kind = rng.randrange(7)
        return (
            one + other,
            one * other,
            one**2,
            quotient(one, 1 + other**2),
            Sum(one * other, x),
            log(1 + one**2),
            one - 2 * other,
        )[kind]

    def table(*values):
        return exact_array(values)

    laws = {p: table("1/3", "2/3")}
    number = exact_array(Fraction(3, 2))
    quantities = {
        theta.quantity: number,
        c.quantity: exact_array(2),
        s: table("1/2", "-1"),
        phi: table("2", "1/3"),
    }
    for _ in range(150):
        f, by = grown(rng.randrange(1, 4)), rng.choice([theta, s(i), s(x), c])
        model = Model({"x": 2}, laws, quantities)
        for at in ({x: 0, i: 1}, {x: 1, i: 1}):
            exact = exact_value(Partial(f, by), model, at)
            ruled = exact_value(derivative(f, by), model, at)
            assert exact == ruled or _sign(exact - ruled) == 0, (f, by)


def _sign(number):
    from derive.numeric import closed

    return closed.sign(number)
