"""A free point is almost every point: one alone refutes nothing, and meets no hypothesis."""

import pytest

from derive import (
    KL,
    Density,
    Derivation,
    Eq,
    MultivariateNormal,
    Ne,
    Normal,
    Positive,
    Real,
    Space,
    Uniform,
    log,
)
from derive.derivation.check import check
from derive.language.relations import as_relation
from derive.numeric import Settings

x, y = Space("x"), Space("y")
m, k, a = Real("m"), Real("k"), Real("a")
v, w = Positive("v"), Positive("w")
p, q = Normal("p", x, mean=m, variance=v), Normal("q", x, mean=k, variance=w)
r, u = Density("r", x), Uniform("u", x, low=0, high=1)


def checked(claim, *given, equality=()):
    def write(proof):
        proof.claim(claim, equality=equality)

    return check(Derivation(write, "a title", given=given), Settings(trials=60))


NOT_AT_ONE_POINT = {
    "a square > 0": ((x - m) ** 2 > 0,),
    "|x| > 0": (abs(x) > 0,),
    "x ≠ m": (Ne(x, m),),
    "ln of a square": (log((x - m) ** 2) <= (x - m) ** 2,),
    "a hypothesis about all x": (Eq(a, 0), a * (x - m) >= 0),
    "an equation for all x": (Eq(a, v), Eq(a * x, v * x)),
}


@pytest.mark.parametrize("name", NOT_AT_ONE_POINT)
def test_true_almost_everywhere_is_not_refuted(name):
    claim, *given = NOT_AT_ONE_POINT[name]
    report = checked(claim, *map(as_relation, given))
    assert report.verdict in ("proved", "open"), report


REFUTED = {
    "a square above v": ((x - m) ** 2 > v,),
    "ln p/q < 1": (log(p(x) / q(x)) < 1,),
    "0 beside the interval": (u(x) > 0,),
    "1/x ≥ 0": (1 / x >= 0,),
    "another coefficient": (Eq(m, k), Eq(a * x + m, v * x + m)),
}


@pytest.mark.parametrize("name", REFUTED)
def test_false_at_more_than_one_point_is_refuted(name):
    claim, *given = REFUTED[name]
    assert checked(claim, *map(as_relation, given)).verdict == "refuted"


def test_conditions_at_all_points():
    """Two normal densities are equal where means and variances are; polynomials by coefficients."""
    assert checked(KL(p, q) >= 0, equality=Eq(p(x), q(x))).verdict == "proved"
    assert checked(KL(r, q) >= 0, equality=Eq(r, q)).verdict == "proved"
    wrong = checked(KL(p, q) >= 0, equality=Eq((x - m) ** 2, (x - k) ** 2))
    assert wrong.verdict == "refuted"  # the variances may differ
    assert checked(Eq(m, k), Eq(p(x), q(x))).verdict == "proved"


def test_vectors_at_all_points():
    """Their means given the numbers before are polynomials in these."""
    a, b = (
        MultivariateNormal(name, x, y, mean=(0, mean), covariance=[[2, 1], [1, 2]])
        for name, mean in (("a", m), ("b", k))
    )
    assert checked(KL(a, b) >= 0, equality=Eq(a, b)).verdict == "proved"
    assert checked(KL(a, b) >= 0, equality=Eq(m, -k)).verdict == "refuted"
