"""A ⇔ B where A is E = F, and E ≥ F or E ≤ F holds always, with equality just where B holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from derive.language.relations import Relation
from derive.notes.decide.bases import in_any_base
from derive.notes.decide.checking import Checking
from derive.notes.decide.decision import Decision
from derive.notes.steps import Elaborated, Equality

_GOOD = ("proved", "proved if")
_ORDERS: tuple[Literal[">=", "<="], ...] = (">=", "<=")


def by_equality(checking: Checking, step: Elaborated, r: Relation) -> Decision | None:
    """The decision on B, which is to follow from A; None where no such inequality is proved."""
    beside = [h.relation for h in step.given if h.doubt == step.other]
    (other,) = beside if len(beside) == 1 else (None,)
    if step.densities or not isinstance(other, Relation) or {other.rel, r.rel} != {"="}:
        return None
    given = tuple(h for h in step.given if h.doubt != step.other)
    equality = Equality(step.other, (r,))
    for order in _ORDERS:
        if checking.gives_up():
            return None
        about = replace(step, given=given, equality=equality, rel=order)
        found = in_any_base(checking, about, Relation(other.lhs, order, other.rhs))
        said = found.equality
        if found.verdict in _GOOD and said is not None and said.verdict == "proved":
            return replace(found, equality=None).under((step.other,), ())
    return None
