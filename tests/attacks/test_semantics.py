"""x/0 = 0, log 0 = 0 and what a careless rule would make of them; boundaries; strictness.

Each false statement fails in a model of two letters at most, and the kernel proves neither it nor
its reverse from the forms at hand. True neighbours show that the tests can fail.
"""

import random

import pytest

from derive.kernel import terms as t
from derive.kernel.certificates import (
    Gap,
    Information,
    Nonneg,
    Part,
    Positive,
    Square,
    Tangent,
    value,
)
from derive.kernel.terms import KernelError
from derive.kernel.theorem import IllPosed, Statement, prove
from tests.attacks.common import is_true
from tests.kernel import evaluator
from tests.kernel.build import (
    ONE,
    ZERO,
    A,
    P,
    Q,
    add,
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
    under,
    x,
    y,
)

a, b, f, g, c, n, lam = Q("a", x), Q("b", x), Q("f", x), Q("g", x), Q("c"), Q("n"), Q("lam")
k = under()


def zero(e):
    return Statement(e, "=", ZERO)


def equal(d, e):
    return Statement(d, "=", e)


EQUATIONS = [
    equal(mul(c, inv(c)), ONE),
    equal(mul(p(), inv(p())), ONE),
    equal(inv(inv(c)), mul(c, c)),
    equal(t.Pow(c, 0), nz(c)),
    equal(mul(t.Pow(c, 2), inv(c), inv(c)), ONE),
    equal(mul(c, nz(n)), c),
    equal(nz(mul(c, n)), nz(c)),
    equal(nz(add(c, n)), ONE),
    equal(add(nz(c), nz(n)), nz(add(c, n))),
    equal(nz(sub(c, ONE)), nz(c)),
    equal(nz(lam), ONE),
    equal(nz(sub(ONE, lam)), ONE),
    equal(mul(nz(lam), nz(sub(ONE, lam))), nz(lam)),
    equal(mul(lam, sub(ONE, lam)), ZERO),
    equal(t.Pow(lam, 2), lam),
    equal(inv(add(c, n)), add(inv(c), inv(n))),
    equal(inv(sub(c, c)), ONE),
    equal(mul(sub(c, n), inv(sub(c, n))), ONE),
    equal(mul(sub(t.Pow(c, 2), ONE), inv(sub(c, ONE))), add(c, ONE)),
    equal(total(x, mul(p(), inv(p()))), t.Card(A)),
    equal(total(x, nz(p())), ONE),
    equal(total(x, t.Delta(x, y)), t.Card(A)),
    equal(mul(t.Delta(x, y), p()), mul(t.Delta(x, y), q())),
    equal(t.Pow(t.Delta(x, y), -1), ONE),
    equal(t.Pow(total(x, f), 2), total(x, t.Pow(f, 2))),
    equal(exp(add(c, n)), add(exp(c), exp(n))),
    equal(exp(mul(c, n)), mul(exp(c), exp(n))),
    equal(exp(ZERO), ZERO),
    equal(exp(mul(num(2), c)), exp(t.Pow(c, 2))),
]

# logarithms: well posed or not, their normal forms must not agree
LOGARITHMS = [
    (ln(mul(c, n)), add(ln(c), ln(n))),
    (ln(inv(c)), ln(c)),
    (ln(t.Pow(c, 2)), ln(c)),
    (ln(t.Pow(c, 0)), ln(c)),
    (ln(num(-2)), neg(ln(num(2)))),
    (ln(num(-2)), ZERO),
    (ln(num(4)), ln(num(2))),
    (ln(num("1/3")), ln(num(3))),
    (ln(ONE), ONE),
    (ln(add(c, n)), add(ln(c), ln(n))),
    (ln(sub(ONE, lam)), neg(ln(lam))),
    (ln(total(x, a)), total(x, ln(a))),
    (exp(ln(c)), c),
    (exp(ln(a)), a),
    (exp(mul(num(2), ln(c))), t.Pow(c, 2)),
    (exp(neg(ln(n))), inv(n)),
    (mul(nz(n), ln(n)), ONE),
    (nz(ln(n)), nz(n)),
    (mul(ln(n), inv(ln(n))), nz(n)),
    (ln(t.Card(A)), ONE),
    (nz(ln(t.Card(A))), ONE),
    (nz(ln(num(2))), ZERO),
    (mul(ln(num(2)), inv(ln(num(2)))), ZERO),
    (ln(ln(num(2))), ZERO),
]


