"""What all derivations rest on, as one table, and how many rest on each thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from rich.table import Table
from rich.text import Text

from derive.derivation.report import Report
from derive.kernel.certificates import TANGENT_AXIOM as TANGENT
from derive.kernel.theorem import Rests
from derive.render.colours import STYLE
from derive.render.places import short_path
from derive.render.wrap import wrap
from derive.rules.growth import AXIOM as GROWTH
from derive.rules.induction import AXIOM as INDUCTION
from derive.rules.optimisers import LOG_AXIOM as LOG

_LEFT = 42
# Which of them are theorems of Rocq: in which file of rocq/, and under what names.
IN_ROCQ: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    TANGENT: ("Analysis", ("tangent", "tangent_touches")),
    LOG: ("Facts", ("logarithm",)),
    INDUCTION: ("Facts", (
        "sum_pairs", "induction_equal", "induction_below", "induction_above", "induction_product",
    )),
    GROWTH: ("Facts", ("growth",)),
}  # fmt: skip


def overview(reports: Sequence[Report], width: int) -> Iterator[Any]:
    """A line for each derivation; then what is rested on, with how many derivations do."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("derivation", no_wrap=True, overflow="fold")
    table.add_column("verdict", no_wrap=True)
    table.add_column("rests on", overflow="fold")
    room = max(width - _LEFT - 12, 24)
    path = ""
    for r in reports:
        if r.path != path:
            path = r.path
            table.add_row(Text(short_path(path), style="dim"), "", "")
        lines = [piece for item in items(r.rests) for piece in wrap(item, room, 2)]
        verdict = Text(r.verdict, style=STYLE[r.verdict])
        table.add_row(f"  {r.name}", verdict, "\n".join(lines) if r.rests else "")
    yield table
    yield ""
    yield from _totals(reports)


def items(rests: Rests | None) -> list[str]:
    """What something rests on, one item each; the algebra of sums goes without saying."""
    if rests is None:
        return []
    out = sorted(rests.axioms) + [f"cited: {c}" for c in sorted(rests.cited)]
    return [*out, *(f"OPEN: {o}" for o in sorted(rests.open))] or ["no axiom"]


def _totals(reports: Sequence[Report]) -> Iterator[Text]:
    counts = Counter(item for r in reports for item in items(r.rests))
    yield Text("how many rest on", style="bold")
    for item, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield Text(f"{n:>5}  {item}{'  [Rocq]' if item in IN_ROCQ else ''}")
    if not any(r.rests and r.rests.open for r in reports):
        yield Text("    0  an open step")
    yield Text("[Rocq]: proved in rocq/. Axioms without it are trusted: docs/trust.md", style="dim")


def in_rocq(rests: Rests | None) -> list[str]:
    """Where Rocq proves what something rests on."""
    named = [IN_ROCQ[axiom] for axiom in sorted(rests.axioms) if axiom in IN_ROCQ] if rests else []
    return [f"{', '.join(names)} in rocq/{file}.v" for file, names in named]
