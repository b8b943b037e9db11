"""Models with room: two letters or more in each alphabet whose size nothing tells.

What is said of one letter and taken of each, as y(k) = [k = c] of the class c, holds of alphabets
of one letter and of no others: there a model of it shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sympy import preorder_traversal

from derive.language.alphabets import Cardinality
from derive.language.laws import Law
from derive.language.quantities import Quantity
from derive.numeric.attack import example, posed_problem
from derive.numeric.evidence import Settings
from derive.numeric.problem import Hypothesis


def met_with_room(hypotheses: Sequence[Hypothesis], settings: Settings) -> bool:
    """Whether a model with room was found that meets all the hypotheses, exactly.

    Raises:
        DeriveError: for a hypothesis that cannot be evaluated.
    """
    named = (a for a, _ in posed_problem((), tuple(hypotheses)).sizes)
    told = {*named, *(a for h in hypotheses for a in _sized(h))}

    def has_room(sizes: Mapping[str, int]) -> bool:
        return all(n > 1 for a, n in sizes.items() if a not in told)

    return example(hypotheses, settings, has_room) is not None


def _sized(h: Hypothesis) -> Iterator[str]:
    """The alphabets of whose size a hypothesis speaks, and of nothing else."""
    nodes = [n for e in h.expressions() for n in preorder_traversal(e)]
    if not any(isinstance(n, (Law, Quantity)) for n in nodes):
        yield from (n.alphabet for n in nodes if isinstance(n, Cardinality))
