"""Misreadings that were made once, each with the guard that keeps it from being made again."""

from __future__ import annotations

import pytest

from derive import KL, Alphabet, H, Law, Positive, Sum, alphabets, cross_entropy, log
from derive.language.quantities import QuantityValue
from derive.notes.source import NotRead
from tests.notes.elaborating import fact, only, read, terms
from tests.notes.verdicts import FALSE, TRUE, one

x, y = alphabets("x y")
p = Law("p", x)
b = Positive("b")


def test_two_values_of_a_parameter_are_two_laws():
    lhs, _ = terms([r"D(p \| q_\eta) - D(p \| q_\theta)", "=", "0"])
    assert lhs != 0
    assert {i.name for i in lhs.free_symbols if isinstance(i, Alphabet)} == {"η", "θ"}


def test_a_law_and_its_family_are_two_where_they_stand_alike():
    lhs, rhs = terms([r"D(p \| p_\theta)", "=", r"\sum_x p(x) \log \frac{p(x)}{p_\theta(x)}"])
    assert len(lhs.atoms(Law)) == len(rhs.atoms(Law)) == 2


def test_and_one_where_they_never_do():
    lhs, rhs = terms(
        [r"p_\theta(x, z)", "=", r"p(z) p_\theta(x|z)"],
    )
    assert len(lhs.atoms(Law) | rhs.atoms(Law)) == 1


@pytest.mark.parametrize(
    "latex",
    [r"D_{\alpha}(p \| q)", r"\chi^3(p \| q)", r"W(p \| q)", "J(X; Y)", "H_{\\alpha}(X)"],
)
def test_what_looks_like_a_measure_is_no_function(latex):
    (found,) = read([latex, ">=", "0"])
    assert isinstance(found, NotRead)


def test_a_base_below_a_measure():
    lhs, rhs = terms(["p(x)", ">=", "0"], [r"D_{KL,2}(p \| q)", "=", "H_2(p, q) - H_2(p)"])
    q = Law("q", x)
    assert lhs == KL(p, q, base=2)
    assert rhs == cross_entropy(p, q, base=2) - H(p, base=2)


def test_the_entropy_of_a_name_that_stands_nowhere_else_is_asked():
    for latex in ("H(p)", "H_2(p)"):
        (found,) = read([latex, "=", "h"])
        assert isinstance(found, NotRead)
        assert found.ask


def test_a_call_of_an_unknown_function_is_no_product():
    step = only(read([r"\phi(\frac{p(x)}{q(x)})", ">=", "0"])[0])
    assert isinstance(step.lhs, QuantityValue)
    assert step.lhs.args[1:] == ((x,),)
    assert step.readback_lhs == r"\phi\left( \frac{p(x)}{q(x)} \right)"
    assert step.unlicensed == (r"\phi",)


@pytest.mark.parametrize("number", [r"\phi", r"\phi^2", r"1 - \phi", r"\log \phi"])
def test_a_call_of_what_stands_alone_elsewhere_is_a_product(number):
    step = only(read([r"\phi(1 - \lambda)", "<=", number])[0])
    assert step.lhs.is_Mul
    assert all(not v.args[1] for v in step.lhs.atoms(QuantityValue))
    assert step.readback_lhs == r"\phi \left( 1 - \lambda \right)"


def test_and_of_what_is_said_to_be_a_number():
    said = (fact("number", r"\phi"),)
    step = only(read([r"\phi(1 - \lambda)", "<=", "1"], facts=said)[0])
    assert step.lhs.is_Mul
    assert step.readback_lhs == r"\phi \left( 1 - \lambda \right)"


def test_what_stands_below_another_name_does_not_stand_alone():
    step = only(read(["f(a + b)", "<=", "x_f"])[0])
    assert step.readback_lhs == "f(a + b)"
    ((value,),) = [step.lhs.atoms(QuantityValue)]
    assert value == step.lhs


def test_a_power_before_a_bracket_is_of_the_head():
    lhs, _ = terms([r"t^2 (1 - t)^3", "=", r"t - 1"])
    t = next(iter(lhs.atoms(type(terms(["t", "=", "1 - t"])[0]))))
    assert lhs == t**2 * (1 - t) ** 3


def test_a_capital_in_an_event_is_a_variable_and_no_letter():
    step = only(read([r"P(X = \hat{X})", "<=", "1"])[0])
    assert step.readback_lhs == r"P(X = \hat{X})"


def test_a_function_of_a_variable_is_no_law():
    step = only(read(["H(g(X))", "<=", "H(X)"])[0])
    assert step.lhs != H(Law("g", x), base=b)


