"""Nodes that stand for another expression and are evaluated as that one."""

from __future__ import annotations

from typing import Any

from derive.language.definitions import DefinedLawValue, DefinedValue
from derive.language.expressions import Product
from derive.language.measures import Measure

DEFINED = (Measure, Product, DefinedValue, DefinedLawValue)


def unfolded(e: Any) -> Any:
    """The definition of a defined node, one level down; any other expression as it is."""
    return e.unfold() if isinstance(e, DEFINED) else e
