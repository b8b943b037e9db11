"""PROVE, form by form: what each certificate gives, and what is refused."""

import random
from fractions import Fraction

import pytest

from derive.kernel import terms as t
from derive.kernel.certificates import (
    NEVER,
    TANGENT_AXIOM,
    Gap,
    Given,
    Known,
    Nonneg,
    Part,
    Positive,
    Square,
    Tangent,
    check,
    value,
    zero_conditions,
)
from derive.kernel.terms import Context, Hypothesis, Index, KernelError
from derive.kernel.theorem import Statement, admit, chain, prove

from . import evaluator
from .build import (
    LAWS,
    ONE,
    P_BELOW_Q,
    QUANTITIES,
    ZERO,
    A,
    P,
    Q,
    add,
    divergence,
    exp,
    inv,
    ln,
    mul,
    neg,
    num,
    nz,
    p,
    q,
    sub,
    total,
    u,
    under,
    x,
    y,
    z,
)

a, b, f, g, lam, n = Q("a", x), Q("b", x), Q("f", x), Q("g", x), Q("lam"), Q("n")
ratio = mul(q(), inv(p()))
GIBBS = Statement(divergence(), ">=", ZERO)
GIBBS_FORMS = (Tangent((x,), p(), ratio), Gap((x,), q(), p()))


def ge(left, right=ZERO):
    return Statement(left, ">=", right)


def eq(left, right):
    return Statement(left, "=", right)


def accepts(k, statement, *forms):
    made = prove(k, statement, forms)
    assert made.statement == statement
    return made


def refuses(k, statement, *forms, match=None):
    with pytest.raises(KernelError, match=match):
        prove(k, statement, forms)


# -- the normal form alone ----------------------------------------------------------------------


def test_an_identity_needs_no_certificate():
    made = accepts(under(), eq(total(x, p()), ONE))
    assert made.is_proved
    assert not made.rests.axioms
    accepts(under(), ge(ONE, total(x, p())))


def test_a_false_identity_is_refused():
    refuses(under(), eq(total(x, mul(p(), sub(ratio, ONE))), ZERO))
    refuses(under(), ge(ZERO, num(1)))
    refuses(under(), ge(ONE, total(x, mul(p(), p()))), match="remainder is left")


@pytest.mark.parametrize("rel", ["<", "==", "!=", "", None, ">"])
def test_no_other_relation_holds_between_equal_sides(rel):
    refuses(under(), Statement(ZERO, rel, ZERO))


# -- Tangent ------------------------------------------------------------------------------------


def test_gibbs():
    made = accepts(under(P_BELOW_Q), GIBBS, *GIBBS_FORMS)
    assert made.rests.axioms == {TANGENT_AXIOM}
    assert made.is_proved
    flipped = Statement(neg(divergence()), "<=", ZERO)
    assert accepts(under(P_BELOW_Q), flipped, *GIBBS_FORMS)


def test_gibbs_needs_its_hypothesis():
    refuses(under(), GIBBS, *GIBBS_FORMS)


@pytest.mark.parametrize(
    "forms",
    [
        (),
        GIBBS_FORMS[:1],
        GIBBS_FORMS[1:],
        (Tangent((x,), mul(num(2), p()), ratio), GIBBS_FORMS[1]),
        (Tangent((x,), p(), mul(p(), inv(q()))), GIBBS_FORMS[1]),
        (GIBBS_FORMS[0], Gap((x,), p(), q())),
        (GIBBS_FORMS[0], Gap((x,), mul(num(2), q()), p())),
        (*GIBBS_FORMS, Nonneg((), ONE)),
        (*GIBBS_FORMS, *GIBBS_FORMS),
        (Tangent((y,), p(), ratio), GIBBS_FORMS[1]),
    ],
)
def test_gibbs_with_a_wrong_certificate(forms):
    refuses(under(P_BELOW_Q), GIBBS, *forms)


