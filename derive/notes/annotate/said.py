"""What is said of a display, in plain words, for every kind of copy."""

from __future__ import annotations

from dataclasses import dataclass

from derive.notes.blocks import Display, Document
from derive.notes.faces.marks import MARK, SIGN
from derive.notes.faces.telling import told
from derive.notes.records import NotesReport, StepRecord
from derive.render.plain import cut, plain, sentence

_WIDTH = 100


@dataclass(frozen=True)
class Said:
    """Of one relation. formula: its sign and right side, with the left side if it stands alone.

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
        by_block.setdefault(chain.block, []).extend(_said(s) for s in chain.steps)
    return [
        (block, by_block[number])
        for number, block in enumerate(document.blocks)
        if isinstance(block, Display) and by_block.get(number)
    ]


def _said(step: StepRecord) -> Said:
    lines = [f"{heading}: {'; '.join(words)}" for heading, words in told(step)]
    lines += [f"under line {r.line}: “{r.quote}”" for r in step.rests_on_text]
    sign = SIGN.get(step.rel, step.rel)
    formula = f"{plain(step.latex_lhs)} {sign} {plain(step.latex_rhs)}".strip()
    read = f"{step.readback_lhs} {sign} {step.readback_rhs}" if step.readback_rhs else ""
    return Said(
        step.verdict,
        MARK.get(step.verdict, step.verdict),
        cut(" ".join(formula.split()), _WIDTH),
        tuple(" ".join(sentence(line).split()) for line in lines),
        " ".join(read.split()),
    )
