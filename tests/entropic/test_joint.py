"""Exact distributions: independence, functions, values, and the ones that are tried."""

from fractions import Fraction

import numpy as np
import pytest

from derive.entropic import linear, network, structured
from derive.entropic.joint import Joint, completed
from derive.entropic.parse import parse
from derive.entropic.problem import Piece
from derive.entropic.reduce import core_of
from derive.numeric import closed

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)
XOR = Joint.of(((a, b, a ^ b), QUARTER) for a in (0, 1) for b in (0, 1))
COPY = Joint.of([((0, 0), HALF), ((1, 1), HALF)])
X, Y, Z = 1, 2, 4


def test_independence_is_decided_by_probabilities():
    assert XOR.vanishes(Piece(X, Y)) and XOR.vanishes(Piece(Y, Z))
    assert not XOR.vanishes(Piece(X, Y, Z))
    assert not COPY.vanishes(Piece(X, Y))
    hole = Joint.of([((0, 0), HALF), ((0, 1), QUARTER), ((1, 0), QUARTER)])
    assert not hole.vanishes(Piece(X, Y))  # a pair of probability 0


def test_a_pair_that_is_missing_is_no_independence():
    # r(x,y) r(k) = r(x,k) r(y,k) wherever r(x,y,k) > 0, but not everywhere
    rows = [((0, 0), Fraction(1, 2)), ((1, 1), Fraction(1, 2))]
    assert not Joint.of(rows).vanishes(Piece(X, Y))


def test_functions():
    assert XOR.vanishes(Piece(Z, Z, X | Y)) and not XOR.vanishes(Piece(Z, Z, X))


def test_values_are_exact():
    third = Joint.of([((0,), Fraction(1, 3)), ((1,), Fraction(2, 3))])
    e = parse("H(X) >= 0").gap()
    assert closed.decimal(third.bits(e), 6) == "0.918296"
    assert XOR.sign(parse("H(X,Y,Z) = 2").gap()) == 0


def test_equal_rows_add_up_and_none_is_empty():
    j = Joint.of([((5,), HALF), ((5,), QUARTER), ((7,), QUARTER), ((9,), Fraction(0))])
    assert j.rows == ((0,), (1,)) and j.weights == (Fraction(3, 4), QUARTER)


def test_variables_left_out_come_back():
    p = parse("I(A;E) >= I(A;B) given A -> B -> C -> D -> E")
    core = core_of(p, p.gap())
    assert core.size == 3 and {put.variable for put in core.completions} == {2, 3}
    joint = completed(Joint.of([((0, 0, 0), HALF), ((1, 1, 0), HALF)]), core, "ABCDE")
    assert joint.meets(p.conditions[0]) and joint.breaks(p)


def test_xor_is_among_the_linear_ones():
    p = parse("I(X;Y|Z) <= I(X;Y)")
    core = core_of(p, p.gap())
    found = next(linear.candidates(core, 2, np.random.default_rng(0)))
    assert found.breaks(p) and len(found.rows) == 4


def test_what_violates_ingleton_is_among_the_structured_ones():
    p = parse("I(A;B) <= I(A;B|C) + I(A;B|D) + I(C;D)")
    core = core_of(p, p.gap())
    found = next(structured.candidates(core, 4, np.random.default_rng(0)))
    assert found.breaks(p)


@pytest.mark.parametrize(
    "conditions",
    [
        "X -> Y -> Z",
        "indep(X,Y,Z)",
        "func(Z; X,Y)",
        "X ⊥ Y; func(Z; X,Y)",
        "iid(X,Y,Z)",
        "X ⊥ Z | Y; X ⊥ Y",
    ],
)
def test_networks_meet_the_conditions_by_construction(conditions):
    p = parse("H(X,Y,Z) >= 0", [conditions])
    core = core_of(p, parse("H(X) + H(Y) + H(Z) - H(X,Y,Z) >= 0").gap())
    rng = np.random.default_rng(1)
    drawn = 0
    for _ in range(20):
        graph = network.graph(core, rng)
        if graph is None:
            continue
        net = network.Network(graph, [2] * core.size)
        joint = net.joint(net.random(rng))
        assert all(joint.meets(c) for c in core.conditions)
        drawn += 1
    assert drawn


def test_networks_know_their_distribution_in_doubles_too():
    p = parse("H(X,Y,Z) >= 0 given X -> Y -> Z")
    core = core_of(p, p.gap())
    rng = np.random.default_rng(2)
    graph = network.graph(core, rng)
    net = network.Network(graph, [2, 3, 2])
    tables = net.random(rng)
    exact = net.joint(tables).nats(p.gap())
    there = network.value(p.gap(), net.array(tables)) * np.log(2)
    assert abs(float(closed.decimal(exact, 12)) - there) < 1e-9


def test_values_keep_their_order_so_that_equal_laws_stay_equal():
    # A is 0 where X1 is 1: X1's values are not seen in their order, X2's are
    p = parse("H(X1,X2) >= 3 H(X1) given iid(X1,X2)")
    third = Fraction(1, 3)
    weight = {0: third, 1: 1 - third}
    pairs = [((1 - a, a, b), weight[a] * weight[b]) for a in (0, 1) for b in (0, 1)]
    joint = Joint.of(pairs)
    moved = Joint.of(
        ((row[1], row[2]), w) for row, w in zip(joint.rows, joint.weights, strict=True)
    )
    assert moved.meets(p.conditions[0])
