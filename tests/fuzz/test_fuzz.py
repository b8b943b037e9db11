"""A short fuzz, and that the fuzz sees what it looks for: false theorems, at points with zeros."""

import random
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from derive import KL, Ge, H, Le, log
from derive.kernel import terms as t
from derive.kernel.certificates import Nonneg
from derive.kernel.normal import Normalizer
from derive.kernel.theorem import Statement, _with, admit, prove  # _with: to forge
from derive.kernel.wellposed import problems
from derive.numeric import Settings, attack
from derive.strategies import Stated, distributions
from tests.corpus.objects import p, q, x
from tests.kernel import evaluator
from trials.fuzz import grammar, kernel, language, numbers, rules, vocabulary
from trials.fuzz.judge import judge, looked_at
from trials.fuzz.meeting import points
from trials.fuzz.points import names_of, random_point
from trials.fuzz.run import work
from trials.fuzz.tally import VERDICTS, Tally
from trials.fuzz.terms import Terms
from trials.fuzz.values import Values, places

STEADY = settings(
    derandomize=True,
    deadline=None,
    max_examples=200,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
LAW, OTHER = vocabulary.law("p", vocabulary.X), vocabulary.law("q", vocabulary.X)
ONE = t.ONE


def test_certificates():
    tally = Tally()
    kernel.certificates(random.Random(0), 50, tally)
    assert tally.contradictions == []
    assert tally.total("proved") > 10 and tally.total("points") > 30
    assert tally.total("refused") > 3


def test_the_other_rules():
    tally = Tally()
    rules.chunk(random.Random(1), 80, tally)
    assert tally.contradictions == []
    assert tally.total("by instance") > 3 and tally.total("points") > 10


def test_statements_of_the_grammar():
    tally = Tally()
    for stated in grammar.drawn(random.Random(3), 8):
        language.decide("grammar", stated, random.Random(4), tally, attacked=True)
    assert tally.contradictions == []
    assert tally.total("refuted") + tally.total("ill-posed") > 2


def test_a_chunk_is_decided_by_its_seed(monkeypatch):
    monkeypatch.setattr("trials.fuzz.run.CHUNK", 25)
    first, again = (work(("certificates", 7)) for _ in range(2))
    for tally in (first, again):
        del tally.counts["certificates"]["CPU milliseconds"]
    assert first.counts == again.counts
    assert first.statements == sum(first.total(v) for v in VERDICTS) == 25


FALSE = {
    "p·(1/p) = 1": Statement(t.Mul((LAW, t.Nonzero(LAW))), "=", t.Mul((LAW, LAW))),
    "p < 1": Statement(LAW, "<", ONE),
    "p > 0": Statement(LAW, ">", t.ZERO),
    "[p ≠ 0] = 1": Statement(t.Nonzero(LAW), "=", ONE),
    "Σ[p ≠ 0]q ≥ 1": Statement(t.Sum((vocabulary.X,), t.Mul((t.Nonzero(LAW), OTHER))), ">=", ONE),
    "1/p ≥ 1, at p = 0": Statement(t.Pow(LAW, -1), ">=", ONE),
    "p ln q ≤ 0, at p ≠ 0 = q": Statement(t.Mul((LAW, t.Log(OTHER))), "<=", t.ZERO),
    "|A| ≥ 2": Statement(t.Card("A"), ">=", t.const(2)),
    "[i = j] ≤ [j = k]": Statement(
        t.Delta(vocabulary.X, vocabulary.J), "<=", t.Delta(vocabulary.J, vocabulary.K)
    ),
}


@pytest.mark.parametrize("name", FALSE)
def test_false_theorems_are_seen(name):
    n = Normalizer(vocabulary.context([]))
    wrong = judge(admit(n, FALSE[name], "false"), random.Random(0), 40).wrong
    assert wrong
    assert ("ill-posed" in wrong) == (", at p" in name)


def test_only_what_is_defined_and_0_silences():
    """p·ln |A|·ln p is 0 because p is, in any nesting; ln p·(1/p) would be 0 by convention."""
    n = Normalizer(vocabulary.context([]))
    size, ln = t.Log(t.Card("A")), t.Log(LAW)
    for inner, outer, well_posed in (
        ((LAW, t.Exp(size)), ln, True),
        ((LAW, size), ln, True),
        ((ln, size), t.Pow(LAW, -1), False),
        ((t.Add((t.Exp(ln), t.const(-1))), size), ln, False),
    ):
        whole = t.Mul((t.Mul(inner), outer))
        claim = Statement(whole, "=", whole)
        assert bool(judge(admit(n, claim, "true"), random.Random(0), 40).wrong) != well_posed
        assert (problems(n, claim.lhs) == []) == well_posed


def test_wrong_zero_conditions_are_seen():
    n = Normalizer(vocabulary.context([]))
    claim = Statement(t.Nonzero(LAW), ">=", LAW)
    made = admit(n, claim, "true, with its gap as zero condition")
    assert not judge(made, random.Random(0), 40).wrong
    assert judge(_with(made, zero=(t.minus(ONE, LAW),)), random.Random(0), 40).wrong


def test_a_proof_that_the_attack_refutes_is_a_contradiction():
    tally = Tally()
    rng = random.Random(0)
    assert language.decide("true", Stated(Ge(KL(p, q), 0), (p << q,)), rng, tally, True)
    assert language.decide("false", Stated(Le(H(p), log(x.size) / 2), ()), rng, tally, True)
    assert tally.counts["true"]["proved"] == tally.counts["false"]["refuted"] == 1
    assert tally.counts["false"]["counterexamples evaluated"] == 1
    assert not tally.contradictions


def test_a_counterexample_that_is_none_is_seen():
    evidence = attack(Le(H(p), 0), (), Settings())
    translator = language.Translator()
    true = translator.statement(Ge(H(p), 0))
    told = language._disagrees(true, translator.context(()), evidence)
    assert "holds at its model" in told


# -- the evaluator of the fuzz ------------------------------------------------------------------


@STEADY
@given(st.integers(0, 10**6))
def test_values_agree_with_those_of_the_kernels_tests(seed):
    rng = random.Random(seed)
    term = Terms(rng).wild(3)
    context = vocabulary.context([])
    point = random_point(context, rng, names_of(context, [term]), 2)
    tables = {n: point.laws.get(n, {}) for n in context.laws}
    model = evaluator.Model(context, point.sizes, tables, point.quantities)
    values = Values(point)
    for env in places(t.free_indices(term), point):
        try:
            mine, theirs = values.at(term, env), evaluator.term(term, model, env)
        except (numbers.Undecided, evaluator.OutOfRange):
            return
        low, high = _interval(mine)
        slack = 1e-9 * (1 + abs(float(theirs)))
        assert low - slack <= float(theirs) <= high + slack


def _interval(value):
    found = (value, value) if isinstance(value, Fraction) else numbers._floats(value)
    return float(found[0]), float(found[1])


@STEADY
@given(distributions(), distributions())
def test_signs_of_combinations_of_logarithms_are_exact(p, q):
    cross = numbers.total(numbers.times(a, numbers.log(a)) for a in p)
    again = numbers.total(numbers.times(-a, numbers.log(1 / a if a else a)) for a in reversed(p))
    assert numbers.sign(numbers.minus(cross, again)) == 0
    close = numbers.minus(cross, numbers.total((cross, Fraction(1, 10**60))))
    assert numbers.sign(close) == -1
    ratio = numbers.times(cross, numbers.inverse(cross))
    assert numbers.sign(numbers.minus(ratio, Fraction(bool(numbers.sign(cross))))) == 0


@pytest.mark.parametrize("premise", vocabulary.PREMISES, ids=lambda p: p.stated.name)
def test_every_hypothesis_is_met_at_points(premise):
    context = vocabulary.context([premise])
    found = list(points(context, random.Random(0), 5, [premise.project]))
    assert found
    assert all(numbers.sign(v) >= 0 for point in found for v in point.laws.get("p", {}).values())


def test_zeros_and_one_letter_alphabets_are_among_the_points():
    context = vocabulary.context([])
    names = names_of(context, [LAW, OTHER])
    drawn = [random_point(context, random.Random(k), names) for k in range(60)]
    assert {len(point.laws["p"]) for point in drawn} == {1, 2, 3}
    assert any(0 in point.laws["p"].values() for point in drawn)
    assert any(point.laws["p"] == point.laws["q"] and len(point.laws["p"]) > 1 for point in drawn)
    assert looked_at(Statement(LAW, "<=", ONE), drawn[0]) is not None


# -- faults that were mended, put back ----------------------------------------------------------


def test_it_sees_letters_read_as_those_of_another_alphabet(monkeypatch):
    monkeypatch.setattr("derive.kernel.terms.check_same_alphabet", lambda i, j: None)
    tally = Tally()
    kernel.certificates(random.Random(36), 50, tally)
    assert tally.contradictions


def test_it_sees_factors_that_vouch_for_each_other(monkeypatch):
    monkeypatch.setattr("derive.kernel.wellposed._support", lambda f, spaces: f)
    twice = t.Mul((t.const(2), t.Pow(LAW, -1)))
    product = t.Mul((t.Add((LAW, t.Pow(LAW, -1))), t.Add((LAW, twice))))
    made = prove(
        Normalizer(vocabulary.context([])),
        Statement(product, ">=", t.ZERO),
        (Nonneg((), product),),
    )
    assert "ill-posed" in judge(made, random.Random(0), 20).wrong
