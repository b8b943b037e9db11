"""Letters that stand as numbers, laws that stand as numbers in a section, and bases left open."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps


def test_an_index_is_a_positive_number():
    made = one("", r"\sum_{i=1}^k p_i \log (i+1) \le \sum_{i=1}^k p_i \log (2i+1)")
    assert made.verdict in TRUE
    assert "1 + i" in made.readback_lhs
    wrong = one("", r"\sum_{i=1}^k p_i \log (i+1) = 1")
    assert wrong.verdict == "refuted unless"
    assert any(line.startswith("i =") for line in wrong.counterexample)


def test_labels_are_the_numbers_that_they_are_called():
    before = r"Let $Y \in \{0, 1\}$ be a label."
    assert one(before, r"\sum_y y P(y) = P(Y = 1)").verdict in TRUE
    assert one(before, r"\sum_y (1 - y) P(y) = P(Y = 0)").verdict in TRUE
    assert one(before, r"\sum_y y P(y) = P(Y = 0)").verdict in FALSE


def test_other_letters_are_numbers_that_nothing_introduces():
    left = r"E_{x \sim p}[x^2] - (\sum_x x p(x))^2"
    right = r"\sum_x p(x) x^2 - (E_{x \sim p}[x])^2"
    assert one("", f"{left} = {right}").verdict in TRUE
    assert one("", r"E_{x \sim p}[x^2] = E_{x \sim p}[x]").verdict == "refuted unless"


SECTIONS = r"""
# Laws

$$ D(f(y|x) \| g(y|x)) \ge 0 $$

# One value

$$ J = r f - \beta f \ln \frac{f}{g} $$

$$ \frac{\partial J}{\partial f} = r - \beta \left( \ln \frac{f}{g} + 1 \right) $$

$$ \frac{\partial J}{\partial f} = r - \beta \left( \ln \frac{f}{g} + 2 \right) $$
"""


def test_a_law_elsewhere_is_a_number_in_its_section_and_that_is_said():
    _, defined, right, wrong = steps(SECTIONS)
    assert defined.verdict == "definition"
    assert right.verdict == "proved if"
    assert any("short for one value" in a for a in right.assumed)
    assert wrong.verdict == "refuted unless"


@pytest.mark.parametrize("display", [r"\sum f \log f \le 0", r"E_f[\log f] \le 0"])
def test_it_stays_a_law_where_laws_stand(display):
    found = steps(f"# A\n\n$$ \\sum_y f(y) = 1 $$\n\n# B\n\n$$ {display} $$\n")[-1]
    assert found.verdict in (*TRUE, "unread")


def test_no_line_is_refuted_outright_where_one_base_is_open():
    bits = one("", r"\sum_i |p_i - q_i| \le \sqrt{(\ln 2) \cdot 2 \cdot D(p \| q)}")
    assert bits.verdict in ("refuted unless", "open")
    assert bits.verdict == "open" or "log₂" in bits.why
    half = one("", r"\sum_i 2^{\lfloor \log p_i \rfloor} \le \sum_i 2^{\log p_i}")
    assert half.verdict == "proved if"
    assert "log is log₂" in half.assumed


def test_the_law_of_x_is_given_by_p():
    before = "We encode symbols from $X$ with distribution given by $p$, and believe it is $q$."
    assert one(before, r"-\sum_i p_i \log q_i = H(X) + D(p \| q)").verdict in TRUE
    assert one(before, r"-\sum_i p_i \log q_i = H(X) - D(p \| q)").verdict in FALSE
