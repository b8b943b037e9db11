"""What is said of notes for a terminal, of reports made by hand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from derive.notes.faces import asking, text
from derive.render.plain import cut, plain, sentence
from tests.notes.made import CHAIN, report, step


def shown(things):
    return "\n".join(t.plain for t in things)


@pytest.mark.parametrize(
    ("latex", "line"),
    [
        (r"\sum_{i=1}^{n} 2^{-L(x_i)}", "∑_(i=1)^n 2^(-L(x_i))"),
        (r"\frac{1}{b+c}", "1/(b+c)"),
        (r"\frac12 \tfrac{a}{b c}", "1/2 a/(b c)"),
        (r"\frac{p(x)}{q(x)r(x)}", "p(x)/(q(x)r(x))"),
        (r"D_{\mathrm{KL}}(p \,\|\, q)", "D_KL(p ‖ q)"),
        (r"\mathbb{E}_{x\sim p}\left[\log p(x)\right]", "𝔼_(x ∼ p)[log p(x)]"),
        (r"H(X\mid Y)\le\log_2|\mathcal{X}|", "H(X | Y) ≤ log_2|𝒳|"),
        (r"\left\{x : p(x) > 0\right\}", "{x : p(x) > 0}"),
        (r"\sqrt{a+b}\sqrt[3]{2}", "√(a+b)[3]√2"),
        (r"\hat{p}\ \tilde q", "p̂ q̃"),
        (r"\begin{aligned} a &= b \\ &\le c \end{aligned}", "a = b ≤ c"),
        (r"\max_{p} I \label{eq:c}", "max_p I"),
        (r"\tfrac12 D + \frac{1}{2}", "1/2 D + 1/2"),
        (r"q(x_{\lt t})^{n_k}", "q(x_(<t))^(n_k)"),
        (r"\arg\max_\theta \frac1n L", "arg max_θ 1/n L"),
        ("", ""),
    ],
)
def test_formulas_in_one_line(latex, line):
    assert plain(latex) == line


def test_what_a_fraction_holds_together_is_in_brackets():
    assert plain(r"\frac{a+b}{c}") == "(a+b)/c" != plain(r"a+\frac{b}{c}")
    assert plain(r"2^{a+b}") == "2^(a+b)" != plain(r"2^a+b")


@given(st.text(alphabet="\\{}^_$&%# abfrctqsul\n0", max_size=60))
def test_any_text_becomes_one_line(latex):
    assert "\n" not in plain(latex) and "\n" not in plain(latex * 3)


@pytest.mark.parametrize("latex", ["{" * 4000, r"\frac" * 4000, "x_{" * 3000, r"\sqrt[" * 2000])
def test_what_is_nested_too_deeply_is_shown_somehow(latex):
    assert len(plain(latex)) <= 2 * len(latex)


def test_sentences_keep_their_words():
    assert sentence(r"Let $X \to Y$ be given, \$5") == r"Let X → Y be given, \$5"
    assert sentence(r"\oint is not known") == "∮ is not known"
    assert sentence(r"\frac{a}{b + c} is 1") == "a/(b + c) is 1"
    assert sentence("p ≪ q, so q(x) = 0 too") == "p ≪ q, so q(x) = 0 too"


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("readback", [False, True])
def test_no_line_is_wider_than_the_terminal(width, readback):
    for show in (text.report, text.failures):
        for line in shown(show(report(), width, readback)).splitlines():
            asked = "<!-- derive:" in line  # what is to be copied is not broken
            assert cell_len(line) <= width or (asked and width < 80), line


def test_every_relation_has_a_line_with_its_number_and_its_sign():
    out = shown(text.report(report(), 80))
    for number, sign in [
        (12, "✓ [2]"), (16, "✓ if"), (17, "× refuted"), (21, "× unless"), (25, "– not read"),
        (33, "≔"), (36, "✓ ≈"), (37, "× wrong value"), (44, "⊘ ill-posed"), (45, "? open"),
    ]:  # fmt: skip
        assert re.search(rf"^ +{number}  .*  *{re.escape(sign)}$", out, re.M), number


def test_what_an_author_has_to_know_stands_below_the_relation():
    out = " ".join(shown(text.report(report(), 80)).split())
    assert "if p ≪ q, that is, q(x) = 0 must imply p(x) = 0" in out
    assert "counterexample p = (1/2, 1/2) q = (1/2, 1/2) left side = 0 right side = 1" in out
    assert "true is D(p ‖ q) ≥ 0" in out
    assert "unless the text restricts p, which" in out
    assert "why ∮ is not known write <!-- derive: \\Phi(x) is not read -->" in out
    assert "readings p is a number: proved p is a law: refuted" in out
    assert "expected refuted, and it is counterexample" in out
    assert "from the text [2] line 8: “Let X → Y → Z be a Markov chain”" in out
    assert "read, and not needed [3] line 9: q arbitrary – “for any distribution q”" in out
    assert "by custom: p, q are laws" in out


def test_many_assumptions_stand_below():
    many = tuple(CHAIN.__class__(k, 1, "x", "y") for k in range(10, 20))
    out = shown(
        text.report(report(steps=(step(1, "a", "=", "b", "proved", rests_on_text=many),)), 80)
    )
    assert re.search(r"✓$", out, re.M) and "[10] [11] [12] [13]" in out


def test_quiet_shows_what_has_to_be_looked_at_and_nothing_else():
    out = shown(text.failures(report(), 80))
    numbers = [int(n) for n in re.findall(r"^ +(\d+)  ", out, re.M)]
    assert numbers == [17, 21, 25, 30, 37, 44, 45]
    fine = (step(1, "a", "=", "a", "proved"), step(2, "b", "=", "c", "refuted", expect="refuted"))
    assert shown(text.failures(report(steps=fine), 80)) == ""
    wrong = (step(2, "b", "=", "b", "proved", expect="refuted"),)
    assert "refuted, and it is not" in shown(text.failures(report(steps=wrong), 80))


def test_readback_stands_below_each_side():
    chain = shown(text.report(report(), 80, readback=True))
    assert re.search(r"16 .*D\(p ‖ q\)\n +read as +D\(p ‖ q\)\n +16 ", chain)
    assert re.search(r"12 .*✓ \[2\]\n +read as +I\(X;Z\) ≤ I\(X;Y\)", chain)
    assert "read as" not in shown(text.report(report(), 80))


def test_contradictions_are_shown_even_if_quiet():
    found = report(contradictions=("y_i is a number in line 40, a law in line 52",))
    for show in (text.report, text.failures):
        assert "contradiction: y_i is a number in line 40" in shown(show(found, 80))


def test_directives_are_written_as_the_file_has_them():
    assert "% derive: skip" in shown(text.report(report("notes.tex"), 80))
    assert "<!-- derive: skip -->" in shown(text.report(report("notes.ipynb"), 80))


def test_questions_are_asked_once_with_all_their_lines():
    again = [step(n, "a", "=", "h", "unread", why="which?", ask=("h is a law",)) for n in (3, 9)]
    out = shown(asking.questions(report(steps=again), 80))
    assert out.count("which?") == 1 and "notes.md:3, and lines 9" in out
    assert "<!-- derive: h is a law -->" in out
    assert "no questions" in shown(asking.questions(report(steps=()), 80))


@given(st.text(max_size=30), st.integers(1, 20))
def test_cut_lines_fit(line, width):
    line = " ".join(line.split())
    assert cell_len(cut(line, width)) <= max(width, 2)
