"""SCALAR: which inequalities in one variable are accepted, which refused, and what accepted ones
are worth at points."""

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.kernel import functions as fn
from derive.kernel import numbers as nb
from derive.kernel import polynomials as po
from derive.kernel import scalar as sc
from derive.kernel import terms as t
from derive.kernel.certificates import NEVER, Known
from derive.kernel.ends import behaviour
from derive.kernel.equality import Linear, with_equality
from derive.kernel.instance import Put, Substitution, instance
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, Index, KernelError, LawDecl, QuantityDecl
from derive.kernel.theorem import IllPosed, Statement, Theorem, prove
from derive.search.scalar import find_scalar
from derive.store import dumps, loads

from . import evaluator
from .build import ONE, ZERO, add, exp, inv, ln, mul, neg, num, sub
from .scalars import (
    FALSE,
    FORGED,
    PINSKER,
    TLNT,
    TRUE,
    T,
    changed,
    gap_at,
    on,
    points,
    power,
)

F = Fraction


def found(context, lhs, rel, rhs):
    try:
        return find_scalar(Normalizer(context), Statement(lhs, rel, rhs))
    except IllPosed as refused:
        return str(refused)


def holds(made, rng, count=40):
    """Whether the theorem is true at these points; at least some were looked at."""
    seen, strict = 0, made.statement.is_strict
    for x in points(made.context, rng, count):
        try:
            value = gap_at(made.statement, made.context, x)
        except evaluator.OutOfRange:
            continue
        seen += 1
        if value < -evaluator.Decimal("1e-30") or (strict and value <= 0):
            return False
    assert seen
    return True


@pytest.mark.parametrize("name", TRUE)
def test_true_ones_are_found_and_stored(name):
    made = found(*TRUE[name])
    assert isinstance(made, Theorem), made
    assert made.is_proved and holds(made, random.Random(1))
    again = loads(dumps(made))
    assert again.statement == made.statement and again.zero == made.zero
    assert again.rests == made.rests


@pytest.mark.parametrize("name", FALSE)
def test_false_ones_are_not_found(name):
    context, said, where = FALSE[name]
    assert isinstance(found(context, *said), str)
    try:
        value = gap_at(Statement(*said), context, F(where))
    except evaluator.OutOfRange:
        return  # by hand
    assert value <= 0 if said[1] in ("<", ">") else value < 0


@pytest.mark.parametrize("name", FALSE)
def test_false_ones_are_refused_with_any_certificate(name):
    """Splits and multipliers of all kinds, for each false statement."""
    context, said, where = FALSE[name]
    rng = random.Random(name)
    n = Normalizer(context)
    kinds = [ONE, T, inv(T), power(T, 2), inv(power(T, 2)), exp(T), exp(neg(T)), sub(ONE, T)]
    for _ in range(40):
        splits = tuple(sorted({F(where), F(rng.randint(1, 9), 4)}))[: rng.randint(0, 2)]
        chains = tuple(
            tuple(rng.choice(kinds) for _ in range(rng.randint(0, 3)))
            for _ in range(len(splits) + 1)
        )
        with pytest.raises(KernelError):
            sc.scalar(n, Statement(*said), splits, chains)


@pytest.mark.parametrize("name", FORGED)
def test_forged_certificates_are_refused(name):
    context, lhs, rel, rhs, splits, multipliers = FORGED[name]
    with pytest.raises(KernelError):
        sc.scalar(Normalizer(context), Statement(lhs, rel, rhs), splits, multipliers)


def test_it_says_what_it_rests_on():
    made = found(*TRUE["Pinsker"])
    (axiom,) = made.rests.axioms
    assert axiom == "t·ln(t) − t + 1 ≥ 3·(t − 1)^2/(2·(t + 2)) for 0 ≤ t, by 1 derivative"


def test_zeros():
    """The points where both sides are equal, exactly."""
    assert found(*TRUE["e^t above t"]).zero == (NEVER,)
    assert found(*TRUE["square"]).zero == (mul(sub(T, ONE)),)
    half, zero = num("1/2"), num(0)
    assert set(found(*TRUE["binary entropy"]).zero[0].factors) == {
        sub(T, zero), sub(T, half), sub(T, ONE)
    }  # fmt: skip


