"""Rates, logarithms of numbers and of alphabets beside entropies."""

from dataclasses import replace
from fractions import Fraction
from math import log2

import pytest

from derive import (
    DeriveError,
    H,
    Law,
    Nonnegative,
    Positive,
    Probability,
    Rational,
    Real,
    alphabets,
    log,
    prove,
)  # fmt: skip
from derive.entropic.implied import with_implied
from derive.entropic.numbers import bounds
from derive.entropic.parse import parse
from derive.entropic.prove import decide
from derive.entropic.scalars import Scalar, factorised
from derive.kernel.certificates import TANGENT_AXIOM
from derive.render import entropic
from derive.store import dumps, loads

TRUE = [
    "R1 + R2 >= H(X,Y) given R1 >= H(X|Y); R2 >= H(Y)",
    "H(X) <= R given H(X,Y) <= R",
    "R >= 0",
    "H(X|Y) <= R + 1 given I(X;Y) >= R; H(X) <= 2 R",
    "R1 <= I(X1;Y|X2) given R1 + R2 <= I(X1,X2;Y); R2 >= I(X2;Y)",
    "2 R >= H(X,Y) given R >= H(X); R >= H(Y)",
    "R = 2 H(X) given R = H(X) + H(Y); H(X) = H(Y)",
    "P >= H(X) given P >= H(X,Y)",  # a rate with the name that the law has
    "R1 + R2 + R3 + R4 >= H(A,B,C,D) given R1 >= H(A); R2 >= H(B); R3 >= H(C); R4 >= H(D)",
    "H(X) <= R given R = H(X,Y)",
    "S >= H(M) given indep(M,C); func(M; K,C); S >= H(K)",
    "H(X) <= log 3 given H(X) <= 1",
    "H(X) <= log 3 given H(X) <= 1.58496",
    "2 log 3 <= log 10",
    "log 9 = 2 log 3",
    "log(9/8) >= 0.16992",
    "log 3 + log 5 <= 4",
    "log(0.5) = -1",
    "log 1 = 0",
    "H(X,Y) <= 2 log 3 given H(X) <= log 3; H(Y) <= log 3",
    "H(X,Y) <= log 6 given H(X) <= log 3; H(Y) <= 1",
    "R <= log 7 given R <= log(48)/2",
    "H(X) <= log|X|",
    "H(X,Y) <= log|X| + log|Y|",
    "I(X;Y) <= log|X|",
    "log|X| >= 0",
    "log(|X|) >= H(X|Y)",
    "H(X|Y) >= log 3 - log|Y| given H(X,Y) >= log 3",
    "H(X|S) <= log|X| - R given R <= I(X;S)",
]
FALSE = [
    "R1 + R2 >= H(X,Y) given R1 >= H(X|Y); R2 >= H(Y|X)",
    "R >= H(X)",
    "R <= H(X) given R <= H(X,Y)",
    "R1 <= R2 given R1 + R2 <= H(X)",
    "R <= 1 given R <= log 3",
    "2 R >= H(X,Y) + 1 given R >= H(X); R >= H(Y)",
    "H(X) <= log 3 given H(X) <= 1.58497",  # by 10⁻⁵
    "H(X) <= log 3 given H(X) <= 1.585",
    "H(X) = log 3 given H(X) >= 1",
    "H(X) <= 1 given H(X) = log 3",
    "log 5 <= 2 log 3 - 1",
    "log(9/8) >= 0.16993",
    "H(X,Y) <= log 8 given H(X) <= log 3; H(Y) <= log 3",
    "H(X,Y) <= log|X|",
    "log|X| <= H(X)",
    "H(X) <= log|Y|",
    "log|X| <= 1",
    "log|X| <= log|Y| given H(X) = H(Y)",
]


@pytest.mark.parametrize("text", TRUE)
def test_true_ones_are_proved_by_the_kernel(text):
    verdict = decide(parse(text))
    assert verdict.word == "proved", verdict
    assert verdict.theorem.is_proved and verdict.theorem.rests.axioms <= {TANGENT_AXIOM}
    assert not verdict.theorem.rests.cited
    assert entropic.text(verdict) and entropic.latex(verdict) and entropic.data(verdict)
    assert repr(loads(dumps(verdict.theorem))) == repr(verdict.theorem)


@pytest.mark.parametrize("text", FALSE)
def test_false_ones_are_refuted_exactly(text):
    verdict = decide(parse(text))
    assert verdict.word == "refuted", verdict
    problem, joint = verdict.problem, verdict.counterexample
    assert joint.breaks(problem) and sum(joint.weights) == 1
    for i, name in enumerate(problem.names):  # an alphabet is at least what is seen of it
        if isinstance(name, Scalar) and name.kind == "size":
            assert joint.numbers[i] >= joint.sizes()[problem.names.index(name.of)]
        if isinstance(name, Scalar) and name.kind == "log":
            assert joint.numbers[i] == int(name.of)
    assert entropic.text(verdict) and entropic.latex(verdict) and entropic.data(verdict)


def test_what_is_too_near_to_a_logarithm_stays_open():
    text = "H(X) <= log 3 given H(X) <= 1.5849625007211561"  # below log 3 by 8·10⁻¹⁷
    assert decide(parse(text), 5).word == "open"


def test_conditions_that_contradict_a_logarithm_prove_nothing():
    for given in ("log 3 <= 1", "log 3 = log 5", "R <= -log 3", "H(X) <= 1; H(X) >= log 3"):
        assert decide(parse("H(Y) <= 1", [given])).word == "inconsistent", given


