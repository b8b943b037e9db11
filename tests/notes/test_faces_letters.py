"""What stands beside a verdict is written as the notes write it."""

import pytest

from derive.notes.check import check_notes
from derive.notes.faces.lines import line, sides
from derive.notes.settings import NOTHING
from derive.render.plain import plain


def steps(text, path="t.md"):
    found = check_notes(path, text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


def step(formula, before=""):
    (only,) = steps(f"{before}\n\n$$ {formula} $$\n")
    return only


MACROS = r"""\newcommand{\E}{\mathbb{E}}
\newcommand{\KL}[2]{D_{\mathrm{KL}}(#1 \,\|\, #2)}
"""


def test_macros_are_written_out_where_the_source_is_shown():
    text = MACROS + r"\[ \E_{p}[\log p(x)] \le \KL{p}{q} \]"
    (found,) = steps(text, "t.tex")
    assert found.latex_rhs.strip() == r"\KL{p}{q}"  # as it stands
    assert line(found) == "𝔼_p[log p(x)] ≤ D_KL(p ‖ q)"


def test_macros_are_written_out_in_quotations():
    text = MACROS + "Let $L = \\E_{p}[\\log p(x)]$.\n\\[ L \\le \\KL{p}{q} \\]\n"
    found = check_notes("t.tex", text=text, notation=NOTHING)
    assert any(r"\mathbb{E}_{p}" in a.quote for a in found.assumptions)
    assert not any(r"\E_" in a.quote for a in found.assumptions)


def test_a_macro_that_runs_away_is_shown_as_it_stands():
    (found,) = steps("\\newcommand{\\a}{\\a\\a}\n\\[ \\a = 1 \\]\n", "t.tex")
    assert found.verdict == "unread" and sides(found)[0]


def test_a_correction_is_no_triviality():
    found = steps("$$ D(p\\|q) = D(q\\|p) $$\n\n$$ D(p\\|q) = D(p\\|q) + 1 $$\n")
    for s in found:
        assert s.verdict == "refuted"
        left, _, right = s.true.rpartition(": ")[2].partition(" = ")
        assert not right or left != right


def test_a_function_of_a_variable_stays_one_in_the_correction():
    assert step(r"H(f(X)) \ge H(X)").true.endswith("H(f(X)) ≤ H(X)")


def test_parameters_and_conditions_are_written_as_in_the_notes():
    wrong = r"D(q_\phi(z|x) \| p_\theta(z|x)) = D(q_\phi(z|x) \| p_\theta(z|x)) + \log p_\theta(x)"
    found = step(wrong)
    assert r"q_{\phi}(z \mid x)" in found.readback_lhs
    said = " ".join((*found.assumed, found.true, found.why))
    assert "φ" not in said and "Θ" not in said and "_z" not in said
    assert "q_ϕ(z | x)" in said


def test_a_letter_is_a_subscript_only_of_laws_that_have_it_there():
    found = steps("$$ E_{p_z(x)}[1] = 1 $$\n\n$$ p(x|z) \\le 1 $$\n")
    assert plain(found[-1].readback_lhs) == "p(x | z)"


def test_a_size_has_the_name_that_the_notes_give_it():
    text = (
        r"Let $x_1,\dots,x_n$ be data points and $q$ a distribution."
        "\n\n$$ \\frac{1}{n}\\sum_{i=1}^n \\log q(x_i) = n $$\n"
    )
    (found,) = steps(text)
    assert found.counterexample and not any("|" in x for x in found.counterexample)


def test_sets_are_written_as_sets():
    found = [rf"$$ \sum_{{x \in {name}}} p(x) = 0 $$" for name in "AB"]
    assert [s.counterexample[1] for s in steps("\n\n".join(found))] == ["A = {1}", "B = {1}"]


@pytest.mark.parametrize(
    ("sign", "shown"),
    [(r"\nleq", "≰"), (r"\lesssim", "≲"), (r"\stackrel{?}{=}", "≟")],
)
def test_a_sign_that_is_not_read_is_named(sign, shown):
    found = step(f"H(X) {sign} H(Y)")
    assert found.verdict == "unread" and "expected" not in found.why
    assert line(found) == f"H(X) {shown} H(Y)"


def test_powers_of_logarithms_without_a_base():
    found = step(r"\log^2 p(x) \ge 0")
    assert plain(found.readback_lhs) == "(log(p(x)))^2"
    assert plain(step(r"\sum_x p(x) \log p(x) \log q(x) \le 1").readback_lhs).count("ln") == 0


def test_what_has_no_value_is_said_so():
    nothing = step(r"\log 0 = 0")
    assert nothing.verdict == "ill-posed" and "logarithm of 0" in nothing.why
    assert step(r"0 \log 0 = 0").verdict == "unread"
    root = step(r"\sqrt{-1} = i")
    assert root.verdict == "ill-posed" and not any("side" in x for x in root.counterexample)
    for s in (nothing, root):
        assert "zoo" not in s.why and "ImaginaryUnit" not in s.why


def test_an_entropy_at_a_letter_is_no_mean():
    """H(X | y) ≤ H(X) is false at some y, H(X | Y) ≤ H(X) is true."""
    at, mean, both = steps(
        "$$ H(X|y) \\le H(X) $$\n\n$$ H(X|Y) \\le H(X) $$\n\n$$ H(X|Y) = \\mathbb{E}_y[H(X|y)] $$\n"
    )
    assert plain(at.readback_lhs) == "H(X | Y = y)" and at.verdict != "proved"
    assert mean.verdict == "proved"
    assert both.verdict == "proved" and "Y = y" in both.readback_rhs


@pytest.mark.parametrize("formula", [r"H(x|Y) \ge 0", r"I(X;y) \ge 0", r"I(x;Y|z) \ge 0"])
def test_a_value_among_variables_is_not_read(formula):
    found = step(formula)
    assert found.verdict == "unread" and "is a value" in found.why


def test_small_letters_alone_are_variables():
    assert step(r"H(x|y) \le H(x)").verdict == "proved"


def test_a_mean_of_another_letter_of_its_alphabet_is_asked_about():
    """E_q[L_i] with i free would be L_i, which nobody means."""
    said = "<!-- derive: q is a distribution on x -->"
    found = step(r"E_q[L_i] \le 1", said)
    assert found.verdict == "unread" and "mean over x" in found.why
    for formula in (r"E_q[L(x)] \le 1", r"E_q[\log r(y)] \le 0", r"E_{q(z|x)}[\log p(x)] \le 0"):
        assert step(formula, said).verdict != "unread"
