"""The judge of uniform, exponential, Laplace, geometric and Poisson laws: functions with breaks."""

from fractions import Fraction

import mpmath
import pytest

from derive import Density, Distribution, E, Eq, Exponential, Poisson, Real, Sum, log
from derive.language.relations import as_relation
from tests.spaces import test_families
from trials.mutants import curves, numbers, pieces
from trials.mutants.judge import Statement, faulty
from trials.mutants.line_judge import LineJudge
from trials.mutants.lines import in_pieces
from trials.mutants.pieces import COUNT, Line, Pieces, Split

x, n = test_families.x, test_families.n
MODEL = LineJudge([as_relation(Eq(log(test_families.e(x)), 0))], ()).models[0]


def decided(relation, given=()):
    s = Statement(as_relation(relation), tuple(given))
    return LineJudge([s.relation], s.given).decide(s)


@pytest.mark.parametrize("name", test_families.FALSE)
def test_false_of_families(name):
    assert decided(*test_families.FALSE[name]).kind == "violated"


@pytest.mark.parametrize("name", test_families.ILL_POSED)
def test_ill_posed_of_families(name):
    assert decided(test_families.ILL_POSED[name]).kind == "ill-posed"


@pytest.mark.parametrize("name", test_families.PROVED)
def test_true_of_families(name):
    assert decided(*test_families.PROVED[name]) is None


@pytest.mark.parametrize("name", test_families.PROVED)
def test_true_ones_are_evaluated(name):
    """That no model refutes them is no lack of numbers."""
    relation, given = as_relation(test_families.PROVED[name][0]), test_families.PROVED[name][1:]
    judge = LineJudge([relation], *given or ((),))
    s = Statement(relation, judge.given)
    assert len(judge.models) > 5
    assert all(m.settled(lambda m=m: faulty(s, m)) is None for m in judge.models)


def test_a_function_is_cut_where_it_changes_its_sign():
    at = Pieces(x, Line("x-space", (Fraction(0),)), (curves.variable(x),) * 2)
    assert [*pieces.signs(at, MODEL)] == [-1, 1]
    with pytest.raises(Split) as cut:
        pieces.signs(at - Fraction(3), MODEL)
    assert cut.value.at == 3
    line = at.line.cut(Fraction(3))
    assert line.breaks == (0, 3) and line.place(Fraction(3)) == 1


def test_integrals_between_breaks():
    line = Line("x-space", (Fraction(0), Fraction(2)))
    square = curves.variable(x) * curves.variable(x)
    zero = curves.curve(Fraction(0))
    middle = Pieces(x, line, (zero, square, zero))
    assert pieces.total(middle, x, line, MODEL) == Fraction(8, 3)
    falling = square * curves.exp(curves.variable(x) * Fraction(-1, 2), MODEL)
    tail = Pieces(x, line, (zero, zero, falling))
    assert MODEL.sign(pieces.total(tail, x, line, MODEL) - 40 * MODEL.exp(Fraction(-1))) == 0
    for diverging in ((falling, zero, zero), (zero, zero, square)):
        with pytest.raises(numbers.Unknown):
            pieces.total(Pieces(x, line, diverging), x, line, MODEL)


def test_sums_over_the_naturals():
    """Σ n³ zⁿ and Σ n³ 2ⁿ/n!, whole and after the first numbers; Σ ln n!·2ⁿ/n! in an interval."""
    at, count = curves.variable(n), curves.variable((COUNT, n))
    halves = curves.exp(at * -MODEL.log(Fraction(2)), MODEL)
    poisson = curves.exp(at * MODEL.log(Fraction(2)) - count, MODEL)
    for first in (0, 4):
        line = Line("n-naturals", first=first)
        lead = [Fraction(k**3, 2**k) for k in range(first)]
        p = Pieces(n, line, (*map(curves.curve, lead), at * at * at * halves))
        assert pieces.total(p, n, line, MODEL) == 26
    line = Line("n-naturals", first=0)
    bell = pieces.total(Pieces(n, line, (at * at * at * poisson,)), n, line, MODEL)
    assert MODEL.sign(bell - MODEL.exp(Fraction(2)) * Fraction(2 + 3 * 4 + 8)) == 0
    logs = pieces.total(Pieces(n, line, (count * poisson,)), n, line, MODEL)
    found = float(logs)
    wanted = mpmath.nsum(lambda k: 2**k * mpmath.loggamma(k + 1) / mpmath.factorial(k), [0, 60])
    assert abs(found - float(wanted)) < 1e-9
    squared = pieces.total(Pieces(n, line, (poisson * poisson,)), n, line, MODEL)
    wanted = mpmath.nsum(lambda k: 4**k / mpmath.factorial(k) ** 2, [0, 60])
    assert abs(float(squared) - float(wanted)) < 1e-9
    with pytest.raises(numbers.Unknown):  # Σ 2ⁿ
        doubled = curves.exp(at * MODEL.log(Fraction(2)), MODEL)
        pieces.total(Pieces(n, line, (doubled,)), n, line, MODEL)


def test_what_is_for_the_judge_with_breaks():
    e, r = Exponential("e", x), Density("r", x)
    assert in_pieces([e(x)]) and in_pieces([Poisson("p", n, mean=1)(n)]) and not in_pieces([r(x)])


def test_an_inequality_at_a_free_point():
    """λ·exp(−λx) ≤ λ holds at every point looked at, and e(x) ≥ 1/10 does not."""
    s = Statement(as_relation(test_families.e(x) >= Fraction(1, 10)), ())
    judge = LineJudge([s.relation], ())
    assert judge.decide(s).kind == "violated"
    true = Statement(as_relation(test_families.e(x) <= test_families.lam), ())
    assert judge.decide(true) is None


def test_a_counterexample_that_names_no_law():
    """Whatever the law is: the judge takes one."""
    d = Distribution("d", n)
    s = Statement(as_relation(Sum(log(1 / d(n)), n) >= 0), ())
    assert LineJudge([s.relation], ()).confirm(s, {}, {}).kind == "ill-posed"


def test_distances_are_for_the_judge_with_breaks():
    """|x − μ| has a break, also where no law of another family stands."""
    r, m = Density("r", x), Real("m")
    claim = E(abs(x - m), r) >= m - E(x, r)
    assert in_pieces(as_relation(claim).expressions())
    assert decided(claim) is None
    assert decided(Eq(E(abs(x - m), r), m - E(x, r))).kind == "violated"
    assert not in_pieces([abs(m)])
