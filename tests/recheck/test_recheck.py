"""The independent checker: what it accepts, what it refuses, and that it stands alone."""

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

import recheck
from derive.derivation.elaborate import elaborate
from derive.kernel import equality as eq
from derive.kernel import instance as inst
from derive.kernel import terms as t
from derive.kernel import theorem as th
from derive.kernel.certificates import (
    Gap,
    Given,
    Known,
    Nonneg,
    Part,
    Positive,
    Square,
    Tangent,
)
from derive.kernel.information import Information, value
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, Index, LawDecl, QuantityDecl, Support
from derive.store.sealed import document
from recheck.__main__ import main
from recheck.certificate import recheck as check
from recheck.reader import Refused
from tests.recheck.build import claimed, of_script, sealed

SOURCE = Path(recheck.__file__).parent
A, B = "A", "B"
x, y, u = Index("x", A), Index("y", A), Index("u", B)


def law(name, *at):
    return t.LawTerm(name, at)


def p(i=x):
    return law("p", ("X", i))


def q(i=x):
    return law("q", ("X", i))


def quantity(name, *at):
    return t.Quantity(name, at)


a, b, f, g, lam = (quantity(name, x) for name in ("a", "b", "f", "g", "lam"))
c, d = quantity("c"), quantity("d")
HALF, TWO, MINUS = t.const(t.Fraction(1, 2)), t.const(2), t.const(-1)
P_BELOW_Q = Support("p << q", p(), q())
LAWS = {
    "p": LawDecl((("X", A),)),
    "q": LawDecl((("X", A),)),
    "r": LawDecl((("X", A), ("Y", B))),
    "W": LawDecl((("Y", B),), (("X", A),)),
}
SIGNS = {"a": "nonneg", "b": "nonneg", "f": "real", "g": "pos", "lam": "unit"}
QUANTITIES = {name: QuantityDecl((A,), sign) for name, sign in SIGNS.items()}
QUANTITIES |= {"c": QuantityDecl((), "real"), "d": QuantityDecl((), "pos")}


def context(*given):
    supports = tuple(h for h in given if isinstance(h, Support))
    return Context(LAWS, QUANTITIES, supports, tuple(h for h in given if isinstance(h, Hypothesis)))


def add(*terms):
    return t.Add(terms)


def mul(*factors):
    return t.Mul(factors)


def over(*parts):
    return t.Sum(parts[:-1], parts[-1])


def inverse(of):
    return t.Pow(of, -1)


def ln(of):
    return t.Log(of)


# -- alone --------------------------------------------------------------------------------------


def test_it_runs_where_derive_is_not(tmp_path):
    (tmp_path / "gibbs.json").write_text(of_script("gibbs")["gibbs"], encoding="utf-8")
    code = f"import sys; sys.path.insert(0, {str(SOURCE.parent)!r}); sys.modules['derive'] = None"
    code += f"; from recheck.__main__ import main; sys.exit(main([{str(tmp_path)!r}]))"
    ran = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, "accepted  gibbs  [ln t ≤ t − 1]\n"), ran.stderr


# -- accepted -----------------------------------------------------------------------------------


@pytest.mark.parametrize("stem", ["gibbs", "source_coding", "kraft", "language_models", "pinsker"])
def test_the_project_s_certificates_are_accepted(stem):
    certificates = of_script(stem)
    assert certificates
    for text in certificates.values():
        check(text)


TRUE = {
    "marginals sum": (over(x, u, law("r", ("X", x), ("Y", u))), t.ONE),
    "a channel's rows sum to 1": (over(u, law("W", ("X", x), ("Y", u))), t.ONE),
    "p/p where p weighs": (over(x, mul(p(), p(), inverse(p()))), t.ONE),
    "sizes": (over(x, t.ONE), t.Card(A)),
    "delta": (over(y, mul(t.Delta(x, y), quantity("f", y))), f),
    "ln of a power": (ln(t.Pow(g, 3)), mul(t.const(3), ln(g))),
    "ln of a product": (ln(mul(g, d)), add(ln(g), ln(d))),
    "ln 6": (ln(t.const(6)), add(ln(TWO), ln(t.const(3)))),
    "ln of a mean": (ln(add(mul(HALF, g), mul(HALF, d))), add(ln(add(g, d)), mul(MINUS, ln(TWO)))),
    "exp of a sum": (t.Exp(add(f, c)), mul(t.Exp(f), t.Exp(c))),
    "ln exp": (ln(t.Exp(f)), f),
    "exp ln": (t.Exp(mul(MINUS, ln(g))), inverse(g)),
    "2 to a half, twice": (mul(t.Exp(mul(HALF, f)), t.Exp(mul(HALF, f))), t.Exp(f)),
    "exp of a mean of ones": (t.Exp(over(x, mul(p(), f, inverse(TWO)))),
                              t.Pow(t.Exp(over(x, mul(t.const(t.Fraction(1, 4)), p(), f))), 2)),
    "a square expanded": (t.Pow(add(f, MINUS), 2), add(t.Pow(f, 2), mul(t.const(-2), f), t.ONE)),
    "an indicator": (mul(f, t.Nonzero(f)), f),
}  # fmt: skip


