"""Calculus: where SymPy is right for most parameters only, nothing is proved."""

import pytest
from sympy import oo

from derive import *
from derive.language.names import DeriveError
from derive.numeric import Settings
from derive.numeric.slopes import area_objection, limit_objection, slope_objection
from tests.rules.test_facts import decided

x = Alphabet("x")
p = Distribution("p", x)
a, b, L = Real("a"), Real("b"), Real("L")
pos, other, nonneg = Positive("α"), Positive("β"), Nonnegative("γ")

NOT_TRUE = [
    # sums, measures and steps are no constants
    Limit(lambda n: Sum(n * p(x), x) / n, 0),
    Limit(lambda n: H(n * p(x), over=x) / n, 0),
    Limit(lambda n: Sum(2 ** (n * L), x) * 2 ** (-n), 0),
    Limit(lambda n: Indicator(1 / n), 0),
    Limit(lambda n: Ceiling(1 / n), Ceiling(0)),
    Derivative(Indicator(L), L, 0),
    Derivative(Ceiling(L), L, 0),
    # true for most parameters
    Limit(lambda n: a * n / (a * n + 1), 1),
    Limit(lambda n: a**2 * n / (a**2 * n + 1), 1),
    Limit(lambda n: n / (1 + n * quotient(1, a)), a),
    Limit(lambda n: (pos - other) * n / ((pos - other) * n + 1), 1),
    Limit(lambda n: exp(-nonneg * n), 0),
    Limit(lambda n: exp(n * log(pos)), 0),
    Limit(lambda n: exp(-pos * n) * 2**n, 0),
    Limit(lambda n: exp(n - pos * n), 0),
    Integral(lambda t: exp(-a * t), 0, oo, 1 / a),
    Integral(lambda t: exp((pos - other) * t), 0, 1, (exp(pos - other) - 1) / (pos - other)),
    # poles and jumps
    Integral(lambda t: t**-2, a, b, 1 / a - 1 / b),
    Integral(lambda t: t**-2, -1, pos, -1 / pos - 1),
    Integral(lambda t: 1 / t, -1, 1, 0),
    Integral(lambda t: t**-2, 0, 1, -1),
    Integral(lambda t: log(3 * t) - log(t), -1, 1, 2 * log(3)),
    Derivative(log(3 * L) - log(L), L, 0),
    Derivative(L * quotient(1, L), L, 0),
    Derivative(nonneg * (log(2 * nonneg) - log(nonneg)), nonneg, log(2)),
]
TRUE = [
    Limit(lambda n: a / n + b, b),
    Limit(lambda n: pos * n / (pos * n + 1), 1),
    Limit(lambda n: exp(-pos * n) * n**2 / pos, 0),
    Limit(lambda n: log(1 / (1 - 2 ** (-n)), 2), 0),
    Limit(lambda n: H(p) + 1 / n, H(p)),
    Integral(lambda t: 1 / t, pos, other, log(other) - log(pos)),
    Integral(lambda t: (t + pos) ** -2, 0, 1, 1 / pos - 1 / (1 + pos)),
    Integral(lambda t: exp(-pos * t), 0, oo, 1 / pos),
    Integral(lambda t: a * t, b, L, a * L**2 / 2 - a * b**2 / 2),
    Derivative(log(3 * pos) - log(pos), pos, 0),
    Derivative(pos * log(pos), pos, log(pos) + 1),
]


@pytest.mark.parametrize("fact", NOT_TRUE, ids=str)
def test_what_is_true_for_most_parameters_is_not_proved(fact):
    given = [Dominated(1, a), Dominated(1, b)] if "from a to b" in str(fact) else []
    for settings in (Settings(), None):

        @theorem("t", given=given)
        def one(proof):
            proof.fact(fact)

        from derive.derivation.check import check as decide

        assert decide(one, settings).verdict in ("error", "open", "ill-posed")


@pytest.mark.parametrize("fact", TRUE, ids=str)
def test_what_is_true_for_all_parameters_is_proved(fact):
    report = decided(fact)
    assert report.verdict == "proved", report


def test_a_false_limit_is_not_refuted_by_sympys_answer():
    truth = Limit(lambda n: a * n / (a * n + 1), Indicator(a))
    assert decided(truth, expect="refuted").verdict == "error"


# ------------------------------------------------------------------ names


@pytest.mark.parametrize(
    "fact, says",
    [
        (Derivative(Real("α") * pos, pos, Real("α")), "declared twice"),
        (Limit(lambda n: Real("n") / n, 0), "called 'n'"),
        (Limit(lambda m: Measure("n", "n", x.size) / m, 0), "called 'n'"),
        (Integral(lambda m: Real("t") * m, 0, 1, Real("t") / 2), "called 't'"),
        (Exists(Ne(H(p), H(Distribution("p", Alphabet("y")))), p=[1]), "declared twice"),
    ],
    ids=str,
)
def test_one_name_is_one_object(fact, says):
    report = decided(fact)
    assert report.verdict == "error"
    assert says in report.steps[0].note


def test_a_function_that_answers_differently_each_time_is_asked_once():
    answers = iter([1, 2, 3])
    fact = Limit(lambda n: next(answers) / n, 0)
    assert str(fact) == str(fact)


def test_sympys_failures_are_errors_of_the_line():
    for fact in (
        Integral(lambda t: exp(exp(t)) / t, 1, pos, 1),
        Limit(lambda n: exp(exp(pos * n)) * n, 1),
    ):
        assert decided(fact).verdict == "error"
    with pytest.raises(DeriveError, match="lower"):
        Integral(lambda t: t, oo, 1, 0)


# ------------------------------------------------------------------ the second road


def test_numbers_object_to_false_calculus():
    few = Settings(trials=60)
    n, t = Positive("n"), L
    assert slope_objection(log(3 * L) - log(L), L, 0 * L, (), few)
    assert slope_objection(L**2, L, L, (), few)
    assert limit_objection(a * n / (a * n + 1), n, a**0, (), few)
    assert limit_objection(Sum(n * p(x), x) / n, n, 0 * a, (), few)
    assert area_objection(t**-2, t, (Rational(-1), pos), -1 / pos - 1, (), few)
    assert area_objection(a * t, t, (Rational(0), Rational(1)), a, (), few)


def test_numbers_do_not_object_to_true_calculus():
    few = Settings(trials=60)
    n = Positive("n")
    assert not slope_objection(L**2 + exp(L), L, 2 * L + exp(L), (), few)
    assert not slope_objection(log(pos), pos, 1 / pos, (), few)
    assert not limit_objection(1 / log(n + 2), n, 0 * a, (), few)
    assert not area_objection(2 ** (-L), L, (a, oo), 2 ** (-a) / log(2), (), few)
    assert not area_objection(log(L), L, (Rational(0), Rational(1)), Rational(-1), (), few)
