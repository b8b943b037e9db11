"""INSTANCE: what may be put for laws, quantities and alphabets."""

import random

import pytest

from derive.kernel import terms as t
from derive.kernel.certificates import Gap, Given, Nonneg, Tangent
from derive.kernel.instance import Put, Substitution, instance
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, Index, KernelError, Support
from derive.kernel.theorem import Statement, cite, prove

from . import evaluator
from .build import (
    A_BELOW_B,
    LAWS,
    ONE,
    P_BELOW_Q,
    QUANTITIES,
    ZERO,
    A,
    B,
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
    v,
    x,
    y,
    z,
)

a, b, f, lam = Q("a", x), Q("b", x), Q("f", x), Q("lam")


def put(alphabets=None, laws=None, quantities=None):
    return Substitution(alphabets or {}, laws or {}, quantities or {})


def gibbs():
    forms = (Tangent((x,), p(), mul(q(), inv(p()))), Gap((x,), q(), p()))
    return prove(under(P_BELOW_Q), Statement(divergence(), ">=", ZERO), forms)


def is_true(made, seed=0, count=60):
    """No model where the instance fails."""
    s = made.statement
    free = t.free_indices(s.lhs) | t.free_indices(s.rhs)
    compared = 0
    for m in evaluator.models(made.context, random.Random(seed), count, sizes=(1, 2)):
        for env in m.places(free):
            left, right = evaluator.term(s.lhs, m, env), evaluator.term(s.rhs, m, env)
            compared += 1
            equal = evaluator.close(left, right)
            if not (equal or (s.rel == ">=" and left > right) or (s.rel == "<=" and left < right)):
                return False
    assert compared
    return True


PRODUCT = put(
    {"A": (A, B)},
    {
        "p": Put((x, u), P("r", X=x, Y=u)),
        "q": Put((x, u), mul(P("r", X=x), P("r", Y=u))),
        **{name: Put((x, u), mul(p(), P("r", Y=u))) for name in ("s",)},
    },
)


def only(*names, hypotheses=(), quantities=()):
    """A context with these declarations alone."""
    supports = tuple(h for h in hypotheses if isinstance(h, Support))
    return Context(
        {n: LAWS[n] for n in names},
        {n: QUANTITIES[n] for n in quantities},
        supports,
        tuple(h for h in hypotheses if not isinstance(h, Support)),
    )


def small_gibbs():
    k = Normalizer(only("p", "q", hypotheses=(P_BELOW_Q,)))
    forms = (Tangent((x,), p(), mul(q(), inv(p()))), Gap((x,), q(), p()))
    return prove(k, Statement(divergence(), ">=", ZERO), forms)


def test_mutual_information_from_gibbs():
    made = instance(
        under(),
        small_gibbs(),
        put(PRODUCT.alphabets, dict(p=PRODUCT.laws["p"], q=PRODUCT.laws["q"])),
    )
    joint = P("r", X=x, Y=u)
    information = total(x, u, mul(joint, ln(mul(joint, inv(mul(P("r", X=x), P("r", Y=u)))))))
    assert under().vanishes(sub(made.statement.lhs, information))
    assert made.context == under().context
    assert made.rests == small_gibbs().rests
    assert is_true(made)


def test_conditional_laws_with_a_free_letter():
    laws = {"p": Put((u,), P("W", Y=u, X=x)), "q": Put((u,), P("r", Y=u))}
    below = Support("W << r", P("W", Y=u, X=x), P("r", Y=u))
    made = instance(under(below), small_gibbs(), put({"A": (B,)}, laws))
    assert t.free_indices(made.statement.lhs) == {x}
    assert is_true(made)
    with pytest.raises(KernelError, match="p << q"):
        instance(under(), small_gibbs(), put({"A": (B,)}, laws))


@pytest.mark.parametrize(
    "law",
    [
        Put((x,), p()),
        Put((x,), inv(t.Card(A))),
        Put((x,), t.Delta(x, y)),
        Put((x,), add(mul(lam, p()), mul(sub(ONE, lam), q()))),
        Put((x,), P("r", X=x)),
        Put((x,), total(u, mul(P("r", X=x, Y=u)))),
        Put((y,), mul(Q("g", y), inv(total(x, Q("g", x))))),
        Put((x,), P("d", Y=x)),
    ],
)
def test_laws_that_may_be_put(law):
    one = prove(under(), Statement(total(x, mul(p(), f)), "=", total(y, mul(p(y), Q("f", y)))))
    sums = prove(under(), Statement(total(x, p()), "=", ONE))
    for theorem in (one, sums):
        assert is_true(instance(under(), theorem, put(laws={"p": law})))


@pytest.mark.parametrize(
    "law",
    [
        Put((x,), num(7)),
        Put((x,), ZERO),
        Put((x,), ONE),
        Put((x,), a),
        Put((x,), mul(num(2), p())),
        Put((x,), mul(a, inv(total(y, Q("a", y))))),
        Put((x,), sub(mul(num(2), p()), q())),
        Put((x,), p(y)),
        Put((y,), p(x)),
        Put((), p()),
        Put((u,), P("r", Y=u)),
        Put((x, y), P("d", X=x, Y=y)),
        Put((x,), P("d", X=x, Y=x)),
        Put((x,), Q("nope")),
    ],
)
def test_laws_that_may_not(law):
    sums = prove(under(), Statement(total(x, p()), "=", ONE))
    with pytest.raises(KernelError):
        instance(under(), sums, put(laws={"p": law}))


