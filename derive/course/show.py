"""The table in the terminal: a line for each student, and one for all."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rich import box
from rich.table import Table
from rich.text import Text

from derive.course.exercises import Exercise
from derive.course.table import Row, decimal, points, remark
from derive.teaching.data import plain

_MOST_COLUMNS = 4  # of single exercises
_MOST_NAME = 24
_MOST_REMARK = 400


def table(rows: Sequence[Row], exercises: Sequence[Exercise]) -> Table:
    """Names, points and what to look at."""
    shown = list(exercises) if 1 < len(exercises) <= _MOST_COLUMNS else []
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    made.add_column("student", no_wrap=True, max_width=_MOST_NAME)
    for e in shown:
        heading = Text(e.name, overflow="ellipsis")
        made.add_column(heading, justify="right", no_wrap=True, max_width=12)
    made.add_column(f"of {decimal(points(exercises))}", justify="right", no_wrap=True)
    made.add_column("")  # the only one that gives way where it is narrow; its lines are cut
    for row in rows:
        scores = [_number(row.score(e)) for e in shown]
        made.add_row(_line(row.student), *scores, _number(row.total), _line(remark(row)))
    return made


def _number(points: Fraction) -> Text:
    """With two digits: the file has more."""
    return Text(f"{float(points):.2f}".removesuffix(".00"))


def _line(text: str) -> Text:
    line = plain(" ".join(text.split()), _MOST_REMARK)
    return Text(line, no_wrap=True, overflow="ellipsis")


def summary(rows: Sequence[Row], exercises: Sequence[Exercise], kept: int) -> Text:
    """How many, how good, and what to look at. kept: marks of an earlier run."""
    total = sum((r.total for r in rows), Fraction(0)) / max(len(rows), 1)
    parts = [f"{_count(len(rows), 'student')}, {_count(len(exercises), 'exercise')}"]
    parts.append(f"mean {float(total):.2f} of {decimal(points(exercises))}")
    parts.append(f"{kept} marked before" if kept else "")
    line = Text("; ").join(Text(p) for p in parts if p)
    if lost := sum(r.is_lost for r in rows):
        line.append(f"; {_count(lost, 'submission')} not marked", style="bold red")
    return line


def _count(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"
