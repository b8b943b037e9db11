"""Scalar lemmas, checked a second time in another arithmetic: accepted, refused, changed."""

import json
import random
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.derivation.elaborate import elaborate
from derive.kernel import terms as t
from derive.kernel.certificates import Known
from derive.kernel.instance import Put, Substitution, instance
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, Index, KernelError, LawDecl, QuantityDecl
from derive.kernel.theorem import Statement, prove
from derive.search.scalar import find_scalar
from derive.store.sealed import document
from recheck import calculus as ca
from recheck.certificate import recheck as check
from recheck.reader import Refused
from tests.kernel.build import ONE, add, exp, inv, mul, neg, num, sub
from tests.kernel.evaluator import OutOfRange
from tests.kernel.scalars import FALSE, FORGED, TRUE, T, changed, gap_at, points, power
from tests.recheck.build import claimed, sealed
from trials.tampering import tamper

F = Fraction
x = Index("x", "A")
P, Q = t.LawTerm("p", (("X", x),)), t.LawTerm("q", (("X", x),))
LAWS = Context({"p": LawDecl((("X", "A"),)), "q": LawDecl((("X", "A"),))}, {})


def found(name):
    context, *said = TRUE[name]
    return find_scalar(Normalizer(context), Statement(*said))


def put(general, term, context=LAWS):
    return instance(Normalizer(context), general, Substitution({}, {}, {"t": Put((), term)}))


def text_of(theorem):
    return document(elaborate(theorem), "test", "Test")


def chains_of(rng, splits):
    kinds = [ONE, T, inv(T), power(T, 2), inv(power(T, 2)), exp(T), exp(neg(T)), sub(ONE, T)]
    return tuple(
        tuple(rng.choice(kinds) for _ in range(rng.randint(0, 3))) for _ in range(len(splits) + 1)
    )


def assert_refused(text):
    """Refused, and not because the certificate's list of axioms is empty."""
    with pytest.raises(Refused) as refused:
        check(text)
    assert "other facts" not in str(refused.value)


@pytest.mark.parametrize("name", TRUE)
def test_true_ones_are_accepted(name):
    made = found(name)
    assert check(text_of(made)).rests["axioms"] == sorted(made.rests.axioms)


@pytest.mark.parametrize("name", FALSE)
def test_false_ones_are_refused(name):
    context, (lhs, rel, rhs), where = FALSE[name]
    rng = random.Random(name)
    for _ in range(8):
        splits = tuple(sorted({F(where), F(rng.randint(1, 9), 4)}))[: rng.randint(0, 2)]
        forms = (splits, chains_of(rng, splits))
        assert_refused(claimed(context, lhs, rel, rhs, forms, rule="scalar"))


OTHER = ("numbers for points", "no tuple", "too many derivatives")  # cannot be written; is true
WRITTEN = [name for name in FORGED if name not in OTHER]


@pytest.mark.parametrize("name", WRITTEN)
def test_forged_certificates_are_refused(name):
    context, lhs, rel, rhs, splits, multipliers = FORGED[name]
    assert_refused(claimed(context, lhs, rel, rhs, (splits, multipliers), rule="scalar"))


def test_instances_and_what_is_built_on_them():
    general = found("exponential")
    made = put(general, sub(P, Q))
    below = t.Sum((x,), mul(P, add(ONE, P, neg(Q))))
    s = Statement(t.Sum((x,), mul(P, exp(sub(P, Q)))), ">=", below)
    proved = prove(Normalizer(LAWS), s, (Known(made, ((x, x),), (x,), P),))
    assert check(text_of(proved)).rests["axioms"] == sorted(general.rests.axioms)


def test_an_instance_of_what_is_built_on_an_instance():
    """The term put in is put into the scalar lemma again."""
    here = Context({}, {"c": QuantityDecl((), "real")})
    c = t.Quantity("c")
    inner = put(found("exponential"), mul(num(2), c), here)
    s = Statement(exp(mul(num(2), c)), ">=", add(ONE, mul(num(2), c)))
    proved = prove(Normalizer(here), s, (Known(inner),))
    outer = Substitution({}, {}, {"c": Put((), sub(P, Q))})
    again = instance(Normalizer(LAWS), proved, outer)
    assert check(text_of(again)).rests["axioms"] == sorted(again.rests.axioms)
    twice = instance(Normalizer(LAWS), inner, outer)
    assert check(text_of(twice)).rests["axioms"] == sorted(again.rests.axioms)