@pytest.mark.parametrize(
    "point", [q(), a, lam, sub(ONE, lam), mul(p(), q()), total(x, mul(p(), q())), ZERO]
)
def test_a_tangent_point_must_be_positive_where_its_weight_is_not_zero(point):
    with pytest.raises(KernelError, match="tangent point"):
        check(under(), Tangent((), p(), point))


@pytest.mark.parametrize(
    "point", [f, neg(p()), num(-1), mul(p(), f), sub(p(), q()), ln(g), ln(p())]
)
def test_a_tangent_point_must_not_be_negative(point):
    with pytest.raises(KernelError, match="tangent point"):
        check(under(), Tangent((), mul(p(), t.Pow(f, 2)), point))


@pytest.mark.parametrize("weight", [f, neg(p()), num(-1), ln(p()), sub(a, b), mul(p(), ln(p()))])
def test_a_weight_must_be_nonnegative(weight):
    for form in (
        Tangent((), weight, g),
        Nonneg((), weight),
        Gap((), weight, a),
        Part((), weight, total(x, a), (x,)),
    ):
        with pytest.raises(KernelError, match="weight"):
            check(under(), form)


@pytest.mark.parametrize(
    ("weight", "point"),
    [
        (ONE, g),
        (p(), p()),
        (p(), add(p(), q())),
        (mul(p(), q()), ratio),
        (a, mul(a, g)),
        (P("r", X=x, Y=u), mul(P("r", X=x), P("r", Y=u), inv(P("r", X=x, Y=u)))),
        (p(), exp(f)),
        (t.Pow(f, 2), t.Pow(f, 2)),
        (a, total(y, Q("a", y))),
        (num(2), t.Card(A)),
    ],
)
def test_tangents_that_are_accepted(weight, point):
    check(under(), Tangent((x,), weight, point))


# -- Nonneg, Gap, Part --------------------------------------------------------------------------


def test_nonneg():
    accepts(under(), ge(total(x, a)), Nonneg((x,), a))
    accepts(under(), Statement(a, "<=", add(a, b)), Nonneg((), b))
    refuses(under(), ge(total(x, a)), Nonneg((y,), a))
    refuses(under(), ge(neg(a)), Nonneg((), a))
    refuses(under(), ge(f), Nonneg((), f), match="weight")


def test_gap():
    accepts(under(), ge(a, mul(a, nz(b))), Gap((), a, b))
    accepts(under(), ge(ONE, total(x, mul(q(), nz(p())))), Gap((x,), q(), p()))
    refuses(under(), ge(mul(a, nz(b)), a), Gap((), a, b))
    refuses(under(), ge(f, mul(f, nz(b))), Gap((), f, b), match="weight")


def test_part():
    whole = total(x, a)
    accepts(under(), ge(whole, Q("a", y)), Part((), ONE, whole, (y,)))
    accepts(under(), ge(ONE, p()), Part((), ONE, total(x, p()), (x,)))
    accepts(under(), ge(mul(n, whole), mul(n, Q("a", y))), Part((), n, whole, (y,)))
    pair = total(x, u, P("r", X=x, Y=u))
    accepts(under(), ge(ONE, P("r", X=y, Y=u)), Part((), ONE, pair, (y, u)))


def test_part_refused():
    whole = total(x, f)
    refuses(under(), ge(whole, Q("f", y)), Part((), ONE, whole, (y,)), match="summand")
    signed = total(x, sub(a, b))
    refuses(under(), ge(signed, sub(Q("a", y), Q("b", y))), Part((), ONE, signed, (y,)))
    pair = total(x, u, P("r", X=x, Y=u))
    refuses(under(), ge(ONE, P("r", X=y, Y=u)), Part((), ONE, pair, (y,)))
    refuses(under(), ge(ONE, P("r", X=y, Y=u)), Part((), ONE, pair, (u, y)))
    refuses(under(), ge(total(x, a), Q("a", u)), Part((), ONE, total(x, a), (u,)))
    refuses(
        under(),
        ge(total(x, a), add(Q("a", y), Q("a", z))),
        *(Part((), num("1/2"), total(x, a), (i,)) for i in (y, z)),
    )


