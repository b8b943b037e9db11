"""Nodes that stand for another expression and are evaluated as that one."""

from __future__ import annotations

from typing import Any

from derive.language.definitions import DefinedLawValue, DefinedValue
from derive.language.derivatives import Partial
from derive.language.events import AtEvent
from derive.language.expressions import Product
from derive.language.measures import Measure
from derive.language.subsets import Member
from derive.numeric.duals import forward

DEFINED = (Measure, Product, AtEvent, Member, DefinedValue, DefinedLawValue, Partial)


def unfolded(e: Any) -> Any:
    """The definition of a defined node, one level down; any other expression as it is.

    A derivative has an expression of this side's own.
    """
    if isinstance(e, Partial):
        return forward(e.f, e.wrt)
    return e.unfold() if isinstance(e, DEFINED) else e
