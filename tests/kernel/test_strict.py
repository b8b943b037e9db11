"""Strict statements: what is > 0 outright, and what is refused."""

import random

import pytest

from derive.kernel import terms as t
from derive.kernel.certificates import (
    NEVER,
    Gap,
    Given,
    Known,
    Nonneg,
    Positive,
    Square,
    Tangent,
    check,
    is_positive,
    value,
    zero_conditions,
)
from derive.kernel.equality import Linear, with_equality
from derive.kernel.instance import Put, Substitution, instance
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, Index, KernelError, LawDecl, Support
from derive.kernel.theorem import Statement, admit, antisymmetric, chain, cite, prove
from derive.search.engine import find

from . import evaluator, generator
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
    entropy,
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
)

a, b, f, g, lam, n, c = Q("a", x), Q("b", x), Q("f", x), Q("g", x), Q("lam"), Q("n"), Q("c")
channel = P("W", Y=u, X=x)


def gt(left, right=ZERO):
    return Statement(left, ">", right)


def accepts(k, statement, *forms):
    made = prove(k, statement, forms)
    assert made.statement == statement
    return made


def refuses(k, statement, *forms, match=None):
    with pytest.raises(KernelError, match=match):
        prove(k, statement, forms)


# -- Positive -----------------------------------------------------------------------------------

POSITIVE = {
    "one": ((), (), ONE),
    "a rational": ((), (), num("1/7")),
    "a sum of ones": ((), (x,), ONE),
    "a declared quantity": ((), (), g),
    "its inverse": ((), (), inv(g)),
    "an average": ((), (x,), mul(p(), g)),
    "a law's sum": ((), (x,), p()),
    "a channel's sum": ((), (u,), channel),
    "an average over joint and marginal": ((), (x, u), mul(P("r", X=x, Y=u), P("r", X=x), g)),
    "a square of a law": ((), (x,), t.Pow(p(), 2)),
    "an exponential": ((), (), exp(f)),
    "an exponential, averaged": ((), (x,), mul(p(), exp(neg(Q("L", x))))),
    "a size and bits": ((), (), mul(t.Card(A), inv(ln(num(2))))),
    "one and more": ((), (), add(ONE, a, t.Pow(f, 2))),
    "a mixture": ((), (), add(mul(lam, g), mul(sub(ONE, lam), Q("g", y)))),
    "a total of what is positive somewhere": ((), (), total(y, mul(p(y), exp(f)))),
    "dominated": ((P_BELOW_Q,), (x,), mul(p(), q())),
    "declared nonzero": ((Support("n", ONE, n),), (), n),
    "nonzero where a law is": ((Support("p << a", p(), a),), (x,), mul(p(), a)),
    "an indicator": ((), (), nz(g)),
}
NOT_POSITIVE = {
    "zero": ((), (), ZERO),
    "negative": ((), (), num(-1)),
    "a free letter's probability": ((), (), p()),
    "a free letter in an average": ((), (x,), p(y)),
    "a nonnegative quantity": ((), (), n),
    "a nonnegative quantity, averaged": ((), (x,), mul(p(), a)),
    "summed": ((), (x,), a),
    "a weight between 0 and 1": ((), (), lam),
    "its complement": ((), (), sub(ONE, lam)),
    "a product of both": ((), (), mul(lam, sub(ONE, lam))),
    "a mixture with a part that may be 0": (
        (),
        (),
        add(mul(lam, g), mul(sub(ONE, lam), Q("a", y))),
    ),
    "a real quantity": ((), (), f),
    "a square": ((), (), t.Pow(f, 2)),
    "an even power with a law": ((), (x,), mul(p(), t.Pow(f, 2))),
    "an indicator": ((), (), nz(f)),
    "an indicator, averaged": ((), (x,), mul(p(), nz(q()))),
    "a law over itself": ((), (), mul(p(), inv(p()))),
    "two laws at the same letter": ((), (x,), mul(p(), q())),
    "dominated the other way": (
        (Support("q << a", q(), a),),
        (x,),
        mul(p(), a),
    ),
    "a channel at a free letter": ((), (), channel),
    "a channel summed over inputs": ((), (x,), channel),
    "a channel's inputs, weighed": ((), (x,), mul(channel, P("W", Y=v, X=x))),
    "a joint law at a free letter": ((), (x,), P("r", X=x, Y=u)),
    "the diagonal of a joint law": ((), (x,), P("d", X=x, Y=x)),
    "the size's logarithm": ((), (), ln(t.Card(A))),
    "a size less one": ((), (), sub(t.Card(A), ONE)),
    "a delta": ((), (), t.Delta(x, y)),
    "a delta and a law": ((), (x,), mul(p(), t.Delta(x, y))),
    "an entropy": ((), (x,), neg(mul(p(), ln(p())))),
    "a difference": ((), (), sub(add(ONE, a), b)),
    "nonzero at nonzero weight only": ((Support("n", lam, n),), (), n),
    "a quotient of nothing": ((), (), inv(n)),
    "a logarithm": ((), (), ln(g)),
}


