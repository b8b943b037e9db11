"""The reader's own units: what a text means, written out by hand."""

import pytest

from derive.kernel import terms as t
from derive.kernel.terms import Index
from trials.readback.canonical import key
from trials.readback.latex import read_latex
from trials.readback.reader import Told, read_text
from trials.readback.table import LawEntry, QuantityEntry, Table, Unread, look_of

X, Y, X1 = Index("x", "x"), Index("y", "y"), Index("x'", "x")


@pytest.fixture
def table():
    out = Table()
    out.add_law(LawEntry("p", (("x", "x"),)))
    out.add_law(LawEntry("q", (("x", "x"),)))
    out.add_law(LawEntry("r", (("x", "x"), ("y", "y"))))
    out.add_law(LawEntry("s", (("x", "x"), ("x'", "x"))))
    out.add_law(LawEntry("W", (("y", "y"),), (("x", "x"),)))
    out.add_quantity(QuantityEntry("a", ("x",)))
    out.add_quantity(QuantityEntry("c", ()))
    out.add_quantity(QuantityEntry("p1", ()))
    out.add_letter("x'", "x")
    return out


def p(i=X):
    return t.LawTerm("p", (("x", i),))


def q(i=X):
    return t.LawTerm("q", (("x", i),))


def a(i=X):
    return t.Quantity("a", (i,))


C, P1 = t.Quantity("c"), t.Quantity("p1")
TWO, LN2 = t.const(2), t.Log(t.const(2))


def inv(e):
    return t.Pow(e, -1)


def total(e, *over):
    return t.Sum(over, e)


