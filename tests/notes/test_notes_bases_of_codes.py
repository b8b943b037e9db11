"""Bases of logarithms and of codes, what is divided by, and laws that are defined with those."""

from fractions import Fraction

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

CODE = r"Let $l_i$ be the lengths of a prefix code over an alphabet of size $D$."
P = r"Let $p_i$ be probabilities."
TILTED = (
    r"Let $\beta > 0$ and $Z(x) = \sum_y \pi_{ref}(y|x) e^{r(x,y)/\beta}$. "
    r"Let $\pi^*(y|x) = \frac{1}{Z(x)} \pi_{ref}(y|x) e^{r(x,y)/\beta}$."
)


# ------------------------------------------------------------------ bases of logarithms


@pytest.mark.parametrize("claim", [r"\log_a 2 \ge 0", r"\log_a (2 x) = \log_a 2 + \log_a x"])
def test_a_base_that_is_supposed_to_be_above_one_is_so_in_proofs(claim):
    made = one(r"Let $x > 0$.", claim)
    assert made.verdict == "proved if" and "a > 1" in made.assumed


@pytest.mark.parametrize("claim", [r"\log_a 2 \ge 1", r"\log_a 2 \le 0"])
def test_a_base_that_is_supposed_to_be_above_one_is_so_in_attacks(claim):
    made = one("", claim)
    assert made.verdict in FALSE and "a > 1" in made.assumed
    (value,) = (line for line in made.counterexample if line.startswith("a = "))
    assert Fraction(value.removeprefix("a = ")) > 1


def test_a_base_that_the_text_places_below_one_is_not_supposed_to_be_above():
    made = one(r"Let $0 < a < 1$.", r"\log_a 2 \ge 0")
    assert made.verdict == "refuted" and not made.assumed
    assert "a = 1/2" in made.counterexample


def test_one_name_is_one_thing_as_a_base_of_logarithms_and_of_powers():
    made = one(P + r" We take $s_i = \lceil -\log_a p_i \rceil$.", r"a^{-s_i} \le p_i")
    assert "declared twice" not in made.why and made.verdict != "ill-posed"


# ------------------------------------------------------------------ bases of codes


@pytest.mark.parametrize(
    ("claim", "verdicts"),
    [
        (r"\sum_i D^{-l_i} \le 1", ("proved",)),
        (r"\sum_i D^{-l_i} \le \frac12", FALSE),
        (r"\sum_i 2^{-l_i} \le 1", FALSE),
    ],
)
def test_kraft_s_inequality_has_as_many_digits_as_the_code(claim, verdicts):
    made = one(CODE, claim)
    assert made.verdict in verdicts
    assert any(r.says == "Σ_i D^(-l(i)) ≤ 1" for r in made.rests_on_text)


@pytest.mark.parametrize(("base", "verdicts"), [("D", ("proved",)), ("2", FALSE)])
def test_the_mean_length_of_a_code_in_several_digits(base, verdicts):
    said = P + r" Let $l_i$ be the lengths of a $D$-ary prefix code."
    claim = rf"\sum_i p_i l_i \ge -\sum_i p_i \log_{base} p_i"
    assert one(said, claim).verdict in verdicts


@pytest.mark.parametrize(("base", "verdicts"), [("3", ("proved",)), ("2", FALSE)])
def test_digits_that_are_counted(base, verdicts):
    assert one(CODE.replace("$D$", "$3$"), rf"\sum_i {base}^{{-l_i}} \le 1").verdict in verdicts


def test_the_alphabet_of_a_source_is_not_that_of_its_code():
    said = r"Let $l_i$ be the lengths of a prefix code for a source over an alphabet of size $n$."
    assert one(said, r"\sum_i 2^{-l_i} \le 1").verdict == "proved"


def test_digits_that_another_sentence_counts_are_not_two():
    said = "Code words are strings over a code alphabet of size $D$.\n\n"
    made = one(said + r"Let $l_i$ be the lengths of a prefix code.", r"\sum_i 2^{-l_i} \le 1")
    assert made.verdict in FALSE and not made.rests_on_text


def test_a_base_of_which_nothing_is_said_is_positive():
    made = one(P, r"a^{-s_i} \le p_i")
    assert made.verdict == "refuted unless" and "a" in made.why and made.assumed == ("a > 0",)
    assert one(P, r"a^{-s_i} \ge 0").assumed == ("a > 0",)


# ------------------------------------------------------------------ what is divided by

DIVIDED = r"$$ g = \sum_x p(x) \frac{r(x)}{\beta} $$"


def test_what_the_text_divides_by_is_not_zero_elsewhere():
    made = one(DIVIDED, r"\beta^2 > 0")
    assert made.verdict == "proved if" and made.assumed == ("β ≠ 0",)
    assert one("", r"\beta^2 > 0").counterexample[0] == "β = 0"


