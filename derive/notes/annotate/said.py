"""What is said of a display, in plain words, for every kind of copy."""

from __future__ import annotations

from dataclasses import dataclass

from derive.notes.blocks import Display, Document
from derive.notes.faces.lines import sides
from derive.notes.faces.marks import MARK
from derive.notes.faces.telling import told
from derive.notes.records import NotesReport, StepRecord
from derive.render.plain import cut, sentence

_WIDTH, _QUOTE = 100, 60  # columns of a formula, of a quotation


@dataclass(frozen=True)
class Said:
    """Of one relation. formula: its sign and right side, with the left side if it begins a chain.

    mark: the verdict's sign and word. lines: conditions, a counterexample, the reason why not.
    read: what was understood, for a tooltip.
    """

    verdict: str
    mark: str
    formula: str
    lines: tuple[str, ...]
    read: str


def said_of(document: Document, report: NotesReport) -> list[tuple[Display, list[Said]]]:
    """For each display with relations, in the order of the text."""
    by_block: dict[int, list[Said]] = {}
    for chain in report.chains:
        relations = [_said(s, first=n == 0) for n, s in enumerate(chain.steps)]
        by_block.setdefault(chain.block, []).extend(relations)
    return [
        (block, by_block[number])
        for number, block in enumerate(document.blocks)
        if isinstance(block, Display) and by_block.get(number)
    ]


def _said(step: StepRecord, first: bool) -> Said:
    lines = [f"{heading}: {'; '.join(words)}" for heading, words in told(step)]
    lines += [f"under line {r.line}: “{cut(r.quote, _QUOTE)}”" for r in step.rests_on_text]
    left, sign, right = sides(step)
    formula = f"{left if first else ''} {sign} {right}" if right else left
    read = f"{step.readback_lhs} {sign} {step.readback_rhs}" if step.readback_rhs else ""
    return Said(
        step.verdict,
        MARK.get(step.verdict, step.verdict),
        cut(" ".join(formula.split()), _WIDTH),
        tuple(" ".join(sentence(line).split()) for line in lines),
        " ".join(read.split()),
    )
