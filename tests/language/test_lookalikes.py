"""Different things of one derivation print apart: names, measures, counts, hypotheses."""

import pytest

from derive import (
    KL,
    Alphabet,
    Channel,
    DeriveError,
    Distribution,
    Dominated,
    Eq,
    Ge,
    H,
    I,
    Independent,
    Law,
    Le,
    Map,
    Measure,
    Positive,
    Real,
    Sum,
    alphabets,
    check,
    log,
    theorem,
)
from derive.language.notation import Notation
from derive.language.printing import latex, text
from derive.render import notebook, rows, to_json
from derive.render.latex import latex as page
from derive.render.tex.page import Page

i, x, y = alphabets("i x y")
k = Alphabet("k")
x1, x2 = x.another("x'"), x.another("x''")
p, q = Distribution("p", x), Distribution("q", x)
r, s = Law("r", x, y), Law("s", x, x1)
c, d, f = Real("c"), Real("d"), Real("f", x)
W = Channel("W", y, given=x)


def report(claim, *given):
    @theorem("claim", given=list(given))
    def stated(proof):
        proof.claim(claim)

    return check(stated)


def test_absolute_continuity_of_laws_at_other_letters_is_written_with_them():
    assert str(p << q) == "p ≪ q" and str(Dominated(p(x), q(x))) == "p ≪ q"
    assert str(Dominated(p(x), q(x1))) == "p(x) ≪ q(x')"
    assert str(Dominated(p(x1), q(x1))) == "p(x') ≪ q(x')"
    assert str(Dominated(s(x, x1), s(x1, x))) == "s(x,x') ≪ s(x',x)"
    assert str(Dominated(r(x), p(x))) == "r(x) ≪ p(x)"
    assert str(Dominated(r(x | y), p(x))) == "r(x|y) ≪ p(x)"
    assert str(Dominated(1, p(x))) == "p(x) ≠ 0"
    assert str(Dominated(p(x) + c, q(x))) == "(c + p(x)) ≪ q(x)"
    W, V = Channel("W", y, given=x), Channel("V", y, given=x)
    assert str(W << V) == "W ≪ V"


@pytest.mark.parametrize(
    ("given", "plain", "tex"),
    [
        (Dominated(p(x), q(x1)), "p(x) ≪ q(x')", r"p(x) \ll q(x')"),
        (Dominated(s(x, x1), s(x1, x)), "s(x,x') ≪ s(x',x)", r"s(x,x') \ll s(x',x)"),
        (p << q, "p ≪ q", r"p \ll q"),
    ],
)
def test_on_every_face(given, plain, tex):
    made = report(Eq(q(x) / q(x), 1), given)
    assert rows.hypotheses(made) == plain
    assert to_json.derivation(made)["given"] == [plain]
    assert notebook.formula(given) == tex
    assert tex in page(made)