def test_a_part_does_not_capture():
    inner = total(x, total(y, Q("m", x, y)))
    accepts(under(), ge(inner, total(z, Q("m", y, z))), Part((), ONE, inner, (y,)))
    refuses(under(), ge(inner, total(y, Q("m", y, y))), Part((), ONE, inner, (y,)))


# -- Square -------------------------------------------------------------------------------------


def test_square():
    c = Q("c")
    doubled = add(t.Pow(f, 2), t.Pow(c, 2))
    accepts(under(), ge(doubled, mul(num(2), f, c)), Square((), ONE, sub(f, c)))
    accepts(under(), Statement(mul(num(-2), f, c), "<=", doubled), Square((), ONE, add(f, c)))
    mean = total(y, mul(p(y), Q("f", y)))
    variance = ge(total(x, mul(p(), t.Pow(f, 2))), t.Pow(mean, 2))
    accepts(under(), variance, Square((x,), p(), sub(f, mean)))
    half = ge(num("1/4"), mul(lam, sub(ONE, lam)))
    accepts(under(), half, Square((), ONE, sub(lam, num("1/2"))))


def test_square_refused():
    c = Q("c")
    refuses(under(), ge(t.Pow(f, 3)), Square((), f, f), match="weight")
    refuses(under(), ge(neg(t.Pow(f, 2))), Square((), num(-1), f), match="weight")
    refuses(under(), ge(mul(sub(a, b), t.Pow(f, 2))), Square((), sub(a, b), f), match="weight")
    refuses(under(), ge(f), Square((), ONE, f), match="remainder")
    refuses(under(), ge(mul(f, c)), Square((), ONE, sub(f, c)), match="remainder")
    refuses(under(), ge(t.Pow(f, 2)), Square((), ONE, Q("f", y)), match="remainder")
    refuses(under(), ge(t.Pow(total(x, f), 2)), Square((x,), ONE, f), match="remainder")
    refuses(under(), eq(t.Pow(f, 2), ZERO), Square((), ONE, f), match="cannot prove an equation")
    refuses(under(), ge(ONE), Square((), ONE, Q("nope")))
    refuses(under(), ge(ONE), Square((), ONE, 1))
    refuses(under(), ge(t.Pow(f, 2)), Square([x], ONE, f), match="tuples")


def test_two_sides_of_a_mean_are_equal_where_the_square_is_zero():
    c = Q("c")
    form = Square((), n, sub(f, c))
    made = accepts(under(), ge(mul(n, t.Pow(sub(f, c), 2))), form)
    (condition,) = made.zero
    assert under().vanishes(sub(condition, mul(n, sub(f, c))))


def test_orthogonal_indicators_add_up_to_one_at_most():
    """From e(i)·e(j) = [i=j]·e(i): 1 − s = (1 − s)² − (s² − s), for s = Σ e."""
    s = total(x, f)
    orthogonal = Hypothesis(
        "orthogonal", "=", sub(mul(f, Q("f", y)), mul(t.Delta(x, y), Q("f", x)))
    )
    forms = (Square((), ONE, sub(ONE, s)), Given("orthogonal", (), (x, y), num(-1)))
    accepts(under(orthogonal), Statement(s, "<=", ONE), *forms)
    refuses(under(orthogonal), Statement(s, "<=", ONE), forms[0], match="remainder")
    refuses(under(), Statement(s, "<=", ONE), *forms, match="no hypothesis")


# -- Given --------------------------------------------------------------------------------------

KRAFT = Hypothesis("Kraft", ">=", sub(ONE, total(x, exp(neg(Q("L", x))))))
BELOW = Hypothesis("b <= a", ">=", sub(a, b))
SAME = Hypothesis("f = c", "=", sub(f, Q("c")))


