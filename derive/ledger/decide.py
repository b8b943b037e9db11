"""The verdict on a claim, computed from the steps that decide it.

    the deciding step                                 verdict
    refuted, as its author expects                    refuted (`nearest` must be proved)
    open as expected, and a matter of observation     empirical
    proved by unfolding definitions alone             definition
    proved, and without the condition it fails        proved if … (`without` must fail)
    taken from the literature                         cited
    proved                                            proved

Anything else is an error of the ledger: the row says so and the command fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from derive.derivation.report import Report, StepReport
from derive.language.declared import declared
from derive.language.definitions import where
from derive.language.relations import Dominated, Relation
from derive.ledger.claims import TextClaim
from derive.ledger.entries import Entry, Ref
from derive.rules.defined import Defined
from derive.rules.empirical import Empirical
from derive.rules.fact import Fact

Placed = Literal["proved", "proved if", "refuted", "definition", "cited", "empirical", "error"]
PLACED: tuple[Placed, ...] = (
    "proved",
    "proved if",
    "refuted",
    "definition",
    "cited",
    "empirical",
    "error",
)


@dataclass(frozen=True)
class Row:
    """One claim, decided. by, nearest, without: where; the other fields are what was found there.

    said: what the deciding steps state. ranges: of its quantities. given: under which hypotheses.
    condition: what the text leaves unsaid. failure: what happens without it. counterexample: lines.
    instead: the nearest true statements. cited, open: what it rests on beyond the axioms. why: for
    an empirical claim or an error.
    """

    claim: TextClaim
    verdict: Placed
    by: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    condition: str = ""
    failure: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    counterexample: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    why: str = ""


class Reports:
    """Reports of derivations, by script and name."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self._found: dict[tuple[str, str], Report] = {}
        self._twice: set[tuple[str, str]] = set()
        for r in reports:
            key = (Path(r.path).stem, r.name)
            if key in self._found:
                self._twice.add(key)
            self._found[key] = r

    def steps(self, ref: Ref) -> tuple[Report, tuple[StepReport, ...]]:
        """The report and the steps meant: one step, or those that carry the derivation.

        Raises:
            KeyError: with a message, if there is no such step.
        """
        if (ref.script, ref.derivation) in self._twice:
            raise KeyError(f"{ref}: more than one derivation has this script and name")
        report = self._found.get((ref.script, ref.derivation))
        if report is None:
            raise KeyError(f"{ref}: no such derivation")
        if report.error:
            raise KeyError(f"{ref}: {report.error}")
        if not ref.step:
            return report, tuple(s for s in report.steps if s.kind != "step")
        for s in report.steps:
            if ref.step in (s.kind, str(s.number)):
                return report, (s,)
        raise KeyError(f"{ref}: no such step")


def ranges_of(
    given: Iterable[Relation | Dominated], steps: Iterable[StepReport]
) -> tuple[str, ...]:
    """What the quantities in some lines of derivations, and in their hypotheses, range over."""
    return tuple(map(str, declared(*_said(steps), *given)))


def defined(report: Report, steps: Iterable[StepReport]) -> tuple[str, ...]:
    """What the names of numbers and laws in some lines, and in the hypotheses, stand for."""
    relations = [r for r in (*_said(steps), *report.given) if isinstance(r, (Relation, Dominated))]
    return tuple(map(str, where(e for r in relations for e in r.expressions())))


def _said(steps: Iterable[StepReport]) -> list[Relation | Fact]:
    return [r for s in steps for r in (s.relation, *s.conditions)]


def supposed(ranges: Sequence[str], given: Sequence[str] = (), named: Sequence[str] = ()) -> str:
    """` (for t > 0; given p ≪ q; where Z = …)`, to stand behind a statement."""
    told = [f"for {'; '.join(ranges)}"] if ranges else []
    told += [f"given {', '.join(given)}"] if given else []
    told += [f"where {', '.join(named)}"] if named else []
    return f" ({'; '.join(told)})" if told else ""


def decide(
    claims: Sequence[TextClaim], entries: Mapping[str, Entry], reports: Reports
) -> list[Row]:
    """One row for each claim, in order; ids in `entries` that no claim has are errors too."""
    rows = [_row(c, entries.get(c.id), reports) for c in claims]
    known = {c.id for c in claims}
    strays = [TextClaim(i, "", "") for i in entries if i not in known]
    return rows + [Row(c, "error", why="no claim has this id") for c in strays]


def _row(claim: TextClaim, entry: Entry | None, reports: Reports) -> Row:
    if entry is None:
        return Row(claim, "error", why="no entry decides this claim")
    try:
        return _placed(claim, entry, reports)
    except KeyError as missing:
        return Row(claim, "error", why=str(missing.args[0]))


