"""The relations of notes as a derive script, one theorem for each, with the same verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from derive.derivation.reasons import shown
from derive.derivation.report import Report, StepReport
from derive.language.names import DeriveError
from derive.language.relations import Relation
from derive.notes.decide.optimisers import reasons
from derive.notes.faces.lines import line
from derive.notes.faces.telling import conditions
from derive.notes.records import NotesReport, StepRecord
from derive.render.plain import sentence
from derive.render.python import Source

_KEPT = ("proved", "refuted", "ill-posed", "open")
_METHOD = {"=": "eq", "<=": "le", ">=": "ge", "<": "lt", ">": "gt"}


def script(found: NotesReport) -> str:
    """Its text: declarations, then a theorem for each relation that was decided, as it was read
    and under what it was decided; the others are comments that say why they are none."""
    source, used = Source(), Counter[str]()
    blocks = [
        "\n".join(_lines(s, source, used)) for c in found.chains for s in c.steps
    ]  # declares what the theorems need
    name = _one_line(Path(found.path).name).replace("\\", "/").replace('"', "'")
    head = f'"""The relations of {name}, as derive check --script has read them."""'
    parts = [head, "from derive import *", "\n".join(source.declarations), *blocks]
    return "\n\n\n".join(p for p in parts if p) + "\n"


def _lines(s: StepRecord, source: Source, used: Counter[str]) -> Iterator[str]:
    """The theorem of a relation, or a comment."""
    claim = _claim(s.report)
    if claim is None or s.report is None or s.report.verdict not in _KEPT:
        yield f"# {_title(s)}: {_one_line(s.why) or s.verdict}"
        return
    try:
        given = [source.relation(h) for h in s.report.given]
        body = list(_body(s.report, claim, source))
    except DeriveError as wrong:
        yield f"# {_title(s)}: {s.verdict}, but not as text: {_one_line(str(wrong))}"
        return
    yield f"# {s.verdict}" + "".join(f"; if {_one_line(sentence(a))}" for a in conditions(s))
    arguments = [repr(_title(s))]
    arguments += [f"given=[{', '.join(given)}]"] if given else []
    arguments += [f"expect={s.report.verdict!r}"] if s.report.verdict != "proved" else []
    yield f"@theorem({', '.join(arguments)})"
    yield f"def {_name(s, used)}(proof):"
    yield from (f"    proof.{line}" for line in body)


def _body(report: Report, claim: StepReport, source: Source) -> Iterator[str]:
    """The calls of `proof` that the report was made of: a chain of one step, or a claim alone."""
    r = claim.relation
    if not isinstance(r, Relation):
        return
    equality = [source.relation(c) for e in _equality(report) for c in e.conditions]
    if claim.kind == "step":
        yield f"start({source.text(r.lhs)})"
        yield f"{_METHOD[r.rel]}({source.text(r.rhs)}{_reason(r, claim.reason, source)})"
    if claim.kind == "claim" or equality:
        more = f", equality=[{', '.join(equality)}]" if equality else ""
        yield f"claim({source.relation(r)}{more})"


def _reason(r: Relation, reason: str, source: Source) -> str:
    """The factor between two optimisers; other reasons are only text, and not needed."""
    found = (s.by for s in reasons(r) if shown(s) == reason)
    return next((f", scaled({source.text(by)})" for by in found), "")


def _claim(report: Report | None) -> StepReport | None:
    """The line that says the relation, if it is one."""
    steps = report.steps if report is not None else ()
    found = (s for s in steps if s.kind in ("claim", "step") and isinstance(s.relation, Relation))
    return next(found, None)


def _equality(report: Report) -> Iterator[StepReport]:
    yield from (s for s in report.steps if s.kind == "equality")


def _title(s: StepRecord) -> str:
    """`line 41: H(X) ≤ log n`."""
    place = f"line {s.line}" if s.cell is None else f"cell {s.cell}, line {s.line}"
    return _one_line(f"{place}: {line(s)}")


def _one_line(text: str) -> str:
    """Nothing that would end a comment, or a line of Python."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _name(s: StepRecord, used: Counter[str]) -> str:
    name = f"line_{s.line}" if s.cell is None else f"cell_{s.cell}_line_{s.line}"
    used[name] += 1
    return name if used[name] == 1 else f"{name}_{used[name]}"
