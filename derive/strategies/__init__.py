"""Hypothesis strategies for laws, channels, codes and statements, with zeros and exact rationals.

They are what the checker's own tests draw from, kept for users' tests:

    from hypothesis import given
    from derive.strategies import dominated_pairs

    @given(dominated_pairs())
    def test_my_divergence_is_nonnegative(pair):
        p, q = pair
        assert my_divergence(p, q) >= 0

Everything shrinks towards small alphabets and simple fractions. Needs Hypothesis: `pip install
hypothesis`, or the extra `strategies`.
"""

from derive.language.names import DeriveError

try:
    import hypothesis as _hypothesis  # noqa: F401
except ImportError as err:
    raise DeriveError(
        "derive.strategies: Hypothesis is not installed; expected version 6.100 or later. "
        "Try pip install hypothesis."
    ) from err

from derive.strategies.codes import prefix_codes
from derive.strategies.laws import channels, distributions, dominated_pairs, joint_laws
from derive.strategies.statements import Stated, expressions, statements
from derive.strategies.vocabulary import OPERATIONS, VOCABULARY, Vocabulary

__all__ = [
    "OPERATIONS",
    "VOCABULARY",
    "Stated",
    "Vocabulary",
    "channels",
    "distributions",
    "dominated_pairs",
    "expressions",
    "joint_laws",
    "prefix_codes",
    "statements",
]
