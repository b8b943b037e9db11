"""What the words around a display make of it in other languages; headings, hats, and errors."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

PRODUCT = "$$ p(x,y) = p(x)p(y) $$"
SUM = "$$ H(X,Y) = H(X) + H(Y) $$"


@pytest.mark.parametrize(
    "words",
    [
        "等号成立当且仅当\n\n%s\n\n成立。",
        "當且僅當\n\n%s\n\n時等號成立。",
        "En outre l'inégalité est stricte, sauf si\n\n%s\n\n",
        "Gleichheit gilt genau dann, wenn\n\n%s\n\n",
        "上式当\n\n%s\n\n时取等号。",
    ],
)
def test_a_condition_is_no_claim(words):
    found = steps(words % PRODUCT)
    assert [s.verdict for s in found] == ["skipped"]


@pytest.mark.parametrize(
    "words",
    [
        "等号成立当且仅当\n\n%s\n\n成立。",
        "上式当\n\n%s\n\n时取等号。",
        "There is equality when\n\n%s\n\n",
        "Gleichheit gilt genau dann, wenn\n\n%s\n\n",
    ],
)
def test_when_equality_holds_is_not_supposed_of_what_follows(words):
    found = steps(f"{words % PRODUCT}\n\n{SUM}")
    assert found[-1].verdict in FALSE


def test_a_hypothesis_is_one_in_chinese_too():
    found = steps(f"假设\n\n{PRODUCT}\n\n则\n\n{SUM}")
    assert found[-1].verdict == "proved if"
    assert found[-1].rests_on_text


def test_a_name_is_given_a_meaning():
    text = r"""$$ \sum_i w_i a_i \le \max_i a_i $$

令

$$ w_i = \frac{b_i}{\sum_j b_j} $$

得

$$ \sum_i w_i = %s $$
"""
    assert [s.verdict for s in steps(text % 1)][1:] == ["definition", "proved if"]
    assert steps(text % 2)[-1].verdict in FALSE


@pytest.mark.parametrize(
    "words",
    [
        "For guessing X from Y with error probability r:",
        "The decoding error is at most:",
        "The probability of a false alarm is:",
        "The rate of wrong decisions obeys:",
    ],
)
def test_what_is_about_errors_is_not_denied(words):
    assert one(words, "H(X|Y) = H(Y|X)").expect == ""


@pytest.mark.parametrize(
    "words", ["A common error is:", "A typical beginner's error is", "It is wrong that"]
)
def test_what_is_called_an_error_is_denied(words):
    assert one(words, "H(X|Y) = H(Y|X)").expect == "refuted"


def test_a_title_may_say_which_channel_is_meant():
    shown = one("## Binary symmetric channel", "I(X;Y) = H(Y) - 1")
    assert shown.verdict == "refuted unless"
    assert "heading" in shown.assumed[0]
    assert one("## Channels", "I(X;Y) = H(Y) - 1").verdict == "refuted"


def test_the_entropy_of_a_crossover_probability_is_asked_about():
    found = one("## The binary symmetric channel", r"I(X;Y) = H(Y) - \sum_x p(x) H(p)")
    assert found.verdict == "unread"
    assert found.ask
    assert one("## Channels", r"\sum_x p(x) H(p) = H(p)").verdict == "proved"


def test_an_estimate_may_be_made_of_what_else_stands_there():
    found = one("", r"H(W|V) \le H(W|\hat{W})")
    assert found.verdict == "refuted unless"
    assert "estimate" in found.why
    assert one("", r"H(W|V) \le H(W|U)").verdict == "refuted"


KRAMDOWN = r"""The alphabet of $$X$$ is finite\($$|\mathcal{X}| < \infty$$\).

* so $$X$$ and $$Y$$ are independent, that is $$I(X;Y)=0$$.

$$H(X) \ge 0$$
"""


def test_brackets_around_a_formula_are_no_formula():
    assert [s.latex_lhs for s in steps(KRAMDOWN)] == ["H(X)"]


def test_what_satisfies_a_relation_is_claimed():
    assert one("平均码长 L 满足：", "H(X) \\ge H(X) + 1").verdict in FALSE


def test_a_title_may_say_that_it_is_about_chains():
    product = "P(X_1, X_2, X_3) = P(X_1) P(X_2|X_1) P(X_3|X_2)"
    assert one("## Markov chains\n\n### The joint law", product).verdict == "refuted unless"
    assert one("## Markov chains\n\n## Other laws", product).verdict == "refuted"


def test_a_case_is_one_in_chinese_too():
    found = one("如果 $X \\to Y \\to Z$（Markov 链），则：", r"I(X; Z) \leq I(X; Y)")
    assert found.verdict == "proved if"
    assert found.rests_on_text[0].condition


LENGTHS = r"""$$ \sum_i 2^{-\ell_i} \le 1 $$

%s

$$ \ell_i = \lceil -\log_2 p_i \rceil $$

$$ \sum_i p_i \ell_i %s H(p) + 1 $$
"""


@pytest.mark.parametrize("words", ["Choose integer lengths:", "Now define the lengths:"])
def test_what_is_chosen_is_defined(words):
    assert [s.verdict for s in steps(LENGTHS % (words, "<"))][1:] == ["definition", "proved"]
    assert steps(LENGTHS % (words, ">"))[-1].verdict in FALSE


def test_what_is_chosen_so_that_something_holds_is_not():
    found = steps(LENGTHS % ("Choose them such that:", "<"))
    assert found[1].verdict != "definition"


LOGITS = r"Let $z$ be real, $r_i = e^{z_i}/\sum_k e^{z_k}$, and $J = -\sum_i t_i \ln r_i$."


def test_what_let_goes_on_with_is_said_too():
    slope = r"\frac{\partial r_i}{\partial z_j} = r_i(\delta_{ij} %s r_j)"
    assert one(LOGITS, slope % "-").verdict in TRUE
    assert one(LOGITS, slope % "+").verdict in FALSE


def test_what_stands_in_a_box_is_a_relation():
    found = steps(r"$$ H(X) \ge 0 \implies \boxed{H(X) + H(Y) \ge 0} $$")
    assert len(found) == 2 and found[-1].verdict == "proved"
    assert steps(r"$$ H(X) \ge 0 \implies \boxed{H(X) \le 0} $$")[-1].verdict in FALSE


def test_a_mean_of_a_logarithm_is_no_product():
    assert one("", r"H(X) = -\sum_x p(x) \log p(x) = -E(\log p(x))").verdict in TRUE
    assert one("", r"H(X) = -\sum_x p(x) \log p(x) = E(\log p(x))").verdict in FALSE


def test_a_mean_within_a_sum_is_not_guessed():
    found = one("", r"H(Y|X) = \sum_x p(x) E[\log \frac{1}{p(y|x)}]")
    assert found.verdict == "unread"


def test_a_comma_in_an_information_given_something():
    assert one("", "I(X, Y | Z) = H(X | Z) - H(X | Y, Z)").verdict == "proved"
    assert one("", "I(X, Y | Z) = H(X | Z) - H(X | Y)").verdict == "refuted"
    assert one("", "I(X, Y, Z) \\ge 0").verdict == "unread"


def test_that_comma_is_named_where_other_informations_have_a_semicolon():
    mixed = one("", "I(X; Y, Z) = I(X; Z) + I(X, Y | Z)")
    assert mixed.verdict == "proved if"
    assert mixed.assumed == ("the comma of I(X, Y | Z) stands for a semicolon",)
    assert one("", "I(X; Y, Z) = I(X; Z) + I(X; Y | Z)").verdict == "proved"
