"""The language: what SymPy must not cancel, letters and variables, printing."""

import pytest

from derive import (
    KL,
    Channel,
    Delta,
    DeriveError,
    Distribution,
    E,
    H,
    I,
    Inverse,
    Law,
    Positive,
    Product,
    Real,
    Sum,
    alphabets,
    log,
    quotient,
)
from derive.language.printing import latex, text
from derive.translate import translate

x, y, z = alphabets("x y z")
p, q = Distribution("p", x), Distribution("q", x)
r = Law("r", x, y, z)
X, Y, Z = r.variables


def test_quotients_of_probabilities_do_not_cancel():
    assert p(x) / p(x) != 1
    assert p(x) * q(x) / (p(x) * q(x)) != 1
    assert Inverse(p(x)) in (p(x) / p(x)).args
    whole = quotient(p(x) + q(x), p(x) + q(x))
    assert whole != 1


def test_letters_find_their_variables():
    assert r(y, x) == r(x, y)
    assert r(x=x, z=z) == r(x, z)
    x1 = x.another("x'")
    assert r(x1, y) == r(x=x1, y=y)
    pair = Law("s", x, x1)
    assert pair(x1, x) != pair(x, x1)  # by position: the values at (x', x) and at (x, x')
    assert pair(x1, x) == pair(**{"x": x1, "x'": x})
    assert pair(x1) == pair(**{"x'": x1})
    assert pair(x, x).free_symbols == {x}
    assert pair(x=x1) != pair(x=x)


def test_the_bar_of_a_channel_separates_outputs_from_inputs():
    channel = Channel("W", y, given=x)
    assert channel(y | x) == channel(y, x) == channel(x, y)
    with pytest.raises(DeriveError, match="fits none"):
        channel(x | y)
    x1 = x.another("x'")
    step = Channel("K", x1, given=x)
    assert step(x1 | x) != step(x | x1)


def test_a_conditional_law_is_not_summed_over_its_condition_in_silence():
    channel = Channel("W", y, given=x)
    for e in (channel(y | x), r(x | y)):
        with pytest.raises(DeriveError, match="over="):
            H(e)
    assert H(channel(y | x), over=y).free_symbols == {x}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda: p(y), "fits none"),
        (lambda: p("x"), "expected letters"),
        (lambda: r(w=x), "its variables are"),
        (lambda: r(x=y), "runs over the alphabet"),
        (lambda: Channel("W", y, given=x)(y), "needs all its inputs"),
        (lambda: Law("s"), "no variable"),
        (lambda: Law("s", x, x), "not distinct"),
        (lambda: Law("1s", x), "starts with a letter"),
        (lambda: Sum(p(x)), "no index"),
        (lambda: Sum(p(x), x, x), "stands twice"),
        (lambda: Sum(p(x), 3), "expected an Alphabet"),
        (lambda: Delta(x, y), "two indices over one alphabet"),
        (lambda: I(X), "expected two"),
        (lambda: H(), "nothing given"),
        (lambda: H(X, p), "expected random variables"),
        (lambda: H(p, q), "cross_entropy"),
        (lambda: H(p, base=1), "base"),
        (lambda: I(X, Law("s", x).variables[0]), "different laws"),
        (lambda: Real("a", x)(y), "expected letters over"),
        (lambda: KL(p, Distribution("s", y)(y)), "the other argument is one of y"),
    ],
)
def test_mistakes_are_named(wrong, says):
    with pytest.raises(DeriveError, match=says):
        wrong()


def test_renaming_does_not_capture():
    inner = Sum(r(x, y), y)
    renamed = inner.subs(x, y)
    assert renamed.free_symbols == {y}
    assert renamed.indices[0] != y


@pytest.mark.parametrize(
    ("e", "plain", "tex"),
    [
        (p(x) / q(x), "p(x)/q(x)", r"\frac{p(x)}{q(x)}"),
        (log(p(x), 2), "log₂(p(x))", r"\log_{2} \left( p(x) \right)"),
        (r(x | y), "r(x|y)", r"r(x \mid y)"),
        (I(X, Y | Z), "I(X;Y|Z)", r"I(X; Y \mid Z)"),
        (KL(p, q), "D(p‖q)", r"D_{\mathrm{KL}}(p \,\|\, q)"),
        (H(X, base=2), "H₂(X)", "H_{2}(X)"),
        (E(Real("L", x)(x), p), "E_p[L(x)]", r"\operatorname{E}_{p}\left[ L(x) \right]"),
        (x.size, "|X|", r"|\mathcal{X}|"),
        (Sum(p(x) * r(y), x, y), "Σ_x,y p(x)·r(y)", r"\sum_{x,y} p(x) r(y)"),
    ],
)
def test_printing(e, plain, tex):
    assert text(e) == plain
    assert latex(e) == tex


@pytest.mark.parametrize(
    ("e", "plain", "tex"),
    [
        (Sum(p(x), x) ** 2, "(Σ_x p(x))^2", r"\left( \sum_{x} p(x) \right)^{2}"),
        (Sum(p(x), x) / q(x), "(Σ_x p(x))/q(x)", r"\frac{\sum_{x} p(x)}{q(x)}"),
        (Sum(p(x) / q(x), x), "Σ_x p(x)/q(x)", r"\sum_{x} \frac{p(x)}{q(x)}"),
        (log(p(x)) ** 2, "(ln(p(x)))^2", r"\left( \ln \left( p(x) \right) \right)^{2}"),
    ],
)
def test_brackets_keep_a_sum_to_its_summand(e, plain, tex):
    assert text(e) == plain
    assert latex(e) == tex


@pytest.mark.parametrize("strange", [__import__("sympy").Symbol("t"), __import__("sympy").pi])
def test_what_the_kernel_does_not_know_is_refused(strange):
    with pytest.raises(DeriveError, match="no meaning here"):
        translate(strange)


@pytest.mark.parametrize("binder", [Sum, Product])
def test_substitution_does_not_capture_a_letter_that_looks_fresh(binder):
    other = x.another("x'")
    a = Positive("a", x)
    put = binder(a(x) * a(other), x).subs(other, x)
    (bound,) = put.args[1]
    assert put.free_symbols == {x}
    assert bound not in (x, other)


def test_a_product_of_a_factor_that_is_not_positive_is_refused():
    with pytest.raises(DeriveError, match="positive factor"):
        Product(-1, x)
