"""The search: strict statements, suggested squares, products of deltas."""

import random

import pytest

from derive.kernel import terms as t
from derive.kernel.certificates import Given, Known, Positive, Square
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, Index, QuantityDecl
from derive.kernel.theorem import Statement, admit, chain
from derive.search.engine import Allowed, find
from derive.store import dumps, loads
from tests.kernel import evaluator
from tests.kernel.build import (
    ONE,
    P_BELOW_Q,
    ZERO,
    A,
    B,
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
    p,
    sub,
    total,
    u,
    under,
    x,
    y,
)

a, b, f, g, c, lam = Q("a", x), Q("b", x), Q("f", x), Q("g", x), Q("c"), Q("lam")
HALF = num("1/2")
bits = inv(ln(num(2)))
LENGTH = add(mul(bits, ln(inv(p()))), ONE, neg(g))  # log₂ 1/p + 1 − g, rounded up for g ≤ 1
MEAN_LENGTH, H = total(x, mul(p(), LENGTH)), mul(bits, entropy())
SLACK = Hypothesis("g <= 1", ">=", sub(ONE, g))


def lt(left, right):
    return Statement(left, "<", right)


def le(left, right):
    return Statement(left, "<=", right)


def eq(left, right):
    return Statement(left, "=", right)


def proves(n, statement, **allowed):
    """The theorem, true of random models, and what its certificate is made of."""
    found = find(n, statement, Allowed(**allowed))
    assert found.theorem is not None, found.why
    assert found.theorem.statement == statement
    assert loads(dumps(found.theorem)).statement == statement
    gap = statement.gap()
    for m in evaluator.models(n.context, random.Random(1), 12, (1, 2)):
        for env in m.places(t.free_indices(gap)):
            value = evaluator.term(gap, m, env)
            if found.theorem.is_proved:
                assert value > 0 if statement.is_strict else evaluator.close(value, abs(value))
                assert statement.rel != "=" or evaluator.close(value, evaluator.ZERO)
    return [type(form) for form in found.theorem.reason.given]


def fails(n, statement, why="", **allowed):
    found = find(n, statement, Allowed(**allowed))
    assert found.theorem is None
    assert why in found.why


# -- strict -------------------------------------------------------------------------------------


def test_rounded_code_lengths_are_within_one_bit_of_entropy():
    assert proves(under(SLACK), lt(MEAN_LENGTH, add(H, ONE))) == [Positive]
    proves(under(SLACK), Statement(add(H, ONE), ">", MEAN_LENGTH))
    proves(under(SLACK), Statement(MEAN_LENGTH, ">=", H))
    fails(under(SLACK), Statement(MEAN_LENGTH, ">", H), "not strictly")
    fails(under(), lt(MEAN_LENGTH, H))


STRICT = {
    "a number": ((), lt(ZERO, ONE)),
    "a square and one": ((), lt(ZERO, add(t.Pow(f, 2), ONE))),
    "a part of the sum": ((), lt(a, add(a, g, b))),
    "all parts as one": ((), lt(ZERO, add(mul(lam, g), mul(sub(ONE, lam), Q("g", y))))),
    "all parts as one, with a hypothesis": (
        (Hypothesis("f <= c", ">=", sub(c, f)),),
        lt(f, add(c, mul(lam, g), mul(sub(ONE, lam), Q("g", y)))),
    ),
    "above a number": ((Hypothesis("c >= 2", ">=", sub(c, num(2))),), lt(ONE, c)),
    "above what is positive": ((Hypothesis("c >= g", ">=", sub(c, total(x, g))),), lt(ZERO, c)),
    "above, at a letter": ((Hypothesis("f >= g", ">=", sub(f, g)),), lt(ZERO, f)),
    "above, on average": (
        (Hypothesis("f >= g", ">=", sub(f, g)),),
        lt(ZERO, total(x, mul(p(), f))),
    ),
    "with a tangent": ((P_BELOW_Q,), lt(neg(divergence()), ONE)),
    "with bits": ((P_BELOW_Q,), lt(neg(mul(bits, divergence())), bits)),
    "an exponential": ((), lt(ZERO, total(x, mul(p(), exp(neg(Q("L", x))))))),
    "an equation": ((Hypothesis("f = g", "=", sub(f, g)),), lt(ZERO, f)),
}