def test_a_counterexample_does_not_divide_by_zero():
    made = one(DIVIDED, r"\beta^2 \ge 1 + \beta^4")
    assert made.verdict in FALSE and "β = 0" not in made.counterexample


# ------------------------------------------------------------------ defined laws


@pytest.mark.parametrize(("sign", "verdict"), [("-", "proved if"), ("", "refuted")])
def test_a_law_is_dominated_by_one_that_the_text_defines(sign, verdict):
    ratio = r"\beta \sum_y \pi(y|x) \log\frac{\pi^*(y|x)}{\pi(y|x)}"
    made = one(TILTED, rf"{ratio} = {sign}\beta D_{{KL}}(\pi \| \pi^*)")
    assert made.verdict.startswith(verdict)
    assert verdict != "proved if" or "π ≪ π^*" in made.assumed


@pytest.mark.parametrize(("sign", "verdicts"), [("-", TRUE), ("+", FALSE)])
def test_a_law_that_formulas_only_name_is_of_the_letters_of_its_definition(sign, verdicts):
    said = TILTED.replace("$. Let ", "$ and ")
    mean = r"\sum_y \pi(y|x) \left(r(x,y) - \beta \ln \frac{\pi(y|x)}{\pi_{ref}(y|x)}\right)"
    claim = rf"{mean} = \beta \ln Z(x) {sign} \beta D_{{KL}}(\pi \| \pi^*)"
    assert one(said, claim).verdict in verdicts


# ------------------------------------------------------------------ parameters and rows


def test_a_parameter_behind_a_bar_and_behind_a_semicolon_is_one():
    first, true, false = steps(
        r"$$ \log p(x;\theta) = \log \sum_z p(x,z;\theta) $$"
        "\n\n"
        r"$$ p(x,z|\theta) = p(x|z,\theta) p(z|\theta) $$"
        "\n\n"
        r"$$ p(x,z|\theta) = p(x|z,\theta) p(x|\theta) $$"
    )
    assert (first.verdict, true.verdict, false.verdict) == ("proved if", "proved", "refuted")


@pytest.mark.parametrize(
    ("row", "law"),
    [
        *(("z", "p"), ("z_1, z_2", "p")),
        *((r"z_1, \dots, z_n", "q"), (r"z_1, \dots, z_n", r"p_\theta")),
    ],
)
def test_a_law_of_a_row_and_of_its_letters_is_told_apart(row, law):
    made = one("", rf"p({row}) = \prod_{{i=1}}^n {law}(z_i)")
    assert made.verdict == "unread" and "here, and" in made.why


def test_nor_is_a_row_read_as_one_more_letter():
    for claim in (r"p(z^n) \le p(z_1)", r"p(z^n) \le \prod_{i=1}^n p(z_i)"):
        assert one("", claim).verdict == "unread"


@pytest.mark.parametrize("sign", ["=", r"\le", r"\ge"])
def test_what_a_law_of_a_row_leaves_of_its_letters_is_its_own_of_each(sign):
    made = one("", rf"p(z_1, \dots, z_n) {sign} \prod_{{i=1}}^n p(z_i)")
    assert made.verdict == "refuted unless" and "more is known of these rows" in made.why
    assert made.assumed == ("n = 3",)
    assert made.readback_rhs == "p(z_{1}) p(z_{2}) p(z_{3})"


def test_nor_is_a_whole_row_s_law_apart_from_that_of_its_members():
    assert one("", r"p(z_1, \dots, z_n) \le p(z_1, z_2)").verdict in TRUE
    assert one("", r"p(z_1, \dots, z_n) \ge p(z_1, z_2)").verdict == "refuted unless"
    for less in ("z_1", "z_n"):
        assert one("", rf"p(z_1, \dots, z_n) \le p({less})").verdict in ("open", *TRUE)
    assert one("", r"\prod_{i=1}^n p(z_i|z_{<i}) \le p(z_1)").verdict not in FALSE


@pytest.mark.parametrize(("more", "verdicts"), [("", TRUE), ("+ 1", FALSE)])
def test_the_likelihood_of_data_points_is_a_product_of_positive_values(more, verdicts):
    made = one("", rf"\log \prod_{{i=1}}^n p(z_i) = \sum_{{i=1}}^n \log p(z_i) {more}")
    assert made.verdict in verdicts
    assert verdicts == FALSE or made.assumed == ("p(z) ≠ 0",)


ARY = r"A source has the law $p$ and is coded in a $D$-ary alphabet."


def test_the_base_of_an_entropy_is_the_number_of_digits():
    said = rf"{ARY}" "\n\n" r"$$ \sum_i D^{-m_i} \le 1 $$"
    assert one(said, r"H_D(p) = -\sum_i p_i \log_D p_i").verdict == "proved if"
    assert one(said, r"H_D(p) = -\sum_i p_i \log_2 p_i").verdict in FALSE
    assert one("", r"H_D(p) = -\sum_i p_i \log p_i").verdict == "unread"
