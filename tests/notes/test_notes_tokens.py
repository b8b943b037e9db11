"""Tokens of formulas: one spelling for what looks the same, places right, macros bounded."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from derive.notes.blocks import Macro
from derive.notes.chaining import side
from derive.notes.chains import Sort
from derive.notes.source import NotRead
from derive.notes.tex.symbols import SCRIPTS_OF


def texts(latex, macros=None):
    return " ".join(t.text for t in side(latex, macros).tokens)


@pytest.mark.parametrize(
    ("latex", "other"),
    [
        (r"\left( a \right)", "(a)"),
        (r"\bigl[ a \Bigr]\,\!", "[a]"),
        (r"\dfrac{a}{b}", r"\frac ab"),
        (r"x_\mathrm{max}", r"x_{\rm max}"),
        (r"\mathcal X", r"{\cal X}"),
        (r"a \leq b", "a ≤ b"),
        (r"D(p \parallel q)", r"D(p \| q)"),
        (r"D(p \Vert q)", "D(p ‖ q)"),
        (r"\arg\max_x f", r"\operatorname*{arg\,max}_x f"),
        (r"\underset{x}{\arg\max} f", r"\argmax_x f"),
        (r"\operatorname{log} x", r"\log x"),
        (r"{a \over b}", r"{\frac{a}{b}}"),
        ("x²", "x^2"),
        (r"\theta_{\tiny 1}", "θ_1"),
        (r"\overset{n}{\underset{i=1}{\sum}} a", r"\sum_{i=1}^{n} a"),
        (r"\underbrace{a+b}_{\text{gain}}", "{a+b}"),
        (r"\textcolor{red}{a}", "a"),
        (r"\textcolor{red}{a + b}", "{a + b}"),
        (r"\sum\limits_{i} a \nonumber", r"\sum_i a"),
        ("a % a comment\n+ b", "a + b"),
        (r"a \phantom{xyz} b", "a b"),
    ],
)
def test_what_looks_the_same_has_the_same_tokens(latex, other):
    assert texts(latex) == texts(other)


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("x_12", "x _ { 1 } 2"),
        (r"\frac12", r"\frac { 1 } { 2 }"),
        (r"\frac123", r"\frac { 1 } { 2 } 3"),
        ("3.14.", "3.14 ."),
        ("10 20", "10 20"),
        ("x = .5", "x = .5"),
        (r"\left|A\right|", r"\lvert A \rvert"),
        (r"p(x\left|y\right.)", "p ( x | y )"),
        (r"D\left(p\left|\right|q\right)", "D ( p | | q )"),
        (r"\mathrm{D_{KL}}", "{ D _ { KL } }"),
        (r"\text{if $x > 0$ then}", "if x > 0 then"),
        (r"n!=2", "n ! = 2"),
        (r"a := b", r"a \coloneqq b"),
        (r"\sum_{\substack{i \in A\\ i \ne j}} x", r"\sum _ { i \in A , i \ne j } x"),
        (r"\not= \not\in", r"\ne \notin"),
        ("x_1, ..., x_n", r"x _ { 1 } , \dots , x _ { n }"),
        (r"\Sigma_{x \in A} p", r"\sum _ { x \in A } p"),
        (r"-\Sigma p(x)", r"- \sum p ( x )"),
        (r"\Sigma^{-1} x", r"\Sigma ^ { - 1 } x"),
        (r"\sum_{x}^{} p", r"\sum _ { x } p"),
        (r"X \perp\!\!\!\perp Y", r"X \perp Y"),
        (r"a^{\prime}", "a ^ { ' }"),
    ],
)
def test_tokens(latex, expected):
    assert texts(latex) == expected


MACROS = {
    "\\KL": Macro(2, r"D(#1 \| #2)"),
    "\\E": Macro(2, r"\mathbb{E}_{#1}[#2]", default="p"),
    "\\ceil": Macro(1, r"\lceil #1 \rceil", starred=True),
    "\\half": Macro(0, r"\frac12"),
    "\\odd": Macro(0, "", why="its arguments are delimited"),
    "\\me": Macro(0, r"x\me"),
    "\\you": Macro(0, r"\they"),
    "\\they": Macro(0, r"\you"),
    "\\more": Macro(1, "#2"),
    **{f"\\x{chr(97 + i)}": Macro(0, rf"\x{chr(98 + i)}" * 2) for i in range(25)},
}


@pytest.mark.parametrize(
    ("latex", "written"),
    [
        (r"\KL{p}{q}", r"D(p \| q)"),
        (r"\KL pq", r"D(p \| q)"),
        (r"\KL{\half}{\KL{a}{b}}", r"D(\frac12 \| D(a \| b))"),
        (r"\E{f}", r"\mathbb{E}_{p}[f]"),
        (r"\E[q]{f}", r"\mathbb{E}_{q}[f]"),
        (r"\ceil*{x}", r"\lceil x \rceil"),
        (r"\ceil[\big]{x}", r"\lceil x \rceil"),
    ],
)
def test_macros_are_what_they_stand_for(latex, written):
    assert texts(latex, MACROS) == texts(written)


@pytest.mark.parametrize(
    ("latex", "name"),
    [(r"\me", r"\me calls itself"), (r"\you", r"\you calls itself"), (r"\xa", r"\x"),
     (r"\odd x", r"\odd: its"), (r"\KL p", r"\KL lacks"), (r"\more x", r"\more uses #2")],
)  # fmt: skip
def test_macros_that_cannot_be_expanded_are_named(latex, name):
    with pytest.raises(NotRead) as caught:
        side(latex, MACROS)
    assert name in caught.value.why


BROKEN = ["{", "}", "a}{", r"\frac{a}", r"\left", "{" * 99 + "}" * 99, "x_", "a" * 30_000]


@pytest.mark.parametrize("latex", BROKEN)
def test_what_is_not_tex_is_not_read(latex):
    with pytest.raises(NotRead):
        side(latex)


def test_a_token_is_what_stands_at_its_place():
    latex = r"\left( x_1 + \alpha \right) \KL{p}{q}"
    found = side(latex, MACROS).tokens
    places = {t.text: t.span.text for t in found}
    assert places["x"] == "x" and places["\\alpha"] == "\\alpha"
    assert places["D"] == r"\KL{p}{q}" and places["p"] == "p" and places["q"] == "q"
    assert next(t for t in found if t.text == "(").span.text == r"\left("


PIECES = st.sampled_from(
    [*"abpqX01.,;|()[]{}_^&=<>+-' \n%#$~!:", r"\\", r"\left", r"\right", r"\frac", r"\sum",
     r"\text{a b}", r"\mathrm", r"\KL", r"\E", r"\me", r"\begin{aligned}", r"\end{aligned}",
     r"\stackrel", r"\underbrace", r"\over", r"\tag", r"\sqrt", r"\rm", r"\bigl", r"\not", "α", "²"]
)  # fmt: skip


def lowered(c):
    """The letter i of ᵢ, which is an index; any other letter is itself."""
    return SCRIPTS_OF[c][1] if c in SCRIPTS_OF else c


@settings(max_examples=300, deadline=None)
@example("ᵢ")
@example("º")
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
def test_any_text_gives_tokens_within_it_or_a_reason(latex):
    try:
        found = side(latex, MACROS)
    except NotRead as reason:
        assert reason.why
        return
    for token in found.tokens:
        assert 0 <= token.span.start < token.span.end <= len(latex)
        if token.sort is Sort.LETTER and len(token.span.text) == 1:
            assert token.text == lowered(token.span.text)
