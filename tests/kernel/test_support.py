"""Support facts: which factors are nonzero where others are, and which are nonnegative."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.kernel import terms as t
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError, Support

from . import evaluator
from .build import (
    A_BELOW_B,
    ONE,
    P_BELOW_Q,
    ZERO,
    A,
    P,
    Q,
    add,
    exp,
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
from .generator import Terms, random_context

a, b, f, g, lam = Q("a", x), Q("b", x), Q("f", x), Q("g", x), Q("lam")
JOINT_BELOW = Support("r << p W", P("r", X=x, Y=u), mul(p(), P("W", Y=u, X=x)))
SUM_BELOW = Support("sum << f", total(y, Q("m", x, y)), f)
OPEN = Support("m << b", Q("m", x, y), Q("b", y))

IMPLIED = {
    "itself": ((), [p()], p()),
    "always positive": ((), [], mul(g, exp(f), t.Card(A), ln(num(2)))),
    "marginal": ((), [P("e", X=x, Y=u, Z=z)], mul(P("e", X=x, Z=z), P("e", Y=u))),
    "channel's marginal needs its input": ((), [P("W", Y=u, X=x)], P("W", Y=u, X=x)),
    "hypothesis": ((P_BELOW_Q,), [p(y)], q(y)),
    "hypothesis, joint below product": (
        (JOINT_BELOW,),
        [P("r", X=y, Y=u)],
        mul(p(y), P("W", Y=u, X=y)),
    ),
    "hypothesis at open letters": ((OPEN,), [Q("m", z, x)], b),
    "two hypotheses": (
        (P_BELOW_Q, Support("q << a", q(), a)),
        [p()],
        a,
    ),
    "mixture, one part": ((), [p()], add(p(), q())),
    "sum, one summand": ((), [Q("m", x, y)], total(y, Q("m", x, y))),
    "a sum's summand somewhere": ((A_BELOW_B,), [total(x, a)], total(x, b)),
    "a law is nonzero somewhere": ((), [], total(x, t.Pow(p(), 2))),
    "both cases": ((A_BELOW_B,), [add(a, mul(b, b))], b),
    "a nonzero sum under a hypothesis": ((SUM_BELOW,), [Q("m", x, y)], f),
    "same letter": ((), [p(), t.Delta(x, y)], p(y)),
    "a logarithm that is not 0": ((), [ln(p())], p()),
    "an indicator": ((), [nz(a)], a),
    "alphabets are not empty": ((), [], total(x, g)),
    "not empty, two letters": ((), [], total(x, y, mul(g, exp(Q("h", x, y))))),
    "somewhere, by a hypothesis for every letter": ((Support("b > 0", ONE, b),), [], total(x, b)),
}
NOT_IMPLIED = {
    "nothing": ((), [], p()),
    "a sum that may be 0": ((), [], total(x, a)),
    "a sum with a factor that may be 0": ((), [], total(x, mul(g, a))),
    "a sum over one letter, zero at another": ((), [], total(y, mul(g, t.Delta(x, y), a))),
    "another law": ((), [p()], q()),
    "hypothesis backwards": ((P_BELOW_Q,), [q()], p()),
    "hypothesis at another letter": ((P_BELOW_Q,), [p(y)], q(x)),
    "joint from marginals": ((), [P("d", X=x), P("d", Y=y)], P("d", X=x, Y=y)),
    "marginal of another variable": ((), [P("d", X=x, Y=y)], P("d", X=y)),
    "unit may be 0": ((), [], lam),
    "complement may be 0": ((), [lam], sub(ONE, lam)),
    "nonneg may be 0": ((), [], a),
    "ln of a size may be 0": ((), [], ln(t.Card(A))),
    "signed sum": ((), [f], add(f, Q("f", y))),
    "signed sum over letters": ((), [f], total(x, f)),
    "sum to summand": ((), [total(x, a)], a),
    "one case only": ((A_BELOW_B,), [add(a, p())], b),
    "a product of signed differences": (
        (),
        [sub(f, ONE)],
        total(x, y, nz(sub(mul(f, Q("f", y)), ONE))),
    ),
    "another letter of an open hypothesis": ((OPEN,), [Q("m", z, x)], Q("b", z)),
    "delta of other letters": ((), [p(), t.Delta(y, z)], p(y)),
    "ln at another letter": (
        (Support("a << ln g", a, ln(g)),),
        [Q("a", y)],
        ln(g),
    ),
    "signed premise at equal letters": (
        (Support("f f' - 1 << b", sub(mul(f, Q("f", y)), ONE), b),),
        [sub(Q("f", z), ONE)],
        Q("b", z),
    ),
}


def implied(hypotheses, known, goal):
    k = under(*hypotheses)
    atoms = [a for e in known for a in k.factors(e)[1].factors]
    return k.support.nonzero(k.factors(goal)[1].factors, atoms)


@pytest.mark.parametrize("fact", IMPLIED)
def test_implied(fact):
    assert implied(*IMPLIED[fact])


@pytest.mark.parametrize("fact", NOT_IMPLIED)
def test_not_implied(fact):
    assert not implied(*NOT_IMPLIED[fact])


@pytest.mark.parametrize("fact", NOT_IMPLIED)
def test_what_is_not_implied_fails_somewhere(fact):
    hypotheses, known, goal = NOT_IMPLIED[fact]
    k = under(*hypotheses)
    free = frozenset().union(*(t.free_indices(e) for e in (*known, goal)))
    for m in evaluator.models(k.context, random.Random(3), 300):
        for env in m.places(free):
            if all(evaluator.term(e, m, env) for e in known) and not evaluator.term(goal, m, env):
                return
    pytest.fail("no model found: the fact may be true")


@pytest.mark.parametrize(
    "e",
    [
        ZERO,
        a,
        lam,
        sub(ONE, lam),
        t.Pow(f, 2),
        t.Pow(f, -2),
        exp(f),
        nz(f),
        t.Delta(x, y),
        p(),
        mul(num(2), a, p()),
        add(a, b),
        total(x, mul(a, t.Pow(f, 2))),
        t.Card(A),
        ln(t.Card(A)),
        ln(num(3)),
        sub(add(a, f), f),
        mul(neg(a), num(-1)),
    ],
)
def test_visibly_nonnegative(e):
    assert under().nonnegative(e)


@pytest.mark.parametrize(
    "e",
    [
        f,
        neg(a),
        num(-1),
        sub(a, b),
        ln(a),
        ln(p()),
        ln(num("1/2")),
        mul(a, f),
        add(a, f),
        sub(lam, ONE),
        t.Pow(f, 3),
        t.Pow(f, -1),
        total(x, f),
        sub(ONE, a),
    ],
)
def test_not_visibly_nonnegative(e):
    assert not under().nonnegative(e)


@given(seed=st.integers(0, 10**9))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_support_facts_hold_in_every_model(seed):
    rng = random.Random(seed)
    context = random_context(rng)
    k = Normalizer(context)
    draw = Terms(rng)
    atoms = list(dict.fromkeys(a for _ in range(10) for a in k.factors(draw.term(3))[1].factors))
    models = list(evaluator.models(context, rng, 3))
    for _ in range(40):
        known = rng.sample(atoms, min(len(atoms), rng.choice((0, 1, 2))))
        goal = rng.choice(atoms)
        if goal in known or not k.support.nonzero([goal], known):
            continue
        for m in models:
            for env in m.places(goal.free.union(*(a.free for a in known))):
                try:
                    if all(evaluator.clean(evaluator.atom(a, m, env)) for a in known):
                        assert evaluator.clean(evaluator.atom(goal, m, env)), (seed, goal.key)
                except evaluator.OutOfRange:
                    continue


def test_a_hypothesis_must_be_as_declared():
    with pytest.raises(KernelError):
        under(Support("bad", P("p", Z=x), q()))
    with pytest.raises(KernelError):
        under(Support("bad", p(), P("nope", X=x)))
