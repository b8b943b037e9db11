"""A relation of which the text says that its laws are densities: it is not proved by a proof for
finite alphabets alone, and holds of densities only where it holds of all that are constant on
cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.relations import Relation, Structure
from derive.notes.decide.bases import in_any_base
from derive.notes.decide.checking import Checking
from derive.notes.decide.decision import Decision
from derive.notes.decide.densities import NoDensity, of_cells
from derive.notes.elaborate.densities import FINITE
from derive.notes.steps import Elaborated, Equality, Hypothesis

_GOOD = ("proved", "proved if")


def of_densities(checking: Checking, step: Elaborated, r: Relation, finite: Decision) -> Decision:
    """What is said of a relation of densities; finite: what is said of it of finite alphabets."""
    if not step.densities or finite.verdict not in _GOOD:
        return finite
    try:
        cells = of_cells(r, step.densities)
        if cells == r:
            return finite
        of_them = replace(step, given=tuple(_given(step)), equality=_equality(step))
        found = in_any_base(checking, of_them, cells)
    except (NoDensity, DeriveError) as wrong:
        why = f"it holds for finite alphabets, and is not decided for densities: {wrong}"
        return Decision("open", rests=finite.rests, why=why)
    if found.verdict in ("refuted", "refuted unless"):
        why = "unless its alphabet is finite: it is false of a density that is constant on cells"
        return replace(found, verdict="refuted unless", why=f"{why} of length Δ")
    return finite.under((FINITE,), ())


def _given(step: Elaborated) -> Iterator[Hypothesis]:
    """The hypotheses that say something of densities; not that Y is a function of X."""
    for h in step.given:
        if not isinstance(h.relation, Relation) or isinstance(h.relation, Structure):
            yield h
            continue
        left = h.relation.lhs
        call = left.call if isinstance(left, Measure) else None
        if call is not None and call.name == "entropy" and h.relation.rhs == 0:
            continue
        try:
            yield replace(h, relation=of_cells(h.relation, step.densities))
        except (NoDensity, DeriveError):
            continue


def _equality(step: Elaborated) -> Equality | None:
    e = step.equality
    if e is None:
        return None
    return replace(e, conditions=tuple(of_cells(c, step.densities) for c in e.conditions))
