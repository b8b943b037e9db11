"""What checking a derivation yields: plain frozen data for every face to show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Literal

from derive.derivation.overall import Verdict, as_claimed, overall
from derive.kernel.terms import Context, Term
from derive.kernel.theorem import Rests, Theorem
from derive.language.declared import Declared, declared
from derive.language.definitions import Where
from derive.language.display import Displayed, Written
from derive.language.printing import among
from derive.language.relations import Dominated, Relation
from derive.numeric import Evidence
from derive.rules.fact import Fact, Inferred
from derive.translate.convergence import converges
from derive.translate.fresh import rests_on


@dataclass(frozen=True, repr=False)
class StepReport(Displayed):
    """One step, the claim, the claim's equality condition, or a fact.

    number: from 1. relation: what it says; for a fact the fact. reason: as printed. note: why it is
    not proved, what is missing, or how to read the counterexample; empty when there is nothing to
    say. theorem: the kernel's, if proved. evidence: the attack's, if it ran. fact_rests: what a
    fact or a comparison of optimisers rests on; beside a theorem, what the line rests on besides.
    detail: a witness or values, for people. by_definition: whether its reason allowed nothing but
    unfolding definitions. premise: the kernel's theorem that a fact's rule uses, where that is no
    derivation's own; inferred: how it does, for another system. A line of kind "law" says that a
    defined law, its reason, is a law. left: of an open line the difference in normal form, which is
    to be shown ≥ 0, or = 0 of an equation. because: a step's reason as its author gave it. optimum:
    whether an equality condition says where the relation's left side is least or greatest.
    """

    number: int
    kind: Literal["step", "claim", "equality", "fact", "law"]
    relation: Relation | Fact
    reason: str
    verdict: Verdict
    note: str = ""
    theorem: Theorem | None = None
    evidence: Evidence | None = None
    conditions: tuple[Relation, ...] = ()
    line: int = 0
    seconds: float = 0.0
    fact_rests: Rests | None = None
    detail: tuple[str, ...] = ()
    by_definition: bool = False
    premise: Theorem | None = None
    inferred: Inferred = None
    missing: tuple[Relation | Dominated, ...] = ()
    left: tuple[Context, Term] | None = None
    because: Any = None
    optimum: bool = False

    def __repr__(self) -> str:
        """The relation, its verdict, and the note."""
        note = f"  ({self.note})" if self.note else ""
        return f"{self.relation}: {self.verdict}{note}"

    @property
    def rests(self) -> Rests | None:
        """What it rests on; None when it is not decided positively."""
        if self.theorem is None or self.fact_rests is None:
            return rests_on(self.theorem) if self.theorem is not None else self.fact_rests
        return rests_on(self.theorem) | self.fact_rests


@dataclass(frozen=True, repr=False)
class Report(Written):
    """A checked derivation. verdict: of what it states (`overall`), or "error" with a message.

    where: what the names of defined numbers and laws stand for, in order of dependence.
    """

    name: str
    title: str
    path: str
    line: int
    doc: str
    given: tuple[Relation | Dominated, ...]
    steps: tuple[StepReport, ...] = ()
    error: str = ""
    seconds: float = 0.0
    expect: Verdict = "proved"
    where: tuple[Where, ...] = ()

    def __repr__(self) -> str:
        """The table in short: one line per step."""
        with among(self):
            return self._short()

    def _short(self) -> str:
        lines = [f"{self.title}: {self.verdict}", *([f"  {self.error}"] if self.error else [])]
        lines += [f"  for {d}" for d in self.declared]
        lines += [f"  where {w}" for w in self.where]
        for s in self.steps:
            name = f"{s.number}" if s.kind == "step" else s.kind
            note = f"  ({s.note})" if s.note else ""
            lines.append(f"  {name:>8}  {s.relation}  {s.verdict}{note}")
        return "\n".join(lines)

    @property
    def verdict(self) -> Verdict:
        return "error" if self.error else overall(self.steps)

    def expressions(self) -> tuple[Any, ...]:
        """All that is printed of it: the laws in these things are known to its reader."""
        return (*self.given, *(r for s in self.steps for r in (s.relation, *s.conditions)))

    @property
    def declared(self) -> tuple[Declared, ...]:
        """The ranges of its quantities, and the letters of alphabets that have named ones."""
        return declared(*self.expressions(), *self.where)

    @property
    def step_verdicts(self) -> tuple[Verdict, ...]:
        return tuple(s.verdict for s in self.steps)

    @property
    def as_claimed(self) -> bool:
        """Whether the verdict is the one that the derivation's author expects."""
        return as_claimed(self.verdict, self.expect, self.steps)

    @property
    def rests(self) -> Rests | None:
        """What the claim, or all facts together, rest on; None when that is not proved."""
        if self.theorem is not None:
            beside = (s.fact_rests for s in self.steps if s.fact_rests is not None)
            return reduce(or_, beside, rests_on(self.theorem))
        ends = [s for s in self.steps if s.kind in ("claim", "fact")]
        if not ends or any(s.rests is None for s in ends):
            return None
        out = Rests()
        for s in ends:
            out |= s.rests or Rests()
        return out

    @property
    def theorem(self) -> Theorem | None:
        """The theorem of the claim, with its equality condition if that is proved too."""
        made = [s.theorem for s in self.steps if s.kind in ("claim", "equality") and s.theorem]
        return made[-1] if made else None

    @property
    def provided(self) -> tuple[tuple[Context, Term], ...]:
        """The integrals that have to converge for what is proved."""
        whole = self.theorem
        each = [whole] if whole else [t for s in self.steps for t in (s.theorem, s.premise) if t]
        listed = ((t.context, integral) for t in each for integral in t.provided)
        return tuple(pair for pair in listed if not converges(*pair))

    @property
    def claim(self) -> Relation | None:
        found = (s.relation for s in self.steps if s.kind == "claim")
        return next((r for r in found if isinstance(r, Relation)), None)
