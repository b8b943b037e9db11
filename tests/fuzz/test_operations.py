"""The fuzz of operations: a short run, and that it sees faults that are put in."""

import random

import pytest
from sympy import Rational

from derive import (
    Abs,
    Alphabet,
    Distribution,
    Eq,
    Ge,
    Gt,
    Le,
    Max,
    Min,
    Natural,
    Nonnegative,
    Real,
    binomial,
    factorial,
    log,
    sqrt,
    total_variation,
)
from derive.kernel import terms as t
from derive.kernel.normal import Normalizer
from derive.kernel.theorem import Statement, admit
from derive.strategies import OPERATIONS, Stated
from derive.translate import Translator
from derive.translate.fresh import Fresh
from derive.translate.operations import Operations
from trials.fuzz import facts, grammar, kernel, operations, vocabulary
from trials.fuzz.judge import judge
from trials.fuzz.meanings import Meanings
from trials.fuzz.meeting import points
from trials.fuzz.mistaken import mistaken
from trials.fuzz.run import kept, run
from trials.fuzz.tally import Tally

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)
a, b, u, v = Real("a"), Real("b"), Nonnegative("u"), Nonnegative("v")
n, k = Natural("n"), Natural("k")
coin = Alphabet("z", letters=(0, 1))
s = Distribution("s", coin)
TRUE = [
    Le(Abs(a + b), Abs(a) + Abs(b)),
    Eq(Max(a, b) + Min(a, b), a + b),
    Le(Max(p(x), x), 1),
    Eq(sqrt(u * v), sqrt(u) * sqrt(v)),
    Le(total_variation(p, q), 1),
    Eq(factorial(n + 1), (n + 1) * factorial(n)),
    Eq(s(coin.letters[0]) + s(coin.letters[1]), 1),
]


def fuzzed(relation, given=(), attacked=False):
    tally = Tally()
    stated = Stated(relation, tuple(given))
    assert operations.decide("test", stated, random.Random(0), tally, attacked)
    return tally


@pytest.mark.parametrize("relation", TRUE, ids=str)
def test_true_statements_pass(relation):
    tally = fuzzed(relation)
    assert not tally.contradictions and tally.counts["test"]["proved"] == 1
    assert tally.counts["test"]["models as written"] > 0


def test_statements_of_the_grammar():
    tally = Tally()
    for stated in grammar.drawn(random.Random(5), 12, OPERATIONS, depth=1):
        operations.decide("operations", stated, random.Random(4), tally, attacked=True)
    assert tally.contradictions == []
    assert tally.total("values compared") > 40 and tally.total("refuted") > 2


def test_true_statements_with_a_mistake():
    rng, tally = random.Random(2), Tally()
    near = [mistaken(rng.choice(facts.operation_facts()), rng) for _ in range(6)]
    for stated in near:
        operations.decide("near operations", stated, rng, tally, attacked=True)
    assert tally.contradictions == [] and tally.total("refuted") > 1


def test_what_is_kept_is_not_done_again(tmp_path, monkeypatch):
    monkeypatch.setattr("trials.fuzz.run.CHUNK", 25)
    monkeypatch.setattr("trials.fuzz.run.get_context", _here)
    first = run(25, 1, 3, show=False, keep=tmp_path / "chunks")
    assert len(kept(tmp_path / "chunks")) == 1
    monkeypatch.setattr("trials.fuzz.run.work", None)
    again = run(25, 1, 3, show=False, keep=tmp_path / "chunks")
    assert first.counts == again.counts and first.statements == 25


class _here:
    """A pool that is this process."""

    def __init__(self, *_):
        pass

    def Pool(self, _):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def imap_unordered(self, f, jobs):
        return map(f, jobs)


# -- what is told of selectors and maxima in the kernel -------------------------------------------

CHOSEN = [p for p in vocabulary.PREMISES if len(p.also) > 0]


@pytest.mark.parametrize("premise", CHOSEN, ids=lambda p: p.stated.name)
def test_selectors_and_strict_hypotheses_are_met_and_used(premise):
    context = vocabulary.context([premise])
    assert list(points(context, random.Random(0), 6, [premise.project]))
    assert {s.name for s in premise.parts} == {
        s.name for s in (*context.hypotheses, *context.supports)
    }


