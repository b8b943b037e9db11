"""What the checker's verdict on a relation means for the notes."""

from __future__ import annotations

from collections.abc import Sequence

from derive.language.relations import Relation
from derive.notes.decide.checking import Checking
from derive.notes.decide.decision import Decision
from derive.notes.decide.names import Names
from derive.notes.decide.supposing import Found, Hypothesis, found
from derive.notes.steps import Elaborated

IN_GENERAL = "≠ is meant in general, not always"


def claimed(
    checking: Checking, step: Elaborated, r: Relation, equality: Sequence[Relation] = ()
) -> Decision:
    """The decision on a relation under the step's hypotheses."""
    given = tuple(h.relation for h in step.given)
    if r.rel == "!=":
        return _differs(checking, step, r, given)
    return said(found(checking, r, given, equality), step)


def _differs(
    checking: Checking, step: Elaborated, r: Relation, given: Sequence[Hypothesis]
) -> Decision:
    """a ≠ b: always; else in general, if a = b has a counterexample."""
    always = found(checking, r, given)
    if always.verdict == "proved":
        return said(always, step)
    equal = found(checking, Relation(r.lhs, "=", r.rhs), given)
    decision = said(equal, step)
    match decision.verdict:
        case "refuted" | "refuted unless":
            where = "they differ at: " + "; ".join(decision.counterexample)
            return Decision("proved if", (IN_GENERAL,), decision.rests, why=where)
        case "proved":
            return Decision("refuted", rests=decision.rests, why="the two sides are always equal")
    return said(always, step)


def said(made: Found, step: Elaborated) -> Decision:
    """A verdict in the words of the notes."""
    names = names_of(step)
    report = made.report
    if report.error:
        return Decision("open", why=f"the checker refuses it: {names.said(report.error)}")
    supposed = tuple(names.hypothesis(h) for h in made.supposed)
    rests = tuple(h.text for h in step.given if h.text is not None and h.relation in made.used)
    lines = next(filter(None, (names.counterexample(s.evidence) for s in report.steps)), ())
    why = names.said(_why(made))
    match made.verdict:
        case "proved":
            axioms = sorted(report.rests.axioms) if report.rests is not None else []
            verdict = "proved if" if supposed else "proved"
            return Decision(verdict, supposed, rests, why="", axioms=tuple(axioms), report=report)
        case "refuted":
            also = f"also where {' and '.join(supposed)}" if supposed else ""
            return _refuted(step, Decision("refuted", (), rests, lines, also or why, report=report))
        case "ill-posed":
            return Decision("ill-posed", (), rests, lines, why, report=report)
    return Decision("open", (), rests, why=why or "not decided", report=report)


def _refuted(step: Elaborated, decision: Decision) -> Decision:
    """Whether every name in the counterexample is arbitrary, or special for all that is said."""
    if not step.unlicensed:
        return decision
    names = ", ".join(step.unlicensed)
    why = f"unless the text restricts {names}, which nothing introduces"
    return Decision(
        "refuted unless",
        (*decision.assumed,),
        decision.rests,
        decision.counterexample,
        "; ".join(filter(None, (why, decision.why))),
        report=decision.report,
    )


def _why(made: Found) -> str:
    """The note of the line that the verdict is about; for an equality condition what is wrong."""
    worst = [s for s in made.report.steps if s.verdict == made.verdict]
    line = next((s for s in worst if s.kind == "claim"), None) or (worst[0] if worst else None)
    if line is None or (made.verdict == "refuted" and line.kind in ("step", "claim")):
        return ""
    if line.kind == "equality":
        return f"the relation holds, but not with equality as said: {line.note}"
    if line.kind == "law":
        return f"that {line.reason} is a distribution: {line.note}"
    return line.note


def names_of(step: Elaborated) -> Names:
    return Names(step.latex, step.base.name if step.base is not None else "")
