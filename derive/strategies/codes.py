"""Prefix codes, complete or not."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from derive.coding.checked import SYMBOLS, checked_size
from derive.strategies import checks


def prefix_codes(
    max_words: int = 6, D: int = 2, max_length: int = 5
) -> SearchStrategy[tuple[str, ...]]:
    """Prefix codes: tuples of distinct words, none the beginning of another.

    Words are over the first D of 0-9a-z, of at most `max_length` symbols, in any order. Some of
    the codes are complete (Kraft sum 1), others are not. The code of the empty word alone is one
    of them, and what they shrink to.

    >>> from hypothesis import find
    >>> find(prefix_codes(), lambda code: len(code) == 2)
    ('0', '1')

    Raises:
        DeriveError: if `max_words` or `max_length` is not an integer ≥ 1, or D not one from 2 to
            36.
    """
    most = checks.checked_size(max_words, "max_words")
    longest = checks.checked_size(max_length, "max_length")
    return _prefix_codes(most, SYMBOLS[: checked_size(D, len(SYMBOLS))], longest)


@st.composite
def _prefix_codes(draw: DrawFn, most: int, symbols: str, longest: int) -> tuple[str, ...]:
    """Leaves of a tree that is grown by splitting leaves; some are left out, some reordered."""
    leaves = [""]
    for _ in range(draw(st.integers(0, most - 1))):
        short = [leaf for leaf in leaves if len(leaf) < longest]
        if not short:
            break
        leaf = draw(st.sampled_from(short))
        at = leaves.index(leaf)
        leaves[at : at + 1] = [leaf + s for s in symbols]
    kept = [leaf for leaf in leaves if not draw(st.booleans())] or leaves[:1]
    return tuple(draw(st.permutations(kept))[:most])
