"""What is said of a document: one record for each printed relation, in plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

VERDICTS = (
    "proved",
    "proved if",
    "refuted",
    "refuted unless",
    "ill-posed",
    "open",
    "definition",
    "true to rounding",
    "wrong value",
    "unread",
    "skipped",
)


@dataclass(frozen=True)
class Rested:
    """An assumption of the text that a verdict rests on. says: as derive writes it.

    condition: in words, where the text supposes it for a case ("if", "suppose"); "" where it holds
    for the whole of its section.
    """

    number: int
    line: int
    quote: str
    says: str
    condition: str = ""


@dataclass(frozen=True)
class EqualityRecord:
    """What the text says of equality in a relation that is proved. says: its words. verdict:
    "proved", "refuted", "open" or "unread". both: "iff", not "if" alone. why: as in `StepRecord`.
    """

    says: str
    verdict: str
    both: bool = True
    why: str = ""


@dataclass(frozen=True)
class StepRecord:
    """One printed relation.

    line, column, end: of its sign, from 1; end: (line, column) behind the right side. cell: of a
    notebook. latex_lhs, rel, latex_rhs: as printed ("" for a left side carried over from the
    display before). readback_lhs, readback_rhs: what was understood, as LaTeX in their letters.
    verdict: one of `VERDICTS`. assumed: conditions that the text does not state, in words.
    rests_on_text: assumptions taken from the text. counterexample: lines in the notes' own names.
    why: for unread, open, ill-posed: the reason. ask: ready directives. true: what would be true.
    axioms: what the proof rests on. alternatives: (reading, verdict) where readings differ.
    expect: the verdict that a directive says, "" without one. equality: when the text says that it
    holds, None where it does not or where the relation is not proved. report: the `Report` of the
    step that was decided, with its theorem, for those who show proofs; None where nothing was.
    readings: those under which it was decided (`steps.Reading`), () where it was not read.
    shown: left side, sign and right side as LaTeX without the document's macros.
    """

    line: int
    column: int
    end: tuple[int, int]
    latex_lhs: str
    rel: str
    latex_rhs: str
    verdict: str
    readback_lhs: str = ""
    readback_rhs: str = ""
    assumed: tuple[str, ...] = ()
    rests_on_text: tuple[Rested, ...] = ()
    counterexample: tuple[str, ...] = ()
    why: str = ""
    ask: tuple[str, ...] = ()
    true: str = ""
    reason: str = ""
    alternatives: tuple[tuple[str, str], ...] = ()
    axioms: tuple[str, ...] = ()
    cell: int | None = None
    expect: str = ""
    equality: EqualityRecord | None = None
    report: Any = field(default=None, repr=False, compare=False)
    readings: tuple[Any, ...] = field(default=(), repr=False, compare=False)
    shown: tuple[str, str, str] = field(default=("", "", ""), compare=False)


@dataclass(frozen=True)
class ChainRecord:
    """A chain. block: of its first display in the document; title: the heading above it."""

    path: str
    line: int
    block: int
    title: str
    steps: tuple[StepRecord, ...]


@dataclass(frozen=True)
class NameRecord:
    """A row of the notation table: what a name is, how that is known, in which lines."""

    name: str
    kind: str
    strength: str
    evidence: str
    lines: tuple[int, int]


@dataclass(frozen=True, repr=False)
class NotesReport:
    """All that is said of a file.

    by_custom: names whose kind is known by custom only. questions: each as one directive, or
    several with " or " between, that would settle it. contradictions: sentences about names that
    the text says two different things of. summary: the last line of what `derive check` prints.
    """

    path: str
    chains: tuple[ChainRecord, ...]
    assumptions: tuple[Rested, ...]
    notation: tuple[NameRecord, ...]
    by_custom: tuple[str, ...]
    questions: tuple[str, ...]
    seconds: float
    contradictions: tuple[str, ...] = ()
    summary: str = ""

    def __repr__(self) -> str:
        return f"{self.path}: {self.summary}"
