"""All that is said of notes as plain data. The layout is documented in docs/notes-data.md."""

from __future__ import annotations

from typing import Any, Final

from derive.notes.faces.lines import line
from derive.notes.faces.marks import is_wrong
from derive.notes.records import (
    ChainRecord,
    EqualityRecord,
    NameRecord,
    NotesReport,
    Rested,
    StepRecord,
)
from derive.render.places import short_path

FORMAT: Final = 2


def document(report: NotesReport) -> dict[str, Any]:
    """chains: one for each chain in the order of the text, with one step for each relation."""
    return {
        "format": FORMAT,
        "path": short_path(report.path),
        "chains": [chain(c) for c in report.chains],
        "assumptions": [_rested(r) for r in report.assumptions],
        "notation": [_name(n) for n in report.notation],
        "by_custom": list(report.by_custom),
        "questions": list(report.questions),
        "contradictions": list(report.contradictions),
        "seconds": report.seconds,
    }


def chain(c: ChainRecord) -> dict[str, Any]:
    return {
        "path": short_path(c.path),
        "line": c.line,
        "title": c.title,
        "steps": [step(s) for s in c.steps],
    }


def step(s: StepRecord) -> dict[str, Any]:
    return {
        "line": s.line,
        "column": s.column,
        "end": {"line": s.end[0], "column": s.end[1]},
        "cell": s.cell,
        "latex_lhs": s.latex_lhs,
        "rel": s.rel,
        "latex_rhs": s.latex_rhs,
        "text": line(s),
        "readback_lhs": s.readback_lhs,
        "readback_rhs": s.readback_rhs,
        "verdict": s.verdict,
        "expected": s.expect or None,
        "is_wrong": is_wrong(s),
        "assumed": list(s.assumed),
        "rests_on_text": [_rested(r) for r in s.rests_on_text],
        "counterexample": list(s.counterexample),
        "true": s.true or None,
        "why": s.why or None,
        "ask": list(s.ask),
        "alternatives": [{"reading": r, "verdict": v} for r, v in s.alternatives],
        "reason": s.reason or None,
        "equality": _equality(s.equality),
        "axioms": list(s.axioms),
    }


def _equality(e: EqualityRecord | None) -> dict[str, Any] | None:
    return None if e is None else {"says": e.says, "verdict": e.verdict, "why": e.why or None}


def _rested(r: Rested) -> dict[str, Any]:
    return {
        "number": r.number,
        "line": r.line,
        "quote": r.quote,
        "says": r.says,
        "condition": r.condition or None,
    }


def _name(n: NameRecord) -> dict[str, Any]:
    first, last = n.lines
    return {
        "name": n.name,
        "kind": n.kind,
        "strength": n.strength,
        "evidence": n.evidence,
        "lines": {"first": first, "last": last},
    }
