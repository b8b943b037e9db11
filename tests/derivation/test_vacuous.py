"""Under hypotheses that contradict each other nothing is proved, whatever it is."""

import pytest

from derive import (
    ArgMax,
    Derivative,
    EveryT,
    Exists,
    Le,
    Positive,
    Real,
    log,
    past_and_next,
    theorem,
)
from derive.derivation.check import check
from derive.language.alphabets import Alphabet
from derive.language.relations import Eq, Ge, Gt
from derive.numeric import Settings, consistent

a, c, θ = Positive("a"), Real("c"), Alphabet("θ")
f = Real("f", θ)
u, v = past_and_next("x")
NEVER = [[Le(1, 0)], [Eq(a, 0)], [Le(a, 0), Ge(a, 0)], [Gt(c, 0), Gt(-c, 0)]]


def derivation(write, given):
    @theorem("t", given=given)
    def one(proof):
        write(proof)

    return one


@pytest.mark.parametrize("settings", [Settings(), None], ids=["attacked", "not"])
@pytest.mark.parametrize("given", NEVER, ids=str)
def test_contradictory_hypotheses_prove_nothing(given, settings):
    for write in (
        lambda proof: proof.claim(Le(c, c + 1)),
        lambda proof: proof.fact(Derivative(a**2, a, 2 * a)),
        lambda proof: proof.claim(Eq(ArgMax(f(θ), θ), ArgMax(f(θ) + 1, θ))),
    ):
        report = check(derivation(write, given), settings)
        assert report.verdict == "open"
        assert "contradict" in report.steps[0].note
        assert report.rests is None


@pytest.mark.parametrize("settings", [Settings(), None], ids=["attacked", "not"])
@pytest.mark.parametrize("given", [Eq(1 / c, 0), Le(log(c - c * c / c), 0)], ids=str)
def test_what_has_no_value_where_it_holds_proves_nothing(given, settings):
    """1/0 counts as 0, so 1/c = 0 holds at c = 0; but there it has no value."""
    report = check(derivation(lambda proof: proof.claim(Le(c, c + 1)), [given]), settings)
    assert report.verdict == "open" and "contradict" in report.steps[0].note


def test_what_has_a_value_at_some_laws_is_met():
    assert consistent([Le(log(c), 0)]) and consistent([Eq(c / c, 1)])
    assert consistent([Eq(c / c, 0)])  # 0·(1/0) has the weight 0


def test_a_lemma_under_contradictory_hypotheses_is_none():
    never = [Le(1, 0)]
    less = derivation(lambda proof: proof.claim(Le(c, c - 1)), never)
    every = derivation(lambda proof: proof.fact(EveryT(less, c, -1, u, v)), never)
    assert check(less, None).verdict == "open"
    assert check(every, Settings()).verdict == "error"
    assert "not proved" in check(every, None).steps[0].note


def test_a_witness_shows_that_the_hypotheses_can_be_met():
    rare = [Eq(a, 12345)]
    found = derivation(lambda proof: proof.fact(Exists(Gt(a, 12344), a=12345)), rare)
    assert check(found, Settings()).verdict == "proved"
    assert consistent(rare)
    assert consistent([])
    assert not consistent([Le(1, 0)])