@pytest.mark.parametrize("name", TRUE)
def test_true_equations_are_accepted(name):
    lhs, rhs = TRUE[name]
    check(claimed(context(), lhs, "=", rhs))


# -- refused: equations -------------------------------------------------------------------------

FALSE = {
    "p/p": (over(x, mul(p(), inverse(p()))), t.Card(A)),
    "q/p at weight p sums to 1": (over(x, mul(p(), q(), inverse(p()))), t.ONE),
    "two laws": (p(), q()),
    "a row of a channel": (over(x, law("W", ("X", x), ("Y", u))), t.ONE),
    "a product of marginals": (law("r", ("X", x), ("Y", u)),
                               mul(law("r", ("X", x)), law("r", ("Y", u)))),
    "only for size 2": (mul(t.Card(A), add(t.Card(A), t.const(-2))), t.ZERO),
    "only for sizes 1, 2, 3": (mul(add(t.Card(A), MINUS), add(t.Card(A), t.const(-2)),
                                   add(t.Card(A), t.const(-3))), t.ZERO),
    "other letters": (over(y, mul(t.Delta(x, y), quantity("f", y))), over(y, quantity("f", y))),
    "ln of a sum": (ln(add(g, d)), add(ln(g), ln(d))),
    "ln 2": (ln(TWO), t.const(t.Fraction(7, 10))),
    "exp of a product": (t.Exp(mul(f, c)), mul(t.Exp(f), t.Exp(c))),
    "exp of half": (t.Exp(mul(HALF, f)), t.Exp(f)),
    "an indicator of what may be 0": (t.Nonzero(f), t.ONE),
    "an indicator of a difference": (t.Nonzero(add(p(), mul(MINUS, q()))), t.ONE),
    "an indicator of a marginal": (t.Nonzero(law("r", ("X", x))), t.ONE),
    "λ(1 − λ)": (mul(lam, add(t.ONE, mul(MINUS, lam))), t.ZERO),
}  # fmt: skip


def test_rare_zeros_are_met():
    """q is 0 at one pair of letters and k at one letter; random zeros did not find this."""
    n, z = Index("n", A), Index("z", A)
    below, k = quantity("q", n, z), quantity("k", z)
    declared = {"q": QuantityDecl((A, A), "nonneg"), "k": QuantityDecl((A,), "nonneg")}
    first, every = (
        over(z, mul(quantity("q", x, z), k)),
        over(n, z, mul(quantity("q", x, n), below, k)),
    )
    both = add(first, every)
    given = Support("transitive", mul(quantity("q", x, n), below), quantity("q", x, z))
    for supports, accepted in (((given,), True), ((), False)):
        c = Context({}, declared, supports, ())
        text = claimed(c, both, "=", mul(t.Nonzero(first), both))
        if accepted:
            check(text)
        else:
            with pytest.raises(Refused, match="do not add up"):
                check(text)


@pytest.mark.parametrize("name", FALSE)
def test_false_equations_are_refused(name):
    lhs, rhs = FALSE[name]
    with pytest.raises(Refused, match=r"do not add up|not well posed|matters"):
        check(claimed(context(), lhs, "=", rhs))


ILL_POSED = {
    "1/a": inverse(a),
    "ln a": ln(a),
    "ln of a real": ln(f),
    "1/(p − q)": inverse(add(p(), mul(MINUS, q()))),
    "p ln q": mul(p(), ln(q())),
    "weight by convention": mul(inverse(a), ln(a)),
    "weight is a logarithm": mul(ln(g), inverse(add(g, MINUS))),
    "marginal": inverse(law("r", ("X", x))),
}


