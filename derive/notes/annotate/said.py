"""What is said of a display, in plain words, for every kind of copy."""

from __future__ import annotations

import re
from dataclasses import dataclass

from derive.notes.blocks import Display, Document
from derive.notes.faces.lines import sides
from derive.notes.faces.marks import MARK
from derive.notes.faces.telling import told
from derive.notes.records import NotesReport, StepRecord
from derive.render.plain import cut, sentence

_NO_PART = re.compile(
    r"&|\\\\|\$|%|\\(?:label|tag|nonumber|notag|intertext|begin|end|verb)\b|\n\s*\n"
)
_WIDTH, _QUOTE = 100, 60  # columns of a formula, of a quotation


@dataclass(frozen=True)
class Said:
    """Of one relation. formula: its sign and right side, with the left side if it begins a chain.

    mark: the verdict's sign and word. lines: conditions, a counterexample, the reason why not.
    read: what was understood, for a tooltip. latex: the formula in TeX, "" if it is no whole.
    """

    verdict: str
    mark: str
    formula: str
    lines: tuple[str, ...]
    read: str
    latex: str = ""


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
    lines += [
        f"under line {r.line}: “{cut(sentence(r.quote), _QUOTE)}”" for r in step.rests_on_text
    ]
    left, sign, right = sides(step)
    formula = f"{left if first else ''} {sign} {right}" if right else left
    read = f"{step.readback_lhs} {sign} {step.readback_rhs}" if step.readback_rhs else ""
    return Said(
        step.verdict,
        MARK.get(step.verdict, step.verdict),
        cut(" ".join(formula.split()), _WIDTH),
        tuple(" ".join(line.split()) for line in lines),
        " ".join(read.split()),
        _latex(step, first),
    )


def _latex(step: StepRecord, first: bool) -> str:
    """The relation as it is printed, where that is a formula by itself; else ""."""
    left, sign, right = step.latex_lhs, step.shown[1], step.latex_rhs
    parts = [left, sign, right] if first else [sign, right]
    if not (right and sign) or not all(map(_is_whole, parts)):
        return ""
    return " ".join(" ".join(parts).split())


def _is_whole(latex: str) -> bool:
    pairs = (("{", "}"), (r"\left", r"\right"))
    even = all(latex.count(a) == latex.count(b) for a, b in pairs)
    return even and _NO_PART.search(latex) is None