def fails(lhs, rel, rhs, seed=5):
    """Whether some model of one or two letters breaks the statement."""
    rng = random.Random(seed)
    free = t.free_indices(lhs) | t.free_indices(rhs)
    for m in evaluator.models(k.context, rng, 200, sizes=(1, 2)):
        for env in m.places(free):
            try:
                left, right = evaluator.term(lhs, m, env), evaluator.term(rhs, m, env)
            except evaluator.OutOfRange:
                continue
            same = evaluator.close(left, right)
            holds = {"=": same, ">=": same or left > right, ">": not same and left > right}
            if not holds[rel]:
                return True
    return False


@pytest.mark.parametrize("wrong", EQUATIONS, ids=str)
def test_equations_that_fail_at_zero(wrong):
    assert fails(wrong.lhs, "=", wrong.rhs)
    assert not k.vanishes(wrong.gap())
    for form in ((), (Nonneg((), a),), (Gap((), ONE, c),)):
        with pytest.raises(KernelError):
            prove(k, wrong, form)


@pytest.mark.parametrize(("lhs", "rhs"), LOGARITHMS)
def test_logarithms_that_do_not_agree(lhs, rhs):
    assert fails(lhs, "=", rhs)
    assert not k.vanishes(sub(lhs, rhs))


@pytest.mark.parametrize(
    "right",
    [
        equal(mul(c, inv(c)), nz(c)),
        equal(inv(inv(c)), c),
        equal(t.Pow(c, 0), ONE),
        equal(mul(g, inv(g)), ONE),
        equal(mul(c, nz(c)), c),
        equal(nz(nz(c)), nz(c)),
        equal(nz(exp(c)), ONE),
        equal(inv(t.Delta(x, y)), t.Delta(x, y)),
        equal(exp(add(c, n)), mul(exp(c), exp(n))),
        equal(ln(exp(c)), c),
        equal(ln(num(4)), mul(num(2), ln(num(2)))),
        equal(exp(ln(g)), g),
        equal(inv(ZERO), ZERO),
        equal(t.Pow(ZERO, 0), ONE),
    ],
    ids=str,
)
def test_true_neighbours(right):
    assert not fails(right.lhs, "=", right.rhs)
    assert k.vanishes(right.gap())


# -- signs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        c,
        t.Pow(c, 3),
        t.Pow(c, -1),
        mul(c, n),
        mul(t.Pow(c, 2), c),
        sub(a, b),
        sub(lam, ONE),
        sub(n, ONE),
        neg(t.Pow(c, 2)),
        neg(n),
        ln(n),
        ln(lam),
        ln(p()),
        ln(g),
        add(t.Pow(c, 2), c),
        sub(nz(c), ONE),
        sub(t.Card(A), num(2)),
        total(x, f),
        total(x, mul(a, f)),
        mul(f, f, f),
        mul(nz(c), c),
        sub(ONE, num(2)),
        sub(p(), q()),
        mul(c, Q("h", x, y)),
    ],
)
def test_what_is_not_nonnegative(wrong):
    """As a weight of any form, and as an inequality of its own."""
    assert fails(wrong, ">=", ZERO)
    assert not k.nonnegative(wrong)
    for form in (
        Nonneg((), wrong),
        Square((), wrong, ONE),
        Gap((), wrong, c),
        Tangent((), wrong, ONE),
        Part((), wrong, t.Sum((x,), a), (x,)),
        Positive((), wrong),
    ):
        with pytest.raises(KernelError):
            prove(k, Statement(wrong, ">=", ZERO), (form,))


def test_a_part_of_what_may_be_negative():
    whole = t.Sum((x,), f)
    for body in (f, neg(a), sub(a, b), t.Pow(f, 3), ln(g)):
        whole = t.Sum((x,), body)
        assert fails(whole, ">=", body)
        with pytest.raises(KernelError):
            prove(k, Statement(whole, ">=", body), (Part((), ONE, whole, (x,)),))
    good = t.Sum((x,), t.Pow(f, 2))
    assert is_true(prove(k, Statement(good, ">=", t.Pow(f, 2)), (Part((), ONE, good, (x,)),)))


