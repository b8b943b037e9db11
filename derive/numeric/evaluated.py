"""Statements as the attack evaluates them: what is over ℝ and ℕ₀ without integrals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sympy
from sympy import Basic, Expr, Integer

from derive.language.alphabets import Alphabet
from derive.language.expressions import Indicator, Inverse
from derive.language.families import Family, Normal
from derive.language.laws import Law
from derive.language.names import DeriveError
from derive.language.operations import Abs
from derive.language.relations import Dominated, Relation
from derive.language.vectors import MultivariateNormal
from derive.numeric.closing import close
from derive.numeric.normal import everywhere, has_points_as_numbers, without_integrals
from derive.numeric.standing import parts, points_in

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
        return _almost_everywhere(*close(relations, given))
    if has_points_as_numbers(things):
        conditions: list[Relation] = []
        first = [without_integrals(r, conditions) for r in relations[:1]]
        rest = [c for r in relations[1:] for c in everywhere(r, conditions)]
        met = [m for h in given for m in everywhere(h, conditions)]
        return _almost_everywhere((*first, *rest), (*met, *dict.fromkeys(conditions)))
    return tuple(relations), tuple(given)


def _almost_everywhere(
    relations: tuple[Any, ...], given: tuple[Any, ...]
) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The first relation so that a single point decides nothing: what fails by equality alone, or
    where a denominator is 0, may do so at that point only. Not where a law with ends is in it,
    which is 0 at more than single points.

    Raises:
        DeriveError: for ≠.
    """
    if not relations or not any(map(points_in, relations[0].expressions())):
        return relations, given
    first, *rest = relations
    if any(e.has(Indicator) for e in first.expressions()):
        return relations, given
    if first.rel == "!=":
        raise DeriveError(f"{first}: at almost every point it is not evaluated.")
    weak = {"<": "<=", ">": ">="}.get(first.rel, first.rel)
    apart = [Relation(f, "!=", Integer(0)) for e in first.expressions() for f in _denominators(e)]
    made = Relation(first.lhs, weak, first.rhs, first.name)
    return (made, *rest), (*given, *dict.fromkeys(apart))


def _denominators(e: Expr) -> Iterator[Expr]:
    """Factors with points in what is divided by, or under a logarithm, that may be 0."""
    for part in sympy.preorder_traversal(e):
        if isinstance(part, (Inverse, sympy.log)) and points_in(part):
            for f in sympy.Mul.make_args(part.args[0]):
                base = f.base if f.is_Pow else f
                if points_in(base) and not isinstance(base, sympy.exp):
                    yield base


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