@pytest.mark.parametrize("name", POSITIVE)
def test_positive(name):
    hypotheses, indices, w = POSITIVE[name]
    k = under(*hypotheses)
    form = Positive(indices, w)
    check(k, form)
    assert is_positive(k, form)
    whole = total(*indices, w) if indices else w
    made = accepts(k, gt(whole), form)
    assert made.zero == (NEVER,)
    assert made.is_proved
    assert not made.rests.axioms
    accepts(k, Statement(neg(whole), "<", ZERO), form)
    accepts(k, Statement(whole, ">=", ZERO), form)
    for m in evaluator.models(k.context, random.Random(3), 60):
        for env in m.places(t.free_indices(whole)):
            assert evaluator.term(whole, m, env) > 0


@pytest.mark.parametrize("name", NOT_POSITIVE)
def test_not_positive(name):
    hypotheses, indices, w = NOT_POSITIVE[name]
    k = under(*hypotheses)
    whole = total(*indices, w) if indices else w
    with pytest.raises(KernelError):
        check(k, Positive(indices, w))
    refuses(k, gt(whole), Positive(indices, w))
    refuses(k, gt(whole), Nonneg(indices, w))
    refuses(k, gt(whole))


def test_the_letters_of_a_positive_sum_are_letters():
    k = under()
    for bad in ((x, x), (Index("$some p X", A),), (Index("x", "no alphabet:"),), [x]):
        with pytest.raises(KernelError):
            check(k, Positive(bad, p()))
    with pytest.raises(KernelError):
        check(k, Positive((), P("p", X=Index("$some p X", A))))
    with pytest.raises(KernelError):
        check(k, Positive((), Q("nope")))


def test_a_law_with_inputs_is_no_law_without():
    laws = {**LAWS, "p": LawDecl((("X", A),), (("Z", A),))}
    k = Normalizer(Context(laws, QUANTITIES))
    with pytest.raises(KernelError, match="not visibly positive"):
        check(k, Positive((y,), P("p", X=x, Z=y)))


# -- strict statements --------------------------------------------------------------------------


def test_a_strict_statement_needs_a_strict_form():
    k = under(P_BELOW_Q, Hypothesis("f >= 1", ">=", sub(f, ONE)))
    gibbs = (Tangent((x,), p(), mul(q(), inv(p()))), Gap((x,), q(), p()))
    accepts(k, Statement(divergence(), ">=", ZERO), *gibbs)
    refuses(k, gt(divergence()), *gibbs, match="visibly > 0")
    accepts(k, gt(add(divergence(), ONE)), *gibbs, Positive((), ONE))
    refuses(k, gt(divergence()), *gibbs, Positive((), ONE), match="remainder")
    refuses(k, gt(f, ONE), Given("f >= 1"), match="visibly > 0")
    accepts(k, gt(f), Given("f >= 1"), Positive((), ONE))
    refuses(k, gt(t.Pow(f, 2)), Square((), ONE, f), match="visibly > 0")
    refuses(k, gt(ONE, ONE), match="visibly > 0")
    refuses(k, gt(a, a), Nonneg((), ZERO))
    refuses(k, gt(ONE), Nonneg((), ONE), match="visibly > 0")


