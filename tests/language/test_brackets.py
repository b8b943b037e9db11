"""What is printed means what it is: brackets, in text and in LaTeX."""

import pytest

from derive import (
    Alphabet,
    Distribution,
    Inverse,
    Law,
    Map,
    Max,
    Measure,
    Nonnegative,
    Positive,
    Product,
    Real,
    Sum,
    alphabets,
    exp,
    log,
    quotient,
)
from derive.language.looks import looseness
from derive.language.notation import Notation, using
from derive.language.printing import latex, text
from derive.render.expressions import expression
from derive.render.terms import notes
from derive.translate.bridge import Translator

i, x = alphabets("i x")
k = Alphabet("k")
s = Map("x", i, to=k)
a, b = Real("a", k), Real("b", k)
p, q = Distribution("p", x), Distribution("q", x)
c, d, n = Real("c"), Positive("d"), Positive("n")
L = Nonnegative("L", x)
added = s.at(i, lambda k: a(k) + b(k))
times = s.at(i, lambda k: a(k) * b(k))
over = s.at(i, lambda k: 1 / a(k))
factor = s.factor_at(i, lambda k: 1 + a(k) ** 2)
named = Measure("a + b", "a + b", c + d)
whole = Product(p(x), x)


@pytest.mark.parametrize(
    ("e", "plain", "tex"),
    [
        (2 * added, "2·(a(xᵢ) + b(xᵢ))", r"2 \left( a(x_{i}) + b(x_{i}) \right)"),
        (c - added, "c - (a(xᵢ) + b(xᵢ))", r"c - \left( a(x_{i}) + b(x_{i}) \right)"),
        (added**2, "(a(xᵢ) + b(xᵢ))^2", r"\left( a(x_{i}) + b(x_{i}) \right)^{2}"),
        (c / added, "c/(a(xᵢ) + b(xᵢ))", r"\frac{c}{a(x_{i}) + b(x_{i})}"),
        (Sum(added, i), "Σ_i (a(xᵢ) + b(xᵢ))", r"\sum_{i} \left( a(x_{i}) + b(x_{i}) \right)"),
        (times**2, "(a(xᵢ)·b(xᵢ))^2", r"\left( a(x_{i}) b(x_{i}) \right)^{2}"),
        (c / times, "c/(a(xᵢ)·b(xᵢ))", r"\frac{c}{a(x_{i}) b(x_{i})}"),
        (over**2, "(1/a(xᵢ))^2", r"\left( \frac{1}{a(x_{i})} \right)^{2}"),
        (c * factor, "c·(1 + a(xᵢ)^2)", r"c \left( 1 + a(x_{i})^{2} \right)"),
        (2 * named, "2·(a + b)", r"2 \left( a + b \right)"),
        (named**2, "(a + b)^2", r"\left( a + b \right)^{2}"),
        (
            Measure("1/n", r"\tfrac{1}{n}", 1 / n) ** 2,
            "(1/n)^2",
            r"\left( \tfrac{1}{n} \right)^{2}",
        ),
        (c * whole, "c·(Π_x p(x))", r"c \left( \prod_{x} p(x) \right)"),
        (whole * Sum(q(x), x), "(Π_x p(x))·Σ_x q(x)", None),
        (c / (whole * n), "c/((Π_x p(x))·n)", r"\frac{c}{\left( \prod_{x} p(x) \right) n}"),
        (c * Max(p(x), x), "c·max_x p(x)", r"c \max_{x} p(x)"),
        (Max(p(x), x) / c, "(max_x p(x))/c", r"\frac{1}{c} \max_{x} p(x)"),
        (c / (n * Sum(p(x), x)), "c/(n·(Σ_x p(x)))", r"\frac{c}{n \left( \sum_{x} p(x) \right)}"),
        (log(2) ** 2, "(ln 2)^2", r"\left( \ln 2 \right)^{2}"),
        (quotient(c, log(2) * n), "c/(n·ln 2)", r"\frac{c}{n \ln 2}"),
        (2 * 3 ** L(x), "2·3^(L(x))", r"2 \cdot 3^{L(x)}"),
        (exp(-log(2) * L(x)), None, None),
        (((1 + c) / 3) ** 2 * n, None, None),
        (Inverse(Inverse(c)), "1/(1/c)", r"\frac{1}{\frac{1}{c}}"),
        (quotient(c, quotient(d, n)), "c/(d/n)", r"\frac{c}{\frac{d}{n}}"),
        (Inverse(-c), "1/(-c)", r"\frac{1}{- c}"),
    ],
)
def test_brackets(e, plain, tex):
    assert plain is None or text(e) == plain
    assert tex is None or latex(e) == tex


@pytest.mark.parametrize(
    ("shown", "level"),
    [
        ("a + b", 40), ("n", 1000), ("(1/n)", 1000), ("1/n", 50), ("D^L(x)", 60), ("-a", 40),
        ("q(wₜ|cₜ,θ)", 1000), ("bits per byte", 50), ("f(a + b)", 1000), ("Σ_x p(x)", 40),
    ],
)  # fmt: skip
def test_how_loosely_a_text_holds_together(shown, level):
    assert looseness(shown) == level


@pytest.mark.parametrize(
    ("e", "plain"),
    [
        ((exp(log(2) * c)) ** 2 * d, None),
        (exp(c * (log(3) - log(4))), None),
        (Sum(p(x), x) ** 2, "(Σ_x p(x))^2"),
        (log(2) ** 2, "(ln 2)^2"),
        (quotient(c, log(2) * n), "c/(n·ln 2)"),
        (Sum(L(x), x) / (c * 2), "(Σ_x L(x))/(2·c)"),
        (c * (d - L(x)), None),
    ],
)
def test_kernel_terms_are_bracketed_too(e, plain):
    translator = Translator()
    term = translator.term(e)
    context = translator.context(())
    shown = notes(term, context)
    assert plain is None or shown == plain
    again = Translator()
    n_ = again.term(expression(term, context, {}))
    assert again._same(n_, term)


def test_no_two_superscripts_on_one_name() -> None:
    """q^{*}_{x}^{3} is an error in TeX."""
    starred = Law.defined("q*", x, value=p(x))
    with using(Notation(values="p_x")):
        assert latex(q(x) ** 3) == "q_{x}^{3}"
        assert latex(starred(x) ** 3) == "{q^{*}_{x}}^{3}"
        primed = Distribution("q'", x)
        assert latex(primed(x) ** 3) == "{q'_{x}}^{3}"
