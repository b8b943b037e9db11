"""Functions between alphabets: drawn as 0/1 indicators, kept so, and of every kind."""

from fractions import Fraction

import numpy as np
import pytest

from derive.language.alphabets import Delta, alphabets
from derive.language.expressions import Indicator, Product, Sum, log
from derive.language.laws import Distribution
from derive.language.maps import Map
from derive.language.measures import H
from derive.language.names import DeriveError
from derive.language.quantities import Real
from derive.language.relations import Dominated, Eq, Ge, Gt, Le, Lt, Ne
from derive.numeric import Model, Settings, attack
from derive.numeric.draws import draws
from derive.numeric.problem import problem
from derive.numeric.tables import random_maps

v, i, x = alphabets("v i x")
x2 = x.another("x'")
f, g = Map("f", v, to=i), Map("g", v, to=i)
e = Map("e", v, to=i, partial=True)
h = Map("h", x, to=x2)
p, q = Distribution("p", i), Distribution("q", i)
N, L = Real("N"), Real("L", i)
total, some = f.facts(), e.facts()
ONTO = Ge(e.count(i), 1)
LEAVES = [*some, Eq(N, log(v.size) / log(2)), Eq(L(i), N - log(Sum(e(v, i), v)) / log(2))]
KRAFT = Sum(2 ** (-L(i)), i)
EMPIRICAL = [*total, Eq(p(i), f.count(i) / v.size)]
LIKELIHOOD = Product(f.factor_at(v, lambda k: q(k)), v)


@pytest.mark.parametrize("partial", [False, True])
@pytest.mark.parametrize(("domain", "codomain"), [(1, 1), (3, 3), (4, 2), (2, 4), (8, 3)])
def test_every_kind_of_map_is_drawn(domain, codomain, partial):
    tables = random_maps(np.random.default_rng(0), 140, domain, codomain, partial)
    assert tables.shape == (140, domain, codomain)
    values = tables.sum(axis=2)
    assert (values <= 1).all() and (partial or (values == 1).all())
    defined = values.all(axis=1)
    counts = tables.sum(axis=1)
    assert (counts.max(axis=1) == domain).any()  # constant
    if domain >= codomain:
        assert (counts >= 1).all(axis=1).mean() > 0.3  # onto
    if domain <= codomain:
        assert ((counts <= 1).all(axis=1) & defined).mean() > 0.1  # injective
    if domain == codomain:
        assert (tables == np.eye(domain, dtype=int)).all(axis=(1, 2)).any()
    if partial:
        assert (values == 0).all(axis=1).any()
        assert (~defined & (counts >= 1).all(axis=1)).any() or domain <= codomain


def test_the_facts_hold_on_every_draw():
    for hypotheses in (total, some, h.facts(), (*total, *some, *g.facts())):
        posed = problem((f.count(i), e.count(i)), hypotheses)
        assert posed.assignments == ()
        rows = sum(d.batch.n for d in draws(posed, 0, 100))
        assert rows >= 90
        for drawn in draws(posed, 0, 100):
            assert all(drawn.model(row) is not None for row in range(drawn.batch.n))


FALSE = {
    "injective": (Le(f.count(i), 1), total),
    "onto": (Ge(f.count(i), 1), total),
    "onto with equally many": (Gt(v.size, i.size), [*total, Ge(f.count(i), 1)]),
    "partial maps are total": (Eq(Sum(e(v, i), i), 1), some),
    "partial injections": (Le(v.size, i.size), [*some, Le(e.count(i), 1)]),
    "somewhere defined": (Ge(Sum(e(v, i), v, i), 1), some),
    "two maps agree": (Eq(f(v, i), g(v, i)), [*total, *g.facts()]),
    "two maps never agree": (Ne(f(v, i), g(v, i)), [*total, *g.facts()]),
    "the identity": (Eq(h(x, x2), Delta(x, x2)), h.facts()),
    "no fixed point": (Lt(Sum(h(x, x2) * Delta(x, x2), x, x2), x.size), h.facts()),
    "samples are distinct": (Eq(H(p), log(v.size)), EMPIRICAL),
    "supported by chance": (Eq(Sum(p(i) * Indicator(f.count(i)), i), 1), total),
    "every leaf is used": (Eq(KRAFT, 1), [*LEAVES, ONTO]),
    "some leaf is free": (Lt(KRAFT, 1), [*LEAVES, ONTO]),
}


