"""What a student is told of a step that is not proved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from derive.derivation.report import StepReport
from derive.derivation.verdicts import NOT_FROM_THE_REASON
from derive.language.printing import text
from derive.language.relations import Relation
from derive.render import rows
from derive.render.places import short_path

PROVED = ("proved", "cited")
_NOT_SHOWN = "is not shown by the chain"
_NO_LAW = {"refuted": "is no law"}
_SAID = {
    "refuted": "is wrong",
    "ill-posed": "does not always make sense",
    "open": "is neither proved nor refuted",
    "error": "cannot be checked",
}


@dataclass(frozen=True)
class Hint:
    """What is known about a repair. latex: the repaired relation, or "", after the words `lead` and
    before the words `tail`.

    backing: the kernel has proved it; it has only survived the attack; or the hint says something
    of the wrong step itself, which nobody has to prove. refutes: whether it has a counterexample to
    an open step.
    """

    says: str
    backing: Literal["proved", "survived", "refuted"]
    latex: str = ""
    lead: str = ""
    tail: str = ""
    refutes: bool = False

    @property
    def said(self) -> str:
        """What is true, without the words around it where it is a relation."""
        return self.says.removeprefix(self.lead).removesuffix(self.tail)

    def text(self) -> str:
        return f"{self.says}  {self.known}".rstrip()

    @property
    def known(self) -> str:
        return _KNOWN[self.backing]


# what a hint says in other words, or why a search for a proof of what is wrong found none
_SAID_BETTER = (
    *("missing hypothesis", "no certificate", "the normal forms differ", "neither objective"),
    *(NOT_FROM_THE_REASON, "no counterexample in"),
)
_KNOWN = {"proved": "(proved)", "survived": "(not proved; no counterexample found)", "refuted": ""}


@dataclass(frozen=True)
class Message:
    """who: which step of what. lines: the claim's text. model, sides: the counterexample.

    place: the script and line, or "". before: on the earlier steps, or "".
    """

    step: StepReport
    who: str
    place: str = ""
    hints: tuple[Hint, ...] = ()
    before: str = ""
    instead: str = ""

    @property
    def heading(self) -> str:
        if self.instead:
            return self.instead
        who = self.who[:1].upper() + self.who[1:]
        if self.step.kind == "law":
            return (
                f"{self.step.reason} {_NO_LAW.get(self.step.verdict, 'is not shown to be a law')}"
            )
        if any(h.refutes for h in self.hints):
            return f"{who} {_SAID['refuted']}"
        if self.step.verdict == "open" and NOT_FROM_THE_REASON in self.step.note:
            return f"{who} does not follow from its reason"
        return f"{who} {_NOT_SHOWN if self._not_shown else _SAID[self.step.verdict]}"

    @property
    def _not_shown(self) -> bool:
        """Whether it is the chain that does not show the claim."""
        return (self.step.verdict, self.step.reason) == ("open", "the chain")

    def text(self) -> str:
        """Plain text, in paragraphs."""
        where = f"  ({self.place})" if self.place else ""
        parts = [f"{self.heading}{where}.", _indented(_claimed(self.step))]
        if self.hints:
            parts.append(self.hints[0].text())
        for title, lines in self.sections():
            parts.append(f"{title}\n{_indented(lines)}")
        if self.before:
            parts.append(self.before)
        return "\n\n".join(parts)

    def sections(self) -> list[tuple[str, list[str]]]:
        """Titles with what stands below them."""
        out: list[tuple[str, list[str]]] = []
        ranges, defined = rows.declared_in(self.step), rows.defined_in(self.step)
        if ranges:
            out.append(("For:", list(map(str, ranges))))
        if defined:
            out.append(("Where:", list(map(str, defined))))
        if self.step.detail:
            out.append(("Found:", list(self.step.detail)))
        model, sides = counterexample(self.step)
        if sides:
            out.append(("The smallest counterexample found:", [*model, *sides]))
        elif model:
            out.append(("It has no value at:", [*model, *self.place_lines()]))
        notes = self.notes()
        if notes:
            out.append(("Note:", notes))
        if self.hints[1:]:
            out.append(("Besides:", [h.text() for h in self.hints[1:]]))
        return out

    def place_lines(self) -> list[str]:
        """Which logarithm or quotient has no value there."""
        e = self.step.evidence
        found = self.step.verdict == "ill-posed" and e is not None and e.place
        return [f"where it takes {e.place}"] if found and e is not None else []

    def notes(self) -> list[str]:
        """Notes that nothing else here says better."""
        notes = rows.notes(self.step)
        if self.place_lines():
            notes = [n for n in notes if n not in self.place_lines()[0]]
        idle = list(_SAID_BETTER) if self.hints else []
        idle += ["no counterexample in"] if self._not_shown else []
        return [n for n in notes if not n.startswith(tuple(idle))]

    @property
    def statement(self) -> str:
        """What is claimed, in one line."""
        return rows.claimed(self.step)

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "heading": self.heading,
            "statement": self.statement,
            "advice": self.hints[0].text() if self.hints else "",
            "text": self.text(),
            "hints": [{"says": h.says, "backing": h.backing, "latex": h.latex} for h in self.hints],
        }


def counterexample(step: StepReport) -> tuple[list[str], list[str]]:
    """The model's lines and the two sides' lines; no sides where one of them is undefined."""
    evidence = step.evidence
    if evidence is None or evidence.counterexample is None:
        return [], []
    lines = evidence.counterexample.describe()
    return lines[:-2], [] if step.verdict == "ill-posed" else lines[-2:]


def message(
    step: StepReport,
    earlier: Sequence[StepReport] = (),
    hints: Sequence[Hint] = (),
    of: str = "",
    path: str = "",
    instead: str = "",
) -> Message:
    """The message on a step. of: its derivation's name. path: its script.

    instead: a heading, where the verdict's own would mislead.
    """
    who = rows.who(step) if step.kind in ("step", "fact") else _WHO[step.kind]
    return Message(
        step,
        f"{who} of {of}" if of else who,
        f"{short_path(path)}:{step.line}" if path else "",
        tuple(hints),
        _earlier(earlier),
        instead,
    )


_WHO = {
    "claim": "the claim",
    "equality": "the condition for equality",
    "law": "the law",
}


def _claimed(step: StepReport) -> list[str]:
    """The step's two lines as in notes, with the reason beside the second."""
    if step.kind != "step" or not isinstance(step.relation, Relation):
        return [rows.claimed(step)]
    reason = f"    ({step.reason})" if step.reason else ""
    return [text(step.relation.lhs), f"  {rows.formula(step)}{reason}"]


def _earlier(steps: Sequence[StepReport]) -> str:
    """Which of the earlier steps are fine."""
    if not steps:
        return ""
    fine = [s.number for s in steps if s.verdict in PROVED]
    others = [s for s in steps if s.verdict not in PROVED]
    bad = ", ".join(f"step {s.number} is {s.verdict}" for s in others)
    if not fine:
        return f"Of the earlier steps none is proved: {bad}."
    good = f"Steps {ranges(fine)} are fine" if fine[1:] else f"Step {fine[0]} is fine"
    return f"{good}{'; ' + bad if bad else ''}."


def ranges(numbers: Sequence[int]) -> str:
    """`1–3, 5`."""
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)


def _indented(lines: Sequence[str]) -> str:
    return "\n".join(f"    {part}" for line in lines for part in line.split("\n"))
