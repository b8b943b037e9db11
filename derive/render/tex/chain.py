r"""Rows of an `align*`: formulas broken to the width of the page, with their reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from derive.render.tex.breaking import INDENT, broken, width
from derive.render.tex.page import Page
from derive.render.tex.widths import of_text

_SIGN_WIDTH, _GAP = 13.4, 22.0
_BELOW = INDENT + 10.0  # the indent of a reason below its formula, and its brackets
_COLUMNS = (0.5, 0.4, 0.32, 0.25)  # of the text's width, for the reasons
_SLACK = 0.96  # widths are estimates


@dataclass(frozen=True)
class Step:
    """One step: its sign and right side as LaTeX, its reason as prose in LaTeX, its verdict."""

    sign: str
    formula: str
    reason: str = ""
    verdict: str = ""


@dataclass(frozen=True)
class _Set:
    """One way of setting a chain. apart: the start has a line of its own. room: for the reasons,
    beside the formulas or below them.
    """

    apart: bool
    beside: bool
    room: float
    rows: tuple[tuple[str, ...], ...]  # cells: left, formula, reason
    cost: float


def chain(start: str, steps: Sequence[Step], page: Page) -> list[str]:
    """The lines of an `align*`, as cheaply set as can be."""
    reasons = [s.reason for s in steps]
    if page.reasons != "beside":
        steps = [Step(s.sign, s.formula, "", s.verdict) for s in steps]
    room = page.width * _SLACK
    columns = [*(c * room for c in _COLUMNS), None] if any(s.reason for s in steps) else [0.0]
    sides = (False, True) if start else (False,)
    if start and page.reasons == "intertext":
        sides = (True,)  # the first reason stands between the start and the first step
    ways = [_way(start, steps, room, a, c) for a in sides for c in columns]
    best = min(ways, key=lambda w: w.cost)
    return [r"\begin{align*}", *_written(best, start, steps, reasons, page), r"\end{align*}"]


def _way(start: str, steps: Sequence[Step], room: float, apart: bool, column: float | None) -> _Set:
    left = 0.0 if apart else width(start)
    longest = max((of_prose(s.reason) for s in steps), default=0.0)
    gap = _GAP if column else 0.0
    column = min(column, longest) if column is not None else None
    space = column if column is not None else room - left - _BELOW
    inside = room - left - _SIGN_WIDTH - (column or 0.0) - gap
    rows: list[tuple[str, ...]] = []
    cost = 0.0
    if apart:
        first = room - (column or 0.0) - gap
        parts = broken(start, first, first)
        rows.append(("", *_indented(parts)))
        cost += len(parts) + _excess(parts, first)
    for s in steps:
        parts = broken(s.formula, inside, inside)
        told = wrapped(s.reason, space)
        cost += _excess(parts, inside) + sum(
            10 for t in told if column and of_prose(t) > column * 1.02
        )
        cost += max(len(parts), len(told)) if column is not None else len(parts) + len(told) * 1.1
        rows.append((s.sign, *_indented(parts)))
    cost += 0.01 * (column or 0.0) / room
    return _Set(apart, column is not None, space, tuple(rows), cost)


def _excess(parts: Sequence[str], room: float) -> float:
    return sum(
        1000.0 for k, p in enumerate(parts) if width(p) > (room if k == 0 else room - INDENT)
    )


def _indented(parts: Sequence[str]) -> list[str]:
    return [parts[0], *(rf"\qquad {p}" for p in parts[1:])]


def _written(
    way: _Set, start: str, steps: Sequence[Step], reasons: Sequence[str], page: Page
) -> Iterator[str]:
    lines: list[str] = []
    body = way.rows[1:] if way.apart else way.rows
    if way.apart:
        lines += [f"  & {part}" for part in way.rows[0][1:]]
    for s, reason, row in zip(steps, reasons, body, strict=True):
        lines += _step(s, reason, row, way, page)
    if start and not way.apart:
        lines[0] = lines[0].replace("  &", f"  {start}\n  &", 1)
    yield from _ended(lines)


def _step(s: Step, reason: str, row: Sequence[str], way: _Set, page: Page) -> list[str]:
    """The rows of one step; the first carries the verdict."""
    sign, *parts = row
    mark = rf" \verdict{{{s.verdict}}}" if page.marks and s.verdict else ""
    cells = [f"  &{sign} {parts[0]}", *(f"  & {p}" for p in parts[1:])]
    told: tuple[str, ...] = ()
    if page.reasons == "beside" and s.reason:
        told = wrapped(s.reason, way.room)
    if not way.beside:
        cells[0] += mark
        return cells + [rf"  &\qquad \text{{{line}}}" for line in _bracketed(told)]
    cells += ["  &"] * (len(told) - len(cells))
    for k, line in enumerate(told):
        cells[k] += rf" && \text{{{line}}}"
    if page.reasons == "margin" and reason:
        note = rf"\parbox[t]{{\marginparwidth}}{{\raggedright\footnotesize {reason}}}"
        cells[0] += rf" \tag*{{\rlap{{\quad {note}}}}}"
    else:
        cells[0] += mark
    if page.reasons == "intertext" and reason:
        cells[0] = f"  \\intertext{{{reason}}}\n{cells[0]}"
    return cells


def _bracketed(told: Sequence[str]) -> list[str]:
    out = list(told)
    if out:
        out[0] = f"({out[0]}"
        out[-1] = f"{out[-1]})"
    return out


def _ended(lines: Sequence[str]) -> Iterator[str]:
    """Every row but the last with its end; \\intertext is no row."""
    yield from (f"{line} \\\\" for line in lines[:-1])
    yield from lines[-1:]


@lru_cache(maxsize=8192)
def wrapped(prose: str, room: float) -> tuple[str, ...]:
    """Prose in LaTeX in lines; formulas in it are divided only if they are wider than a line."""
    lines: list[str] = []
    for word in (part for whole in _words(prose) for part in _divided(whole, room)):
        if lines and of_prose(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def _divided(word: str, room: float) -> Iterator[str]:
    """A word, with its formula in several if it is too wide."""
    found = re.fullmatch(r"([^$]*)\$([^$]*)\$([^$]*)", word)
    if of_prose(word) <= room or found is None:
        yield word
        return
    before, formula, after = found.groups()
    some = room - of_text(before) - of_text(after)
    first, *rest = broken(formula, some, some + INDENT)
    parts = [f"${first}$", *(f"${part.removeprefix('{} ')}$" for part in rest)]
    yield from [before + parts[0], *parts[1:-1], parts[-1] + after] if rest else [word]


def _words(prose: str) -> list[str]:
    """Split at blanks outside of mathematics and braces."""
    out, current, inside, depth = [], "", False, 0
    for k, c in enumerate(prose):
        escaped = k > 0 and prose[k - 1] == "\\"
        inside ^= c == "$" and not escaped
        depth += (c == "{" and not escaped) - (c == "}" and not escaped)
        if c == " " and not inside and depth == 0:
            out.append(current)
            current = ""
        else:
            current += c
    return [w for w in [*out, current] if w]


def of_prose(prose: str) -> float:
    """The width of words with formulas between dollar signs."""
    parts = prose.replace(r"\$", "S").split("$")
    return sum(width(p) if k % 2 else of_text(p) for k, p in enumerate(parts))
