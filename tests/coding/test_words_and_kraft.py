"""Words, Kraft sums and canonical codes."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Integer, Symbol

from derive import DeriveError
from derive.coding import (
    canonical_code,
    comparable,
    descendants,
    incidence,
    is_prefix_free,
    kraft_sum,
    words,
)
from tests.coding.brute import kraft_holds, no_word_begins_another

sizes = st.integers(2, 36)
any_lengths = st.lists(st.integers(0, 12), min_size=1, max_size=12)


@st.composite
def grown_lengths(draw):
    """D and the lengths of some leaves of a D-ary tree: their Kraft sum is at most 1."""
    D = draw(st.integers(2, 5))
    leaves = [0]
    for _ in range(draw(st.integers(0, 6))):
        leaf = leaves.pop(draw(st.integers(0, len(leaves) - 1)))
        leaves += [leaf + 1] * D
    kept = draw(st.lists(st.sampled_from(range(len(leaves))), min_size=1, unique=True))
    return D, [leaves[k] for k in kept]


def test_words_in_order():
    assert words(0) == [""]
    assert words(2) == ["00", "01", "10", "11"]
    assert words(1, 36)[-1] == "z"
    assert len(words(3, 3)) == 27


def test_descendants():
    assert descendants("10", 4) == ["1000", "1001", "1010", "1011"]
    assert descendants("2", 2, 3) == ["20", "21", "22"]
    assert descendants("10", 2) == ["10"]


def test_comparable():
    assert comparable("0", "01") and comparable("01", "0") and comparable("", "1")
    assert comparable("01", "01")
    assert not comparable("00", "01")


def test_incidence():
    assert incidence(["0", "10"], 2) == [[1, 1, 0, 0], [0, 0, 1, 0]]
    assert incidence([""], 1, 3) == [[1, 1, 1]]


@settings(deadline=None)
@given(st.lists(st.text("012", max_size=3), min_size=1, max_size=5))
def test_incidence_counts_descendants_and_sees_prefixes(code):
    table = incidence(code, 3, 3)
    assert [sum(row) for row in table] == [len(descendants(w, 3, 3)) for w in code]
    assert Fraction(sum(map(sum, table)), 27) == kraft_sum([len(w) for w in code], 3)
    once = all(sum(column) <= 1 for column in zip(*table, strict=True))
    assert once == no_word_begins_another(code) == is_prefix_free(code)


def test_kraft_sums_are_exact():
    assert kraft_sum([1, 2, 2]) == 1
    assert kraft_sum([1, 1, 2]) == Fraction(5, 4)
    assert kraft_sum([1, 2], 3) == Fraction(4, 9)
    assert kraft_sum([0, 5]) == Fraction(33, 32)
    assert kraft_sum((Integer(1), 3), 100) == Fraction(10001, 10**6)


@pytest.mark.parametrize(
    ("lengths", "D", "code"),
    [
        ([1, 2, 3, 3], 2, ["0", "10", "110", "111"]),
        ([3, 1, 3, 2], 2, ["110", "0", "111", "10"]),
        ([2, 2, 4], 2, ["00", "01", "1000"]),
        ([1, 2, 1, 2], 3, ["0", "20", "1", "21"]),
        ([0], 2, [""]),
        ([3], 2, ["000"]),
        ([1] * 36, 36, list("0123456789abcdefghijklmnopqrstuvwxyz")),
    ],
)
def test_canonical_codes(lengths, D, code):
    assert canonical_code(lengths, D) == code


@settings(deadline=None)
@given(st.one_of(grown_lengths(), st.tuples(sizes, any_lengths)))
def test_a_canonical_code_exists_exactly_when_kraft_holds(case):
    D, lengths = case
    assert (kraft_sum(lengths, D) <= 1) == kraft_holds(lengths, D)
    if not kraft_holds(lengths, D):
        with pytest.raises(DeriveError, match="> 1, so no uniquely decodable"):
            canonical_code(lengths, D)
        return
    code = canonical_code(lengths, D)
    assert [len(word) for word in code] == lengths
    assert no_word_begins_another(code)
    assert is_prefix_free(code)
    in_order = sorted(code, key=len)
    assert all(a < b for a, b in pairwise(in_order))
    # the i-th codeword, as a number 0.c₁c₂… in base D, is the sum of the shares before it
    for i, word in enumerate(in_order):
        before = [len(w) for w in in_order[:i]]
        share = kraft_sum(before, D) if before else 0
        assert Fraction(int(word or "0", D), D ** len(word)) == share


def test_lengths_beyond_kraft_are_refused_with_their_sum_and_a_way_out():
    with pytest.raises(DeriveError) as refusal:
        canonical_code([1, 1, 2])
    assert str(refusal.value) == (
        "lengths [1, 1, 2]: their Kraft sum is 5/4 > 1, so no uniquely decodable code has them. "
        "Try longer ones, such as [2, 2, 3]."
    )
    assert canonical_code([2, 2, 3])
    with pytest.raises(DeriveError, match=r"for D = 3 is 10/3 > 1.*\[3, 3, 3.*\]"):
        canonical_code([1] * 10, 3)
    with pytest.raises(DeriveError, match=r"\[0, 2\]: their Kraft sum is 5/4.*\[1, 3\]"):
        canonical_code([0, 2])
    with pytest.raises(DeriveError, match="too long to write > 1"):
        canonical_code([0, 20000])


@pytest.mark.parametrize("function", [kraft_sum, canonical_code])
@pytest.mark.parametrize(
    ("lengths", "D", "message"),
    [
        ([], 2, r"lengths: got \[\]; expected a list with at least one"),
        (3, 2, "lengths: got 3; expected a list"),
        ("12", 2, "lengths: got '12'; expected a list"),
        ([1, 1.5], 2, r"lengths\[1\]: got 1.5; expected an integer ≥ 0"),
        ([1, 2.0], 2, r"lengths\[1\]: got 2.0"),
        ([1, True], 2, r"lengths\[1\]: got True"),
        ([1, Fraction(2)], 2, r"lengths\[1\]: got Fraction"),
        ([1, Symbol("L")], 2, r"lengths\[1\]: got L"),
        ([2, -1], 2, r"lengths\[1\]: got -1; expected an integer ≥ 0.*Try"),
        ([1], 1, "D: got 1; expected an integer ≥ 2. Try D=2"),
        ([1], 2.0, "D: got 2.0"),
        ([1], "2", "D: got '2'"),
        ([1], True, "D: got True"),
    ],
)
def test_bad_lengths_and_sizes_are_refused(function, lengths, D, message):
    with pytest.raises(DeriveError, match=message):
        function(lengths, D)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: words(-1), "n: got -1; expected an integer ≥ 0"),
        (lambda: words(1.0), "n: got 1.0"),
        (lambda: words(1, 37), "D: got 37; codewords are written with the 36 symbols.*Try D=36"),
        (lambda: canonical_code([1], 37), "D: got 37"),
        (lambda: descendants("02", 3), "word: got '02'; expected symbols from '01' only"),
        (lambda: descendants("010", 2), "depth: got 2; the word '010' is longer. Try depth=3"),
        (lambda: descendants(1, 2), "word: got 1; expected a string"),
        (lambda: comparable("0", 1), "b: got 1; expected a string"),
        (lambda: incidence(["0", "012"], 3), r"code\[1\]: got '012'"),
        (lambda: incidence(["0", "000"], 2), "depth: got 2; the word '000'"),
        (lambda: incidence([], 2), r"code: got \[\]"),
    ],
)
def test_bad_words_are_refused(call, message):
    with pytest.raises(DeriveError, match=message):
        call()


def test_long_arguments_are_cut_in_messages():
    with pytest.raises(DeriveError) as refusal:
        canonical_code([1] * 10_000)
    assert len(str(refusal.value)) < 500
