"""`python -m trials notes`: the corpus of notes, read and decided, held against what it means."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from derive.notes.check import check_notes
from trials.notes.alone import alone
from trials.notes.corpus import CORPUS, Notes, documents
from trials.notes.measure import Figures, Judged, measured


def main(argv: Sequence[str]) -> int:
    """Measure; 1 if something was misread silently, or a verdict is wrong."""
    options = _options(argv)
    total = Figures()
    print(
        f"{'document':26}{'relations':>10}{'read':>6}{'decided':>8}{'errors':>9}{'faults':>7}{'s':>6}"
    )
    for notes in documents(Path(options.folder)):
        if options.only and options.only not in notes.path.name:
            continue
        figures = (alone if options.alone else whole)(notes)
        total.add(figures)
        print(_row(notes.path.name, figures), flush=True)
        if options.verbose:
            _details(figures)
    print(_row("all", total))
    faults = [] if options.alone else total.faults()  # without its prose a display may mean more
    for j in faults:
        print(_fault(j))
    print(_summary(total))
    return 1 if faults else 0


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m trials notes", description=__doc__)
    parser.add_argument("--folder", default=str(CORPUS), help="of documents with their TOML files")
    parser.add_argument("--only", default="", help="documents whose names contain this")
    parser.add_argument("--alone", action="store_true", help="each display without its prose")
    parser.add_argument("--verbose", action="store_true", help="what is not as the corpus expects")
    return parser.parse_args(argv)


def whole(notes: Notes) -> Figures:
    """A document as it stands."""
    start = time.perf_counter()
    report = check_notes(notes.path)
    figures = measured(notes, report)
    figures.seconds = time.perf_counter() - start
    return figures


def _row(name: str, f: Figures) -> str:
    n, errors = len(f.judged) or 1, f.count("false")
    return (
        f"{name:26}{len(f.judged):10}{f.count('read') / n:6.0%}{f.count('decided') / n:8.0%}"
        f"{f.count('found'):5}/{errors:<3}{len(f.faults()):7}{f.seconds:6.1f}"
    )


def _details(figures: Figures) -> None:
    for j in figures.judged:
        if not j.as_expected:
            said = j.record.verdict if j.record else "no such relation"
            why = (j.record.why if j.record else "")[:90]
            wanted = "/".join(j.expected.verdicts)
            print(f"    {j.at[1]}.{j.expected.number} {said}, not {wanted}: {why}")
        elif j.compared.same is None and j.read and j.expected.lhs:
            print(f"    {j.at[1]}.{j.expected.number} not compared: {j.compared.why[:90]}")
    for s in figures.extra:
        print(f"    {s.line} one too many: {s.latex_lhs} {s.rel} {s.latex_rhs}")


def _fault(j: Judged) -> str:
    what = "misread" if j.misread else "false, called proved" if j.false_proved else "true, refuted"
    said = j.record.verdict if j.record else ""
    lines = [f"{j.notes.path.name}:{j.at[1]}.{j.expected.number} {what} ({said})"]
    if j.record is not None:
        r = j.record
        lines += [f"    printed  {r.latex_lhs}  {r.rel}  {r.latex_rhs}"]
        lines += [f"    read     {r.readback_lhs}  {r.rel}  {r.readback_rhs}"]
        lines += [f"    {line}" for line in r.counterexample]
    lines += [f"    meant    {j.expected.lhs}  {j.expected.rel}  {j.expected.rhs}"]
    return "\n".join([*lines, f"    {j.compared.why}"] if j.misread else lines)


def _summary(f: Figures) -> str:
    compared = sum(j.compared.same is not None for j in f.judged if j.read)
    n = len(f.judged) or 1
    return (
        f"{len(f.judged)} relations: {f.count('read') / n:.1%} read, {f.count('decided') / n:.1%} "
        f"decided, {f.count('found')} of {f.count('false')} errors found, "
        f"{f.count('as_expected') / n:.1%} as expected.\n"
        f"{compared} readings compared with what is meant: {f.count('misread')} misread. "
        f"{f.count('false_proved')} false called proved, {f.count('true_refuted')} true refuted."
    )
