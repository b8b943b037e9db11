"""What is said of notes as data: JSON, counts and exit status, SARIF, notation."""

import json
import tomllib
from pathlib import PurePosixPath

import jsonschema
import pytest

from derive.notes.faces import notation, sarif
from derive.notes.faces.counting import counts, summary
from derive.notes.faces.data import document
from derive.notes.faces.marks import MARK, STYLE, worst
from derive.notes.records import VERDICTS, NameRecord, Rested
from tests.notes.made import STEPS, report, step

KEYS = {
    *("line", "column", "end", "cell", "latex_lhs", "rel", "latex_rhs", "text", "readback_lhs"),
    *("readback_rhs", "verdict", "expected", "is_wrong", "assumed", "rests_on_text"),
    *("counterexample", "true", "why", "ask", "alternatives", "reason", "axioms", "equality"),
}


def steps(found):
    return [s for c in document(found)["chains"] for s in c["steps"]]


def test_one_entry_for_each_relation_in_the_order_of_the_text():
    out = document(report())
    assert json.loads(json.dumps(out)) == out
    assert [s["line"] for s in steps(report())] == [s.line for s in STEPS]
    assert all(s.keys() == KEYS for s in steps(report()))
    assert {c.keys() == {"path", "line", "title", "steps"} for c in out["chains"]} == {True}
    (rested,) = steps(report())[0]["rests_on_text"]
    assert rested == {
        "number": 2, "line": 8, "quote": r"Let $X \to Y \to Z$ be a Markov chain",
        "says": "Markov(X, Y, Z)", "condition": None,
    }  # fmt: skip


def test_every_verdict_has_a_sign_and_a_colour():
    assert set(VERDICTS) <= set(MARK) and set(VERDICTS) <= set(STYLE)
    assert len(set(MARK.values())) == len(MARK)
    assert all(worst([v, "definition"]) == v for v in VERDICTS if v != "skipped")


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("strict", [False, True])
def test_what_fails_a_run(verdict, strict):
    found = counts([document(report(steps=(step(1, "a", "=", "b", verdict),)))])
    wrong = verdict in ("refuted", "ill-posed", "wrong value")
    assert found.fails(strict) == (
        wrong or (strict and verdict in ("refuted unless", "open", "unread"))
    )


@pytest.mark.parametrize("strict", [False, True])
def test_what_a_directive_expects_is_no_failure(strict):
    def fails(verdict, expect):
        made = report(steps=(step(1, "a", "=", "b", verdict, expect=expect),))
        return counts([document(made)]).fails(strict)

    assert not fails("refuted", "refuted")
    assert fails("proved", "refuted") and fails("unread", "refuted")
    assert not fails("open", "open")


def test_a_contradiction_fails_a_run():
    assert counts([document(report(steps=(), contradictions=("p is two things",)))]).fails()


def test_the_part_that_is_not_read_can_be_bounded():
    made = [step(k, "a", "=", "b", "unread" if k < 2 else "proved") for k in range(8)]
    found = counts([document(report(steps=made))])
    assert not found.fails() and not found.fails(most_unread=25) and found.fails(most_unread=24.9)
    assert not counts([document(report(steps=()))]).fails(most_unread=0)


def test_the_last_line():
    assert summary(counts([document(report())])).plain == (
        "11 chains: 1 step proved, 1 proved if, 1 by definition, 1 true to rounding, 2 refuted, "
        "1 refuted unless, 1 wrong value, 1 ill-posed, 1 open, 2 not read (1 question)"
    )
    two = [step(k, "a", "=", "b", "proved") for k in (1, 2)]
    both = counts([document(report(steps=two, questions=())), document(report(steps=()))])
    assert summary(both).plain == "2 chains: 2 steps proved (1 question)"
    none = counts([document(report(steps=(), questions=()))])
    assert summary(none).plain == "0 chains: no displayed relation"
    astray = counts([document(report(steps=(step(1, "a", "=", "b", "proved", expect="refuted"),)))])
    assert "1 step proved, 1 not as expected" in summary(astray).plain


# ---------------------------------------------------------------- SARIF

_LOCATION = {
    "type": "object", "additionalProperties": False,
    "properties": {
        "physicalLocation": {
            "type": "object", "additionalProperties": False, "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {
                    "type": "object", "additionalProperties": False,
                    "properties": {"uri": {"type": "string", "format": "uri-reference"}},
                },
                "region": {
                    "type": "object", "additionalProperties": False,
                    "properties": {
                        k: {"type": "integer", "minimum": 1}
                        for k in ("startLine", "startColumn", "endLine", "endColumn")
                    },
                },
            },
        },
        "logicalLocations": {"type": "array", "uniqueItems": True, "items": {
            "type": "object", "properties": {"fullyQualifiedName": {"type": "string"}}}},
    },
}  # fmt: skip
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_TEXT = {
    "type": "object", "additionalProperties": False, "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1}},
}  # fmt: skip
PART_OF_SARIF = {  # what of the standard's schema is used here, and nothing besides
    "type": "object", "additionalProperties": False, "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"enum": ["2.1.0"]},
        "runs": {"type": "array", "minItems": 1, "items": {
            "type": "object", "additionalProperties": False, "required": ["tool"],
            "properties": {
                "tool": {"type": "object", "required": ["driver"], "properties": {"driver": {
                    "type": "object", "required": ["name"], "additionalProperties": False,
                    "properties": {
                        "name": {"type": "string"}, "version": {"type": "string"},
                        "rules": {"type": "array", "uniqueItems": True, "items": {
                            "type": "object", "required": ["id"], "additionalProperties": False,
                            "properties": {"id": {"type": "string"}, "shortDescription": _TEXT}}},
                    }}}},
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "invocations": {"type": "array", "items": {
                    "type": "object", "required": ["executionSuccessful"],
                    "properties": {
                        "executionSuccessful": {"type": "boolean"},
                        "toolExecutionNotifications": {"type": "array", "items": {
                            "type": "object", "required": ["message"],
                            "properties": {
                                "message": _TEXT, "level": _LEVEL,
                                "locations": {"type": "array", "items": _LOCATION}}}}}}},
                "results": {"type": "array", "items": {
                    "type": "object", "additionalProperties": False, "required": ["message"],
                    "properties": {
                        "ruleId": {"type": "string"},
                        "ruleIndex": {"type": "integer", "minimum": -1},
                        "kind": {"enum": ["notApplicable", "pass", "fail", "review", "open",
                                          "informational"]},
                        "level": _LEVEL, "message": _TEXT,
                        "locations": {"type": "array", "items": _LOCATION},
                    }}},
            }}},
    },
}  # fmt: skip


