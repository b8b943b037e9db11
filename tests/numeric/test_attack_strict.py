"""Strict inequalities and ≠: one exact case of equality refutes; as hypotheses they are exact."""

from fractions import Fraction

import pytest
from sympy import Integer, Rational

from derive.language.alphabets import alphabets
from derive.language.expressions import Sum, log
from derive.language.laws import Distribution, Law
from derive.language.measures import JS, KL, H, I
from derive.language.quantities import CodeLengths, Positive, Probability, Real
from derive.language.relations import Eq, Ge, Gt, Le, Lt, Ne, Relation
from derive.numeric import Model, Settings, attack, attack_equality
from derive.numeric.draws import draws
from derive.numeric.holds import holds
from derive.numeric.problem import problem

x, y = alphabets("x y")
p, q = Distribution("p", x), Distribution("q", x)
r = Law("r", x, y)
X, Y = r.variables
L = CodeLengths("L", x)
f = Real("f", x)
lam = Probability("λ")
BITS = Sum(p(x) * L(x), x)
BOTH = [p << q, q << p]

FALSE = {
    "entropy below log |X|": (Lt(H(p), log(x.size)), []),
    "divergence positive": (Gt(KL(p, q), 0), [p << q]),
    "divergence not zero": (Ne(KL(p, q), 0), [p << q]),
    "divergences differ": (Ne(KL(p, q), KL(q, p)), BOTH),
    "divergences of different laws differ": (Ne(KL(p, q), KL(q, p)), [*BOTH, Ne(p, q)]),
    "JS below a bit": (Lt(JS(p, q, base=2), 1), []),
    "information positive": (Gt(I(X, Y), 0), []),
    "coding strictly": (Lt(H(p, base=2), BITS), [L.kraft()]),
    "a half": (Lt(lam * (1 - lam), Rational(1, 4)), []),
    "the other way": (Gt(Rational(1, 4), lam * (1 - lam)), []),
    "plainly false": (Lt(H(p), 1), []),
    "at a letter": (Gt(p(x), 0), []),
    "constants": (Ne(log(Integer(8)), 3 * log(Integer(2))), []),
    "certain, yet positive": (Gt(H(p), 0), [Gt(p(x), 0)]),
}


@pytest.mark.parametrize("name", FALSE)
def test_false_statement_is_refuted(name):
    claim, hypotheses = FALSE[name]
    for seed in range(2):
        evidence = attack(claim, hypotheses, Settings(seed=seed))
        assert evidence.verdict == "refuted", evidence
        model = evidence.counterexample.model
        assert all(holds(h, model) for h in hypotheses)
        assert not holds(claim, model)


TRUE = {
    "JS below 1": (Lt(JS(p, q), 1), []),
    "below a third": (Lt(lam * (1 - lam), Rational(1, 3)), []),
    "different laws": (Gt(KL(p, q), 0), [p << q, Ne(p, q)]),
    "more than one letter": (Gt(H(p), 0), [Gt(p(x), 0), Gt(x.size, 1)]),
    "slack in Kraft": (Lt(H(p, base=2), BITS), [Lt(L.kraft_sum(), 1)]),
    "slack in Kraft, turned": (Lt(H(p, base=2), BITS), [Gt(1, L.kraft_sum())]),
    "positive, so log is defined": (Le(Sum(p(x) * log(f(x)), x), Sum(f(x), x)), [Gt(f(x), 0)]),
    "not zero, so a quotient is": (Eq(f(x) / f(x), 1), [Ne(f(x), 0)]),
    "constants": (Lt(log(Integer(2)), Rational(7, 10)), []),
}


@pytest.mark.parametrize("name", TRUE)
def test_true_statement_survives(name):
    evidence = attack(*TRUE[name])
    assert evidence.verdict == "survived", (evidence.place, evidence.counterexample)
    assert evidence.undecided == 0
    assert evidence.trials > 60 or not evidence.counterexample


