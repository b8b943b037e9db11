"""Readings held against what the corpus says: the same are the same, others are not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from derive import (
    KL,
    Alphabet,
    ArgMax,
    ArgMin,
    Channel,
    Distribution,
    Eq,
    Ge,
    H,
    Law,
    Map,
    Positive,
    Sum,
    alphabets,
    log,
)
from derive.notes.steps import Elaborated, Hypothesis
from trials.notes.corpus import Expected, ExpectedChain, Notes
from trials.notes.meaning import compare

x, y = alphabets("x y")
p, q, r = Distribution("p", x), Distribution("q", x), Law("P", x, y)
b = Positive("b")
NAMES = {
    "p": "law x",
    "q": "law+ x",
    "r": "law x y",
    "W": "channel y | x",
    "m": "channel x | t: \\mu",
}


def chain_of(lhs: str, rhs: str, rel: str = "=", log: object = "e", **names: str):
    relation = Expected(0, 0, lhs, rel, rhs, "true", ("proved",), "")
    chain = ExpectedChain((0, 1, 1), log, (relation,), {**NAMES, **names}, {}, "r")
    notes = Notes(Path("a.md"), "", {"x1": "x"}, {"θ": "t"}, (chain,))
    return relation, chain, notes


def step(lhs, rhs, rel="=", **more) -> Elaborated:
    return Elaborated(lhs, rel, rhs, "", "", **more)


MEANT = chain_of("KL[x](p(x), q(x))", "S(x, p(x)*log(p(x)/q(x)))")


def test_the_same_in_other_words():
    found = compare(step(KL(p, q), Sum(p(x) * (log(p(x)) - log(q(x))), x)), *MEANT)
    assert found.same is True, found.why


@pytest.mark.parametrize(
    "read",
    [
        step(KL(q, p), Sum(p(x) * log(p(x) / q(x)), x)),
        step(KL(p, q), Sum(p(x) * log(q(x) / p(x)), x)),
        step(KL(p, q), p(x) * log(p(x) / q(x))),
        step(KL(p, q), Sum(p(x) * log(p(x) / q(x)), x), rel="<="),
        step(KL(p, q), Sum(p(x) * log(p(x) / q(x)), x), given=(Hypothesis(Eq(p(x), q(x))),)),
        step(KL(p, q), Sum(p(x) * log(p(x) / q(x)), x) / log(2)),
    ],
)
def test_another_meaning_is_seen(read: Elaborated):
    assert compare(read, *MEANT).same is False


def test_hypotheses_that_are_meant_are_none_to_complain_of():
    given = (Hypothesis(Eq(Sum(p(x), x), 1)), Hypothesis(Ge(q(x), 0)))
    right = step(KL(p, q), Sum(p(x) * log(p(x) / q(x)), x), given=given)
    assert compare(right, *MEANT).same is True


def test_a_free_base_is_any_base():
    meant = chain_of("H[x](p(x))", "-S(x, p(x)*log(p(x)))", log="free")
    free = step(H(p, base=b), -Sum(p(x) * log(p(x), b), x), base=b)
    assert compare(free, *meant).same is True
    mixed = step(H(p, base=b), -Sum(p(x) * log(p(x)), x), base=b)
    assert compare(mixed, *meant).same is False


def test_random_variables_of_a_law_without_a_name():
    meant = chain_of("H(X|Y)", "H((X, Y)) - H(Y)")
    X, Y = r.variables
    assert compare(step(H(X | Y), H(X, Y) - H(Y)), *meant).same is True
    assert compare(step(H(Y | X), H(X, Y) - H(Y)), *meant).same is False


def test_channels_are_conditionals_of_joint_laws():
    meant = chain_of("r(y|x)", "r(x, y)/r(x)", r="law x y: W")
    W = Channel("W", y, given=x)
    joint = Law("W2", x, y)
    latex = {"W2": "W"}
    right = step(W(y, x), joint(x, y) / joint(x), latex=latex)
    assert compare(right, *meant).same is True
    assert compare(step(W(y, x), joint(x, y), latex=latex), *meant).same is False


def test_data_points_and_optima():
    i = Alphabet("i")
    s = Map("x", i, to=x)
    meant = chain_of("S(i, log(q(s(i))))", "S(i, ln(q(s(i))))", s="map x | i: x")
    right = step(s.at(i, lambda k: log(q(k))), s.at(i, lambda k: log(q(k))))
    total = step(Sum(right.lhs, i), Sum(right.rhs, i))
    assert compare(total, *meant).same is True
    assert compare(right, *meant).same is False
    theta = Alphabet("θ")
    m = Channel("μ", x, given=theta)
    loss = -Sum(p(x) * log(m(x, theta)), x)
    meant = chain_of("argmin(t, CE[x](p(x), m(x|t)))", "argmax(t, S(x, p(x)*log(m(x|t))))")
    latex = {"μ": "\\mu"}
    assert compare(step(ArgMin(loss, theta), ArgMax(-loss, theta), latex=latex), *meant).same
    wrong = compare(step(ArgMin(loss, theta), ArgMax(loss, theta), latex=latex), *meant)
    assert wrong.same is False


def test_a_name_that_the_corpus_lacks_is_not_compared():
    other = Distribution("s", x)
    found = compare(replace(step(H(p), H(other))), *chain_of("H[x](p(x))", "H[x](p(x))"))
    assert found.same is None and "s" in found.why