@pytest.mark.parametrize("name", ILL_POSED)
def test_ill_posed_sides_are_refused(name):
    with pytest.raises(Refused, match="not well posed"):
        check(claimed(context(), ILL_POSED[name], "=", ILL_POSED[name]))


def test_a_support_hypothesis_makes_it_well_posed():
    side = over(x, mul(p(), ln(q())))
    check(claimed(context(P_BELOW_Q), side, "=", side))
    nonzero = Support("ln d is not 0", t.ONE, ln(d))
    check(claimed(context(nonzero), inverse(ln(d)), "=", inverse(ln(d))))
    with pytest.raises(Refused, match="not well posed"):
        check(claimed(context(), inverse(ln(d)), "=", inverse(ln(d))))


# -- refused: forms -----------------------------------------------------------------------------

TANGENT = {"axioms": ["ln t ≤ t − 1"]}


def above(value, *forms, rel=">=", given=(), **rests):
    return claimed(context(*given), value, rel, t.ZERO, forms, **rests)


def tangent_value(w, point):
    return mul(w, add(point, MINUS, mul(MINUS, ln(point))))


WHOLE = over(x, a)
GOOD_FORMS = {
    "Nonneg": (mul(a, g), Nonneg((), mul(a, g))),
    "Nonneg of 1 − λ": (t.minus(TWO, mul(TWO, lam)), Nonneg((), t.minus(TWO, mul(TWO, lam)))),
    "Gap": (mul(a, add(t.ONE, mul(MINUS, t.Nonzero(f)))), Gap((), a, f)),
    "Part": (mul(g, add(WHOLE, mul(MINUS, a))), Part((), g, WHOLE, (x,))),
    "Square": (mul(a, t.Pow(f, 2)), Square((), a, f)),
    "Positive": (mul(d, over(x, p())), Positive((x,), mul(d, p()))),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD_FORMS)
def test_good_forms_are_accepted(name):
    value, form = GOOD_FORMS[name]
    check(above(value, form))


def test_a_tangent_and_an_information_rest_on_the_axiom():
    check(above(tangent_value(a, g), Tangent((), a, g), **TANGENT))
    with pytest.raises(Refused, match="rests on other facts"):
        check(above(tangent_value(a, g), Tangent((), a, g)))


BAD_FORMS = {
    "a real weight": (f, Nonneg((), f)),
    "a negative weight": (mul(MINUS, a), Nonneg((), mul(MINUS, a))),
    "a difference as weight": (add(a, mul(MINUS, b)), Nonneg((), add(a, mul(MINUS, b)))),
    "λ − 1": (add(lam, MINUS), Nonneg((), add(lam, MINUS))),
    "a point that may be 0": (tangent_value(g, a), Tangent((), g, a)),
    "a point that may be negative": (tangent_value(g, t.Exp(f)), Tangent((), g, f)),
    "a gap of negative weight": (mul(f, add(t.ONE, mul(MINUS, t.Nonzero(a)))), Gap((), f, a)),
    "a part of no sign": (add(over(x, f), mul(MINUS, f)), Part((), t.ONE, over(x, f), (x,))),
    "a square of negative weight": (mul(c, t.Pow(f, 2)), Square((), c, f)),
    "positive, but perhaps 0": (a, Positive((), a)),
    "positive, but perhaps a sum of 0": (over(x, mul(p(), a)), Positive((x,), mul(p(), a))),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_FORMS)
def test_bad_forms_are_refused(name):
    value, form = BAD_FORMS[name]
    with pytest.raises(Refused, match=r"not visibly|not well posed"):
        check(above(value, form, **(TANGENT if isinstance(form, Tangent) else {})))


def test_strictness_needs_a_positive_form():
    check(above(g, Positive((), g), rel=">"))
    with pytest.raises(Refused, match="nothing makes it strict"):
        check(above(g, Nonneg((), g), rel=">"))
    with pytest.raises(Refused, match="an inequality cannot prove an equation"):
        check(above(g, Nonneg((), g), rel="="))


AT_LEAST = Hypothesis("f >= 0", ">=", f)
EQUAL = Hypothesis("c = d", "=", t.minus(c, d))


