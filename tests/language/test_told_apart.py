"""What the readback campaign found to print alike, or not at all: it is told apart, or refused."""

import pytest

from derive import (
    Channel,
    Distribution,
    H,
    Inverse,
    Law,
    Le,
    Positive,
    Real,
    Sum,
    alphabets,
)
from derive.language.alphabets import Alphabet, latex_name
from derive.language.definitions import where
from derive.language.expressions import Product
from derive.language.laws import ConditionalValue
from derive.language.maps import Map
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.notation import Notation
from derive.language.printing import latex, text
from derive.translate import Translator

x, y, u = alphabets("x y u")
x1, other = x.another("x1"), x.another("x'")
s = Law("s", x, x1)
r = Law("r", x, y)
p = Distribution("p", x)


@pytest.mark.parametrize(
    ("e", "shown", "tex"),
    [
        (s(x1=other), "s_X1(x')", "s_{X_{1}}(x')"),
        (s(x=other), "s_X(x')", "s_{X}(x')"),
        (r(x=other), "r(x')", "r(x')"),  # no other variable over this alphabet
        (s(x1, x), "s(x1,x)", "s(x_{1},x)"),
        (Law("p1", x, x1)(x1=x), "p1_X1(x)", "p_{1,X_{1}}(x)"),  # no second subscript in LaTeX
    ],
)
def test_variables_stand_where_letters_do_not_say_them(e, shown, tex):
    assert (text(e), latex(e)) == (shown, tex)


def test_variables_of_a_conditional():
    turned = ConditionalValue(s(x=x1, x1=x), s(x1=x))  # P(X=x₁ | X₁=x)
    assert text(turned) == "s_{X|X1}(x1|x)"
    assert latex(turned) == r"s_{X \mid X_{1}}(x_{1} \mid x)"
    assert text(s(x | x1)) == "s(x|x1)"


def test_a_variable_stands_on_one_side_of_the_bar():
    with pytest.raises(DeriveError, match="both sides of the bar"):
        r(x | x)


def test_two_variables_with_one_capital_are_refused():
    with pytest.raises(DeriveError, match="one capital"):
        Law("r", x, x.another("X"))


def test_a_law_called_as_a_variable_is_refused():
    name = Distribution("X", y)
    translator = Translator()
    translator.statement(Le(H(name), H(p)))
    with pytest.raises(DeriveError, match="the law 'X' and the random variable X"):
        translator.context([])


def test_a_product_below_a_sum_keeps_its_divisor_apart():
    c = Positive("c")
    inside, outside = Sum(Product(p(x), x) / c, y), Sum(Product(p(x), x), y) / c
    assert text(inside) != text(outside)
    assert text(outside) == "(Σ_y Π_x p(x))/c"


def test_a_negative_number_below_the_line_has_brackets():
    e = Real("c") * Inverse(Real("d")) * Inverse(-2 * Real("e")) / 3
    assert "3 -" not in latex(e)


@pytest.mark.parametrize(
    ("name", "tex"),
    [("xₜ'", "x_{t}'"), ("x1ᵢ", "x_{1i}"), ("pₓ", "p_{x}")],
)
def test_names_with_subscripts(name, tex):
    assert latex_name(name) == tex


def test_indices_stay_where_letters_are_not_counted():
    i = x.another("xᵢ")
    assert latex(p(i), Notation(values="p_x")) == "p_{x_{i}}"
    assert latex(p(x), Notation(values="p_x", sums="i=1..n")) == "p_{i}"


@pytest.mark.parametrize(
    ("notation", "names", "fitted"),
    [
        (Notation(values="P(X=x)"), ["p", "P", "x"], "p(x)"),  # both would be P
        (Notation(values="P(X=x)"), ["w", "w"], "p(x)"),  # a law, and a letter with variable W
        (Notation(values="P(X=x)"), ["p", "x"], "P(X=x)"),
        (Notation(values="p_x"), ["p", "pₓ", "x"], "p(x)"),  # p at x, and the name
        (Notation(values="p_x"), ["δ", "x"], "p(x)"),  # δ at two letters, and [x=x']
        (Notation(values="p_x"), ["p", "x"], "p_x"),
    ],
)
def test_a_notation_that_would_confuse_names_is_not_taken(notation, names, fitted):
    assert notation.fitted(names).values == fitted


def test_letters_are_not_counted_beside_a_letter_that_looks_counted():
    assert Notation(sums="i=1..n").fitted(["x", "xᵢ"]).sums == "x in X"


def test_names_that_an_author_gives_have_a_where_line():
    f = Map("f", y, to=x)
    loss = Measure("L(θ)", r"L(\theta)", -Sum(p(x), x))
    told = [str(w) for w in where([loss * f.count(x) + H(p)])]
    assert told == ["L(θ) = -Σ_x p(x)", "n(x) = Σ_y f(y,x)"]


def test_channels_have_no_random_variables_to_confuse():
    W = Channel("W", y, given=x)
    translator = Translator()
    translator.statement(Le(W(y | x), H(Distribution("Y", u))))
    translator.context([])  # no DeriveError: H(Y) is of the law, a channel has no entropy


def test_letters_of_one_alphabet_are_told_apart():
    assert latex(Alphabet("xₜ'", "xₜ")) == "x_{t}'"
