"""`ScalarLemma` as a reason: what it proves, for which values, and what it refuses."""

import pytest

from derive import (
    KL,
    Alphabet,
    DeriveError,
    Distribution,
    Eq,
    Gt,
    Le,
    Nonnegative,
    Positive,
    Probability,
    Real,
    ScalarLemma,
    Sum,
    check,
    exp,
    log,
    theorem,
)
from derive.language.relations import as_relation

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)
t, u, s = Nonnegative("t"), Real("u"), Probability("s")
PINSKER = ScalarLemma("Pinsker's lemma", t * log(t) - t + 1 >= 3 * (t - 1) ** 2 / (2 * (t + 2)), t)
BOUND = Sum((p(x) - q(x)) ** 2 / (p(x) + 2 * q(x)), x) * 3 / 2


def report(said, reason, given=(), equality=()):
    relation = as_relation(said)

    @theorem("One step", given=list(given))
    def one(proof):
        step = {"<=": proof.le, ">=": proof.ge, "<": proof.lt}[relation.rel]
        proof.start(relation.lhs)
        step(relation.rhs, reason)
        proof.claim(relation, equality=equality)

    return check(one)


def test_it_proves_at_every_letter_and_sums():
    made = report(KL(p, q) >= BOUND, PINSKER.on(p(x) / q(x)), [p << q], Eq(p(x), q(x)))
    assert made.verdict == "proved"
    (axiom,) = made.rests.axioms
    assert axiom == "1 − t + t·ln(t) ≥ 3·(−1 + t)^2/(4 + 2·t) for 0 ≤ t, by 1 derivative"
    assert made.steps[0].reason == "Pinsker's lemma for t := p(x)/q(x)"


def test_it_proves_nothing_else():
    assert (
        report(KL(p, q) >= BOUND * 11 / 10, PINSKER.on(t=p(x) / q(x)), [p << q]).verdict != "proved"
    )
    made = report(Le(log(p(x)), p(x) - 1), PINSKER.on(p(x)), [Gt(p(x), 0)])
    assert made.verdict == "open"


def test_its_own_variable():
    lemma = ScalarLemma("e^u above its tangent", exp(u) >= 1 + u, u)
    assert report(1 + u <= exp(u), lemma).verdict == "proved"
    v = Real("v")
    made = report(1 + v <= exp(v), lemma)
    assert made.verdict == "error" and "what is u here? Try .on(u=" in made.steps[0].note
    assert report(1 + v <= exp(v), lemma.on(v)).verdict == "proved"


def test_the_value_has_to_be_in_the_interval():
    above = ScalarLemma("ln below a root", 2 * log(u) <= u - 1 / u, u, 1)
    c = Positive("c")
    relation = Le(2 * log(c), c - 1 / c)
    assert report(relation, above.on(c), [c >= 1]).verdict == "proved"
    made = report(relation, above.on(c))
    assert made.steps[0].verdict in ("error", "refuted")
    assert "1 ≤ u" in made.steps[0].note


def test_an_end_where_it_is_not_defined_is_left_out():
    bound = s + s**2 / (2 * (1 - s))
    lemma = ScalarLemma("ln(1/(1 − s))", -log(1 - s) <= bound, s)
    assert "for 0 ≤ s < 1" in next(iter(lemma.theorem().rests.axioms))
    assert report(-log(1 - s) <= bound, lemma, [s < 1]).verdict == "proved"
    assert report(-log(1 - s) <= bound, lemma).verdict == "error"


def test_a_false_lemma_is_an_error_of_the_step():
    wrong = ScalarLemma("e^u below its tangent", exp(u) <= 1 + u, u)
    made = report(Le(u, u + 1), wrong)
    assert made.steps[0].verdict == "error"
    assert "is not shown: it is false at u =" in made.steps[0].note


def test_an_expression_is_at_least_0():
    lemma = ScalarLemma("A square", (u - 1) ** 2, u)
    assert report(2 * u <= u**2 + 1, lemma).verdict == "proved"


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: ScalarLemma("", exp(u) >= 1 + u, u), "expected words"),
        (lambda: ScalarLemma("L", exp(u) >= 1 + u, x), "expected a quantity without letters"),
        (lambda: ScalarLemma("L", exp(u) >= 1 + u, Real("f", x)), "without letters"),
        (lambda: ScalarLemma("L", exp(u) >= 1 + u, u, 0.5), "exact"),
        (lambda: ScalarLemma("L", exp(u) >= 1 + u, u, u), "rational"),
        (lambda: PINSKER.on(), "expected one value"),
        (lambda: PINSKER.on(p(x), q(x)), "expected one value"),
        (lambda: PINSKER.on(v=p(x)), "expected one value"),
        (lambda: ScalarLemma("L", exp(u) >= 1 + t, u).theorem(), "is not shown"),
        (lambda: ScalarLemma("L", Sum(p(x), x) >= u, u, 0, 1).theorem(), "is not shown"),
        (lambda: ScalarLemma("L", exp(u) >= u, u, 2, 1).theorem(), "is not shown"),
    ],
)
def test_mistakes_are_named(make, says):
    with pytest.raises(DeriveError, match=says):
        make()
