"""Kernel terms as certificates print them: what could be read as another term is not printed so."""

from derive.kernel import terms as t
from derive.kernel.terms import Context, Index, LawDecl, QuantityDecl
from derive.language.printing import latex
from derive.render.expressions import expression
from derive.render.terms import notes

X, Y = Index("x", "x"), Index("x'", "x")
LAWS = {
    "g": LawDecl((("x", "x"), ("u", "x"))),
    "D": LawDecl((("x'", "x"),), (("x", "x"),)),
}
CONTEXT = Context(LAWS, {"α": QuantityDecl((), "real"), "c": QuantityDecl((), "real")})
A, C = t.Quantity("α"), t.Quantity("c")


def test_a_law_s_letters_stand_in_its_own_order():
    assert notes(t.LawTerm("g", (("u", Y), ("x", X))), CONTEXT) == "g(x,x')"
    assert notes(t.LawTerm("g", (("u", X), ("x", Y))), CONTEXT) == "g_X,U(x',x)"
    assert notes(t.LawTerm("D", (("x", Y), ("x'", X))), CONTEXT) == "D_X',X(x|x')"


def test_a_reciprocal_of_a_reciprocal_stays_one():
    assert notes(t.Pow(t.Pow(A, -1), -1), CONTEXT) == "1/(1/α)"
    assert notes(t.Pow(t.Mul((A, t.Pow(C, -1))), -1), CONTEXT) == "1/(α/c)"
    assert notes(t.Pow(t.Mul((A, C)), -1), CONTEXT) == "1/(α·c)"


def test_equal_summands_stay_where_they_have_no_value():
    log = t.Log(A)
    both = t.Add((log, t.minus(C, log)))
    shown = latex(expression(both, CONTEXT, {}))
    assert shown.count(r"\ln") == 2
    assert latex(expression(t.Add((t.ONE, C, t.const(-1))), CONTEXT, {})) == "c"
