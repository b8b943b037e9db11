"""Refuted: integrals that converge for some variances only, and bounds at a point of a space."""

import pytest

from derive import (
    KL,
    Alphabet,
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

z = Alphabet("z")
mu, v = Real("μ", z), Positive("v", z)
latent, unit = Normal("l", x, mean=mu(z), variance=v(z), given=z), Normal("u", x)
loss = Sum(v(z) + mu(z) ** 2 - 1 - log(v(z)), z) / 2
VAE = {
    "n² for n": Eq(Sum(latent(x | z) * log(latent(x | z) / unit(x) ** 2), z, x), loss),
    "ln ∫ g²/n": Eq(Sum(log(Sum(latent(x | z) ** 2 / unit(x), x)), z), loss),
    "ln Σ∫ g²/n": Eq(log(Sum(latent(x | z) ** 2 / unit(x), z, x)), loss),
    "g² for g": Eq(Sum(latent(x | z) * log(latent(x | z) ** 2 / unit(x)), z, x), loss),
}


@pytest.mark.parametrize("name", VAE)
def test_the_regulariser_of_a_vae(name):
    found = attacked(VAE[name])
    assert found.verdict == "refuted"
    drawn = {k.name: t for k, t in found.counterexample.model.quantities.items()}
    assert "∫" not in name or all(each < 2 for each in drawn["v"].flat)


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
