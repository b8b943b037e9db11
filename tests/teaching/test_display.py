"""What things show in a notebook: LaTeX that MathJax and KaTeX read, with text beside it."""

import re

import pytest

from derive import KL, Alphabet, Distribution, Eq, H, Law, Le, alphabets, check, log, prove, theorem
from derive.render.notebook import words
from derive.teaching import (
    NotProved,
    assert_chain,
    assert_equal,
    assert_le,
    assert_refuted,
    equality_holds_iff,
)
from derive.teaching.failure import NotRefuted

x, y = alphabets("x y")
p, q = Distribution("p", x), Distribution("q", x)
r = Law("r", x, y)
X, Y = r.variables
t = Alphabet("θ\u0302")
hat = Distribution("p\u0302", t)


@theorem("100% of a_b & {c} ^ ~ # $ \\", given=[p << q])
def strange(proof):
    proof.start(-KL(p, q))
    proof.le(0, "a_b $x$ {")
    proof.claim(KL(p, q) >= 0, equality=Eq(p, q))


def shown(thing):
    bundle = thing._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/latex"}
    return bundle["text/latex"]


THINGS = [
    Eq(H(p), log(x.size)),
    p << q,
    strange,
    check(strange),
    assert_le(H(X | Y), H(X)),
    assert_refuted(Eq(H(X, Y), H(X) + H(Y))),
    equality_holds_iff(KL(p, q) >= 0, Eq(p, q), given=[p << q]),
    Eq(H(hat), 0),
    Le(hat(t), t.size),
    prove("I(X;Z) <= I(X;Y)", given=["X -> Y -> Z"]),
    prove("I(X;Y|Z) <= I(X;Y)"),
]


@pytest.mark.parametrize("thing", THINGS, ids=lambda t: type(t).__name__)
def test_latex_is_well_formed(thing):
    latex = shown(thing)
    assert re.fullmatch(r"\$\$[^$].*[^$]\$\$|\$\\displaystyle .*[^$]\$", latex, re.DOTALL)
    body = latex.strip("$")
    assert not re.search(r"(?<!\\)\$", body)
    bare = re.sub(r"\\[\\{}]", "", body)
    depth = 0
    for c in bare:
        depth += (c == "{") - (c == "}")
        assert depth >= 0
    assert depth == 0
    assert body.count(r"\begin{array}") == body.count(r"\end{array}")
    assert len(re.findall(r"\\left\W", body)) == len(re.findall(r"\\right\W", body))
    assert not any(re.search(r"[_^&#%~$\\]", t) for t in re.findall(r"\\text\{([^{}]*)\}", body))


def test_special_characters_stand_outside_text():
    assert words("a_b") == r"\text{a}\_\text{b}"
    assert words("a ≠ b") == r"\text{a }\ne \text{ b}"
    assert words("") == ""


def test_accents_are_commands():
    latex = shown(Le(hat(t), t.size))
    assert r"\hat{p}" in latex
    assert r"\hat{\theta}" in latex
    assert "\u0302" not in latex


def test_a_derivation_that_cannot_be_read_shows_as_text():
    @theorem("t")
    def empty(proof):
        pass

    assert set(empty._repr_mimebundle_()) == {"text/plain"}


def test_verdicts_are_shown():
    assert r"\text{proved}" in shown(check(strange))
    assert r"\text{refuted}" in shown(assert_refuted(Eq(H(X), H(Y))))
    assert "proved" not in shown(strange)
    assert r"\hline" in shown(prove("I(X;Y|Z) <= I(X;Y)"))


def failing(action):
    with pytest.raises((NotProved, NotRefuted)) as raised:
        action()
    return raised.value


def test_a_failure_is_a_table_with_text_beside_it():
    wrong = failing(lambda: assert_equal(H(X | Y), H(X)))
    html = wrong._repr_html_()
    assert "<td" in html
    assert ">r(1,1)</td>" in html
    assert ">ln 2 ≈ 0.693147</td>" in html
    assert r"Only ≤ holds: $H(X \mid Y) \le H(X)$; = holds under the independence X ⊥ Y" in html
    assert html.count("<table") == html.count("</table>") == 1
    (text,) = wrong._render_traceback_()
    assert text == f"NotProved: {wrong}"


def test_html_is_escaped():
    html = failing(lambda: assert_chain([H(X | Y), "<", H(X)]))._repr_html_()
    assert r"$H(X \mid Y) &lt; H(X)$" in html
    assert "< " not in html


def test_in_a_notebook_the_table_is_displayed_once(monkeypatch):
    display = pytest.importorskip("IPython.display")
    from derive.teaching import failure

    sent = []
    monkeypatch.setattr(failure, "_in_notebook", lambda: True)
    monkeypatch.setattr(display, "display", lambda bundle, raw: sent.append(bundle))
    wrong = failing(lambda: assert_equal(H(X | Y), H(X)))
    (line,) = wrong._render_traceback_()
    wrong._render_traceback_()
    assert line == "NotProved: The claim is wrong: H(X|Y) = H(X)"
    assert [set(b) for b in sent] == [{"text/plain", "text/html"}]
    assert sent[0]["text/plain"] == str(wrong)
