"""Existence by witness: hypotheses, well-posedness and the relation, all exactly."""

import dataclasses
from fractions import Fraction

import pytest
from sympy import Integer, Rational, log

from derive.language.alphabets import Alphabet, alphabets
from derive.language.expressions import Ceiling, Sum, exp, quotient
from derive.language.laws import Channel, Distribution, Law
from derive.language.maps import Map
from derive.language.measures import KL, H, I
from derive.language.names import DeriveError
from derive.language.optimisers import ArgMax
from derive.language.quantities import CodeLengths, Probability, Real
from derive.language.relations import Eq, Ge, Gt, Independent, Le, Lt, Ne, Relation
from derive.numeric import Witness, witness

x, y, z, v = alphabets("x y z v")
p, q, m = Distribution("p", x), Distribution("q", x), Distribution("m", x)
r = Law("r", x, y, z)
X, Y, Z = r.variables
W = Channel("W", y, given=x)
L = CodeLengths("L", x)
f = Real("f", x)
lam = Probability("λ")
g = Map("g", v, to=x)
PAIR = {p: ["1/2", "1/2"], q: ["1/4", "3/4"]}


@pytest.mark.parametrize(
    ("rel", "holds"), [("=", 0), ("!=", 1), ("<", 1), ("<=", 1), (">", 0), (">=", 0)]
)
def test_all_relations(rel, holds):
    found = witness(Relation(KL(q, p), rel, KL(p, q)), [p << q], PAIR)
    assert isinstance(found, Witness)
    assert found.holds is bool(holds)
    assert bool(found.why) is not bool(holds)
    assert found.counterexample.lhs.exact == "3/4·ln 3 - ln 2"
    assert found.counterexample.describe()[0] == "p = (1/2, 1/2)"


@pytest.mark.parametrize("rel", ["=", "<=", ">="])
def test_equality_counts_where_it_may(rel):
    same = {p: ["1/3", "2/3"], q: ["1/3", "2/3"]}
    assert witness(Relation(KL(p, q), rel, 0), [p << q], same).holds
    strict = {"=": "!=", "<=": "<", ">=": ">"}[rel]
    assert not witness(Relation(KL(p, q), strict, 0), [p << q], same).holds


def test_the_result_is_frozen():
    found = witness(Gt(KL(p, q), 0), [], PAIR)
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.holds = False


def test_conditioning_may_raise_information():
    xor = [[["1/4" if (i + j + k) % 2 == 0 else 0 for k in (0, 1)] for j in (0, 1)] for i in (0, 1)]
    found = witness(Gt(I(X, Y | Z), I(X, Y)), [Independent(X, Y)], {r: xor})
    assert found.holds
    assert (found.counterexample.lhs.exact, found.counterexample.rhs.exact) == ("ln 2", "0")


def test_free_letters_mean_every_letter():
    assert witness(Gt(p(x), 0), [], {p: ["1/3", "2/3"]}).holds
    found = witness(Lt(p(x), Rational(1, 2)), [], {p: ["1/3", "2/3"]})
    assert not found.holds
    assert found.why == "p(x) < 1/2 does not hold at x=2"
    assert found.counterexample.at == (("x", 2),)
    assert found.counterexample.lhs.exact == "2/3"


def test_hypotheses_are_checked_exactly():
    skew = {p: ["1/2", "1/2"], q: [1, 0]}
    found = witness(Ge(H(p), 0), [p << q], skew)
    assert not found.holds
    assert found.why == "the hypothesis p ≪ q does not hold at x=2"
    off = Rational(1, 2) + Rational(1, 10**40)
    assert not witness(Ge(H(p), 0), [Eq(p(x), off)], {p: ["1/2", "1/2"]}).holds
    kraft = witness(Ge(H(p), 0), [L.kraft()], {p: ["1/2", "1/2"]}, {L: [0, 1]})
    assert kraft.why == "the hypothesis Kraft's inequality does not hold"


def test_ill_posed_statements_have_no_witness():
    found = witness(Ge(KL(p, q), 0), [], {p: ["1/2", "1/2"], q: [1, 0]})
    assert not found.holds
    assert found.why.startswith("ill-posed: ln(p(x)/q(x)) at x=2")


def test_quantities_maps_and_parameters():
    mixed = Gt(H(lam * p(x) + (1 - lam) * q(x)), lam * H(p) + (1 - lam) * H(q))
    assert witness(mixed, [], {p: [1, 0], q: [0, 1]}, {lam: "1/2"}).holds
    assert not witness(mixed, [], {p: [1, 0], q: [0, 1]}, {lam.quantity: 1}).holds
    onto = witness(Ge(g.count(x), 1), g.facts(), {}, {g: [[1, 0], [0, 1], [1, 0]]})
    assert onto.holds
    assert "g: 1 ↦ 1, 2 ↦ 2, 3 ↦ 1" in onto.counterexample.describe()
    deterministic = witness(Eq(Sum(W(y | x), y), 1), [], {W: [[1, "1/2"], [0, "1/2"]]})
    assert deterministic.holds


