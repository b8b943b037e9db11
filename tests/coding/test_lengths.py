"""Huffman's and Shannon's lengths, and the least mean length."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Float, Rational

from derive import DeriveError
from derive.coding import huffman, is_prefix_free, least_mean_length, mean_length, shannon_lengths
from tests.coding.brute import kraft_holds


@st.composite
def laws(draw, letters, smallest=0):
    weights = draw(st.lists(st.integers(smallest, 30), min_size=1, max_size=letters).filter(any))
    return [Fraction(w, sum(weights)) for w in weights]


@pytest.mark.parametrize(
    ("p", "D", "code", "mean"),
    [
        # Cover & Thomas, examples 5.6.1 to 5.6.3
        (["0.25", "0.25", "0.2", "0.15", "0.15"], 2, "00 01 10 110 111", "2.3"),
        (["0.25", "0.25", "0.2", "0.15", "0.15"], 3, "0 1 20 21 22", "1.5"),
        (["0.25", "0.25", "0.2", "0.1", "0.1", "0.1"], 3, "0 1 20 220 221 21", "1.7"),
        (["1/3", "1/3", "1/4", "1/12"], 2, "00 01 10 11", "2"),
        ([Rational(1, 2), Fraction(1, 2)], 5, "0 1", "1"),
        ([0, 1], 2, "0 1", "1"),
        ([1], 2, "0", "1"),
        ([1], 3, "0", "1"),
    ],
)
def test_huffman_codes(p, D, code, mean):
    assert huffman(p, D) == code.split()
    assert mean_length(p, code.split()) == Fraction(mean)


@settings(deadline=None)
@given(laws(6), st.integers(2, 5))
def test_huffman_has_the_least_mean_length(p, D):
    code = huffman(p, D)
    assert len(code) == len(p)
    assert is_prefix_free(code)
    least, lengths = least_mean_length(p, D)
    assert mean_length(p, code) == least == mean_length(p, lengths)


@settings(deadline=None)
@given(laws(4), st.integers(2, 3))
def test_the_least_mean_length_is_that_of_all_lengths_tried(p, D):
    n = len(p)
    able = [v for v in product(range(1, n + 3), repeat=n) if kraft_holds(v, D)]
    means = [sum(a * b for a, b in zip(p, v, strict=True)) for v in able]
    first = able[means.index(min(means))]
    assert least_mean_length(p, D) == (min(means), first)


@settings(deadline=None)
@given(laws(6, smallest=1), st.integers(2, 10))
def test_shannons_lengths_are_the_smallest_with_a_share_of_at_most_p(p, D):
    lengths = shannon_lengths(p, D)
    for v, length in zip(p, lengths, strict=True):
        assert Fraction(1, D**length) <= v
        assert length == 0 or Fraction(1, D ** (length - 1)) > v
    assert kraft_holds(lengths, D)


def test_shannons_lengths_at_exact_powers_and_just_below():
    p = Fraction(1, 2**100)
    tiny = Fraction(1, 10**40)
    assert shannon_lengths([p, 1 - p]) == [100, 1]
    assert shannon_lengths([p - tiny, 1 - p + tiny])[0] == 101
    assert shannon_lengths([p + tiny, 1 - p - tiny])[0] == 100
    assert shannon_lengths([1]) == [0]


def test_mean_lengths():
    assert mean_length(["1/2", "1/3", "1/6"], [1, 2, 2]) == Fraction(3, 2)
    assert mean_length(["1/2", "1/3", "1/6"], ("a", "bb", "")) == Fraction(7, 6)


@pytest.mark.parametrize("function", [huffman, least_mean_length, shannon_lengths])
@pytest.mark.parametrize(
    ("p", "message"),
    [
        ([], r"p: got \[\]; expected a list with at least one entry"),
        ("1", "p: got '1'; expected a list"),
        ([0.5, 0.5], r"p\[0\]: got 0.5; expected an exact number.*Try Fraction\(1, 3\)"),
        ([Float("0.5"), "1/2"], r"p\[0\]: got 0.50000"),
        (["1/2", "half"], r"p\[1\]: got 'half'"),
        (["1/0", 1], r"p\[0\]: got '1/0'"),
        ([True], r"p\[0\]: got True"),
        ([2, -1], r"p\[1\]: got -1"),
        (["1/2", "1/3"], "with the sum 5/6; expected the sum 1. Try dividing"),
    ],
)
def test_what_is_no_distribution_is_refused(function, p, message):
    with pytest.raises(DeriveError, match=message):
        function(p)
    with pytest.raises(DeriveError, match=message):
        mean_length(p, [1, 1])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: mean_length([1], [1, 2]), "code_or_lengths: got 2 entries; expected 1"),
        (lambda: mean_length([1], "0"), "got '0'; expected a list"),
        (lambda: mean_length(["1/2", "1/2"], ["0", 1]), r"code\[1\]: got 1; expected a string"),
        (lambda: mean_length(["1/2", "1/2"], [1, "0"]), r"lengths\[1\]: got '0'"),
        (lambda: shannon_lengths([0, 1]), r"p\[0\]: got 0; expected a positive.*Try leaving"),
        (lambda: huffman([1], 1), "D: got 1; expected an integer ≥ 2"),
        (lambda: huffman([1], 40), "D: got 40"),
        (lambda: least_mean_length([1], 0), "D: got 0"),
        (lambda: least_mean_length(["1/9"] * 9, 3), r"got 9 letters; .* at most 8. Try .*p, 3"),
    ],
)
def test_other_arguments_are_refused(call, message):
    with pytest.raises(DeriveError, match=message):
        call()
