"""h(aX + b) is read as h(X) + ln |a|; what prints so and means otherwise is found."""

from collections import Counter

import pytest

from derive import Abs, Density, Eq, Normal, Positive, Real, Space, h, log
from trials.readback.cases import Case

x, y = Space("x"), Space("y")
c, b, v = Positive("c"), Real("b"), Positive("v")
p, q = Density("p", x), Normal("q", x, mean=b, variance=v)
(X,), (Y,) = p.variables, q.variables
S, T = Density("r", x, y).variables
STATED = {
    "scaled": Eq(h(c * X), h(X) + log(c)),
    "moved": Eq(h(X + b), h(X)),
    "both": Eq(h(c * X + b), h(X) + log(c)),
    "turned": Eq(h(-X), h(X)),
    "two": Eq(h(c * S + T, S - b * T), h(S, T) + log(Abs(-c * b - 1))),
    "what is given stands still": Eq(h(c * T + S | S), h(T | S) + log(c)),
    "of two laws": Eq(h(c * Y + b) - h(p), h(c * X)),
}


def formulas(stated):
    """How they were read, and the lines of ranges with them."""
    return Counter(o.how for o in Case([stated]).read())


@pytest.mark.parametrize("name", STATED)
def test_read_as_meant(name):
    found = formulas(STATED[name])
    assert set(found) <= {"structure", "normal form", "values"}, found
    assert sum(found.values()) >= 2


@pytest.mark.parametrize("wrong", [h(X), h(c * X) + log(2), h(2 * c * X)])
def test_another_meaning_is_found(wrong):
    """The measure's text stands over another definition."""
    right = h(c * X + b)
    lie = right.func(right.args[0].name, right.args[1].name, wrong, *right.args[3:])
    lie.of_language = True
    found = formulas(Eq(lie, b))
    assert found["disagrees"] >= 1, found


TWO = [(h(S, T) + log(c), False), (h(S, T) + 2 * log(c), True), (h(S, T), True)]


@pytest.mark.parametrize(("meant", "differs"), TWO)
def test_another_meaning_of_two_is_found(meant, differs):
    right = h(c * S, T + b)
    told = right.func(right.args[0].name, right.args[1].name, meant, *right.args[3:])
    told.of_language = True
    assert bool(formulas(Eq(told, b))["disagrees"]) == differs