def test_a_sum_over_a_member_of_a_sequence_is_not_one_over_its_places():
    step = only(read([r"\sum_{x_t} p(x_t | x_1, \ldots, x_{t-1})", "=", "1"])[0])
    assert step.readback_lhs == r"\sum_{x_{3}} p(x_{3} \mid x_{1},x_{2})"
    assert step.assumed == ("t = 3",)
    places = only(read([r"\sum_t p(x_t | x_1, \ldots, x_{t-1})", "=", "1"])[0])
    assert places.readback_lhs == r"\sum_{t} p(x_{t} \mid x_{<t})"
    assert places.lhs != step.lhs


@pytest.mark.parametrize("wrong", ["2", "t", "T"])
def test_and_is_not_what_the_places_count(wrong):
    claim = rf"\sum_{{x_t}} p(x_t | x_1, \ldots, x_{{t-1}}) = {wrong}"
    assert one("", claim).verdict == "refuted unless"
    assert one("", claim.replace(f"= {wrong}", "= 1")).verdict == "proved if"


def test_members_of_a_sequence_keep_their_place_apart():
    step = only(read([r"p(x_t | x_{t-1})", "=", r"p(x_t)"])[0])
    assert (step.readback_lhs, step.readback_rhs) == (r"p(x_{t} \mid x_{t-1})", "p(x_{t})")
    assert one("", r"p(x_t | x_{t-1}) = p(x_t)").verdict == "refuted"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"p(x_n, x_{n+1}) = p(x_n) p(x_{n+1}|x_n)", r"p(x_n, x_{n+1}) = p(x_n) p(x_n|x_{n+1})"),
        (r"p(x_{n+1}) = \sum_{x_n} p(x_n, x_{n+1})", r"p(x_{n+1}) = \sum_{x_n} p(x_n|x_{n+1})"),
        (
            r"q(x_{t-1}|x_t, x_0) q(x_t|x_0) = q(x_t|x_{t-1}, x_0) q(x_{t-1}|x_0)",
            r"q(x_{t-1}|x_t, x_0) q(x_t) = q(x_t|x_{t-1}, x_0) q(x_{t-1})",
        ),
        (
            r"D(p(x_n)\|q(x_n)) + D(p(x_{n+1}|x_n)\|q(x_{n+1}|x_n)) \ge D(p(x_{n+1})\|q(x_{n+1}))",
            r"D(p(x_n)\|q(x_n)) \ge D(p(x_{n+1})\|q(x_{n+1}))",
        ),
    ],
)
def test_two_moments_are_two_letters(right, wrong):
    assert one("", right).verdict in TRUE
    assert one("", wrong).verdict in FALSE


def test_not_where_their_index_runs():
    made = one("", r"\prod_{i=1}^n p(x_{i+1}|x_i) = p(x_{i+1}|x_i)^n")
    assert made.verdict == "refuted unless"


def test_a_joint_law_of_a_letter_and_a_parameter():
    lhs, rhs = terms([r"p(x, \theta)", "=", r"p(\theta) p(x | \theta)"])
    (law,) = lhs.atoms(Law)
    assert {v.name for v in law.outputs} == {"x", "θ"}
    assert rhs.atoms(Law) == {law}


def test_a_law_that_nothing_introduces_may_be_special():
    step = only(read([r"D(p \| m)", ">=", "0"])[0])
    assert step.unlicensed == ("m",)
    said = only(read([r"D(p \| m)", ">=", "0"], facts=(fact("law", "m"),))[0])
    assert said.unlicensed == ()


def test_one_half_of_a_set_is_not_all_of_it():
    lhs, rhs = terms([r"\sum_{x \in A} p(x)", "<=", r"\sum_{x \in \mathcal{X}} p(x)"])
    assert lhs != rhs
    assert rhs == Sum(p(x), x)


def test_a_free_base_does_not_reach_what_has_one():
    lhs, rhs = terms([r"\sum_x p(x) \log_2 p(x)", "=", r"\frac{1}{\ln 2} \sum_x p(x) \ln p(x)"])
    assert lhs == Sum(p(x) * log(p(x), 2), x)
    assert not lhs.has(b)
    assert not rhs.has(b)


def test_one_law_at_two_letters_of_one_alphabet():
    lhs, rhs = terms([r"\sum_x p(x) f(x)", "=", r"\sum_y p(y) f(y)"])
    (law,) = lhs.atoms(Law) | rhs.atoms(Law)
    assert len(law.outputs) == 1


def test_and_marginals_of_one_where_they_stand_together():
    lhs, rhs = terms(["p(x, y)", "=", "p(x) p(y)"])
    assert lhs != rhs
    assert {len(law.outputs) for law in lhs.atoms(Law) | rhs.atoms(Law)} == {2}
