"""Which pictures a step gets: its slack over the models tried, and its counterexample."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from derive.derivation.report import Report, StepReport
from derive.language.maps import Map
from derive.language.names import DeriveError
from derive.language.relations import Relation
from derive.numeric import Settings, Slack, slacks
from derive.numeric.model import exact_array, number_text
from derive.report import charts
from derive.rules.exists import Exists

_MOST_BARS, _MOST_CELLS = 12, 36
_TOUCHING = 1e-9


@dataclass(frozen=True)
class Picture:
    """svgs: side by side, safe to put into a page. caption: what is seen, in words."""

    svgs: tuple[str, ...]
    caption: str


def pictures(s: StepReport, report: Report, settings: Settings | None) -> Iterator[Picture]:
    """Of one step, those there are."""
    yield from _model(s)
    if settings is None or s.kind == "equality" or not isinstance(s.relation, Relation):
        return
    if s.evidence is None or s.verdict == "error" or _same_as_claim(s, report):
        return
    conditions = _conditions(report) if s.kind == "claim" else ()
    try:
        found = slacks(s.relation, conditions, report.given, settings)
    except DeriveError:  # a condition that floats cannot evaluate: no picture
        return
    if found is not None:
        yield from _slack(found)


def _same_as_claim(s: StepReport, report: Report) -> bool:
    return s.kind == "step" and s.relation == report.claim


def _conditions(report: Report) -> Sequence[Relation]:
    return next((s.conditions for s in report.steps if s.kind == "equality"), ())


def _slack(found: Slack) -> Iterator[Picture]:
    n, least = len(found.least), found.least
    bad = sum(v < -_TOUCHING for v in least)
    said = f"{bad} make the statement false." if bad else "None is below 0."
    if max(map(abs, least)) > _TOUCHING:
        yield Picture(
            (charts.histogram(least),),
            f"Slack (greater side − less side) of the {n} models tried, special ones among them. "
            f"{said}",
        )
    if found.distance is not None and max(found.distance) > _TOUCHING:
        yield Picture(
            (charts.scatter(found.distance, found.largest),),
            "The same models: slack against the distance from the equality case (the largest "
            "difference between the two sides of an equality condition).",
        )


def _model(s: StepReport) -> Iterator[Picture]:
    """The laws and quantities of a counterexample, or those of a fact about given ones."""
    e = s.evidence
    if e is not None and e.counterexample is not None:
        model = e.counterexample.model
        things: Mapping[Any, Any] = {**model.laws, **model.quantities}
        tables = {k.name: v for k, v in things.items() if not isinstance(k, Map)}
        kind = "Where it is ill-posed" if e.verdict == "ill-posed" else "The counterexample"
    elif isinstance(s.relation, Exists):
        tables = {k: exact_array(v) for k, v in s.relation.tables.items()}
        kind = "The counterexample" if s.verdict == "refuted" else "The witness"
    else:
        return
    flat = {k: v for k, v in sorted(tables.items()) if _can_be_bars(v)}
    if flat:
        top = max(_float(v) for t in flat.values() for v in t)
        scale = ", to one scale" if len(flat) > 1 else ""
        drawn = tuple(_bars(name, table, top) for name, table in flat.items())
        yield Picture(drawn, f"{kind}, letter by letter{scale}.")
    grids = {k: v for k, v in sorted(tables.items()) if v.ndim == 2 and v.size <= _MOST_CELLS}
    if grids:
        drawn = tuple(_grid(name, table) for name, table in grids.items())
        yield Picture(drawn, f"{kind}: first letter down, second across.")


def _bars(name: str, table: Any, top: float) -> str:
    return charts.bars(name, [_float(v) for v in table], [number_text(v) for v in table], top)


def _grid(name: str, table: Any) -> str:
    shown = [[number_text(v) for v in row] for row in table]
    return charts.table(name, [[_float(v) for v in row] for row in table], shown)


def _can_be_bars(table: Any) -> bool:
    return table.ndim == 1 and table.size <= _MOST_BARS and min(map(_float, table)) >= 0


def _float(v: Any) -> float:
    """For a height in a picture."""
    from derive.numeric import closed

    x = v.item() if isinstance(v, np.ndarray) else v
    return float(closed.decimal(x).split()[0])