def test_a_channel_keeps_its_input():
    sums = prove(under(), Statement(total(u, P("W", Y=u, X=x)), "=", ONE))
    bayes = Put((u, x), mul(P("W", Y=u, X=x)))
    assert is_true(instance(under(), sums, put(laws={"W": bayes})))
    with pytest.raises(KernelError):
        instance(under(), sums, put(laws={"W": Put((x, u), P("W", Y=u, X=x))}))
    with pytest.raises(KernelError):
        instance(under(), sums, put(laws={"W": Put((u, x), P("r", X=x, Y=u))}))


def test_parameters_are_distinct():
    """One letter for a channel's output and input would make a law of the input."""
    channel = {"V": t.LawDecl((("Y", A),), (("X", A),)), "p": LAWS["p"]}
    k = Normalizer(Context(channel, {}))
    sums = prove(k, Statement(total(y, P("V", Y=y, X=x)), "=", ONE))
    assert is_true(instance(k, sums, put(laws={"V": Put((y, x), p(y))})))
    with pytest.raises(KernelError):
        instance(k, sums, put(laws={"V": Put((x, x), p(x))}))


@pytest.mark.parametrize("name", ["Y'", "X'", "y'", "Y", "y", "x1", "A"])
def test_a_marginal_does_not_capture(name):
    letter = Index(name, A)
    k = under()
    row = prove(k, Statement(total(z, P("d", X=letter, Y=z)), "=", P("d", X=letter)))
    column = prove(k, Statement(total(z, P("d", X=z, Y=letter)), "=", P("d", Y=letter)))
    for theorem in (row, column):
        made = instance(k, theorem, put(laws={"d": Put((x, y), P("e", X=x, Z=y))}))
        assert is_true(made)
        assert k.vanishes(made.statement.gap())


def test_a_free_letter_of_what_is_put_is_not_captured():
    k = under()
    theorem = prove(k, Statement(total(y, mul(a, Q("b", y))), "=", mul(a, total(y, Q("b", y)))))
    for letter in (x, y, z, Index("y'", A)):
        made = instance(k, theorem, put(quantities={"b": Put((x,), t.Pow(Q("h", x, letter), 2))}))
        assert is_true(made)
    made = instance(k, theorem, put(quantities={"b": Put((x,), t.Pow(Q("h", x, y), 2))}))
    assert y in t.free_indices(made.statement.lhs)


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("a", [ZERO, b, p(), lam, exp(f), t.Pow(f, 2)], [f, neg(b), num(-1), sub(a, b), ln(p())]),
        ("f", [neg(b), f, num(-3), ln(num(2))], []),
        ("g", [ONE, exp(f), t.Card(A), add(a, ONE)], [ZERO, a, p(), f, lam, num(-1), add(a, b)]),
    ],
)
def test_signs(name, good, bad):
    k = under()
    theorem = prove(k, Statement(Q(name, x), "=", Q(name, x)))
    for e in good:
        assert instance(k, theorem, put(quantities={name: Put((x,), e)}))
    for e in bad:
        with pytest.raises(KernelError, match="sign"):
            instance(k, theorem, put(quantities={name: Put((x,), e)}))


def test_unit_quantities():
    k = under()
    theorem = prove(k, Statement(ONE, ">=", lam), (Nonneg((), sub(ONE, lam)),))
    for e in (ZERO, ONE, num("1/3"), lam, sub(ONE, lam)):
        assert is_true(instance(k, theorem, put(quantities={"lam": Put((), e)})))
    for e in (num(2), num(-1), Q("n"), Q("c"), add(lam, lam), add(lam, ONE)):
        with pytest.raises(KernelError, match="sign"):
            instance(k, theorem, put(quantities={"lam": Put((), e)}))


# -- hypotheses ---------------------------------------------------------------------------------


def test_a_support_hypothesis_must_hold():
    k = under(A_BELOW_B)
    theorem = prove(k, Statement(mul(a, nz(b)), "=", a))
    here = under()
    good = {"a": Put((x,), mul(a, b)), "b": Put((x,), a)}
    assert is_true(instance(here, theorem, put(quantities=good)))
    whole = {"a": Put((x,), Q("m", x, x)), "b": Put((x,), total(y, Q("m", x, y)))}
    assert is_true(instance(here, theorem, put(quantities=whole)))
    zero = {"a": Put((x,), ZERO)}
    assert is_true(instance(here, theorem, put(quantities=zero)))
    for bad in (
        {},
        {"a": Put((x,), ONE)},
        {"b": Put((x,), ZERO)},
        {"b": Put((x,), sub(a, a))},
        {"a": Put((x,), add(a, b)), "b": Put((x,), a)},
        {"b": Put((x,), Q("b", y))},
    ):
        with pytest.raises(KernelError, match="a << b"):
            instance(here, theorem, put(quantities=bad))


