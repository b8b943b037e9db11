"""Exact solutions and exact answers of linear programs."""

import time
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from derive.entropic.exact import solve, solve_transposed
from derive.entropic.program import Multipliers, Program, Separator

entries = st.integers(-4, 4)


@st.composite
def systems(draw):
    n = draw(st.integers(1, 6))
    columns = [{r: v for r in range(n) if (v := draw(entries))} for _ in range(n)]
    return columns, list(range(n)), [draw(st.integers(-(10**12), 10**12)) for _ in range(n)]


@given(systems())
def test_a_solution_solves(system):
    columns, rows, b = system
    x = solve(columns, rows, dict(enumerate(b)))
    assume(x is not None)
    for r in rows:
        assert sum(v * c.get(r, 0) for v, c in zip(x, columns, strict=True)) == b[r]


@given(systems())
def test_so_does_a_transposed_one(system):
    columns, rows, c = system
    y = solve_transposed(columns, rows, c)
    assume(y is not None)
    for column, value in zip(columns, c, strict=True):
        assert sum(y[r] * v for r, v in column.items()) == value


def test_large_denominators():
    n = 12
    columns = [{r: (r + 2) ** k % 1009 for r in range(n)} for k in range(n)]
    x = solve(columns, list(range(n)), dict.fromkeys(range(n), 1))
    for r in range(n):
        assert sum(v * c[r] for v, c in zip(x, columns, strict=True)) == 1


def test_singular_systems_have_no_answer():
    assert solve([{0: 1}, {0: 2}], [0, 1], {0: 1, 1: 1}) is None
    assert solve([{0: 1}], [0, 1], {0: 1}) is None


@st.composite
def programs(draw):
    rows = draw(st.integers(1, 4))
    count = draw(st.integers(1, 6))
    columns = [{r: v for r in range(rows) if (v := draw(entries))} for _ in range(count)]
    columns = [c or {0: 1} for c in columns]
    free = [draw(st.booleans()) for _ in range(count)]
    target = {r: Fraction(v, draw(st.integers(1, 3))) for r in range(rows) if (v := draw(entries))}
    return columns, free, target


def product(y, column):
    return sum(y.get(r, Fraction(0)) * v for r, v in column.items())


@given(programs())
def test_either_multipliers_or_a_separator(program):
    columns, free, target = program
    answer = Program(columns, free, [1.0] * len(columns)).decide(target, time.monotonic() + 10)
    if isinstance(answer, Multipliers):
        assert all(v >= 0 or free[j] for j, v in answer.values.items())
        for r in {*target, *(r for c in columns for r in c)}:
            total = sum(v * columns[j].get(r, 0) for j, v in answer.values.items())
            assert total == target.get(r, 0)
    else:
        assert isinstance(answer, Separator)
        assert product(answer.values, target) < 0
        for column, is_free in zip(columns, free, strict=True):
            p = product(answer.values, column)
            assert p == 0 if is_free else p >= 0


@pytest.mark.parametrize("off", [Fraction(1, 10**8), Fraction(1, 10**14), Fraction(1, 10**30)])
def test_next_to_the_boundary(off):
    columns = [{0: 1, 1: -1}, {0: -1, 1: 1, 2: 1}, {2: 1}]
    make = lambda: Program(columns, [False] * 3, [1.0] * 3)  # noqa: E731
    inside = make().decide({0: Fraction(1), 1: Fraction(-1), 2: off}, time.monotonic() + 10)
    outside = make().decide({0: Fraction(1), 1: Fraction(-1), 2: -off}, time.monotonic() + 10)
    assert isinstance(inside, Multipliers)
    assert isinstance(outside, Separator)


def test_large_and_small_numbers_together():
    columns = [{0: 10**9, 1: 1}, {1: 1}, {0: 1}]
    answer = Program(columns, [False] * 3, [1.0] * 3).decide(
        {0: Fraction(10**9), 1: Fraction(1, 3)}, time.monotonic() + 10
    )
    assert isinstance(answer, Multipliers)


def test_no_time_no_answer():
    assert Program([{0: 1}], [False], [1.0]).decide({0: Fraction(1)}, 0.0) is None
