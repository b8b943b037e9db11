"""Markov chains of any length, and tuples after the bar."""

import pytest

from tests.events.said import *

w, x4, y4, z4, v = alphabets("w x y z v")
long = Law("r", w, x4, y4, z4)
A1, A2, A3, A4 = long.variables
chain = Markov(A1, A2, A3, A4)


@pytest.mark.parametrize(
    "claim",
    [
        I(A1, A4) <= I(A2, A3),
        I(A1, A4) <= I(A1, A2),
        Eq(I(A1, A3 | A2), 0),
        Eq(I((A1, A2), A4 | A3), 0),
        Eq(H(A4 | (A1, A2, A3)), H(A4 | A3)),
    ],
)
def test_what_follows_from_a_chain_of_four(claim):
    proved(claim, [chain])


@pytest.mark.parametrize(
    "claim",
    [
        I(A2, A3) <= I(A1, A4),
        Eq(I(A1, A4), 0),
        Eq(I(A2, A3 | A1), 0),
        Eq(long(w, x4, y4, z4), long(w) * long(x4) * long(y4) * long(z4)),
    ],
)
def test_what_does_not(claim):
    assert verdict(claim, [chain]) == "refuted"


def test_the_last_arrow_matters():
    """A1 → A2 → A3 alone says nothing of A4."""
    assert verdict(I(A1, A4) <= I(A2, A3), [Markov(A1, A2, A3)]) == "refuted"


def test_how_a_chain_prints():
    assert chain.name == "W → X → Y → Z"
    assert Markov((A1, A2), A3, A4).name == "W,X → Y → Z"
    made = report(I(A1, A4) <= I(A2, A3), [chain])
    from derive.render.latex import latex as page

    assert r"W \to X \to Y \to Z" in page(made)


def test_a_chain_of_groups():
    proved(I(A1, A4) <= I((A2, A3), A4), [Markov(A1, (A2, A3), A4)])


@pytest.mark.parametrize("variables", [(A1, A2), (A1,), (A1, A2, A1), (A1, A2, X)])
def test_what_is_no_chain(variables):
    with pytest.raises(DeriveError, match="Markov"):
        Markov(*variables)


def test_models_are_drawn_as_chains():
    from derive.numeric.nets import nets, separated, separations

    names = tuple(v.name for v in long.outputs)
    for net in nets(names, (chain,), 4):
        parents = {v: set(p) for v, p in net}
        assert all(separated(parents, s) for s in separations(chain))


def test_tuples_after_the_bar():
    assert H(A1 | (A2, A3)) == H(A1 | A2, A3)
    assert I(A1, A2 | (A3, A4)) == I(A1, A2 | A3, A4)
    assert text(H(A1 | (A2, A3))) == "H(W|X,Y)"
    assert verdict(H(A1 | (A2, A3)) <= H(A1 | A2)) == "proved"
    assert verdict(H(A1 | A2) <= H(A1 | (A2, A3))) == "refuted"