def test_a_strict_certificate_has_the_right_direction():
    k = under()
    accepts(k, Statement(a, "<", add(a, g)), Positive((), g))
    refuses(k, Statement(add(a, g), "<", a), Positive((), g), match="remainder")
    refuses(k, Statement(a, ">", add(a, g)), Positive((), g), match="remainder")
    refuses(k, Statement(a, "=", add(a, g)), Positive((), g), match="cannot prove an equation")


def test_a_free_letter_of_a_form_is_no_letter_of_the_statement():
    refuses(under(), gt(n), Positive((), g), match="remainder")
    refuses(under(), gt(g), Positive((), Q("g", y)), match="remainder")


@pytest.mark.parametrize("rel", ["!=", "==", "", None, "=<", "≠", ["<"]])
def test_other_relations_are_refused_everywhere(rel):
    k, odd = under(), Statement(ONE, rel, ZERO)
    for attempt in (
        lambda: prove(k, odd),
        lambda: prove(k, odd, (Positive((), ONE),)),
        lambda: cite(k, odd, "book"),
        lambda: admit(k, odd, "hole"),
        lambda: chain(k, (), odd),
        odd.gap,
    ):
        with pytest.raises((KernelError, TypeError)):
            attempt()
    assert find(k, odd).theorem is None


def test_the_code_with_rounded_lengths():
    """E[L] < H + 1 for L = log₂ 1/p + 1 − g, g > 0 (Shannon 1948)."""
    bits = inv(ln(num(2)))
    length = add(mul(bits, ln(inv(p()))), ONE, neg(g))
    statement = Statement(total(x, mul(p(), length)), "<", add(mul(bits, entropy()), ONE))
    made = accepts(under(), statement, Positive((x,), mul(p(), g)))
    assert str(made.statement).count("<") == 1


# -- Known --------------------------------------------------------------------------------------


def lemma(k=None):
    return prove(k or under(), gt(g), (Positive((), g),))


def weak():
    return prove(under(), Statement(g, ">=", ZERO), (Positive((), g),))


def test_known_strict():
    k = under()
    accepts(k, gt(g), Known(lemma()))
    accepts(k, gt(Q("g", y)), Known(lemma(), ((x, y),)))
    accepts(k, gt(mul(num(2), g)), Known(lemma(), (), (), num(2)))
    accepts(k, gt(total(x, g)), Known(lemma(), (), (x,)))
    accepts(k, gt(total(x, mul(p(), g))), Known(lemma(), (), (x,), p()))
    accepts(k, gt(total(x, mul(p(), Q("g", y)))), Known(lemma(), ((x, y),), (x,), p()))
    accepts(k, gt(mul(exp(f), g)), Known(lemma(), (), (), exp(f)))
    accepts(k, gt(total(u, mul(channel, g))), Known(lemma(), (), (u,), channel))


def test_known_strict_refused():
    k = under()
    refuses(k, gt(mul(n, g)), Known(lemma(), (), (), n), match="visibly > 0")
    refuses(k, gt(mul(p(), g)), Known(lemma(), (), (), p()), match="visibly > 0")
    refuses(k, gt(mul(lam, g)), Known(lemma(), (), (), lam), match="visibly > 0")
    refuses(k, gt(ZERO), Known(lemma(), (), (), ZERO), match="visibly > 0")
    refuses(k, gt(neg(g)), Known(lemma(), (), (), num(-1)), match="weight")
    refuses(k, gt(mul(f, g)), Known(lemma(), (), (), f), match="weight")
    refuses(k, gt(total(x, mul(channel, g))), Known(lemma(), (), (x,), channel), match="> 0")
    refuses(k, gt(mul(p(y), total(x, g))), Known(lemma(), (), (x,), p(y)), match="visibly > 0")


def test_a_weak_theorem_makes_nothing_strict():
    k = under()
    refuses(k, gt(g), Known(weak()), match="visibly > 0")
    same = prove(k, Statement(g, "=", add(g, ZERO)))
    refuses(k, gt(a, a), Known(same), match="visibly > 0")
    accepts(k, Statement(g, ">=", ZERO), Known(lemma()))