# -- strictness -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        ZERO,
        n,
        a,
        p(),
        lam,
        sub(ONE, lam),
        nz(n),
        t.Pow(c, 2),
        t.Delta(x, y),
        total(x, a),
        total(x, mul(p(), a)),
        total(x, mul(a, g)),
        mul(g, n),
        sub(g, g),
        ln(t.Card(A)),
        sub(t.Card(A), ONE),
        P("d", X=x, Y=y),
        total(x, P("d", X=x, Y=x)),
        mul(lam, sub(ONE, lam)),
        total(x, mul(p(), q())),
    ],
)
def test_what_is_not_positive(wrong):
    assert fails(wrong, ">", ZERO)
    with pytest.raises(KernelError):
        prove(k, Statement(wrong, ">", ZERO), (Positive((), wrong),))
    with pytest.raises(KernelError):
        prove(k, Statement(wrong, ">", ZERO), (Nonneg((), wrong),))


@pytest.mark.parametrize("right", [ONE, g, exp(c), t.Card(A), total(x, p()), total(x, g)])
def test_what_is_positive(right):
    assert is_true(prove(k, Statement(right, ">", ZERO), (Positive((), right),)))


# -- well-posedness -------------------------------------------------------------------------------

BOTH = add(ln(p()), inv(p()))


@pytest.mark.parametrize(
    "term",
    [
        ln(p()),
        inv(p()),
        ln(f),
        ln(neg(g)),
        ln(num(-1)),
        ln(ZERO),
        inv(ZERO),
        inv(sub(c, c)),
        mul(c, ln(c)),
        mul(n, inv(c)),
        mul(p(), ln(q())),
        mul(ln(p()), ln(p())),
        mul(ln(p()), inv(p())),
        mul(inv(p()), inv(p())),
        mul(BOTH, BOTH),
        mul(BOTH, ln(p())),
        mul(nz(ln(p())), nz(ln(p()))),
        mul(nz(inv(p())), ln(p())),
        mul(nz(BOTH), nz(BOTH)),
        mul(total(y, inv(p())), ln(p())),
        mul(t.Pow(ln(p()), 2), ln(p())),
        mul(add(ZERO, ln(p())), add(ln(p()), inv(p()))),
        mul(exp(ln(p())), ln(p())),
        mul(nz(exp(ln(p()))), ln(p())),
        mul(ZERO, exp(ln(p()))),
        mul(lam, ln(sub(ONE, lam))),
        mul(p(y), ln(p())),
        total(x, mul(p(y), ln(p()))),
        mul(t.Delta(x, y), ln(p())),
        inv(ln(t.Card(A))),
        inv(ln(ONE)),
    ],
)
def test_what_is_ill_posed(term):
    """Two logarithms do not vouch for each other, nor for themselves."""
    with pytest.raises(IllPosed):
        prove(k, Statement(term, "=", term))


@pytest.mark.parametrize(
    "term",
    [
        mul(p(), ln(p())),
        mul(p(), inv(p())),
        mul(nz(p()), BOTH),
        mul(lam, ln(lam)),
        ln(g),
        ln(t.Card(A)),
        mul(t.Delta(x, y), p(y), ln(p())),
        total(x, mul(P("d", X=x, Y=y), ln(P("d", X=x)))),
        exp(mul(p(), ln(p()))),
    ],
)
def test_what_is_well_posed(term):
    assert prove(k, Statement(term, "=", term)).is_proved


# -- tangents and informations --------------------------------------------------------------------


@pytest.mark.parametrize(
    "form",
    [
        Tangent((), ONE, ZERO),
        Tangent((), ONE, num(-1)),
        Tangent((), ONE, c),
        Tangent((), ONE, p()),
        Tangent((), ONE, n),
        Tangent((), neg(ONE), ONE),
        Tangent((), p(), mul(q(), inv(p()))),
        Tangent((x,), p(), mul(q(), inv(q()))),
        Tangent((), p(), p(y)),
        Tangent((), a, sub(g, ONE)),
        Tangent((), ONE, t.Pow(c, 2)),
        Information("W", ("Y",), ("Y",)),
        Information("d", ("X",), ("X", "Y")),
        Information("d", ("X",), ("Y",), ("X",)),
        Information("d", (), ("Y",)),
        Information("d", ("X",), ("Z",)),
        Information("d", ("X",), ("Y",), (), neg(ONE)),
        Information("d", ("X",), ("Y",), (), c),
        Information("e", ("X", "X"), ("Y",)),
    ],
)
def test_forms_that_are_not_nonnegative(form):
    with pytest.raises(KernelError):
        prove(k, Statement(value(k, form), ">=", ZERO), (form,))


def test_an_information_is_of_a_law_that_there_is():
    with pytest.raises(KernelError):
        prove(k, Statement(ZERO, ">=", ONE), (Information("nope", ("X",), ("Y",)),))