def test_numbers_may_be_expressions_but_not_floats():
    exact = {f: [log(Integer(3)), -log(Integer(3))]}
    assert witness(Eq(Sum(exp(f(x)), x), Rational(10, 3)), [], {}, exact).holds
    assert witness(Eq(p(x), Rational(1, 2)), [], {p: [Fraction(1, 2), Rational(1, 2)]}).holds
    with pytest.raises(DeriveError, match=r"float 0\.5.*exact"):
        witness(Ge(H(p), 0), [], {p: [0.5, 0.5]})


def test_what_an_equation_fixes_may_be_left_out():
    given = [Eq(m(x), p(x) / 2 + q(x) / 2), Eq(L(x), Ceiling(log(1 / m(x), 2)))]
    found = witness(Eq(Sum(m(x) * L(x), x), Rational(11, 8)), given, PAIR)
    assert found.holds, found.why
    assert "m = (3/8, 5/8)" in found.counterexample.describe()
    softmax = Eq(p(x), quotient(exp(f(x)), Sum(exp(f(x)), x)))
    assert witness(Eq(p(x), Rational(1, 2)), [softmax], {}, {f: [7, 7]}).holds
    with pytest.raises(DeriveError, match="no values for q"):
        witness(Ge(KL(p, q), 0), [softmax], {}, {f: [7, 7]})
    with pytest.raises(DeriveError, match="no values for"):
        witness(Ge(H(p), 0), [Eq(p(x), q(x)), Eq(q(x), p(x))], {}, {f: [7, 7]})


def test_sizes_come_from_tables():
    found = witness(Lt(H(p), log(y.size)), [], {p: ["1/2", "1/2"], W: [[1, 0], [0, 1], [0, 0]]})
    assert found.holds
    with pytest.raises(DeriveError, match="size of the alphabet y"):
        witness(Lt(H(p), log(y.size)), [], {p: ["1/2", "1/2"]})
    spare = Real("spare", Alphabet("w"))
    w = Alphabet("w")
    assert witness(Eq(w.size, 3), [], {}, {spare: [0, 0, 0]}).holds


def test_argmax_sets():
    claim = Relation(ArgMax(p(x), x), "=", ArgMax(q(x), x))
    assert not witness(claim, [], PAIR).holds
    found = witness(Relation(ArgMax(p(x), x), "!=", ArgMax(q(x), x)), [], PAIR)
    assert found.holds
    assert (found.counterexample.lhs.exact, found.counterexample.rhs.exact) == ("{1, 2}", "{2}")


@pytest.mark.parametrize(
    ("laws", "quantities", "message"),
    [
        ({p: ["1/2", "1/2"]}, {}, "no values for q, L"),
        ({p: ["1/2", "1/3"], q: [1, 0]}, {L: [1, 1]}, "p does not sum to one"),
        ({p: [["1/2", "1/2"]], q: [1, 0]}, {L: [1, 1]}, "axes"),
        ({p: [1], q: [1, 0]}, {L: [1, 1]}, "elsewhere the alphabet"),
        ({p: ["half", 1], q: [1, 0]}, {L: [1, 1]}, "p: got"),
        ({p: [1, 0], q: [1, 0]}, {L: [1, [1, 2]]}, "L: got"),
        ({p: [], q: []}, {L: []}, "not empty"),
        ({p: [1, 0], q: [1, 0], "W": []}, {L: [1, 1]}, "expected a law or a quantity"),
    ],
)
def test_wrong_tables_are_named(laws, quantities, message):
    claim = Le(KL(p, q), Sum(p(x) * L(x), x))
    with pytest.raises(DeriveError, match=message):
        witness(claim, [p << q], laws, quantities)


def test_what_is_beyond_reach_is_not_a_witness():
    tiny = exp(-exp(Integer(9)))  # 1 + e^(-8103) cannot be told from 1 at the highest precision
    found = witness(Gt(log(1 + tiny) * f(x), 0), [], {}, {f: [1]})
    assert not found.holds
    assert "beyond" in found.why


def test_unequal_laws_need_not_differ_in_divergence():
    mirrored = {p: ["1/3", "2/3"], q: ["2/3", "1/3"]}
    assert witness(Eq(KL(p, q), KL(q, p)), [Ne(p, q)], mirrored).holds
