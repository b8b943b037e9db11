"""Certificates over spaces, and that the fuzz sees a kernel that forgets what a space is."""

import random
from fractions import Fraction

import pytest

from derive.kernel import terms as t
from trials.fuzz import kernel, vocabulary
from trials.fuzz.meeting import declared, points
from trials.fuzz.tally import Tally
from trials.fuzz.values import Values


def drawn(seed: int) -> Tally:
    tally = Tally()
    kernel.certificates(random.Random(seed), 50, tally, on_spaces=True)
    return tally


def test_certificates_over_spaces():
    tally = drawn(1)
    assert tally.contradictions == []
    assert tally.total("proved") > 5 and tally.total("points") > 15


def test_laws_are_densities_at_cells():
    context = vocabulary.context([], ("A",))
    total = t.Sum((vocabulary.X,), vocabulary.law("p", vocabulary.X))
    size = t.Sum((vocabulary.X,), t.ONE)
    found = [*points(context, random.Random(0), 20, terms=(total,))]
    assert all(declared(point) and Values(point).at(total, {}) == 1 for point in found)
    assert {Values(point).at(size, {}) for point in found} - {Fraction(k) for k in range(9)}
    marginal = t.LawTerm("r", (("x", vocabulary.X),))
    inside = t.Sum((vocabulary.J,), vocabulary.law("r", vocabulary.X, vocabulary.J))
    for point in points(context, random.Random(1), 10, terms=(inside,)):
        for k in range(point.sizes["A"]):
            env = {vocabulary.X: k}
            assert Values(point).at(marginal, env) == Values(point).at(inside, env)


@pytest.mark.parametrize(
    "where,flipped",
    [
        ("derive.kernel.support.Support.is_density", lambda self, a: False),
        ("derive.kernel.terms.Context.merges", lambda self, indices, to: False),
    ],
)
def test_it_sees_a_kernel_without_a_guard(monkeypatch, where, flipped):
    monkeypatch.setattr(where, flipped)
    assert any(drawn(seed).contradictions for seed in range(40))
