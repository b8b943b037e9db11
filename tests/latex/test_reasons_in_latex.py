"""Reasons that are made of expressions, and hypotheses, as they are typeset."""

from __future__ import annotations

import derive
from derive import Distribution, Positive, Real, Sum, alphabets, sqrt, square, theorem
from derive.render.latex import latex
from derive.render.tex.document import Section, document
from derive.render.tex.page import Page

x, y = alphabets("x y")
q = Distribution("q", x)
f, c, b = Real("f", x), Positive("c"), Positive("b")


@theorem("A smaller denominator", given=[b <= c])
def denominators(proof):
    proof.claim(f(x) ** 2 / c <= f(x) ** 2 / b)


@theorem("Reasons made of expressions", given=[b <= c, f(x) <= sqrt(c)])
def told(proof):
    proof.start(Sum(q(x) * f(x), x))
    proof.le(Sum(q(x) * sqrt(c), x), f(x) <= sqrt(c))
    proof.eq(sqrt(c), "q sums to 1")


@theorem("A square")
def a_square(proof):
    proof.start(2 * b * c)
    proof.le(b**2 + c**2, square(b - c))


@theorem("An instance", given=[b <= c])
def instance(proof):
    proof.start(q(x) ** 2 / c)
    proof.le(q(x) ** 2 / b, denominators.on(f=q(x), b=b, c=c))


def test_hypotheses_squares_and_what_is_put_in_are_formulas():
    assert r"\text{$f(x) \le \sqrt{c}$}" in latex(derive.check(told), Page(width=426.0))
    assert r"$\left( b - c \right)^{2} \ge 0$" in latex(derive.check(a_square))
    tex = latex(derive.check(instance), Page(width=426.0))
    assert r"\text{A smaller denominator for $f := q(x)$}" in tex  # b and c keep their names


def test_a_theorem_with_nothing_put_in_has_its_title():
    assert denominators.on(b=b, c=c).title == "A smaller denominator"


@theorem(
    "A title that leaves no room on its line for what is given",
    given=[Sum(q(x) * f(x), x) ** 2 / c <= b],
)
def crowded(proof):
    proof.claim(Sum(q(x) * f(x), x) ** 2 <= b * c)


def test_a_hypothesis_that_does_not_fit_behind_the_title_is_displayed():
    reports = ((derive.check(crowded), {}), (derive.check(denominators), {}))
    tex = document([Section("s", "Notes.", reports)], Page(width=426.0, marks=True))
    assert "Given\n\\begin{align*}" in tex
    assert r"Given $b \le c$:" in tex