def test_given():
    accepts(under(KRAFT), ge(ONE, total(x, exp(neg(Q("L", x))))), Given("Kraft"))
    at_y = ge(Q("a", y), Q("b", y))
    accepts(under(BELOW), at_y, Given("b <= a", ((x, y),)))
    accepts(under(BELOW), ge(total(x, a), total(x, b)), Given("b <= a", (), (x,)))
    weighted = ge(total(x, mul(p(), a)), total(x, mul(p(), b)))
    accepts(under(BELOW), weighted, Given("b <= a", (), (x,), p()))


def test_given_refused():
    at_y = ge(Q("a", y), Q("b", y))
    refuses(under(BELOW), at_y, Given("b <= a"))
    refuses(under(BELOW), at_y, Given("b <= a", ((x, z),)))
    refuses(under(), at_y, Given("b <= a", ((x, y),)), match="no hypothesis")
    refuses(under(BELOW), ge(b, a), Given("b <= a"))
    refuses(under(BELOW), ge(b, a), Given("b <= a", (), (), num(-1)), match="weight")
    refuses(under(BELOW), ge(mul(f, a), mul(f, b)), Given("b <= a", (), (), f), match="weight")
    refuses(under(BELOW), eq(a, b), Given("b <= a"), match="cannot prove an equation")
    twice = under(BELOW, Hypothesis("b <= a", ">=", sub(b, a)))
    refuses(twice, ge(b, a), Given("b <= a"), match="no hypothesis")


def test_an_equation_takes_any_weight():
    c = Q("c")
    accepts(under(SAME), eq(mul(c, f), t.Pow(c, 2)), Given("f = c", (), (), c))
    accepts(under(SAME), ge(c, f), Given("f = c", (), (), num(-1)))
    refuses(under(SAME), eq(f, num(0)), Given("f = c"))


# -- Known --------------------------------------------------------------------------------------


def lemma(k=None):
    return prove(k or under(), ge(a), (Nonneg((), a),))


def test_known():
    k = under()
    accepts(k, ge(Q("a", y)), Known(lemma(), ((x, y),)))
    accepts(k, ge(total(x, a)), Known(lemma(), (), (x,)))
    accepts(k, ge(total(x, mul(p(), a))), Known(lemma(), (), (x,), p()))
    known = prove(under(P_BELOW_Q), GIBBS, GIBBS_FORMS)
    accepts(under(P_BELOW_Q, KRAFT), ge(mul(n, divergence())), Known(known, (), (), n))


def test_known_refused():
    k = under()
    refuses(k, ge(Q("a", y)), Known(lemma()))
    refuses(k, ge(neg(a)), Known(lemma(), (), (), num(-1)), match="weight")
    refuses(k, ge(mul(f, a)), Known(lemma(), (), (), f), match="weight")
    refuses(k, eq(a, ZERO), Known(lemma()), match="cannot prove an equation")


def test_a_theorem_is_not_used_outside_its_hypotheses():
    known = prove(under(P_BELOW_Q), GIBBS, GIBBS_FORMS)
    product = ge(mul(n, divergence()))
    refuses(under(), product, Known(known, (), (), n))
    free = prove(under(BELOW), ge(a, b), (Given("b <= a"),))
    refuses(under(), ge(a, b), Known(free), match="needs the hypothesis")
    weaker = Hypothesis("b <= a", ">=", sub(add(a, ONE), b))
    refuses(under(weaker), ge(a, b), Known(free), match="needs the hypothesis")
    renamed = Hypothesis("another name", ">=", sub(a, b))
    accepts(under(renamed), ge(a, b), Known(free))
    equation = Hypothesis("b <= a", "=", sub(a, b))
    refuses(under(equation), ge(a, b), Known(free), match="needs the hypothesis")


def test_a_theorem_is_not_used_where_names_are_declared_otherwise():
    from derive.kernel.normal import Normalizer

    other = {**QUANTITIES, "a": QUANTITIES["f"]}
    refuses(Normalizer(Context(LAWS, other)), ge(a), Known(lemma()), match="declared otherwise")
    laws = {**LAWS, "q": LAWS["d"]}
    refuses(
        Normalizer(Context(laws, QUANTITIES)), ge(a), Known(lemma()), match="declared otherwise"
    )
    missing = {k: d for k, d in QUANTITIES.items() if k != "b"}
    refuses(Normalizer(Context(LAWS, missing)), ge(a), Known(lemma()), match="declared otherwise")


