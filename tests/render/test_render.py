"""How reports look: nothing is cut, nothing but text when piped, LaTeX that TeX accepts."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from fractions import Fraction

import pytest
from rich.console import Console

import derive
from derive import (
    KL,
    Alphabet,
    Channel,
    CodeLengths,
    Distribution,
    E,
    Eq,
    H,
    Law,
    Sum,
    exp,
    log,
    log_bound,
    theorem,
)
from derive.kernel import terms as t
from derive.language.printing import latex as in_notes
from derive.render import full, text, to_json
from derive.render.expressions import expression
from derive.render.latex import latex
from derive.render.prose import math_ascii, prose
from derive.render.rows import rows
from derive.render.terms import notes
from derive.render.wrap import wrap

x, y = Alphabet("x"), Alphabet("y")
p, q = Distribution("p", x), Distribution("q", x)
L = CodeLengths("L", x)


@theorem("Gibbs' inequality", given=[p << q])
def gibbs(proof):
    """Divergence is not negative."""
    proof.start(-KL(p, q))
    proof.eq(Sum(p(x) * log(q(x) / p(x)), x), "ln(1/t) = −ln t, a reason of many words & signs_")
    proof.le(Sum(p(x) * (q(x) / p(x) - 1), x), log_bound)
    proof.le(Sum(q(x), x) - Sum(p(x), x), "q ≥ 0 where p = 0")
    proof.eq(0, "both sum to 1")
    proof.claim(KL(p, q) >= 0, equality=Eq(p, q))


@theorem("Budgets: 100% of Σ 2^(−L)", given=[L.kraft()])
def budgets(proof):
    proof.claim(H(p, base=2) <= E(L(x), p), equality=Eq(2 ** (-L(x)), p(x)))


@theorem("A false theorem")
def wrong(proof):
    proof.start(Sum(p(x) * (q(x) / p(x) - 1), x))
    proof.eq(Sum(q(x), x) - 1, "p cancels")


@theorem("Long", given=[p << q])
def long(proof):
    many = sum(Sum(p(x) ** k * q(x) ** (k + 1), x) for k in range(2, 12))
    proof.start(many + KL(p, q))
    proof.eq(Sum(p(x) * log(p(x) / q(x)), x) + many, "a reason " * 12)


@pytest.fixture(scope="module")
def reports():
    return {d.name: derive.check(d) for d in (gibbs, budgets, wrong, long)}


def shown(things, width):
    console = Console(file=io.StringIO(), width=width, markup=False, highlight=False)
    for thing in things:
        console.print(thing, overflow="fold")
    return console.file.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 120, 160])
@pytest.mark.parametrize("name", ["gibbs", "budgets", "wrong", "long"])
def test_no_formula_is_cut_and_no_line_is_too_long(reports, name, width):
    report = reports[name]
    out = shown(text.derivation(report, width), width)
    assert "\x1b" not in out and "…" not in out
    assert max(map(len, out.splitlines())) <= width
    letters = re.sub(r"\s", "", out)
    for row in rows(report) if width >= 60 else []:  # below, columns stand inside the tokens
        for token in row.formula.split():
            assert token in letters
    assert re.sub(r"\s", "", shown(text.heading(report, width), width)) in letters


def test_wrap_loses_nothing_and_breaks_at_outer_operators():
    line = "Σ_x p(x)·(a(x) + b(x) + c(x)) + Σ_y q(y)·ln(p(x)/q(x) - 1)"
    assert wrap(line, 36) == ["Σ_x p(x)·(a(x) + b(x) + c(x))", "    + Σ_y q(y)·ln(p(x)/q(x) - 1)"]
    for width in range(8, 70):
        pieces = wrap(line, width)
        assert "".join("".join(pieces).split()) == "".join(line.split())
        assert max(map(len, pieces)) <= width
    assert wrap("a" * 30, 10, 0) == ["a" * 10] * 3
    assert wrap("", 10) == [""]


def test_certificate_in_words(reports):
    out = shown(full.full(reports["gibbs"], 100), 100)
    assert "right side − left side = Σ_x p(x)·φ(q(x)/p(x))" in out
    assert "φ(t) = t − 1 − ln t ≥ 0 for t > 0, and p(x) ≥ 0" in out
    assert "right side − left side = Σ_x q(x)·[p(x) = 0]" in out
    assert "q(x)/p(x) = 1 wherever p(x) ≠ 0" in out and "q(x) = 0 wherever p(x) = 0" in out
    assert "these hold together exactly when p(x) = q(x)" in out
    assert "rests on  ln t ≤ t − 1" in out


def test_hypotheses_in_certificates(reports):
    out = shown(full.full(reports["budgets"], 100), 100)
    assert "given Kraft's inequality: Σ_x 2^(-L(x)) ≤ 1" in out
    assert "(1 - Σ_x 2^(-L(x)))/ln 2" in out and "Kraft's inequality is given" in out
    assert "2^(-L(x))/p(x) = 1 wherever p(x) ≠ 0" in out


def test_what_is_not_proved_says_so_in_full_and_in_latex(reports):
    report = reports["wrong"]
    assert "counterexample" in shown(full.full(report, 80), 80)
    assert "[refuted]" in latex(report) and "Step 1 is refuted" in latex(report)


def test_instances_and_channels_read_well():
    r = Law("r", x, y)
    W = Channel("W", y, given=x)

    @theorem("An instance")
    def instance(proof):
        proof.start(KL(r(x, y), r(x) * r(y)))
        proof.ge(0, gibbs.on(p=r(x, y), q=r(x) * r(y)))

    @theorem("A channel")
    def channel(proof):
        mixed = Sum(p(x) * W(y, x) * log(W(y, x)), x, y)
        proof.start(mixed)
        proof.le(Sum(p(x) * W(y, x) * (W(y, x) - 1), x, y), log_bound)

    out = shown(full.full(derive.check(instance), 120), 120)
    assert "Σ_x,y r(x,y)·ln(r(x,y)/(r(x)·r(y)))" in out
    out = shown(full.full(derive.check(channel), 120), 120)
    assert "φ(W(y|x))" in out


def test_json_of_a_report_is_plain(reports):
    import json

    document = to_json.document(list(reports.values()), [], 0.5, None)
    assert json.loads(json.dumps(document)) == document
    assert document["summary"]["derivations"]["proved"] == 3


def balanced(tex):
    plain = tex.replace("\\\\", "").replace(r"\{", "").replace(r"\}", "")
    depth = 0
    for c in plain:
        depth += (c == "{") - (c == "}")
        assert depth >= 0
    return depth == 0 and plain.replace(r"\$", "").count("$") % 2 == 0


def test_latex_is_ascii_and_balanced(reports):
    for report in reports.values():
        tex = latex(report)
        assert tex.isascii() and balanced(tex)
        assert tex.count(r"\left") == tex.count(r"\right")
        assert tex.count(r"\begin") == tex.count(r"\end") and r"\mathbb" not in tex
    assert r"&\le" in latex(reports["gibbs"]) and "if and only if" in latex(reports["gibbs"])
    assert r"Given $p \ll q$" in latex(reports["gibbs"])


REASONS = [
    ("definition of D", "definition of $D$"),
    ("ln t ≤ t − 1", r"$\ln t \le t - 1$"),
    ("a sum (Kraft)", "a sum (Kraft)"),
    ("p ≪ q, so q > 0", r"$p \ll q$, so $q > 0$"),
    ("x² and 2^(−L)", "$x^{2}$ and $2^{-L}$"),
    ("H(X|Y) = H(X,Y) − H(Y)", "$H(X|Y) = H(X,Y) - H(Y)$"),
    ("λp + (1−λ)q", r"$\lambda p + (1-\lambda )q$"),
    ("log is concave", "log is concave"),
    ("100% of $5 & more_stuff", r"100\% of \$5 \& more\_stuff"),
    ("#1 {a} \\", r"\#1 \{a\} \textbackslash{}"),
    ("Rényi, n-gram, e.g. “so”", r"R\'{e}nyi, n-gram, e.g. ``so''"),
    ("Theorem 2.6.3", "Theorem 2.6.3"),
]


@pytest.mark.parametrize(("reason", "tex"), REASONS)
def test_prose(reason, tex):
    assert prose(reason) == tex


ODD = (
    "x^2^3 x_1_2 x' x'^2 x^2' ^ _ x^ y_ | < > ~ \" 日本 ŷ ½ 𝒳 ℝ² ‖ ↦ Σ_{x} p_n(x) "
    "\\frac a}b {c $ ℓ₁₂ ≔ … (((]"
)


@pytest.mark.parametrize("line", [ODD, *ODD.split(), "", " ", "\t", "x" * 200])
def test_prose_is_always_balanced_ascii(line):
    tex = prose(line)
    assert tex.isascii() and balanced(tex)


def test_math_ascii():
    assert math_ascii("ρ(x)").isascii() and math_ascii("p%") == r"p\%"


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no pdflatex here")
def test_latex_compiles_with_amsmath_only(reports, tmp_path):
    θ = derive.Positive("θ")

    @theorem("Greek names")
    def greek(proof):
        proof.start(exp(θ) * exp(-θ))
        proof.eq(1, "e^θ·e^(−θ) = 1")

    body = "\n\n".join(latex(r) for r in [*reports.values(), derive.check(greek)])
    body += "\n\n" + "\n\n".join(prose(line) for line, _ in REASONS) + "\n\n" + prose(ODD)
    body += "\n\n" + "\n\n".join(prose(token) for token in ODD.split())
    head = "\\documentclass{article}\n\\usepackage{amsmath}\n\\begin{document}\n"
    (tmp_path / "page.tex").write_text(f"{head}{body}\n\\end{{document}}\n")
    argv = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-draftmode", "page.tex"]
    made = subprocess.run(argv, cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert made.returncode == 0, made.stdout.decode(errors="replace")[-1500:]


def test_informations_are_named_in_certificates():
    x, y, z = derive.alphabets("x y z")
    X, Y, Z = derive.Law("r", x, y, z).variables

    @derive.theorem("Shearer's inequality")
    def shearer(proof):
        proof.claim(2 * derive.H(X, Y, Z) <= derive.H(X, Y) + derive.H(Y, Z) + derive.H(X, Z))

    from derive.render.words import account

    (claim,) = derive.check(shearer).steps
    said = account(claim.theorem, {}).remainder
    assert "I(" in said and said.count("+") == 2


def test_an_exponential_in_a_certificate_is_no_root():
    """exp(½ ln p) is 1 where p = 0, √p is 0: only [p ≠ 0]·exp(½ ln p) is the root."""
    x = t.Index("x", "x")
    p = t.LawTerm("p", (("x", x),))
    context = t.Context({"p": t.LawDecl((("x", "x"),))}, {})
    power = t.Exp(t.Mul((t.const(Fraction(1, 2)), t.Log(p))))
    below = t.Exp(t.Mul((t.const(Fraction(-1, 2)), t.Log(p))))
    for term, shown, in_latex in (
        (power, "exp(ln(p(x))/2)", r"\exp"),
        (t.Mul((p, t.Pow(power, -1))), "p(x)/exp(ln(p(x))/2)", r"\exp"),
        (t.Mul((t.Nonzero(p), power)), "√(p(x))", r"\sqrt"),
        (t.Mul((t.Nonzero(p), below)), "[p(x) ≠ 0]·exp(-ln(p(x))/2)", r"\exp"),
    ):
        assert notes(term, context) == shown
        assert in_latex in in_notes(expression(term, context, {}))
