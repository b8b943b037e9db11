"""A page for each student, from the report's templates.

What a student wrote stands in a page as text: it is escaped, cut to a bearable length, and goes
through none of what turns sentences into formulas.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from derive.cli.finding import UsageError
from derive.course.exercises import Exercise
from derive.course.journal import write_whole
from derive.course.table import Row, decimal, points
from derive.course.work import Data
from derive.language.declared import declared
from derive.language.printing import among
from derive.render.prose import math_ascii
from derive.report import formulas, site
from derive.report.formulas import SIGN, Formula, Mixed
from derive.teaching.message import PROVED

_UNSAFE = re.compile(r"[^\w.-]+")
_MOST_NAME = 80
_MOST_TEXT = 1_000  # characters of what a student wrote, in one place
_MOST_FORMULA = 4_000
_MOST_SAID = 4_000
Blocks = tuple[tuple[Mixed, tuple[Mixed, ...]], ...]


@dataclass(frozen=True)
class Line:
    """A step. blocks: what is said of it, titles with lines."""

    number: int
    formula: Formula
    reason: str
    verdict: str
    credit: bool
    blocks: Blocks


@dataclass(frozen=True)
class Part:
    """An exercise on the page. why: where the points come from, with whether it is as wished."""

    title: Mixed
    doc: tuple[Mixed, ...]
    statement: Formula
    ranges: tuple[Formula, ...]
    given: tuple[tuple[str, Mixed], ...]
    score: str
    points: str
    full: bool
    of: str
    problem: str
    matched: str
    why: tuple[tuple[bool, str, Mixed], ...]
    start: Formula | None
    lines: tuple[Line, ...]
    target: Blocks


def write(folder: Path, rows: Sequence[Row], exercises: Sequence[Exercise]) -> list[Path]:
    """Write the pages and what they need beside them; files of the same names are overwritten.

    Raises:
        UsageError: if the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(site.HERE / "static", folder / "static", dirs_exist_ok=True)
    except (OSError, shutil.Error) as wrong:
        raise UsageError(f"--feedback {folder}: {wrong}.") from wrong
    template = site.environment().get_template("feedback.html")
    style = (site.HERE / "static" / "report.css").read_text(encoding="utf-8")
    out, taken = [], {"static"}
    for row in rows:
        path = folder / f"{_file_name(row.student, taken)}.html"
        parts = [_part(row, e) for e in exercises]
        text = template.render(
            root="", style=style, row=row, parts=parts,
            total=decimal(row.total), out_of=decimal(points(exercises)),
            printed=[(f["name"], text) for f in row.result["files"] if (text := _printed(f))],
        )  # fmt: skip
        write_whole(path, text.encode("utf-8", "replace"))
        out.append(path)
    return out


def _file_name(student: str, taken: set[str]) -> str:
    """A name that no other page has, also where upper and lower case are one."""
    safe = _UNSAFE.sub("_", student).strip(".")[:_MOST_NAME] or "_"
    name, k = safe, 1
    while name.casefold() in taken:
        k += 1
        name = f"{safe}-{k}"
    taken.add(name.casefold())
    return name


def _printed(file: Data) -> str:
    said = str(file["said"]).strip()
    return said if len(said) <= _MOST_SAID else f"{said[:_MOST_SAID]} …"


# ---------------------------------------------------------------- an exercise


def _part(row: Row, e: Exercise) -> Part:
    marks, of = row.marks(e), row.result["exercises"][e.name]["of"]
    with among(e.target, e.given, e.route):
        statement = formulas.relation(e.target)
        ranges = tuple(map(formulas.declared, declared(e.target, *e.given)))
        given = tuple((h.name, formulas.hypothesis(h)) for h in e.given)
    steps = marks["steps"]
    problem = f"This could not be marked: {row.lost(e)}" if row.lost(e) else marks["problem"] or ""
    return Part(
        title=formulas.mixed(e.title),
        doc=formulas.paragraphs(e.doc),
        statement=statement,
        ranges=ranges,
        given=given,
        score=decimal(row.score(e)),
        points=decimal(e.points),
        full=row.score(e) == e.points,
        of=_of(of, e) if of else "",
        problem=_cut(_begun(problem)),
        matched=marks["matched"]["sentence"] if marks["matched"] else "",
        why=tuple(_why(marks, e)) if steps and not marks["problem"] else (),
        start=_formula(steps[0]["claimed"]["sides"], "lhs") if steps else None,
        lines=tuple(map(_line, steps)),
        target=_blocks(marks["target_message"] or "") if steps and not marks["problem"] else (),
    )


