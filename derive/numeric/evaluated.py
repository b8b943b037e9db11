"""Statements as the attack evaluates them: what is over ℝ and ℕ₀ without integrals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sympy import Basic

from derive.language.alphabets import Alphabet
from derive.language.families import Family, Normal
from derive.language.laws import Law
from derive.language.names import DeriveError
from derive.language.relations import Dominated, Relation
from derive.numeric.nodes import DEFINED, unfolded
from derive.numeric.normal import has_points_as_numbers, without_integrals

Hypothesis = Relation | Dominated


def evaluated(things: Sequence[Any]) -> tuple[Any, ...]:
    """Relations and hypotheses with their integrals done.

    Raises:
        DeriveError: for one that cannot be evaluated.
    """
    if any(map(_is_beyond, _parts(things))):
        raise DeriveError("laws of this family are not evaluated.")
    if has_points_as_numbers(things):
        return tuple(map(without_integrals, things))
    return tuple(things)


def _is_beyond(part: Basic) -> bool:
    other = isinstance(part, Family) and not isinstance(part, Normal)
    return other or (isinstance(part, Alphabet) and part.is_natural)


def _parts(things: Sequence[Any]) -> Iterator[Basic]:
    """All that occurs, in definitions too."""
    seen: set[Basic] = set()
    left: list[Basic] = [e for h in things for e in h.expressions()]
    while left:
        e = left.pop()
        if e not in seen:
            seen.add(e)
            yield e
            more = [unfolded(e)] if isinstance(e, DEFINED) else []
            if isinstance(e, Law):
                more += e.variables_and_inputs()
            left += [*e.args, *more]
