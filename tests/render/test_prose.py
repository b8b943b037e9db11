"""Titles, reasons and docstrings in LaTeX: formulas stay formulas, and nothing breaks the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derive import H, Law, alphabets, check, theorem
from derive.render.dollars import parted
from derive.render.notebook import words
from derive.render.prose import escaped, prose
from derive.render.tex.document import Section, document
from derive.render.tex.page import Page
from derive.render.tex.parts import sentence
from derive.report.formulas import mixed


@pytest.mark.parametrize(
    "typed, tex",
    [
        ("X -> Y -> Z", r"$X \to Y \to Z$"),
        ("X->Y", r"$X\to Y$"),
        ("p(x) >= 0 and q != 0", r"$p(x) \ge 0$ and $q \ne 0$"),
        ("p << q, H(X|Y) <= H(X)", r"$p \ll q$, $H(X|Y) \le H(X)$"),
        ("D(p||q) is not |X||Y|", r"$D(p\|q)$ is not $|X||Y|$"),
        ("a => b <=> c", r"$a \Rightarrow b \Leftrightarrow c$"),
    ],
)
def test_signs_as_they_are_typed(typed, tex):
    assert prose(typed) == tex


@pytest.mark.parametrize(
    "typed, tex",
    [
        ("t + (1 − t) = 1", "$t + (1 - t) = 1$"),
        ("Σ p = 1", r"$\sum p = 1$"),
        ("det Σ and Σ_q⁻¹Σ_p", r"det $\Sigma$ and $\Sigma _{q}{}^{-1}\Sigma _{p}$"),
        ("at t = 1 (t > 0) only", "at $t = 1$ ($t > 0$) only"),
        ("3(t − 1)²/(2(t + 2))", r"$3(t - 1)^{2}/(2(t + 2))$"),
        ("(1 − δ)·e^(n(h − ε))", r"($1 - \delta )\cdot e^{n(h - \varepsilon )}$"),
        ("√(1 − e^(−D)) and √p − √q(x)", r"$\sqrt{1 - e^{-D}}$ and $\sqrt{p} - \sqrt{q(x)}$"),
        ("ln 3 + ln 37 - ln 991", r"$\ln 3 + \ln 37 - \ln 991$"),
        ("for 1 − BC", r"for $1 - \mathrm{BC}$"),
        ("TV(p, q)² and I(X; Y)", r"$\mathrm{TV}(p, q)^{2}$ and $I(X; Y)$"),
        ("Σ fg² and a BC law", r"$\sum fg^{2}$ and a BC law"),
    ],
)
def test_formulas_with_blanks_in_them(typed, tex):
    assert prose(typed) == tex


@pytest.mark.parametrize(
    "typed, tex",
    [
        ("A and B are independent", "$A$ and $B$ are independent"),
        ("from A to B", "from $A$ to $B$"),
        ("I(A;B) of A", "$I(A;B)$ of $A$"),
        ("Is A a function of B?", "Is $A$ a function of $B$?"),
        ("A's entropy", "$A$'s entropy"),
        ("a ≤ b", r"$a \le b$"),
        ("the sum over a", "the sum over $a$"),
        ("A channel with input A", "A channel with input $A$"),
        ("a law, e.g. a code", "a law, e.g. a code"),
        ("What Is A Code", "What Is A Code"),
        ("D is 0. A law", "$D$ is $0$. A law"),
    ],
)
def test_the_letter_a_and_the_article(typed, tex):
    assert prose(typed) == tex


@pytest.mark.parametrize(
    "typed, tex",
    [
        (r"by $p \ll q$, so", r"by $p \ll q$, so"),
        ("($p_θ$-almost) everywhere", r"($p_\theta$-almost) everywhere"),
        (r"$x\%$ of $a & b # c % d$", r"$x\%$ of $a \& b \# c \% d$"),
        ("costs $5 and $6", r"costs \$5 and \$6"),
        ("an odd $x", r"an odd \$x"),
        ("$a}{b$", r"\$a\}\{b\$"),
        (r"$\input{x}$", r"\$\textbackslash{}input\{x\}\$"),
        (r"$\left( x$", r"\$\textbackslash{}left( x\$"),
        ("$x^$ and $a_b_c$", r"$\$x\text{\textasciicircum}\$$ and $\$a_{b\_c}\$$"),
        ("$$x$$", r"\$\$x\$\$"),
    ],
)
def test_formulas_between_dollars(typed, tex):
    assert prose(typed) == tex


@given(st.text(alphabet="ab$ \\{}%#&_^~5->=|'", max_size=24))
def test_nothing_that_is_typed_breaks_the_page(typed):
    tex = prose(typed)
    depth, inside, escape = 0, False, False
    for c in tex:
        if escape:
            escape = False
        elif c == "\\":
            escape = True
        elif c == "$":
            assert inside is False or depth == 0
            inside = not inside
        elif c in "{}":
            depth += 1 if c == "{" else -1
            assert depth >= 0
        else:
            assert c not in "%#&" and (inside or c != "~")
            assert inside or depth or c not in "^_"
    assert not depth and not inside and not escape
    assert (
        "".join(part if not m else f"${part}$" for m, part in parted("no dollars")) == "no dollars"
    )


def test_code_stays_as_it_is_typed():
    assert escaped("a_b {x} $y$ --z \\&") == r"a\_b \{x\} \$y\$ --z \textbackslash{}\&"


a, b = alphabets("a b")
r = Law("r", a, b)
A, B = r.variables


@theorem(r"From A to B, 100% of $r(a) \ll 1$ & more_of {it} ^~#")
def specials(proof):
    r"""Uses `proof.claim(x) # 100% {of} $it$ & --that` and $\frac{1}{2}$ of A."""
    proof.start(H(A | B))
    proof.le(H(A), r"A -> B, by $I(A;B) \ge 0$ and 5% of $")


def test_every_face_keeps_an_authors_formula():
    report = check(specials)
    tex = document([Section("s", "A_b & $c$.", ((report, {}),))], Page(width=426.0, marks=True))
    assert r"From $A$ to $B$, 100\% of $r(a) \ll 1$ \& " in tex
    assert r"$I(A;B) \ge 0$ and $5\%$ of \$" in tex or r"$I(A;B) \ge 0$ and 5\% of \$" in tex
    assert r"\texttt{proof.claim(x) \# 100\% \{of\} \$it\$ \& -{}-that}" in tex
    shown = report._repr_mimebundle_()["text/latex"]
    assert r"I(A;B) \ge 0" in shown and r"\$I" not in shown
    assert r"\text{, so}" in words(r"$p \ll q$, so") and words(r"$p \ll q$, so").startswith(
        r"p \ll q"
    )
    assert [f.latex for f in mixed(r"by $p \ll q$")] == ["", r"p \ll q"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a = 3; b = 1", "a = 3; b = 1"),
        ("bw = 3", "bw = 3"),
        ("log(p) = 0", "log(p) = 0"),
        ("a density", "A density"),
        ("the conditions hold", "The conditions hold"),
    ],
)
def test_a_name_at_the_beginning_keeps_its_case(words, shown):
    assert sentence(words) == shown