def test_hypotheses_are_used_as_they_stand():
    check(above(mul(a, f), Given("f >= 0", (), (), a), given=(AT_LEAST,)))
    check(above(mul(f, t.minus(c, d)), Given("c = d", (), (), f), rel="=", given=(EQUAL,)))
    with pytest.raises(Refused, match="not visibly nonnegative"):
        check(above(mul(c, f), Given("f >= 0", (), (), c), given=(AT_LEAST,)))
    with pytest.raises(Refused, match="malformed"):
        check(above(mul(a, f), Given("f > 0", (), (), a), given=(AT_LEAST,)))
    with pytest.raises(Refused, match="do not add up"):
        check(above(f, Given("f >= 0", (((x), (y)),)), given=(AT_LEAST,)))


def test_information_is_written_as_tangents():
    n = Normalizer(context())
    for form in (Information("r", ("X",), ("Y",)), Information("r", ("X",), ("X",), ("Y",))):
        statement = th.Statement(value(n.context, form), ">=", t.ZERO)
        made = th.prove(n, statement, (form,))
        with pytest.raises(Refused, match="malformed"):
            check(document(made, "n", "t"))
        check(document(elaborate(made), "n", "t"))


# -- refused: rules -----------------------------------------------------------------------------


def theorems(text):
    return json.loads(text)["certificate"]["theorems"]


def test_an_open_step_is_refused_and_a_citation_named():
    n = Normalizer(context())
    cited = th.cite(n, th.Statement(a, "<=", b), "Somebody, 1999")
    assert check(document(cited, "n", "t")).rests["cited"] == ["Somebody, 1999"]
    with pytest.raises(Refused, match="an open step"):
        check(document(th.admit(n, th.Statement(a, "<=", b), "later"), "n", "t"))
    later = th.prove(n, th.Statement(mul(TWO, a), "<=", mul(TWO, b)), (Known(cited, weight=TWO),))
    assert check(document(later, "n", "t")).rests["cited"] == ["Somebody, 1999"]


def changed(text, change, **rests):
    """The certificate, sealed again, after `change` of its theorems."""
    data = json.loads(text)
    change(data["certificate"]["theorems"])
    return sealed(data["certificate"], **(rests or data["rests"]))


def known():
    n = Normalizer(context(EQUAL, AT_LEAST))
    lemma = th.prove(n, th.Statement(f, ">=", t.ZERO), (Given("f >= 0"),))
    return th.prove(n, th.Statement(mul(TWO, f), ">=", t.ZERO), (Known(lemma, weight=TWO),))


def test_a_lemma_needs_its_context():
    text = document(known(), "n", "t")
    check(text)

    def without_hypothesis(rows):
        del rows[1]["context"][4][2]

    def with_another_sign(rows):
        rows[1]["context"][2][3][2][2] = "nonneg"

    for change in (without_hypothesis, with_another_sign):
        with pytest.raises(Refused, match="a lemma needs what is not given here"):
            check(changed(text, change))
    for number in (1, 7, -1):
        with pytest.raises(Refused, match="malformed"):
            check(changed(text, lambda rows, k=number: rows[1]["given"][0][1].__setitem__(1, k)))


def test_antisymmetric():
    both = (Hypothesis("c <= d", ">=", t.minus(d, c)), Hypothesis("d <= c", ">=", t.minus(c, d)))
    n = Normalizer(context(*both))
    one = th.prove(n, th.Statement(c, ">=", d), (Given("d <= c"),))
    other = th.prove(n, th.Statement(c, "<=", d), (Given("c <= d"),))
    text = document(th.antisymmetric(n, one, other, th.Statement(c, "=", d)), "n", "t")
    check(text)
    with pytest.raises(Refused, match="not a half of it"):
        check(changed(text, lambda rows: rows[2].__setitem__("given", [["Theorem", 0]] * 2)))
    with pytest.raises(Refused, match="no rule with what is given"):
        check(changed(text, lambda rows: rows[2]["given"].pop()))


