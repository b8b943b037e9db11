"""The judge over spaces: cells with widths, and functions P·exp(Q) where points are numbers."""

from fractions import Fraction

import numpy as np
import pytest

from derive import Density, Eq, Normal, Positive, Real, Space, Sum, exp, h, log, pi
from derive.language.relations import as_relation
from tests.spaces import test_false_densities, test_normal_laws, test_vectors
from trials.mutants import curves, densities, operators
from trials.mutants.judge import Judge, Statement
from trials.mutants.reals import RealExact, on_reals

x, y = Space("x"), Space("y")
CELLS = {n: s for n, s in test_false_densities.FALSE.items() if not isinstance(s, str)}
MODEL = RealExact({}, {})


def decided(relation, given=()):
    s = Statement(as_relation(relation), tuple(given))
    said = (*s.expressions(), *(e for g in given for e in g.expressions()))
    return Judge(said, s.given).decide(s)


@pytest.mark.parametrize("name", test_normal_laws.FALSE)
def test_false_of_normal_laws(name):
    assert decided(test_normal_laws.FALSE[name]).kind == "violated"


@pytest.mark.parametrize("name", test_normal_laws.PROVED)
def test_true_of_normal_laws(name):
    assert decided(test_normal_laws.PROVED[name]) is None


@pytest.mark.parametrize("name", test_vectors.FALSE)
def test_false_of_vectors(name):
    relation, given = test_vectors.FALSE[name]
    assert decided(relation, map(as_relation, given)).kind == "violated"


@pytest.mark.parametrize("name", test_vectors.PROVED)
def test_true_of_vectors(name):
    """And its models are evaluated: the opposite is false."""
    relation, given = test_vectors.PROVED[name]
    given = tuple(map(as_relation, given))
    assert decided(relation, given) is None
    r = as_relation(relation)
    assert decided(r.lhs + 1 <= r.rhs, given) is not None


def test_the_marginal_of_any_density_of_two_numbers():
    """The stand-in's marginal is its integral, and a covariance bounds nothing else."""
    r = Density("r", x, y)
    assert decided(Eq(Sum(r(x, y), y), r(x))) is None
    assert decided(Eq(Sum(r(x, y) * x, x, y), Sum(r(x) * x, x))) is None
    assert decided(Eq(r(x, y), r(x) * r(y))).kind == "violated"


@pytest.mark.parametrize("name", [*CELLS][::3])
def test_false_of_densities(name):
    found = CELLS[name]
    relation, given = found if isinstance(found, tuple) else (found, ())
    assert decided(relation, given) is not None


def test_cells_or_numbers():
    p, r = Normal("p", x), test_normal_laws.r
    assert on_reals([h(p)]) and on_reals([Sum(r(x) * x, x)]) and not on_reals([h(r)])


def test_integrals_of_products_by_completing_the_square():
    """∫ N(x; m, s)·N(x; n, t) dx = N(m; n, s + t), and ∫∫ of a joint one is 1."""
    at = curves.variable(x)
    both = curves.normal(at, Fraction(1), Fraction(2), MODEL) * curves.normal(
        at, Fraction(-1), Fraction(3), MODEL
    )
    found = MODEL.log(curves.integral(both, x, MODEL))
    wanted = -(MODEL.log(10 * MODEL.pi) + Fraction(4, 5)) * Fraction(1, 2)
    assert MODEL.sign(found - wanted) == 0
    given = curves.normal(curves.variable(y), at * Fraction(2), Fraction(5), MODEL)
    joint = curves.normal(at, Fraction(0), Fraction(1), MODEL) * given
    marginal = curves.integral(joint, x, MODEL)
    wide = curves.normal(curves.variable(y), Fraction(0), Fraction(9), MODEL)
    assert curves.vanishes(marginal - wide, MODEL)
    assert not curves.vanishes(marginal - given, MODEL)
    assert MODEL.sign(curves.integral(marginal, y, MODEL) - Fraction(1)) == 0


def test_what_holds_at_some_points_says_nothing_of_all():
    square = curves.variable(x) * curves.variable(x)
    with pytest.raises(curves.Unknown):
        MODEL.meets(">=", square)
    assert not MODEL.meets(">=", square - Fraction(1))
    assert not MODEL.meets("=", square - Fraction(1)) and MODEL.meets("=", square - square)
    with pytest.raises(curves.Unknown):  # it diverges
        curves.integral(square, x, MODEL)


def test_each_mistake_with_densities_is_made():
    mu, v, w = Real("μ"), Positive("v"), Positive("w")
    p, q = Normal("p", x, mean=mu, variance=v), Normal("q", x, variance=w)
    made = [
        Eq(h(p), log(2 * pi * exp(1) * v) / 2),
        Eq(test_normal_laws.KL(p, q) + h(p), test_normal_laws.cross_entropy(p, q)),
    ]
    statements = [Statement(r, ()) for r in made]
    for name, operator in densities.MISTAKES.items():
        assert any(operators.mutants(s, operator) for s in statements), name


def test_marginals_of_heights_are_weighed():
    r = test_false_densities.Density("r", x, y)
    s = Statement(as_relation(Eq(Sum(r(x, y), y), r(x))), ())
    judge = Judge(s.expressions(), ())
    assert judge.decide(s) is None
    model = next(m for g in judge.groups for k in range(9) if (m := g.exact(k)) is not None)
    assert np.all(model.table(r, ()) == 1)


def test_what_silences_is_0_almost_everywhere():
    """1/(v − w) beside x + m, which is 0 at one point: undefined at v = w."""
    v, w, m = Positive("v"), Positive("w"), Real("m")
    s = Statement(as_relation(Eq((x + m) / (v - w), h(Normal("p", x, variance=v)))), ())
    judge = Judge(s.expressions(), ())
    one = np.array(Fraction(1), dtype=object)
    assert judge.confirm(s, {}, {v.quantity: one, w.quantity: one}).kind == "ill-posed"
