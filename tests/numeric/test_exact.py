"""The exact evaluator against mpmath; closed forms; well-posedness."""

from fractions import Fraction
from itertools import product

import mpmath
import pytest
from flint import fmpq
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Integer, Mul, Rational

from derive.language.alphabets import Delta, alphabets
from derive.language.expressions import Indicator, Inverse, Sum, exp, log, quotient
from derive.language.laws import Channel, Distribution, Law
from derive.language.measures import KL, H, I
from derive.language.names import DeriveError
from derive.language.quantities import Real
from derive.numeric import Model, closed, evaluate
from derive.numeric.exact import exact_value, misplaced

x, y, z = alphabets("x y z")
p, q = Distribution("p", x), Distribution("q", x)
r = Law("r", x, y, z)
s = Law("s", x, y)
W = Channel("W", y, given=x)
X, Y, Z = r.variables
f = Real("f", x)

rationals = st.fractions(min_value=-3, max_value=3, max_denominator=12).map(closed.number)
counts = st.lists(st.integers(0, 30), min_size=2, max_size=4).filter(any)


def law_from(numbers):
    return [Fraction(n, sum(numbers)) for n in numbers]


def near(ball, value, digits):
    """Whether mpmath's value is so near to the ball's middle."""
    mid, _, exponent = (int(n) for n in ball.mid_rad_10exp(40))
    return abs(mpmath.mpf(mid) * mpmath.mpf(10) ** exponent - value) < mpmath.mpf(10) ** -digits


def numbers(depth):
    """Exact numbers built from rationals by the operations of the evaluator."""
    if depth == 0:
        return rationals
    inner = numbers(depth - 1)
    return st.one_of(
        rationals,
        st.tuples(inner, inner).map(lambda t: t[0] + t[1]),
        st.tuples(inner, inner).map(lambda t: t[0] * t[1]),
        inner.map(
            lambda t: t if isinstance(t, closed.Closed) else closed.log((abs(t.p) + 1) / fmpq(3))
        ),
    )


@given(numbers(3))
@settings(max_examples=80, deadline=None)
def test_sign_agrees_with_intervals(n):
    sign = closed.sign(n)
    ball = closed.ball(n, 256)
    if sign == 0:
        assert ball.contains(0)
    else:
        assert ball > 0 if sign > 0 else ball < 0


@given(rationals, rationals)
@settings(max_examples=80, deadline=None)
def test_exp_and_log_are_inverse_and_homomorphic(a, b):
    assert closed.sign(closed.log(closed.exp(a)) - a) == 0
    assert closed.sign(closed.exp(a) * closed.exp(b) - closed.exp(a + b)) == 0
    ln2 = closed.log(Fraction(2))
    assert closed.sign(closed.log(closed.exp(a * ln2)) - a * ln2) == 0
    with mpmath.workdps(40):
        expected = mpmath.mpf(2) ** (mpmath.mpf(int(a.p)) / int(a.q))
        assert near(closed.ball(closed.exp(a * ln2), 140), expected, 35)


def test_conventions():
    zero = Fraction(0)
    assert closed.inverse(zero) == closed.log(zero) == 0
    assert closed.sign(closed.log(Fraction(-2)) - closed.log(Fraction(2))) == 0


def test_large_integers_are_split_over_a_coprime_base():
    a, b = 1_000_003 * 1_000_033, 1_000_033 * 1_000_037
    left = closed.log(Fraction(a)) - closed.log(Fraction(b))
    right = closed.log(Fraction(1_000_003)) - closed.log(Fraction(1_000_037))
    assert closed.sign(left - right) == 0


@pytest.mark.parametrize(
    ("e", "text"),
    [
        (log(Integer(2)) - Rational(1, 2), "ln 2 - 1/2"),
        (2 ** -Rational(3, 1) * log(Integer(9)), "1/4·ln 3"),
        (1 / log(Integer(2)), "1/ln 2"),
        (exp(Integer(1)) + 1, "e + 1"),
    ],
)
def test_text(e, text):
    assert evaluate(e, Model.of({})).exact == text


@given(counts, counts)
@settings(max_examples=60, deadline=None)
def test_divergence_against_mpmath(a, b):
    n = min(len(a), len(b))
    a, b = a[:n], b[:n]
    if not any(a) or not any(b):
        return
    model = Model.of({p: law_from(a), q: law_from(b)})
    value = exact_value(KL(p, q), model)
    with mpmath.workdps(50):
        terms = [
            mpmath.mpf(i)
            / sum(a)
            * (mpmath.log(mpmath.mpf(i) * sum(b) / (j * sum(a))) if i * j else 0)
            for i, j in zip(a, b, strict=True)
        ]
        assert near(closed.ball(value, 120), mpmath.fsum(terms), 30)


