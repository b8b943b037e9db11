r"""x^{(i)} as x_i; brackets of East Asian texts; \mathop{}; {% math %}; ∫_Z p(x, Z) dz."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

DATA = r"Let $y^{(i)}$ and $a^{(i)} > 0$ be numbers for $i = 1, \dots, n$."


def test_an_index_above_runs_as_one_below():
    found = one(DATA, r"\sum_{i=1}^n y^{(i)} \log a^{(i)} = \log \prod_{i=1}^n (a^{(i)})^{y^{(i)}}")
    assert "y_{i}" in found.readback_lhs.replace("y_i", "y_{i}")
    found = one(DATA, r"\sum_{i=1}^n y^{(i)} = n y^{(1)}")
    assert found.verdict not in TRUE


def test_above_and_below_are_two_things():
    found = one(DATA, r"\sum_{i=1}^n y^{(i)} y_j = y_j \sum_{i=1}^n y^{(i)}")
    assert found.verdict == "unread" and "above" in found.why


def test_a_parameter_at_a_step_of_an_iteration_is_no_member():
    assert one("", r"\theta^{(t)} = \theta^{(s)} + 1").verdict != "proved"


@pytest.mark.parametrize(
    ("line", "verdicts"),
    [
        (r"D（p||q） = \sum_x p（x） \log \frac{p(x)}{q(x)}", TRUE),
        (r"D（p||q） = \sum_x q（x） \log \frac{p(x)}{q(x)}", FALSE),
        (r"\log p(x) = \log \int p(x, z) \mathop{}\!\mathrm{d} z", TRUE),
        (r"\log p(X|\theta) = \log \int_Z p(X, Z|\theta) dz", TRUE),
        (r"\log p(X|\theta) = \int_Z \log p(X, Z|\theta) dz", FALSE),
    ],
)
def test_signs_of_many_authors(line, verdicts):
    assert one("All logarithms are natural. Let $p$ and $q$ be laws.", line).verdict in verdicts


def test_formulas_of_jekyll():
    text = "{% math %}\nD(p\\|q) \\ge 0\n{% endmath %}\n\n{% include x.html %}\n"
    text += "\n$$ I(X;Y) \\ge 0 $$\n"
    assert [s.verdict for s in steps(text)] == ["proved if", "proved"]


def test_a_bold_letter_below_an_integral_is_its_differential():
    found = one("", r"V = \int_{\mathbf{x}} p(\mathbf{x}) \log p(\mathbf{x})\,dx")
    assert found.readback_rhs.count(r"\mathbf{x}") == found.readback_rhs.count("x")
