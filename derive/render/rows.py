"""A report as rows of plain text, before any layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sympy import Expr

from derive.derivation.report import Report, StepReport
from derive.kernel import terms as t
from derive.language.declared import Declared, declared
from derive.language.definitions import Where, where
from derive.language.optimum import optimum_text
from derive.language.printing import among, text
from derive.language.relations import SYMBOL, Dominated, Relation
from derive.numeric import Evidence
from derive.render import terms

_MOST_LEFT = 6  # terms
_LONGEST_LEFT = 160


@dataclass(frozen=True)
class Row:
    """One row of the table. set_off: a line is drawn above it."""

    label: str
    formula: str
    reason: str
    verdict: str
    evidence: str
    set_off: bool = False


def rows(report: Report) -> list[Row]:
    """The first line of the chain, its steps, the claim and its equality condition."""
    with among(report):
        first = start(report)
        out = [] if first is None else [Row("", "  " + text(first), "", "", "")]
        laws = [s for s in report.steps if s.kind == "law"]
        out += [step_row(s, s in laws[:1]) for s in report.steps]
    return out


def defined_in(s: StepReport) -> tuple[Where, ...]:
    """What the names of defined numbers and laws in one line stand for."""
    relations = (r for r in (s.relation, *s.conditions) if isinstance(r, Relation))
    return where(e for r in relations for e in r.expressions())


def definitions(report: Report) -> str:
    """`Z = Σ_x p(x), p*(x) = p(x)/Z`: what defined names stand for; empty if there are none."""
    return ", ".join(map(str, report.where))


def ranges(things: Sequence[Declared]) -> str:
    """`t, s > 0; λ ∈ [0, 1]`: what quantities range over; empty if there are none."""
    return "; ".join(map(str, things))


def declared_in(s: StepReport) -> tuple[Declared, ...]:
    """The ranges of the quantities in one line."""
    return declared(s.relation, *s.conditions)


def start(report: Report) -> Expr | None:
    """The first line of the chain, if there is a chain."""
    found = (s.relation for s in report.steps if s.kind == "step")
    first = next(found, None)
    return first.lhs if isinstance(first, Relation) else None


def step_row(s: StepReport, set_off: bool = False) -> Row:
    label = label_of(s)
    reason = "" if s.reason == "claim" else said_reason(s)
    found = "" if s.kind == "fact" else evidence(s.evidence)
    return Row(label, formula(s), reason, s.verdict, found, set_off or s.kind == "claim")


def said_reason(s: StepReport) -> str:
    """The reason; of a defined law's line what it is for."""
    return f"{s.reason} is a law" if s.kind == "law" else s.reason


def label_of(s: StepReport) -> str:
    number = str(s.number)
    return {"step": number, "fact": number, "claim": "claim", "equality": "", "law": "law"}[s.kind]


def formula(s: StepReport) -> str:
    """The step as it stands in the table: sign and right side; the claim is written in full."""
    if s.optimum and isinstance(s.relation, Relation):
        return f"so {optimum_text(s.relation, s.conditions)}"
    if s.kind == "equality":
        return f"with equality {everywhere(s)}iff {conditions(s.conditions)}"
    if s.kind != "step" or not isinstance(s.relation, Relation):
        return str(s.relation)
    return f"{SYMBOL[s.relation.rel]} {text(s.relation.rhs)}"


def conditions(equations: Sequence[Relation]) -> str:
    return " and ".join(str(e) for e in equations)


def everywhere(s: StepReport) -> str:
    """Free letters of a claim mean "for every letter" in its equality condition too."""
    free = isinstance(s.relation, Relation) and any(
        e.free_symbols for e in s.relation.expressions()
    )
    return "at every letter " if free else ""


def claimed(s: StepReport) -> str:
    """All that the step says, for where it stands alone."""
    if s.optimum and isinstance(s.relation, Relation):
        return optimum_text(s.relation, s.conditions)
    if s.kind == "equality":
        return f"{s.relation}, with equality {everywhere(s)}iff {conditions(s.conditions)}"
    return str(s.relation)


def evidence(e: Evidence | None) -> str:
    """What the attack found, in a word or two."""
    if e is None:
        return "—"
    if e.blind:
        return "undecided"
    return f"{e.seen} ok" if e.verdict == "survived" else e.verdict


def hypothesis(h: Relation | Dominated) -> str:
    """`p ≪ q`, or `Kraft's inequality: Σ_x 2^(-L(x)) ≤ 1`."""
    return f"{h.name}: {h}" if h.name else str(h)


def hypotheses(report: Report) -> str:
    with among(report):
        return ", ".join(hypothesis(h) for h in report.given)


def who(s: StepReport) -> str:
    """`step 3`, `claim`, `equality`, `law p*`."""
    if s.kind == "law":
        return f"law {s.reason}"
    return f"{s.kind} {s.number}" if s.kind in ("step", "fact") else s.kind


def detail(s: StepReport) -> list[tuple[str, str]]:
    """Why a step is not proved, as pairs (heading, line); a heading holds until the next one."""
    out = [("claimed", claimed(s))]
    out += [("" if k else "found", line) for k, line in enumerate(s.detail)]
    e = s.evidence
    if e is not None and e.counterexample is not None:
        heading = "happens at" if e.verdict == "ill-posed" else "counterexample"
        out += [(heading if k == 0 else "", line) for k, line in _described(e)]
    out += [("note" if k == 0 else "", part) for k, part in enumerate(notes(s))]
    return out


def _described(e: Evidence) -> list[tuple[int, str]]:
    """The model and both sides; where a side is undefined, the model alone."""
    lines = e.counterexample.describe() if e.counterexample else []
    return list(enumerate(lines[:-2] if e.verdict == "ill-posed" else lines))


def left_over(s: StepReport) -> str:
    """What a proof still wants, in the script's letters; "" where that is too long to help."""
    if s.left is None or not isinstance(s.relation, Relation):
        return ""
    context, term = s.left
    if isinstance(term, t.Add) and len(term.terms) > _MOST_LEFT:
        return ""
    said = (terms.equation if s.relation.rel == "=" else terms.inequality)(term, context)
    return said if len(said) <= _LONGEST_LEFT else ""


def notes(s: StepReport) -> list[str]:
    """The note, its parts apart, and what the attack could not decide."""
    out = [part.replace(" = 0", "\u00a0=\u00a00") for part in s.note.split("; ") if part]
    if left := left_over(s):
        out.append(f"left to be shown: {left}")
    e = s.evidence
    if e is not None and e.undecided:
        out.append(f"{e.undecided} of {e.trials} points could not be decided exactly")
    if e is not None and e.blind:
        out.append("the attack could not decide most of them: that they are ok says nothing")
    if s.verdict == "open" and e is not None and e.verdict == "survived":
        out.append(f"no counterexample in {e.seen} trials, which proves nothing")
    return out
