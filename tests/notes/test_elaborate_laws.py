"""Formulas of laws, variables and letters become the terms that they mean."""

from __future__ import annotations

import pytest

from derive import KL, Alphabet, Channel, E, H, I, Law, Sum, alphabets, cross_entropy, log
from derive.language.quantities import Positive, Quantity
from derive.notes.source import NotRead
from tests.notes.elaborating import only, read, terms

x, y = alphabets("x y")
p, q, r = Law("p", x), Law("q", x), Law("p", x, y)
joint = Law("P", x, y)
X, Y = joint.variables
b = Positive("b")


@pytest.mark.parametrize(
    ("latex", "meant"),
    [
        (r"\sum_x p(x) \log p(x)", Sum(p(x) * log(p(x), b), x)),
        (r"\sum_{x \in \mathcal{X}} p(x) \ln p(x)", Sum(p(x) * log(p(x)), x)),
        (r"\sum_x p(x) \log_2 \frac{p(x)}{q(x)}", Sum(p(x) * log(p(x) / q(x), 2), x)),
        (r"D_{KL}(p \| q)", KL(p, q, base=b)),
        (r"\mathrm{KL}(p || q)", KL(p, q, base=b)),
        (r"H(p, q)", cross_entropy(p, q, base=b)),
        (r"H_p(q)", cross_entropy(p, q, base=b)),
        (r"D\left(\tfrac12 p + \tfrac12 q \,\middle\|\, q\right)",
         KL(p(x) / 2 + q(x) / 2, q(x), base=b, over=x)),
        (r"\mathbb{E}_{x \sim p}[\log q(x)]", E(log(q(x), b), p(x), over=(x,))),
    ],
)  # fmt: skip
def test_laws_of_one_letter(latex, meant):
    assert terms([latex, "=", r"\sum_x p(x) q(x)"])[0] == meant


@pytest.mark.parametrize(
    ("latex", "meant"),
    [
        ("H(X)", H(X, base=b)),
        ("H(X, Y)", H(X, Y, base=b)),
        (r"H(X \mid Y)", H(X | Y, base=b)),
        ("I(X; Y)", I(X, Y, base=b)),
        (r"\mathrm{H}(Y|X) - \mathrm{H}(Y)", H(Y | X, base=b) - H(Y, base=b)),
    ],
)
def test_random_variables(latex, meant):
    assert terms([latex, "<=", "H(X, Y)"])[0] == meant


def test_a_conditional_is_of_the_joint_law_where_there_is_one():
    assert terms(["p(x,y)", "=", "p(x) p(y|x)"]) == (r(x, y), r(x) * r(y | x))


def test_as_many_sums_without_letters_as_letters():
    lhs = terms([r"\sum\sum P(x,y) \log P(x,y)", "=", r"\sum_x p(x)"])[0]
    assert lhs == Sum(joint(x, y) * log(joint(x, y), b), x, y)
    with pytest.raises(AssertionError, match="3 sums without letters over 2 letters"):
        terms([r"\sum\sum\sum P(x,y)", "=", r"\sum_x p(x)"])


def test_a_conditional_alone_is_a_channel():
    channel = Channel("p", y, given=x)
    assert terms([r"\sum_y p(y|x)", "=", "1"]) == (Sum(channel(y, x), y), 1)


def test_the_variables_of_a_law_are_told_by_another_display():
    step = only(read([r"p(x, y)", "=", r"p(y) p(x \mid y)"], ["H(Y)", ">=", "0"])[-1])
    assert step.lhs == H(Law("p", y).variables[0], base=b)


def test_an_index_counts_letters_where_the_summand_has_their_weight():
    lhs, rhs = terms([r"\sum_{i=1}^n p(x_i) \log p(x_i)", ">=", r"-\log n"])
    i = x.another("xᵢ")
    assert lhs == Sum(p(i) * log(p(i), b), i)
    assert rhs == -log(x.size, b)


def test_an_index_counts_data_under_a_product_and_a_mean():
    step = only(read([r"\prod_{i=1}^n q(x_i)", "<=", r"\frac1n \sum_{i=1}^n \log q(x_i)"])[0])
    assert not step.lhs.atoms(Law) - {q}
    assert "x_data" in {m.name for m in step.rhs.atoms(Quantity)}


def test_without_a_sign_of_either_it_is_asked():
    (found,) = read([r"\sum_{i=1}^n 2^{-\ell(x_i)}", "<=", "1"])
    assert isinstance(found, NotRead)
    assert found.ask == ("x_i is a symbol", "x_i is a sample")


def test_weights_show_for_the_other_sums_of_a_section():
    found = read([r"\sum_{i} p(x_i) \ell(x_i)", ">=", "0"], [r"\sum_i 2^{-\ell(x_i)}", "<=", "1"])
    ell = Quantity("ℓ", x)
    i = x.another("xᵢ")
    assert only(found[1]).lhs == Sum(2 ** (-ell(i)), i)
    assert only(found[1]).unlicensed == (r"\ell",)


def test_indexed_laws_share_the_alphabet_of_their_index():
    lhs, _ = terms([r"\sum_i p_i \log \frac{p_i}{q_i}", ">=", "0"])
    i = Alphabet("i")
    a, c = Law("p", i), Law("q", i)
    assert lhs == Sum(a(i) * log(a(i) / c(i), b), i)


@pytest.mark.parametrize(
    ("latex", "why"),
    [
        (r"p(q_i)", "a letter is expected"),
        (r"\|p - q\|_2", "norm"),
        (r"\sum_{i=2}^n p_i", "start at 1"),
        (r"\sum_{x=1}^{3} p(x)", "to a number"),
    ],
)
def test_what_cannot_be_said_is_not_read(latex, why):
    found = read([latex, "=", r"\sum_x p(x) q(x)"])[0]
    assert isinstance(found, NotRead)
    assert why in found.why


def test_the_readback_is_printed_from_the_term():
    step = only(read([r"D_{KL}(P\|Q)", "=", r"\sum_i p(x_i)\log\frac{p(x_i)}{q(x_i)}"])[0])
    assert step.readback_lhs == r"D_{\mathrm{KL}}(p \,\|\, q)"
    assert step.readback_rhs == (r"\sum_{i} p(x_{i}) \log \left( \frac{p(x_{i})}{q(x_{i})} \right)")


def test_a_unit_is_that_of_the_logarithms():
    assert terms([r"D(p \| q)", "=", r"2 \text{ bits}"]) == (KL(p, q, base=2), 2)
    assert terms([r"\sum_x p(x) \log p(x)", "=", r"-2 \text{ bits}"])[0] == Sum(
        p(x) * log(p(x), 2), x
    )
    with pytest.raises(AssertionError, match="beside logarithms of another base"):
        terms([r"\sum_x p(x) \ln p(x)", "=", r"-2 \text{ bits}"])
