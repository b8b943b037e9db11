"""What is false only where two sides touch, or at plain values, is refuted in special cases."""

import pytest
from sympy import Rational, exp

from derive.language.alphabets import Delta, alphabets
from derive.language.expressions import Ceiling, Sum, log
from derive.language.laws import Distribution, Law
from derive.language.measures import H, I
from derive.language.quantities import CodeLengths, Nonnegative, Positive, Probability, Real
from derive.language.relations import Dominated, Eq, Ge, Gt, Independent, Le, Lt
from derive.numeric import Settings, attack, attack_equality, consistent
from derive.numeric.holds import holds
from derive.numeric.problem import problem
from derive.numeric.solving import scaled, solved
from derive.numeric.special import special_cases

x, y = alphabets("x y")
i, v = alphabets("i v")
j = i.another("j")
p, q = Distribution("p", x), Distribution("q", x)
L, M = CodeLengths("L", x), CodeLengths("M", x)
K, D, rest = Positive("K"), Positive("D"), Nonnegative("rest")
last = Real("ℓ")
e, u = Probability("e", v, i), Probability("u", v)
guess = x.another("u")
g = Law("g", x, y, guess)
X, _, _ = g.variables
missed = Probability("missed")


def mean(length):
    return Sum(p(x) * length(x), x)


spent = [Eq(K, L.kraft_sum()), Eq(rest, 1 - K)]
shannon = [Dominated(1, p(x)), Eq(L(x), Ceiling(log(1 / p(x), 2)))]
no_worse = Le(mean(M), mean(L))
with_last = Le(2 ** (-last) + L.kraft_sum(), 1)
zero_or_one = [Eq(e(v, i) * e(v, j), Delta(i, j) * e(v, i)), Eq(u(v) ** 2, u(v))]
errors = Eq(missed, Sum(g(x, y, guess) * (1 - Delta(x, guess)), x, y, guess))

draw, drawn = alphabets("k u")
draws, mean_weight = Distribution("μ", drawn), Positive("M", drawn)
weight, without = Positive("R", draw, drawn), Positive("S", draw, drawn)
grown = Sum(draws(drawn) * log(mean_weight(drawn)), drawn)
leave_one_out = [
    Eq(mean_weight(drawn), Sum(weight(draw, drawn), draw) / draw.size),
    Eq(Sum(without(draw, drawn), draw), draw.size * mean_weight(drawn)),
    Eq(Sum(draws(drawn) * log(without(draw, drawn)), drawn), last),
]
unbiased = Eq(Sum(draws(drawn) * weight(draw, drawn), drawn), Sum(Positive("w", x)(x), x))
several = Sum(draws(drawn) * log(Sum(weight(draw, drawn), draw) / draw.size), drawn)

t, w, r = Nonnegative("t"), Nonnegative("v"), Real("r")


def f(a):
    return a * log(1 / a)


least = Positive("b")
square = Sum((p(x) - q(x)) ** 2, x) / least

b1, b2 = alphabets("a b")
sums = Law("s", x, y, b1, b2)
SX, SY, SA, SB = sums.variables
of_both = [Eq(H(SA | SX, SY), 0), Eq(H(SB | SX, SY), 0), Eq(H(SX | SA, SB), 0), Independent(SX, SY)]

FALSE = {
    "functions of independent variables": (Eq(I(SA, SB), 0), of_both),
    "f of parts of 1": (Le(f(t) - f(t + w), f(w)), [Eq(r + t + w, 1), Ge(r, 0)]),
    "reverse Pinsker in bits": (Le(Sum(p(x) * log(p(x) / q(x), 2), x), square), [Ge(q(x), least)]),
    "several weights give the evidence": (
        Eq(several, log(Sum(Positive("w", x)(x), x))),
        [unbiased],
    ),
    "no gain by draws": (Eq(grown, last), leave_one_out),
    "a loss by draws": (Le(grown, last), leave_one_out),
    "a better code is strictly better": (Lt(mean(M), mean(L)), [*shannon, no_worse]),
    "and by more": (Le(mean(M), mean(L) - Rational(1, 1000)), [*shannon, no_worse]),
    "Kraft by name, strictly": (Lt(H(p, base=2), mean(L)), spent),
    "one codeword more, all spent": (Lt(L.kraft_sum(), 1 - 2 ** (-last)), [with_last]),
    "leaves": (
        Eq(Sum(u(v), v), -Sum(Sum(e(v, i), i), v)),
        [*zero_or_one, Eq(u(v) * e(v, i), e(v, i)), Le(u(v), Sum(e(v, i), i))],
    ),
    "a perfect guess": (Le(H(X, base=2), 1 + missed * log(x.size, 2)), [errors]),
}


