"""A derivation's page as plain data: it can be sent from the process that holds the theorems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derive.derivation.derivation import Derivation
from derive.derivation.report import Report, StepReport
from derive.language.optimum import optimum_latex, optimum_text
from derive.language.printing import among
from derive.language.relations import Relation
from derive.numeric import Settings
from derive.render import rows, words
from derive.render.full import names_of
from derive.render.places import place
from derive.render.provided import integrals
from derive.render.third import Third
from derive.report.certificate import Certificate, certificate
from derive.report.formulas import (
    Formula,
    Mixed,
    declared,
    expression,
    hypothesis,
    mixed,
    paragraphs,
    relation,
    right_side,
    said,
    value,
)
from derive.report.pictures import Picture, pictures
from derive.report.uses import Key, key_of, uses


@dataclass(frozen=True)
class Step:
    """One line of the page. first: what stands before the formula, for an equality condition.

    attack: what the attack found, in a few words. notes: pairs (heading, line) for a step that is
    not proved. rests: what it rests on, a line each.
    """

    label: str
    kind: str
    first: str
    formulas: tuple[Mixed, ...]
    reason: Mixed
    verdict: str
    attack: str
    notes: tuple[tuple[str, Mixed], ...]
    detail: tuple[Mixed, ...]
    certificate: Certificate | None
    pictures: tuple[Picture, ...]
    rests: tuple[Mixed, ...]


@dataclass(frozen=True)
class Page:
    """Everything that is shown of one derivation.

    thirds: what the checker in Rocq said of its certificates, where it was asked.
    """

    key: Key
    title: Mixed
    plain_title: str
    place: str
    doc: tuple[Mixed, ...]
    ranges: tuple[Mixed, ...]
    given: tuple[tuple[str, Mixed], ...]
    where: tuple[Mixed, ...]
    provided: tuple[Mixed, ...]
    start: Formula | None
    steps: tuple[Step, ...]
    verdict: str
    expect: str
    as_claimed: bool
    error: str
    rests: tuple[Mixed, ...]
    uses: tuple[Key, ...]
    seconds: float
    thirds: tuple[Third, ...] = ()

    @property
    def statement(self) -> tuple[Mixed, ...]:
        """What is claimed: the claim, or the facts."""
        return tuple(m for s in self.steps if s.kind in ("claim", "fact") for m in s.formulas)

    @property
    def claim(self) -> Mixed | None:
        """The claim of a chain; None where there is no chain, whose claim then is its only line."""
        if self.start is None:
            return None
        return next((m for s in self.steps if s.kind == "claim" for m in s.formulas), None)

    @property
    def equality(self) -> Step | None:
        return next((s for s in self.steps if s.kind == "equality"), None)

    @property
    def accepted(self) -> bool:
        """Whether the checker in Rocq accepts the certificate of what is claimed."""
        return any(t.accepted for t in self.thirds)

    @property
    def searched(self) -> str:
        """All words and formulas that a search looks at."""
        parts = [self.plain_title, self.key[1], *(name for name, _ in self.given)]
        parts += [f.text for m in self.doc for f in m]
        parts += [f.text for _, m in self.given for f in m]
        parts += [f.text for m in (*self.ranges, *self.where, *self.provided) for f in m]
        for s in self.steps:
            parts += [f.text for m in (*s.formulas, s.reason) for f in m]
        return " ".join(" ".join(parts).split())


def page_of(d: Derivation, report: Report, settings: Settings | None) -> Page:
    """The page of a checked derivation. settings: of its attack, for the pictures."""
    with among(report):
        return _page(d, report, settings)


def steps_of(report: Report, settings: Settings | None) -> tuple[Step, ...]:
    """The lines of a report that is no derivation's of a script."""
    names = names_of(report)
    return tuple(_step(s, report, names, settings) for s in report.steps)


def _page(d: Derivation, report: Report, settings: Settings | None) -> Page:
    first = rows.start(report)
    names = names_of(report)
    return Page(
        key_of(d), mixed(report.title), report.title, place(report.path, report.line),
        paragraphs(report.doc),
        tuple((declared(d),) for d in report.declared),
        tuple((h.name, hypothesis(h)) for h in report.given),
        tuple((relation(w),) for w in report.where),
        tuple((expression(e),) for e in integrals(report)),
        None if first is None else expression(first),
        tuple(_step(s, report, names, settings) for s in report.steps),
        report.verdict, report.expect, report.as_claimed, report.error,
        tuple(map(mixed, words.rests(report.rests))) if report.steps else (),
        uses(d) if report.steps else (), report.seconds,
    )  # fmt: skip


def _step(s: StepReport, report: Report, names: words.Names, settings: Settings | None) -> Step:
    decided = s.verdict in ("proved", "cited")
    proof = certificate(s, names) if s.theorem is not None and s.verdict == "proved" else None
    return Step(
        rows.label_of(s), s.kind, *_line(s),
        mixed(rows.said_reason(s)) if s.reason and s.kind in ("step", "fact", "law") else (),
        s.verdict,
        "" if s.kind == "fact" else rows.evidence(s.evidence),
        () if decided else tuple(_notes(s)),
        tuple(map(value, s.detail)) if decided else (),
        proof, tuple(pictures(s, report, settings)),
        tuple(map(mixed, words.rests(s.rests))) if s.rests is not None else (),
    )  # fmt: skip


def _notes(s: StepReport) -> Iterator[tuple[str, Mixed]]:
    """Why it is not proved; what it claims is said only where the page does not show all of it."""
    for heading, line in rows.detail(s):
        if heading != "claimed" or s.kind == "step":
            yield heading, value(line)


def _line(s: StepReport) -> Iterator[object]:
    """What stands before the formulas, and the formulas."""
    if s.optimum and isinstance(s.relation, Relation):
        yield "with equality at one place only:"
        sides = (s.relation, s.conditions)
        yield ((Formula(optimum_latex(*sides), optimum_text(*sides)),),)
    elif s.kind == "equality":
        yield f"with equality {rows.everywhere(s)}if and only if"
        yield tuple((relation(c),) for c in s.conditions)
    elif s.kind == "step" and isinstance(s.relation, Relation):
        yield ""
        yield ((right_side(s.relation),),)
    else:
        yield ""
        yield (said(s.relation),)
