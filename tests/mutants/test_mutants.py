"""The mutants' judge and operators: the judge decides what is false, so it is tested hardest."""

from fractions import Fraction
from math import exp, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.corpus.false import FALSE, ILL_POSED, WRONG_EQUALITY
from tests.corpus.true import TRUE
from trials.mutants import numbers, operations, operators, run, table
from trials.mutants.judge import Judge, Statement

PROOFS = run.ROOT / "proofs"
small = st.fractions(min_value=Fraction(1, 12), max_value=12, max_denominator=12)


def decided(s):
    return Judge(s.expressions(), s.given).decide(s)


@pytest.mark.parametrize("name,relation,hypotheses", FALSE, ids=[n for n, *_ in FALSE])
def test_what_is_false_is_called_false(name, relation, hypotheses):
    found = decided(Statement(relation, tuple(hypotheses)))
    assert found is not None and found.kind == "violated"


@pytest.mark.parametrize("name,relation,hypotheses,_", ILL_POSED, ids=[n for n, *_ in ILL_POSED])
def test_what_is_ill_posed_is_called_so(name, relation, hypotheses, _):
    found = decided(Statement(relation, tuple(hypotheses)))
    assert found is not None and found.kind == "ill-posed"


@pytest.mark.parametrize(
    "name,relation,conditions,hypotheses", WRONG_EQUALITY, ids=[n for n, *_ in WRONG_EQUALITY]
)
def test_wrong_conditions_are_called_wrong(name, relation, conditions, hypotheses):
    found = decided(Statement(relation, tuple(hypotheses), tuple(conditions)))
    assert found is not None and found.kind == "not the condition"


@pytest.mark.parametrize("name,relation,hypotheses", TRUE, ids=[n for n, *_ in TRUE])
def test_what_is_true_is_never_called_false(name, relation, hypotheses):
    assert decided(Statement(relation, tuple(hypotheses))) is None


@given(small, small, small)
@settings(deadline=None, max_examples=40)
def test_numbers_are_logarithms_and_powers_exactly(a, b, c):
    ln = numbers.log
    assert numbers.sign(ln(a * b) - ln(a) - ln(b)) == 0
    assert numbers.exp(ln(a) - ln(b)) == a / b
    assert numbers.sign(numbers.exp(ln(a) * b) - numbers.exp(ln(a) * c)) == _sign(
        (b - c) * _sign(a - 1)
    )
    assert numbers.inverse(ln(a) * 2) * ln(a) == (Fraction(1, 2) if a != 1 else 0)
    assert numbers.inverse(ln(b) + 7) * (ln(b) * c + 7 * c) == c
    assert numbers.exp(numbers.inverse(ln(b * 20)) * ln(Fraction(9)) * ln(b * 20)) == 9 ** (
        b != Fraction(1, 20)
    )


def _sign(v):
    return (v > 0) - (v < 0)


@given(small, small, small)
@settings(deadline=None, max_examples=40)
def test_signs_agree_with_floats_where_those_are_clear(a, b, c):
    exactly = numbers.exp(numbers.log(a) * b) * numbers.log(b) - numbers.inverse(
        numbers.log(c) + Fraction(1, 3)
    )
    roughly = float(a) ** float(b) * log(b) - 1 / (log(c) + 1 / 3)
    if abs(roughly) > 1e-6:
        assert numbers.sign(exactly) == _sign(roughly)
        assert float(exactly) == pytest.approx(roughly, rel=1e-6)
    assert float(numbers.exp(numbers.log(a) + c)) == pytest.approx(float(a) * exp(c))


def test_the_last_digit_decides():
    third = Fraction(1, 3)
    assert numbers.sign(numbers.exp(third) - Fraction(10**40 * 14, 10**41)) < 0
    assert numbers.sign(numbers.log(Fraction(2)) - Fraction("0.69314718055994530941")) == 1
    assert (
        numbers.ceiling(numbers.log(Fraction(8)) * numbers.inverse(numbers.log(Fraction(2)))) == 3
    )


@pytest.fixture(scope="module")
def outcomes():
    return [
        o for d in run.load((str(PROOFS / "gibbs.py"),)) for o in run.outcomes(d, run.Asked())
    ]


def test_every_false_mutant_of_a_script_is_refused_three_times(outcomes):
    false = [o for o in outcomes if o.false]
    assert len(false) > 20
    assert not [o for o in outcomes if o.survives or o.disagreement]
    assert table.rows(outcomes)[-1][1] == str(len(outcomes))


def test_some_mutants_of_a_derivation(outcomes, monkeypatch):
    """They are among all of them; and one about which something fails does not end the run."""
    d = run.load((str(PROOFS / "gibbs.py"),))[0]
    some = [*run.outcomes(d, run.Asked(most=3, seconds=10.0))]
    assert len(some) == 3
    assert {(o.where, o.operator, o.text) for o in some} <= {
        (o.where, o.operator, o.text) for o in outcomes
    }

    def fails(*_):
        raise KeyError("a table")

    monkeypatch.setattr(run.killers, "attacked", fails)
    (failed,) = run.outcomes(d, run.Asked(most=1))
    assert failed.error == "KeyError('a table')" and not failed.false
    assert ("ended in an error", [failed]) in table.noteworthy([failed])


def test_random_positive_models_miss_what_zeros_and_equal_laws_show(outcomes):
    by_name = {o.operator: o for o in outcomes if o.false}
    assert not by_name["< for ≤"].random_shows
    assert by_name["± a small constant"].random_shows or by_name["sign"].random_shows


def test_every_operator_has_mutants_somewhere():
    scripts = ("gibbs.py", "mutual_information.py", "maximum_likelihood.py", "events.py")
    scripts = (*scripts, "densities.py", "gaussians.py")
    missing = set(operators.RELATIONS) | set(operators.CONDITIONS)
    missing -= set(operations.MISTAKES)  # see test_operations
    for d in run.load(tuple(str(PROOFS / s) for s in scripts)):
        if not d.proof().facts:
            claim = d.claim()
            s = Statement(claim.relation, d.given, claim.equality)
            for step in d.proof().steps:
                plain = Statement(step.relation, d.given)
                missing -= {
                    n for n, o in operators.RELATIONS.items() if operators.mutants(plain, o)
                }
            both = operators.RELATIONS | (operators.CONDITIONS if claim.equality else {})
            missing -= {n for n, o in both.items() if operators.mutants(s, o)}
    assert not missing
