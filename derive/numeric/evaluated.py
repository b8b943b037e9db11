"""Statements as the attack evaluates them: what is over ℝ and ℕ₀ without integrals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy
from sympy import Basic

from derive.language.alphabets import Alphabet
from derive.language.families import Family, Normal
from derive.language.laws import Law
from derive.language.names import DeriveError
from derive.language.operations import Abs
from derive.language.relations import Dominated, Relation
from derive.language.vectors import MultivariateNormal
from derive.numeric.closing import close
from derive.numeric.normal import has_points_as_numbers, without_integrals
from derive.numeric.standing import parts

Hypothesis = Relation | Dominated


def evaluated(
    relations: Sequence[Relation], given: Sequence[Hypothesis]
) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Relations and hypotheses with their integrals done, and conditions that they converge.

    Raises:
        DeriveError: for one that cannot be evaluated.
    """
    things = (*relations, *given)
    met = [*parts(things)]
    if any(map(_is_beyond, met)):
        vector = next((v for v in met if isinstance(v, MultivariateNormal)), None)
        if vector is not None:
            raise DeriveError(f"{vector.name}: a vector is not evaluated beside other families.")
        return close(relations, given)
    if has_points_as_numbers(things):
        conditions: list[Relation] = []
        made = [without_integrals(h, conditions) for h in things]
        given = (*made[len(relations) :], *dict.fromkeys(conditions))
        return tuple(made[: len(relations)]), given
    return tuple(relations), tuple(given)


def on_cells(
    relations: Sequence[Relation], given: Sequence[Hypothesis]
) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The same where a density that may be any is on three cells beside normal laws, too: what is
    not well posed for these is not.

    Raises:
        DeriveError: for what cannot be evaluated, or is so already.
    """
    things = (*relations, *given)
    laws = [v for v in parts(things) if isinstance(v, Law) and any(x.is_space for x in v.outputs)]
    vectors = any(isinstance(law, MultivariateNormal) for law in laws)
    if vectors or any(map(_is_beyond, parts(things))) or all(isinstance(v, Family) for v in laws):
        raise DeriveError("there are no normal laws beside a density that may be any.")
    return close(relations, given)


def _is_beyond(part: Basic) -> bool:
    """Whether the normal law's integrals do not do for it."""
    if isinstance(part, Abs):
        return any(
            isinstance(a, Alphabet) and a.is_space for a in sympy.Add.make_args(part.args[0])
        )
    other = isinstance(part, Family) and not isinstance(part, (Normal, MultivariateNormal))
    return other or (isinstance(part, Alphabet) and part.is_natural)
