"""How well documents of the corpus are read and decided, relation by relation."""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.notes.records import NotesReport, StepRecord
from trials.notes.corpus import Expected, ExpectedChain, Notes, Place
from trials.notes.meaning import Compared, compare

PROVED = ("proved", "proved if", "true to rounding")
REFUTED = ("refuted", "wrong value")
FOUND = (*REFUTED, "refuted unless", "ill-posed")
DECIDED = (*PROVED, *FOUND, "definition")


@dataclass(frozen=True)
class Judged:
    """A printed relation, what was said of it, and what the corpus says.

    record: None where the reader has no such relation. misread: what it understood instead.
    """

    notes: Notes
    expected: Expected
    at: Place
    record: StepRecord | None
    compared: Compared

    @property
    def read(self) -> bool:
        return self.record is not None and self.record.verdict != "unread"

    @property
    def decided(self) -> bool:
        return self.record is not None and self.record.verdict in DECIDED

    @property
    def false(self) -> bool:
        return bool(self.expected.error)

    @property
    def found(self) -> bool:
        return self.false and self.record is not None and self.record.verdict in FOUND

    @property
    def misread(self) -> bool:
        return self.read and self.compared.same is False

    @property
    def false_proved(self) -> bool:
        """A condition may make it true: only where the corpus does not allow that verdict."""
        said = self.record.verdict if self.record else ""
        return self.false and said in PROVED and said not in self.expected.verdicts

    @property
    def true_refuted(self) -> bool:
        said = self.record.verdict if self.record else ""
        return not self.false and said in REFUTED and said not in self.expected.verdicts

    @property
    def as_expected(self) -> bool:
        """What is proved in a case of the text is proved under what the text states."""
        if self.record is None:
            return False
        of_text = self.record.verdict == "proved if" and not self.record.assumed
        allowed = self.expected.verdicts
        return self.record.verdict in allowed or (of_text and "proved" in allowed)


@dataclass
class Figures:
    """Counts over relations; extra: printed relations of which the corpus does not know."""

    judged: list[Judged] = field(default_factory=list)
    extra: list[StepRecord] = field(default_factory=list)
    seconds: float = 0.0

    def count(self, what: str) -> int:
        return sum(bool(getattr(j, what)) for j in self.judged)

    def add(self, other: Figures) -> None:
        self.judged += other.judged
        self.extra += other.extra
        self.seconds += other.seconds

    def faults(self) -> list[Judged]:
        """What must not be: silent misreadings, false called proved, true called refuted."""
        return [j for j in self.judged if j.misread or j.false_proved or j.true_refuted]


def measured(notes: Notes, report: NotesReport) -> Figures:
    """Every relation that the corpus knows of a document beside what was said of it."""
    figures = Figures(seconds=report.seconds)
    records = sorted((s for c in report.chains for s in c.steps), key=_place)
    ends = [*(c.at for c in notes.chains[1:]), (10**9, 0, 0)]
    for chain, end in zip(notes.chains, ends, strict=True):
        steps = [s for s in records if chain.at <= _place(s) < end]
        among_words = [s for s in steps if not s.rel][: max(len(steps) - len(chain.relations), 0)]
        steps = [s for s in steps if not any(s is w for w in among_words)]
        figures.extra += among_words
        for k, expected in enumerate(chain.relations):
            record = steps[k] if k < len(steps) else None
            figures.judged.append(_judged(notes, chain, expected, record))
        figures.extra += steps[len(chain.relations) :]
    return figures


def _place(step: StepRecord) -> Place:
    return step.cell or 0, step.line, step.column


def _judged(
    notes: Notes, chain: ExpectedChain, expected: Expected, record: StepRecord | None
) -> Judged:
    compared = Compared(None, "not read")
    if record is not None and record.readings:
        found = [compare(r.step, expected, chain, notes) for r in record.readings]
        wrong = [c for c in found if c.same is False]
        right = [c for c in found if c.same]
        compared = (right or wrong or found)[0]
    return Judged(notes, expected, chain.at, record, compared)
