"""X^n and X^{i-1} beside X_i: members of one row; rows that go down; what no row is."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

ROW = r"X_{i-1}, X_{i-2}, \ldots, X_1"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"H(X^n) \le \sum_{i=1}^n H(X_i)", r"H(X^n) \ge \sum_{i=1}^n H(X_i)"),
        (r"H(X^n) = \sum_{i=1}^n H(X_i|X^{i-1})", r"H(X^n) = \sum_{i=1}^n H(X_i)"),
        (
            r"H(Y^n|W) = \sum_{i=1}^n H(Y_i|Y^{i-1}, W)",
            r"H(Y^n|W) = \sum_{i=1}^n H(Y_i|Y^{i-1})",
        ),
        (r"H(X^n) = H(X_1, X_2, \dots, X_n)", r"H(X^n) = 2 H(X_1, X_2, \dots, X_n)"),
        (
            rf"I(X_1, \dots, X_n; Y) = \sum_{{i=1}}^n I(X_i; Y | {ROW})",
            rf"I(X_1, \dots, X_n; Y) = 2 \sum_{{i=1}}^n I(X_i; Y | {ROW})",
        ),
        (
            r"H(X_1, \dots, X_n) = \sum_{i=1}^n H(X_i | X_{i-1}, \dots, X_2, X_1)",
            r"H(X_1, \dots, X_n) \le \sum_{i=1}^n H(X_i | X_{i-1}, \dots, X_2, X_1) - 1",
        ),
        (
            r"I(X_1, \dots, X_n; Y) = H(X_1, \dots, X_n) - H(X_1, \dots, X_n | Y)",
            r"I(X_1, \dots, X_n; Y) = H(X_1, \dots, X_n | Y) - H(X_1, \dots, X_n)",
        ),
        (
            r"H(X_1, \dots, X_n) = \sum_i H(X_i | X_{i-1}, \dots, X_1)",
            r"H(X_1, \dots, X_n) = \sum_i H(X_i)",
        ),
    ],
)
def test_the_past_of_a_row(right, wrong):
    assert one("", right).verdict in TRUE
    assert one("", wrong).verdict in FALSE


def test_without_members_it_is_a_variable():
    found = one("", r"I(X^n; Y^n) = H(X^n) - H(X^n|Y^n)")
    assert found.verdict == "proved"
    assert found.readback_lhs == "I(X^{n}; Y^{n})"


def test_a_gap_in_the_past_is_no_past():
    found = one("", r"H(X_1, \dots, X_n) = \sum_{i=1}^n H(X_i | X_{i-2}, \dots, X_1)")
    assert found.verdict == "refuted unless"
    assert found.readback_rhs == r"H(X_{1}) + H(X_{2}) + H(X_{3} \mid X_{1})"


@pytest.mark.parametrize("head", ["C", "f", "T"])
def test_a_function_of_a_row_is_no_law(head):
    text = rf"{head}(X_1, \dots, X_n) = \sum_{{i=1}}^n H(X_i) - H(X_1, \dots, X_n)"
    assert one("", text).verdict == "definition"
    found = one("", text.replace(" = ", r" \ge ", 1))
    assert found.verdict == "refuted unless"
    assert found.readback_lhs == f"{head}(X_{{1}},X_{{2}},X_{{3}})"


def test_a_process_is_no_variable():
    assert one("", r"H(\mathcal{V}) \le 3").verdict == "unread"
    said = r"<!-- derive: \mathcal{V} is a random variable -->"
    assert one(said, r"H(\mathcal{V}) \ge 0").verdict == "proved"


@pytest.mark.parametrize(
    "formula",
    [r"TE_{X \to Y} = I(Y; X | Z)", "2 RHS = H(X)", r"IB_{\text{in}} = H(X)"],
)
def test_capitals_that_are_a_word_are_no_product(formula):
    assert one("", formula).verdict == "unread"


def test_a_name_beside_a_number_is_that_name():
    found = one("", "H(X) = 2 NMI")
    assert found.verdict == "refuted unless" and found.readback_rhs == r"2 \text{NMI}"


def test_three_capitals_that_are_a_whole_side_are_a_name():
    found = steps(r"""
