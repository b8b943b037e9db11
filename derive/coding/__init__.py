"""Codes: Kraft's inequality, unique decodability, and least mean lengths, in exact numbers.

A codeword is a string over the first D of the symbols 0-9a-z, D = 2 unless said otherwise; a code
is a list of codewords, one for each letter. Lengths and mean lengths are in symbols, which for
D = 2 are bits. Probabilities are ints, Fractions or text such as '1/3', never floats.
"""

from derive.coding.decodability import Decodability, is_prefix_free, sardinas_patterson
from derive.coding.huffman import huffman, mean_length
from derive.coding.kraft import canonical_code, kraft_sum
from derive.coding.optimal import least_mean_length
from derive.coding.shannon import shannon_lengths
from derive.coding.words import comparable, descendants, incidence, words

__all__ = [
    "Decodability",
    "canonical_code",
    "comparable",
    "descendants",
    "huffman",
    "incidence",
    "is_prefix_free",
    "kraft_sum",
    "least_mean_length",
    "mean_length",
    "sardinas_patterson",
    "shannon_lengths",
    "words",
]
