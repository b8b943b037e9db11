"""Refuted: integrals that converge for some variances only, and bounds at a point of a space."""

import pytest

from derive import (
    KL,
    DefinedLaw,
    Density,
    E,
    Eq,
    Let,
    Normal,
    Positive,
    Rational,
    Real,
    Space,
    Sum,
    exp,
    log,
)
from derive.language.names import DeriveError
from derive.language.relations import as_relation
from derive.numeric import attack
from derive.numeric.evaluated import evaluated

x, y = Space("x"), Space("y")
m, a = Real("m"), Real("a")
s, t = Positive("s"), Positive("t")
p, q = Normal("p", x, mean=m, variance=s), Normal("q", x, variance=t)
W = Normal("W", y, mean=a * x, variance=s, given=x)
g = Real("g", x)
r, e = Density("r", x), DefinedLaw("e", x, value=exp(-g(x)) / Let("Z", Sum(exp(-g(x)), x)))


def attacked(claim, *given):
    (relation,), met = evaluated([as_relation(claim)], tuple(map(as_relation, given)))
    return attack(relation, met)


REFUTED = {
    "ln ∫ p/q for D": Eq(log(Sum(p(x) / q(x), x)), KL(p, q)),
    "ln ∫ p²/q for D": Eq(log(Sum(p(x) ** 2 / q(x), x)), KL(p, q)),
    "ln ∫ p²/q is at most D": log(Sum(p(x) ** 2 / q(x), x)) <= KL(p, q),
    "∫ over what is given": Eq(Sum(W(y | x), x), 1),
    "∫ p/q of equal means": Eq(Sum(Normal("n", x, variance=s)(x) / q(x), x), 1),
}


@pytest.mark.parametrize("name", REFUTED)
def test_refuted_where_it_converges(name):
    found = attacked(REFUTED[name])
    assert found.verdict == "refuted"
    drawn = {k.name: v.item() for k, v in found.counterexample.model.quantities.items()}
    if "p²" in name:
        assert 2 * drawn["t"] > drawn["s"]
    elif "p/q" in name:
        assert drawn["t"] > drawn["s"]
    else:
        assert drawn["a"] != 0


def test_what_is_true_where_it_converges():
    """ln ∫ p²/q is not below D (Rényi's divergences grow), and ∫ p²/q = p at one variance."""
    assert attacked(log(Sum(p(x) ** 2 / q(x), x)) >= KL(p, q)).counterexample is None
    same = Normal("n", x, mean=m, variance=s)
    assert attacked(Eq(Sum(p(x) ** 2 / same(x), x), 1)).counterexample is None


def test_what_never_converges_is_not_evaluated():
    with pytest.raises(DeriveError, match="converge"):
        attacked(Eq(Sum(1 / p(x), x), 1))


def test_a_bound_at_a_point_of_a_space():
    """No least value over a space is asked for: that was an error."""
    found = attacked(e(x) >= Rational(1, 10**6), Eq(E(g(x), r), E(g(x), e)))
    assert found.verdict == "refuted"