$$ NMI_{max} = \frac{I(X; Y)}{\max\{H(X), H(Y)\}} $$

$$ \frac{I(X; Y)}{\max\{H(X), H(Y)\}} = NMI_{max} $$

$$ RHS \ge 0 $$
""")
    assert [s.verdict for s in found] == ["definition", "proved if", "refuted unless"]


def test_words_typed_as_letters_are_words():
    found = steps(r"$$ \sum_i a_i \ge 0, if\ \sum_i a_i = 1 $$")
    assert [s.rel for s in found] == [">="]
    assert "f" not in found[0].readback_rhs


LOG = r"\mathbb{E}_{q(z|x)}[\log \frac{p(x,z)}{%s} \cdot \frac{%s}{p(z|x)}]"
SUM = r"\mathbb{E}_{q(z|x)}[\log \frac{p(x,z)}{q(z|x)}] + D(q(z|x) \| p(z|x))"


def test_fractions_of_which_a_part_goes_stand_below_one_logarithm():
    tied = LOG % ("q(z|x)", "q(z|x)")
    assert one("", rf"{tied} = {SUM}").verdict in TRUE
    assert one("", rf"{tied} = 2 ({SUM})").verdict in FALSE


def test_other_fractions_behind_a_dot_are_asked_about():
    loose = r"\sum_x p(x) \log \frac{p(x)}{q(x)} \cdot \frac{r(x)}{u(x)}"
    both = r"\sum_x p(x) \log \left( \frac{p(x)}{q(x)} \frac{r(x)}{u(x)} \right)"
    found = one("", f"{loose} = {both}")
    assert found.verdict == "unread"
    assert found.why == "its readings differ"


def test_a_row_that_the_text_has_needs_no_member_beside_it():
    said = r"For i.i.d. $X_1, \dots, X_n$:"
    found = one(said, "n H(X) = H(X^n)")
    assert found.verdict == "proved if"
    assert found.rests_on_text or found.assumed
    assert one(said, "2 n H(X) = H(X^n)").verdict in FALSE


def test_a_difference_is_no_product():
    assert one("", r"u = \sigma(\Delta f_\theta(x))").verdict == "unread"
    assert one("", r"P(x) = \Delta p(x)").verdict != "unread"


@pytest.mark.parametrize("size", [r"|V|", r"|\mathcal{X}|"])
def test_a_count_of_the_members_of_a_set_is_over_them(size):
    both = rf"\sum_{{i=1}}^{{{size}}} p_i \log p_i"
    assert one("", rf"H(p) = -{both}").verdict == "proved"
    assert one("", rf"H(p) = {both}").verdict in FALSE


@pytest.mark.parametrize(
    ("both", "terms"),
    [
        (r"\underbrace{H(X)}_{a}\underbrace{- H(X|Y)}_{b}", "H(X) - H(X|Y)"),
        (r"\underbrace{-H(X)}_{a}\underbrace{- H(X|Y)}_{b}", "-H(X) - H(X|Y)"),
        (r"H(X) \underbrace{+ H(Y) - H(X,Y)}_{b} + H(X)", "2 H(X) + H(Y) - H(X,Y)"),
        (r"\log 2 {- H(X)}", r"\log 2 - H(X)"),
    ],
)
def test_braces_that_begin_with_a_sign_are_the_next_term(both, terms):
    assert one("", f"{both} = {terms}").verdict == "proved"
    assert one("", f"{both} = {terms} + H(X)").verdict in FALSE


def test_braces_that_begin_with_a_sign_before_a_factor_are_asked_about():
    assert one("", r"H(X) \underbrace{- H(Y)}_{a} H(Z) \ge 0").verdict == "unread"
    assert one("", r"H(X) \cdot {- H(X)} \le 0").verdict == "proved"
