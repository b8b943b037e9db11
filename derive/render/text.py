"""A report as `rich` renderables: the table of steps, and below it what went wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from derive.derivation.report import Report
from derive.render import rows as r
from derive.render.colours import STYLE
from derive.render.known import knowing
from derive.render.places import place
from derive.render.provided import in_text
from derive.render.wrap import wrap

_HEADER = ("step", "", "reason", "verdict", "attack")
_GAPS, _GAP = 2, 3
_NARROWEST_REASON, _WIDEST_REASON = 18, 44


@knowing
def derivation(report: Report, width: int) -> Iterator[Any]:
    """The whole of a derivation: heading, table, and the details of what is not proved."""
    yield from heading(report, width)
    if report.steps:
        yield table(report, width)
    yield from details(report, width)


@knowing
def heading(report: Report, width: int) -> Iterator[Text]:
    """Title and place, then the hypotheses."""
    where = f"{report.name}  {place(report.path, report.line)}"
    if cell_len(report.title) + cell_len(where) + 2 <= width:
        yield Text.assemble((report.title, "bold"), "  ", (where, "dim"))
    else:
        yield _lines(report.title, width, "bold")
        yield _lines(where, width, "dim")
    if ranges := r.ranges(report.declared):
        yield _lines(f"for {ranges}", width)
    if report.given:
        yield _lines(f"given {r.hypotheses(report)}", width)
    if report.where:
        yield _lines(f"where {r.definitions(report)}", width)
    provided = in_text(report)
    if provided:
        yield _lines(provided, width)
    if report.expect != "proved":
        yield _lines(f"claimed to be {report.expect}", width)


@knowing
def failures(report: Report, width: int) -> Iterator[Any]:
    """Heading and details only."""
    yield from heading(report, width)
    yield from details(report, width)


def table(report: Report, width: int) -> Text:
    """The steps as a table that is never wider than `width` and never cuts a formula."""
    rows = r.rows(report)
    sizes = _sizes(rows, width)
    names = _HEADER if sizes[2] else (*_HEADER[:2], *_HEADER[3:])
    made = [[Text(name, "bold dim") for name in names], *(_cells(row, sizes) for row in rows)]
    lines = [[cell.split("\n") for cell in cells] for cells in made]
    wide = [max(cell_len(t.plain) for t in chain(*column)) for column in zip(*lines, strict=True)]
    rule = Text("─" * (sum(wide) + _GAP * (len(wide) - 1)))
    out = []
    for k, cells in enumerate(lines):
        out += [rule] if k == 1 or (k and rows[k - 1].set_off) else []
        out += [_line(parts, wide) for parts in zip_longest(*cells, fillvalue=Text())]
    return Text("\n").join(out)


def _line(cells: Sequence[Text], wide: Sequence[int]) -> Text:
    """One line of each cell, filled up with blanks to the next column."""
    out, to = Text(), 0
    for cell, columns in zip(cells, wide, strict=True):
        out.append(" " * (to - cell_len(out.plain))).append_text(cell)
        to += columns + _GAP
    return out


def _sizes(rows: list[r.Row], width: int) -> list[int]:
    """Widths of the columns; 0 for the reasons when they go below the formulas."""
    natural = [
        max([cell_len(_HEADER[k]), *(cell_len(cell) for cell in column)])
        for k, column in enumerate(
            zip(*((w.label, w.formula, w.reason, w.verdict, w.evidence) for w in rows), strict=True)
        )
    ]
    gaps = 3 * (len(natural) - 1) + _GAPS
    left = width - natural[0] - natural[3] - natural[4] - gaps
    if natural[1] + natural[2] <= left:
        return natural
    reason = min(max(left - natural[1], 0), _WIDEST_REASON)
    if reason >= min(_NARROWEST_REASON, natural[2]):
        return [natural[0], natural[1], reason, *natural[3:]]
    return [natural[0], max(left + 3, 12), 0, *natural[3:]]


def _cells(row: r.Row, sizes: list[int]) -> list[Text]:
    formula = Text("\n".join(wrap(row.formula, sizes[1])))
    if row.label == "claim" or row.formula.startswith("with equality"):
        formula.stylize("bold")
    cells = [Text(row.label, style="dim" if row.label.isdigit() else "bold"), formula]
    if sizes[2]:
        cells.append(Text("\n".join(wrap(row.reason, sizes[2], 2)), style="italic"))
    elif row.reason and row.label.isdigit():
        below = "\n".join("    " + line for line in wrap(f"— {row.reason}", sizes[1] - 4, 2))
        formula.append("\n" + below, style="not bold italic")
    verdict = Text(row.verdict, style=STYLE.get(row.verdict, ""))
    return [*cells, verdict, Text(row.evidence, style="dim" if row.verdict == "proved" else "")]


@knowing
def details(report: Report, width: int) -> Iterator[Text]:
    """Below the table: each step that is not proved, with its counterexample or note."""
    if report.error:
        yield Text.assemble(("error  ", STYLE["error"]), *_hanging(report.error, width, 7))
    for s in report.steps:
        if s.verdict not in ("proved", "cited"):
            yield Text.assemble("\n", r.who(s), " is ", (s.verdict, STYLE[s.verdict]))
            for heading, line in r.detail(s):
                yield Text.assemble((f"  {heading:<16}", "dim"), *_hanging(line, width, 18))


def _hanging(line: str, width: int, indent: int) -> list[str]:
    """The line broken so that it can follow `indent` columns of something else."""
    pieces = wrap(line, width - indent, 2)
    return [pieces[0], *(f"\n{' ' * indent}{piece}" for piece in pieces[1:])]


def _lines(line: str, width: int, style: str = "") -> Text:
    return Text("\n".join(wrap(line, width)), style=style)
