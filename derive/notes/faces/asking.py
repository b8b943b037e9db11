"""The open questions of notes, each with directives that would answer it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from derive.notes.faces.lines import line
from derive.notes.faces.telling import directive
from derive.notes.records import NotesReport, StepRecord
from derive.render.places import place
from derive.render.plain import cut, sentence
from derive.render.wrap import wrap


def questions(found: NotesReport, width: int) -> Iterator[Text]:
    """Each question once, with the lines where it matters, and what to write to answer it."""
    asked: dict[tuple[str, tuple[str, ...]], list[StepRecord]] = {}
    for s in (s for c in found.chains for s in c.steps if s.ask):
        asked.setdefault((s.why, s.ask), []).append(s)
    for (why, ask), steps in asked.items():
        yield from _question(found.path, why, ask, steps, width)
    if not asked:
        yield Text(f"{place(found.path, None)}: no questions")


def _question(
    path: str, why: str, ask: Sequence[str], steps: Sequence[StepRecord], width: int
) -> Iterator[Text]:
    first = steps[0]
    also = ", ".join(str(s.line) for s in steps[1:])
    where = place(path, first.line) + (f", and lines {also}" if also else "")
    yield Text(where, style="bold")
    yield Text(cut(f"    {line(first)}", width))
    yield Text("\n".join(wrap(f"    {sentence(why)}", width, 4)))
    for reading, verdict in first.alternatives:
        yield Text("\n".join(wrap(f"    {sentence(reading)}: {verdict}", width, 8)), style="dim")
    for one in ask:
        yield Text(f"        {directive(one, path)}")
    yield Text("")
