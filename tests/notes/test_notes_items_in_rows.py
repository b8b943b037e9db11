"""Rows with the numbers of items; conditions behind a comma; x that is a letter elsewhere."""

import pytest

from tests.notes.verdicts import one, steps


def test_numbers_of_items_are_none_of_the_formula():
    rows = r"1.\ I(Y;X)=I(X;Y)\\ 2. H(X) \ge 0 \\ 3. H(X) \ge 1"
    found = steps(rf"$$\begin{{array}}{{ll}} {rows} \end{{array}}$$")
    assert [s.verdict for s in found] == ["proved", "proved", "refuted"]
    assert found[0].readback_lhs == "I(Y; X)"


def test_a_decimal_is_no_number_of_an_item():
    assert one("", r"0.5 H(X) \ge 0").verdict == "proved"
    assert one("", r"3. \cdot 4 = 4").verdict in ("unread", "wrong value", "refuted")
    assert one("", r"2. = 1").verdict in ("unread", "wrong value")


def test_a_law_that_is_listed_is_no_set_of_data():
    said = r"For a random variable $X$ with distribution $P = \{p_1, p_2, ..., p_k\}$:"
    assert one(said, r"D(P \| Q) = \sum_{i=1}^k p_i \log \frac{p_i}{q_i}").verdict == "proved if"


def test_a_sum_to_one_behind_a_condition_is_one_more():
    row = r"\sum_i t_i \log x_i \le \log \sum_i t_i x_i \text{ for } t_i \ge 0, \sum_i t_i = 1"
    assert len(steps(f"$$ {row} $$")) == 1


def test_a_letter_of_elsewhere_is_a_number_in_a_chain_that_has_it_as_one():
    text = "$$ H(X) = -\\sum_x p(x) \\log p(x) $$\n\n$$ (x - a)(x + a) = x^2 - a^2 $$\n"
    assert [s.verdict for s in steps(text)] == ["proved", "proved"]
    both = text.replace("x^2 - a^2", "p(x) x^2")
    assert steps(both)[-1].verdict in ("refuted unless", "unread")


def test_f_of_itself_is_no_definition():
    text = r"f(x) = \frac{x - a}{b - a} f(x) + \frac{b - x}{b - a} f(x) + f(2) - f(1 + 1)"
    assert one("", text).verdict == "proved if"
    assert one("", text.replace("b - x", "b + x")).verdict == "refuted unless"


@pytest.mark.parametrize("blank", ["", r"\quad", r"& "])
def test_a_reason_behind_a_blank_is_no_condition(blank):
    rows = rf"H(X,Y) &= H(X) + H(Y|X) {blank} \because \text{{chain rule}} \\ &\ge H(X)"
    found = steps(rf"$$\begin{{aligned}} {rows} \end{{aligned}}$$")
    assert [s.verdict for s in found] == ["proved", "proved"]