def test_a_maximum_that_is_one_letters_value_is_seen():
    (premise,) = [
        c for c in CHOSEN if c.stated.name == "largest" and "a" in str(c.stated.term)
        and "top" in str(c.stated.term) and "'p'" not in str(c.stated.term)
    ]  # fmt: skip
    n_ = Normalizer(vocabulary.context([premise]))
    X = vocabulary.X
    largest = t.Sum((X,), t.Mul((vocabulary.law("top", X), vocabulary.quantity("a", X))))
    for rel, wrong in ((">=", False), ("<=", True), ("=", True)):
        claim = Statement(largest, rel, vocabulary.quantity("a", vocabulary.J))
        found = judge(admit(n_, claim, "told"), random.Random(0), 40, [premise.project])
        assert bool(found.wrong) == wrong


def test_certificates_under_them():
    tally = Tally()
    kernel.certificates(random.Random(12), 75, tally)
    assert tally.contradictions == [] and tally.total("proved") > 20


# -- faults put in --------------------------------------------------------------------------------


def test_it_sees_a_maximum_translated_as_a_minimum(monkeypatch):
    exact = Operations.extremum
    monkeypatch.setattr(
        Operations, "extremum", lambda self, e: exact(self, _OTHER[type(e)](*e.args))
    )
    assert fuzzed(Ge(Min(a, b), a)).contradictions


_OTHER = {Max: Min, Min: Max}


def test_it_sees_a_modulus_left_out(monkeypatch):
    monkeypatch.setattr(Operations, "absolute", lambda self, e: self.term(e.args[0]))
    assert fuzzed(Eq(Abs(a), a)).contradictions


def test_it_sees_a_root_of_a_sum_split(monkeypatch):
    exact = Operations.power

    def split(self, base, exponent):
        if base.is_Add:
            return t.Add(tuple(exact(self, part, exponent) for part in base.args))
        return exact(self, base, exponent)

    monkeypatch.setattr(Operations, "power", split)
    told = fuzzed(Eq(sqrt(u + v), sqrt(u) + sqrt(v))).contradictions
    assert told and "is proved, and violated as written" in " ".join(told)


def test_it_sees_what_is_told_of_a_selector_and_does_not_hold(monkeypatch):
    exact = Fresh._know_sign

    def always_one(self, name, d, shape, say):
        exact(self, name, d, shape, say)
        letters = tuple(shape.canonical().values())
        known = t.minus(t.Quantity(name, letters), t.ONE)
        self.hypotheses.append(t.Hypothesis("it is 1", "=", known))

    monkeypatch.setattr(Fresh, "_know_sign", always_one)
    assert "told of a fresh thing" in " ".join(fuzzed(Le(Abs(a), a)).contradictions)


def test_it_sees_a_factorial_that_steps_wrongly(monkeypatch):
    exact = Fresh._know_step

    def step(self, kind, one, two, shown):
        exact(self, kind, one, two, shown)
        last = self.hypotheses[-1]
        self.hypotheses[-1] = last._replace(term=t.minus(last.term, t.ONE))

    monkeypatch.setattr(Fresh, "_know_step", step)
    told = fuzzed(Eq(factorial(n + 1), (n + 1) * factorial(n) + 1)).contradictions
    assert told


def test_it_sees_a_strict_hypothesis_read_as_one_that_vouches_for_more(monkeypatch):
    exact = Translator.context

    def with_more(self, hypotheses):
        made = exact(self, hypotheses)
        more = t.Support("more", t.ONE, t.Quantity("u"))
        return t.Context(made.laws, made.quantities, (*made.supports, more), made.hypotheses)

    monkeypatch.setattr(Translator, "context", with_more)
    told = fuzzed(Le(log(u), u - 1), [Ge(u, 0)]).contradictions
    assert "ill-posed as written" in " ".join(told)


def test_the_meanings_follow_what_is_made():
    translator = Translator()
    meanings = Meanings(translator)
    statement = translator.statement(
        Le(Max(p(x), x) + Abs(a) + binomial(n, k) * Rational(1, 2), factorial(n))
    )
    context = translator.context([Gt(a, b)])
    fresh = {name for name in (*context.laws, *context.quantities) if name in meanings.made}
    assert len(fresh) == 5 and statement.rel == "<="
    assert len(meanings.without(context).hypotheses) == 1
