"""Existence, calculus, computation, citation, definition, observation."""

import pytest
from sympy import oo

from derive import *
from derive.language.names import DeriveError

x, y = alphabets("x y")
p, q = Distribution("p", x), Distribution("q", x)
L, w = Real("L"), Real("p")
z, t = Real("z", x), Distribution("t", x)
j = x.another("j")
HALF = ["1/2", "1/2"]


def decided(fact, given=(), **options):
    @theorem("t", given=list(given), **options)
    def one(proof):
        proof.fact(fact)

    return check(one)


# ------------------------------------------------------------------ existence


def test_a_witness_proves_existence_and_is_named():
    report = decided(Exists(Ne(KL(p, q), KL(q, p)), p=HALF, q=["1/4", "3/4"]), [p << q, q << p])
    assert report.verdict == "proved"
    assert report.rests.axioms == {"exact evaluation at a witness"}
    assert "p = (1/2, 1/2)" in report.steps[0].detail


@pytest.mark.parametrize(
    "fact",
    [
        Exists(Ne(KL(p, q), KL(q, p)), p=HALF, q=HALF),
        Exists(Gt(H(p), H(q)), p=HALF, q=HALF),
        Exists(Lt(H(p), log(2)), p=HALF),
        Exists(Eq(H(p), H(q)), p=HALF, q=["1/3", "2/3"]),
        Exists(Eq(p(x), q(x)), p=HALF, q=["1/3", "2/3"]),  # at every letter
    ],
)
def test_what_is_no_witness_proves_nothing(fact):
    report = decided(fact)
    assert report.verdict == "open"
    assert report.rests is None


def test_a_witness_has_to_meet_the_hypotheses():
    assert decided(Exists(Ge(KL(p, q), 0), p=HALF, q=[1, 0]), [p << q]).verdict == "open"


def test_an_ill_posed_witness_is_none():
    assert decided(Exists(Ge(KL(p, q), 0), p=HALF, q=[1, 0])).verdict == "open"


@pytest.mark.parametrize(
    "tables, said",
    [
        ({"p": HALF}, "no values for"),
        ({"p": HALF, "q": HALF, "s": HALF}, r"no \['s'\]"),
        ({"p": HALF, "q": ["1/2", "1/3"]}, "sum to one"),
        ({"p": HALF, "q": ["1/2", "1/4", "1/4"]}, "letters"),
    ],
)
def test_mistakes_in_a_witness_are_named(tables, said):
    report = decided(Exists(Gt(KL(p, q), 0), **tables))
    assert report.verdict == "error"
    with pytest.raises(AssertionError, match=said):
        raise AssertionError(report.steps[0].note)


# ------------------------------------------------------------------ calculus

GOOD = [
    Derivative(w * L, L, w),
    Derivative(2 ** (-L), L, -(2 ** (-L)) * log(2)),
    Derivative(exp(L) * L**2, L, exp(L) * (L**2 + 2 * L)),
    Derivative(log(Sum(exp(z(x)), x)), z(j), exp(z(j)) / Sum(exp(z(x)), x)),
    Derivative(Sum(t(x) * z(x), x), z(j), t(j)),
    Derivative(Sum(z(x) * z(x), x), z(j), 2 * z(j)),
    Integral(lambda s: 2 ** (-s), L, oo, 2 ** (-L) / log(2)),
    Integral(lambda s: s, 0, L, L**2 / 2),
    Limit(lambda n: (n + 1) / n, 1),
]
BAD = [
    Derivative(w * L, L, 2 * w),
    Derivative(2 ** (-L), L, -(2 ** (-L))),
    Derivative(Sum(t(x) * z(x), x), z(j), 1),
    Derivative(Sum(z(x) * z(x), x), z(j), z(j)),
    Derivative(w, L, 1),
    Integral(lambda s: 2 ** (-s), L, oo, 2 ** (-L)),
    Limit(lambda n: 1 / n, 1),
]


@pytest.mark.parametrize("fact", GOOD, ids=str)
def test_calculus_is_computed_by_sympy_and_says_so(fact):
    report = decided(fact)
    assert report.verdict == "proved", report
    assert "SymPy's calculus" in report.rests.axioms