def test_by_equations():
    n = Normalizer(context(EQUAL))
    steps = (
        eq.Linear(t.minus(c, d), ((0, (), t.ONE),)),
        eq.Rewrite(t.minus(t.Pow(c, 2), t.Pow(d, 2)), 1, c, d),
    )
    made = eq.by_equations(n, th.Statement(t.Pow(c, 2), "=", t.Pow(d, 2)), steps)
    text = document(made, "n", "t")
    check(text)

    def step(k):
        return lambda rows: rows[0]["given"][1].pop(k)

    def source(rows):
        rows[0]["given"][1][2][2] = 5

    def multiplier(rows):
        rows[0]["given"][1][1][2][1][3] = ["Const", ["Fraction", 2, 1]]

    def by(rows):
        rows[0]["given"][1][2][4] = ["Const", ["Fraction", 2, 1]]

    for change, why in (
        (step(2), "not derived"),
        (source, "malformed"),
        (multiplier, "a step does not give its equation"),
        (by, "not the equation used"),
    ):
        with pytest.raises(Refused, match=why):
            check(changed(text, change))


def test_with_equality():
    n = Normalizer(context())
    base = th.prove(n, th.Statement(t.Pow(c, 2), ">=", t.ZERO), (Square((), t.ONE, c),))
    gap = base.statement.gap()
    twice = mul(t.const(2), c)  # no zero condition as it stands
    forward = (eq.Linear(twice, ((0, (), t.const(2)),)),)
    backward = (eq.Linear(c, ((0, (), t.const(Fraction(1, 2))),)), eq.Rewrite(gap, 1, c, t.ZERO))
    text = document(eq.with_equality(n, base, (twice,), forward, backward), "n", "t")
    check(text)

    def nothing(k):
        return lambda rows: rows[1]["given"].__setitem__(k, ["tuple"])

    for change, why in (
        (nothing(2), "a condition is not necessary"),
        (nothing(3), "not sufficient"),
        (nothing(1), "malformed|not sufficient"),
    ):
        with pytest.raises(Refused, match=why):
            check(changed(text, change))


def test_vanishing():
    """c² + d = 0 for d ≥ 0 gives c = 0."""
    zero = Hypothesis("c² + n = 0", "=", add(t.Pow(c, 2), mul(d, d)))
    n = Normalizer(context(zero))
    forms = (Square((), t.ONE, c), Nonneg((), mul(d, d)))
    steps = (eq.Vanishing(c, 0, forms), eq.Linear(t.minus(c, t.ZERO), ((1, (), t.ONE),)))
    text = document(eq.by_equations(n, th.Statement(c, "=", t.ZERO), steps), "n", "t")
    check(text)

    def forms_of(rows):
        return rows[0]["given"][1][1][3]

    def weight(form, factor):
        return lambda rows: forms_of(rows)[form].__setitem__(2, ["Const", ["Fraction", factor, 1]])

    def result(rows):
        rows[0]["given"][1][1][1] = ["Quantity", "d", ["tuple"]]

    def tangent(rows):
        forms_of(rows)[1][0] = "Positive"

    for change, why in (
        (weight(1, -1), "not visibly nonnegative"),
        (weight(2, 2), "a step does not give its equation"),
        (lambda rows: forms_of(rows).pop(1), "nothing vanishes so"),
        (lambda rows: forms_of(rows).pop(2), "a step does not give its equation"),
        (result, "nothing vanishes so"),
        (tangent, "neither a weight nor a square|malformed"),
    ):
        with pytest.raises(Refused, match=why):
            check(changed(text, change))


def general(*given):
    """Gibbs' inequality for p ≪ q, as Σ p·(q/p − 1 − ln(q/p)) ≥ 0."""
    n = Normalizer(context(P_BELOW_Q, *given))
    ratio = mul(q(), inverse(p()))
    value = over(x, mul(p(), add(ratio, MINUS, mul(MINUS, ln(ratio)))))
    return th.prove(n, th.Statement(value, ">=", t.ZERO), (Tangent((x,), p(), ratio),))


def put_joint():
    i, j = Index("i", A), Index("j", B)
    joint = law("r", ("X", i), ("Y", j))
    product = mul(law("r", ("X", i)), law("r", ("Y", j)))
    puts = {"p": inst.Put((i, j), joint), "q": inst.Put((i, j), product)}
    return inst.Substitution({A: (A, B)}, puts, {})


