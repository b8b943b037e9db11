"""Exact numbers against `Fraction`, where they are rational, and against mpmath, where not."""

import math
import pickle
from fractions import Fraction

import mpmath
import pytest
from flint import ctx
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from derive.numeric import closed

fractions = st.fractions(min_value=-9, max_value=9, max_denominator=20)
LEAF = fractions.map(lambda f: ("number", f))


def trees(*functions):
    """Expressions as nested tuples: numbers, sums, products and these functions of one number."""
    return st.recursive(
        LEAF,
        lambda inner: st.one_of(
            st.tuples(st.sampled_from("+-*"), inner, inner),
            st.tuples(st.sampled_from(functions), inner),
        ),
        max_leaves=7,
    )


def exact(t):
    if t[0] == "number":
        return closed.number(t[1])
    first = exact(t[1])
    if t[0] in "+-*":
        other = exact(t[2])
        return first + other if t[0] == "+" else first - other if t[0] == "-" else first * other
    return getattr(closed, t[0])(first)


def in_fractions(t):
    if t[0] == "number":
        return t[1]
    first = in_fractions(t[1])
    if t[0] in "+-*":
        other = in_fractions(t[2])
        return first + other if t[0] == "+" else first - other if t[0] == "-" else first * other
    if t[0] == "inverse":
        return 1 / first if first else Fraction(0)
    return abs(first) if t[0] == "absolute" else Fraction(math.ceil(first))


def in_floats(t):
    """mpmath's value, at the precision that is set; 0 and what is near it are left out."""
    if t[0] == "number":
        return mpmath.mpf(t[1].numerator) / t[1].denominator
    first = in_floats(t[1])
    if t[0] in "+-*":
        other = in_floats(t[2])
        return first + other if t[0] == "+" else first - other if t[0] == "-" else first * other
    if t[0] == "exp":
        assume(abs(first) < 1000)
        return mpmath.exp(first)
    if first == 0:
        return mpmath.mpf(0)
    assume(abs(first) > mpmath.mpf(10) ** -100)
    return 1 / first if t[0] == "inverse" else mpmath.log(abs(first))


@given(trees("inverse", "absolute", "ceiling"))
@settings(max_examples=300, deadline=None)
def test_rational_numbers(t):
    value, expected = exact(t), in_fractions(t)
    assert closed.fraction(value) == expected
    assert closed.sign(value) == (expected > 0) - (expected < 0)
    assert closed.text(value, 10**6) == str(expected)
    assert closed.ceiling(value) == math.ceil(expected)


@given(trees("inverse", "log", "exp"))
@settings(max_examples=300, deadline=None)
def test_against_mpmath(t):
    with mpmath.workdps(400):
        expected = in_floats(t)
        try:
            value = exact(t)
            sign = closed.sign(value)
        except closed.Undecided:
            return
        near_zero = abs(expected) < mpmath.mpf(10) ** -300
        assert sign == (0 if near_zero else mpmath.sign(expected))
        if sign:
            shown = mpmath.mpf(closed.decimal(value, 30))
            assert abs(shown / expected - 1) < mpmath.mpf(10) ** -29
            beside = mpmath.mpf(10) ** -350  # halfway between two, either is right
            near = [expected * (1 + k * beside) for k in (-1, 0, 1)]
            assert closed.decimal(value) in map(plain, near)


def plain(x):
    return str(mpmath.nstr(x, 6, strip_zeros=True)).removesuffix(".0")


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        (0, 1, "0"),
        (-1, 2, "-0.5"),
        (1234567, 1, "1.23457e+6"),
        (123456, 1, "123456"),
        (100000, 1, "100000"),
        (9999996, 10, "1.0e+6"),
        (1, 10**4, "0.0001"),
        (1, 10**5, "1.0e-5"),
        (-12345678, 10**30, "-1.23457e-23"),
        (1, 3, "0.333333"),
    ],
)
def test_digits(numerator, denominator, shown):
    assert closed.decimal(closed.number(Fraction(numerator, denominator))) == shown


def test_a_zero_that_no_algebra_sees_is_not_decided():
    """ln(√(3 + 2·√2)) = ln(1 + √2): balls can never show that a number is 0."""
    root = closed.exp(closed.log(closed.number(2)) * closed.number(Fraction(1, 2)))
    half = closed.log(3 + 2 * root) * closed.number(Fraction(1, 2))
    with pytest.raises(closed.Undecided):
        closed.sign(half - closed.log(1 + root))
    nearly = half - closed.log(1 + root) + closed.number(Fraction(1, 10**500))
    assert closed.sign(nearly) == 1


def test_towers_of_exponentials_are_given_up():
    tower = closed.exp(closed.exp(closed.exp(closed.exp(closed.number(2)))))
    with pytest.raises(closed.Undecided):
        closed.sign(closed.exp(tower) - 1)
    with pytest.raises(closed.Undecided):
        closed.ceiling(tower)
    high = closed.exp(closed.exp(closed.exp(closed.number(2))))
    with pytest.raises(closed.Undecided):
        closed.ceiling(high)
    assert closed.ceiling(closed.inverse(high)) == 1


def test_the_precision_of_others_is_left_as_it_was():
    ctx.prec, before = 77, ctx.prec
    try:
        for f in (closed.sign, closed.ceiling, closed.decimal, closed.text):
            f(closed.exp(closed.log(closed.number(5)) * closed.log(closed.number(7))) - 1)
            assert ctx.prec == 77
    finally:
        ctx.prec = before


@given(trees("inverse", "log", "exp"))
@settings(max_examples=50, deadline=None)
def test_numbers_travel_between_processes(t):
    try:
        value = exact(t)
    except closed.Undecided:
        return
    again = pickle.loads(pickle.dumps(value))
    assert closed.text(again, 10**6) == closed.text(value, 10**6)
    assert closed.sign(again - value) == 0
