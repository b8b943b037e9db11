"""Free indices: on one side only, in hypotheses, in equality conditions; "for every letter"."""

import pytest

from derive import (
    Delta,
    Distribution,
    Eq,
    Ge,
    Le,
    Nonnegative,
    Positive,
    Real,
    Sum,
    alphabets,
    theorem,
)
from derive.derivation.check import check
from derive.kernel import terms as t
from derive.kernel.certificates import Given, Information, Known, Nonneg, Part
from derive.kernel.certificates import Positive as Above
from derive.kernel.equality import Linear, with_equality
from derive.kernel.terms import Hypothesis, KernelError, Support
from derive.kernel.theorem import Statement, antisymmetric, prove
from tests.attacks.common import claimed, is_true, report
from tests.kernel.build import ONE, ZERO, P, Q, mul, nz, p, q, sub, total, under, x, y, z

a, b, f, c = Q("a", x), Q("b", x), Q("f", x), Q("c")


# -- on one side only -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        Statement(f, "=", Q("f", y)),
        Statement(total(x, a), "=", a),
        Statement(a, ">=", total(x, a)),
        Statement(a, ">=", Q("a", y)),
        Statement(f, "=", c),
        Statement(total(x, mul(p(), f)), "=", f),
        Statement(total(x, mul(p(), f)), ">=", f),
        Statement(p(), "=", p(y)),
        Statement(total(y, P("d", X=x, Y=y)), "=", ONE),
        Statement(t.Delta(x, y), "=", ONE),
        Statement(mul(t.Delta(x, y), f), "=", f),
    ],
    ids=str,
)
def test_one_side_only(wrong):
    with pytest.raises(KernelError):
        prove(under(), wrong, ())
    with pytest.raises(KernelError):
        prove(under(), wrong, (Nonneg((), a),))


def test_a_whole_is_above_its_part_at_every_letter():
    whole = t.Sum((x,), a)
    for letter in (x, y, z):
        part = Part((), ONE, whole, (letter,))
        assert is_true(prove(under(), Statement(whole, ">=", Q("a", letter)), (part,)))
        with pytest.raises(KernelError):
            prove(under(), Statement(Q("a", letter), ">=", whole), (part,))


x_, y_ = alphabets("x y")
p_, g, w, C = Distribution("p", x_), Real("g", x_), Positive("w", x_), Real("C")
v = Nonnegative("v", x_)
other = x_.another("x'")


@pytest.mark.parametrize(
    "relation",
    [
        Eq(g(x_), g(other)),
        Eq(g(x_), C),
        Le(g(x_), Sum(w(x_), x_)),
        Ge(w(x_), Sum(w(x_), x_)),
        Eq(Sum(p_(x_) * g(x_), x_), g(x_)),
        Eq(Delta(x_, other), 1),
        Eq(p_(x_) * Sum(g(x_), x_), Sum(p_(x_) * g(x_), x_)),
    ],
    ids=str,
)
def test_one_side_only_as_written(relation):
    assert claimed(relation) == "refuted"


# -- hypotheses -----------------------------------------------------------------------------------

ABOVE = Hypothesis("f >= c", ">=", sub(f, c))


def test_a_hypothesis_holds_at_every_letter():
    k = under(ABOVE)
    prove(k, Statement(Q("f", y), ">=", c), (Given("f >= c", ((x, y),)),))
    prove(k, Statement(total(x, f), ">=", mul(t.Card("A"), c)), (Given("f >= c", (), (x,)),))
    for wrong in (Statement(f, ">=", Q("f", y)), Statement(c, ">=", f), Statement(f, "=", c)):
        with pytest.raises(KernelError):
            prove(k, wrong, (Given("f >= c"),))


def test_a_letter_of_its_weight_is_not_the_hypothesiss():
    k = under(ABOVE)
    form = Given("f >= c", ((x, y),), (x,), a)
    prove(k, Statement(mul(total(x, a), Q("f", y)), ">=", mul(total(x, a), c)), (form,))
    with pytest.raises(KernelError):
        prove(k, Statement(total(x, mul(a, f)), ">=", mul(total(x, a), c)), (form,))


def test_two_free_letters_are_not_one():
    spread = Hypothesis("h", ">=", sub(Q("h", x, y), c))
    k = under(spread)
    prove(k, Statement(Q("h", x, x), ">=", c), (Given("h", ((y, x),)),))
    diagonal = under(Hypothesis("h", ">=", sub(Q("h", x, x), c)))
    for at in ((), ((x, y),)):
        with pytest.raises(KernelError):
            prove(diagonal, Statement(Q("h", x, y), ">=", c), (Given("h", at),))


def test_a_theorem_about_an_average_is_not_about_a_letter():
    mean = Hypothesis("mean", ">=", total(x, mul(p(), f)))
    k = under(mean)
    known = prove(k, Statement(total(x, mul(p(), f)), ">=", ZERO), (Given("mean"),))
    for form in (Known(known), Known(known, (), (x,)), Known(known, ((x, y),))):
        with pytest.raises(KernelError):
            prove(k, Statement(f, ">=", ZERO), (form,))


