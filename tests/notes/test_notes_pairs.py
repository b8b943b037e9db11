"""X and Y together: H(XY), p_{ij} and p_{j|i}, in texts that put no comma between them."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

MARGINALS = r"\sum_i\sum_j p_{ij} \log \frac{p_{ij}}{p_i p_j}"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"H(XY) = H(X|Y) + H(Y)", r"H(XY) = H(X|Y) + H(X)"),
        (r"H(XYZ) \ge H(XY)", r"H(XYZ) \le H(XY)"),
        (r"I(XY;Z) = I(X;Z) + I(Y;Z|X)", r"I(XY;Z) = I(X;Z) + I(Y;Z)"),
        (r"H(XY|Z) \le H(X|Z) + H(Y|Z)", r"H(XY|Z) = H(X|Z) + H(Y|Z)"),
    ],
)
def test_variables_side_by_side_are_taken_together(right, wrong):
    assert one("", right).verdict == "proved"
    assert one("", wrong).verdict in FALSE


def test_beside_a_comma_they_are_a_product():
    text = "$$ H(X,Y) = H(X) + H(Y|X) $$\n\n$$ H(XY) = H(X,Y) $$\n"
    assert steps(text)[-1].verdict == "unread"


def test_beside_a_comma_in_another_chain_they_are_taken_together():
    text = "$$ H(X,Y) = H(X) + H(Y|X) $$\n\n$$ H(XY) = H(Y) + H(X|Y) $$\n"
    assert steps(text)[-1].verdict == "proved"
    assert steps(text.replace("+ H(X|Y)", "+ H(Y|X)"))[-1].verdict in FALSE


def test_where_products_are_averaged_they_are_one():
    text = "$$ H(X,Y) \\ge H(X) $$\n\n$$ E[XY] = E[YX] $$\n\n$$ H(XY) \\ge H(X) $$\n"
    assert steps(text)[-1].verdict == "unread"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"H(X_1,\dots X_n) \le \sum_{i=1}^n H(X_i)", r"H(X_1,\dots X_n) = \sum_{i=1}^n H(X_i)"),
        (r"H(X_1,\dots,X_n) = \sum_{i=1}^n H(X_i|X_{i-1}\cdots,X_1)",
         r"H(X_1,\dots,X_n) = \sum_{i=1}^n I(X_i;X_{i-1}\cdots,X_1)"),
    ],
)  # fmt: skip
def test_dots_with_one_of_their_commas(right, wrong):
    assert one("", right).verdict == "proved"
    assert one("", wrong).verdict in (*FALSE, "unread")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"H(X,Y) = -\sum_{i=1}^M \sum_{j=1}^N p_{ij} \log p_{ij}",
         r"H(X,Y) = \sum_{i=1}^M \sum_{j=1}^N p_{ij} \log p_{ij}"),
        (rf"I(X;Y) = {MARGINALS}", rf"H(X) = {MARGINALS}"),
        (r"H(Y|X) = -\sum_i p_i \sum_j p_{j|i} \log p_{j|i}",
         r"H(X|Y) = -\sum_i p_i \sum_j p_{j|i} \log p_{j|i}"),
        (r"H(X|Y) = -\sum_i \sum_j p_{ij} \log p_{i|j}",
         r"H(X|Y) = -\sum_i \sum_j p_{ij} \log p_{j|i}"),
    ],
)  # fmt: skip
def test_the_first_index_is_of_the_first_variable(right, wrong):
    assert one("", right).verdict == "proved"
    assert one("", wrong).verdict in (*FALSE, "unread")


def test_a_conditional_by_indices_is_no_number():
    conditional = r"\sum_i\sum_j p_i p_{j|i} \log \frac{p_{j|i}}{\sum_i p_i p_{j|i}}"
    made = steps(f"$$ {MARGINALS} = {conditional} $$\n")[0]
    assert made.verdict == "proved" and "p_{ji}" not in made.readback_rhs
    other = conditional.replace(r"\sum_i p_i p_{j|i}}", "p_i}")
    assert steps(f"$$ {MARGINALS} = {other} $$\n")[0].verdict in FALSE


def test_of_three_variables_it_is_asked():
    text = "$$ H(X,Y|Z) \\le H(X,Y) $$\n\n$$ H(X,Y) = -\\sum_{i,j} p_{ij} \\log p_{ij} $$\n"
    assert steps(text)[-1].verdict == "unread"


def test_an_index_called_i_is_no_measure():
    assert one("", r"I(X;X) = -\sum_i p_i \log p_i").readback_lhs == "I(X; X)"


@pytest.mark.parametrize(
    "size", [r"{\mid \mathcal{X} \mid}", r"\mid \mathcal{X} \mid", r"(\mid \mathcal{X} \mid)"]
)
def test_the_size_between_bars_that_are_written_mid(size):
    made = one("", rf"H(X \mid Y) \le H(X) \le \log {size}")
    assert made.verdict in (*TRUE, "unread") and (made.verdict in TRUE or size[0] == "(")
    assert one("", rf"H(X) \ge 1 + \log {size}").verdict in (*FALSE, "unread")


def test_a_bar_behind_a_name_stays_one():
    made = one("", r"I(X; Y \mid Z) = H(X \mid Z) - H(X \mid Y, Z)")
    assert made.verdict == "proved" and made.readback_rhs.count("mid") == 2


def test_a_conditional_beside_a_law_is_of_one_law():
    text = (
        "$$ H(X) = \\sum_x p(x) \\log \\frac{1}{p(x)} $$\n\n"
        "$$ I(X;Y|Z) = \\sum_{x,y,z} p(x,y,z) \\log \\frac{p(x,y|z)}{p(x|z)p(y|z)} $$\n"
    )
    assert [s.verdict for s in steps(text)] == ["proved", "proved"]
    assert steps(text.replace("{p(x|z)p(y|z)}", "{p(x)p(y|z)}"))[-1].verdict in FALSE