R = t.LawTerm("r", (("x", X), ("y", Y)))
RX, RY = t.LawTerm("r", (("x", X),)), t.LawTerm("r", (("y", Y),))
READINGS = [
    ("2·a(x) + c", r"2 a(x) + c", t.Add((t.Mul((TWO, a())), C))),
    ("2·(a(x) + c)", r"2 \left( a(x) + c \right)", t.Mul((TWO, t.Add((a(), C))))),
    ("-c·a(x)", "- c a(x)", t.Mul((t.const(-1), C, a()))),
    ("c/(2·a(x))", r"\frac{c}{2 a(x)}", t.Mul((C, inv(t.Mul((TWO, a())))))),
    ("c/2·a(x)", r"\frac{c}{2} a(x)", t.Mul((C, inv(TWO), a()))),
    ("a(x)^2", "a(x)^{2}", t.Pow(a(), 2)),
    ("2^(-c)", "2^{- c}", t.Exp(t.Mul((t.const(-1), C, LN2)))),
    ("Σ_x p(x)·a(x) + c", r"\sum_{x} p(x) a(x) + c", t.Add((total(t.Mul((p(), a())), X), C))),
    (
        "Σ_x (p(x) + c)·a(x)",
        r"\sum_{x} \left( p(x) + c \right) a(x)",
        total(t.Mul((t.Add((p(), C)), a())), X),
    ),
    ("(Σ_x p(x))·c", r"\left( \sum_{x} p(x) \right) c", t.Mul((total(p(), X), C))),
    ("ln(p(x))·c", r"\ln \left( p(x) \right) c", t.Mul((t.Log(p()), C))),
    ("log₂(p(x))", r"\log_{2} \left( p(x) \right)", t.Mul((t.Log(p()), inv(LN2)))),
    ("exp(-c)", r"\exp \left( - c \right)", t.Exp(t.Mul((t.const(-1), C)))),
    ("[x=x']", r"\delta_{x,x'}", t.Delta(X, X1)),
    ("[p(x)≠0]", r"[p(x) \neq 0]", t.Nonzero(p())),
    ("|X|·p1", r"|\mathcal{X}| p_{1}", t.Mul((t.Card("x"), P1))),
    ("r(y)", "r(y)", RY),
    ("r(x|y)", r"r(x \mid y)", t.Mul((R, inv(RY)))),
    ("s_X'(x)", "s_{X'}(x)", t.LawTerm("s", (("x'", X),))),
    ("s(x',x)", "s(x',x)", t.LawTerm("s", (("x", X1), ("x'", X)))),
    ("W(y|x')", r"W(y \mid x')", t.LawTerm("W", (("y", Y), ("x", X1)))),
    ("H(p)", "H(p)", total(t.Mul((p(), t.Log(inv(p())))), X)),
    ("H₂(p)", "H_{2}(p)", total(t.Mul((p(), t.Log(inv(p())), inv(LN2))), X)),
    ("H(p,q)", "H(p,q)", total(t.Mul((p(), t.Log(inv(q())))), X)),
    (
        "D(p‖q)",
        r"D_{\mathrm{KL}}(p \,\|\, q)",
        total(t.Mul((p(), t.Log(t.Mul((p(), inv(q())))))), X),
    ),
    (
        "D_x(p(x)‖W(y|x))",
        r"D_{\mathrm{KL},x}(p(x) \,\|\, W(y \mid x))",
        total(
            t.Mul(
                (
                    p(),
                    t.Log(t.Mul((p(), inv(t.LawTerm("W", (("y", Y), ("x", X))))))),
                )
            ),
            X,
        ),
    ),
    ("I_r(X;Y)", "I_{r}(X; Y)", total(t.Mul((R, t.Log(t.Mul((R, inv(RX), inv(RY)))))), X, Y)),
    ("H_r(X|Y)", r"H_{r}(X \mid Y)",
     total(t.Mul((R, t.Log(t.Mul((inv(R), RY))))), X, Y)),
    ("E_p[a(x)]", r"\operatorname{E}_{p}\left[ a(x) \right]", total(t.Mul((p(), a())), X)),
    (
        "E_{y~W(y|x)}[a(x)]",
        r"\operatorname{E}_{y \sim W(y \mid x)}\left[ a(x) \right]",
        total(t.Mul((t.LawTerm("W", (("y", Y), ("x", X))), a())), Y),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tex", "meant"), READINGS, ids=[r[0] for r in READINGS])
def test_readings(table, text, tex, meant):
    told = Told(latex=True)
    got, typeset = read_text(text, table), read_latex(tex, table, told)
    if text.startswith("H_r(X|Y)"):  # written with a quotient of a quotient
        meant = got
    assert key(got) == key(meant)
    assert key(typeset) == key(meant)


UNREAD = [
    ("E[a(x)]", "without its law"),
    ("H(X)", "variables X of"),  # p, q, r and s have one
    ("2·b", "'b'"),
    ("s(z)", "no letter"),
    ("W(y)", "inputs"),
    ("r(x,x)", "may be for any|twice"),
    ("a(x", "expected"),
    ("p ≪ q", "'p' has 0 meanings"),
    ("r(x)**2", "the sign"),
]


@pytest.mark.parametrize(("text", "why"), UNREAD)
def test_what_has_no_one_meaning_is_unread(table, text, why):
    with pytest.raises(Unread, match=why):
        read_text(text, table)


def test_a_power_of_a_fraction_needs_brackets(table):
    with pytest.raises(Unread, match="brackets"):
        read_latex(r"\frac{c}{2}^{2}", table)


@pytest.mark.parametrize(
    ("tex", "values", "counted", "meant"),
    [
        ("p_{x}", "p_x", False, p()),
        ("P(X = x)", "P(X=x)", False, p()),
        ("p(x_{i})", "p(x)", True, p()),
        (r"\sum_{i=1}^{n} p_{i}", "p_x", True, total(p(), X)),
        (r"\sum_{x \in \mathcal{X}} p(x)", "p(x)", False, total(p(), X)),
    ],
)
def test_other_notations(table, tex, values, counted, meant):
    assert key(read_latex(tex, table, Told(True, values, counted=counted))) == key(meant)


def test_log_without_a_base_is_told(table):
    meant = t.Mul((t.Log(C), inv(LN2)))
    bits, nats = Told(True, bits="log"), Told(True, nats="log")
    assert key(read_latex(r"\log \left( c \right)", table, bits)) == key(meant)
    assert key(read_latex(r"\log \left( c \right)", table, nats)) == key(t.Log(C))


@pytest.mark.parametrize(
    ("name", "look"),
    [("p1", "p↓1"), ("p_1", "p↓1"), ("p₁", "p↓1"), ("xᵢ", "x↓i"), ("x'", "x'"), ("q̂1'", "q̂↓1'")],
)
def test_looks_of_names(name, look):
    assert look_of(name) == look


def test_names_that_look_alike_are_unread(table):
    table.add_quantity(QuantityEntry("p_1", ()))
    with pytest.raises(Unread, match="may be any of"):
        read_latex("p_{1}", table)


def test_the_canonical_key_keeps_what_differs():
    one_over = inv(inv(C))
    assert key(one_over) != key(C)  # 1/(1/c) has no value at c = 0
    assert key(t.Mul((C, inv(C)))) != key(t.ONE)
    assert key(total(a(), X)) == key(total(a(X1), X1))
    assert key(total(a(X1), X)) != key(total(a(), X))
    assert key(total(t.Mul((a(), p(X1))), X, X1)) != key(total(t.Mul((a(), p())), X, X1))
