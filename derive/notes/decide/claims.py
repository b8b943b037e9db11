"""What the checker's verdict on a relation means for the notes."""

from __future__ import annotations

from dataclasses import replace

from derive.derivation.report import Report
from derive.language.relations import Relation
from derive.notes import wording
from derive.notes.decide.checking import Checking, Given, claim_of
from derive.notes.decide.decision import Decision
from derive.notes.decide.models import ONE_LETTER, without_model
from derive.notes.decide.names import Names
from derive.notes.decide.supposing import Found, found
from derive.notes.decide.values import compared
from derive.notes.records import Rested
from derive.notes.steps import Elaborated
from derive.render.provided import in_text

NOT_ALWAYS = "unless ≠ is meant in general: they differ at"


def claimed(checking: Checking, step: Elaborated, r: Relation) -> Decision:
    """The decision on a relation under the step's hypotheses."""
    fixed = tuple(h.relation for h in step.given if h.text is None and not h.doubt)
    stated = tuple(h.relation for h in step.given if h.text is not None or h.doubt)
    hit = found(checking, r, stated, fixed)
    made = said(hit, step)
    if hit.is_cut and not hit.supposed and made.in_its_case().verdict == "proved if":
        checking.is_cut = True  # without what the text supposes for a case it may be proved, too
    if made.verdict == "open" and r.rel in ("<=", ">=", "<", ">"):
        by_value = compared(r)
        return made if by_value is None else by_value.under((), made.rests)
    if r.rel == "!=" and made.verdict in ("refuted", "refuted unless"):
        return _in_general(checking, step, r, made, stated, fixed)
    return made


def _in_general(
    checking: Checking,
    step: Elaborated,
    r: Relation,
    always: Decision,
    stated: Given,
    fixed: Given,
) -> Decision:
    """a ≠ b is not always so; a text that says it mostly means that a = b is not always so either,
    which is another statement, and named."""
    equal = found(checking, Relation(r.lhs, "=", r.rhs), stated, fixed)
    decision = said(equal, step)
    if decision.verdict not in ("refuted", "refuted unless"):
        return always
    where = "; ".join(decision.counterexample)
    return replace(always, verdict="refuted unless", why=f"{NOT_ALWAYS} {where}")


def said(made: Found, step: Elaborated, lead: str = "") -> Decision:
    """A verdict in the words of the notes; lead: before what the checker says of it."""
    names = names_of(step)
    report = made.report
    if report.error:
        return Decision("open", why=names.said(wording.of_language(report.error)))
    supposed = tuple(names.relation(h) for h in made.supposed) + _doubted(made, step)
    converging = names.said(in_text(report).removeprefix("provided "))
    supposed += (converging,) if converging else ()
    rests = _rests(made, step)
    lines = next(filter(None, (names.counterexample(s.evidence) for s in report.steps)), ())
    why = lead + names.said(_why(made))
    match made.verdict:
        case "proved":
            axioms = sorted(report.rests.axioms) if report.rests is not None else []
            verdict = "proved if" if supposed else "proved"
            return Decision(verdict, supposed, rests, why="", axioms=tuple(axioms), report=report)
        case "refuted":
            repaired = [names.relation(h) for h in made.supposed]
            also = f"also where {' and '.join(repaired)}" if repaired else ""
            return _refuted(step, Decision("refuted", (), rests, lines, also or why, report=report))
        case "ill-posed":
            model = tuple(x for x in lines if not x.startswith(("left side", "right side")))
            nowhere = Decision("ill-posed", (), rests, model, why, report=report)
            if step.unlicensed or step.half_read or step.guessed:
                nowhere = replace(nowhere, why=f"a side has no value: {why}")
            return _refuted(step, nowhere)
    why = _without_model(report, rests) or _bounded(why, report)
    return Decision("open", supposed, rests, why=why, report=report)


def _without_model(report: Report, rests: tuple[Rested, ...]) -> str:
    """Why nothing follows from what the text says, where no model of it was found; "" if one was.

    That [2] and [5] hold of alphabets of one letter is a sign that they are not what is meant."""
    lacking = without_model(report)
    if not lacking:
        return ""
    said = ", ".join(f"[{r.number}]" for r in rests) or "what is supposed"
    if lacking == ONE_LETTER:
        return f"no model with two letters or more was found that meets {said}"
    return f"no model was found that meets {said}"


def _bounded(why: str, report: Report) -> str:
    """Why it is open; that nothing was found says how far was looked."""
    claim = claim_of(report)
    tried = claim.evidence.trials if claim is not None and claim.evidence is not None else 0
    return wording.of_open(why, tried)


def _doubted(made: Found, step: Elaborated) -> tuple[str, ...]:
    """What the text says in one of two readings alone, and is used."""
    sure = {h.relation for h in step.given if not h.doubt}
    doubts = (h.doubt for h in step.given if h.relation in made.used and h.relation not in sure)
    return tuple(dict.fromkeys(filter(None, doubts)))


def _rests(made: Found, step: Elaborated) -> tuple[Rested, ...]:
    """The assumptions that are used, each relation as the text says it first, and rather for good
    than for a case."""
    first: dict[object, Rested] = {}
    stated = [h for h in step.given if h.text is not None and h.relation in made.used]
    for h in sorted(stated, key=lambda h: bool(h.text and h.text.condition)):
        if h.text is not None:
            first.setdefault(h.relation, h.text)
    return tuple(dict.fromkeys(first.values()))


def _refuted(step: Elaborated, decision: Decision) -> Decision:
    """Whether every name in the counterexample, or where a side has no value, is arbitrary, or
    special for all that is said."""
    if not (step.unlicensed or step.half_read or step.guessed):
        return decision
    half_read = (f"{said}, which is not read, says otherwise" for said in step.half_read)
    reasons = [*step.guessed, *half_read]
    if step.unlicensed:
        names = ", ".join(step.unlicensed)
        reasons.insert(0, f"the text restricts {names}, which nothing introduces")
    why = f"unless {', or '.join(reasons)}"
    said_why = "; ".join(filter(None, (why, decision.why)))
    return replace(decision, verdict="refuted unless", why=said_why)


def _why(made: Found) -> str:
    """The note of the line that the verdict is about."""
    worst = [s for s in made.report.steps if s.verdict == made.verdict]
    line = next((s for s in worst if s.kind == "claim"), None) or (worst[0] if worst else None)
    if line is None or (made.verdict == "refuted" and line.kind in ("step", "claim")):
        return ""
    if line.kind == "law":
        return f"that {line.reason} is a distribution: {line.note}"
    return line.note


def names_of(step: Elaborated) -> Names:
    return Names(step.latex, step.base.name if step.base is not None else "", step.own)
