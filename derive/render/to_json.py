"""Reports as plain data for other programs. The layout is versioned by `format`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from derive.derivation.report import Report, StepReport
from derive.kernel.theorem import Theorem
from derive.language.printing import latex, text
from derive.language.relations import Relation
from derive.numeric import Evidence, Settings
from derive.render.places import short_path
from derive.render.rows import hypothesis
from derive.render.summary import counts

FORMAT = 1


def document(
    reports: Sequence[Report],
    problems: Sequence[dict[str, Any]],
    seconds: float,
    settings: Settings | None,
    stopped: str = "",
) -> dict[str, Any]:
    """The whole run."""
    derivations, steps = counts(reports)
    return {
        "format": FORMAT,
        "attack": None if settings is None else _settings(settings),
        "derivations": [derivation(r) for r in reports],
        "problems": list(problems),
        "summary": {"derivations": dict(derivations), "steps": dict(steps), "seconds": seconds},
        "stopped": stopped or None,
    }


def _settings(settings: Settings) -> dict[str, Any]:
    return {"trials": settings.trials, "seed": settings.seed}


def derivation(r: Report) -> dict[str, Any]:
    return {
        "name": r.name,
        "title": r.title,
        "path": short_path(r.path),
        "line": r.line,
        "doc": r.doc,
        "given": [hypothesis(h) for h in r.given],
        "verdict": r.verdict,
        "error": r.error or None,
        "steps": [step(s) for s in r.steps],
        "rests": rests(r.theorem),
        "seconds": r.seconds,
    }


def step(s: StepReport) -> dict[str, Any]:
    return {
        "number": s.number,
        "kind": s.kind,
        "relation": relation(s.relation),
        "conditions": [relation(c) for c in s.conditions],
        "reason": s.reason,
        "verdict": s.verdict,
        "note": s.note or None,
        "line": s.line,
        "rests": rests(s.theorem),
        "evidence": evidence(s.evidence),
        "seconds": s.seconds,
    }


def relation(r: Relation) -> dict[str, str]:
    return {
        "lhs": text(r.lhs),
        "rel": r.rel,
        "rhs": text(r.rhs),
        "latex_lhs": latex(r.lhs),
        "latex_rhs": latex(r.rhs),
    }


def rests(t: Theorem | None) -> dict[str, list[str]] | None:
    """What a theorem rests on; None when there is no theorem."""
    if t is None:
        return None
    return {
        "axioms": sorted(t.rests.axioms),
        "cited": sorted(t.rests.cited),
        "open": sorted(t.rests.open),
    }


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
