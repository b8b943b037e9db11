"""Relations have no truth value, and what SymPy has decided already is refused."""

import pytest
import sympy

from derive import (
    DeriveError,
    Distribution,
    Eq,
    Ge,
    H,
    Le,
    Positive,
    Probability,
    Relation,
    Sum,
    alphabets,
    exp,
)
from derive.language.relations import as_expression, as_relation

x, y = alphabets("x y")
p, q = Distribution("p", x), Distribution("q", x)


def test_our_relations_refuse_a_truth_test():
    with pytest.raises(DeriveError, match="no truth value"):
        bool(Le(0, p(x)))
    with pytest.raises(DeriveError, match="no truth value"):
        bool(p << q)


@pytest.mark.parametrize(
    "e", [p(x), Positive("c"), Probability("c"), exp(Positive("c", x)(x)), H(p), Sum(p(x), x)]
)
def test_a_chained_comparison_never_loses_a_half(e):
    with pytest.raises((TypeError, DeriveError)):
        0 <= e <= 1  # noqa: B015


def test_sympy_relations_are_taken_over_whole():
    relation = as_relation(H(p) >= 0)
    assert isinstance(relation, Relation)
    assert (relation.lhs, relation.rel, relation.rhs) == (H(p), ">=", 0)
    assert as_relation(sympy.Eq(p(x), q(x), evaluate=False)) == Eq(p, q)


@pytest.mark.parametrize("lost", [True, False, sympy.true, p(x) == q(x), sympy.Integer(1) >= 0])
def test_an_evaluated_relation_is_refused(lost):
    with pytest.raises(DeriveError, match="already evaluated"):
        as_relation(lost)


def test_strict_relations_and_inequations_are_ours():
    assert as_relation(H(p) > 0).rel == ">"
    assert as_relation(H(p) < 0).rel == "<"
    assert as_relation(sympy.Ne(H(p), 0, evaluate=False)).rel == "!="


@pytest.mark.parametrize("text", ["p(x)", "__import__('os')"])
def test_text_is_never_evaluated(text):
    with pytest.raises(DeriveError, match="never evaluated"):
        as_expression(text)


def test_floats_are_refused():
    with pytest.raises(DeriveError, match=r"Rational\('0.1'\)"):
        Ge(0.1, p(x))
