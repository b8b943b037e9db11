"""Means and variances of capitals of which nothing else is known, and over rows of data."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (
            r"\mathbb{E}[(G - c)^2] = \mathbb{E}[G^2] - 2c\,\mathbb{E}[G] + c^2",
            r"\mathbb{E}[(G - c)^2] = \mathbb{E}[G^2] - c\,\mathbb{E}[G] + c^2",
        ),
        (
            r"\operatorname{Var}(V) = \mathbb{E}[V^2] - (\mathbb{E}[V])^2",
            r"\operatorname{Var}(V) = \mathbb{E}[V^2] - \mathbb{E}[V]",
        ),
        (
            r"\operatorname{Var}(cV) = c^2 \operatorname{Var}(V)",
            r"\operatorname{Var}(cV) = c \operatorname{Var}(V)",
        ),
        (
            r"\operatorname{Var}(V + W) = \operatorname{Var}(V) + \operatorname{Var}(W)"
            r" + 2\mathbb{E}[VW] - 2\mathbb{E}[V]\mathbb{E}[W]",
            r"\operatorname{Var}(V + W) = \operatorname{Var}(V) + \operatorname{Var}(W)",
        ),
        (
            r"\log \mathbb{E}[V] \geq \mathbb{E}[\log V]",
            r"\log \mathbb{E}[V] \leq \mathbb{E}[\log V]",
        ),
    ],
)
def test_a_mean_is_over_the_values_of_what_it_has(right, wrong):
    assert one("", right).verdict in TRUE
    assert one("", wrong).verdict in FALSE


def test_what_stands_outside_of_means_too_is_no_variable():
    assert one("", r"\mathbb{E}[N^2] = N^2").verdict == "unread"


PAIRS = r"\mathbb{E}_{(x, y_w, y_l) \sim \mathcal{D}}"


def test_a_row_of_data_has_marked_letters_of_one_alphabet():
    first = one("", rf"{PAIRS}[f(x, y_w)] = {PAIRS}[f(x, y_w) + c] - c")
    assert first.verdict in TRUE
    assert "y_{w}" in first.readback_lhs and "y_{l}" in first.readback_lhs
    assert one("", rf"{PAIRS}[f(x, y_w)] = {PAIRS}[f(x, y_l)]").verdict in FALSE


def test_a_loss_over_such_rows_is_a_definition():
    loss = r"\log \sigma(s_\phi(x, y_w) - s_\phi(x, y_l))"
    step = one("", rf"L(\phi) = -{PAIRS}\left[{loss}\right]")
    assert step.verdict == "definition"


def test_a_name_without_its_letter_means_it_with_it():
    said = "$$ L(b) = \\mathbb{E}[(G - b)^2] $$\n\n"
    right = steps(said + r"$$ \frac{dL}{db} = 2b - 2\mathbb{E}[G] $$")[-1]
    assert right.verdict == "proved if" and "L means L(b)" in right.assumed
    wrong = steps(said + r"$$ \frac{dL}{db} = b - 2\mathbb{E}[G] $$")[-1]
    assert wrong.verdict == "refuted unless"


def test_it_is_supposed_where_its_letter_is_told_by_nothing():
    found = steps("$$ F(u) = \\log p(u) $$\n\n$$ F = \\log p(v) $$")[-1]
    assert found.verdict == "refuted unless" and "F means F(u)" in found.assumed


def test_it_is_taken_at_the_letter_that_is_free_beside_it():
    said = r"$$ B(u) = \sum_z q(z|u) \log \frac{p(u,z)}{q(z|u)} $$" + "\n\n"
    assert steps(said + r"$$ \log p(u) \geq B $$")[-1].verdict == "proved if"
    assert steps(said + r"$$ \log p(u) \leq B $$")[-1].verdict == "refuted unless"


def test_a_value_called_by_a_number_is_no_alphabet():
    found = steps(
        "Let $W$ be 0 or 1.\n\n$$ H(X|W) \\leq H(X) $$\n\n$$ H(X|W=1) \\leq \\log |\\mathcal{X}| $$"
    )
    assert found[0].verdict in TRUE
    assert "alphabet" not in (found[1].why or "")


def test_what_an_equation_that_is_not_read_says_of_a_variable_is_no_matter_of_choice():
    cases = r"$$ E = \begin{cases} 1 & \text{on Sundays} \\ 0 & \text{on all others} \end{cases} $$"
    found = steps(f"$$ H(E|X) \\leq H(E) $$\n\n{cases}\n\n$$ H(E|X) = 0 $$")
    assert found[-1].verdict == "refuted unless"


def test_a_mean_of_a_function_of_one_letter_is_over_that_letter():
    row = r"I(X;Y) = \sum_{x,y} p(x,y) \log \frac{p(x,y)}{p(x) p(y)}"
    row += r" = E_p \log p(x|y) - E_p \log p(x)"
    assert [s.verdict for s in steps(f"$$ {row} $$")] == ["proved"] * 2
    assert steps(f"$$ {row} = H(X) - H(Y|X) $$")[-1].verdict == "refuted"
    assert steps(r"$$ \log p(x) = E_p \log p(x) + \log p(x,y) $$")[-1].verdict == "unread"


def test_a_mean_over_a_bare_law_of_what_moves_with_it_unsaid_is_not_read():
    step = steps(r"$$ J = \mathbb{E}_\pi\left[\sum_t r_t\right] $$")[-1]
    assert step.verdict == "unread" and "what is drawn" in step.why
    assert steps(r"$$ J = \mathbb{E}_\pi[c] $$")[-1].verdict == "definition"