def test_codewords_without_leaves_have_no_length():
    """L(i) = N − log₂ 0 has no value: such a model meets no hypothesis, and refutes nothing."""
    assert attack(Le(KRAFT, 1), LEAVES).verdict == "survived"
    assert attack(Ge(KRAFT, 1), [*LEAVES, ONTO]).verdict == "refuted"


@pytest.mark.parametrize("name", FALSE)
def test_false_statement_is_refuted(name):
    claim, hypotheses = FALSE[name]
    evidence = attack(claim, hypotheses)
    assert evidence.verdict == "refuted", evidence
    model = evidence.counterexample.model
    assert not model.fault()
    assert max(model.sizes.values()) <= 2
    assert attack(claim, hypotheses, Settings(seed=3)).verdict == "refuted"


TRUE = {
    "counting": (Eq(Sum(f.count(i), i), v.size), total),
    "counting leaves": (Le(Sum(e.count(i), i), v.size), some),
    "onto": (Ge(v.size, i.size), [*total, Ge(f.count(i), 1)]),
    "injective": (Le(v.size, i.size), [*total, Le(f.count(i), 1)]),
    "one value": (Eq(f(v, i) ** 2, f(v, i)), total),
    "Kraft from leaves": (Le(KRAFT, 1), [*LEAVES, ONTO]),
    "leaves of a codeword": (Eq(e.count(i), 2 ** (N - L(i))), [*LEAVES, ONTO]),
    "short": (Ge(L(i), 0), [*LEAVES, ONTO]),
    "cross-entropy by counting": (
        Eq(log(LIKELIHOOD), Sum(f.count(i) * log(q(i)), i)),
        [*total, Gt(q(i), 0)],
    ),
    "likelihood": (Le(log(LIKELIHOOD), -v.size * H(p)), [*EMPIRICAL, p << q]),
    "supported": (
        Eq(Sum(p(i) * Indicator(f.count(i)), i), 1),
        [*total, Dominated(p(i), f.count(i))],
    ),
    "where defined": (
        Eq(Sum(e(v, i) * Indicator(p(i)), i), Sum(e(v, i), i)),
        [*some, Dominated(e(v, i), p(i))],
    ),
    "the identity": (
        Eq(Sum(h(x, x2) * Delta(x, x2), x, x2), x.size),
        [*h.facts(), Eq(h(x, x2), Delta(x, x2))],
    ),
}


@pytest.mark.parametrize("name", TRUE)
def test_true_statement_survives(name):
    evidence = attack(*TRUE[name])
    assert evidence.verdict == "survived", (evidence.place, evidence.counterexample.describe())
    assert evidence.trials > 90
    assert evidence.undecided == 0


def test_a_likelihood_of_a_sample_without_probability_is_ill_posed():
    evidence = attack(Le(log(LIKELIHOOD), 0), total)
    assert evidence.verdict == "ill-posed"
    assert "with weight f(v," in evidence.place


def test_counterexamples_show_the_values_of_a_map():
    shown = attack(Le(f.count(i), 1), total).counterexample
    assert "f: 1 ↦ 1, 2 ↦ 1" in shown.describe()
    empty = attack(Ge(Sum(e(v, i), v, i), 1), some).counterexample
    assert "e: 1 ↦ –" in empty.describe()
    assert empty.to_json()["model"]["quantities"]["e"] == [["0"]]


def test_maps_survive_the_deep_attack():
    evidence = attack(Le(f.count(i), v.size), total, Settings(trials=60, deep=True))
    assert evidence.verdict == "survived"
    assert evidence.trials > 90


@pytest.mark.parametrize(
    ("thing", "table"),
    [(f, [[1, 1]]), (f, [[0, 0]]), (f, [["1/2", "1/2"]]), (e, [[1, 1]])],
)
def test_a_model_refuses_what_is_no_map(thing, table):
    with pytest.raises(DeriveError, match="is not the indicator of a"):
        Model.of({}, {thing: table})


def test_a_model_takes_maps():
    assert Model.of({}, {e: [[0, 0], [0, 1]]}).describe() == ["e: 1 ↦ –, 2 ↦ 2"]
    assert Model.of({}, {f: [[Fraction(1), 0]]}).sizes == {"v": 1, "i": 2}


def test_the_same_seed_gives_the_same_result():

    first = attack(Eq(KRAFT, 1), [*LEAVES, ONTO])
    draws.cache_clear()
    again = attack(Eq(KRAFT, 1), [*LEAVES, ONTO])
    assert first.counterexample.describe() == again.counterexample.describe()
    assert (first.trials, first.smallest_slack) == (again.trials, again.smallest_slack)