def _begun(text: str) -> str:
    """A sentence with a capital in front, unless it begins with a file's name."""
    return text if "." in text.split(" ")[0] else text[:1].upper() + text[1:]


def _of(of: Data, e: Exercise) -> str:
    """Where the derivation stands, and its title if that is its author's own."""
    return _cut(of["place"] if of["title"] == e.title else f"{of['place']}: {of['title']}")


def _line(step: Data) -> Line:
    sides = step["claimed"]["sides"]
    message = step["message"]["text"].split("\n\n", 2)[2:] if step["message"] else []
    blocks = _blocks(message[0]) if message else ()
    if step["verdict"] in PROVED and not step["counts"]:
        blocks = ((_sentence("It repeats the line before, and earns nothing."), ()),)
    return Line(
        step["number"], _formula(sides, "rhs", sides["rel"]), _cut(step["reason"]),
        step["verdict"], bool(step["credit"]), blocks,
    )  # fmt: skip


def _formula(sides: Data, side: str, rel: str = "") -> Formula:
    sign = f"{SIGN[rel]} " if rel else ""
    shown = f"{_SYMBOL[rel]} " if rel else ""
    tex, text = f"{sign}{sides[f'latex_{side}']}", f"{shown}{sides[side]}"
    if len(tex) > _MOST_FORMULA:
        return Formula("", _cut(text))
    return Formula(math_ascii(tex), text)


_SYMBOL = {"=": "=", "<=": "≤", ">=": "≥", "<": "<", ">": ">", "!=": "≠"}


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT]} …"


def _blocks(text: str) -> Blocks:
    """A message's paragraphs: a title with the lines that are set in below it; or a sentence."""
    out = []
    for paragraph in filter(str.strip, text.split("\n\n")):
        first, *rest = paragraph.split("\n")
        if first.startswith(" "):
            first, rest = "", [first, *rest]
        out.append((_sentence(first), tuple(_sentence(line.strip()) for line in rest)))
    return tuple(out)


def _sentence(line: str) -> Mixed:
    return formulas.value(line) if len(line) <= _MOST_TEXT else (Formula("", _cut(line)),)


# ---------------------------------------------------------------- where the points come from


def _why(marks: Data, e: Exercise) -> Iterator[tuple[bool, str, Mixed]]:
    share = Fraction(str(e.options.get("steps_share", "1/2")))
    counted = [s for s in marks["steps"] if s["counts"]]
    good = sum(s["credit"] for s in counted)
    if share:
        said = f"{good} of {len(counted)} are right"
        yield good == len(counted) > 0, f"Steps ({_part_of(share)})", (Formula("", said),)
    if share < 1:
        yield _target(marks), f"Target ({_part_of(1 - share)})", (Formula("", _reached(marks)),)
    for line in marks["route"]:
        asked = Formula(math_ascii(line["latex"]), line["text"])
        said = "is passed" if line["passed"] else "is asked for, and not passed"
        yield line["passed"], "Line on the way", (asked, Formula("", f" {said}"))
    hypotheses = marks["hypotheses"]
    if hypotheses["message"]:
        needed = bool(hypotheses["needed"])
        cost = Fraction(str(e.options.get("hypotheses_share", "1/4")))
        heading = f"Hypotheses (up to {_part_of(cost)})" if needed and cost else "Hypotheses"
        yield not needed, heading, _sentence(hypotheses["message"])


def _target(marks: Data) -> bool:
    reached: bool = marks["target_reached"] and all(r["passed"] for r in marks["route"])
    return reached


def _reached(marks: Data) -> str:
    if _target(marks):
        return "reached"
    return "reached, but not on the way asked for" if marks["target_reached"] else "not reached"


def _part_of(share: Fraction) -> str:
    known = {Fraction(1): "all", Fraction(1, 2): "half", Fraction(1, 4): "a quarter"}
    return known.get(share, f"{share}")
