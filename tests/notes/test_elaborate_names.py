"""Definitions, data, sequences, tables, functions, derivatives: what names stand for."""

from __future__ import annotations

import pytest
from sympy import Rational

from derive import (
    Alphabet,
    ArgMax,
    ArgMin,
    Derivative,
    Eq,
    H,
    Law,
    Map,
    Positive,
    Probability,
    Product,
    Real,
    Sum,
    Uniform,
    alphabets,
    exp,
    log,
)
from derive.language.alphabets import Cardinality
from derive.language.quantities import Quantity, QuantityValue
from derive.notes.elaborate import elaborated
from derive.notes.source import NotRead
from tests.notes.elaborating import fact, only, read, terms

x, y = alphabets("x y")
p, q = Law("p", x), Law("q", x)
b = Positive("b")


def why(found) -> str:
    assert isinstance(found, NotRead), found
    return found.why


# ---------------------------------------------------------------- definitions


def test_the_first_display_of_a_new_name_defines_it_and_it_is_put_in_later():
    found = read(["C", "=", r"\sum_x p(x)^2"], ["2 C", "=", r"2 \sum_x p(x)^2"])
    assert only(found[0]).definition == "C"
    assert only(found[1]).lhs == 2 * Sum(p(x) ** 2, x)


def test_a_name_used_before_is_not_defined_by_an_equation():
    found = read([r"\sum_x p(x) L(x)", ">=", "0"], ["L(x)", "=", r"\log_2 \frac{1}{p(x)}"])
    assert only(found[1]).definition == ""
    assert only(found[1]).unlicensed == ("L",)


def test_a_parameter_makes_another_name():
    found = read([r"\sum_x p(x) L(x)", ">=", "0"], [r"L(\theta)", "=", r"\sum_x p(x) q_\theta(x)"])
    assert only(found[1]).definition == r"L(\theta)"


def test_a_definition_is_put_in_at_other_letters_without_capture():
    lhs, _ = terms(["g(y)", "=", r"\sum_x f(x, y)"], ["g(x)", "=", r"\sum_{x'} f(x', x)"])
    other = x.another("x'")
    f = Quantity("f", x, y)
    assert not {str(i) for i in lhs.free_symbols} - {"x"}
    assert lhs.free_symbols
    assert f.name in {a.name for a in lhs.atoms(Quantity)}
    assert other.alphabet == "x"


def test_what_the_text_defines_is_shown_to_rest_on_it():
    (found,) = read(["2 C", ">=", "0"], facts=(fact("define", "C", values=(r"\sum_x p(x)^2",)),))
    step = only(found)
    assert step.lhs == 2 * Sum(p(x) ** 2, x)
    assert [r.number for r in step.rests] == [1]


def test_a_law_that_is_written_out_is_a_table():
    (found,) = read(
        ["H(p)", "=", r"\log_2 3"], facts=(fact("define", "p", values=(r"(1/2, 1/4, 1/4)",)),)
    )
    step = only(found)
    assert step.lhs == Rational(3, 2) and step.readback_lhs == "H_{2}(p)"


# ---------------------------------------------------------------- data


def test_a_mean_over_data_and_its_size():
    step = only(read([r"\frac1n \sum_{i=1}^n \log q(x_i)", "<=", "0"])[0])
    (data,) = step.lhs.atoms(Map)
    (number,) = {v for v in data.over if v.alphabet != "x"}
    assert number.size in step.lhs.atoms(Cardinality)


def test_optimisers_take_the_parameter_as_their_letter():
    lhs, rhs = terms(
        [r"\arg\max_\theta \sum_x p(x) \ln q_\theta(x)", "=",
         r"\arg\min_\theta -\sum_x p(x) \ln q_\theta(x)"]
    )  # fmt: skip
    theta = Alphabet("θ")
    model = Law("q", x, given=theta)
    assert lhs == ArgMax(Sum(p(x) * log(model(x, theta)), x), theta)
    assert rhs == ArgMin(-Sum(p(x) * log(model(x, theta)), x), theta)


# ---------------------------------------------------------------- sequences


def test_the_chain_rule_of_probability():
    lhs, rhs = terms([r"p(x_1, \ldots, x_T)", "=", r"\prod_{t=1}^T p(x_t | x_1, \ldots, x_{t-1})"])
    assert isinstance(lhs, Product)
    assert lhs == rhs