def test_a_strict_theorem_needs_its_context():
    k = under(Hypothesis("f >= 1", ">=", sub(f, ONE)))
    made = prove(k, gt(f), (Given("f >= 1"), Positive((), ONE)))
    refuses(under(), gt(f), Known(made), match="needs the hypothesis")


def test_zero_conditions_never_hold():
    k = under()
    assert lemma().zero == (NEVER,) == weak().zero
    assert zero_conditions(k, Known(lemma(), (), (x,), p())) == (p(),)
    made = prove(k, Statement(mul(n, g), ">=", ZERO), (Known(lemma(), (), (), n),))
    assert made.zero == (n,)
    backward = Linear(made.statement.gap(), ((0, (), g),))
    assert with_equality(k, made, (n,), (), (backward,)).equality == (n,)
    assert cite(k, gt(f), "book").zero == (NEVER,)
    assert admit(k, Statement(f, "<", ZERO), "hole").zero == (NEVER,)


def test_zero_conditions_in_numbers():
    k = under()
    for form in (
        Known(lemma(), (), (), n),
        Known(lemma(), (), (x,), mul(n, p())),
        Known(lemma(), ((x, y),), (y,), a),
        Positive((x,), mul(p(), g)),
    ):
        check(k, form)
        made = prove(k, Statement(value(k, form), ">=", ZERO), (form,))
        for m in evaluator.models(k.context, random.Random(8), 40):
            holds = all(
                not evaluator.term(e, m, env)
                for e in made.zero
                for env in m.places(t.free_indices(e))
            )
            gap = made.statement.gap()
            values = [evaluator.term(gap, m, env) for env in m.places(t.free_indices(gap))]
            assert min(values) >= 0
            assert holds == (not any(values))


# -- the other rules ----------------------------------------------------------------------------


def test_a_chain_with_one_strict_step_is_strict():
    k = under()
    one = prove(k, Statement(a, "<=", add(a, b)), (Nonneg((), b),))
    two = prove(k, Statement(add(a, b), "=", add(b, a)))
    three = prove(k, Statement(add(b, a), "<", add(b, a, g)), (Positive((), g),))
    claim = Statement(a, "<", add(b, a, g))
    assert chain(k, (one, two, three), claim).zero == (NEVER,)
    made = chain(k, (one, two, three), Statement(a, "<=", add(b, a, g)))
    assert NEVER in made.zero
    for steps, wrong in (
        ((one, two), Statement(a, "<", add(b, a))),
        ((one, three), Statement(a, ">", add(b, a, g))),
        ((one, two, three), Statement(a, "=", add(b, a, g))),
        ((one, two, three), Statement(add(b, a, g), "<", a)),
        ((two, three), claim),
    ):
        with pytest.raises(KernelError):
            chain(k, steps, wrong)
    up = prove(k, Statement(add(b, a, g), ">", add(a, b)), (Positive((), g),))
    down = prove(k, Statement(add(a, b), ">=", a), (Nonneg((), b),))
    middle = prove(k, Statement(add(a, b), "=", add(b, a)))
    assert chain(k, (up, middle, down), Statement(add(b, a, g), ">", a))


def test_antisymmetric_refuses_strict_ones():
    lies = Hypothesis("f >= g", ">=", sub(f, g)), Hypothesis("f < 0", ">=", neg(f))
    k = under(*lies)
    above = prove(k, gt(f), (Given("f >= g"), Positive((), g)))
    below = prove(k, Statement(f, "<=", ZERO), (Given("f < 0"),))
    for pair in ((above, below), (above, above)):
        with pytest.raises(KernelError, match="strict"):
            antisymmetric(k, *pair, Statement(f, "=", ZERO))
    with pytest.raises(KernelError, match="strict"):
        antisymmetric(k, below, above, Statement(ZERO, "=", f))


def test_a_strict_theorem_has_no_equality_condition():
    k, made = under(), lemma()
    backward = Linear(made.statement.gap(), ((0, (), made.statement.gap()),))
    with pytest.raises(KernelError, match="no equality condition"):
        with_equality(k, made, (NEVER,), (), (backward,))
    weakly = with_equality(k, weak(), (NEVER,), (), (backward,))
    assert weakly.equality == (NEVER,)
    refuses(k, gt(g), Known(weakly), match="visibly > 0")


