"""One display at a time, as if it stood alone: nothing of the prose, nothing of the others."""

from __future__ import annotations

import time
from dataclasses import replace

from derive.notes.blocks import Display
from derive.notes.check import check_notes
from derive.notes.find import find
from derive.notes.settings import NotesSettings
from trials.notes.corpus import ExpectedChain, Notes
from trials.notes.measure import Figures, measured


def alone(notes: Notes) -> Figures:
    """Every display of a document in a file of its own, with the document's macros."""
    start, total = time.perf_counter(), Figures()
    document = find(str(notes.path))
    said = NotesSettings(macros=document.macros)
    for display in (b for b in document.blocks if isinstance(b, Display)):
        first = (display.span.source.cell or 0, display.span.line, display.span.column)
        last = (first[0], *display.span.source.place(display.span.end))
        chains = tuple(c for c in notes.chains if first <= c.at < last)
        if chains:
            total.add(_measured(notes, chains, f"$$\n{display.body.text.strip()}\n$$\n", said))
    total.seconds = time.perf_counter() - start
    return total


def _measured(
    notes: Notes, chains: tuple[ExpectedChain, ...], text: str, said: NotesSettings
) -> Figures:
    """The chains' places do not hold here: their relations follow one another."""
    report = check_notes("display.md", text=text, notation=said)
    steps = [s for c in report.chains for s in c.steps]
    figures = Figures()
    for chain in chains:
        here, steps = steps[: len(chain.relations)], steps[len(chain.relations) :]
        at = (0, here[0].line, 0) if here else (10**9, 0, 0)
        part = replace(notes, chains=(replace(chain, at=at),))
        named = [replace(c, steps=tuple(s for s in c.steps if s in here)) for c in report.chains]
        figures.add(measured(part, replace(report, chains=tuple(named))))
    return figures