def test_false_under_what_is_printed():
    assert report(Eq(q(x) / q(x), 1), p << q).verdict != "proved"
    assert report(Eq(q(x) / q(x), 1), Dominated(p(x), q(x1))).verdict == "proved"


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        (lambda: Le(KL(Law("p1", x), Law("p_1", x)), 0), "print alike"),
        (lambda: Le(KL(Law("p1", x), Law("p₁", x)), 0), "print alike"),
        (lambda: Le(Real("c1"), Real("c_1")), "print alike"),
        (lambda: Le(Law("p1", x)(x), Real("p_1", x)(x)), "print alike"),
        (lambda: Le(Real("φ"), Real("ϕ")), "print alike"),
        (lambda: Eq(Sum(p(x), x), Real("x")), "print alike"),
        (lambda: Le(p(Alphabet("x1", "x")), p(Alphabet("x_1", "x"))), "print alike"),
        (lambda: Le(x.size, Alphabet("X").size + p(x) + Law("t", Alphabet("X"))(Alphabet("X"))),
         "print alike"),
        (lambda: Le(Real("H", x)(x), H(p)), "name of a law or quantity too"),
        (lambda: Le(KL(Law("D", x), p), 1), "name of a law or quantity too"),
        (lambda: Le(Map("x", i, to=k).count(k), Real("n", k)(k)), "name of a law"),
        (lambda: Le(Map("x", i, to=k).count(k), Real("n", k)(k.another("k'"))), "name of a law"),
        (lambda: Le(Map("x", i, to=k).count(k), Map("y", i, to=k).count(k.another("k'"))),
         "two counts"),
        (lambda: Le(Measure("c", "C", d), c), "two different things"),
        (lambda: Le(Measure("C", "c", d), c), "two different things"),
        (lambda: Le(Measure("c + d", "c+d", c - d), c + d), "two different things"),
        (lambda: Le(Measure("H(p)", "h", H(q)), H(p)), "two different things"),
        (lambda: Eq(Measure("L", "L", c), Measure("L", "L", d)), "two different things"),
    ],
)  # fmt: skip
def test_what_prints_alike_is_refused(claim, says):
    made = report(claim())
    assert made.verdict == "error" and says in made.error + "".join(t.note for t in made.steps)


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        (lambda: Le(Measure("H(X)", "H(X)", H(r)), H(r)), "means something else"),
        (lambda: Le(Measure("H₂(p)", "h", H(q)), H(p)), "means something else"),
        (lambda: Le(Measure("I_r(X;Y)", "i", H(q)), H(r)), "means something else"),
        (lambda: Le(Measure("E_p[f(x)]", "e", H(q)), Sum(p(x) * f(x), x)), "means something else"),
        (lambda: Le(Measure("Σ_x p(x)", "s", H(q)), H(p)), "means something else"),
        (lambda: Le(Measure("c·ln(d)", "l", H(q)), c + d), "means something else"),
        (lambda: Le(Measure("H⟦_⟧(⟦0⟧)", "H(⟦0⟧)", H(p), q), H(p)), "means something else"),
        (lambda: Eq(Measure("0", "N", H(p)), H(p)), "as if it were a number"),
        (lambda: Le(Measure("one", "1", H(p)), log(x.size)), "as if it were a number"),
        (lambda: Le(Measure("N = 0", "N", H(p)), H(p)), "as if it were a relation"),
        (lambda: Le(Measure("N", r"H(p) \leq N", H(p)), H(p)), "as if it were a relation"),
    ],
)  # fmt: skip
def test_a_measure_that_reads_as_something_else_is_refused(claim, says):
    made = report(claim())
    assert made.verdict == "error" and says in made.error


@pytest.mark.parametrize(
    "name", ["L(θ)", "H(p̂,q_θ)", "D(p‖q_θ)", "bits per byte", "E[f]", "H", "D^c", "(1/n)", "N(x)"]
)
def test_a_measure_with_a_name_of_its_own_has_a_where_line(name):
    made = report(Le(Measure(name, name, H(p)), c * 0 + H(p) + Sum(p(x) * (f(x) - f(x)), x)))
    assert made.verdict == "proved" and [str(w) for w in made.where] == [f"{name} = H(p)"]


def test_letters_put_into_a_measure_keep_its_name():
    e = H(W(y | x), over=y)
    for other in (e.subs(x, x1), e.xreplace({x: x1}), (e + 1).subs(x, x1) - 1):
        made = report(Ge(other, 0))
        assert made.verdict == "proved" and not made.where
        assert made.steps[0].relation.lhs == H(W(y | x1), over=y)


def test_equal_things_may_print_alike():
    n = Positive("n")
    assert report(Eq(c * d / n, (c / n) * d)).verdict == "proved"
    assert report(Eq(Measure("L", "L", c), c)).verdict == "proved"
    assert report(Eq(Map("x", i, to=k).count(k), Map("x", i, to=k).count(k))).verdict == "proved"


@pytest.mark.parametrize(
    "name", ["р", "Α", "ο", "𝑝", "ｐ", "ɑ", "p\u034f", "p\ufe0f", "p-q", "p‖q", "ı"]
)
def test_names_that_look_like_others_are_refused(name):
    with pytest.raises(DeriveError, match="got"):
        Law(name, x)


@pytest.mark.parametrize("name", ["p", "p̂", "θ̂", "é", "λp", "ℓ", "x'", "x′", "q_1", "p₁"])
def test_usual_names_are_taken(name):
    assert Law(name, x).name == name


def test_a_name_of_several_letters_is_no_product():
    lam, f = Real("λ"), Law("p", x)
    assert latex(lam * f(x)) == r"\lambda p(x)"
    assert latex(Law("λp", x)(x)) == r"\mathrm{\lambda p}(x)"


def test_bits_and_nats_are_told_apart_in_every_notation():
    for bits in ("log_2", "lg", "log"):
        notation = Notation(bits=bits)
        assert latex(H(p), notation) != latex(H(p, base=2), notation)
        assert latex(KL(p, q), notation) != latex(KL(p, q, base=2), notation)