def test_bounds_enclose_the_logarithm_exactly():
    for p in (3, 5, 7, 11, 97, 101, 797, 829, 997):
        least, most = bounds(p)
        for bound, sign in ((least, 1), (most, -1)):
            q = bound.at  # p^denominator against 2^numerator, in whole numbers
            if q.denominator <= 10**5:
                power, two = p**q.denominator, 2**q.numerator
                assert power > two if sign == 1 else power < two
            assert sign * (log2(p) - float(q)) > 0
            total, logs = bound.rest, {}
            for w, point in bound.tangents:  # Σ w·(t − 1 − ln t) + rest is ±(ln p − q·ln 2)
                assert w > 0
                total += w * (point - 1)
                for n, side in ((point.numerator, -1), (point.denominator, 1)):
                    for prime, k in factorised(n):
                        logs[prime] = logs.get(prime, Fraction(0)) + side * k * w
            assert total == 0 and bound.rest >= 0
            assert {r: v for r, v in logs.items() if v} == {p: sign, 2: -sign * q}
        assert most.at - least.at < Fraction(1, 1000)


def test_what_is_implied_is_not_printed():
    verdict = decide(parse("H(X,Y) <= log|X| + log 3 given H(Y) <= 1; R >= H(Y)"))
    shown = "\n".join(entropic.text(verdict))
    assert "given H(Y) ≤ 1; R ≥ H(Y)\n" in shown and "for all R ≥ 0" in shown
    assert "log|X| + log 3 - H(X,Y)" in shown and "H(log" not in shown and "H(R)" not in shown
    assert len(entropic.data(verdict)["given"]) == 2


def test_what_is_implied_is_added_once():
    problem = with_implied(parse("H(X) <= log|X| + log 3"))
    assert with_implied(problem) is problem and len(problem.conditions) == 3


def test_rates_and_alphabets_of_a_counterexample_are_printed():
    shown = "\n".join(entropic.text(decide(parse("log|X| <= R given R >= H(X)"))))
    assert "refuted" in shown and "|X| = " in shown and "R = " in shown and "  R  " not in shown


def test_latex_of_rates_and_logarithms():
    shown = entropic.latex(decide(parse("R1 + H(X|Y) <= log|X| + log 3 given R1 <= I(X;Y)")))
    for part in (r"\log |\mathcal{X}|", r"\log 3", "R_{1} + H"):
        assert part in shown, shown
    assert "H(R" not in shown and "mathrm{log}" not in shown


def test_positive_rates_are_not_taken_as_zero():
    problem = parse("H(X) + R <= H(X)")
    assert decide(problem).word == "refuted"
    rate = next(n for n in problem.names if isinstance(n, Scalar))
    named = [Scalar(n, "rate", positive=True) if n is rate else n for n in problem.names]
    positive = replace(problem, names=tuple(named))
    joint = decide(positive).counterexample
    assert len(joint.marginal(positive.scalars)) > 1


# -- the same from objects ----------------------------------------------------------------------


x, y, z = alphabets("x y z")
X, Y, Z = Law("r", x, y, z).variables
A, B = Law("s", x, x.another("x2")).variables
R, S = Positive("R"), Nonnegative("S")


@pytest.mark.parametrize(
    ("relation", "given"),
    [
        (H(X) <= R, [H(X, Y) <= R]),
        (H(X, base=2) <= R, [H(X, Y, base=2) <= R]),
        (H(X, base=2) <= R, [H(X, Y, base=2) <= 2, R >= 2]),
        (H(X, base=2) <= S, [R <= S, H(X, base=2) <= R]),
        (H(X) <= R + S, [H(X, Y) <= R]),
        (H(X) <= log(3), [H(X, base=2) <= 1]),
        (H(X, base=2) <= log(3, 2), [H(X) <= log(2)]),
        (H(X) <= log(x.size), []),
        (H(X, base=2) <= log(x.size, 2), []),
        (H(A, B) <= 2 * log(x.size), []),  # two variables over one alphabet
        (H(B) <= log(x.size), []),
    ],
)
def test_objects_proved(relation, given):
    verdict = prove(relation, given)
    assert verdict.word == "proved" and verdict.theorem.is_proved, verdict
    assert entropic.text(verdict) and entropic.latex(verdict) and entropic.data(verdict)


@pytest.mark.parametrize(
    ("relation", "given"),
    [
        (H(X) >= R, [H(X, Y) >= R]),
        (H(A, B) <= log(x.size), []),
        (H(X) + R <= H(X), []),
        (R + H(X) <= S + H(X), []),
        (H(X) <= log(3), [H(X, base=2) <= Rational(8, 5)]),
    ],
)
def test_objects_refuted(relation, given):
    verdict = prove(relation, given)
    assert verdict.word == "refuted" and verdict.counterexample.breaks(verdict.problem), verdict


@pytest.mark.parametrize(
    ("relation", "given"),
    [
        (H(X) <= Real("q"), []),
        (H(X) <= Probability("q"), []),
        (H(X) <= Nonnegative("q", x)(x), []),
        (H(X) <= Nonnegative("X"), []),  # named as a variable is
        (H(X) <= log(z.another("u").size) * R, []),
        (H(X, base=2) <= R, [H(X, Y) <= R]),  # bits and nats
        (H(X) <= R * S, []),
        (H(X) <= R**2, []),
    ],
)
def test_what_is_no_rate_is_refused(relation, given):
    with pytest.raises(DeriveError):
        prove(relation, given)
