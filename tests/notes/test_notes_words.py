r"""Entropies of data, words of capitals before a bracket, I(X|Z; Y), and p_{z|x}."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

OF_DATA = r"-\frac{9}{14}\log_2\frac{9}{14} - \frac{5}{14}\log_2\frac{5}{14}"


@pytest.mark.parametrize("entropy", [r"H(S)", r"\text{Entropy}(S)", r"H(\text{Golf} | \text{Sky})"])
def test_an_entropy_of_data_is_said_and_not_refuted(entropy):
    first, link = steps(f"$$ {entropy} = {OF_DATA} = 0.940 $$")
    assert first.verdict == "open"
    assert "the law is not known" in first.why
    assert link.verdict == "true to rounding"


def test_but_its_number_is_checked():
    assert [s.verdict for s in steps(f"$$ H(S) = {OF_DATA} = 0.971 $$")] == ["open", "wrong value"]


@pytest.mark.parametrize("value", ["0.94", r"-\frac44 \log_2 \frac44", r"\log_2 3"])
def test_an_entropy_may_have_any_value_that_is_worked_out(value):
    assert one("", f"H(Y | Z) = {value}").verdict == "open"


@pytest.mark.parametrize("line", ["H(Y | Z) = -1", "H(Y | Z) = 0", "H(X | X) = 1"])
def test_and_none_that_no_law_has(line):
    assert one("", line).verdict in FALSE


def test_an_entropy_of_a_law_that_is_given_is_checked():
    given = r"Let $p = (0.5, 0.25, 0.25)$ be the law of $X$."
    assert one(given, r"H(p) = \frac32 \log_2 2").verdict in (*TRUE, "true to rounding")
    assert one(given, r"H(p) = \frac52 \log_2 2").verdict in (*FALSE, "wrong value")


def test_nor_is_an_entropy_refuted_by_a_number_of_letters_that_is_not_known():
    assert one("Let $X$ be uniform on some set.", r"H(X) = 2 \log_2 2").verdict == "open"
    assert one("Let $X$ be uniform.", r"H(X) = \log |\mathcal{X}| - 1").verdict in FALSE


def test_a_bar_before_the_semicolon_is_of_both():
    line = "I(X|Z; Y) = H(X|{}) - H(X|Y,Z)"
    assert one("", line.format("Z")).verdict in TRUE
    assert one("", line.format("Y")).verdict in FALSE


def test_with_several_variables_on_each_side():
    line = "I(X,W|Z,V; Y,U) = I(X,W; Y,U|{})"
    assert one("", line.format("Z,V")).verdict in TRUE
    assert one("", line.format("Z")).verdict in FALSE


def test_with_bars_on_both_sides_it_is_not_read():
    assert one("", "I(X|Z; Y|W) = I(X; Y|Z,W)").verdict == "unread"


POSTERIOR = "Let $p(z|x)$ be the posterior."


def test_small_letters_in_a_subscript_are_those_of_the_section():
    line = r"D_{{KL}}(Q \| p_{{z|x}}) = \sum_z Q(z) \log \frac{{Q(z)}}{{{}}}"
    assert one(POSTERIOR, line.format("p(z|x)")).verdict in TRUE
    assert one(POSTERIOR, line.format("p(z,x)")).verdict in FALSE


def test_and_are_not_read_where_nothing_has_them():
    step = one("", r"D_{KL}(Q \| p_{z|x}) \ge 0")
    assert step.verdict == "unread"
    assert "letter" in step.why


@pytest.mark.parametrize("head", ["LLR", "LR"])
def test_capitals_before_a_bracket_are_no_product(head):
    before = f"# Log-likelihood ratio ({head})"
    line = r"\sum_{t=1}^n \log\frac{p(X_t)}{q(X_t)}"
    assert one(before, f"{head}(X_1, ..., X_n) = {line}").verdict == "unread"


def test_three_capitals_are_one_name():
    said = steps(
        "$$ LLR(x) = \\log \\frac{p(x)}{q(x)} $$\n\n"
        "$$ \\sum_x p(x) LLR(x) = D(p \\| q) $$\n\n"
        "$$ \\sum_x p(x) LLR(x) = D(q \\| p) $$\n"
    )
    assert said[0].verdict == "definition"
    assert said[1].verdict in TRUE
    assert said[2].verdict in FALSE


def test_a_measure_behind_a_capital_is_its_multiple():
    assert one("", "NH(X) = N H(X)").verdict in TRUE
    assert one("", "NH(X) = N H(Y)").verdict in FALSE