@pytest.mark.parametrize("fact", BAD, ids=str)
def test_wrong_values_are_refused(fact):
    report = decided(fact)
    assert report.verdict in ("refuted", "open")
    assert report.rests is None


@pytest.mark.parametrize("values", [(-2, 1), (0, 3), (5, -1)])
def test_a_derivative_is_near_its_difference_quotient(values):
    from fractions import Fraction

    from derive.numeric import Model, evaluate
    from derive.rules.calculus import derivative

    f = log(1 + exp(L * w)) + L**3
    h = Fraction(1, 50)

    def at(e, value):
        tables = {L.quantity: value, w.quantity: Fraction(values[1])}
        return float(evaluate(e, Model.of({}, tables)).decimal)

    slope = (at(f, values[0] + h) - at(f, values[0] - h)) / float(2 * h)
    assert slope == pytest.approx(at(derivative(f, L), Fraction(values[0])), rel=1e-3, abs=1e-2)


def test_a_letter_that_is_summed_over_is_refused():
    assert decided(Derivative(Sum(z(x), x), z(x), 1)).verdict == "error"
    with pytest.raises(DeriveError, match="expected a quantity"):
        Derivative(p(x), p(x), 1)


# ------------------------------------------------------------------ the others


def test_a_computation_decides_by_what_it_finds():
    assert decided(Computed("1 + 1 = 2", lambda: 1 + 1 == 2)).verdict == "proved"
    report = decided(Computed("1 + 1 = 3", lambda: 1 + 1 == 3, ("it is 2",)))
    assert report.verdict == "refuted"
    assert report.steps[0].detail == ("it is 2",)


def test_a_citation_is_not_a_proof():
    report = decided(Cited("the sun rises", "Anonymous 1900"))
    assert report.verdict == "cited"
    assert not report.as_claimed
    assert report.rests.cited == {"the sun rises (Anonymous 1900)"}
    with pytest.raises(DeriveError):
        Cited("the sun rises", "")


def test_an_observation_stays_open():
    report = decided(Empirical("the sun is warm", "feel it"))
    assert report.verdict == "open"
    assert report.rests is None


def test_a_definition_has_to_be_possible():
    d = Nonnegative("d", x, j)
    good = Defined("symmetric", Eq(d(x, j), d(j, x)), d=[[0, 1], [1, 0]])
    bad = Defined("symmetric", Eq(d(x, j), d(j, x)), d=[[0, 1], [2, 0]])
    assert decided(good).verdict == "proved"
    assert decided(bad).verdict == "open"


def test_facts_and_chains_do_not_mix():
    fact = Computed("1 = 1", lambda: True)
    with pytest.raises(DeriveError, match="chain or facts"):
        Proof().start(H(p)).fact(fact)
    with pytest.raises(DeriveError, match="stand for themselves"):
        Proof().fact(fact).claim(H(p) >= 0)
    with pytest.raises(DeriveError, match="expected Exists"):
        Proof().fact("1 = 1")


def test_a_fact_has_no_truth_value():
    with pytest.raises(DeriveError, match="no truth value"):
        bool(Computed("1 = 1", lambda: True))


def test_a_derivation_of_facts_is_no_lemma():
    @theorem("fact")
    def fact(proof):
        proof.fact(Computed("1 = 1", lambda: True))

    @theorem("chain")
    def chain(proof):
        proof.start(H(p))
        proof.ge(0, fact)

    assert check(chain).steps[0].verdict == "error"


# ------------------------------------------------------------------ expectations


def test_what_is_claimed_to_be_false_has_to_be_refuted():
    @theorem("false", expect="refuted")
    def false(proof):
        proof.claim(H(p) <= 0)

    @theorem("true", expect="refuted")
    def true(proof):
        proof.claim(H(p) >= 0)

    @theorem("true after a wrong step", expect="refuted")
    def on_the_way(proof):
        proof.start(0)
        proof.ge(1)
        proof.le(H(p))
        proof.claim(H(p) >= 0)

    assert check(false).as_claimed
    assert not check(true).as_claimed
    assert not check(on_the_way).as_claimed
    assert "step 1 is refuted, and the claim is open" in check(on_the_way).error
    with pytest.raises(DeriveError, match="expect: got 'wrong'"):
        theorem("t", expect="wrong")
