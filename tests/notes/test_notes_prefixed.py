"""∀ x: before a statement, arrows in a display, E_p g(X), sums whose end is guessed, no values."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

CHAIN = r"$$ W \to X^n(W) \to Y^n \to \hat W $$"
DPI = r"$$ I(W; \hat W) \le I(X^n; Y^n) $$"


def verdicts(text):
    return [s.verdict for s in steps(text)]


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        (r"\forall x > 0: 1 - \frac{1}{x} \le \ln x \le x - 1", ["proved", "proved"]),
        (r"\forall t > 0, \ln t \le t - 1", ["proved"]),
        (r"\forall t > 0, \ln t \le t - 2", ["refuted"]),
        (r"\forall x, y \in \mathcal{X}, \quad p(x) p(y) \ge 0", ["proved"]),
        (r"\forall p, q: D(p \| q) \ge 0", ["proved if"]),
        (r"p(x) \le 1 \quad \forall x \in \mathcal{X}", ["proved"]),
    ],
)
def test_what_stands_behind_for_all_is_a_claim(display, expected):
    assert verdicts(f"$$ {display} $$\n") == expected


def test_rows_behind_for_all_are_not_lost():
    rows = r"\forall x: p(x) \log \frac{p(x)}{q(x)} \ge p(x) - q(x) \\ D(p\|q) \ge 0"
    assert len(verdicts(f"$$ {rows} $$\n")) == 2


@pytest.mark.parametrize("before", ["The structure:", "Structure of the code", "전송 구조:"])
def test_a_displayed_chain_is_what_the_text_states(before):
    made = steps(f"{before}\n\n{CHAIN}\n\nBy data processing,\n\n{DPI}\n")
    assert [s.verdict for s in made] == [*["skipped"] * 3, "proved"]
    assert made[-1].rests_on_text[0].line == 3


def test_its_converse_is_refuted():
    text = f"The structure:\n\n{CHAIN}\n\n$$ I(X^n; Y^n) \\le I(W; \\hat W) $$\n"
    assert verdicts(text)[-1] in FALSE


@pytest.mark.parametrize("before", ["It is not true that", "If", "It follows that"])
def test_one_that_is_denied_or_concluded_is_no_assumption(before):
    text = f"{before}\n\n$$ X \\to Y \\to Z $$\n\nIn general\n\n$$ I(X;Z) \\le I(X;Y) $$\n"
    assert verdicts(text)[-1] in FALSE


def test_beside_a_chain_that_is_concluded_nothing_is_refuted_outright():
    text = "It follows that\n\n$$ X \\to Y \\to Z $$\n\nand so\n\n$$ I(X;Z) \\le I(X;Y) $$\n"
    assert verdicts(text)[-1] == "refuted unless"


@pytest.mark.parametrize("mean", [r"E_p g(X)", r"E g(X)", r"\mathbb{E} g(X)"])
def test_a_mean_without_brackets(mean):
    assert one("", rf"{mean} = \sum_{{x \in \mathcal{{X}}}} p(x) g(x)").verdict in TRUE
    assert one("", rf"{mean} = 2 \sum_{{x \in \mathcal{{X}}}} p(x) g(x)").verdict in FALSE


def test_the_error_of_fano_is_no_mean():
    assert one("", r"H(E, X) = H(E) + H(X|E)").verdict == "proved"


@pytest.mark.parametrize(
    "total",
    [
        r"\sum_{x} - p(x) \log q(x) - p(x) \log p(x)",
        r"-\sum_{x} p(x) \log q(x) + p(x) \log p(x)",
        r"\sum_{x} p(x) \log q(x) - p(x) \log p(x)",
    ],
)
def test_where_the_end_of_a_sum_is_guessed_nothing_is_refuted_outright(total):
    made = one("", rf"D(p \| q) = {total}")
    assert made.verdict == "refuted unless" and "brackets" in made.why
    assert not any("at x" in x for x in made.counterexample)


def test_without_a_value_at_what_nothing_introduces():
    made = one("", r"R \le \frac{C + 1/n}{1 - P_e}")
    assert made.verdict == "refuted unless" and "nothing introduces" in made.why


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        (r"H(N) = h_2(q)", TRUE),
        (r"H(N) = 2 h_2(q)", FALSE),
        (r"h_2(q) \le 1", TRUE),
    ],
)
def test_h_2_of_a_probability_is_the_binary_entropy(display, expected):
    made = one(r"Let $N \sim \mathrm{Bernoulli}(q)$.", display)
    assert made.verdict in expected
    assert not any("h_2 =" in x for x in made.counterexample)


def test_so_it_is_where_the_law_is_told_in_words():
    assert one("Let $N$ be Bernoulli with parameter $q$.", r"h_2(q) \le 1").verdict in TRUE


def test_so_it_is_where_the_parameter_has_an_index():
    """It is not read there; it is no function that nothing introduces."""
    assert one(r"Let $N \sim \mathrm{Ber}(q_i)$.", r"h_2(q_i) \le 1").verdict == "unread"
