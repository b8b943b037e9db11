"""Certificates about operations: the second checker accepts them, and no other statement."""

import json

import pytest
from sympy import Rational

from derive import (
    Abs,
    Eq,
    Ge,
    Gt,
    Le,
    Max,
    Min,
    Sum,
    hellinger_squared,
    log,
    pi,
    sqrt,
    theorem,
)
from derive.derivation.check import _Checker, check
from derive.derivation.elaborate import elaborate
from derive.derivation.limits import NO_LIMITS
from derive.store import dumps, loads
from derive.store.sealed import document, seal
from recheck.certificate import recheck
from recheck.reader import Refused
from tests.operations.test_statements import BC, HALF, PROVED, TV, a, b, f, p, q, u, v, x
from tests.recheck.build import claimed

LARGE = ("max is Lipschitz", "TV through a channel", "max of sums")  # seconds each


def proved(relation, given=()):
    @theorem("t", given=list(given))
    def one(proof):
        proof.claim(relation)

    return check(one, None).theorem


@pytest.mark.parametrize("name", [n for n in PROVED if n not in LARGE])
def test_accepted(name):
    made = proved(*PROVED[name])
    assert loads(dumps(made)).statement == made.statement
    assert recheck(document(elaborate(made), name, name)).rests is not None


FALSE = {
    "|a| ≤ a": (Ge(Abs(a), a), Le(Abs(a), a)),
    "max ≤ a": (Ge(Max(a, b), a), Le(Max(a, b), a)),
    "TV ≤ ½": (Le(TV, 1), Le(TV, HALF)),
    "max over letters": (Le(Max(p(x), x), 1), Le(Max(p(x), x), HALF)),
    "√u√v ≥": (Le(sqrt(u) * sqrt(v), (u + v) / 2), Ge(sqrt(u) * sqrt(v), (u + v) / 2)),
    "BC": (Le(BC, 1), Le(BC, HALF)),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_certificate_says_nothing_of_another_statement(name):
    true, false = FALSE[name]
    good = json.loads(dumps(proved(true)))

    @theorem("false")
    def other(proof):
        proof.claim(false)

    checker = _Checker(other, None, NO_LIMITS)
    statement = checker.translator.statement(false)
    bad = json.loads(claimed(checker.n.context, statement.lhs, statement.rel, statement.rhs))
    bad["certificate"]["theorems"][-1]["given"] = good["theorems"][-1]["given"]
    del bad["seal"]
    with pytest.raises(Refused):
        recheck(json.dumps({**bad, "seal": seal(bad)}))


@pytest.mark.parametrize(
    "identity",
    [
        Eq(sqrt(u) * sqrt(v), sqrt(u + v)),
        Eq(sqrt(u + v), sqrt(u) + sqrt(v)),
        Eq(sqrt(p(x)) * sqrt(q(x)), p(x)),
        Eq(Abs(f(x)), f(x)),
        Eq(Max(a, b), Min(a, b)),
        Eq(u ** Rational(3, 2), u * u),
        Eq(log(sqrt(p(x))) * p(x), p(x) * log(p(x))),
        Eq(Sum(sqrt(p(x)), x), 1),
        Eq(pi, 3),
    ],
    ids=str,
)
def test_false_identities_are_refused(identity):
    @theorem("false")
    def other(proof):
        proof.claim(identity)

    checker = _Checker(other, None, NO_LIMITS)
    s = checker.translator.statement(identity)
    with pytest.raises(Refused):
        recheck(claimed(checker.n.context, s.lhs, s.rel, s.rhs))


def rests_of(relation):
    @theorem("t")
    def one(proof):
        proof.claim(relation)

    report = check(one, None)
    assert report.verdict == "proved"
    return report.rests.axioms


def test_facts_of_analysis_that_operations_bring_are_named():
    """That roots compare as what is under them, and the digits of π."""
    assert "t ↦ tʳ is increasing for t ≥ 0, r > 0" in rests_of(hellinger_squared(p, q) <= TV)
    assert rests_of(Gt(pi, 3)) == {"the first digits of π"}
    assert rests_of(Le(TV, 1)) == frozenset()
