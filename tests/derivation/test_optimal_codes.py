"""Codeword lengths of least mean: what follows from them, and what does not."""

from __future__ import annotations

import pytest

from derive import (
    Ceiling,
    CodeLengths,
    DeriveError,
    Distribution,
    Dominated,
    Eq,
    H,
    LeastMeanLength,
    OptimalLengths,
    Sum,
    alphabets,
    log,
    theorem,
)
from derive.derivation.check import check
from derive.numeric import Settings
from derive.render.latex import latex as fragment
from derive.render.notebook import formula
from derive.store import dumps, loads

x, y = alphabets("x y")
p, q = Distribution("p", x), Distribution("q", x)
L = CodeLengths("L", x)
shannon = Ceiling(log(1 / p(x), 2))
full = Dominated(1, p(x))
best = OptimalLengths(L, p, shannon)
mean = Sum(p(x) * L(x), x)
FAST = Settings(trials=100)


def checked(relation, given, settings=FAST):
    @theorem("A claim", given=given)
    def made(proof):
        proof.claim(relation)

    return check(made, settings)


def test_the_source_coding_theorem_reads_as_in_the_book():
    @theorem("Source coding", given=[full, best])
    def upper(proof):
        proof.start(mean)
        proof.le(Sum(p(x) * shannon, x), best)
        proof.lt(H(p, base=2) + 1, "⌈a⌉ < a + 1")

    report = check(upper, FAST)
    assert report.verdict == "proved"
    assert checked(mean >= H(p, base=2), [full, best]).verdict == "proved"
    assert loads(dumps(report.theorem)).statement == report.theorem.statement
    line = r"L \in \operatorname*{arg\,min}_{L \in \mathbf{N},\; \sum_{x} 2^{- L(x)} \le 1}"
    assert line in fragment(report)
    assert line in formula(report)


@pytest.mark.parametrize(
    "relation",
    [
        Eq(mean, Sum(p(x) * shannon, x)),
        Eq(mean, H(p, base=2)),
        L(x) <= shannon,  # a letter may have a longer word than Shannon's
        L(x) >= log(1 / p(x), 2),
        Eq(Sum(2 ** (-L(x)), x), Sum(2 ** (-L(x)), x) ** 2 + 1),
    ],
)
def test_what_is_false_of_best_codes(relation):
    assert checked(relation, [full, best]).verdict == "refuted"
    assert checked(relation, [full, best], None).verdict != "proved"


def test_models_are_best_codes_and_no_others():
    """With real lengths it would be false, L = log 1/p; with whole ones it has no proof here."""
    report = checked(mean >= H(p, base=2) + 1, [full, best])
    assert report.verdict == "refuted"
    lengths = report.steps[-1].evidence.counterexample.describe()
    assert any(line.startswith("L = ") and "log" not in line for line in lengths)


@pytest.mark.parametrize("other", [shannon - 1, Ceiling(log(1 / p(x), 2) / 2)])
def test_it_is_compared_only_with_what_keeps_kraft(other):
    report = checked(mean <= Sum(p(x) * other, x), [full, OptimalLengths(L, p, other)])
    assert "is not shown" in report.error


def test_a_zero_has_no_shannon_length():
    assert "may be 0" in checked(mean >= 0, [best]).error


def test_other_lengths_for_the_same_law_are_other_hypotheses():
    assert OptimalLengths(L, p) != L.kraft()
    assert OptimalLengths(L, p) != OptimalLengths(L, q)
    assert OptimalLengths(L, p) == OptimalLengths(L, p)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: OptimalLengths(p, L), "expected CodeLengths"),
        (lambda: OptimalLengths(L, Distribution("s", y)), "expected a distribution"),
        (lambda: OptimalLengths(L, p, log(1 / p(x), 2)), "whole number"),
        (lambda: LeastMeanLength(["1/2", "1/3"], 1), "sum 1"),
        (lambda: LeastMeanLength(["1/2", "1/2"], "one"), "exact number"),
        (lambda: LeastMeanLength(["1/2", "1/2"], 1, at=["0", "01"]), "prefix-free"),
        (lambda: LeastMeanLength(["1/2", "1/2"], 1, at=[1]), "entries"),
    ],
)
def test_mistakes_are_named(make, says):
    with pytest.raises(DeriveError, match=says):
        make()


@pytest.mark.parametrize(
    ("fact", "verdict"),
    [
        (LeastMeanLength(["1/2", "1/4", "1/4"], "3/2", at=["0", "10", "11"]), "proved"),
        (LeastMeanLength(["2/3", "1/6", "1/6"], "4/3"), "proved"),
        (LeastMeanLength(["1/9"] * 9, "29/9"), "proved"),
        (LeastMeanLength(["1/3", "1/3", "1/3"], 1, base=3), "proved"),
        (LeastMeanLength(["1/2", "1/4", "1/4"], "3/2", at=[2, 2, 2]), "refuted"),
        (LeastMeanLength(["1/2", "1/4", "1/4"], "3/2", at=[1, 1, 1]), "refuted"),
        (LeastMeanLength(["1/2", "1/4", "1/4"], "2"), "refuted"),
    ],
)
def test_concrete_distributions(fact, verdict):
    @theorem("A fact")
    def made(proof):
        proof.fact(fact)

    report = check(made, FAST)
    assert report.verdict == verdict
    assert r"\min_{L \in \mathbf{N}" in fragment(report)
