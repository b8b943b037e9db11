"""`python -m trials misread`: one token of a display changed, and whether the reader notices.

A change is noticed where the readback of a relation beside it changes, or it is read no more, or
its verdict changes. Survivors are silent misreadings.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from derive.notes.blocks import Display
from derive.notes.check import check_notes, read_notes
from derive.notes.find import find
from derive.notes.records import NotesReport
from derive.notes.settings import NOTHING
from derive.notes.source import NotRead
from derive.notes.steps import Reading
from trials.notes.corpus import CORPUS, Notes, documents
from trials.notes.mutate import Mutant, mutants

Seen = tuple[str, ...]  # what is understood of a relation: sign, sides, hypotheses of each reading

Places = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Survivor:
    """A change that was not noticed."""

    notes: Notes
    line: int
    mutant: Mutant
    readback: Seen

    def __str__(self) -> str:
        at = self.mutant.at
        shown = self.mutant.body[max(0, at - 40) : at + 40].replace("\n", " ")
        return (
            f"{self.notes.path.name}:{self.line} {self.mutant.what}: …{shown}…\n    {self.readback}"
        )


def main(argv: Sequence[str]) -> int:
    """Change tokens of the corpus; 1 if a change goes unnoticed."""
    parser = argparse.ArgumentParser(prog="python -m trials misread", description=__doc__)
    parser.add_argument("--only", default="", help="documents whose names contain this")
    parser.add_argument("--count", type=int, default=40, help="mutants of a document")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    survivors: list[Survivor] = []
    print(f"{'document':26}{'mutants':>9}{'changed':>9}{'unread':>8}{'survived':>9}")
    for notes in documents(CORPUS):
        if options.only in notes.path.name:
            counts, found = tried(notes, random.Random(options.seed), options.count)
            survivors += found
            row = f"{counts['changed']:9}{counts['unread']:8}{len(found):9}"
            print(f"{notes.path.name:26}{sum(counts.values()):9}{row}", flush=True)
    for s in survivors:
        print(s)
    return 1 if survivors else 0


def tried(notes: Notes, rng: random.Random, count: int) -> tuple[Counter[str], list[Survivor]]:
    """Some mutants of a document; only of sides that are read."""
    text = notes.path.read_text(encoding="utf-8")
    path = str(notes.path)
    pool = [m for display in _displays(path, text) for m in _of_display(display, text)]
    before = _understood(path, text)
    counts: Counter[str] = Counter()
    survivors: list[Survivor] = []
    for display, mutant, changed in rng.sample(pool, min(count, len(pool))):
        start = display.body.offsets[0]
        beside = [
            n for n, (span, seen) in enumerate(before) if seen and _beside(span, mutant, display)
        ]
        if not beside:
            continue
        after = _understood(path, changed)
        kept = len(before) == len(after)
        how = "changed"
        if kept and all(before[n][1] == after[n][1] for n in beside):
            how = "survived"
            if _verdicts(path, text) != _verdicts(path, changed):
                how = "changed"
        elif kept and not any(after[n][1] for n in beside):
            how = "unread"
        counts[how] += 1
        if how == "survived":
            line = text.count("\n", 0, start) + 1
            survivors.append(Survivor(notes, line, mutant, before[beside[0]][1] or ()))
    return counts, survivors


def _displays(path: str, text: str) -> list[Display]:
    return [b for b in find(path, text=text).blocks if isinstance(b, Display)]


def _of_display(display: Display, text: str) -> Iterator[tuple[Display, Mutant, str]]:
    """Mutants of the text; of displays that stand in it as they are."""
    start, end = display.body.offsets[0], display.body.offsets[-1]
    if display.span.source.text == text and text[start:end] == display.body.text:
        for mutant in mutants(display.body.text):
            yield display, mutant, text[:start] + mutant.body + text[end:]


def _understood(path: str, text: str) -> list[tuple[Places, Seen | None]]:
    """For each printed relation where its sides stand, and what is understood; None: nothing."""
    understood = read_notes(path, text, NOTHING)
    out: list[tuple[Places, Seen | None]] = []
    for chain, reads in zip(understood.chains, understood.by_chain(), strict=True):
        for n, read in enumerate(reads):
            left, right = chain.sides[n], chain.sides[n + 1]
            parts = (chain.signs[n].span, right.span, *(() if left.carried else (left.span,)))
            span = tuple((p.start, p.end) for p in parts)
            seen = None if isinstance(read, NotRead) else _seen(chain.signs[n].rel, read)
            out.append((span, seen))
    return out


def _seen(rel: str, readings: tuple[Reading, ...]) -> Seen:
    return (rel, *(x for r in readings for x in (r.step.readback_lhs, r.step.readback_rhs)))


def _beside(places: Places, mutant: Mutant, display: Display) -> bool:
    at = display.body.offsets[mutant.at]
    return any(start <= at < end for start, end in places)


def _verdicts(path: str, text: str) -> list[tuple[str, ...]]:
    """What is said of each relation, and what is shown as its author's reason."""
    report: NotesReport = check_notes(path, text=text, notation=NOTHING)
    return [(s.verdict, s.reason, *s.assumed) for c in report.chains for s in c.steps]
