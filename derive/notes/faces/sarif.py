"""Verdicts as SARIF 2.1.0, which editors and code review show beside the lines.

Made of data (`data.document`, `render.to_json`). A relation that is wrong is a failure of level
error, one that may be is a warning, what is not read a note; the rest is there as passed or open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from derive.notes.faces.marks import SIGN
from derive.render.plain import sentence

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_RULES: Final = {
    "proved": "A proof of it has been checked by the kernel.",
    "proved if": "It is proved under a condition: of a case of the text, or not stated there.",
    "cited": "It is a fact of the literature.",
    "definition": "It introduces a name.",
    "true to rounding": "The numbers agree as far as their digits go.",
    "refuted": "There is an exact counterexample.",
    "refuted unless": "There is a counterexample, in names that the text may restrict.",
    "wrong value": "The numbers do not agree.",
    "ill-posed": "A side has no value, as where the logarithm of 0 is taken.",
    "open": "Neither a proof nor a counterexample was found.",
    "error": "It could not be decided.",
    "unread": "It was not read.",
    "skipped": "A directive says that it is not to be read.",
}
_KINDS: Final = {
    "refuted": ("fail", "error"), "wrong value": ("fail", "error"), "error": ("fail", "error"),
    "ill-posed": ("fail", "error"), "refuted unless": ("fail", "warning"),
    "unread": ("fail", "note"), "open": ("open", "none"), "proved if": ("informational", "none"),
    "skipped": ("notApplicable", "none"), "definition": ("informational", "none"),
}  # fmt: skip
_PASS, _FAIL = ("pass", "none"), ("fail", "error")


def document(
    derivations: Sequence[dict[str, Any]], problems: Sequence[dict[str, Any]], version: str
) -> dict[str, Any]:
    """One run. derivations: rows of scripts and chains of notes, as in --json."""
    driver = {
        "name": "derive",
        "version": version,
        "rules": [{"id": k, "shortDescription": {"text": v}} for k, v in _RULES.items()],
    }
    notices = [
        {
            "level": "error",
            "message": {"text": p["problem"]},
            "locations": [_location(p["path"], {"startLine": p["line"]} if p["line"] else None)],
        }
        for p in problems
    ]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {"executionSuccessful": not problems, "toolExecutionNotifications": notices}
                ],
                "results": [r for d in derivations for s in d["steps"] for r in _result(d, s)],
            }
        ],
    }


def _result(d: dict[str, Any], s: dict[str, Any]) -> Iterator[dict[str, Any]]:
    of_notes = "rests_on_text" in s
    kind, level = _of_notes(s) if of_notes else _of_script(d, s)
    yield {
        "ruleId": s["verdict"],
        "ruleIndex": list(_RULES).index(s["verdict"]),
        "kind": kind,
        "level": level,
        "message": {"text": _message(s) if of_notes else _script_message(s)},
        "locations": [
            _of_cell(d, s) if s.get("cell") is not None else _location(d["path"], _region(s))
        ],
    }


def _of_notes(s: dict[str, Any]) -> tuple[str, str]:
    if s["expected"]:
        return _FAIL if s["is_wrong"] else _PASS
    return _KINDS.get(s["verdict"], _PASS)


def _of_script(d: dict[str, Any], s: dict[str, Any]) -> tuple[str, str]:
    return _PASS if d["as_claimed"] else _KINDS.get(s["verdict"], _PASS)


def _message(s: dict[str, Any]) -> str:
    """The verdict, and what is to be known of it, in one paragraph."""
    called = "not read" if s["verdict"] == "unread" else s["verdict"]
    parts = [f"{called}: {s['text']}"]
    of_text = [f"{r['condition']} (line {r['line']})" for r in s["rests_on_text"] if r["condition"]]
    if supposed := [*of_text, *s["assumed"]]:
        word = "if" if s["verdict"] == "proved if" else "supposing"
        parts.append(f"{word} {'; '.join(map(sentence, supposed))}")
    if s["counterexample"]:
        parts.append(f"counterexample: {', '.join(s['counterexample'])}")
    if s["true"]:
        parts.append(f"true is {sentence(s['true'])}")
    if s["why"]:
        parts.append(sentence(s["why"]))
    if s["expected"]:
        parts.append(f"expected: {s['expected']}")
    return ". ".join(parts) + "."


def _script_message(s: dict[str, Any]) -> str:
    said = s["relation"]
    formula = said.get("text") or f"{said['lhs']} {SIGN.get(said['rel'], '')} {said['rhs']}"
    return f"{s['verdict']}: {formula}." + (f" {s['note']}." if s["note"] else "")


def _region(s: dict[str, Any]) -> dict[str, int] | None:
    if not s["line"]:
        return None
    if "end" not in s:
        return {"startLine": s["line"]}
    start, end = (s["line"], s["column"]), (s["end"]["line"], s["end"]["column"])
    region = {"startLine": start[0], "startColumn": start[1]}
    return {**region, "endLine": end[0], "endColumn": end[1]} if end > start else region


def _location(path: str, region: dict[str, int] | None) -> dict[str, Any]:
    uri = quote(Path(path).as_posix()) if not Path(path).is_absolute() else Path(path).as_uri()
    where: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    return {"physicalLocation": {**where, "region": region} if region else where}


def _of_cell(d: dict[str, Any], s: dict[str, Any]) -> dict[str, Any]:
    """Lines are a cell's own in a notebook, and not those of the file."""
    name = f"cell {s['cell']}, line {s['line']}"
    return {**_location(d["path"], None), "logicalLocations": [{"fullyQualifiedName": name}]}
