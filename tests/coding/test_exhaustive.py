"""The theorems of coding, tried on every small code and on a grid of distributions.

What decides here is brute force written for the purpose (`tests/coding/brute.py` and below) and
comparisons of integers; the library's answers are compared with it.
"""

from itertools import combinations, combinations_with_replacement, pairwise, product
from math import gcd, prod

import pytest

from derive import DeriveError
from derive.coding import (
    canonical_code,
    huffman,
    is_prefix_free,
    least_mean_length,
    sardinas_patterson,
    shannon_lengths,
)
from tests.coding.brute import (
    kraft_holds,
    no_word_begins_another,
    shortest_ambiguous,
    shortest_clash,
    words_up_to,
)


def families():
    """Symbols, words, and how many sets of 1 to 4 of the words there are."""
    return [("01", words_up_to(4), 31_930), ("012", words_up_to(2, "012"), 793)]


@pytest.mark.parametrize(("symbols", "words", "sets"), families(), ids=["binary", "ternary"])
def test_every_code_of_up_to_four_words(symbols, words, sets):
    D = len(symbols)
    seen = prefix_free_codes = unique_codes = 0
    for n in (1, 2, 3, 4):
        for code in combinations_with_replacement(words, n):
            seen += len(set(code)) == n
            kraft = kraft_holds([len(w) for w in code], D)
            prefix_free = no_word_begins_another(code)
            ambiguous = shortest_ambiguous(code, symbols)
            # Kraft, McMillan, and that prefix-free codes are uniquely decodable
            if ambiguous is None:
                unique_codes += 1
                assert kraft, code
            if prefix_free:
                prefix_free_codes += 1
                assert kraft and ambiguous is None, code
            # the library
            assert is_prefix_free(code) is prefix_free, code
            answer = sardinas_patterson(code)
            assert answer.unique is (ambiguous is None), code
            if ambiguous is not None:
                assert len(answer.string) == ambiguous, code
                assert answer.first != answer.second, code
                for parsing in (answer.first, answer.second):
                    assert "".join([code[k] for k in parsing]) == answer.string, code
    assert seen == sets
    assert 0 < prefix_free_codes < unique_codes < sets


def test_counting_parsings_agrees_with_writing_out_all_sequences():
    words = words_up_to(3)
    longest = 0
    for n in (1, 2, 3):
        for code in combinations_with_replacement(words, n):
            length = shortest_ambiguous(code)
            assert shortest_clash(code, 10) == length, code
            longest = max(longest, length or 0)
    assert longest < 10


@pytest.mark.parametrize(("D", "longest", "most"), [(2, 4, 4), (3, 2, 4)])
def test_prefix_free_codes_exist_exactly_when_kraft_holds(D, longest, most):
    for n in range(1, most + 1):
        for lengths in combinations_with_replacement(range(1, longest + 1), n):
            choices = [list(map("".join, product("012"[:D], repeat=k))) for k in lengths]
            exists = any(map(no_word_begins_another, product(*choices)))
            assert exists is kraft_holds(lengths, D), lengths
            try:
                code = canonical_code(lengths, D)
            except DeriveError:
                code = None
            assert (code is not None) is exists, lengths
            if code is not None:
                assert tuple(map(len, code)) == lengths
                assert no_word_begins_another(code)


def grid(letters, denominator):
    """(a₁, …, aₙ) for all distributions aᵢ/N with N ≤ denominator, each once, zeros included."""
    for n in range(1, letters + 1):
        for total in range(1, denominator + 1):
            for bars in combinations(range(total + n - 1), n - 1):
                ends = (-1, *bars, total + n - 1)
                parts = tuple(b - a - 1 for a, b in pairwise(ends))
                if gcd(*parts) == 1:
                    yield parts


def powers(parts):
    """Π aᵢ^aᵢ and N^N: their quotient is D^(−N·H_D) for every D, with 0⁰ = 1."""
    total = sum(parts)
    return prod(a**a for a in parts), total**total


def is_power(n, D):
    while n % D == 0:
        n //= D
    return n == 1


@pytest.mark.parametrize("D", [2, 3])
def test_entropy_bounds_the_mean_length_from_both_sides(D):
    """H ≤ E[L] < H + 1 for Huffman's lengths, and H = E[L] exactly when p is D-adic.

    With p = a/N and B = Σ a·L, H ≤ E[L] says N^N ≤ D^B·Π a^a, and E[L] < H + 1 says
    D^B·Π a^a < D^N·N^N. A letter of probability 1 has a codeword of one symbol, so that
    E[L] = H + 1 there.
    """
    tight = 0
    for parts in grid(5, 12):
        total = sum(parts)
        lengths = [len(w) for w in huffman([f"{a}/{total}" for a in parts], D)]
        cost = D ** sum(a * length for a, length in zip(parts, lengths, strict=True))
        inner, outer = powers(parts)
        assert kraft_holds(lengths, D)
        assert outer <= cost * inner, parts
        if total in parts:
            assert cost * inner == D**total * outer
        else:
            assert cost * inner < D**total * outer, parts
        adic = all(0 < a < total and total % a == 0 and is_power(total // a, D) for a in parts)
        assert (cost * inner == outer) is adic, parts
        tight += adic
    # (1, 1)/2, (2, 1, 1)/4, (1, 1, 1, 1)/4, (4, 2, 1, 1)/8, (4, 1, 1, 1, 1)/8, (2, 2, 2, 1, 1)/8
    # and (1, 1, 1)/3, (3, 3, 1, 1, 1)/9, in every order
    assert tight == {2: 1 + 3 + 1 + 12 + 5 + 10, 3: 1 + 10}[D]


@pytest.mark.parametrize("D", [2, 3])
def test_shannons_lengths_are_within_one_symbol_of_entropy(D):
    for parts in grid(4, 12):
        if 0 not in parts:
            total = sum(parts)
            lengths = shannon_lengths([f"{a}/{total}" for a in parts], D)
            cost = D ** sum(a * length for a, length in zip(parts, lengths, strict=True))
            inner, outer = powers(parts)
            assert kraft_holds(lengths, D)
            assert outer <= cost * inner < D**total * outer, parts


@pytest.mark.parametrize("D", [2, 3])
def test_huffman_is_optimal_on_the_grid(D):
    for parts in grid(4, 12):
        total = sum(parts)
        p = [f"{a}/{total}" for a in parts]
        cost = sum(a * len(w) for a, w in zip(parts, huffman(p, D), strict=True))
        assert least_mean_length(p, D)[0] * total == cost, parts
