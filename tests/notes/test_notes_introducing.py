"""Displays that say what a set, a matrix or the law of a row is; p as a number beside p(x)."""

import pytest

from tests.notes.verdicts import FALSE, one, steps

SET = r"A_\epsilon^{(n)} = \{x^n : |-\frac1n \log p(x^n) - H(X)| < \epsilon\}"


@pytest.mark.parametrize(
    "display",
    [
        SET,
        r"W = \begin{pmatrix} 1-p & p \\ p & 1-p \end{pmatrix}",
        r"\mu = \left(\frac{\beta}{\alpha+\beta}, \frac{\alpha}{\alpha+\beta}\right)",
        r"p(x^n) = \prod_{i=1}^n p(x_i)",
    ],
)
def test_introduced_once(display):
    assert one("", display).verdict == "definition"


def test_said_otherwise_it_is_no_definition():
    again = SET.replace("< \\epsilon", "> \\epsilon")
    first, second = steps(f"$$ {SET} $$\n\n$$ {again} $$\n")
    assert (first.verdict, second.verdict) == ("definition", "unread")
    twice = steps(f"$$ {SET} $$\n\nAgain:\n\n$$ {SET} $$\n")
    assert [s.verdict for s in twice] == ["definition", "definition"]


@pytest.mark.parametrize(
    "display",
    [r"H(X^n) = \prod_{i=1}^n H(X_i)", r"p(x^n) = \prod_{i=1}^n p(y_i)"],
)
def test_of_another_law_it_is_a_claim(display):
    assert one("", display).verdict != "definition"


BSC = r"BSC$(p)$: $\mathcal{X} = \mathcal{Y} = \{0, 1\}$, $p(1|0) = p(0|1) = p$."
LAW = r"$$H(X) = -\sum_x p(x) \log p(x)$$" "\n\n"


def test_a_number_that_is_said_beside_a_law_of_its_letter():
    (_, made) = steps(f"{LAW}{BSC}\n\n$$C_B = 1 - H(p)$$\n")
    assert made.verdict == "definition" and made.readback_rhs == "1 - h(p)"
    chain = r"$$H(Y|X) = \sum_x p(x) H(Y|X=x) = H(p)$$"
    _, split, last = steps(f"{LAW}{BSC}\n\n{chain}\n")
    assert split.verdict == "proved" and last.readback_rhs == "h(p)" and last.verdict in FALSE


def test_where_nothing_says_so_it_is_the_law():
    (_, made) = steps(f"{LAW}$$H(p) \\le \\log |\\mathcal X|$$\n")
    assert made.verdict == "proved" and made.readback_lhs == "H(p)"


def test_a_divergence_is_of_laws():
    made = steps(f"{LAW}{BSC}\n\n$$D(p \\| q) \\ge 0$$\n")[-1]
    assert made.verdict in ("proved", "proved if")


def test_words_are_no_names():
    for display in (r"p(k) = (100 \text{ choose } k) 2^{-100}", r"a + \text{assume } b = c"):
        assert one("", display).verdict == "unread"


def test_equal_in_the_exponent_is_no_definition():
    made = one("", r"|A| \doteq 2^{n H(X)}")
    assert made.verdict == "unread" and "exponent" in made.why


def test_a_probability_by_its_value():
    said = r"Assume $P_X(0) = \pi$."
    made = steps(f"{said}\n\n$$H(X) = h(\\pi)$$\n")[-1]
    assert made.readback_rhs == r"h(\pi)" and made.verdict == "refuted unless"


@pytest.mark.parametrize("said", ["For a BSC($p$) we have", "Take a BEC($p$). Then"])
def test_a_channel_that_is_named_keeps_it_from_being_refuted(said):
    assert one(said, "H(Y|X) = h(p)").verdict == "refuted unless"


def test_code_words_are_no_limits():
    words = steps(r"$$A \to 00, \quad B \to 01, \quad C \to 1$$")
    assert [w.verdict for w in words] == ["definition"] * 3
    assert one("", r"a_n \to 0").verdict == "open"


def test_a_capacity_is_introduced_once():
    text = "$$C = \\max_{p(x)} I(X;Y)$$\n\nLet $p(1) = 1/2$.\n\n$$C = \\max_{p(x)} H(X)$$"
    first, second = (s.verdict for s in steps(text))
    assert first == "definition" != second


SENT = r"Let $Y = X + Z {}$ with $Z$ independent of $X$."


@pytest.mark.parametrize("of_bits", [r"\mod 2", r"\pmod 2", r"\pmod{2}", r"\bmod 2"])
def test_sums_of_bits(of_bits):
    assert one(SENT.format(of_bits), "H(Y|X) = H(Z)").verdict == "proved"
    assert one(SENT.format(of_bits), "H(Y|Z) = H(Z)").verdict in FALSE


def test_sums_to_another_modulus_are_not_read():
    assert one(SENT.format(r"\mod 3"), "H(Y|X) = H(Z)").verdict == "refuted unless"


def test_what_a_channel_adds():
    assert steps(r"$$Y = X \oplus Z$$")[0].verdict == "definition"
    assert steps(r"$$H(Y) = H(X) + H(Z)$$")[0].verdict in FALSE


def test_with_f_invertible():
    said = "Let $Y = f(X)$ with $f$ {}."
    assert one(said.format("invertible"), "H(Y) = H(X)").verdict == "proved"
    assert one(said.format("not invertible"), "H(Y) = H(X)").verdict in FALSE
    assert one(said.format("invertible on a part of it"), "H(Y) = H(X)").verdict in FALSE


def test_sums_without_a_letter_are_over_the_index_of_what_is_in_them():
    made = one("", r"H(Y^n) \le \sum H(Y_i)")
    assert made.verdict == "proved" and made.readback_rhs.startswith(r"\sum_{i}")
    wide = one("", r"H(Y^n) \le \Sigma H(Y_i) - 1")
    assert wide.verdict in FALSE and "n = 3" in wide.assumed
    assert one("", r"H(Y^n|X^n) \ge \sum H(Y_i|X_i)").verdict == "refuted unless"


def test_events_in_script():
    said = r"Let $\mathcal{E}$ be the event that the decoder errs, and $p(x)$ a law."
    assert one(said, r"\Pr(\mathcal{E}) \le 1").verdict in ("proved", "proved if")
    assert one(said, r"\Pr(\mathcal{E}) \le 2 \epsilon").verdict == "refuted unless"


@pytest.mark.parametrize("row", ["X_1^n", "x^n", r"x_1, \dots, x_n"])
def test_the_n_fold_law_of_a_row_is_no_power(row):
    law = "Let $P(x)$ be a law."
    made = one(law, rf"2^{{-n(H + \epsilon)}} \le P^n({row}) \le 1")
    assert made.verdict == "unread" and "a power?" in made.why
    assert one(law, "P^2(x) = P(x) P(x)").verdict == "proved"


@pytest.mark.parametrize("lb", [r"\mathrm{lb}", r"\operatorname{lb}"])
def test_binary_logarithms(lb):
    assert one("", rf"H_2(X) = -\sum_x p(x) {lb} p(x)").verdict == "proved"
    assert one("", rf"{lb} 8 = 3").verdict == "proved"
    assert one("", rf"{lb} 8 = 2").verdict == "refuted"
