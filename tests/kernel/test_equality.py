"""WITH_EQUALITY: LINEAR and REWRITE, and conditions that are not the right ones."""

import random

import pytest

from derive.kernel import terms as t
from derive.kernel.certificates import Gap, Given, Known, Nonneg, Tangent
from derive.kernel.equality import Linear, Rewrite, derive, replace_atom, with_equality
from derive.kernel.terms import Hypothesis, KernelError
from derive.kernel.theorem import Statement, admit, prove
from derive.search.equality import find_equality, find_equality_briefly

from . import evaluator
from .build import (
    ONE,
    P_BELOW_Q,
    ZERO,
    P,
    Q,
    add,
    divergence,
    inv,
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

a, b, f = Q("a", x), Q("b", x), Q("f", x)
ratio = mul(q(), inv(p()))
SAME = sub(p(), q())


def gibbs(k=None):
    k = k or under(P_BELOW_Q)
    forms = (Tangent((x,), p(), ratio), Gap((x,), q(), p()))
    return prove(k, Statement(divergence(), ">=", ZERO), forms)


# -- LINEAR -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "step",
    [
        Linear(mul(Q("c"), f), ((0, (), Q("c")),)),
        Linear(Q("f", y), ((0, ((x, y),), ONE),)),
        Linear(total(x, f), ((0, (), ONE),), (x,)),
        Linear(add(f, neg(Q("h", x, y))), ((0, (), ONE), (1, (), num(-1)))),
        Linear(Q("h", y, x), ((1, ((x, y), (y, x)), ONE),)),
        Linear(Q("h", x, x), ((1, ((y, x),), ONE),)),
        Linear(ZERO, ()),
        Linear(sub(f, f), ()),
    ],
)
def test_linear(step):
    assert derive(under(), (f, Q("h", x, y)), (step,))[-1] == step.result


@pytest.mark.parametrize(
    "step",
    [
        Linear(a, ((0, (), ONE),)),
        Linear(Q("f", y), ((0, (), ONE),)),
        Linear(ONE, ((0, (), ONE),)),
        Linear(f, ((0, (), ONE),), (x,)),
        Linear(f, ((0, (), num(2)),)),
        Linear(f, ((2, (), ONE),)),
        Linear(f, ((-2, (), ONE),)),
        Linear(f, ((True, (), ONE),)),
        Linear(f, ((1, (), ONE),)),
        Linear(f, ()),
        Linear(Q("f", u), ((0, ((x, u),), ONE),)),
    ],
)
def test_linear_refused(step):
    with pytest.raises(KernelError):
        derive(under(), (f, Q("h", x, y)), (step,))


# -- REWRITE ------------------------------------------------------------------------------------


def test_rewrite():
    k = under(P_BELOW_Q)
    (_, made) = derive(k, (SAME,), (Rewrite(divergence(), 0, p(), q()),))
    assert made == divergence()
    by = total(y, Q("m", x, y))
    known = (sub(f, by),)
    step = Rewrite(sub(Q("f", y), total(x, Q("m", y, x))), 0, f, by)
    assert derive(under(), known, (step,))[-1] == step.result
    target = Rewrite(sub(f, Q("c")), 0, f, by, 1)
    assert derive(under(), (*known, sub(by, Q("c"))), (target,))[-1] == target.result


@pytest.mark.parametrize(
    "step",
    [
        Rewrite(a, 0, f, b),
        Rewrite(sub(f, a), 0, f, a),
        Rewrite(f, 0, f, ZERO),
        Rewrite(sub(f, b), 1, f, b),
        Rewrite(sub(f, b), 0, b, f, 0),
        Rewrite(sub(f, b), 5, f, b),
        Rewrite(sub(f, Q("b", y)), 0, f, Q("b", y)),
        Rewrite(sub(Q("f", y), b), 0, f, b),
        Rewrite(sub(Q("h", x, x), b), 0, Q("h", x, x), b),
        Rewrite(a, 0, f, b, 0),
    ],
)
def test_rewrite_refused(step):
    with pytest.raises(KernelError):
        derive(under(), (sub(f, b), sub(Q("h", x, x), b)), (step,))


