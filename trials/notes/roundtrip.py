"""`python -m trials written`: what derive prints in LaTeX, read back by the reader of notes.

Every side of the relations of `proofs/` in notations of `[latex]`, random statements in one each.
Read or not, never as something else: the terms of both are compared, at random models where their
forms differ.
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from derive.kernel import terms as t
from derive.kernel.terms import Term
from derive.language.definitions import where
from derive.language.names import DeriveError
from derive.language.notation import DEFAULT, Notation
from derive.language.printing import latex
from derive.notes.check import read_notes
from derive.notes.settings import NOTHING
from derive.notes.source import NotRead
from derive.notes.steps import Elaborated
from trials.fuzz.grammar import drawn
from trials.notes.matched import Incomparable, Written, differing
from trials.notes.told import told
from trials.readback.canonical import constant
from trials.readback.cases import Case, notations
from trials.readback.sources import derivations, made, of_derivation
from trials.readback.table import Unread

_REL = {"=": "=", "<=": r"\le", ">=": r"\ge", "<": "<", ">": ">", "!=": r"\ne"}

_BATCH = 500  # statements that are drawn together
ZERO = "a denominator is 0"


@dataclass
class Tally:
    """same, definition, unread, other, not compared; why, with the first formulas of each reason;
    and the formulas that were read as something else."""

    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[tuple[str, str], str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    tried: int = 0

    def add(self, how: str, why: str, text: str) -> None:
        self.counts[how] += 1
        if how in ("unread", "not compared"):
            self.reasons[how, why] += 1
            self.examples.setdefault((how, why), text)
        if how == "other":
            self.wrong.append(f"{text}\n    {why}")


def main(argv: Sequence[str]) -> int:
    """Write and read; 1 if something is read as something else."""
    parser = argparse.ArgumentParser(prog="python -m trials written", description=__doc__)
    parser.add_argument("--count", type=int, default=20000, help="random statements")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--proofs", action="store_true", help="proofs/ in every notation too")
    parser.add_argument("--notations", type=int, default=0, help="of proofs/, so many each, or 0")
    parser.add_argument("--usual", action="store_true", help="in the notation without settings")
    parser.add_argument("--part", type=int, default=1, help="every so manieth of them")
    parser.add_argument("--kept", default="", help="a file to go on with")
    parser.add_argument("--verbose", action="store_true", help="a formula for each reason")
    options = parser.parse_args(argv)
    kept = Path(options.kept) if options.kept else None
    tally = pickle.loads(kept.read_bytes()) if kept is not None and kept.exists() else Tally()
    for number, (case, notation) in enumerate(_every(options)):
        if number < tally.tried:
            continue
        written(case, notation, tally)
        tally.tried = number + 1
        if kept is not None and tally.tried % 100 == 0:
            kept.write_bytes(pickle.dumps(tally))
    if kept is not None:
        kept.write_bytes(pickle.dumps(tally))
    report(tally, options.verbose)
    return int(bool(tally.wrong))


def _every(options: argparse.Namespace) -> Iterator[tuple[Case, Notation]]:
    """What is written and read, in an order that follows from the seed."""
    rng = random.Random(options.seed)
    if options.proofs:
        every = [DEFAULT] if options.usual else readable()
        for number, proved in enumerate(_proofs()):
            some = rng.sample(every, options.notations) if options.notations else every
            for notation in some if number % options.part == 0 else ():
                yield proved, notation
    for first in range(0, options.count, _BATCH):
        rng = random.Random(f"{options.seed} {first}")
        for stated in drawn(rng, min(_BATCH, options.count - first)):
            case = made([stated.relation], stated.given)
            notation = DEFAULT if options.usual else rng.choice((DEFAULT, *readable()))
            if case is not None:
                yield case, notation


def report(tally: Tally, verbose: bool = False) -> None:
    """The figures, and why what was not read was not."""
    print(", ".join(f"{n} {how}" for how, n in tally.counts.most_common()))
    for (how, why), n in tally.reasons.most_common(60):
        print(f"    {n:6} {how}: {why}")
        if verbose:
            print("           " + tally.examples[how, why].replace("\n", "\n           "))
    for shown in tally.wrong[:12]:
        print(f"read as something else: {shown}")


def readable() -> list[Notation]:
    """Those in which a log without a base is the logarithm of H and D without one."""
    return [n for n in notations() if n.bits != "log"]


def _proofs() -> Iterator[Case]:
    for d in derivations():
        try:
            case = made(of_derivation(d), d.given)
        except DeriveError:
            continue
        if case is not None:
            yield case


def written(case: Case, notation: Notation, tally: Tally) -> None:
    """Each relation of a case in one notation, written and read."""
    fitted = notation.fitted(case._things())
    for r, meant in zip(case.relations, case.meant, strict=False):
        if not hasattr(r, "rel"):
            continue
        with case.alone():
            lines, own = told(case, r, fitted)
            every = where(r.expressions())
            rows = [(latex(w.lhs, fitted), "=", latex(w.rhs, fitted)) for w in every]
            rows.append((latex(r.lhs, fitted), _REL[r.rel], latex(r.rhs, fitted)))
        said = "".join(f"<!-- derive: {line} -->\n" for line in lines)
        text = said + "".join(f"\n$$\n{' '.join(row)}\n$$\n" for row in rows)
        tally.add(*_read(text, r.rel, (meant[0], meant[2]), own), text)


def _read(text: str, rel: str, meant: Any, own: Written) -> tuple[str, str]:
    try:
        understood = read_notes("t.md", text, NOTHING)
    except DeriveError as err:
        return "unread", str(err)[:90]
    chains = understood.chains
    if not chains or len(chains[-1].signs) != 1:
        return "unread", "not one chain of one relation"
    reads = understood.by_chain()[-1]
    read = reads[0]
    if isinstance(read, NotRead):
        without = read.why == ZERO and any(map(_has_no_value, meant))
        return "of a/0, and refused" if without else "unread", read.why[:90]
    found = [_compared(reading.step, rel, meant, own) for reading in read]
    good = [f for f in found if f[0].startswith("same")]
    return (good or found)[0]


def _has_no_value(term: Term) -> bool:
    """Whether a number is divided by 0 in it."""
    inside = (s for s in t.subterms(term) if isinstance(s, t.Pow) and s.exponent < 0)
    return any(constant(s.base) == 0 for s in inside)


def _compared(step: Elaborated, rel: str, meant: Any, own: Written) -> tuple[str, str]:
    if step.rel != rel and not (step.definition and rel == "="):
        return "other", f"{step.rel} for {rel}"
    if step.fact is not None or step.attained is not None or step.where != 1:
        return "not compared", "read as a claim of another form"
    try:
        return differing(step, meant, own)
    except (Incomparable, Unread) as err:
        return "not compared", str(err)