@pytest.mark.parametrize(
    "context",
    [
        Context({"p": LawDecl((("X", "A"),))}, {"t": QuantityDecl((), "pos")}),
        Context({}, {"t": QuantityDecl(("A",), "pos")}),
        Context({}, {"t": QuantityDecl((), "pos"), "s": QuantityDecl((), "pos")}),
        Context({}, {}),
        Context({}, {"t": QuantityDecl((), "pos")}, (), (Hypothesis("h", "=", sub(T, ONE)),)),
        on("pos", sub(power(T, 2), ONE)),
        on("pos", ln(T)),
        on("pos", neg(T)),
        on("pos", sub(T, T)),
        on("pos", besides=(sub(T, ONE),)),
        on("unit", sub(T, ONE)),
    ],
)
def test_contexts_that_are_no_interval(context):
    with pytest.raises(KernelError):
        sc.scalar(Normalizer(context), Statement(exp(T), ">=", ZERO), (), ((),))


def test_an_open_end_is_not_looked_at():
    s = Statement(inv(T), ">=", ONE)
    with pytest.raises(KernelError):
        sc.scalar(Normalizer(on("unit")), s, (), ((),))
    assert isinstance(found(on("unit", besides=(T,)), inv(T), ">=", ONE), Theorem)


# -- instances ----------------------------------------------------------------------------------

x = Index("x", "A")
P, Q = t.LawTerm("p", (("X", x),)), t.LawTerm("q", (("X", x),))
LAWS = Context({"p": LawDecl((("X", "A"),)), "q": LawDecl((("X", "A"),))}, {})


def test_an_instance_is_used_at_every_letter():
    n = Normalizer(LAWS)
    general = found(*TRUE["exponential"])
    made = instance(n, general, Substitution({}, {}, {"t": Put((), sub(P, Q))}))
    assert made.is_scalar and made.rests == general.rests
    below = t.Sum((x,), mul(P, add(ONE, P, neg(Q))))
    s = Statement(t.Sum((x,), mul(P, exp(sub(P, Q)))), ">=", below)
    proved = prove(n, s, (Known(made, ((x, x),), (x,), P),))
    assert proved.zero == (mul(P, mul(sub(sub(P, Q), ZERO))),)
    assert proved.rests == general.rests


def test_an_instance_outside_the_interval_is_refused():
    general = found(*TRUE["root"])
    for put in (P, sub(P, Q), ZERO):
        with pytest.raises(KernelError):
            instance(Normalizer(LAWS), general, Substitution({}, {}, {"t": Put((), put)}))
    good = Normalizer(Context(LAWS.laws, {}, (), (Hypothesis("h", ">=", sub(P, mul(num(2), Q))),)))
    with pytest.raises(KernelError):
        instance(good, general, Substitution({}, {}, {"t": Put((), P)}))


# -- whatever is accepted is true ---------------------------------------------------------------

_numbers = st.fractions(-3, 3, max_denominator=6)
_bases = st.sampled_from(
    [T, ln(T), mul(T, ln(T)), exp(T), exp(neg(T)), inv(T), power(T, 2), ln(add(ONE, T)), ONE]
)
_sums = st.lists(st.tuples(_numbers, _bases), min_size=1, max_size=4)
_contexts = st.sampled_from([on("pos"), on("pos", sub(T, ONE)), on("unit", besides=(T,))])


@settings(max_examples=40, deadline=None)
@given(_contexts, _sums, st.integers(0, 2**20))
def test_whatever_is_accepted_is_true(context, parts, seed):
    psi = add(*(mul(t.Const(c), base) for c, base in parts))
    made = found(context, psi, ">=", ZERO)
    if isinstance(made, Theorem):
        assert holds(made, random.Random(seed), 25)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(TRUE)), st.integers(0, 2**30))
def test_a_changed_true_one_is_accepted_only_if_true(name, seed):
    """One number of a true inequality is changed."""
    rng = random.Random(seed)
    context, lhs, rel, rhs = TRUE[name]
    made = found(context, changed(lhs, rng), rel, changed(rhs, rng))
    if isinstance(made, Theorem):
        assert holds(made, rng, 25)