@given(st.lists(st.integers(0, 9), min_size=8, max_size=8).filter(any))
@settings(max_examples=40, deadline=None)
def test_identities_are_exact(table):
    it = iter(law_from(table))
    model = Model.of({r: [[[next(it) for _ in "ab"] for _ in "ab"] for _ in "ab"]})
    whole = exact_value(I(X, Y | Z) + H(X | (Y)) * 0 - (H(X | Z) + H(Y | Z) - H(X, Y | Z)), model)
    assert closed.sign(whole) == 0
    assert misplaced(I(X, Y | Z), model) is None


def test_a_sum_that_shadows_an_index():
    model = Model.of({p: ["1/3", "2/3"]})
    value = exact_value(Sum(p(x) * Sum(p(x) ** 2, x), x), model)
    assert value == Fraction(5, 9)


def test_channel_delta_indicator_cardinality():
    model = Model.of({p: ["1/4", "3/4"], W: [[1, "1/2"], [0, "1/2"]]})
    x2 = x.another("x2")
    assert exact_value(Sum(p(x) * W(y | x), x), model, {y: 0}) == Fraction(5, 8)
    assert exact_value(Sum(p(x) * Delta(x, x2), x), model, {x2: 1}) == Fraction(3, 4)
    assert exact_value(Sum(Indicator(W(y | x)), x, y), model) == 3
    assert exact_value(x.size * y.size, model) == 4


def test_partition_function_is_exact():
    model = Model.of({}, {f: ["1/2", -1]})
    total = Sum(exp(f(x)), x)
    assert exact_value(Sum(quotient(exp(f(x)), total), x), model) == 1
    assert closed.sign(exact_value(log(3 * total) - log(total) - log(Integer(3)), model)) == 0


def test_weights_silence_logarithms_and_quotients():
    point = Model.of({p: [1, 0], q: [0, 1]})
    both = Model.of({p: [1, 0], q: [1, 0]})
    assert misplaced(KL(p, q), point) is not None
    assert misplaced(KL(p, q), both) is None
    assert misplaced(Sum(p(x) * (q(x) / p(x) - 1), x), point) is None
    assert misplaced(Sum(log(p(x)), x), point).node == log(p(x))
    assert misplaced(Sum(Inverse(p(x)) * log(p(x)), x), point) is not None
    assert misplaced(Sum(p(x) * Sum(log(q(x)), x), x), point) is not None


def test_products_may_be_nested():
    """What is defined and 0 silences the rest, wherever it stands; what is 0 by convention not."""
    model = Model.of({p: [1, 0], q: [0, 1]})
    at = {x: 1}
    quotient_of_0 = p(x) * Inverse(q(x))  # at the second letter 0/1
    for inner, rest in [
        ((p(x), Inverse(q(x))), (log(p(x)), Inverse(p(x)))),
        ((p(x), log(p(x))), (Inverse(p(x)), q(x))),
    ]:
        one = Mul(Mul(*inner, evaluate=False), *rest, evaluate=False)
        other = Mul(*inner, Mul(*rest, evaluate=False), evaluate=False)
        assert misplaced(one, model, at) is misplaced(other, model, at) is None
    assert misplaced(Mul(quotient_of_0, log(p(x)), evaluate=False), model, at) is None
    assert misplaced(Mul(log(p(x)), Inverse(p(x)), evaluate=False), model, at) is not None
    assert misplaced(log(q(x)) * Inverse(p(x)), model, at) is None  # ln 1 is 0, not by convention


@pytest.mark.parametrize("n", range(3))
def test_wrong_models_are_refused(n):
    bad = [{p: ["1/2", "1/3"]}, {p: ["3/2", "-1/2"]}, {p: [1], q: ["1/2", "1/2"]}][n]
    with pytest.raises(DeriveError, match=r"model|letters"):
        Model.of(bad)


def test_free_index_needs_a_letter():
    with pytest.raises(DeriveError, match="letters="):
        evaluate(p(x), Model.of({p: [1]}))


def test_marginals_by_position():
    model = Model.of({s: [["1/8", "3/8"], ["1/4", "1/4"]]})
    for i, j in product(range(2), range(2)):
        joint = exact_value(s(x, y), model, {x: i, y: j})
        given_y = exact_value(s(x | y), model, {x: i, y: j})
        assert given_y * exact_value(s(y), model, {y: j}) == joint