def forged_instance(put_in, says, context=LAWS, general="root"):
    """A certificate that claims an instance, whatever the kernel thinks of it."""
    lemma = found(general)
    data = json.loads(document(lemma, "test", "Test"))
    (row,) = data["certificate"]["theorems"]
    other = json.loads(claimed(context, *says))["certificate"]["theorems"][-1]
    written = [
        "Substitution",
        ["dict"],
        ["dict"],
        ["dict", ["tuple", "t", ["Put", ["tuple"], put_in]]],
    ]
    second = {**other, "rule": "instance", "given": [["Theorem", 0], written]}
    return sealed(
        {**data["certificate"], "theorems": [row, second]}, axioms=data["rests"]["axioms"]
    )


def test_an_instance_outside_the_interval_is_refused():
    """2·ln t ≤ t − 1/t needs t ≥ 1."""
    two = ["Const", ["Fraction", 2, 1]]
    says = (mul(num(2), t.Log(num(2))), "<=", sub(num(2), inv(num(2))))
    assert check(forged_instance(two, says))
    half = ["Const", ["Fraction", 1, 2]]
    says = (mul(num(2), t.Log(num("1/2"))), "<=", sub(num("1/2"), inv(num("1/2"))))
    with pytest.raises(Refused, match="interval"):
        check(forged_instance(half, says))
    free = Context({}, {"c": QuantityDecl((), "pos")})
    c = t.Quantity("c")
    says = (mul(num(2), t.Log(c)), "<=", sub(c, inv(c)))
    with pytest.raises(Refused, match="interval"):
        check(forged_instance(["Quantity", "c", ["tuple"]], says, free))
    above = Context({}, {"c": QuantityDecl((), "pos")}, (), (Hypothesis("h", ">=", sub(c, ONE)),))
    assert check(forged_instance(["Quantity", "c", ["tuple"]], says, above))


def test_an_instance_that_says_something_else_is_refused():
    two = ["Const", ["Fraction", 2, 1]]
    says = (mul(num(2), t.Log(num(2))), "<=", sub(num(2), num(1)))
    with pytest.raises(Refused, match="put in"):
        check(forged_instance(two, says))


@pytest.mark.parametrize("name", ["tangent", "Pinsker", "minus ln", "cosh"])
def test_nothing_changed_is_accepted(name):
    counts, wrong = tamper(text_of(found(name)), 60, 3)
    assert wrong == []
    assert counts["unsealed, accepted"] == 0


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(TRUE)), st.integers(0, 2**30))
def test_accepts_no_more_than_holds(name, seed):
    """One number of a statement with its certificate is changed: what the kernel refuses and
    recheck accepts is true at points all the same."""
    rng = random.Random(seed)
    context, lhs, rel, rhs = TRUE[name]
    said = (changed(lhs, rng), rel, changed(rhs, rng))
    splits, multipliers = found(name).reason.given
    try:
        text = claimed(context, *said, (splits, multipliers), rule="scalar")
        check(text)
    except (Refused, KernelError) as why:
        if "other facts" not in str(why):  # the axiom is not written there: it was accepted
            return
    for point in points(context, rng, 20):
        try:
            value = gap_at(Statement(*said), context, point)
        except OutOfRange:
            continue
        assert value > 0 or (abs(value) < 1e-30 and rel in ("<=", ">="))


# -- its arithmetic -----------------------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(st.lists(st.fractions(-4, 4, max_denominator=4), min_size=1, max_size=5), st.integers(0, 99))
def test_signs_between_roots(zeros, seed):
    rng = random.Random(seed)
    p = (F(rng.choice((-2, 1))),)
    for z in zeros:
        p = ca.mul(p, (-z, F(1)))
    a, b = rng.choice(((None, None), (F(-1), F(2)), (F(0), None), (None, F(1))))
    inside = sorted({z for z in zeros if (a is None or a < z) and (b is None or z < b)})
    marks = (
        [inside[0] - 1 if a is None else a, *inside, inside[-1] + 1 if b is None else b]
        if inside
        else []
    )
    middles = [(low + high) / 2 for low, high in pairwise(marks)]
    if inside:
        assert ca.signs(p, a, b) == [1 if ca.at(p, m) > 0 else -1 for m in middles]
    else:
        assert len(ca.signs(p, a, b)) == 1