@pytest.mark.parametrize("name", STRICT)
def test_strict(name):
    hypotheses, statement = STRICT[name]
    assert Positive in proves(under(*hypotheses), statement)


@pytest.mark.parametrize(
    "statement",
    [
        lt(ZERO, ZERO),
        lt(ZERO, a),
        lt(ZERO, total(x, mul(p(), a))),
        lt(p(), ONE),
        lt(total(x, t.Pow(p(), 2)), ONE),
        lt(ZERO, t.Pow(f, 2)),
        lt(neg(divergence()), ZERO),
        lt(ZERO, add(mul(lam, g), mul(sub(ONE, lam), a))),
        lt(ZERO, P("r", X=x, Y=u)),
    ],
)
def test_weak_inequalities_are_not_strict(statement):
    n = under(P_BELOW_Q)
    fails(n, statement, "not strictly")
    assert find(n, le(statement.lhs, statement.rhs)).theorem is not None


def test_lemmas_one_of_them_strict():
    n = under()
    one, two = admit(n, le(f, c), "one"), admit(n, lt(c, Q("L", x)), "two")
    assert proves(n, lt(f, Q("L", x)), lemmas=(one, two), tangents=False) == [Known, Known]
    assert chain(n, (one, two), lt(f, Q("L", x))).rests.open == {"one", "two"}
    fails(n, lt(f, c), "not strictly", lemmas=(one, two))
    mean, longer = total(x, mul(p(), f)), total(x, mul(p(), Q("L", x)))
    letterwise = admit(n, lt(f, Q("L", x)), "letterwise")
    assert proves(n, lt(mean, longer), lemmas=(letterwise,)) == [Known]
    assert proves(n, lt(Q("f", y), Q("L", y)), lemmas=(letterwise,)) == [Known]


def test_a_strict_lemma_is_found_though_a_weak_one_would_do_for_the_weak_statement():
    n = under()
    weak, strict = admit(n, le(f, c), "weak"), admit(n, lt(f, c), "strict")
    assert find(n, lt(f, c), Allowed(lemmas=(weak, strict))).theorem.rests.open == {"strict"}
    twice = lt(mul(num(2), f), mul(num(2), c))
    assert Known in proves(n, twice, lemmas=(weak, strict))


def test_there_is_no_search_for_other_relations():
    fails(under(), Statement(ONE, "!=", ZERO), "relation")


# -- squares ------------------------------------------------------------------------------------

i, j = Index("i", "I"), Index("j", "I")
v, w = Index("v", "V"), Index("w", "V")


def e(index, at):
    return Q("e", index, at)


ORTHOGONAL = Hypothesis("orthogonal", "=", sub(mul(e(i, v), e(j, v)), mul(t.Delta(i, j), e(i, v))))


@pytest.mark.parametrize("sign", ["unit", "real"])
def test_orthogonal_indicators_add_up_to_one_at_most(sign):
    n = Normalizer(Context({}, {"e": QuantityDecl(("I", "V"), sign)}, (), (ORTHOGONAL,)))
    at = {k: total(i, e(i, k)) for k in (v, w)}
    squares = (sub(ONE, at[v]),)
    for letter in (v, w):
        forms = proves(n, le(at[letter], ONE), squares=squares)
        assert sorted(form.__name__ for form in forms) == ["Given", "Square"]
        fails(n, le(at[letter], ONE))
        fails(n, le(at[letter], HALF), squares=squares)
        fails(n, le(at[letter], ONE), squares=squares, hypotheses=frozenset())
    assert set(proves(n, le(total(v, at[v]), t.Card("V")), squares=squares)) == {Given, Square}