def results(found):
    made = sarif.document(document(found)["chains"], [], "1.0")
    jsonschema.validate(made, PART_OF_SARIF)
    rules = made["runs"][0]["tool"]["driver"]["rules"]
    for r in made["runs"][0]["results"]:
        assert rules[r["ruleIndex"]]["id"] == r["ruleId"]
        assert r["kind"] == "fail" or r["level"] == "none"  # section 3.27.9 and 3.27.10
    return made["runs"][0]["results"]


def test_sarif_has_a_result_for_each_relation_at_its_place():
    found = results(report("with blank/notes.md"))
    assert [r["ruleId"] for r in found] == [s.verdict for s in STEPS]
    place = found[2]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "with%20blank/notes.md"
    assert place["region"] == {"startLine": 17, "startColumn": 3, "endLine": 17, "endColumn": 40}
    assert "counterexample: p = (1/2, 1/2)" in found[2]["message"]["text"]


def test_sarif_levels_say_what_is_wrong():
    levels = {r["ruleId"]: (r["kind"], r["level"]) for r in results(report()) if r["level"]}
    assert levels["wrong value"] == levels["ill-posed"] == ("fail", "error")
    assert levels["refuted unless"] == ("fail", "warning") and levels["unread"] == ("fail", "note")
    assert levels["proved"] == ("pass", "none") and levels["open"] == ("open", "none")
    both = (
        step(1, "a", "=", "b", "refuted", expect="refuted"),
        step(2, "a", "=", "a", "proved", expect="refuted"),
    )
    assert [r["kind"] for r in results(report(steps=both))] == ["pass", "fail"]


def test_sarif_names_the_cell_in_a_notebook():
    (found,) = results(report("a.ipynb", steps=(step(4, "a", "=", "b", "refuted", cell=2),)))
    (where,) = found["locations"]
    assert "region" not in where["physicalLocation"]
    assert where["logicalLocations"] == [{"fullyQualifiedName": "cell 2, line 4"}]


def test_sarif_has_files_that_could_not_be_read():
    problem = {"path": "a.md", "line": None, "problem": "not text in UTF-8"}
    made = sarif.document([], [problem], "1.0")
    jsonschema.validate(made, PART_OF_SARIF)
    (invocation,) = made["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "UTF-8" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_an_absolute_path_is_a_uri(tmp_path):
    (found,) = results(report(str(tmp_path / "a b.md"), steps=(step(1, "a", "=", "b", "open"),)))
    uri = found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.startswith("file:///") and PurePosixPath(uri).name == "a%20b.md"


# ---------------------------------------------------------------- notation


def test_the_notation_is_toml_with_one_line_for_each_name():
    out = notation.toml(report())
    assert tomllib.loads(out) == {"notes": {"names": {"p": "law", r"\theta": "parameter"}}}
    assert "# by custom, lines 12–40: p is a law by custom" in out
    assert "# said, line 3: “let $\\theta$”" in out


def test_a_name_that_is_two_things_is_a_comment_and_one_twice_stands_once():
    rows = [("n", "number", 1), ("p", "law", 2), ("n", "letter", 3), ("p", "law", 4)]
    made = tuple(NameRecord(n, kind, "shown", "x", (at, at)) for n, kind, at in rows)
    out = notation.toml(report(notation=made))
    assert tomllib.loads(out) == {"notes": {"names": {"p": "law"}}}
    assert "# 'n' = 'number'" in out and "# 'n' = 'letter'" in out and "line 4" in out


@pytest.mark.parametrize("name", ["p'", 'p"', r"p'_{\theta}", "a\nb", "\x7f\x00", "ü'"])
def test_any_name_and_evidence_make_toml(name):
    found = report(notation=(NameRecord(name, name, "SHOWN", f"{name} # x\n[y]", (1, 2)),))
    assert tomllib.loads(notation.toml(found)) == {"notes": {"names": {name: name}}}


def test_quotes_of_the_text_are_data_not_markup():
    odd = Rested(1, 1, "[bold]x[/bold]<script>", "")
    (first,) = steps(report(steps=(step(1, "a", "=", "b", "proved", rests_on_text=(odd,)),)))
    assert first["rests_on_text"][0]["quote"] == "[bold]x[/bold]<script>"
