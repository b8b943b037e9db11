"""Derivations as pytest's items: a script is a file, a derivation a collector, a step an item."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from derive.cli.checking import failed, report_on
from derive.cli.scripts import load_all
from derive.derivation.check import ASSUMED
from derive.derivation.derivation import Derivation, Proof
from derive.derivation.limits import GAVE_UP, Limits
from derive.derivation.report import Report, StepReport
from derive.language.names import DeriveError
from derive.language.printing import among
from derive.numeric import Settings
from derive.render.places import place
from derive.render.rows import claimed
from derive.teaching.ending import Ended, surviving
from derive.teaching.hints import hints
from derive.teaching.message import PROVED, message


class ScriptFile(pytest.File):
    """A script. It is run when it is collected, as pytest runs its modules."""

    def collect(self) -> Iterator[DerivationNode]:
        if self.config.option.derive_isolate is not None:
            for derivation in self._handed_in():
                yield DerivationNode.from_parent(self, name=derivation.name, derivation=derivation)
            return
        limits = limits_of(self.config)
        try:
            script = surviving(lambda: limits.run(lambda: load_all([self.path.resolve()])[0]))
        except Ended as how:
            raise self.CollectError(f"{place(str(self.path), 1)}: {how}") from None
        except GAVE_UP as given_up:
            raise self.CollectError(f"the script: {limits.why(given_up)}.") from None
        if script.problem:
            raise self.CollectError(script.message())
        for derivation in script.derivations:
            yield DerivationNode.from_parent(self, name=derivation.name, derivation=derivation)

    def _handed_in(self) -> list[Derivation]:
        """The derivations, of data that another process hands back: the script is not run here."""
        from derive.teaching.handin import read_script

        options = self.config.option
        beside = [self.path.parent / name for name in self.config.getini("derive_beside")]
        try:
            handed_in = read_script(
                self.path,
                seconds=options.derive_step_timeout,
                isolation=options.derive_isolate,
                beside=[p for p in beside if p.is_file() and p != self.path],
            )
        except DeriveError as wrong:
            raise self.CollectError(str(wrong)) from None
        if handed_in.problem is not None:
            raise self.CollectError(handed_in.problem)
        limits = limits_of(self.config)
        try:
            return limits.run(handed_in.all)
        except GAVE_UP as given_up:
            raise self.CollectError(f"what it hands back: {limits.why(given_up)}.") from None


class DerivationNode(pytest.Collector):
    """A derivation. It is checked once, when the first of its steps is run."""

    def __init__(self, *, derivation: Derivation, **fields: Any) -> None:
        super().__init__(**fields)
        self.derivation = derivation
        self.add_marker(pytest.mark.derive(expect=derivation.expect))
        self._report: Report | None = None

    @property
    def report(self) -> Report:
        if self._report is None:
            options = self.config.option
            trials = options.derive_trials
            settings = Settings(trials=trials, seed=options.derive_seed) if trials else None
            limits = limits_of(self.config)
            d = self.derivation
            try:
                self._report = surviving(lambda: report_on(d, settings, limits))
            except Ended as how:
                self._report = failed(d, f"{place(d.path, d.line)}: {how}")
        return self._report

    def collect(self) -> Iterator[StepItem]:
        parts = _parts(self.derivation, limits_of(self.config))
        for k, (name, line) in enumerate(parts):
            last = k + 1 == len(parts)
            yield StepItem.from_parent(self, name=name, index=k, line=line, last=last)


class StepItem(pytest.Item):
    """A step, the claim, its condition for equality, or a fact."""

    def __init__(self, *, index: int, line: int, last: bool, **fields: Any) -> None:
        super().__init__(**fields)
        self.index, self.line, self.last = index, line, last

    @property
    def node(self) -> DerivationNode:
        return self.parent  # type: ignore[return-value]

    def runtest(self) -> None:
        report = self.node.report
        if not report.steps:
            raise Failed(report.error)
        step = report.steps[self.index]
        self.user_properties.append(("verdict", step.verdict))
        self.user_properties.append(("claimed", claimed(step)))
        why = _wrong(report, step, self.last)
        if why is not None:
            raise Failed(self._message(step, report, why))

    def _message(self, step: StepReport, report: Report, why: str) -> str:
        seconds = self.config.option.derive_hint_timeout
        with among(report):
            found = hints(step, report.given, seconds) if not why else ()
        earlier = [s for s in report.steps[: self.index] if s.kind == "step"]
        with among(report):
            return message(step, earlier, found, path=report.path, instead=why).text()

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        if isinstance(excinfo.value, Failed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, max(self.line - 1, 0), f"{self.node.name}, {self.name}"


class Failed(AssertionError):
    """A step that is not as its author claims; the text is all there is to show."""


def limits_of(config: pytest.Config) -> Limits:
    return Limits(config.option.derive_step_timeout)


def _parts(derivation: Derivation, limits: Limits) -> list[tuple[str, int]]:
    """The items' names and lines; one item alone where the chain cannot be read."""
    try:
        proof = surviving(lambda: limits.run(derivation.proof))
        if proof.facts:
            return [(f"fact {k}", line) for k, (_, line) in enumerate(proof.facts, 1)]
        return _chain(proof, derivation)
    except (*GAVE_UP, Exception, SystemExit):  # said again, with its place, when the item is run
        return [("chain", derivation.line)]


def _chain(proof: Proof, derivation: Derivation) -> list[tuple[str, int]]:
    claim = derivation.claim()
    out = [(f"step {k}", s.line) for k, s in enumerate(proof.steps, 1)]
    if len(out) == 1 and not proof.claims:  # the claim is the step again
        return out
    out.append(("claim", claim.line))
    return [*out, ("equality", claim.line)] if claim.equality else out


def _wrong(report: Report, step: StepReport, last: bool) -> str | None:
    """A heading for what is wrong ("" for the verdict's own), or None if nothing is.

    The last item tells of a derivation that is not what its author says, though no step fails.
    """
    if report.as_claimed:
        assumed = last and report.expect == "proved" and _assumes_its_claim(report)
        says = f"{report.name} assumes its claim: one of its own hypotheses says it"
        return says if assumed else None
    fine = (*PROVED, report.expect)
    if step.verdict not in fine and (report.expect == "proved" or not last):
        return ""
    if not last or (report.expect == "proved" and any(s.verdict not in fine for s in report.steps)):
        return None
    if report.error:
        return report.error.rstrip(".")
    is_it = "it is" if report.verdict != report.expect else "has a wrong step, though it is"
    return f"{report.name} is said to be {report.expect}, and {is_it} {report.verdict}"


def _assumes_its_claim(report: Report) -> bool:
    return any(s.kind == "claim" and s.reason == ASSUMED for s in report.steps)