def test_an_inequality_hypothesis_must_hold():
    h = Hypothesis("b <= a", ">=", sub(a, b))
    theorem = prove(under(h), Statement(a, ">=", b), (Given("b <= a"),))
    here = under()
    good = {"a": Put((x,), add(a, b)), "b": Put((x,), a)}
    assert is_true(instance(here, theorem, put(quantities=good)))
    assert is_true(instance(under(h), theorem, put()))
    swapped = Hypothesis("other name", ">=", sub(b, a))
    both = {"a": Put((x,), b), "b": Put((x,), a)}
    assert is_true(instance(under(swapped), theorem, put(quantities=both)))
    for k, bad in ((here, {}), (here, both), (under(h), both), (under(swapped), {})):
        with pytest.raises(KernelError, match="b <= a"):
            instance(k, theorem, put(quantities=bad))


def test_an_equational_hypothesis_must_hold():
    h = Hypothesis("f = c", "=", sub(f, Q("c")))
    theorem = prove(under(h), Statement(f, "=", Q("c")), (Given("f = c"),))
    assert is_true(instance(under(), theorem, put(quantities={"f": Put((x,), Q("c"))})))
    for k in (under(), under(Hypothesis("f = c", ">=", sub(f, Q("c"))))):
        with pytest.raises(KernelError, match="f = c"):
            instance(k, theorem, put())


def test_what_stays_is_declared_the_same_here():
    theorem = prove(under(), Statement(a, ">=", ZERO), (Nonneg((), a),))
    for context in (
        Context(LAWS, {**QUANTITIES, "a": QUANTITIES["f"]}),
        Context({**LAWS, "p": LAWS["d"]}, QUANTITIES),
        Context({}, QUANTITIES),
    ):
        with pytest.raises(KernelError, match="declared otherwise"):
            instance(Normalizer(context), theorem, put())


# -- alphabets ----------------------------------------------------------------------------------


def test_sizes_multiply():
    k = Normalizer(Context({}, {}))
    theorem = prove(k, Statement(total(x, ONE), "=", t.Card(A)))
    made = instance(under(), theorem, put({"A": (A, B, A)}))
    size = mul(t.Card(A), t.Card(B), t.Card(A))
    assert under().vanishes(sub(made.statement.lhs, size))
    assert under().vanishes(sub(made.statement.rhs, size))


def test_two_alphabets_may_become_one():
    k = Normalizer(only("r"))
    theorem = cite(k, Statement(total(x, u, P("r", X=x, Y=u)), "=", ONE), "book")
    made = instance(under(), theorem, put({"B": (A,)}, {"r": Put((x, y), P("d", X=x, Y=y))}))
    assert is_true(made)
    same_name = Index("u", A)
    clash = cite(k, Statement(P("r", X=same_name, Y=u), "=", P("r", X=same_name, Y=u)), "book")
    made = instance(under(), clash, put({"B": (A,)}, {"r": Put((x, y), P("d", X=x, Y=y))}))
    assert len(t.free_indices(made.statement.lhs)) == 2


def test_deltas_of_pairs():
    k = Normalizer(Context({}, {}))
    theorem = prove(k, Statement(total(x, t.Delta(x, y)), "=", ONE))
    made = instance(under(), theorem, put({"A": (A, B)}))
    assert len(t.free_indices(made.statement.lhs)) == 2
    assert is_true(made)


def test_a_law_whose_alphabet_changes_is_put():
    with pytest.raises(KernelError):
        instance(under(), small_gibbs(), put({"A": (A, B)}, {"p": PRODUCT.laws["p"]}))
    k = Normalizer(Context({}, {"a": QUANTITIES["a"]}))
    theorem = prove(k, Statement(a, ">=", ZERO), (Nonneg((), a),))
    with pytest.raises(KernelError):
        instance(under(), theorem, put({"A": (A, B)}))
    pair = Put((x, u), P("r", X=x, Y=u))
    assert is_true(instance(under(), theorem, put({"A": (A, B)}, quantities={"a": pair})))
    for wrong in (Put((u, x), P("r", X=x, Y=u)), Put((x,), p()), Put((x, v, u), ONE)):
        with pytest.raises(KernelError):
            instance(under(), theorem, put({"A": (A, B)}, quantities={"a": wrong}))


def test_equality_conditions_come_along():
    from derive.search.equality import find_equality

    k = Normalizer(only("p", "q", hypotheses=(P_BELOW_Q,)))
    theorem = find_equality(k, small_gibbs(), (sub(p(), q()),))
    made = instance(
        under(), theorem, put(PRODUCT.alphabets, dict(p=PRODUCT.laws["p"], q=PRODUCT.laws["q"]))
    )
    (condition,) = made.equality
    s, r = made.statement, under()
    seen = set()
    for m in evaluator.models(r.context, random.Random(4), 60, sizes=(1, 2)):
        equal = not evaluator.term(s.lhs, m, {})
        holds = all(
            not evaluator.term(condition, m, e) for e in m.places(t.free_indices(condition))
        )
        assert equal == holds
        seen.add(equal)
    assert seen == {True, False}
