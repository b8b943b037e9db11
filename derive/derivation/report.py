"""What checking a derivation yields: plain frozen data for every face to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from derive.kernel.theorem import Theorem
from derive.language.relations import Dominated, Relation
from derive.numeric import Evidence

Verdict = Literal["proved", "refuted", "ill-posed", "open", "error"]
SEVERITY: dict[str, int] = {"proved": 0, "open": 1, "ill-posed": 2, "refuted": 3, "error": 4}


@dataclass(frozen=True)
class StepReport:
    """One step, the claim, or the claim's equality condition.

    number: from 1. kind: "step", "claim" or "equality". reason: as printed. note: why it is not
    proved, what is missing, or how to read the counterexample; empty when there is nothing to say.
    theorem: the kernel's, if proved. evidence: the attack's, if it ran.
    """

    number: int
    kind: Literal["step", "claim", "equality"]
    relation: Relation
    reason: str
    verdict: Verdict
    note: str = ""
    theorem: Theorem | None = None
    evidence: Evidence | None = None
    conditions: tuple[Relation, ...] = ()
    line: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, repr=False)
class Report:
    """A checked derivation. verdict: the worst of its steps', or "error" with a message."""

    name: str
    title: str
    path: str
    line: int
    doc: str
    given: tuple[Relation | Dominated, ...]
    steps: tuple[StepReport, ...] = ()
    error: str = ""
    seconds: float = 0.0

    def __repr__(self) -> str:
        """The table in short: one line per step."""
        lines = [f"{self.title}: {self.verdict}", *([f"  {self.error}"] if self.error else [])]
        for s in self.steps:
            name = f"{s.number}" if s.kind == "step" else s.kind
            note = f"  ({s.note})" if s.note else ""
            lines.append(f"  {name:>8}  {s.relation}  {s.verdict}{note}")
        return "\n".join(lines)

    @property
    def verdict(self) -> Verdict:
        if self.error:
            return "error"
        return max((s.verdict for s in self.steps), key=SEVERITY.__getitem__, default="error")

    @property
    def theorem(self) -> Theorem | None:
        """The theorem of the claim, with its equality condition if that is proved too."""
        made = [s.theorem for s in self.steps if s.kind != "step" and s.theorem is not None]
        return made[-1] if made else None

    @property
    def claim(self) -> Relation | None:
        return next((s.relation for s in self.steps if s.kind == "claim"), None)