MEAN = total(y, mul(p(y), Q("f", y)))
SQUARES = {
    "AM-GM": (le(mul(f, c), mul(HALF, add(t.Pow(f, 2), t.Pow(c, 2)))), sub(f, c)),
    "variance": (le(t.Pow(MEAN, 2), total(x, mul(p(), t.Pow(f, 2)))), sub(f, MEAN)),
    "summed": (
        le(total(x, mul(f, Q("L", x))), mul(HALF, total(x, add(t.Pow(f, 2), t.Pow(Q("L", x), 2))))),
        sub(f, Q("L", x)),
    ),
    "weighted": (
        le(total(x, mul(num(2), a, f)), total(x, mul(a, add(t.Pow(f, 2), ONE)))),
        sub(f, ONE),
    ),
    "convexity": (
        le(
            t.Pow(add(mul(lam, c), mul(sub(ONE, lam), f)), 2),
            add(mul(lam, t.Pow(c, 2)), mul(sub(ONE, lam), t.Pow(f, 2))),
        ),
        sub(c, f),
    ),
    "a number and its inverse": (le(num(2), add(g, inv(g))), sub(g, ONE)),
    "at another letter": (
        le(mul(num(2), Q("f", y), c), add(t.Pow(Q("f", y), 2), t.Pow(c, 2))),
        sub(f, c),
    ),
    "strictly": (lt(ZERO, add(t.Pow(f, 2), f, ONE)), add(f, HALF)),
}


# By Lagrange's identity, and by completing squares.
UNASKED = {"variance", "AM-GM", "summed", "weighted", "at another letter", "strictly"}
UNASKED |= {"a number and its inverse"}


@pytest.mark.parametrize("name", SQUARES)
def test_suggested_squares(name):
    statement, suggested = SQUARES[name]
    assert Square in proves(under(), statement, squares=(suggested,), tangents=False)
    if name in UNASKED:
        assert Square in proves(under(), statement, tangents=False)
    else:
        fails(under(), statement)
        fails(under(), statement, squares=(add(suggested, g, b),))


# -- products of deltas -------------------------------------------------------------------------

D = t.Delta
letters = tuple(Index(name, A) for name in ("a", "w", "w1", "a'", "aa"))
at_b = tuple(Index(name, B) for name in ("b", "w2"))
l1, l2, l3, l4, l5 = letters

DELTAS = {
    "two alphabets": (
        mul(D(l1, l2), D(l1, l3), D(*at_b)),
        mul(D(l2, l3), D(l1, l3), D(*at_b)),
    ),
    "a chain of letters": (
        mul(D(l1, l2), D(l2, l3), D(l3, l4), D(l4, l5)),
        mul(D(l3, l5), D(l1, l5), D(l4, l2), D(l2, l1)),
    ),
    "a quantity": (mul(D(l1, l2), Q("f", l2)), mul(D(l1, l2), Q("f", l1))),
    "a law and a logarithm": (
        mul(D(l1, l2), p(l2), ln(p(l2))),
        mul(D(l1, l2), p(l1), ln(p(l1))),
    ),
    "a sum": (
        mul(D(l1, l2), total(y, Q("h", l2, y))),
        mul(D(l1, l2), total(y, Q("h", l1, y))),
    ),
    "two places": (mul(D(l1, l2), Q("h", l1, l2)), mul(D(l1, l2), Q("h", l2, l1))),
    "a sum over pairs": (total(x, u, D(x, l1)), t.Card(B)),
}


@pytest.mark.parametrize("name", DELTAS)
def test_equal_letters(name):
    left, right = DELTAS[name]
    proves(under(), eq(left, right))
    proves(under(), eq(right, left))
    proves(under(), le(left, right))


def test_other_letters_stay_apart():
    n = under()
    fails(n, eq(mul(D(l1, l2), Q("f", l3)), mul(D(l1, l2), Q("f", l1))))
    fails(n, eq(mul(D(l1, l2), D(l1, l3)), D(l2, l3)))
    fails(n, eq(mul(D(l1, l2), D(l3, l4)), mul(D(l1, l3), D(l2, l4))))
    fails(n, eq(mul(D(l1, l2), Q("h", l1, l3)), mul(D(l1, l2), Q("h", l3, l1))))
