"""The marks as a table: CSV for spreadsheets and gradebooks, JSON for programs.

Nothing in it depends on when or where it was made, so that the same marks are the same file.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from derive.course.exercises import Exercise
from derive.course.work import Data
from derive.teaching.message import PROVED, ranges

FORMAT = 1
_FORMULA = re.compile(r"^(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])|(?<=;)(?=\s*[=+\-@])")
_DIGITS = 4


@dataclass(frozen=True)
class Row:
    """A student's result, as `work` gives it, and the exercises that it is about."""

    student: str
    place: str
    result: Data
    exercises: tuple[Exercise, ...]

    def marks(self, e: Exercise) -> Data:
        found: Data = self.result["exercises"][e.name]["marks"]
        return found

    def lost(self, e: Exercise) -> str:
        return str(self.result["exercises"][e.name]["lost"])

    def score(self, e: Exercise) -> Fraction:
        """Points."""
        return Fraction(self.marks(e)["exact"]) * e.points

    @property
    def total(self) -> Fraction:
        return sum((self.score(e) for e in self.exercises), Fraction(0))

    @property
    def isolated(self) -> bool | None:
        """Whether every file of it ran behind walls; None if none ran."""
        ran = [f["isolated"] for f in self.result["files"] if f["isolated"] is not None]
        return all(ran) if ran else None

    @property
    def is_lost(self) -> bool:
        return any(self.lost(e) for e in self.exercises)


def points(exercises: Sequence[Exercise]) -> Fraction:
    return sum((e.points for e in exercises), Fraction(0))


def decimal(number: Fraction) -> str:
    """With at most four digits behind the point, half to even."""
    scaled = round(number * 10**_DIGITS)
    whole, part = divmod(scaled, 10**_DIGITS)
    return f"{whole}.{part:0{_DIGITS}d}".rstrip("0").rstrip(".")


# ---------------------------------------------------------------- CSV


def as_csv(rows: Sequence[Row], exercises: Sequence[Exercise]) -> bytes:
    """A line for each student; UTF-8 with a mark in front, by which spreadsheets know it."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    details = ("steps", "matched", "missing", "assumed", "problem")
    several = len(exercises) > 1
    headings = [f"{e.name}: {d}" if several else d for e in exercises for d in details]
    names = [e.name for e in exercises]
    writer.writerow(["student", "total", "out of", *names, "isolated", *headings])
    for row in rows:
        scores = [decimal(row.score(e)) for e in exercises]
        told = [cell(t) for e in exercises for t in _told(row, e)]
        isolated = {True: "yes", False: "no", None: ""}[row.isolated]
        out_of = decimal(points(exercises))
        writer.writerow([cell(row.student), decimal(row.total), out_of, *scores, isolated, *told])
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8")


def _told(row: Row, e: Exercise) -> Iterator[str]:
    marks = row.marks(e)
    yield steps_of(marks)
    yield marks["matched"]["sentence"] if marks["matched"] else ""
    yield "; ".join(marks["hypotheses"]["needed"])
    yield "; ".join(marks["assumed"])
    yield row.lost(e) or marks["problem"] or ""


def cell(text: str) -> str:
    """Text that a spreadsheet takes for text: on one line, and no formula."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return _FORMULA.sub("'", line)


def steps_of(marks: Data) -> str:
    """`9 of 10`, in words, which no spreadsheet takes for a date; "" where there are none."""
    counted = [s for s in marks["steps"] if s["counts"]]
    return f"{sum(s['credit'] for s in counted)} of {len(counted)}" if counted else ""


# ---------------------------------------------------------------- JSON


def as_json(rows: Sequence[Row], exercises: Sequence[Exercise]) -> bytes:
    """The same, and each step with its verdict and credit."""
    document = {
        "format": FORMAT,
        "exercises": [
            {"name": e.name, "title": e.title, "points": str(e.points)} for e in exercises
        ],
        "students": [_student(row) for row in rows],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _student(row: Row) -> Data:
    return {
        "student": row.student,
        "files": [{k: f[k] for k in ("name", "isolated", "problem")} for f in row.result["files"]],
        "isolated": row.isolated,
        "total": decimal(row.total),
        "exercises": {e.name: _exercise(row, e) for e in row.exercises},
    }


_KEPT = ("exact", "correct", "target", "given", "target_reached", "route", "matched")
_KEPT_TOO = ("hypotheses", "assumed", "problem")
_OF_STEPS = ("number", "claimed", "reason", "verdict", "counts", "credit")


def _exercise(row: Row, e: Exercise) -> Data:
    marks = row.marks(e)
    steps = [{k: s[k] for k in _OF_STEPS} for s in marks["steps"]]
    return {
        "points": decimal(row.score(e)),
        **{k: marks[k] for k in (*_KEPT, *_KEPT_TOO)},
        "not_marked": row.lost(e) or None,
        "steps": steps,
    }


# ---------------------------------------------------------------- in words


def remark(row: Row) -> str:
    """What a teacher would look at first, in a few words."""
    said = [(e.name, _remark(row, e)) for e in row.exercises]
    told = [(name, text) for name, text in said if text]
    if len({text for _, text in told}) == 1 and len(told) == len(said):
        return told[0][1]
    return "; ".join(f"{name}: {text}" if len(said) > 1 else text for name, text in told)


def _remark(row: Row, e: Exercise) -> str:
    marks: dict[str, Any] = row.marks(e)
    if row.lost(e):
        return f"not marked: {row.lost(e)}"
    if marks["problem"]:
        return str(marks["problem"])
    if marks["assumed"]:
        return f"assumed: {'; '.join(marks['assumed'])}"
    wrong = [s["number"] for s in marks["steps"] if s["verdict"] not in PROVED]
    said = [f"step{'s' * bool(wrong[1:])} {ranges(wrong)} not proved"] if wrong else []
    needed = marks["hypotheses"]["needed"]
    said += [f"not stated: {', '.join(needed)}"] if needed else []
    if not wrong and not marks["target_reached"]:
        said.append("the target is not reached")
    elif any(not r["passed"] for r in marks["route"]):
        said.append("the route is not met")
    return ", ".join(said)
