"""LaTeX for notes: nothing is lost when lines are broken, notation is one choice, KaTeX agrees."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import derive
from derive import KL, Distribution, Eq, H, Sum, alphabets, log, log_bound, theorem
from derive.cli import main
from derive.language.alphabets import latex_name
from derive.language.names import DeriveError
from derive.language.notation import Notation, using
from derive.language.printing import latex as printed
from derive.render.latex import latex
from derive.render.prose import math_ascii, prose
from derive.render.tex.breaking import INDENT, broken, width
from derive.render.tex.chain import of_prose, wrapped
from derive.render.tex.document import Section, document, heading, label, style
from derive.render.tex.page import Page
from tests.latex import compile as compiled
from tests.latex import snippets

x, y = alphabets("x y")
p, q = Distribution("p", x), Distribution("q", x)
PROOFS = str(Path(derive.__file__).parents[1] / "proofs")
KATEX = pytest.mark.skipif(not snippets.available(), reason="no node, or no katex beside the test")
TEX = pytest.mark.skipif(
    not all(map(shutil.which, compiled.ENGINES)), reason="no pdflatex or no lualatex here"
)


@theorem("Gibbs' inequality", given=[p << q])
def gibbs(proof):
    proof.start(-KL(p, q))
    proof.eq(Sum(p(x) * log(q(x) / p(x)), x), "ln(1/t) = −ln t")
    proof.le(Sum(p(x) * (q(x) / p(x) - 1), x), log_bound)
    proof.le(Sum(q(x), x) - Sum(p(x), x), "q has mass ≥ 0 where p has none")
    proof.eq(0, "both sum to 1")
    proof.claim(KL(p, q) >= 0, equality=Eq(p, q))


@theorem("A false one", expect="refuted")
def false(proof):
    proof.start(Sum(p(x) * (q(x) / p(x) - 1), x))
    proof.eq(Sum(q(x), x) - 1, "p cancels")


@theorem("Long lines", given=[p << q])
def long(proof):
    many = sum(Sum(p(x) ** k * (q(x) ** (k + 1) + p(x) * q(x)), x) for k in range(2, 14))
    proof.start(many + KL(p, q))
    proof.eq(Sum(p(x) * log(p(x) / q(x)), x) + many, "a reason " * 14)


@theorem("With a lemma", given=[p << q])
def with_lemma(proof):
    proof.start(KL(p, q))
    proof.ge(0, gibbs)


REPORTS = {d.name: derive.check(d) for d in (gibbs, false, long, with_lemma)}


def a_document(**page):
    used = {1: (("notes", "gibbs"),)}
    reports = tuple((r, used if r.name == "with_lemma" else {}) for r in REPORTS.values())
    about = "Gibbs' inequality: D(p‖q) ≥ 0.\n\nA second paragraph with `code_names`."
    return document([Section("notes", about, reports)], Page(width=426.0, marks=True, **page))


# ---------------------------------------------------------------- lines

LETTERS = st.sampled_from(["p(x)", r"\frac{q(x)}{p(x)}", r"\lambda", "2^{-L(x)}", r"\sum_{x} p(x)"])
SUMS = st.recursive(
    LETTERS,
    lambda inner: st.tuples(inner, st.sampled_from([" + ", " - ", " ", r" \cdot "]), inner).map(
        lambda t: rf"{t[0]}{t[1]}\left( {t[2]} \right)"
    ),
    max_leaves=14,
)


def bare(tex):
    for sized in (r"\left", r"\right", r"\Bigl", r"\Bigr", "{}"):
        tex = tex.replace(sized, "")
    return re.sub(r"\s", "", tex)


@given(SUMS, st.floats(60, 400))
@settings(deadline=None)
def test_breaking_loses_nothing_and_balances_its_brackets(tex, room):
    lines = broken(tex, room, room)
    assert bare("".join(lines)) == bare(tex)
    for line in lines:
        assert line.count(r"\left") == line.count(r"\right")
    if width(tex) <= room:
        assert lines == (tex,)


def test_lines_break_at_relations_then_sums_then_in_brackets():
    terms = " + ".join(["p(x) q(x) r(x)"] * 4)
    tex = rf"{terms} \le {terms}"
    first, *rest = broken(tex, width(terms) * 1.2, width(terms) * 1.2 + INDENT)
    assert first == terms and "".join(rest).startswith(r"\le")
    inside = broken(rf"\left( {terms} \right)", width(terms) / 2, width(terms) / 2 + INDENT)
    assert len(inside) > 1 and inside[0].startswith("(") and inside[-1].endswith(")")


def test_a_line_too_wide_without_any_place_to_break_stays_whole():
    assert broken(r"\frac{abcdefgh}{abcdefgh}", 10, 10) == (r"\frac{abcdefgh}{abcdefgh}",)


def test_reasons_wrap_around_their_formulas():
    told = prose("because p(x) > 0 and then a long explanation follows here")
    lines = wrapped(told, 100.0)
    assert " ".join(lines) == told and all(of_prose(line) <= 100 for line in lines)
    assert all(line.count("$") % 2 == 0 for line in lines)


# ---------------------------------------------------------------- notation


def test_notation_is_one_choice_for_everything():
    e = Sum(p(x) * log(p(x) / q(x), 2), x)
    assert printed(e) == r"\sum_{x} p(x) \log_{2} \left( \frac{p(x)}{q(x)} \right)"
    indexed = Notation(values="p_x", sums="i=1..n", bits="lg", divergence="D")
    want = r"\sum_{i=1}^{n} p_{i} \lg \left( \frac{p_{i}}{q_{i}} \right)"
    assert printed(e, indexed) == want
    with using(indexed):
        assert printed(e) == want and printed(KL(p, q)) == r"D(p \,\|\, q)"
    capital = Notation(values="P(X=x)", sums="x in X", bits="log")
    assert printed(p(x), capital) == "P(X = x)"
    assert printed(H(p, base=2), capital) == "H_{2}(P)"  # H(P) is in nats, whose sign is ln
    assert r"\sum_{x \in \mathcal{X}}" in printed(Sum(p(x), x), capital)
    assert printed(Sum(p(x), x), Notation(sums="i=1..n")) == r"\sum_{i=1}^{n} p(x_{i})"


def test_measures_follow_the_notation_after_they_were_made():
    divergence = KL(p, q)
    assert printed(divergence) == r"D_{\mathrm{KL}}(p \,\|\, q)"
    assert printed(divergence, Notation(values="P(X=x)")) == r"D_{\mathrm{KL}}(P \,\|\, Q)"


def test_indices_step_aside_where_their_names_are_taken():
    assert Notation(sums="i=1..n").fitted({"n", "p"}).sums == "x in X"
    assert Notation(sums="i=1..n").fitted({"p"}).sums == "i=1..n"


def test_notation_refuses_what_there_is_not():
    with pytest.raises(DeriveError, match="values: got 'p'; expected one of 'p\\(x\\)'"):
        Notation(values="p")
    with pytest.raises(DeriveError, match="both 'log'"):
        Notation(bits="log", nats="log")


NAMES = {"p₁": "p_{1}", "θ̂": r"\hat{\theta}", "Pₑ": "P_{e}", "x₁…xₜ₋₁'": r"(x_{1},\ldots,x_{t-1})'"}


@pytest.mark.parametrize("name", NAMES)
def test_names_with_scripts_and_hats(name):
    assert latex_name(name) == NAMES[name]


def test_scripts_in_a_row_are_one():
    assert prose("x₁…xₜ₋₁ ≪ p̂") == r"$x_{1}\dots x_{t-1} \ll \hat{p}$"
    assert math_ascii("Xₜ₋₁") == "X_{t-1}"


# ---------------------------------------------------------------- faces


def test_certificates_say_why_the_remainder_is_not_negative():
    tex = latex(REPORTS["gibbs"], Page(certificates=True))
    assert r"$\sum_{x} p(x) \varphi\left( \frac{q(x)}{p(x)} \right)$" in tex
    assert "The right side minus the left side is" in tex
    assert r"\textit{Equality} means that every remainder is $0$" in tex
    assert r"2^{" in latex(derive.check(kraft_bound), Page(certificates=True))


@theorem("Kraft", given=[derive.CodeLengths("L", x).kraft()])
def kraft_bound(proof):
    proof.claim(H(p, base=2) <= derive.E(derive.CodeLengths("L", x)(x), p))


def test_document_numbers_links_and_names_what_is_not_so():
    tex = a_document(certificates=True)
    assert r"\begin{theorem}[{Gibbs' inequality}]\label{notes:gibbs}" in tex
    assert r"Gibbs' inequality~(\ref{notes:gibbs})" in tex
    assert r"\begin{notso}" in tex and r"\begin{counterexample}[Counterexample" in tex
    assert r"\verdict{proved}" in tex and r"\verdict{refuted}" in tex
    assert r"\section{Gibbs' inequality}" in tex and r"\restson{$\ln t \le t - 1$" in tex
    assert tex.isascii()


def test_headings_and_labels():
    asked = Section("s", "How different are two laws? What H is.\n\nMore.", ())
    assert heading(asked) == ("How different are two laws?", [asked.about.split("\n")[0], "More."])
    cited = Section("s", "When Fano's inequality is sharp (Cover, 2nd ed., 2.10).\n\nMore.", ())
    assert heading(cited)[0] == "When Fano's inequality is sharp"
    assert heading(Section("s", "Laws at 2nd ed., one.", ()))[0] == "Laws at 2nd ed., one"
    assert heading(Section("two_words", "", ())) == ("Two words", [])
    assert label("a_b", "θ") == "a-b:3b8"


@pytest.mark.parametrize("reasons", ["beside", "margin", "intertext"])
def test_every_reason_is_told(reasons):
    tex = latex(REPORTS["gibbs"], Page(reasons=reasons))
    for said in ("both sum to $1$", r"$\ln t \le t - 1$"):
        assert said in tex
    assert (r"\intertext" in tex) == (reasons == "intertext")
    assert (r"\marginparwidth" in tex) == (reasons == "margin")


@KATEX
def test_katex_takes_everything():
    texts = [latex(r, Page(certificates=True)) for r in REPORTS.values()]
    for notation in (Notation(), Notation("p_x", "i=1..n", "D", "lg"), Notation("P(X=x)")):
        texts.append(a_document(certificates=True, notation=notation))
    pieces = [s for tex in texts for s in snippets.snippets(tex)]
    assert len(pieces) > 40 and snippets.refused(pieces) == []


@KATEX
def test_the_katex_check_can_fail():
    assert snippets.refused([(r"\frac{1}", False), ("x", False)])[0]["tex"] == r"\frac{1}"


@TEX
@pytest.mark.parametrize("reasons", ["beside", "margin", "intertext"])
def test_document_compiles_without_a_word_of_complaint(tmp_path, reasons):
    (tmp_path / "derive.sty").write_text(style(), encoding="utf-8")
    tex = tmp_path / "notes.tex"
    tex.write_text(a_document(certificates=True, reasons=reasons), encoding="utf-8")
    for engine in compiled.ENGINES if reasons == "beside" else ("pdflatex",):
        assert compiled.troubles(tex, engine)[0] == []


@TEX
def test_the_check_of_the_log_can_fail(tmp_path):
    tex = tmp_path / "wide.tex"
    body = (
        r"\documentclass{article}\begin{document}\mbox{" + "wide " * 60 + r"}\ref{no}\end{document}"
    )
    tex.write_text(body, encoding="utf-8")
    found = " ".join(compiled.troubles(tex, "pdflatex")[0])
    assert "Overfull" in found and "undefined" in found


# ---------------------------------------------------------------- command line


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def command(*argv):
        with pytest.raises(SystemExit) as stop:
            main(list(argv))
        shown = capsys.readouterr()
        return stop.value.code, shown.out, shown.err

    return command


def test_several_names_to_a_file(run, tmp_path):
    names = ("gibbs", "nonnegative")
    status, out, err = run("latex", *names, f"{PROOFS}/gibbs.py", f"{PROOFS}/mutual_information.py",
                           "-o", "part.tex")  # fmt: skip
    assert (status, out, err) == (0, "", "")
    assert (tmp_path / "part.tex").read_text(encoding="utf-8").count(r"\paragraph") == 2


def test_document_with_its_style(run, tmp_path):
    status, *_ = run("latex", "--document", f"{PROOFS}/gibbs.py", "-o", "notes.tex", "--style")
    assert status == 0 and (tmp_path / "derive.sty").read_text(encoding="utf-8") == style()
    assert r"\usepackage{derive}" in (tmp_path / "notes.tex").read_text(encoding="utf-8")
    status, out, _ = run("latex", "--document", f"{PROOFS}/gibbs.py", "--no-verdicts")
    assert status == 0 and r"\usepackage[noverdicts]{derive}" in out


def test_notation_is_read_from_the_folder(run, tmp_path):
    (tmp_path / "derive.toml").write_text('[latex]\nsums = "i=1..n"\nvalues = "p_x"\n')
    assert r"\sum_{i=1}^{n} p_{i}" in run("latex", "gibbs", f"{PROOFS}/gibbs.py")[1]


WRONG = {
    "[latex]\nsum = 'x'\n": "no setting is called 'sum'. Did you mean sums?",
    "[latex]\nsums = 'y'\n": "sums: got 'y'; expected one of 'x', 'x in X', 'i=1..n'.",
    "latex = 3\n": "expected a table",
    "[latex\n": "Try a table [latex]",
}


@pytest.mark.parametrize("toml", WRONG)
def test_a_wrong_notation_is_said(run, tmp_path, toml):
    (tmp_path / "derive.toml").write_text(toml)
    status, _, err = run("latex", "gibbs", f"{PROOFS}/gibbs.py")
    assert status == 2 and WRONG[toml] in err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("latex",), "no name"),
        (("latex", "gibbs", "--style"), "no file to write derive.sty beside"),
        (("latex", "gibbs", f"{PROOFS}/gibbs.py", "-o", "no/such/folder.tex"), "-o no/such"),
    ],
)
def test_wrong_usage_is_2(run, argv, said):
    status, _, err = run(*argv)
    assert status == 2 and said in err


# ---------------------------------------------------------------- the page about it

ROW = re.compile(r"^\| (?:`(\w+)`|\(none\)) \| (?:`([^`]+)`)? ?\| `([^`]+)` \|$", re.MULTILINE)


def test_the_table_of_notation_is_what_is_printed():
    page = (Path(PROOFS).parent / "docs" / "latex.md").read_text(encoding="utf-8")
    rows = ROW.findall(page)
    assert len(rows) == 7
    e = Sum(p(x) * log(p(x) / q(x), 2), x)
    for setting, choice, tex in rows:
        assert printed(e, Notation(**{setting: choice} if setting else {})) == tex


def test_a_hypothesis_that_is_an_equation_does_not_claim_that_its_weight_is_positive():
    v, i = alphabets("v i")
    f = derive.Map("f", v, to=i)
    total = Sum(f(v, i), i)

    @theorem("One value", given=f.facts()[:1])
    def one_value(proof):
        proof.start(total)
        proof.le(1, derive.square(1 - total))

    tex = latex(derive.check(one_value), Page(certificates=True))
    assert "has one value makes it $0$" in tex and r"-1 \ge 0" not in tex