def test_a_rewrite_does_not_capture():
    by = total(y, Q("m", x, y))
    put = replace_atom(total(y, mul(Q("a", y), Q("f", y))), f, by)
    expected = total(z, mul(Q("a", z), total(x, Q("m", z, x))))
    assert under().vanishes(sub(put, expected))
    swapped = replace_atom(Q("h", y, x), Q("h", x, y), sub(Q("f", x), Q("f", y)))
    assert under().vanishes(sub(swapped, sub(Q("f", y), Q("f", x))))


def test_a_rewrite_matches_variables_by_name():
    written = t.LawTerm("r", (("Y", u), ("X", x)))
    assert replace_atom(written, P("r", X=x, Y=u), P("r", X=x)) == P("r", X=x)
    swapped = replace_atom(P("d", X=y, Y=x), t.LawTerm("d", (("Y", y), ("X", x))), P("d", X=x))
    assert swapped == P("d", X=y)


def test_a_rewrite_leaves_other_marginals():
    other = P("r", X=x)
    assert replace_atom(other, P("r", X=x, Y=u), mul(P("r", X=x), P("r", Y=u))) == other


# -- WITH_EQUALITY ------------------------------------------------------------------------------


def test_gibbs_with_equality():
    k = under(P_BELOW_Q)
    made = find_equality(k, gibbs(k), (SAME,))
    assert made.equality == (SAME,) == made.zero
    assert made.statement == gibbs().statement
    later = prove(
        k, Statement(mul(num(2), divergence()), ">=", ZERO), (Known(made, (), (), num(2)),)
    )
    assert later.zero == (SAME,)


def test_a_brief_search_finds_what_is_simple():
    k = under(P_BELOW_Q)
    twice = add(SAME, SAME)
    assert find_equality_briefly(k, gibbs(k), (twice,)).equality == (twice,)
    assert isinstance(find_equality_briefly(k, gibbs(k), (sub(q(), ONE),)), str)


def test_the_equality_condition_is_right_in_numbers():
    k = under(P_BELOW_Q)
    rng = random.Random(2)
    seen = set()
    for m in evaluator.models(k.context, rng, 80, sizes=(1, 2)):
        equal = not evaluator.term(divergence(), m, {})
        same = all(not evaluator.term(SAME, m, env) for env in m.places((x,)))
        assert equal == same
        seen.add(equal)
    assert seen == {True, False}


FORWARD = (
    Linear(sub(q(), mul(p(), ONE)), ((0, (), ONE), (1, (), ONE))),
    Linear(SAME, ((2, (), num(-1)),)),
)
BACKWARD = (Rewrite(divergence(), 0, p(), q()),)


def given_by_hand(conditions=(SAME,), forward=FORWARD, backward=None):
    k = under(P_BELOW_Q)
    base = gibbs(k)
    gap = base.statement.gap()
    backward = (Rewrite(gap, 0, p(), q()),) if backward is None else backward
    return with_equality(k, base, conditions, forward, backward)


def test_by_hand():
    assert given_by_hand().equality == (SAME,)


@pytest.mark.parametrize(
    "change",
    [
        {"forward": ()},
        {"forward": FORWARD[:1]},
        {"backward": ()},
        {"backward": BACKWARD},
        {"conditions": ()},
        {"conditions": (sub(p(), Q("a", x)),)},
        {"conditions": (SAME, sub(p(), ONE))},
        {"conditions": (ZERO,)},
        {"conditions": (ONE,)},
        {"conditions": (mul(p(), SAME),)},
        {"conditions": (Q("nope"),)},
        {"forward": (Linear(SAME, ((0, (), num(-1)),)),)},
    ],
)
def test_wrong_equality_conditions(change):
    with pytest.raises(KernelError):
        given_by_hand(**change)