def test_another_condition_than_the_whole_past_is_not_the_chain_rule():
    before = why(read([r"p(x_1,\ldots,x_T)", "=", r"\prod_{t=1}^T p(x_t|x_{t-1})"])[0])
    assert before.startswith("x_0 stands before the first")
    found = read([r"p(x_1,\ldots,x_T)", "=", r"p(x_1) \prod_{t=2}^T p(x_t|x_{t-1})"])[0]
    assert only(found).lhs != only(found).rhs
    assert only(found).readback_rhs == r"p(x_{1}) p(x_{2} \mid x_{1}) p(x_{3} \mid x_{2})"
    assert only(found).assumed == ("T = 3",)
    assert only(found).guessed


def test_what_stands_before_a_row_is_read_where_the_text_names_it():
    found = read([r"p(x_1,\ldots,x_T|x_0)", "=", r"\prod_{t=1}^T p(x_t|x_0,x_{t-1})"])[0]
    assert not isinstance(found, NotRead) or "stands before" not in found.why
    whole = read([r"p(x_{0:T})", "=", r"p(x_0) \prod_{t=1}^T p(x_t|x_{t-1})"])[0]
    assert "x_{0}" in only(whole).readback_lhs
    assert r"p(x_{1} \mid x_{0})" in only(whole).readback_rhs


def test_and_so_on_is_closed_only_by_what_begins_so():
    good = read([r"p(x_1, \ldots, x_T)", "=", r"p(x_1) p(x_2|x_1) \cdots", "=",
                 r"\prod_{t=1}^T p(x_t | x_{<t})"])  # fmt: skip
    assert only(good[0]).lhs == only(good[0]).rhs
    bad = read([r"p(x_1, \ldots, x_T)", "=", r"p(x_1) p(x_1|x_2) \cdots", "=",
                r"\prod_{t=1}^T p(x_t | x_{<t})"])  # fmt: skip
    assert "how does this go on" in why(bad[0])


def test_a_sum_to_a_number_over_members_is_written_out():
    lhs, rhs = terms(["H(X_1, X_2)", "=", r"\sum_{i=1}^2 H(X_i | X_1, \ldots, X_{i-1})"])
    one, two = lhs.atoms(Law).pop().variables
    assert rhs == H(one, base=b) + H(two | one, base=b)


def test_a_sequence_of_variables_under_a_sum_needs_its_steps():
    found = read([r"\sum_{i=1}^n I(X_i; Y_i)", ">=", "0"])[0]
    assert isinstance(found, NotRead)


# ---------------------------------------------------------------- numbers and functions


def test_a_weight_is_shown_by_its_complement():
    (found,) = read([r"\lambda H(p) + (1 - \lambda) H(q)", "<=", r"H(\lambda p + (1 - \lambda) q)"])
    step = only(found)
    assert step.assumed == ("0 ≤ λ ≤ 1",)
    assert Probability("λ") in step.lhs.args[0].args + step.lhs.args[1].args


def test_a_function_of_numbers_is_put_in():
    _, rhs = terms(
        [r"\sigma(z)", "=", r"\frac{1}{1 + e^{-z}}"], [r"1 - \sigma(z)", "=", r"\sigma(-z)"]
    )
    z = Real("z")
    assert rhs == terms([r"\frac{1}{1 + e^{z}}", "=", "0"])[0]
    assert rhs.has(exp(z))


def test_a_call_of_a_number_is_a_product_and_of_nothing_known_a_value():
    lhs, _ = terms([r"\lambda (1 - \lambda)", "<=", r"\lambda"])
    lam = Probability("λ")
    assert lhs == lam * (1 - lam)
    step = only(read([r"\phi(\frac{p(x)}{q(x)})", ">=", "0"])[0])
    assert isinstance(step.lhs, QuantityValue)
    assert step.unlicensed == (r"\phi",)
    assert "L" in why(read([r"L(\frac{p(x)}{q(x)})", ">=", "0"])[0])


def test_a_derivative_moves_what_is_said_to_depend():
    lhs, _ = terms([r"\frac{d}{dt}(t \ln t)", "=", r"\ln t + 1"])
    t = Real("t")
    assert lhs == Derivative(t * log(t), t)
    assert why(read([r"\frac{dF}{dt}", "=", "1"])[0]).startswith("how does this depend")