@pytest.mark.parametrize("name", FALSE)
def test_false_statement_is_refuted(name):
    claim, hypotheses = FALSE[name]
    evidence = attack(claim, hypotheses)
    assert evidence.verdict == "refuted"
    model = evidence.counterexample.model
    assert all(holds(h, model) for h in hypotheses) and not holds(claim, model)


ONLY_SPECIAL = ("a better code is strictly better", "Kraft by name, strictly")


@pytest.mark.parametrize("name", ONLY_SPECIAL)
def test_without_special_cases_it_survives(name):
    assert attack(*FALSE[name], Settings(special=False)).verdict == "survived"


def test_conditions_that_hold_for_lengths_in_another_order_are_refuted():
    ideal = log(1 / p(x), 2)
    claim = Le(H(p, base=2), mean(L))
    assert attack_equality(claim, [Eq(L(x), ideal)], spent).verdict == "survived"
    weak = [Eq(Sum(L(x), x), Sum(ideal, x))]
    evidence = attack_equality(claim, weak, spent)
    assert evidence.verdict == "refuted" and "sides differ" in evidence.place


def test_true_statement_survives():
    for claim, hypotheses in (
        (Le(mean(M), mean(L)), [*shannon, no_worse]),
        (Le(H(p, base=2), mean(L)), spent),
        (Le(L.kraft_sum(), 1 - 2 ** (-last)), [with_last]),
    ):
        evidence = attack(claim, hypotheses)
        assert evidence.verdict == "survived" and evidence.seen > 60


def test_every_special_case_is_a_case_of_the_problem():
    claim, hypotheses = FALSE["a better code is strictly better"]
    posed = problem(claim.expressions(), hypotheses)
    cases = special_cases(claim, claim.expressions(), posed)
    assert len(cases) > 2

    def meant(h):
        return (h.rel, frozenset(h.expressions())) if hasattr(h, "rel") else h

    for case in cases:
        assert {meant(h) for h in hypotheses} <= {meant(h) for h in case.hypotheses}
        assert (case.alphabets, case.laws) == (posed.alphabets, posed.laws)


def test_sums_and_exponentials_are_solved():
    assert solved(Eq(last + mean(L), 3)).target == last.quantity
    assert solved(Eq(exp(-L(x) * log(D)), p(x))).target == L
    assert solved(Eq(last**2 + last, 1)) is None


def test_an_equation_of_sums_is_met_by_a_scale():
    assert scaled(unbiased, set()).target == weight(draw, drawn).quantity
    assert scaled(unbiased, {weight(draw, drawn).quantity}).target.name == "w"
    assert scaled(Eq(Sum(weight(draw, drawn) ** 2, drawn), 1), set()) is None
    assert scaled(Eq(mean(L), 1), set()) is None  # codeword lengths are whole numbers


def test_hypotheses_that_only_special_cases_meet_are_not_vacuous():
    tight = [Le(last, log(K)), Ge(last, log(K)), Gt(K, 1)]
    assert consistent(tight)
    assert attack(Le(last, log(K)), tight, Settings(special=False)).verdict == "survived"
    assert attack(Lt(last, log(K)), tight).verdict == "refuted"
    assert not consistent([*tight, Gt(last, K)])


def test_equations_that_zeros_break_cost_no_models():
    """p = 2^(−L) has no solution L where p = 0."""
    evidence = attack(Eq(2 ** (-(L(x) ** 2)), p(x)), [Eq(2 ** (-L(x)), p(x))])
    assert evidence.verdict == "refuted"
    assert max(t.denominator for t in evidence.counterexample.model.laws[p]) <= 4