def test_the_counterexample_is_the_simplest():
    shown = attack(Lt(H(p), log(x.size)), []).counterexample
    assert shown.model.laws[p].tolist() == [1]
    assert (shown.lhs.exact, shown.rhs.exact) == ("0", "0")
    half = attack(Lt(JS(p, q), log(Integer(2))), []).counterexample
    assert sorted(half.model.laws[p].tolist()) == [0, 1]
    mirrored = attack(Ne(KL(p, q), KL(q, p)), [*BOTH, Ne(p, q)]).counterexample
    assert mirrored.model.laws[p].tolist() == mirrored.model.laws[q].tolist()[::-1]
    assert max(v.denominator for v in mirrored.model.laws[p]) <= 3


def test_the_deep_attack_takes_strict_relations():
    deep = Settings(trials=60, deep=True)
    assert attack(Lt(JS(p, q), log(Integer(2))), [], deep).verdict == "refuted"
    assert attack(Lt(JS(p, q), 1), [], deep).verdict == "survived"
    assert attack(Ne(JS(p, q), 1), [], deep).verdict == "survived"


def test_slack_is_the_distance_to_violation():
    assert attack(Ne(lam, 2), []).smallest_slack == 1.0
    assert attack(Lt(lam, 2), []).smallest_slack == 1.0
    assert attack(Gt(lam, -1), []).smallest_slack == 1.0


def test_equality_is_decided_exactly():
    near = Rational(1, 3) + Rational(1, 10**30)
    model = Model.of({p: [Fraction(1, 3), Fraction(2, 3)]})
    third = model.laws[p][0]
    for rel, equal, above in [("<", False, False), (">", False, True), ("!=", False, True)]:
        assert holds(Relation(H(p), rel, H(p) + log(Integer(4)) - 2 * log(Integer(2))), model) is (
            equal
        )
        assert holds(Relation(near, rel, Rational(third.numerator, third.denominator)), model) is (
            above
        )


def test_strict_hypotheses_are_met_by_the_draws():
    posed = problem((H(p),), (Gt(p(x), 0), Lt(0, q(x)), Ne(f(x), 0)))
    assert posed.positive == (p, q)
    assert len(posed.nonzero) == 1
    for drawn in draws(posed, 0, 60):
        assert all(drawn.model(row) is not None for row in range(drawn.batch.n))
    assert attack(Ge(H(p), 0), [Gt(p(x), 1)]).verdict == "vacuous"


def test_strict_conditions_for_equality():
    uniform = Eq(p(x), 1 / x.size)
    claim = Le(H(p), log(x.size))
    assert attack_equality(claim, [uniform, Gt(p(x), 0)]).verdict == "survived"
    assert attack_equality(claim, [uniform, Gt(x.size, 1)]).verdict == "refuted"
    assert attack_equality(Ge(KL(p, q), 0), [Ne(p, q)], [p << q]).verdict == "refuted"


def test_rows_that_floats_know_nothing_of_leave_room_for_equality():
    """Where λ is 0 or 1 the error of λ·ln(1/λ) has no bound; those rows are simple, and many."""
    lam = Probability("λ")
    entropy = (1 - lam) * log(1 / (1 - lam)) + lam * log(1 / lam)
    found = attack(Lt(entropy, log(2)))
    assert found.verdict == "refuted"
    assert found.counterexample.describe()[0] == "λ = 1/2"


def test_positive_quantities_given_by_equations_are_drawn_positive():
    """k = |X| − 1 > 0 wants two letters; models with one are none, and crowd out no others."""
    k = Positive("k")
    given = (Eq(k, x.size - 1),)
    for drawn in draws(problem((H(p), k), given), 0, 60):
        assert drawn.batch.sizes["x"] > 1
    found = attack(Le(log(1 / (1 - p(x))), log(1 / (1 - p(x))) + k), given)
    assert found.verdict == "ill-posed"
