"""Equations between argmax and argmin sets: refuted exactly where the sets differ."""

import pytest
from sympy import Integer

from derive.language.alphabets import Delta, alphabets
from derive.language.expressions import Ceiling, Indicator, Sum, exp, log
from derive.language.laws import Channel, Distribution, Law
from derive.language.measures import KL
from derive.language.names import DeriveError
from derive.language.optimisers import ArgMax, ArgMin
from derive.language.quantities import Nonnegative, Positive, Real
from derive.language.relations import Gt, Relation
from derive.numeric import Model, Settings, attack
from derive.numeric.draws import draws
from derive.numeric.judge import judge
from derive.numeric.problem import problem

x, y, t = alphabets("x y θ")
s = t.another("s")
p = Distribution("p", x)
r = Law("r", x, y)
W = Channel("W", x, given=t)
f, c = Real("f", t), Positive("c", x)
u = Nonnegative("u", t)
LOGLIK = Sum(p(x) * log(W(x | t)), x)
TIES = Sum((1 - Delta(s, t)) * (1 - Indicator(u(s) - u(t))), s)  # how many do as well
FULL = [Gt(W(x | t), 0)]
FORWARD, REVERSE = KL(p(x), W(x | t), over=x), KL(W(x | t), p(x), over=x)


def same(one, other):
    return Relation(one, "=", other)


TRUE = {
    "likelihood and divergence": (same(ArgMax(LOGLIK, t), ArgMin(FORWARD, t)), FULL),
    "monotone": (same(ArgMax(f(t), t), ArgMax(exp(f(t)) + 2, t)), []),
    "scaled at another letter": (same(ArgMin(c(x) * f(t), t), ArgMin(f(t), t)), []),
    "the name does not matter": (same(ArgMax(W(x | t), t), ArgMax(W(x | s), s)), []),
    "the letter is free on one side": (
        same(ArgMax(W(x | t), t), ArgMax(W(x | s) + 0 * W(x | t), s)),
        [],
    ),
    "posterior": (same(ArgMax(r(x, y), x), ArgMax(r(x | y), x)), []),
    "opposite sense": (same(ArgMax(f(t), t), ArgMin(-f(t), t)), []),
}


@pytest.mark.parametrize("name", TRUE)
def test_true_equation_survives(name):
    evidence = attack(*TRUE[name])
    assert evidence.verdict == "survived", evidence.counterexample.describe()
    assert evidence.trials > 200
    assert evidence.undecided == 0
    assert evidence.smallest_slack is None


FALSE = {
    "the wrong sense": (same(ArgMax(f(t), t), ArgMin(f(t), t)), []),
    "reverse divergence": (same(ArgMin(FORWARD, t), ArgMin(REVERSE, t)), [*FULL, Gt(p(x), 0)]),
    "squares": (same(ArgMax(f(t), t), ArgMax(f(t) ** 2, t)), []),
    "ties that rounding makes": (same(ArgMax(f(t), t), ArgMax(Ceiling(f(t)), t)), []),
    "a tie of everything": (same(ArgMax(W(x | t), t), ArgMax(Sum(W(x | t), x), t)), []),
    "likelihood and posterior": (same(ArgMax(r(x | y), x), ArgMax(r(y | x), x)), []),
    "never the same": (Relation(ArgMax(f(t), t), "!=", ArgMin(f(t), t)), []),
    "only ties tell": (
        same(ArgMax(u(t), t), ArgMax(u(t) - 2 * TIES, t)),
        [],
    ),
}


@pytest.mark.parametrize("name", FALSE)
def test_false_equation_is_refuted(name):
    claim, hypotheses = FALSE[name]
    for seed in (0, 1, 2):
        evidence = attack(claim, hypotheses, Settings(seed=seed))
        assert evidence.verdict == "refuted", evidence
        shown = evidence.counterexample
        assert (shown.lhs == shown.rhs) == (claim.rel == "!=")
        assert judge(claim, shown.model).kind == "refuted"


def test_the_counterexample_shows_the_sets():
    shown = attack(*FALSE["ties that rounding makes"]).counterexample
    assert {shown.lhs.exact, shown.rhs.exact} <= {"{1}", "{2}", "{1, 2}"}
    assert shown.rhs.exact == "{1, 2}"
    assert shown.describe()[-1] == "right side = {1, 2}"
    assert shown.to_json()["rhs"] == {"exact": "{1, 2}", "decimal": "{1, 2}"}
    free = attack(*FALSE["a tie of everything"]).counterexample
    assert free.at[0][0] == "x"


def test_ill_posed_at_any_parameter():
    evidence = attack(same(ArgMax(LOGLIK, t), ArgMin(FORWARD, t)), [])
    assert evidence.verdict == "ill-posed"
    assert "θ=" in evidence.place


def test_sets_are_exact():
    claim = same(ArgMax(f(t), t), ArgMin(-f(t) / 2, t))
    third = "0." + "3" * 40
    model = Model.of({}, {f: ["1/3", third, "1/3"]})
    assert judge(claim, model) is None
    other = same(ArgMax(f(t), t), ArgMax(Ceiling(f(t)), t))
    assert judge(other, model).kind == "refuted"


def test_some_draws_tie():
    posed = problem((ArgMax(LOGLIK, t), ArgMax(f(t), t)), FULL)
    assert posed.parameters == ("θ",)
    whole = laws = 0
    for drawn in draws(posed, 0, 300):
        if drawn.batch.sizes["θ"] > 1:
            table, numbers = drawn.batch.laws[W].v, drawn.batch.quantities[f].v
            tied = (table == table[:, :, :1]).all(axis=(1, 2))
            laws += int(tied.sum())
            whole += int((tied & (numbers == numbers[:, :1]).all(axis=1)).sum())
    assert laws > 30
    assert whole > 5


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (Relation(ArgMax(f(t), t), "=", Integer(1)), "is a set of letters"),
        (Relation(ArgMax(f(t), t), "<=", ArgMax(f(t), t)), "is a set of letters"),
        (same(ArgMax(W(x | t), t), ArgMax(W(x | t), x)), "different alphabets"),
        (same(1 + ArgMax(f(t), t), ArgMax(f(t), t)), "ArgMax|set of letters"),
    ],
)
def test_other_uses_are_refused(claim, message):
    with pytest.raises(DeriveError, match=message):
        attack(claim, [])


def test_the_same_seed_gives_the_same_result():
    def shown():
        draws.cache_clear()
        return [attack(*FALSE[n]).counterexample.describe() for n in sorted(FALSE)]

    assert shown() == shown()