def test_a_function_of_a_variable_leaves_nothing_once_it_is_known():
    step = only(read(["H(g(X))", "<=", "H(X)"])[0])
    (known,) = step.given
    assert known.text is None
    assert known.relation == Eq(known.relation.lhs, 0)
    assert step.readback_lhs == "H(g(X))"


# ---------------------------------------------------------------- scopes


def test_a_letter_after_a_plus_is_in_the_sum_where_it_would_be_loose_outside():
    found = read([r"\sum_i a_i + b_i", "=", r"\sum_i b_i + \sum_i a_i"])[0]
    assert isinstance(only(found).lhs, Sum)


def test_readings_that_differ_are_all_kept():
    found = read([r"\log \frac{p(x)}{q(x)} c", "=", "0"])[0]
    assert not isinstance(found, NotRead)
    assert len(found) == 2
    assert len({r.says for r in found}) == 2


def test_unequal_indices_bind_both_where_one_would_be_loose():
    lhs, _ = terms([r"\sum_{i \neq j} p_i p_j", "=", r"1 - \sum_i p_i^2"])
    assert isinstance(lhs, Sum)
    assert len(lhs.indices) == 2
    lhs, _ = terms([r"\sum_{j \neq i} p_j", "=", "1 - p_i"])
    assert len(lhs.indices) == 1
    assert len(lhs.free_symbols) == 1


def test_a_conditional_divergence_is_a_mean_where_the_other_side_binds_its_letter():
    found = read(
        ["p(x,y)", "=", "p(x) p(y|x)"],
        [r"D(p(y|x) \| q(y|x))", "=", r"\sum_{x,y} p(x,y) \log \frac{p(y|x)}{q(y|x)}"],
        [r"D(p(y|x) \| q(y|x))", "=", r"\sum_y p(y|x) \log \frac{p(y|x)}{q(y|x)}"],
    )
    assert not only(found[1]).lhs.free_symbols
    assert {i.name for i in only(found[2]).lhs.free_symbols} == {"x"}


def test_the_base_is_free_for_log_and_said_by_a_fact():
    assert only(read(["H(X)", ">=", "0"])[0]).base is not None
    bits = fact("unit", words="bits")
    assert only(read(["H(X)", ">=", "0"], facts=(bits,))[0]).base is None
    shown = read(
        ["H(X)", "=", r"-\sum_x p(x) \log_2 p(x)"], ["H(X)", "<=", r"\log_2 |\mathcal{X}|"]
    )
    assert only(shown[1]).base is None


def test_uniform_laws_and_parts_of_alphabets():
    step = only(read([r"\sum_{x \in A} p(x)", "<=", r"\sum_{x \in \mathcal{X}} p(x)"])[0])
    assert step.unlicensed == ("A",)
    assert step.rhs == Sum(p(x), x)
    assert Uniform(x).outputs == (x,)


def test_a_crash_of_no_side_takes_others_along():
    found = read([r"\lim_{n} p(x)", "=", "p(x)", "=", "p(x)"])
    assert isinstance(found[0], NotRead)
    assert only(found[1]).lhs == p(x)


@pytest.mark.parametrize("sides", [[], [None]])
def test_no_chains_give_no_readings(sides):
    from derive.notes.blocks import Document

    assert elaborated(Document((), (), {}), [], [], []).readings == []


def test_the_least_mean_over_all_codes_is_decided_as_a_minimum():
    from derive.notes.decide import Checking
    from derive.notes.decide.readings import decide
    from derive.numeric import Settings

    mean = r"\min_{\text{all codes}} \mathbb{E}[L(X)]"
    found = read(
        ["H(X)", "=", mean, "=", r"2 \sum_x p(x) \log_2 \frac{1}{p(x)}"],
        ["H(X)", "=", r"\sum_x p(x) \log_2 \frac{1}{p(x)}"],
    )
    assert not isinstance(found[0], NotRead), found[0].why
    assert not isinstance(found[1], NotRead), found[1].why
    checking = Checking(Settings(), 20)
    assert decide(checking, found[0]).verdict == "proved if"
    assert decide(checking, found[1]).verdict == "refuted unless"