def two_laws():
    X, Y = Law("q", x, y).variables
    A, B = Law("r2", x, y).variables
    return X, Y, A, B


def test_variables_of_two_laws_are_told_apart_on_every_face():
    X, Y, A, B = two_laws()

    @theorem("Two laws", given=[Eq(I(X, Y), 0), Independent(X, Y), Independent(A, B)])
    def two(proof):
        proof.start(I(X, Y))
        proof.eq(0, "given")
        proof.eq(I(A, B), "given")

    made = check(two)
    assert made.verdict == "proved"
    assert "I_q(X;Y) = 0" in rows.hypotheses(made) and "X ⊥ Y under r2: " in rows.hypotheses(made)
    data = to_json.derivation(made)
    assert [t["relation"]["lhs"] for t in data["steps"]] == ["I_q(X;Y)", "0", "I_q(X;Y)"]
    assert [t["relation"]["rhs"] for t in data["steps"]] == ["0", "I_r2(X;Y)", "I_r2(X;Y)"]
    assert data["steps"][1]["relation"]["latex_rhs"] == "I_{r_{2}}(X; Y)"
    assert "I_{q}(X; Y)" in page(made) and "I_{r_{2}}(X; Y)" in page(made)
    assert "I_{q}(X; Y)" in notebook.formula(made) and "I_{q}(X; Y)" in notebook.formula(two)
    assert "I_q(X;Y) = 0" in repr(made)
    names = [h.name for h in made.theorem.context.hypotheses]
    assert names == ["I_q(X;Y) = 0", "X ⊥ Y under q", "X ⊥ Y under r2"]


def test_a_law_alone_needs_no_name():
    X, Y, _, _ = two_laws()
    made = report(Le(I(X, Y), H(X)))
    assert made.verdict == "proved" and str(made.claim) == "I(X;Y) ≤ H(X)"
    assert to_json.derivation(made)["steps"][0]["relation"]["lhs"] == "I(X;Y)"
    with_marginal = report(Le(H(X), 0), Eq(Law("q", x, y)(x), Distribution("m", x)(x)))
    assert to_json.derivation(with_marginal)["steps"][0]["relation"]["lhs"] == "H_q(X)"


@pytest.mark.parametrize(
    ("e", "plain", "tex"),
    [
        (s(x=x2), "s_X(x'')", "s_{X}(x'')"),
        (s(**{"x'": x2}), "s_X'(x'')", "s_{X'}(x'')"),
        (s(x | x1), "s(x|x')", r"s(x \mid x')"),
        (s(x | x1).xreplace({x: x1, x1: x}), "s_{X|X'}(x'|x)", r"s_{X \mid X'}(x' \mid x)"),
        (s(x | x1).subs(x1, x), "s_{X|X'}(x|x)", r"s_{X \mid X'}(x \mid x)"),
        (r(Alphabet("x'", "x")), "r(x')", "r(x')"),
    ],
)
def test_letters_that_do_not_say_the_variable_have_it_beside_them(e, plain, tex):
    assert (text(e), latex(e)) == (plain, tex)


@pytest.mark.parametrize("name", ["ln", "log", "exp", "max", "argmin", "Σ", "Σ_x", "Π"])
def test_names_of_operations_are_refused(name):
    with pytest.raises(DeriveError, match="operation"):
        Real(name, x)


def test_variables_of_one_law_have_different_capitals():
    with pytest.raises(DeriveError, match="capital"):
        Law("t", x, Alphabet("X", "y"))


def test_a_notation_in_which_two_things_look_alike_is_not_taken():
    P = Distribution("P", x)
    made = report(Le(KL(p, P), 0))
    told = page(made, Page(notation=Notation(values="P(X=x)")))
    assert r"p \,\|\, P" in told
    n = Measure("n", "n", i.size)
    made = report(Le(n, x.size))
    assert r"|\mathcal{X}|" in page(made, Page(notation=Notation(sums="i=1..n")))
    made = report(Le(KL(p, q), 0))
    assert r"P \,\|\, Q" in page(made, Page(notation=Notation(values="P(X=x)")))


def test_a_value_that_does_not_depend_on_the_letter_is_no_value_of_a_map():
    with pytest.raises(DeriveError, match="does not depend"):
        Map("x", i, to=k).at(i, lambda k: c)
