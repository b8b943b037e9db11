"""h(aX + b) is read as h(X) + ln |a|; what prints so and means otherwise is found."""

from collections import Counter

import pytest

from derive import Density, Eq, Normal, Positive, Real, Space, h, log
from trials.readback.cases import Case

x = Space("x")
c, b, v = Positive("c"), Real("b"), Positive("v")
p, q = Density("p", x), Normal("q", x, mean=b, variance=v)
(X,), (Y,) = p.variables, q.variables
STATED = {
    "scaled": Eq(h(c * X), h(X) + log(c)),
    "moved": Eq(h(X + b), h(X)),
    "both": Eq(h(c * X + b), h(X) + log(c)),
    "turned": Eq(h(-X), h(X)),
    "of two laws": Eq(h(c * Y + b) - h(p), h(c * X)),
}


def formulas(stated):
    """How they were read, without the lines of ranges."""
    return Counter(o.how for o in Case([stated]).read() if "h" in o.shown and "=" in o.shown)


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
