"""The annotated copy of a LaTeX file is one that LaTeX takes, whatever packages it loads."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import derive.render.tex
from derive.notes.annotate import annotated_text
from derive.notes.annotate.said import said_of
from derive.notes.annotate.tex import _BOLD, _tex
from derive.notes.check import check_notes
from derive.notes.faces.telling import told
from derive.notes.find import find
from derive.notes.settings import NOTHING
from derive.numeric import Settings

STYLE = Path(derive.render.tex.__file__).parent
SIGNS = "≤≥≠≈≃≡≜≔∼∝≪≫∈→⟹⇒⟺·×⊥|⊂⊆⇔∴↦‖∑∏∫√∞𝔼𝒳ℒ𝒜ℝℙ𝟙αθϕφεℓ≲≰≟⌈⌉⌊⌋±−“”…∂∇∗⋆′∅∪∩∖⊗⊕∀∃"
NOTES = r"""\documentclass{article}
\usepackage{amsmath}
\newcommand{\KL}[2]{D_{\mathrm{KL}}(#1 \,\|\, #2)}
\begin{document}
Let $\hat p$ and $q$ be laws on $\mathcal{X}$.
\begin{align}
\KL{\hat p}{q} &\ge 0 \\
 &= \left( \sum_x \hat p(x) \log \frac{\hat p(x)}{q(x)} \right. \\
 &\quad \left. + 1 \right) \label{eq:no}
\end{align}
\[ \sum_{x\in A} \hat p(x) = 0 \qquad \sum_{x\in B} q(x) \not\le 0 \]
\end{document}
"""


def checked(text, path="t.tex"):
    return check_notes(path, Settings(trials=20), text=text, notation=NOTHING)


def compiled(text, folder, styles=""):
    (folder / "t.tex").write_text(text, encoding="utf-8")
    env = {**os.environ, "TEXINPUTS": f"{styles}:"}
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "t.tex"]
    run = subprocess.run(command, cwd=folder, env=env, capture_output=True, timeout=60, check=False)
    return run.returncode, run.stdout.decode("utf-8", "replace")[-1500:]


needs_latex = pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no LaTeX here")


@needs_latex
@pytest.mark.parametrize("styles", ["", str(STYLE)])
def test_the_copy_compiles_with_and_without_the_style(styles, tmp_path):
    made = annotated_text("t.tex", NOTES, checked(NOTES))
    assert "\\verdictmark{proved}" in made
    status, log = compiled(made, tmp_path, styles)
    assert status == 0, log


@needs_latex
def test_words_have_a_form_in_plain_latex(tmp_path):
    lines = "\n\n".join(_tex(sign) for sign in [*SIGNS, "p̂(x)", "x̄", "q̃"])
    head = f"\\documentclass{{article}}\n{_BOLD}\n\\begin{{document}}\n"
    status, log = compiled(f"{head}{lines}\n\\end{{document}}\n", tmp_path)
    assert status == 0, log


def test_accents_are_kept():
    assert _tex("p̂(x)") == r"$\hat{p}$(x)"


def test_formulas_are_set_as_they_are_where_they_are_whole():
    said = [s for _, every in said_of(find("t.tex", NOTES), checked(NOTES)) for s in every]
    assert said[0].latex == r"\KL{\hat p}{q} \ge 0"
    assert any(s.latex == "" and s.formula for s in said)  # \left( … \right. over two rows


def test_sets_keep_their_braces_in_what_is_told():
    text = "$$ \\sum_{x \\in A} p(x) = 0 $$\n\n$$ \\sum_{x \\in B} p(x) = 0 $$\n"
    report = checked(text, "t.md")
    shown = [line for c in report.chains for s in c.steps for _, ls in told(s) for line in ls]
    assert {"A = {1}", "B = {1}"} <= set(shown)
    assert "A = {1}" in annotated_text("t.md", text, report).replace("\\", "")