# -- the parts ----------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(st.lists(st.fractions(-4, 4, max_denominator=4), min_size=1, max_size=5), st.integers(0, 9))
def test_roots_are_counted(zeros, seed):
    rng = random.Random(seed)
    p = po.ONE
    for z in zeros:
        p = po.times(p, (-z, F(1)))
    if seed % 2:
        p = po.times(p, (F(1), F(0), F(1)))  # 1 + t², without real roots
    a, b = sorted(rng.sample(range(-6, 7), 2))
    inside = {z for z in zeros if a < z < b}
    assert sum(po.roots(q, F(a), F(b)) for q, _ in po.parts(p)) == len(inside)
    odd = {z for z in zeros if zeros.count(z) % 2}
    assert sum(po.roots(q, None, None) for q, i in po.parts(p) if i % 2) == len(odd)
    product = (p[-1],)
    for q, i in po.parts(p):
        for _ in range(i):
            product = po.times(product, q)
    assert product == p


@pytest.mark.parametrize("bits", [64, 256])
def test_bounds_hold_their_numbers(bits):
    mpmath = pytest.importorskip("mpmath")
    with mpmath.workprec(400):
        for p in (2, 3, 97, 10**9 + 7):
            low, high = (mpmath.mpf(v.numerator) / v.denominator for v in nb.ln_bounds(p, bits))
            assert low < mpmath.log(p) < high < low + mpmath.mpf(2) ** (8 - bits)
        for r in (F(1, 3), F(-5, 2), F(7), F(40), F(-40)):
            low, high = (mpmath.mpf(v.numerator) / v.denominator for v in nb.exp_bounds(r, bits))
            there = mpmath.exp(mpmath.mpf(r.numerator) / r.denominator)
            assert low < there < high < low * (1 + mpmath.mpf(2) ** (8 - bits))


@pytest.mark.parametrize(
    ("term", "at", "side", "sign", "vanishes"),
    [
        (mul(T, ln(T)), F(0), 1, -1, True),
        (ln(T), F(0), 1, -1, False),
        (sub(T, ln(T)), None, 1, 1, False),
        (mul(inv(T), ln(T)), None, 1, 1, True),
        (mul(T, exp(neg(T))), None, 1, 1, True),
        (sub(exp(T), power(T, 9)), None, 1, 1, False),
        (sub(exp(T), exp(mul(num("1/2"), power(T, 2)))), None, 1, -1, False),
        (add(ln(T), inv(T), num(-1)), F(1), 1, 1, True),
        (sub(TLNT, PINSKER), F(1), -1, 1, True),
        (sub(mul(num(2), ln(T)), ln(num(4))), F(2), 1, 1, True),
        (sub(mul(T, power(ln(T), 2)), mul(T, neg(ln(T)))), F(0), 1, 1, True),
        (sub(exp(T), exp(num(2))), F(2), -1, -1, True),
        (add(ln(add(ONE, T)), neg(ln(T)), neg(inv(T))), None, 1, -1, True),
        (sub(exp(T), num("27182818284590452353602875/1" + 25 * "0")), F(1), 1, -1, False),
    ],
)
def test_near_an_end(term, at, side, sign, vanishes):
    where = fn.Interval(F(0), None) if at == 0 or at is None else fn.Interval(F(1, 2), F(9))
    assert behaviour(fn.function(term, "t", where), at, side) == (sign, vanishes)


def test_nothing_is_said_where_nothing_is_found_out():
    """ψ = 0 to all orders that are looked at: e^(−1/t) is none of ours, t³⁰ − … is."""
    f = fn.function(sub(exp(power(T, 30)), ONE), "t", fn.Interval(F(0), None))
    assert behaviour(f, F(0), 1) == (None, False)


# -- equality -----------------------------------------------------------------------------------


def test_equality_from_the_zero_condition_alone():
    """h(t) ≥ 4t(1 − t)·ln 2 with equality iff t·(t − ½)·(t − 1) = 0: that this gives equality is
    what the lemma says of itself, as no equation can be put in."""
    made = found(*TRUE["binary entropy"])
    n = Normalizer(made.context)
    (zero,) = made.zero
    condition = mul(power(T, 1), sub(T, num("1/2")), sub(T, ONE))
    step = Linear(condition, ((0, (), ONE),))
    back = Linear(zero, ((0, (), ONE),))
    proved = with_equality(n, made, (condition,), (step,), (back,))
    assert proved.equality == (condition,)
    for wrong in (mul(T, sub(T, ONE)), sub(T, num("1/2")), ONE):
        with pytest.raises(KernelError):
            with_equality(n, made, (wrong,), (Linear(wrong, ((0, (), ONE),)),), (back,))
        with pytest.raises(KernelError):
            forward = Linear(wrong, ((0, (), ONE),))
            with_equality(n, made, (condition,), (step,), (forward,))
