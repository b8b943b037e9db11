"""E_q[q(x)] ≤ 1 is true of letters and false of points: the line of ranges says which."""

from derive import Alphabet, Density, Distribution, E, Eq, Le, Normal, Positive, Real, Space, h, log
from derive.language.declared import declared

x, y = Space("x"), Alphabet("y")
X = Density("r", x, y).variables[0]


def said(relation):
    return [str(d) for d in declared(relation)]


def test_points_are_told_from_letters():
    q, p = Density("q", x), Distribution("p", y)
    assert said(Le(E(q(x), q), 1)) == ["x in a space"]
    assert said(Le(E(p(y), p), 1)) == []


def test_a_point_that_stands_as_a_number_is_one():
    q = Density("q", x)
    assert said(Le(E(x**2, q), 1)) == ["x ∈ ℝ"]
    assert said(Le(E(x, q), 1)) == ["x ∈ ℝ"]


def test_what_is_scaled_or_normal_is_a_real_number():
    a = Positive("a")
    assert said(Eq(h(a * X + 1), h(X) + log(a))) == ["x ∈ ℝ", "a > 0"]
    assert said(Eq(h(-X), h(X))) == ["x ∈ ℝ"]
    assert said(Le(h(X), 1)) == ["x in a space"]
    p = Normal("p", x, mean=Real("μ"), variance=1)
    assert said(Le(h(p), 2)) == ["p ∼ N(μ, 1)", "μ, x ∈ ℝ"]