def test_a_condition_that_is_sufficient_only():
    """a = 0 and b = 0 make a = 0, and not the other way."""
    k = under()
    base = prove(k, Statement(a, ">=", ZERO), (Nonneg((), a),))
    gap = base.statement.gap()
    back = (Linear(gap, ((0, (), ONE),)),)
    assert with_equality(k, base, (a,), (), back).equality == (a,)
    with pytest.raises(KernelError, match="not derived"):
        with_equality(k, base, (a, b), (), back)


def test_a_condition_that_is_necessary_only():
    k = under()
    base = prove(k, Statement(add(a, b), ">=", ZERO), (Nonneg((), a), Nonneg((), b)))
    gap = base.statement.gap()
    back = (Linear(gap, ((0, (), ONE), (1, (), ONE))),)
    assert with_equality(k, base, (a, b), (), back).equality == (a, b)
    with pytest.raises(KernelError):
        with_equality(k, base, (a,), (), (Linear(gap, ((0, (), ONE),)),))
    with pytest.raises(KernelError, match="not shown to give equality"):
        with_equality(k, base, (a,), (), ())


def test_a_bound_condition_is_for_all_letters():
    k = under()
    base = prove(k, Statement(total(x, a), ">=", ZERO), (Nonneg((x,), a),))
    gap = base.statement.gap()
    made = with_equality(k, base, (a,), (), (Linear(gap, ((0, (), ONE),), (x,)),))
    assert made.equality == (a,)
    with pytest.raises(KernelError):
        with_equality(k, base, (sub(a, b),), (), (Linear(gap, ((0, (), ONE),), (x,)),))


def test_equational_hypotheses_serve_both_ways():
    h = Hypothesis("b = a", "=", sub(b, a))
    k = under(h)
    base = prove(k, Statement(a, ">=", ZERO), (Nonneg((), a),))
    gap = base.statement.gap()
    forward = (Linear(b, ((0, (), ONE), (1, (), ONE))),)
    backward = (Linear(gap, ((0, (), ONE), (1, (), num(-1)))),)
    assert with_equality(k, base, (b,), forward, backward).equality == (b,)
    plain = prove(under(), Statement(a, ">=", ZERO), (Nonneg((), a),))
    with pytest.raises(KernelError):
        with_equality(under(), plain, (b,), forward, backward)


def test_inequality_hypotheses_do_not():
    k = under(Hypothesis("h", ">=", sub(b, a)))
    base = prove(k, Statement(b, ">=", a), (Given("h"),))
    with pytest.raises(KernelError):
        with_equality(k, base, (), (), ())
    gap = base.statement.gap()
    with pytest.raises(KernelError):
        with_equality(k, base, (), (), (Linear(gap, ((0, (), ONE),)),))


def test_an_equation_has_no_equality_condition():
    k = under()
    base = prove(k, Statement(a, "=", a))
    with pytest.raises(KernelError):
        with_equality(k, base, (), (), (Linear(base.statement.gap(), ()),))


def test_an_open_step_is_equal_exactly_where_it_is():
    k = under()
    hole = admit(k, Statement(f, ">=", ZERO), "hole")
    with pytest.raises(KernelError):
        with_equality(k, hole, (a,), (), (Linear(hole.statement.gap(), ()),))
    gap = hole.statement.gap()
    made = with_equality(
        k, hole, (f,), (Linear(f, ((0, (), ONE),)),), (Linear(gap, ((0, (), ONE),)),)
    )
    assert made.rests.open == {"hole"}


def test_conditions_do_not_change_afterwards():
    k = under()
    base = prove(k, Statement(a, ">=", ZERO), (Nonneg((), a),))
    conditions = [a]
    back = (Linear(base.statement.gap(), ((0, (), ONE),)),)
    try:
        made = with_equality(k, base, conditions, (), back)
    except KernelError:
        return
    conditions.clear()
    assert tuple(made.equality) == (a,)


def test_gap_and_tangent_say_when_they_are_zero():
    (one, other) = gibbs().zero
    k = under()
    assert k.vanishes(sub(one, mul(p(), sub(ratio, ONE))))
    assert k.vanishes(sub(other, mul(q(), sub(ONE, nz(p())))))
    assert t.free_indices(one) == {x}
