"""A law or quantity replaced by another in an expression, with all that is made of it."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr

from derive.language.definitions import Defined, DefinedLaw, Definition
from derive.language.expressions import Inverse, Product
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.optimal import OptimalLengths
from derive.language.quantities import Quantity, QuantityValue
from derive.language.relations import Dominated, Relation


def occurs(thing: Law | Quantity, e: Any) -> bool:
    """Whether the law or quantity occurs in e, in what e is defined from too."""
    if isinstance(e, (Relation, Dominated)):
        means = (e.mean(), *e.against) if isinstance(e, OptimalLengths) else ()
        return any(occurs(thing, side) for side in (*e.expressions(), *means))
    if e == thing:
        return True
    if isinstance(e, (DefinedLaw, Definition)):
        return occurs(thing, e.body)
    return any(occurs(thing, a) for a in e.args)


def put(e: Expr, thing: Law | Quantity, by: Any) -> Expr:
    """e with `by` for the thing: for a law a law over the same alphabets, for a quantity an
    expression in the letters that it is declared with.

    Names of measures and definitions in which the thing occurs are opened.
    """
    if not isinstance(e, Basic) or not occurs(thing, e):
        return e
    if isinstance(e, LawValue):
        return by(**dict(_renamed(e, by)))
    if isinstance(e, QuantityValue):
        from derive.language.definitions import at_letters

        return at_letters(by, thing.over, e.at)
    if isinstance(e, ConditionalValue):
        return put(e.joint, thing, by) * Inverse(put(e.given, thing, by))
    if isinstance(e, (Measure, Product, Defined)):
        return put(e.unfold(), thing, by)
    return e.func(*(put(a, thing, by) for a in e.args))


def _renamed(e: LawValue, by: Law) -> list[tuple[str, Any]]:
    """The variables of `by` that stand where those of e's law do."""
    own = [v.name for v in e.law.variables_and_inputs()]
    other = [v.name for v in by.variables_and_inputs()]
    to = dict(zip(own, other, strict=True))
    return [(to[var], letter) for var, letter in e.at]


def put_in(h: Relation | Dominated, thing: Law | Quantity, by: Any) -> Relation | Dominated:
    """A hypothesis with `by` for the thing.

    Raises:
        DeriveError: for lengths of least mean, of which an expression is none by its look.
    """
    if isinstance(h, OptimalLengths):
        raise DeriveError(f"{h}: expected hypotheses that can be looked at for {by}.")
    if isinstance(h, Dominated):
        return Dominated(put(h.premise, thing, by), put(h.conclusion, thing, by))
    return Relation(put(h.lhs, thing, by), h.rel, put(h.rhs, thing, by), h.name)
