"""What holds over one alphabet says nothing about another: [i = j] and Σ_i 1 have no law to tell.

Each certificate here once proved a false statement, by reading the letters i, j of 𝒜 as letters
u, v of ℬ.
"""

import pytest

from derive.kernel import terms as t
from derive.kernel.certificates import Given, Known, Part, Square
from derive.kernel.equality import Linear, by_equations, with_equality
from derive.kernel.terms import Hypothesis, KernelError
from derive.kernel.theorem import Statement, prove

from .build import ONE, ZERO, Q, mul, num, sub, total, u, under, v, x, y

SAME, OTHER = t.Delta(x, y), t.Delta(u, v)
ONE_LETTER = Hypothesis("|A| = 1", "=", sub(SAME, ONE))
APART = t.Pow(sub(ONE, SAME), 2)
MOVED = ((x, u), (y, v))


def refused(make):
    with pytest.raises(KernelError, match="another alphabet"):
        make()


def test_a_hypothesis_about_one_alphabet_is_not_read_of_another():
    claim = Statement(OTHER, "=", ONE)
    refused(lambda: prove(under(ONE_LETTER), claim, (Given(ONE_LETTER.name, MOVED),)))


def test_a_theorem_about_one_alphabet_is_not_read_of_another():
    k = under(ONE_LETTER)
    known = prove(k, Statement(SAME, "=", ONE), (Given(ONE_LETTER.name),))
    refused(lambda: prove(k, Statement(OTHER, "=", ONE), (Known(known, MOVED),)))


def test_a_part_of_a_sum_over_one_alphabet_is_none_of_another():
    claim = Statement(total(x, y, APART), ">=", t.Pow(sub(ONE, OTHER), 2))
    refused(lambda: prove(under(), claim, (Part((), ONE, total(x, y, APART), (u, v)),)))


def test_an_equation_about_one_alphabet_is_not_read_of_another():
    claim = Statement(OTHER, "=", ONE)
    step = Linear(claim.gap(), ((0, MOVED, ONE),))
    refused(lambda: by_equations(under(ONE_LETTER), claim, (step,)))


def test_an_equality_condition_about_one_alphabet_is_not_read_of_another():
    k = under()
    squared = Statement(t.Pow(sub(SAME, ONE), 2), ">=", ZERO)
    proved = prove(k, squared, (Square((), ONE, sub(SAME, ONE)),))
    forward = (Linear(sub(OTHER, ONE), ((0, MOVED, ONE),)),)
    backward = (Linear(squared.gap(), ((0, (), ZERO),)),)
    refused(lambda: with_equality(k, proved, (sub(OTHER, ONE),), forward, backward))


def test_renaming_within_an_alphabet_stays():
    assert t.rename(mul(num(2), Q("a", x)), {x: y}) == mul(num(2), Q("a", y))