def test_instances_of_strict_theorems():
    k = under()
    averaged = prove(k, gt(total(x, mul(p(), g))), (Positive((x,), mul(p(), g)),))

    def put(law=None, quantity=None):
        laws = {} if law is None else {"p": Put((x,), law)}
        quantities = {} if quantity is None else {"g": Put((x,), quantity)}
        return instance(k, averaged, Substitution({}, laws, quantities))

    made = put(inv(t.Card(A)), exp(f))
    assert made.statement.rel == ">"
    assert made.zero == (NEVER,)
    for m in evaluator.models(k.context, random.Random(4), 30):
        assert evaluator.term(made.statement.gap(), m, {}) > 0
    for quantity in (a, p(), t.Pow(f, 2), f, ZERO, lam):
        with pytest.raises(KernelError, match="sign"):
            put(quantity=quantity)
    with pytest.raises(KernelError, match="sum to 1"):
        put(law=ZERO)


def test_open_steps_stay_visible():
    k = under()
    hole = admit(k, gt(f), "hole")
    made = prove(k, gt(total(x, mul(p(), f))), (Known(hole, (), (x,), p()),))
    assert made.rests.open == {"hole"}
    assert not made.is_proved


# -- random ones --------------------------------------------------------------------------------


def drawn(rng, terms, depth=3):
    """A random term that is likely, but not sure, to be positive."""
    scope = generator.FREE
    kind = rng.random()
    if depth == 0 or kind < 0.3:
        i = terms.index(generator.A, scope)
        return rng.choice(
            (
                generator.quantity("v", i),
                generator.quantity("b", i),
                generator.quantity("lam"),
                t.minus(ONE, generator.quantity("lam")),
                generator.law("p", i),
                generator.law("q", i),
                generator.law("s", i, generator.IB),
                generator.law("W", generator.IB, i),
                generator.law("r", i, terms.index(generator.A, scope)),
                t.Exp(generator.quantity("a", i)),
                t.Card(generator.A),
                t.const(rng.choice((1, 2))),
                t.Pow(generator.quantity("a", i), 2),
                t.Delta(i, terms.index(generator.A, scope)),
            )
        )
    if kind < 0.55:
        return t.Mul(tuple(drawn(rng, terms, depth - 1) for _ in range(2)))
    if kind < 0.7:
        return t.Add(tuple(drawn(rng, terms, depth - 1) for _ in range(2)))
    if kind < 0.9:
        bound = rng.sample(scope, rng.choice((1, 2)))
        return t.Sum(tuple(bound), drawn(rng, terms, depth - 1))
    if kind < 0.95:
        return t.Pow(drawn(rng, terms, depth - 1), rng.choice((-1, 2)))
    return terms.term(2)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_proved_strictly_holds_strictly(seed):
    rng = random.Random(seed)
    terms = generator.Terms(rng)
    proved = refused = 0
    for _ in range(60):
        k = Normalizer(generator.random_context(rng))
        w = drawn(rng, terms)
        indices = tuple(rng.sample(generator.FREE, rng.choice((0, 1, 2))))
        try:
            whole = t.Sum(indices, w) if indices else w
            made = prove(k, Statement(c0, "<", t.Add((c0, whole))), (Positive(indices, w),))
            if rng.random() < 0.5:
                weight = drawn(rng, terms)
                bound = tuple(rng.sample(generator.FREE, rng.choice((0, 1))))
                gap = t.Mul((weight, made.statement.gap()))
                more = t.Sum(bound, gap) if bound else gap
                made = prove(k, gt(more), (Known(made, (), bound, weight),))
        except KernelError:
            refused += 1
            continue
        proved += 1
        gap = made.statement.gap()
        for m in evaluator.models(k.context, rng, 12, (1, 2)):
            try:
                values = [evaluator.term(gap, m, env) for env in m.places(t.free_indices(gap))]
            except evaluator.OutOfRange:
                continue
            assert min(values) > 0, made
    assert proved > 3
    assert refused > 3


c0 = generator.quantity("c")