def _placed(claim: TextClaim, entry: Entry, reports: Reports) -> Row:
    found = [reports.steps(ref) for ref in entry.by]
    astray = [r.name for r, _ in found if not r.as_claimed]
    by = tuple(map(str, entry.by))
    if astray:
        return Row(claim, "error", by, why=f"not as claimed: {', '.join(astray)}")
    steps = [s for _, some in found for s in some]
    given = dict.fromkeys(hypothesis(h) for r, _ in found for h in r.given)
    ranges = ranges_of([h for r, _ in found for h in r.given], steps)
    rests = [s.rests for s in steps if s.rests is not None]
    base = Row(
        claim,
        "error",
        by,
        said=tuple(map(statement, steps)),
        ranges=ranges,
        given=tuple(given),
        cited=tuple(sorted({c for r in rests for c in r.cited})),
        open=tuple(sorted({o for r in rests for o in r.open})),
    )
    if any(r.expect in ("refuted", "ill-posed") for r, _ in found):
        return _refuted(base, entry, steps, reports)
    if any(isinstance(s.relation, Empirical) for s in steps):
        return replace(base, verdict="empirical", why="; ".join(s.note for s in steps if s.note))
    if not all(s.verdict in ("proved", "cited") for s in steps):
        return replace(base, why="a deciding step is not proved")
    if all(s.by_definition or isinstance(s.relation, Defined) for s in steps):
        return replace(base, verdict="definition")
    verdict: Placed = "cited" if base.cited else "proved"
    if entry.without or entry.unsaid:
        made = _conditional(base, entry, [r for r, _ in found], reports)
        cited = verdict == "cited" and made.verdict == "proved if"
        return replace(made, verdict="cited") if cited else made
    return replace(base, verdict=verdict)


def _refuted(base: Row, entry: Entry, steps: Sequence[StepReport], reports: Reports) -> Row:
    wrong = [s for s in steps if s.verdict in ("refuted", "ill-posed")]
    lines = tuple(line for s in wrong for line in found_there(s))
    nearest, instead, trouble = _true_statements(entry.nearest, reports)
    if not wrong or not lines:
        return replace(base, why="no counterexample")
    if trouble or not nearest:
        return replace(base, why=trouble or "no nearest true statement")
    return replace(
        base,
        verdict="refuted",
        said=tuple(map(statement, wrong)),
        counterexample=lines,
        nearest=nearest,
        instead=instead,
    )


def _true_statements(
    refs: Sequence[Ref], reports: Reports
) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Where, what, and what is wrong with it if it is not proved."""
    said: list[str] = []
    for ref in refs:
        report, steps = reports.steps(ref)
        if not steps or not all(s.verdict == "proved" for s in steps):
            return (), (), f"the nearest true statement {ref} is not proved"
        fullest = [s for s in steps if s.kind == "equality"] or steps
        under = supposed(ranges_of(report.given, steps), tuple(map(str, report.given)))
        said += [statement(s) + under for s in fullest]
    return tuple(map(str, refs)), tuple(said), ""


def _conditional(base: Row, entry: Entry, of: Sequence[Report], reports: Reports) -> Row:
    """The condition is what the deciding derivations assume and the failing ones do not."""
    failures: list[str] = []
    assumed = dict.fromkeys(hypothesis(h) for r in of for h in r.given)
    for ref in entry.without:
        report, steps = reports.steps(ref)
        wrong = [s for s in steps if s.verdict in ("refuted", "ill-posed")]
        if not wrong or not report.as_claimed:
            return replace(base, why=f"without the condition nothing fails: {ref}")
        for h in report.given:
            assumed.pop(hypothesis(h), None)
        failures += [
            f"{s.verdict}: {statement(s)}{supposed(ranges_of(report.given, [s]))}" for s in wrong
        ]
        failures += [line for s in wrong for line in found_there(s)]
    if not entry.without:
        return replace(base, why="a condition without the case that shows what happens without it")
    condition = entry.unsaid or ", ".join(assumed)
    if not condition:
        return replace(base, why="the condition is neither a hypothesis nor named")
    return replace(
        base,
        verdict="proved if",
        condition=condition,
        failure=tuple(failures),
        without=tuple(map(str, entry.without)),
    )


def hypothesis(h: Relation | Dominated) -> str:
    """A hypothesis by its name, or as it stands."""
    return h.name or str(h)


def statement(s: StepReport) -> str:
    """What a step says, its equality condition included."""
    if s.kind == "equality":
        return f"{s.relation}, with equality iff {' and '.join(map(str, s.conditions))}"
    return str(s.relation)


def found_there(s: StepReport) -> tuple[str, ...]:
    """The counterexample of a step, or what a computation found."""
    e = s.evidence
    if e is not None and e.counterexample is not None:
        lines = e.counterexample.describe()
        return (*lines[:-2], e.place) if e.verdict == "ill-posed" else tuple(lines)
    return s.detail