def test_a_chain_composes():
    k = under()
    one = prove(k, Statement(ZERO, "<=", a), (Nonneg((), a),))
    two = prove(k, eq(a, add(a, ZERO)))
    three = prove(k, Statement(add(a, ZERO), "<=", add(a, b)), (Nonneg((), b),))
    claim = Statement(ZERO, "<=", add(a, b))
    assert chain(k, (one, two, three), claim).is_proved
    with pytest.raises(KernelError):
        chain(k, (one, three), Statement(ZERO, "<=", b))
    with pytest.raises(KernelError):
        chain(k, (one,), claim)
    with pytest.raises(KernelError):
        chain(k, (one, two, three), Statement(add(a, b), "<=", ZERO))


def test_a_chain_keeps_open_steps():
    k = under()
    one = prove(k, Statement(ZERO, "<=", a), (Nonneg((), a),))
    hole = admit(k, Statement(a, "<=", f), "no idea")
    made = chain(k, (one, hole), Statement(ZERO, "<=", f))
    assert made.rests.open == {"no idea"}
    assert not made.is_proved


# -- what a form is, in numbers -----------------------------------------------------------------

ACCEPTED = {
    "tangent": Tangent((x,), p(), ratio),
    "tangent, weight only": Tangent((), mul(n, lam), mul(n, t.Pow(lam, 2))),
    "tangent with a sum": Tangent((), a, total(y, Q("a", y))),
    "nonneg": Nonneg((x,), mul(a, lam)),
    "gap": Gap((x,), a, mul(p(), Q("c"))),
    "part": Part((x,), lam, total(y, Q("m", x, y)), (x,)),
    "given": Given("b <= a", ((x, y),), (y,), lam),
    "given, equation": Given("f = c", ((x, y),), (), neg(a)),
    "square": Square((x,), p(), sub(Q("L", x), Q("c"))),
    "square, weight only": Square((), mul(n, lam), ONE),
    "square of a sum": Square((), a, total(y, Q("f", y))),
    "square of a logarithm": Square((x,), p(), ln(q())),
    "positive": Positive((x,), mul(p(), g)),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_form_is_nonnegative_and_zero_where_it_says(name):
    form = ACCEPTED[name]
    k = under(P_BELOW_Q, BELOW, SAME)
    check(k, form)
    e = value(k, form)
    zero = zero_conditions(k, form)
    seen = set()
    for m in evaluator.models(k.context, random.Random(5), 60):
        values = [evaluator.term(e, m, env) for env in m.places(t.free_indices(e))]
        assert min(values) >= -Fraction(1, 10**25)
        holds = all(
            not evaluator.term(c, m, env) for c in zero for env in m.places(t.free_indices(c))
        )
        assert holds == (not any(values))
        seen.add(holds)
    assert (True in seen) != (zero == (NEVER,))
    assert False in seen or not zero


def test_zero_conditions_of_a_lemma_with_a_weight_that_may_vanish():
    k = under()
    forms = (Known(lemma(), (), (), n),)
    made = prove(k, ge(mul(n, a)), forms)
    (condition,) = made.zero
    assert k.vanishes(sub(condition, mul(n, a)))
    positive = prove(k, ge(mul(num(2), a)), (Known(lemma(), (), (), num(2)),))
    assert positive.zero == lemma().zero


def test_a_free_index_of_a_lemma_may_be_any_letter():
    k = under()
    letter = Index("x'", A)
    accepts(k, ge(Q("a", letter)), Known(lemma(), ((x, letter),)))
    swapped = prove(k, ge(Q("m", x, y)), (Nonneg((), Q("m", x, y)),))
    accepts(k, ge(Q("m", y, x)), Known(swapped, ((x, y), (y, x))))
    accepts(k, ge(total(x, Q("m", x, x))), Known(swapped, ((y, x),), (x,)))
