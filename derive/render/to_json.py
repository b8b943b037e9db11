"""Reports as plain data for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from derive.derivation.report import Report, StepReport
from derive.kernel.theorem import Rests
from derive.language.printing import among, latex, text
from derive.language.relations import Relation
from derive.numeric import Evidence, Settings
from derive.render.places import short_path
from derive.render.provided import integrals
from derive.render.rows import hypothesis
from derive.render.whole import whole
from derive.rules.fact import Fact


def document(
    reports: Sequence[Report],
    problems: Sequence[dict[str, Any]],
    seconds: float,
    settings: Settings | None,
    stopped: str = "",
) -> dict[str, Any]:
    """The whole run."""
    rows = [derivation(r) for r in reports]
    return whole(reports, rows, problems, seconds, settings, stopped)


def derivation(r: Report) -> dict[str, Any]:
    with among(r):
        return _derivation(r)


def _derivation(r: Report) -> dict[str, Any]:
    return {
        "name": r.name,
        "title": r.title,
        "path": short_path(r.path),
        "line": r.line,
        "doc": r.doc,
        "for": [{"text": str(d), "latex": d.latex()} for d in r.declared],
        "given": [hypothesis(h) for h in r.given],
        "where": [{"text": str(w), **relation(w)} for w in r.where],
        "provided": [{"text": text(e), "latex": latex(e)} for e in integrals(r)],
        "verdict": r.verdict,
        "expected": r.expect,
        "as_claimed": r.as_claimed,
        "error": r.error or None,
        "steps": [step(s) for s in r.steps],
        "rests": rests(r.rests),
        "seconds": r.seconds,
    }


def step(s: StepReport) -> dict[str, Any]:
    return {
        "number": s.number,
        "kind": s.kind,
        "relation": said(s.relation),
        "detail": list(s.detail),
        "conditions": [relation(c) for c in s.conditions],
        "reason": s.reason,
        "verdict": s.verdict,
        "note": s.note or None,
        "missing": [hypothesis(h) for h in s.missing],
        "line": s.line,
        "rests": rests(s.rests),
        "evidence": evidence(s.evidence),
        "seconds": s.seconds,
    }


def said(what: Relation | Fact) -> dict[str, str]:
    """A relation by its sides; a fact as a whole."""
    if isinstance(what, Fact):
        return {"text": what.text(), "latex": what.latex()}
    return relation(what)


def relation(r: Relation) -> dict[str, str]:
    with among(r):
        return _sides(r)


def _sides(r: Relation) -> dict[str, str]:
    return {
        "lhs": text(r.lhs),
        "rel": r.rel,
        "rhs": text(r.rhs),
        "latex_lhs": latex(r.lhs),
        "latex_rhs": latex(r.rhs),
    }


def rests(r: Rests | None) -> dict[str, list[str]] | None:
    """What a theorem or fact rests on; None when it is not proved."""
    if r is None:
        return None
    return {"axioms": sorted(r.axioms), "cited": sorted(r.cited), "open": sorted(r.open)}


def evidence(e: Evidence | None) -> dict[str, Any] | None:
    """What the attack found; None when it did not run."""
    if e is None:
        return None
    found = e.counterexample
    return {
        "verdict": e.verdict,
        "trials": e.trials,
        "undecided": e.undecided,
        "place": e.place or None,
        "counterexample": None if found is None else found.to_json(),
    }