def test_support_hypotheses_hold_letter_by_letter():
    k = under(Support("p << q", p(), q()))
    prove(k, Statement(mul(p(y), nz(q(y))), "=", p(y)))
    with pytest.raises(KernelError):
        prove(k, Statement(mul(p(y), nz(q(x))), "=", p(y)))
    everywhere = under(Support("q > 0", ONE, q()))
    prove(everywhere, Statement(nz(q(z)), "=", ONE))
    somewhere = under(Support("p(x) << q(y)", p(), q(y)))  # one letter of p makes all of q > 0
    prove(somewhere, Statement(nz(q(z)), "=", ONE))
    with pytest.raises(KernelError):
        prove(somewhere, Statement(nz(p(z)), "=", ONE))


@pytest.mark.parametrize(
    ("relation", "given"),
    [
        (Eq(g(x_), g(other)), [Eq(Sum(p_(x_) * g(x_), x_), C)]),
        (Ge(g(x_), 0), [Ge(Sum(p_(x_) * g(x_), x_), 0)]),
        (Ge(g(x_), C), [Ge(Sum(g(x_), x_), x_.size * C)]),
        (Le(C, 0), [Ge(g(x_), C)]),
    ],
    ids=str,
)
def test_hypotheses_as_written(relation, given):
    assert claimed(relation, given) == "refuted"


def test_a_free_letter_in_a_hypothesis_is_for_every_letter():
    assert claimed(Eq(g(other), C), [Eq(g(x_), C)]) == "proved"
    assert claimed(Eq(Sum(p_(x_) * g(x_), x_), C), [Eq(g(x_), C)]) == "proved"


# -- rules ----------------------------------------------------------------------------------------


def test_two_halves_are_at_the_same_letters():
    up, down = Hypothesis("up", ">=", sub(f, Q("b", y))), Hypothesis("down", ">=", sub(b, f))
    k = under(up, down)
    one = prove(k, Statement(f, ">=", Q("b", y)), (Given("up"),))
    other_half = prove(k, Statement(f, "<=", b), (Given("down"),))
    with pytest.raises(KernelError):
        antisymmetric(k, one, other_half, Statement(f, "=", b))


def test_an_information_has_no_open_weight():
    k = under()
    weight = Information("d", ("X",), ("Y",), (), a)
    with pytest.raises(KernelError, match="free index"):
        prove(k, Statement(ZERO, ">=", ZERO), (weight,))


def test_positive_at_every_letter():
    """p(x) > 0 at some letter is not p(x) > 0 at every letter."""
    k = under()
    prove(k, Statement(total(x, p()), ">", ZERO), (Above((x,), p()),))
    for wrong in (p(), a, mul(p(), Q("g", x)), t.Delta(x, y)):
        with pytest.raises(KernelError):
            prove(k, Statement(wrong, ">", ZERO), (Above((), wrong),))


# -- equality conditions --------------------------------------------------------------------------


def test_equality_is_at_every_letter():
    k = under()
    made = prove(
        k, Statement(total(x, mul(a, Q("g", x))), ">=", ZERO), (Nonneg((x,), mul(a, Q("g", x))),)
    )
    gap = made.statement.gap()
    forward = (Linear(a, ((0, (), t.Pow(Q("g", x), -1)),)),)
    good = (Linear(gap, ((0, (), Q("g", x)),), (x,)),)
    assert with_equality(k, made, (a,), forward, good).equality == (a,)
    at_y = Q("a", y)
    renamed = (Linear(at_y, ((0, ((x, y),), t.Pow(Q("g", y), -1)),)),)
    back = (Linear(gap, ((0, ((y, x),), Q("g", x)),), (x,)),)
    assert with_equality(k, made, (at_y,), renamed, back).equality == (at_y,)
    with pytest.raises(
        KernelError
    ):  # a sum of zeros at one letter's weight is too weak a condition
        with_equality(k, made, (mul(t.Delta(x, y), a, c),), forward, good)


@pytest.mark.parametrize(
    "condition",
    [Eq(w(x_), w(other)), Eq(v(x_), v(other)), Eq(g(x_), 0), Eq(p_(x_), 1), Eq(C, C)],
    ids=str,
)
def test_equality_conditions_as_written(condition):
    squares = Ge(Sum(w(x_) * v(x_), x_), 0)

    def write(proof):
        proof.claim(squares, equality=condition)

    assert report(write).verdict != "proved"


def test_the_right_condition_is_at_every_letter():
    @theorem("squares")
    def squares(proof):
        proof.claim(Ge(Sum(w(x_) * v(x_), x_), 0), equality=Eq(v(x_), 0))

    assert check(squares, None).verdict == "proved"
