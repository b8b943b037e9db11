"""A derivation in full: every step with its proof in words, and what it all rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from derive.derivation.report import Report, StepReport
from derive.language.printing import text
from derive.render import rows as r
from derive.render import words
from derive.render.axioms import in_rocq
from derive.render.colours import STYLE
from derive.render.known import knowing
from derive.render.text import details, heading
from derive.render.wrap import wrap

_LABEL = 7


@knowing
def full(report: Report, width: int) -> Iterator[Any]:
    """Everything there is to say about one derivation."""
    yield from heading(report, width)
    if report.doc:
        yield from _lines(report.doc, width, 0, "italic")
    yield Text("")
    names = names_of(report)
    first = r.start(report)
    if first is not None:
        yield from _formula("", "  " + text(first), width)
    for s in report.steps:
        yield from _step(s, names, width)
    yield from details(report, width)
    yield Text("")
    yield from _rests(report, width)


def names_of(report: Report) -> words.Names:
    """What the steps' theorems are called, and the theorems that one step uses."""
    names: dict[int, str] = {}
    for s in report.steps:
        if s.theorem is not None and s.kind == "step":
            _name_used(s, names)
            names[id(s.theorem)] = r.who(s)
    return names


def _name_used(s: StepReport, names: dict[int, str]) -> None:
    """A lemma that a step uses is called by the step's reason, which is the lemma's title."""
    core = words.stripped(s.theorem)  # type: ignore[arg-type]
    if core.reason.rule == "prove":
        used = [f.theorem for f in core.reason.given if isinstance(f, words.c.Known)]
        if len({id(theorem) for theorem in used}) == 1 and s.reason:
            names.setdefault(id(used[0]), s.reason)


def _step(s: StepReport, names: words.Names, width: int) -> Iterator[Text]:
    """One step: the formula, its reason and verdict, its proof."""
    if s.kind == "law" or (s.kind == "claim" and s.reason == "the chain"):
        yield Text("")
    yield from _formula(r.label_of(s), r.formula(s), width, "bold" if s.kind != "step" else "")
    yield _said(s, width)
    if s.theorem is not None and s.verdict == "proved":
        yield from _proof(s, names, width)
    elif s.verdict in ("proved", "cited"):
        for line in s.detail:
            yield from _lines(line, width, _LABEL + 2)


def _said(s: StepReport, width: int) -> Text:
    """Reason, verdict and what the attack found; on one line if it fits."""
    indent = " " * (_LABEL + 2)
    found = f"attack: {r.evidence(s.evidence)}" if s.evidence else "no attack"
    found = "" if s.kind == "fact" else found
    reason = f"— {r.said_reason(s)}" if s.reason and s.kind in ("step", "fact", "law") else ""
    pieces = wrap(reason, width - _LABEL - 2)
    fits = len(pieces) == 1 and cell_len(f"{reason}    {s.verdict}  {found}") <= width - len(indent)
    between = ("    " if reason else "") if fits else f"\n{indent}"
    return Text.assemble(
        indent,
        (f"\n{indent}".join(pieces), "italic"),
        between,
        (s.verdict, STYLE[s.verdict]),
        (f"  {found}", "dim"),
    )


def _proof(s: StepReport, names: words.Names, width: int) -> Iterator[Text]:
    """The certificate in words; for the claim with the chain's steps opened."""
    if s.kind == "equality":
        yield from _zero_conditions(s, names, width)
        return
    told = words.account(s.theorem, names)  # type: ignore[arg-type]
    from_chain = s.kind == "claim" and s.reason == "the chain"
    parts = words.whole(s.theorem, names) if from_chain else told.parts  # type: ignore[arg-type]
    if not parts:
        yield from _lines("from the chain" if from_chain else told.how, width, _LABEL + 2)
        return
    remainder = " + ".join(p.value for p in parts)
    yield from _lines(f"{told.how} = {remainder}", width, _LABEL + 2)
    if from_chain:
        yield from _lines("the remainders of the steps above, added up", width, _LABEL + 2)
        return
    for p in parts:
        subject = "" if len(parts) == 1 else f"{p.value} "
        yield from _lines(f"{subject}{p.sign} because {p.because};", width, _LABEL + 4)
        yield from _lines(p.vanishes, width, _LABEL + 4, "dim")
    for line in told.lemmas:
        yield from _lines(line, width, _LABEL + (2 if line.endswith(":") else 4))


def _zero_conditions(s: StepReport, names: words.Names, width: int) -> Iterator[Text]:
    """The terms of the remainder vanish together exactly when the stated condition holds."""
    parts = words.whole(s.theorem, names)  # type: ignore[arg-type]
    yield from _lines("equality means that every term of the remainder is 0:", width, _LABEL + 2)
    for p in parts:
        yield from _lines(p.zero or f"{p.value} = 0, never", width, _LABEL + 4)
    both = "this holds" if len(parts) < 2 else "these hold together"
    yield from _lines(f"{both} exactly when {r.conditions(s.conditions)}", width, _LABEL + 2)


def _rests(report: Report, width: int) -> Iterator[Text]:
    """The list that `derive axioms` prints, with the hypotheses."""
    yield from _listed("rests on", words.rests(report.rests), width)


def _listed(label: str, lines: list[str], width: int) -> Iterator[Text]:
    for k, line in enumerate(lines):
        head = label if k == 0 else ""
        pieces = wrap(line, width - 10, 2)
        yield Text(f"{head:<10}" + f"\n{' ' * 10}".join(pieces))


@knowing
def axioms(report: Report, width: int) -> Iterator[Text]:
    """What one theorem rests on, its hypotheses included."""
    yield from heading(report, width)
    if report.verdict != "proved":
        yield Text.assemble("verdict   ", (report.verdict, STYLE[report.verdict]))
    yield from _rests(report, width)
    yield from _listed("in Rocq", in_rocq(report.rests), width)


def _formula(label: str, formula: str, width: int, style: str = "") -> Iterator[Text]:
    pieces = wrap(formula.lstrip(), width - _LABEL - 2, 4)
    first = " " * (len(formula) - len(formula.lstrip()))
    body = f"\n{' ' * _LABEL}".join([first + pieces[0], *pieces[1:]])
    yield Text.assemble((f"{label:<{_LABEL}}", "dim" if label.isdigit() else "bold"), (body, style))


def _lines(line: str, width: int, indent: int, style: str = "") -> Iterator[Text]:
    for paragraph in line.splitlines():
        for k, piece in enumerate(wrap(paragraph, width - indent, 4)):
            yield Text(" " * indent + piece, style=style) if k or piece else Text("")
