"""Random variables that are made of others: indicators, cases, X + Z, X ⊕ Z."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

CASES = r"E = \begin{cases} 1 & \text{if } \hat{X} \neq X \\ 0 & \text{otherwise} \end{cases}"
BOTH = r"E = \begin{cases} 0, & X = \hat X \\ 1, & X \neq \hat X \end{cases}"
QUADS = r"E = \begin{cases} 1\quad \text{if}\quad X \neq \hat X \\ 0\quad \text{else} \end{cases}"
BARE = r"E = \begin{cases} 1, X \neq \hat X, \\ 0, X = \hat X, \\ \end{cases}"
BRACE = r"E = \left\{ \begin{array}{ll} 1 & X \neq \hat X \\ 0 & X = \hat X \end{array} \right."


@pytest.mark.parametrize(
    "said",
    [
        r"Let $E = 1$ if $\hat{X} \neq X$ and $E = 0$ otherwise.",
        r"Let $E$ be the indicator of the event $X \neq \hat X$.",
        r"Let $E = \mathbb{1}[X \neq \hat X]$.",
        rf"We introduce the error variable $$ {CASES} $$",
        rf"Define $$ {BOTH} $$",
        rf"Let $$ {BRACE} $$",
        rf"Let $$ {QUADS} $$",
        rf"Let $$ {BARE} $$",
        r"The error variable is $$ E = \mathbb{1}[X \neq \hat X]. $$",
    ],
)
def test_an_indicator_is_a_function_of_what_its_event_is_of(said):
    right = one(said, r"H(E | X, \hat X) = 0")
    assert right.verdict == "proved" and right.rests_on_text
    assert one(said, r"H(E | X) = 0").verdict == "refuted unless"
    assert one(said, r"H(E) \leq \log 2").verdict != "refuted"  # more is known of it than that


def test_cases_say_what_a_name_is():
    first = steps(f"The error is $$ {CASES} $$\n\n$$ H(E) \\geq 0 $$")[0]
    assert first.verdict == "definition"
    assert first.readback_rhs == r"1 - \delta_{x,\hat{x}}"


@pytest.mark.parametrize(
    "cases",
    [
        r"1 & X \neq Y \\ 0 & X = Z",  # both may hold
        r"1 & X \neq Y \\ 2 & Y = Z \\ 0 & \text{otherwise}",
        r"1 & X \neq Y",
        r"1 & \text{if it rains} \\ 0 & \text{otherwise}",
        r"1 & X \neq Y \\ 0 & \text{sometimes}",
        r"1 \quad X \neq Y \\ 0 \quad \text{if} \quad X = Z",
    ],
)
def test_cases_of_which_it_is_not_plain_that_one_holds_are_not_read(cases):
    found = one("", rf"E = \begin{{cases}} {cases} \end{{cases}}")
    assert found.verdict == "unread"


def test_in_a_case_it_is_so_in_that_case():
    said = "If $Y = X + Z$, then"
    found = one(said, r"H(Y | X) = H(Z | X)")
    assert found.verdict == "proved if"


@pytest.mark.parametrize("sign", [r"\oplus", "+", "-"])
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("H(X ± Z | X) = H(Z | X)", "H(X ± Z | X) = H(Z)"),
        ("I(X; X ± Z) = H(X ± Z) - H(Z | X)", "I(X; X ± Z) = H(X ± Z) - H(X)"),
        ("H(X ± Z) \\leq H(X, Z)", "H(X ± Z) \\leq H(X)"),
    ],
)
def test_of_a_sum_each_part_is_known_by_the_other(sign, right, wrong):
    assert one("", right.replace("±", sign)).verdict == "proved"
    assert one("", wrong.replace("±", sign)).verdict == "refuted unless"


@pytest.mark.parametrize(
    "said",
    [
        r"The channel is $Y = X \oplus Z$, where $Z$ is independent of $X$.",
        "Let $Z$ and $X$ be independent. The output is\n\n$$ Y = X + Z. $$",
    ],
)
def test_what_comes_out_of_a_channel_with_noise(said):
    assert one(said, "I(X;Y) = H(Y) - H(Z)").verdict == "proved"
    assert one(said, "I(X;Y) = H(Y) - H(X)").verdict == "refuted unless"
    assert one(said, "H(Y) = H(X)").verdict == "refuted unless"


@pytest.mark.parametrize("display", [r"Y = X + Z", r"Y = X \oplus Z"])
def test_a_display_of_it_is_a_definition(display):
    found = steps(f"$$ {display} $$\n\n$$ I(X;Y) \\leq H(Y) $$")
    assert [s.verdict for s in found] == ["definition", "proved"]


def test_what_is_no_sum_of_random_variables_is_not_taken_for_one():
    assert one("", r"h(X + Z) \leq h(X) + h(Z)").verdict == "unread"  # false of densities
    assert one("", r"y = x \oplus z").verdict == "unread"
    assert one("", r"H(X + X) \geq 0").verdict != "refuted"


def test_a_sum_that_is_claimed_is_no_definition():
    said = "We will show that $Y = X + Z$ holds."
    assert one(said, "H(Y | X) = H(Z | X)").verdict in FALSE


def test_more_is_known_of_it_than_is_used():
    found = one("Here $Y = X + Z$, with noise $Z$.", "H(X,Y) = H(X) + H(Y)")
    assert found.verdict == "refuted unless" and "line 1 says of Y" in found.why


def test_sets_are_no_variables():
    assert one("Let $A$ and $B$ be events.", r"\Pr(A) \leq 1").verdict not in (*FALSE, "open")


def test_probability_of_an_error_beside_its_indicator():
    said = rf"Let $$ {CASES} $$"
    assert one(said, r"H(E, X | \hat X) = H(X | \hat X)").verdict in TRUE


def test_of_a_part_alone_a_sum_says_nothing():
    said = r"Let $Y = X + Z$, where $Z \sim \mathcal{N}(0, \sigma^2)$ is independent of $X$."
    assert one(said, r"h(Z) = \frac12 \log (2 \pi e \sigma^2)").verdict in TRUE
    assert one(said, r"h(Z) = \frac12 \log (2 \pi \sigma^2)").verdict in FALSE
