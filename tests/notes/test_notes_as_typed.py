"""What people type: terms crossed out, percents, units with a slash, a bracket that is not closed,
rows of equations within a line; and values of I and of ratios that nothing tells the law of."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

GOOD = ("proved", "proved if")


def steps(text, name="n.md"):
    found = check_notes(name, Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


CROSSED = [
    r"\sum_{u,v} p(u,v) \log \frac{\cancel{p(u)}}{\cancel{p(u)}\,p(v|u)} = H(V|U)",
    r"H(U,V) = H(V) + \bcancel{H(U)} - \xcancel{H(U)} + H(U|V)",
    r"H(U) + \cancelto{0}{H(V|V)} = H(U)",
]


@pytest.mark.parametrize("formula", CROSSED)
def test_what_is_crossed_out_stands_there(formula):
    (step,) = steps(f"$$ {formula} $$")
    assert step.verdict in GOOD


@pytest.mark.parametrize("formula", CROSSED)
def test_and_counts(formula):
    wrong = formula.replace("p(v|u)}", "p(u|v)}").replace("- \\xcancel", "- 2\\xcancel")
    (step,) = steps(f"$$ {wrong.replace('H(V|V)', 'H(V|U)')} $$")
    assert step.verdict in ("refuted", "refuted unless")


def test_percents_are_hundredths():
    near, far = steps("$$ \\frac{3}{7} \\approx 42.9\\% $$\n\n$$ \\frac{3}{7} = 42.8\\% $$")
    assert (near.verdict, far.verdict) == ("true to rounding", "wrong value")


def test_bits_with_a_slash_are_a_unit():
    right, wrong = steps(
        r"$$ \log_2 8 = 3 \mbox{ b/symbol} $$" + "\n\n" + r"$$ \log_2 8 = 4 \text{ b/s} $$"
    )
    assert right.verdict == "proved" and wrong.verdict in ("wrong value", "refuted")


def test_other_units_are_no_names():
    (step,) = steps(r"$$ H(U) = 3 \text{ kg/m} $$")
    assert step.verdict == "unread" and "a unit?" in step.why


LAW = "Let $U$ and $V$ be random variables with law $p(u,v)$.\n\n"


@pytest.mark.parametrize(
    "formula",
    [
        r"H(U|V) = -E(\log(p(U|V))",
        r"H(U) = -E[\log_2 p(U)",
        r"H(U) = -\sum_u p(u) \log_{2} (p(u)",
    ],
)
def test_a_bracket_that_can_end_with_its_side_alone(formula):
    step = steps(f"{LAW}$$ {formula} $$")[-1]
    assert step.verdict == "proved if" and "ends with its side" in step.assumed[-1]
    wrong = steps(f"{LAW}$$ {formula.replace('H(U', 'H(V')} $$")
    assert not any(s.verdict in GOOD for s in wrong if s.assumed)


@pytest.mark.parametrize(
    "formula",
    [
        r"H(U) = -\sum_u p(u) \log (p(u) p(u)",
        r"H(U|V) = -E(\log p(U|V) + H(U) - H(U)",
        r"H(U) = -\sum_u (p(u) \log p(u)",
        r"H(U) \le H(U, V",
        r"\frac{H(U}{2} \le H(U)",
    ],
)
def test_one_that_might_end_elsewhere_is_not_read(formula):
    assert steps(f"{LAW}$$ {formula} $$")[-1].verdict == "unread"


ROWS = r"""\begin{document}
\textbf{Proof:} $\begin{aligned}
H(U,V) &= -\sum_{u,v} p(u,v) \log p(u,v) \\
&= H(U) + H(V%s)
\end{aligned}$
\end{document}"""


def test_rows_within_a_line_are_a_display():
    first, second = steps(ROWS % "|U", "n.tex")
    assert (first.verdict, second.verdict) == ("proved", "proved")
    assert steps(ROWS % "", "n.tex")[-1].verdict == "refuted"


def test_rows_in_a_cell_of_an_array():
    text = r"""$$ \begin{array}{c} \begin{split}
        H(U,V) & = H(U) + H(V|U) \\ & = H(V) %s H(U|V) \end{split} \end{array} $$"""
    assert [s.verdict for s in steps(text % "+")] == ["proved", "proved"]
    assert [s.verdict for s in steps(text % "-")] == ["proved", "refuted"]


@pytest.mark.parametrize(
    "formula",
    [r"I(U;V) = \log 3 - \frac12", r"\frac{I(U;V)}{H(U)} = \frac25", r"I(U;V|W) = 1",
     r"H(U) - H(U|V) = \frac13"],
)  # fmt: skip
def test_a_value_of_what_nothing_tells_the_law_of_is_said(formula):
    step = steps(f"$$ {formula} $$")[-1]
    assert step.verdict == "open" and "said, and not checked" in step.why


@pytest.mark.parametrize(
    "formula", [r"I(U;V) = -1", r"I(U;V) = 0", r"H(U) + H(V|U) - H(U,V) = \frac12"]
)
def test_what_is_no_value_is_claimed(formula):
    assert steps(f"$$ {formula} $$")[-1].verdict in ("refuted", "refuted unless")


def test_the_size_of_an_alphabet_in_brackets():
    text = "where $m$ is the %s of the alphabet of the source."
    said = text % "size (number of symbols)"
    (step,) = steps(rf"$$ H(U) \le \log_2 m $$ {said}")
    assert step.verdict in GOOD
    other = "where $m$ is the number of symbols in the message."
    assert steps(rf"$$ H(U) \le \log_2 m $$ {other}")[0].verdict not in GOOD


def test_sets_that_another_file_names():
    text = r"$$ H(U) = \sum_{u \in \Uset} p(u) \log \frac{1}{p(%s)} $$"
    (step,) = steps(text % "u")
    assert step.verdict == "proved if" and step.assumed == (r"\Uset is all that u may be",)
    (wrong,) = steps((text % "u").replace("p(u) ", "p(u)^2 "))
    assert wrong.verdict == "refuted unless"
    (unknown,) = steps(r"$$ H(U) = \sumin p(u) \log \frac{1}{p(u)} $$")
    assert unknown.verdict == "unread"


def test_laws_that_are_only_named_under_a_sum():
    said = "Let $p$ and $r$ be distributions on $u$.\n\n"
    (step,) = steps(rf"{said}$$ H(p, r) = -\sum_i p \log r $$")
    assert step.verdict == "proved if" and "letter that is summed" in step.assumed[-1]
    (wrong,) = steps(rf"{said}$$ H(p, r) = -\sum_i r \log p $$")
    assert wrong.verdict == "refuted unless"
    (mixed,) = steps(rf"{said}$$ H(p, r) = -\sum_i p \log r_i $$")
    assert mixed.verdict == "unread"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"H(U) = -\sum_u p(u) \log_b p(u)", r"H(U) = -\sum_u p(u)^2 \log_b p(u)"),
        (r"H_b(U) = -\sum_u p(u) \log_b p(u)", r"H_b(U) = \sum_u p(u) \log_b p(u)"),
        (r"H(U) \le \log_d |\mathcal{U}|", r"H(U) \ge \log_d |\mathcal{U}|"),
    ],
)
def test_entropies_to_the_base_of_the_logarithms_beside_them(right, wrong):
    assert steps(f"$$ {right} $$")[-1].verdict == "proved if"
    assert steps(f"$$ {wrong} $$")[-1].verdict == "refuted unless"


def test_a_change_of_base():
    text = "$$ H_b(U) = -\\sum_u p(u) \\log_b p(u) $$\n\n$$ H_%s(U) = (\\log_b a) H_%s(U) $$"
    assert steps(text % ("b", "a"))[-1].verdict == "proved if"
    assert steps(text % ("a", "b"))[-1].verdict == "refuted unless"


def test_argmax_in_letters_above_its_name():
    said = "Given data $u_1, \\dots, u_n$,\n\n"
    text = r"$$ \hat\theta = \underset{\theta}{argmax} \sum_{i=1}^n \log p(u_i|\theta) = %s $$"
    same = r"\underset{\theta}{argmin} -\sum_{i=1}^n \log p(u_i|\theta)"
    assert steps(said + text % same)[-1].verdict == "proved if"
    other = same.replace("-", "")
    assert steps(said + text % other)[-1].verdict in ("refuted", "refuted unless")


def test_the_information_of_an_event_is_no_mutual_information():
    text = r"$$ I(A \cap B) \le H(A) $$"
    assert steps(text)[0].verdict == "unread"
    assert steps(text.replace(r"\cap", ";"))[0].verdict == "proved"
