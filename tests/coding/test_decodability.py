"""Prefix-free and uniquely decodable codes, and the strings that show the contrary."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive import DeriveError
from derive.coding import Decodability, is_prefix_free, sardinas_patterson
from tests.coding.brute import no_word_begins_another, shortest_ambiguous


@pytest.mark.parametrize(
    ("code", "prefix_free", "unique"),
    [
        # Cover & Thomas, problem 5.27 (c)
        (["0", "10", "11"], True, True),
        (["0", "01", "11"], False, True),
        (["0", "01", "10"], False, False),
        (["0", "01"], False, True),
        (["00", "01", "10", "11"], True, True),
        (["110", "11", "10"], False, True),
        (["110", "11", "100", "00", "10"], False, True),
        # Cover & Thomas, table 5.1
        (["0", "010", "01", "10"], False, False),
        (["10", "00", "11", "110"], False, True),
        (["0", "10", "110", "111"], True, True),
        # one codeword, the empty one, repeated ones, other symbols
        (["0"], True, True),
        (["0101"], True, True),
        ([""], True, False),
        (["", "0"], False, False),
        (["", ""], False, False),
        (["01", "01"], False, False),
        (["é", "éa", "b"], False, True),
    ],
)
def test_known_codes(code, prefix_free, unique):
    assert is_prefix_free(code) is prefix_free
    answer = sardinas_patterson(code)
    assert answer.unique is unique
    assert bool(answer) is unique
    if unique:
        assert (answer.string, answer.first, answer.second) == (None, None, None)
        assert (answer.first_words, answer.second_words) == (None, None)
        assert str(answer) == "uniquely decodable"


def test_two_parsings_are_given():
    answer = sardinas_patterson(["0", "01", "10"])
    assert answer == Decodability(False, "010", (0, 2), (1, 0), ("0", "01", "10"))
    assert answer.first_words == ("0", "10")
    assert answer.second_words == ("01", "0")
    assert str(answer) == (
        "not uniquely decodable: '010' is '0'·'10' (codewords [0, 2]) and "
        "'01'·'0' (codewords [1, 0])"
    )


def test_the_empty_codeword():
    answer = sardinas_patterson(["0", ""])
    assert (answer.string, answer.first, answer.second) == ("", (), (1,))
    assert "'' is nothing (codewords []) and '' (codewords [1])" in str(answer)


def test_repeated_codewords_are_told_apart_by_their_position():
    answer = sardinas_patterson(["1", "01", "00", "01"])
    assert (answer.string, answer.first, answer.second) == ("01", (1,), (3,))
    assert answer.first_words == answer.second_words == ("01",)


def test_a_long_string_may_be_needed():
    n = 30
    answer = sardinas_patterson(["1" + "0" * n * n, "1", "0" * n])
    assert (answer.first, answer.second) == ((0,), (1, *[2] * n))
    answer = sardinas_patterson(["1", "1" + "0" * 7, "0" * 5, "0001"])
    assert answer.string == "1" + "0" * 10 + "1"
    assert answer.first_words == ("1", "00000", "00000", "1")
    assert answer.second_words == ("10000000", "0001")


@settings(deadline=None)
@given(st.lists(st.text("01", min_size=1, max_size=5), min_size=1, max_size=6))
def test_agrees_with_counting_parsings(code):
    answer = sardinas_patterson(code)
    length = shortest_ambiguous(code)
    assert answer.unique is (length is None)
    assert is_prefix_free(code) is no_word_begins_another(code)
    if length is not None:
        assert len(answer.string) == length
        assert answer.first != answer.second
        for parsing in (answer.first, answer.second):
            assert "".join(code[k] for k in parsing) == answer.string


@pytest.mark.parametrize("function", [is_prefix_free, sardinas_patterson])
@pytest.mark.parametrize(
    ("code", "message"),
    [
        ([], r"code: got \[\]; expected a list with at least one entry. Try"),
        ("010", "code: got '010'; expected a list"),
        ({"0", "1"}, "code: got {.*; expected a list"),
        (["0", 1], r"code\[1\]: got 1; expected a string"),
        ([b"0"], r"code\[0\]: got b'0'"),
    ],
)
def test_what_is_no_code_is_refused(function, code, message):
    with pytest.raises(DeriveError, match=message):
        function(code)


@pytest.mark.parametrize(
    ("unique", "string", "first", "second"),
    [
        (False, "010", (0, 2), (0, 2)),
        (False, "010", (0, 2), (1, 1)),
        (False, "01", (0, 2), (1, 0)),
        (False, "010", (0, 2), (1, 0, 3)),
        (False, "010", (0, -1), (1, 0)),
        (False, None, None, None),
        (True, "010", (0, 2), (1, 0)),
    ],
)
def test_no_decodability_with_false_parsings(unique, string, first, second):
    with pytest.raises(DeriveError, match=r"first, second: got .* Try sardinas_patterson"):
        Decodability(unique, string, first, second, ("0", "01", "10"))