def put_instance():
    """I(X; Y) ≥ 0 from Gibbs' inequality. Its context has no quantity over A: A is replaced."""
    n = Normalizer(Context({k: LAWS[k] for k in "pq"}, {}, (P_BELOW_Q,)))
    ratio = mul(q(), inverse(p()))
    value = over(x, mul(p(), add(ratio, MINUS, mul(MINUS, ln(ratio)))))
    gibbs = th.prove(n, th.Statement(value, ">=", t.ZERO), (Tangent((x,), p(), ratio),))
    return inst.instance(Normalizer(Context({"r": LAWS["r"]}, {})), gibbs, put_joint())


def test_an_instance_is_written_step_by_step():
    made = put_instance()
    with pytest.raises(Refused, match="malformed"):
        check(document(made, "n", "t"))
    text = document(elaborate(made), "n", "t")
    assert check(text).rests["axioms"] == ["ln t ≤ t − 1"]

    def something_else(rows):
        rows[-1]["statement"][3] = ["Const", ["Fraction", -1, 1]]

    with pytest.raises(Refused, match="do not add up"):
        check(changed(text, something_else))


def test_an_instance_of_a_hypothesis():
    n = Normalizer(context(AT_LEAST))
    lemma = th.prove(n, th.Statement(mul(TWO, f), ">=", t.ZERO), (Given("f >= 0", weight=TWO),))
    sigma = inst.Substitution({}, {}, {"f": inst.Put((x,), a)})
    made = inst.instance(Normalizer(context()), lemma, sigma)
    check(document(elaborate(made), "n", "t"))


# -- refused: what is no certificate ------------------------------------------------------------


def test_what_is_malformed_is_refused():
    text = of_script("gibbs")["gibbs"]
    data = json.loads(text)
    for wrong in (
        "",
        "[]",
        "{}",
        text[:-20],
        text.replace('"name"', '"format"', 1),
        json.dumps({**data, "more": 1}),
        json.dumps({k: v for k, v in data.items() if k != "seal"}),
        json.dumps({**data, "format": "derive sealed certificate 2"}),
        json.dumps({**data, "title": "Another"}),
        sealed({"format": "derive certificate 1", "theorems": []}),
        sealed({"format": "derive certificate 0", "theorems": []}),
        sealed({"format": "derive certificate 1", "theorems": [{}]}),
    ):
        with pytest.raises(Refused):
            check(wrong)


def test_a_context_that_says_nothing_is_refused():
    """A hypothesis about what is not declared; declarations that are written as hypotheses."""
    given = Hypothesis("c = d", "=", t.minus(c, d))
    whole = json.loads(claimed(context(given), a, "=", a))["certificate"]
    check(sealed(whole))
    for spoil in (
        lambda row: row["context"][2].pop(),  # d, of which only the hypothesis speaks
        lambda row: row["context"][2].__setitem__(0, "tuple"),
        lambda row: row["context"][4][1].__setitem__(2, "≈"),
    ):
        spoilt = json.loads(json.dumps(whole))
        spoil(spoilt["theorems"][-1])
        with pytest.raises(Refused):
            check(sealed(spoilt))


def test_what_is_of_too_high_a_degree_is_refused():
    high = f
    for _ in range(11):
        high = t.Pow(high, 64)
    with pytest.raises(Refused, match="too high a degree"):
        check(claimed(context(), high, "=", high))


def test_the_program(tmp_path, capsys):
    (tmp_path / "good.json").write_text(of_script("gibbs")["gibbs"], encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0].split()[:2] for line in lines[1:]] == [
        ["REFUSED", "bad"],
        ["accepted", "good"],
    ]
    assert main([]) == main([str(tmp_path / "none")]) == 2


def test_it_can_be_read_in_one_sitting():
    lines = {p.stem: len(p.read_text(encoding="utf-8").splitlines()) for p in SOURCE.glob("*.py")}
    calculus = lines.pop("calculus") + lines.pop("scalar")
    assert sum(lines.values()) < 940
    assert calculus < 670


@pytest.mark.parametrize(
    "forged", sorted((Path(__file__).parent / "forged").glob("*.json")), ids=lambda f: f.stem
)
def test_few_points_that_meet_the_hypotheses_are_not_all(forged):
    """False statements under hypotheses such as s² = s, which hardly any point meets: they held
    where all is 0 or 1."""
    with pytest.raises(Refused, match=r"do not add up|not well posed"):
        check(forged.read_text(encoding="utf-8"))
